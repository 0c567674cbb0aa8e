/**
 * Every operation of the contract as a typed function. Nothing is described here a second time: names, paths,
 * parameters, bodies, answers, bearer and rate group all come from the declarations of `@kwit/ksef-contract`.
 */
import {
  type AnswerOf,
  headerNames,
  type Operation,
  type OperationName,
  type Operations,
  operations,
  pathOf,
  type RequestOf,
} from '@kwit/ksef-contract';
import { KsefError, withDoubt } from './errors.ts';
import { exchange, type IncomingAnswer, isPermanent, type OutgoingRequest } from './exchange.ts';
import { sha256Base64 } from './hashes.ts';
import { isMarkup, isWebPage, isXml } from './markup.ts';
import { messages } from './messages.ts';
import type { RateScheduler } from './rate-scheduler.ts';
import { excerptOf } from './redact.ts';
import { refusalOf } from './refusal.ts';
import { type RatePauses, type RetryNotice, withRetries } from './retry.ts';
import type { Bearer } from './tokens.ts';
import { unlessLate } from './wait.ts';

export interface CallOptions {
  /** Ends the call, its repetitions and its pauses. */
  signal?: AbortSignal | undefined;
  /** A bearer token to use instead of the client's own, e.g. the one of a log-in under way. */
  bearer?: string | undefined;
  /** Says that a repetition is harmless here although the contract cannot say so of the operation in general. */
  repeatable?: boolean | undefined;
  /** Says that the caller may start over whatever became of the request; it goes by this what a person is advised. */
  harmless?: boolean | undefined;
  /** Milliseconds for the call with all repetitions and pauses; the client's `deadlineMs` without it. */
  deadlineMs?: number | undefined;
}

type Arguments<Request> =
  Partial<Request> extends Request
    ? [request?: Request, options?: CallOptions]
    : [request: Request, options?: CallOptions];

/** One function for each of some operations. */
export type FunctionsOf<Declared extends Readonly<Record<string, Operation>>> = {
  readonly [Name in keyof Declared]: (
    ...parameters: Arguments<RequestOf<Declared[Name]>>
  ) => Promise<AnswerOf<Declared[Name]>>;
};

/** One function per operation: `operations.getToken({ path: { referenceNumber } }, { signal })`. */
export type OperationFunctions = { readonly [Name in OperationName]: FunctionsOf<Operations>[Name] };

export interface Transport {
  readonly fetch: typeof fetch;
  readonly baseUrl: string;
  readonly userAgent: string;
  /** Milliseconds for one attempt. */
  readonly timeoutMs: number;
  /** Milliseconds for a call with all its repetitions. */
  readonly deadlineMs: number;
  readonly maxRetries: number;
  readonly onRetry: ((notice: RetryNotice) => void) | undefined;
  readonly pauses: RatePauses;
  /** Holds requests back before they come to a limit; none where that is switched off. */
  readonly scheduler: RateScheduler | undefined;
}

/** Where the tokens of the logged-in caller come from. */
export interface BearerSource {
  /** A valid access token, refreshed where needed. */
  accessToken(signal: AbortSignal | undefined): Promise<Bearer>;
  /** Another access token than the one that was just refused; undefined where there is none of its context. */
  accessTokenAfter(refused: Bearer, signal: AbortSignal | undefined): Promise<Bearer | undefined>;
  refreshToken(): string;
}

/** What a call carries, whatever the operation: the generic form of `RequestOf`. */
interface GenericRequest {
  path?: Readonly<Record<string, unknown>> | undefined;
  query?: Readonly<Record<string, unknown>> | undefined;
  headers?: Readonly<Record<string, unknown>> | undefined;
  body?: unknown;
}

/** Derives the functions from the contract of KSeF. */
export const operationFunctions = (transport: Transport, bearers: BearerSource): OperationFunctions =>
  functionsOf(operations, transport, bearers);

/** Derives the functions from declared operations. */
export function functionsOf<Declared extends Readonly<Record<string, Operation>>>(
  declared: Declared,
  transport: Transport,
  bearers: BearerSource,
): FunctionsOf<Declared> {
  const functions = Object.entries(declared).map(([name, operation]) => [
    name,
    (request: GenericRequest = {}, options: CallOptions = {}) =>
      call(transport, bearers, name, operation, request, options),
  ]);
  return Object.fromEntries(functions) as FunctionsOf<Declared>;
}

