/** The calls of the API that were made from this page, so that each can be shown. Secrets are taken out before. */
import { redact } from '@kwit/ksef-client';
import { apiUrl } from '../addresses.ts';
import { createStore, useStore } from '../store.ts';

export interface RecordedCall {
  readonly id: number;
  readonly at: Date;
  readonly method: string;
  /** Address without the query's secrets. */
  readonly url: string;
  /** Below `/v2`, with its query. */
  readonly path: string;
  readonly hasBearer: boolean;
  readonly contentType: string | undefined;
  readonly body: string | undefined;
  /** Absent while the answer is under way, and where none came. */
  readonly status?: number;
  readonly durationMs?: number;
  /** The beginning of the answer. */
  readonly answer?: string;
}

const kept = 100;
const longestAnswer = 20_000;

const calls = createStore<readonly RecordedCall[]>([]);

/** The calls, newest first. */
export const useCalls = (): readonly RecordedCall[] => useStore(calls);
export const clearCalls = (): void => calls.set([]);

let count = 0;

const note = (call: RecordedCall): void => {
  const others = calls.get().filter(({ id }) => id !== call.id);
  const at = others.findIndex(({ id }) => id < call.id);
  const place = at < 0 ? others.length : at;
  calls.set([...others.slice(0, place), call, ...others.slice(place)].slice(0, kept));
};

/** `fetch` that notes each call. */
export const recordingFetch: typeof fetch = async (input, init) => {
  const url = redact(String(input instanceof Request ? input.url : input));
  const headers = new Headers(init?.headers);
  count += 1;
  const call: RecordedCall = {
    id: count,
    at: new Date(),
    method: init?.method ?? 'GET',
    url,
    path: url.startsWith(apiUrl) ? url.slice(apiUrl.length) : url,
    hasBearer: headers.has('authorization'),
    contentType: headers.get('content-type') ?? undefined,
    body: typeof init?.body === 'string' ? redact(init.body) : undefined,
  };
  note(call);
  const startedMs = performance.now();
  const durationMs = () => Math.round(performance.now() - startedMs);
  try {
    const response = await fetch(input, init);
    const answered = { ...call, status: response.status, durationMs: durationMs() };
    note(answered);
    if (/json|xml|text/.test(response.headers.get('content-type') ?? '')) {
      response
        .clone()
        .text()
        .then(
          (text) => note({ ...answered, answer: redact(text).slice(0, longestAnswer) }),
          () => {},
        );
    }
    return response;
  } catch (error) {
    note({ ...call, durationMs: durationMs() });
    throw error;
  }
};
