/**
 * Files at the addresses that KSeF hands out: parts of packages, receipts. They carry their own key, so that no token
 * goes there; and what may be repeated is: putting the same bytes again, or fetching once more, does no harm.
 */
import { headerNames } from '@kwit/ksef-contract';
import { KsefError } from './errors.ts';
import { exchange, failureOf, type IncomingAnswer, isPermanent, type OutgoingRequest } from './exchange.ts';
import { sha256Base64 } from './hashes.ts';
import { advise, messages } from './messages.ts';
import { excerptOf } from './redact.ts';
import { tryLater } from './remedies.ts';
import { type RetryNotice, retryAfterMs, withRetries } from './retry.ts';

export interface StorageTransport {
  readonly fetch: typeof fetch;
  /** Address of the API: a secure one never leads to files over plain HTTP. */
  readonly baseUrl: string;
  readonly userAgent: string;
  readonly maxRetries: number;
  readonly onRetry: ((notice: RetryNotice) => void) | undefined;
}

export interface StorageRequest {
  /** Operation that gave the address, for errors. */
  readonly operation: string;
  /** What is fetched or put, for people; the address itself holds a key. */
  readonly what: string;
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string | null>> | undefined;
  readonly body?: Blob | undefined;
  /** Milliseconds for one attempt; half an hour without it. */
  readonly timeoutMs?: number | undefined;
}

/** A part has up to 100 MB: half an hour allows the slowest lines. */
const attemptMs = 30 * 60_000;
const deadlineMs = 2 * 3_600_000;
/** A document has some kilobytes. */
const documentMs = 30_000;

/**
 * Sends the request and reads the whole answer; repeats it after failures that may pass.
 * @throws {KsefError} `refused` with `status` for what the storage refuses (403: the address works no more)
 */
export function storageExchange(
  transport: StorageTransport,
  request: StorageRequest,
  signal?: AbortSignal,
): Promise<IncomingAnswer> {
  return repeated(transport, request, signal, async (outgoing) => {
    const answer = await exchange(transport.fetch, outgoing, request.timeoutMs ?? attemptMs, signal);
    refuseFailure(request, answer.status, answer.headers, () => new TextDecoder().decode(answer.bytes));
    return answer;
  });
}

/**
 * Fetches a file as it comes; `take` begins anew with each attempt.
 * @throws {KsefError}
 */
export function fetchFile<Result>(
  transport: StorageTransport,
  request: StorageRequest,
  take: (pieces: AsyncIterable<Uint8Array>, headers: Headers) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  return repeated(transport, request, signal, async (outgoing) => {
    const timeout = AbortSignal.timeout(attemptMs);
    const either = signal ? AbortSignal.any([timeout, signal]) : timeout;
    const { url, method, headers } = outgoing;
    const response = await network(outgoing, timeout, signal, () =>
      transport.fetch(url, { method, headers, signal: either, redirect: 'manual' }),
    );
    if (!response.ok) {
      const body = await network(outgoing, timeout, signal, () => response.text());
      refuseFailure(request, response.status, response.headers, () => body);
    }
    return take(piecesOf(response, outgoing, timeout, signal), response.headers);
  });
}

/**
 * A small document by its address, its hash compared with the header that carries it where there is one.
 * @throws {KsefError}
 */
export async function fetchDocument(
  transport: StorageTransport,
  request: StorageRequest,
  signal?: AbortSignal,
): Promise<string> {
  const small = { timeoutMs: documentMs, ...request };
  const { bytes, headers } = await storageExchange(transport, small, signal);
  const hash = headers.get(headerNames.documentHash);
  if (hash !== null && hash !== (await sha256Base64(bytes))) throw unexpected(request, messages.damaged);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** What came is not what it should be. */
export function unexpected(
  { operation, what, url }: StorageRequest,
  how: { pl: string; en: string },
): KsefError {
  const text = messages.unexpectedAnswer(what, new URL(url).origin, how, '');
  return new KsefError({ kind: 'unexpected-answer', operation, text });
}

async function repeated<Result>(
  transport: StorageTransport,
  request: StorageRequest,
  signal: AbortSignal | undefined,
  attempt: (outgoing: OutgoingRequest) => Promise<Result>,
): Promise<Result> {
  const outgoing = outgoingOf(transport, request);
  let attempts = 0;
  const once = () => {
    if (signal?.aborted) {
      const { operation, what } = request;
      throw new KsefError({ kind: 'aborted', operation, text: messages.aborted(what) });
    }
    attempts += 1;
    return attempt({ ...outgoing, attempt: attempts });
  };
  const { maxRetries, onRetry } = transport;
  return withRetries(
    once,
    (error) => (error instanceof KsefError ? error : undefined),
    { maxRetries, deadlineMs, onRetry, repeatable: true, neverRepeat: isPermanent },
    signal,
  );
}

function outgoingOf(transport: StorageTransport, request: StorageRequest): OutgoingRequest {
  const { operation, what, method, url, body } = request;
  const secure = new URL(transport.baseUrl).protocol === 'https:';
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || (secure && parsed.protocol !== 'https:')) {
    const text = messages.unexpectedAnswer(what, transport.baseUrl, notAnAddress, '');
    throw new KsefError({ kind: 'unexpected-answer', operation, text });
  }
  const headers: Record<string, string> = { 'user-agent': transport.userAgent };
  for (const [name, value] of Object.entries(request.headers ?? {}))
    if (value !== null) headers[name] = value;
  return { operation, where: what, url, method, headers, body, attempt: 1, isHarmless: true };
}

const notAnAddress = {
  pl: 'adres pliku nie jest bezpiecznym adresem http(s)',
  en: 'the address of the file is not a secure http(s) address',
};

async function network<Result>(
  outgoing: OutgoingRequest,
  timeout: AbortSignal,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (cause) {
    throw failureOf(cause, outgoing, attemptMs, timeout, signal);
  }
}

async function* piecesOf(
  response: Response,
  outgoing: OutgoingRequest,
  timeout: AbortSignal,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const piece = await network(outgoing, timeout, signal, async () => reader?.read());
      if (piece?.value === undefined) return;
      yield piece.value;
    }
  } finally {
    await reader?.cancel().catch(() => {});
  }
}

function refuseFailure(
  { operation, what, url }: StorageRequest,
  status: number,
  headers: Headers,
  body: () => string,
): void {
  if (status >= 200 && status < 300) return;
  const isPassing = status === 408 || status === 429 || status >= 500;
  const address = new URL(url).origin;
  const excerpt = excerptOf(body());
  const happened = {
    pl: `Magazyn plików KSeF (${address}) odrzucił żądanie (${what}): HTTP ${status} ${excerpt}`.trim(),
    en: `The file storage of KSeF (${address}) refused a request (${what}): HTTP ${status} ${excerpt}`.trim(),
  };
  throw new KsefError({
    kind: isPassing ? 'unreachable' : 'refused',
    operation,
    status,
    text: advise(happened, isPassing ? tryLater : startAnew),
    retryAfterMs: isPassing ? retryAfterMs(headers.get('retry-after'), headers.get('date')) : undefined,
    excerpt,
  });
}

const startAnew = {
  pl: 'Adresy plików działają tylko przez pewien czas; potem operację trzeba rozpocząć od nowa.',
  en: 'Addresses of files work for a limited time only; after that, start the operation anew.',
};
