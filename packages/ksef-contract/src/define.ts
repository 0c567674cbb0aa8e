/**
 * How one operation of the KSeF API is declared.
 *
 * A declaration is data: the client derives its typed method from it, the local KSeF its route, its checks
 * and its refusals. Adding an operation is adding an entry in `operations/`, nothing else.
 * Source: the official OpenAPI of KSeF API v2.
 */
import type { Static, TObject, TSchema } from 'typebox';
import type { ErrorCode } from './errors.ts';
import type { Permission, RateGroup } from './vocabulary.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * Which bearer token an operation takes.
 * `none`: public. `authenticationToken`: the short-lived token of a log-in that is under way.
 * `refreshToken`: the long-lived one. `accessToken`: a logged-in caller. `accessOrRefreshToken`: either.
 */
export type BearerKind =
  | 'none'
  | 'authenticationToken'
  | 'refreshToken'
  | 'accessToken'
  | 'accessOrRefreshToken';

/** What travels in a body: nothing, JSON of a schema, or a document in XML. */
export type Body<Schema extends TSchema = TSchema> =
  | { readonly kind: 'none' }
  | { readonly kind: 'xml' }
  | { readonly kind: 'json'; readonly schema: Schema };

export interface Answer<Content extends Body = Body> {
  /** The one status of success (200, 201, 202 or 204). */
  readonly status: 200 | 201 | 202 | 204;
  readonly content: Content;
  /** Headers of the answer beyond those of every answer (`answerHeaders`), lower-case. */
  readonly headers?: Readonly<Record<string, TSchema>>;
}

export interface Operation<
  Path extends TObject | undefined = TObject | undefined,
  Query extends TObject | undefined = TObject | undefined,
  Headers extends TObject | undefined = TObject | undefined,
  Request extends Body = Body,
  Content extends Body = Body,
> {
  readonly method: HttpMethod;
  /** Below the version prefix (`/v2`), parameters in braces as in the official document. */
  readonly path: `/${string}`;
  /** One line in our own words: what a caller gets from it. */
  readonly summary: string;
  readonly bearer: BearerKind;
  /** Any one of them is enough; an empty list asks for none. */
  readonly permissions: readonly Permission[];
  readonly rateGroup: RateGroup;
  readonly pathParameters: Path;
  readonly query: Query;
  /** Request headers beyond `Authorization` and content type, lower-case. */
  readonly headers: Headers;
  readonly request: Request;
  readonly answer: Answer<Content>;
  /** Codes that a 400 of this operation may carry, in the order of the official table. */
  readonly errors: readonly ErrorCode[];
  /** True where the answer turns into 410 Gone once the retention of the status has passed. */
  readonly gone: boolean;
  /** True where sending the same request again after a lost answer cannot do harm. */
  readonly repeatable: boolean;
}

/** What a declaration must say; the rest has the defaults of {@link operation}. */
interface Declaration<
  Path extends TObject | undefined,
  Query extends TObject | undefined,
  Headers extends TObject | undefined,
  Request extends Body,
  Content extends Body,
> {
  method: HttpMethod;
  path: `/${string}`;
  summary: string;
  bearer?: BearerKind;
  permissions?: readonly Permission[];
  rateGroup?: RateGroup;
  pathParameters?: Path;
  query?: Query;
  headers?: Headers;
  request?: Request;
  answer: Answer<Content>;
  errors?: readonly ErrorCode[];
  gone?: boolean;
  repeatable?: boolean;
}

type NoBody = { readonly kind: 'none' };

/**
 * Declares an operation. Defaults: access token, no permission asked, rate group `other`, no parameters,
 * no body, no own error codes, not repeatable unless it is a GET or a DELETE.
 */
export function operation<
  const Path extends TObject | undefined = undefined,
  const Query extends TObject | undefined = undefined,
  const Headers extends TObject | undefined = undefined,
  const Request extends Body = NoBody,
  const Content extends Body = NoBody,
>(
  declaration: Declaration<Path, Query, Headers, Request, Content>,
): Operation<Path, Query, Headers, Request, Content> {
  const safe = declaration.method === 'GET' || declaration.method === 'DELETE';
  return {
    method: declaration.method,
    path: declaration.path,
    summary: declaration.summary,
    bearer: declaration.bearer ?? 'accessToken',
    permissions: declaration.permissions ?? [],
    rateGroup: declaration.rateGroup ?? 'other',
    pathParameters: declaration.pathParameters as Path,
    query: declaration.query as Query,
    headers: declaration.headers as Headers,
    request: (declaration.request ?? { kind: 'none' }) as Request,
    answer: declaration.answer,
    errors: declaration.errors ?? [],
    gone: declaration.gone ?? false,
    repeatable: declaration.repeatable ?? safe,
  };
}

/** A JSON body of this schema. */
export const json = <const Schema extends TSchema>(schema: Schema) => ({ kind: 'json', schema }) as const;
/** A body that is an XML document. */
export const xml = { kind: 'xml' } as const;
/** No body. */
export const none = { kind: 'none' } as const;

/** A part of a request: absent where the operation has none, optional where an empty one will do. */
type Part<Key extends string, Schema> = Schema extends TObject
  ? Sent<Key, Static<Schema>>
  : { [K in Key]?: undefined };

/** A value under a key; the key may be left out where nothing in the value is required. */
type Sent<Key extends string, Value> =
  Record<never, never> extends Value ? { [K in Key]?: Value } : { [K in Key]: Value };

type BodyValue<Content> = Content extends { kind: 'json'; schema: infer Schema extends TSchema }
  ? Static<Schema>
  : Content extends { kind: 'xml' }
    ? string
    : undefined;

/**
 * What a caller hands to an operation. Parts that the operation does not have are absent, and a part in
 * which nothing is required may be left out.
 */
export type RequestOf<O extends Operation> = Part<'path', O['pathParameters']> &
  Part<'query', O['query']> &
  Part<'headers', O['headers']> &
  (O['request'] extends NoBody ? { body?: undefined } : Sent<'body', BodyValue<O['request']>>);

type Whole<Key extends string, Schema> = Schema extends TObject
  ? { [K in Key]: Static<Schema> }
  : { [K in Key]?: undefined };

/**
 * The same request as the one who answers it sees it, once it has been checked: every part that the
 * operation has is there (a body that was left out is an empty object).
 */
export type ReceivedOf<O extends Operation> = Whole<'path', O['pathParameters']> &
  Whole<'query', O['query']> &
  Whole<'headers', O['headers']> &
  (O['request'] extends NoBody ? { body?: undefined } : { body: BodyValue<O['request']> });

/** What an operation answers when it succeeds: an object, the text of an XML document, or nothing. */
export type AnswerOf<O extends Operation> = BodyValue<O['answer']['content']>;