/** The one generic call that all operations go through. */
async function call(
  transport: Transport,
  bearers: BearerSource,
  name: string,
  operation: Operation,
  request: GenericRequest,
  options: CallOptions,
): Promise<unknown> {
  const { signal } = options;
  const where = `${operation.method} ${operation.path}`;
  const outgoing = outgoingRequest(transport, name, where, operation, request);
  const end = performance.now() + (options.deadlineMs ?? transport.deadlineMs);
  const send = (bearer: string | undefined) =>
    repeated(transport, operation, outgoing, bearer, { ...options, deadlineMs: end - performance.now() });
  const inTime = <T>(token: Promise<T>) => tokenInTime(token, end - performance.now(), outgoing);

  if (options.bearer !== undefined || operation.bearer === 'none') return send(options.bearer);
  if (operation.bearer === 'refreshToken') return send(bearers.refreshToken());
  if (operation.bearer === 'authenticationToken') {
    throw new KsefError({ kind: 'unauthorized', operation: name, text: messages.notLoggedIn });
  }
  const bearer = await inTime(bearers.accessToken(signal));
  try {
    return await send(bearer.token);
  } catch (error) {
    // A 401 proves that nothing was done, so that even a send may be tried once more under a fresh token.
    if (!(error instanceof KsefError) || error.kind !== 'unauthorized') throw error;
    const fresh = await inTime(bearers.accessTokenAfter(bearer, signal));
    if (!fresh) throw error;
    return send(fresh.token);
  }
}

/** What fails before there is a token leaves no doubt about the request itself: it was not sent. */
async function tokenInTime<T>(token: Promise<T>, ms: number, outgoing: OutgoingRequest): Promise<T> {
  const { operation, where } = outgoing;
  const late = () => new KsefError({ kind: 'timeout', operation, text: messages.noTokenInTime(where, ms) });
  try {
    return await unlessLate(token, ms, late);
  } catch (error) {
    throw error instanceof KsefError ? withDoubt(error, false) : error;
  }
}

function repeated(
  transport: Transport,
  operation: Operation,
  outgoing: OutgoingRequest,
  bearer: string | undefined,
  options: CallOptions,
): Promise<unknown> {
  const { pauses, scheduler } = transport;
  const { rateGroup } = operation;
  const departure = {
    operation: outgoing.operation,
    group: rateGroup,
    mayAsk:
      operation.bearer === 'accessToken' &&
      options.bearer === undefined &&
      operation !== operations.getRateLimits,
  };
  const repeatable = options.repeatable ?? operation.repeatable;
  let attempts = 0;
  const attempt = async (remainingMs: number): Promise<unknown> => {
    attempts += 1;
    if (options.signal?.aborted) throw abortedError(outgoing);
    // A pause that others have run into already holds for this call as well.
    const pauseMs = () => pauses.remainingMs(rateGroup);
    if (pauseMs() > 0) throw pausedError(outgoing, pauseMs());
    const leavesBy = performance.now() + remainingMs;
    const tooLongMs = await scheduler?.admit({
      ...departure,
      patienceMs: remainingMs,
      signal: options.signal,
    });
    if (options.signal?.aborted) throw abortedError(outgoing);
    // It may have come while the request was held back.
    if (tooLongMs !== undefined || pauseMs() > 0) throw pausedError(outgoing, tooLongMs ?? pauseMs());
    const timeoutMs = Math.min(transport.timeoutMs, leavesBy - performance.now());
    const isHarmless = options.harmless ?? repeatable;
    const request = { ...outgoing, attempt: attempts, isHarmless };
    const sent = bearer === undefined ? request : withBearer(request, bearer);
    const answer = await exchange(transport.fetch, sent, timeoutMs, options.signal);
    return answerValue(answer, operation, outgoing, transport.baseUrl, bearer);
  };
  const asKsefError = (error: unknown) => {
    if (!(error instanceof KsefError)) return undefined;
    if (error.kind === 'rate-limited' && error.status === 429) {
      const pauseMs = error.retryAfterMs ?? 1000;
      pauses.pause(rateGroup, pauseMs);
      scheduler?.refused(departure, pauseMs);
    }
    return error;
  };
  const policy = {
    maxRetries: transport.maxRetries,
    deadlineMs: options.deadlineMs ?? transport.deadlineMs,
    onRetry: transport.onRetry,
    repeatable,
    neverRepeat: isPermanent,
  };
  return withRetries(attempt, asKsefError, policy, options.signal);
}

const abortedError = ({ operation, where }: OutgoingRequest): KsefError =>
  new KsefError({ kind: 'aborted', operation, text: messages.aborted(where) });

function pausedError({ operation, where }: OutgoingRequest, retryAfterMs: number): KsefError {
  const text = messages.rateLimited(where, '', retryAfterMs);
  return new KsefError({ kind: 'rate-limited', operation, retryAfterMs, text });
}

