/**
 * What the API answers when it refuses: Problem Details (`application/problem+json`), and the older forms
 * that 400 and 429 still take unless the caller asks for Problem Details with `X-Error-Format`.
 */
import Type, { type Static } from 'typebox';
import { int32, list, maybe, moment, text } from './basic.ts';
import { Details, ReferenceNumber } from './identifiers.ts';

export const ApiError = Type.Object({
  code: int32('Code of the error.'),
  description: text('What the code means.'),
  details: maybe(Details),
});
export type ApiError = Static<typeof ApiError>;

const title = text('Name of the HTTP status.');
const status = int32('HTTP status.');
const instance = text('Path of the request that was refused.');
const detail = text('What went wrong.');
const timestamp = moment('When, in UTC.');
const traceId = text('Identifier by which the system finds the request again.');

export const BadRequestProblemDetails = Type.Object({
  title,
  status,
  instance,
  detail,
  errors: list(ApiError, 'Everything that is wrong with the request.'),
  timestamp,
  traceId,
});
export type BadRequestProblemDetails = Static<typeof BadRequestProblemDetails>;

export const UnauthorizedProblemDetails = Type.Object({
  title,
  status,
  detail,
  instance: maybe(instance),
  traceId: maybe(traceId),
  timestamp,
});
export type UnauthorizedProblemDetails = Static<typeof UnauthorizedProblemDetails>;

/** What a 403 adds, by its `reasonCode` (see `forbiddenReasons`). */
export interface ForbiddenSecurity {
  requiredAnyOfPermissions?: string[];
  presentPermissions?: string[];
  clientIp?: string;
  authenticationMethodCategory?: string;
  incidentId?: string;
  contextIdentifierType?: string;
  [key: string]: unknown;
}

export const ForbiddenProblemDetails = Type.Object({
  title,
  status,
  detail,
  instance: maybe(instance),
  reasonCode: text('Why access was refused, as a stable word.'),
  security: Type.Optional(
    Type.Unsafe<ForbiddenSecurity | null>({
      type: ['object', 'null'],
      additionalProperties: true,
      description: 'What was needed and what was there.',
    }),
  ),
  traceId: maybe(traceId),
  timestamp,
});
export type ForbiddenProblemDetails = Static<typeof ForbiddenProblemDetails>;

export const GoneProblemDetails = Type.Object({ title, status, instance, detail, timestamp, traceId });
export type GoneProblemDetails = Static<typeof GoneProblemDetails>;

export const TooManyRequestsProblemDetails = Type.Object({
  title,
  status,
  instance,
  detail,
  timestamp,
  traceId,
});
export type TooManyRequestsProblemDetails = Static<typeof TooManyRequestsProblemDetails>;

const ExceptionDetails = Type.Object({
  exceptionCode: Type.Optional(int32('Code of the error.')),
  exceptionDescription: maybe(text('What the code means.')),
  details: maybe(Details),
});

const ExceptionInfo = Type.Object({
  exceptionDetailList: maybe(list(ExceptionDetails, 'Everything that is wrong with the request.')),
  referenceNumber: maybe(ReferenceNumber),
  serviceCode: maybe(text('Trace of the request.')),
  serviceCtx: maybe(text('Name of the server.')),
  serviceName: maybe(text('Name of the service.')),
  timestamp: Type.Optional(moment('When the error happened.')),
});

/** A 400 in the older form. */
export const ExceptionResponse = Type.Object(
  { exception: maybe(ExceptionInfo, 'What went wrong.') },
  { deprecated: true, description: 'Refusal in the older form.' },
);
export type ExceptionResponse = Static<typeof ExceptionResponse>;

/** A 429 in the older form. */
export const TooManyRequestsResponse = Type.Object(
  {
    status: Type.Object({
      code: Type.Integer({ description: 'Always 429.' }),
      description: text('Name of the HTTP status.'),
      details: Details,
    }),
  },
  { deprecated: true, description: 'Refusal for too many requests in the older form.' },
);
export type TooManyRequestsResponse = Static<typeof TooManyRequestsResponse>;

/** Seconds after which a refused request may be tried again (header `Retry-After`). */
export const RetryAfter = int32('Seconds to wait.');
/** A technical warning that does not change the outcome (header `X-System-Warning`). */
export const SystemWarning = text('Technical warning.');

/** Headers of every answer (`success`) and of every 429 (`tooManyRequests`). */
export const answerHeaders = {
  success: { 'x-system-warning': SystemWarning },
  tooManyRequests: { 'retry-after': RetryAfter },
} as const;

/** What each refusal is written as, by HTTP status and content type. */
export const refusalSchemas = {
  400: { 'application/json': ExceptionResponse, 'application/problem+json': BadRequestProblemDetails },
  401: { 'application/problem+json': UnauthorizedProblemDetails },
  403: { 'application/problem+json': ForbiddenProblemDetails },
  410: { 'application/problem+json': GoneProblemDetails },
  429: {
    'application/json': TooManyRequestsResponse,
    'application/problem+json': TooManyRequestsProblemDetails,
  },
} as const;
