/**
 * Refusals of the API and how they are written. A 400 is an ExceptionResponse, or Problem Details when the
 * request has `X-Error-Format: problem-details`, and so is a 429 (in another older form); 401, 403 and 410 are always Problem Details.
 * Source: official OpenAPI and its change log (2.2.0, 2.4.0).
 */
import {
  type ErrorCode,
  errorText,
  type ForbiddenReason,
  type ForbiddenSecurity,
  forbiddenReasons,
  headerNames,
  refusals,
  tooManyRequestsText,
} from '@kwit/ksef-contract';
import { apiTexts } from './api-texts.ts';
import { isoMoment } from './engine/clock.ts';
import type { Excess } from './engine/limits/call-counter.ts';
import { isDiskFull } from './store/disk-full.ts';

/** A refusal that the caller can act on. Anything else that is thrown is a defect, answered with a bare 500. */
export abstract class ApiError extends Error {
  abstract readonly status: number;
}

export interface Fault {
  code: ErrorCode;
  details?: readonly string[];
  /** In place of the code's usual sentence. */
  description?: string;
}

/** 400 with one or more codes. */
export class BadRequest extends ApiError {
  readonly status = 400;
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map((fault) => fault.code).join(', '));
    this.faults = faults;
  }
}

/** A 400 with one code and its details. */
export const refusal = (code: ErrorCode, ...details: string[]): BadRequest =>
  new BadRequest([details.length > 0 ? { code, details } : { code }]);

/** 401: no token, a bad one, or one of another kind. */
export class Unauthorized extends ApiError {
  readonly status = 401;
}

/** 403 with its reason and the facts that belong to it. */
export class Forbidden extends ApiError {
  readonly status = 403;
  readonly reason: ForbiddenReason;
  readonly security: ForbiddenSecurity | undefined;

  constructor(reason: ForbiddenReason, security?: ForbiddenSecurity) {
    super(reason);
    this.reason = reason;
    this.security = security;
  }
}

/** 404: no such address. */
export class NotFound extends ApiError {
  readonly status = 404;
}

/** 405: an address that takes other methods. */
export class MethodNotAllowed extends ApiError {
  readonly status = 405;
  readonly allowed: readonly string[];

  constructor(allowed: readonly string[]) {
    super(allowed.join(', '));
    this.allowed = allowed;
  }
}

/** 410: the status of an asynchronous operation is kept no longer. */
export class Gone extends ApiError {
  readonly status = 410;
}

/** 413 without a body, as the front of the real service answers. */
export class TooLarge extends ApiError {
  readonly status = 413;
}

/** 415: a body of a kind that the operation does not take. */
export class UnsupportedMediaType extends ApiError {
  readonly status = 415;
}

/** 429: a rate limit is exceeded; with the seconds to wait. */
export class TooManyRequests extends ApiError {
  readonly status = 429;
  readonly excess: Excess;

  constructor(excess: Excess) {
    super(`${excess.limit} ${excess.window}`);
    this.excess = excess;
  }
}

/** What is known of the request that is refused. */
export interface RefusalContext {
  /** Path of the request. */
  instance: string;
  traceId: string;
  nowMs: number;
  /** Whether the request asks for 400 and 429 as Problem Details. */
  problemDetails: boolean;
}

export interface RenderedRefusal {
  status: number;
  headers?: Readonly<Record<string, string>>;
  /** Null: no body. */
  body: object | null;
  contentType: 'application/json; charset=utf-8' | 'application/problem+json; charset=utf-8';
}

const problem = 'application/problem+json; charset=utf-8';

/** Writes a refusal, or the answer to a defect (500) or to a full disk (507), without any insides. */
export function renderError(error: unknown, context: RefusalContext): RenderedRefusal {
  if (error instanceof BadRequest) return renderBadRequest(error, context);
  if (error instanceof TooManyRequests) return renderTooManyRequests(error, context);
  if (error instanceof TooLarge) return { status: 413, body: null, contentType: problem };
  const { status, title, detail, extra } = describe(error);
  const { instance, traceId, nowMs } = context;
  const body = { title, status, detail, instance, ...extra, traceId, timestamp: isoMoment(nowMs) };
  const headers = error instanceof MethodNotAllowed ? { allow: error.allowed.join(', ') } : {};
  return { status, headers, body, contentType: problem };
}

