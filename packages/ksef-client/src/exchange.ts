/** One request and its answer over `fetch`, every failure as a {@link KsefError}. Nothing of Node is needed here. */
import type { Text } from '@kwit/formats';
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import { redact, safeCause } from './redact.ts';

export interface OutgoingRequest {
  readonly operation: string;
  /** The request as `POST /sessions/online`, for messages. */
  readonly where: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Blob | undefined;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  /** Whether the request can be repeated whatever became of it. */
  readonly isHarmless: boolean;
}

export interface IncomingAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** No answer of the API comes near this; what is larger is not read into memory. */
const longestAnswerBytes = 256 * 1024 * 1024;

/**
 * For large bodies: Node.js keeps what it has sent until the answer is here, to send it again after a redirection or a
 * question for a password, unless the standard of `fetch` rules out both.
 */
const readOnce = { redirect: 'error', window: null } as const;
const refusedRedirection = 'unexpected redirect';

/** Failures before a single byte of the request could leave: sending again cannot double anything. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|bad port)$/;
/** The server was there, but is not who it should be. */
const untrusted = /CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_SSL|EPROTO/;

/**
 * Sends the request and reads the whole answer.
 * @param timeoutMs for this attempt, from the first byte sent to the last byte read
 * @throws {KsefError} `unreachable`, `timeout`, `aborted` or `unexpected-answer` (too large)
 */
export async function exchange(
  fetchFunction: typeof fetch,
  request: OutgoingRequest,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<IncomingAnswer> {
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)));
  const either = signal ? AbortSignal.any([timeout, signal]) : timeout;
  try {
    const response = await fetchFunction(request.url, {
      method: request.method,
      headers: request.headers,
      body: request.body ?? null,
      signal: either,
      // A redirection would turn a POST into a GET, and could carry the request elsewhere.
      redirect: 'manual',
      ...(request.body instanceof Blob && readOnce),
    });
    return { status: response.status, headers: response.headers, bytes: await bodyOf(response, request) };
  } catch (cause) {
    if (cause instanceof KsefError) throw cause;
    if (reasonOf(cause) === refusedRedirection) throw unexpectedAnswer(request, messages.redirected);
    throw failureOf(cause, request, timeoutMs, timeout, signal);
  }
}

async function bodyOf(response: Response, request: OutgoingRequest): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    length += part.value.length;
    if (length > longestAnswerBytes) {
      await reader?.cancel();
      throw unexpectedAnswer(request, messages.tooLargeAnswer, response.status);
    }
    chunks.push(part.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

function unexpectedAnswer(
  { operation, where, url }: OutgoingRequest,
  what: Text,
  status?: number,
): KsefError {
  const text = messages.unexpectedAnswer(where, new URL(url).origin, what, '');
  return new KsefError({ kind: 'unexpected-answer', operation, status, text, mayHaveBeenAccepted: true });
}

/** Whether the failure will not go away by trying again: the server's certificate is not trusted. */
export const isPermanent = (error: KsefError): boolean =>
  error.kind === 'unreachable' && error.cause !== undefined && untrusted.test(reasonOf(error.cause));

/** The code of the innermost error: `fetch` wraps what really happened. */
function reasonOf(failure: unknown): string {
  let reason = failure;
  for (let depth = 0; depth < 5 && reason instanceof Error; depth++) {
    const { code } = reason as { code?: unknown };
    if (typeof code === 'string') return code;
    if (!(reason.cause instanceof Error)) return reason.message;
    reason = reason.cause;
  }
  return String(reason);
}

export function failureOf(
  failure: unknown,
  { operation, where, url, attempt, isHarmless, headers }: OutgoingRequest,
  timeoutMs: number,
  timeout: AbortSignal,
  signal: AbortSignal | undefined,
): KsefError {
  const address = new URL(url).origin;
  if (signal?.aborted) {
    return new KsefError({
      kind: 'aborted',
      operation,
      text: messages.aborted(where),
      mayHaveBeenAccepted: true,
    });
  }
  if (timeout.aborted) {
    const text = messages.noAnswerInTime(where, address, timeoutMs, attempt, isHarmless);
    return new KsefError({ kind: 'timeout', operation, text, mayHaveBeenAccepted: true });
  }
  const secrets = secretsOf(headers);
  const reason = redact(reasonOf(failure), secrets);
  // What a `fetch` of somebody else's throws may quote the request.
  const cause = safeCause(failure, secrets);
  if (untrusted.test(reason)) {
    return new KsefError({
      kind: 'unreachable',
      operation,
      text: messages.untrustedServer(where, address, reason),
      cause,
    });
  }
  const sent = !neverSent.test(reason);
  const text = sent
    ? messages.connectionLost(where, address, reason, isHarmless)
    : messages.unreachable(where, address, reason);
  return new KsefError({ kind: 'unreachable', operation, text, mayHaveBeenAccepted: sent, cause });
}

/** What must not be repeated from a request: its token, with and without the word before it. */
function secretsOf(headers: Readonly<Record<string, string>>): string[] {
  const { authorization = '' } = headers;
  return [authorization, authorization.replace(/^Bearer /, '')];
}