/** Only what a header may hold: `fetch` would otherwise quote the token in its own error. */
const bearerForm = /^[\x21-\x7e]+$/;

function withBearer(outgoing: OutgoingRequest, bearer: string): OutgoingRequest {
  if (!bearerForm.test(bearer)) {
    throw new KsefError({ kind: 'unauthorized', operation: outgoing.operation, text: messages.badToken });
  }
  return { ...outgoing, headers: { ...outgoing.headers, authorization: `Bearer ${bearer}` } };
}

function outgoingRequest(
  { baseUrl, userAgent }: Transport,
  name: string,
  where: string,
  operation: Operation,
  request: GenericRequest,
): OutgoingRequest {
  const path = filledPath(name, where, operation, request);
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(request.query ?? {})) {
    for (const entry of Array.isArray(value) ? value : [value]) {
      if (entry !== undefined && entry !== null) query.append(key, String(entry));
    }
  }
  const headers: Record<string, string> = {
    accept:
      operation.answer.content.kind === 'xml'
        ? 'application/xml, application/problem+json'
        : 'application/json, application/problem+json',
    'user-agent': userAgent,
    [headerNames.errorFormat]: 'problem-details',
  };
  for (const [key, value] of Object.entries(request.headers ?? {})) {
    if (value !== undefined && value !== null) headers[key] = String(value);
  }
  const { kind } = operation.request;
  if (kind !== 'none') headers['content-type'] = kind === 'xml' ? 'application/xml' : 'application/json';
  return {
    operation: name,
    where,
    url: `${baseUrl}${path}${query.size > 0 ? `?${query}` : ''}`,
    method: operation.method,
    attempt: 1,
    isHarmless: operation.repeatable,
    headers,
    body:
      kind === 'none'
        ? undefined
        : kind === 'xml'
          ? String(request.body)
          : JSON.stringify(request.body ?? {}),
  };
}

function filledPath(name: string, where: string, operation: Operation, request: GenericRequest): string {
  try {
    return pathOf(operation, request.path as Readonly<Record<string, string>> | undefined);
  } catch (cause) {
    const given = request.path ?? {};
    const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, key = '']) => key);
    const text = messages.badUrlPart(where, names.find((key) => !given[key]) ?? names.join(', '));
    throw new KsefError({ kind: 'refused', operation: name, text, cause });
  }
}

/** The value of a success, or the error of anything else. */
async function answerValue(
  answer: IncomingAnswer,
  operation: Operation,
  { operation: name, where }: OutgoingRequest,
  address: string,
  bearer: string | undefined,
): Promise<unknown> {
  const { status, headers, bytes } = answer;
  const secrets = bearer === undefined ? [] : [bearer];
  if (status < 200 || status >= 300) {
    const body = new TextDecoder().decode(bytes);
    throw refusalOf({ operation: name, where, address, status, headers, body, secrets });
  }
  const { content } = operation.answer;
  if (content.kind === 'none') return undefined;
  const unexpected = (what: { pl: string; en: string }, body: string) => {
    const excerpt = excerptOf(body, secrets);
    const text = messages.unexpectedAnswer(where, address, what, what === messages.webPage ? '' : excerpt);
    return new KsefError({
      kind: 'unexpected-answer',
      operation: name,
      status,
      excerpt,
      text,
      mayHaveBeenAccepted: true,
    });
  };
  const body = decoded(bytes);
  if (body === undefined) throw unexpected(messages.notText, '');
  if (content.kind === 'xml') {
    if (isWebPage(body)) throw unexpected(messages.webPage, body);
    if (!isXml(body)) throw unexpected(messages.notXml, body);
    const hash = headers.get(headerNames.documentHash);
    if (hash !== null && hash !== (await sha256Base64(bytes))) throw unexpected(messages.damaged, '');
    return body;
  }
  const value = parsed(body);
  if (value === undefined) throw unexpected(isMarkup(body) ? messages.webPage : messages.notJson, body);
  const missing = missingField(value, content.schema);
  if (missing !== undefined) throw unexpected(messages.missingField(missing), body);
  return value;
}

/** UTF-8 without loss: a byte order mark stays, and bytes that are not UTF-8 give undefined. */
function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * The first required field that an answer lacks. More is not checked: an answer with further fields or with words
 * that the contract does not know yet is an answer.
 */
function missingField(value: unknown, schema: object): string | undefined {
  const { type, required = [] } = schema as { type?: unknown; required?: readonly string[] };
  if (type === 'array') return Array.isArray(value) ? undefined : '[]';
  if (typeof value !== 'object' || value === null) return required[0] ?? '{}';
  return required.find((name) => !(name in value));
}