/** Whether a refusal is the caller's business; everything else belongs in the log as a defect. */
export const isRefusal = (error: unknown): error is ApiError => error instanceof ApiError;

/** What the journal says of a refusal: its codes or its reason. */
export function problemOf(error: unknown): string {
  if (error instanceof BadRequest) return error.faults.map(({ code }) => code).join(' ');
  if (error instanceof Forbidden) return error.reason;
  return isRefusal(error) ? String(error.status) : 'defect';
}

interface Description {
  status: number;
  title: string;
  detail: string;
  extra?: object;
}

function describe(error: unknown): Description {
  if (error instanceof Unauthorized) return { status: 401, ...refusals[401] };
  if (error instanceof Forbidden) return describeForbidden(error);
  if (error instanceof Gone) return { status: 410, ...refusals[410] };
  if (error instanceof NotFound) return { status: 404, title: 'Not Found', detail: apiTexts.noSuchAddress };
  if (error instanceof MethodNotAllowed) {
    return { status: 405, title: 'Method Not Allowed', detail: apiTexts.methodNotAllowed(error.allowed) };
  }
  if (error instanceof UnsupportedMediaType) {
    return { status: 415, title: 'Unsupported Media Type', detail: apiTexts.unsupportedMediaType };
  }
  if (isDiskFull(error)) return { status: 507, title: 'Insufficient Storage', detail: apiTexts.diskFull };
  return { status: 500, title: 'Internal Server Error', detail: apiTexts.internal };
}

function describeForbidden({ reason, security }: Forbidden): Description {
  const extra = { reasonCode: reason, security: security ?? null };
  return { status: 403, title: refusals[403].title, detail: forbiddenReasons[reason].detail, extra };
}

function renderBadRequest({ faults }: BadRequest, context: RefusalContext): RenderedRefusal {
  const { instance, traceId, problemDetails } = context;
  const timestamp = isoMoment(context.nowMs);
  const described = faults.map((fault) => ({
    ...fault,
    description: fault.description ?? errorText(fault.code),
  }));
  if (problemDetails) {
    const errors = described.map(({ code, description, details }) => ({
      code,
      description,
      details: details ?? [],
    }));
    const body = { ...refusals[400], status: 400, instance, errors, timestamp, traceId };
    return { status: 400, body, contentType: problem };
  }
  const exceptionDetailList = described.map(({ code, description, details }) => ({
    exceptionCode: code,
    exceptionDescription: description,
    details: details ?? [],
  }));
  const exception = {
    exceptionDetailList,
    referenceNumber: asUuid(traceId),
    serviceCode: `00-${traceId}-${traceId.slice(0, 16)}-00`,
    serviceCtx: 'local',
    serviceName: 'Undefined',
    timestamp,
  };
  return { status: 400, body: { exception }, contentType: 'application/json; charset=utf-8' };
}

const tooManyRequests = 'Too Many Requests';

function renderTooManyRequests({ excess }: TooManyRequests, context: RefusalContext): RenderedRefusal {
  const { limit, window, retryAfterSeconds } = excess;
  const sentence = tooManyRequestsText(limit, window, retryAfterSeconds);
  const headers = { [headerNames.retryAfter]: String(retryAfterSeconds) };
  if (!context.problemDetails) {
    const body = { status: { code: 429, description: tooManyRequests, details: [sentence] } };
    return { status: 429, headers, body, contentType: 'application/json; charset=utf-8' };
  }
  const { instance, traceId, nowMs } = context;
  const facts = { title: tooManyRequests, status: 429, instance, detail: sentence };
  const body = { ...facts, timestamp: isoMoment(nowMs), traceId };
  return { status: 429, headers, body, contentType: problem };
}

const asUuid = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
