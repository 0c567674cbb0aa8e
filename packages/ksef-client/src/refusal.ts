/** Reads an answer that is not a success into a {@link KsefError}: every form the API has, and what fronts send. */
import { KsefError, type KsefErrorCode } from './errors.ts';
import { isMarkup } from './markup.ts';
import { messages } from './messages.ts';
import { excerptOf, redact, redactValue } from './redact.ts';
import { retryAfterMs } from './retry.ts';

/** An answer as it came, with what is needed to speak about it. */
export interface RawAnswer {
  readonly operation: string;
  /** The request as `POST /sessions/online`. */
  readonly where: string;
  /** Address of the API, for messages. */
  readonly address: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** What must not be repeated from the body: the bearer token of the request. */
  readonly secrets: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectOf = (value: unknown): Json => (isObject(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function parsed(body: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The reading of one body, in which every text has its secrets removed. */
function readerOf(secrets: readonly string[]) {
  const text = (value: unknown): string => (typeof value === 'string' ? redact(value, secrets) : '');
  const texts = (value: unknown): string[] =>
    listOf(value)
      .map(text)
      .filter((entry) => entry !== '');

  /** The coded reasons of Problem Details and of the older form alike. */
  const codes = (body: Json): KsefErrorCode[] => {
    const exception = objectOf(body.exception);
    return [...listOf(body.errors), ...listOf(exception.exceptionDetailList)].map(objectOf).map((entry) => ({
      code: Number(entry.code ?? entry.exceptionCode ?? 0),
      description: text(entry.description ?? entry.exceptionDescription),
      details: texts(entry.details),
    }));
  };

  const detail = (body: Json): string =>
    text(body.detail) || texts(objectOf(body.status).details).join(' ') || text(body.title);

  const traceId = (body: Json): string | undefined =>
    text(body.traceId) || text(objectOf(body.exception).serviceCode) || undefined;

  return { texts, codes, detail, traceId };
}

/** A front of the service that is in trouble, or gave up waiting for the request. */
const passingStatuses: ReadonlySet<number> = new Set([408, 502, 503, 504]);

/** The error that stands for an answer whose status is not a success. */
export function refusalOf(answer: RawAnswer): KsefError {
  const { operation, where, address, status, secrets } = answer;
  const body = parsed(answer.body) ?? {};
  const read = readerOf(secrets);
  const detail = read.detail(body);
  const codes = read.codes(body);
  const common = { operation, status, codes, traceId: read.traceId(body) };
  const excerpt = Object.keys(body).length === 0 ? excerptOf(answer.body, secrets) || undefined : undefined;
  const pause = retryAfterMs(answer.headers.get('retry-after'), answer.headers.get('date'));

  if (status === 429) {
    const text = messages.rateLimited(where, detail, pause);
    return new KsefError({ ...common, kind: 'rate-limited', retryAfterMs: pause, text });
  }
  if (passingStatuses.has(status)) {
    const text = messages.unavailable(where, address, status);
    return new KsefError({
      ...common,
      kind: 'unreachable',
      retryAfterMs: pause,
      excerpt,
      text,
      mayHaveBeenAccepted: true,
    });
  }
  if (isMarkup(answer.body) || status < 400 || status >= 500 || (status === 400 && excerpt !== undefined)) {
    const what = isMarkup(answer.body)
      ? messages.webPage
      : status < 400
        ? messages.redirected
        : status >= 500
          ? messages.serverError(status)
          : messages.notJson;
    const said = codes.map(({ code, description }) => `${code} ${description}`).join('; ') || detail;
    // The source of a web page says nothing to people; whoever wants it has the excerpt.
    const shown = isMarkup(answer.body) ? '' : (excerpt ?? said);
    const text = messages.unexpectedAnswer(where, address, what, shown);
    return new KsefError({
      ...common,
      kind: 'unexpected-answer',
      excerpt,
      text,
      mayHaveBeenAccepted: status >= 500,
    });
  }
  switch (status) {
    case 401:
      return new KsefError({ ...common, kind: 'unauthorized', text: messages.unauthorized(where, detail) });
    case 403:
      return forbidden(answer, body, detail, common);
    case 410:
      return new KsefError({ ...common, kind: 'gone', text: messages.gone(where, detail) });
    default:
      return new KsefError({
        ...common,
        kind: 'refused',
        excerpt,
        text: messages.refused(where, status, codes, detail),
      });
  }
}

function forbidden(
  { where, secrets }: RawAnswer,
  body: Json,
  detail: string,
  common: { operation: string; status: number; codes: KsefErrorCode[]; traceId: string | undefined },
): KsefError {
  const { texts } = readerOf(secrets);
  const reasonCode = typeof body.reasonCode === 'string' ? redact(body.reasonCode, secrets) : undefined;
  const security = objectOf(redactValue(body.security, secrets));
  return new KsefError({
    ...common,
    kind: 'forbidden',
    reasonCode,
    security,
    text: messages.forbidden(
      where,
      reasonCode,
      detail,
      texts(security.requiredAnyOfPermissions),
      texts(security.presentPermissions),
    ),
  });
}
