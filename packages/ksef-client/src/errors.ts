/** The one error of the client: what happened, where, and what to do. */
import type { Text } from '@kwit/formats';
import { safeCause } from './redact.ts';

/**
 * What kind of failure it was; each asks for a different reaction.
 *
 * - `refused`: KSeF (or the client, before sending) found the request wrong; the same request fails again.
 * - `unauthorized`: no valid token; log in again.
 * - `forbidden`: logged in, without the right to do it; see {@link KsefError.reasonCode}.
 * - `gone`: the result is no longer kept.
 * - `rate-limited`: too many requests; see {@link KsefError.retryAfterMs}.
 * - `unreachable`: no connection, a broken one, or a front that says the service is down (408, 502, 503, 504).
 * - `unexpected-answer`: an answer that is not of the KSeF API (a web page, broken JSON, status 500).
 * - `timeout`: no answer, or no end of processing, within the time allowed.
 * - `aborted`: the caller ended it: by the signal, or by a failure of what the caller gave (`cause`).
 * - `failed-status`: accepted, processed, and ended badly (a log-in, a certificate application, a token).
 */
export type KsefErrorKind =
  | 'refused'
  | 'unauthorized'
  | 'forbidden'
  | 'gone'
  | 'rate-limited'
  | 'unreachable'
  | 'unexpected-answer'
  | 'timeout'
  | 'aborted'
  | 'failed-status';

/** One coded reason as KSeF gives it: the number, its fixed sentence, and particulars of this case. */
export interface KsefErrorCode {
  readonly code: number;
  readonly description: string;
  readonly details: readonly string[];
}

/** What happened and what to do about it: in one text for those who want one, and apart for those who show them apart. */
export interface Advice extends Text {
  readonly happened: Text;
  readonly remedy: Text;
}

/** Everything an error is made of; absent facts are left out. */
export interface KsefErrorFacts {
  kind: KsefErrorKind;
  /** Name of the operation in the contract, e.g. `sendInvoice`. */
  operation: string;
  text: Text | Advice;
  /** HTTP status of the answer, where there was one. */
  status?: number | undefined;
  codes?: readonly KsefErrorCode[];
  reasonCode?: string | undefined;
  security?: Readonly<Record<string, unknown>> | undefined;
  traceId?: string | undefined;
  retryAfterMs?: number | undefined;
  excerpt?: string | undefined;
  /** True where KSeF may have carried the request out although no proper answer came. */
  mayHaveBeenAccepted?: boolean;
  cause?: unknown;
}

/**
 * Thrown by every function of the client that talks to KSeF.
 *
 * It never holds a token, a password, a key or a request header. `message` is the English text; `text` has both
 * languages for a person.
 */
export class KsefError extends Error {
  override readonly name = 'KsefError';
  readonly kind: KsefErrorKind;
  readonly operation: string;
  /** What happened, and what to do. */
  readonly text: Text;
  /** The first half of `text`: what happened. */
  readonly happened: Text;
  /** The second half of `text`: what to do, where there is something. */
  readonly remedy: Text | undefined;
  /** HTTP status, absent where no answer came. */
  readonly status: number | undefined;
  /** The coded reasons of a refusal (400) or the status that processing ended with; empty where there are none. */
  readonly codes: readonly KsefErrorCode[];
  /** Why access was denied (403), e.g. `missing-permissions`. */
  readonly reasonCode: string | undefined;
  /** Particulars of a denial, e.g. `requiredAnyOfPermissions` and `presentPermissions`. */
  readonly security: Readonly<Record<string, unknown>> | undefined;
  /** Trace number to quote to the support of KSeF. */
  readonly traceId: string | undefined;
  /** Milliseconds after which KSeF allows another attempt. */
  readonly retryAfterMs: number | undefined;
  /** The beginning of an answer that could not be understood, secrets removed. */
  readonly excerpt: string | undefined;
  /** True where the request may have taken effect: ask KSeF before sending it again. */
  readonly mayHaveBeenAccepted: boolean;

  constructor(facts: KsefErrorFacts) {
    const { cause } = facts;
    super(
      facts.text.en,
      cause === undefined ? undefined : { cause: cause instanceof KsefError ? cause : safeCause(cause) },
    );
    this.kind = facts.kind;
    this.operation = facts.operation;
    const { text } = facts;
    this.text = { pl: text.pl, en: text.en };
    this.happened = 'happened' in text ? text.happened : this.text;
    this.remedy = 'remedy' in text ? text.remedy : undefined;
    this.status = facts.status;
    this.codes = facts.codes ?? [];
    this.reasonCode = facts.reasonCode;
    this.security = facts.security;
    this.traceId = facts.traceId;
    this.retryAfterMs = facts.retryAfterMs;
    this.excerpt = facts.excerpt;
    this.mayHaveBeenAccepted = facts.mayHaveBeenAccepted ?? false;
  }

  /**
   * Whether KSeF gave this code among its reasons.
   *
   * @example
   * try {
   *   await client.createKsefToken({ description: 'Sklep', permissions: ['InvoiceWrite'] });
   * } catch (error) {
   *   if (error instanceof KsefError && error.hasCode(26001)) console.error(error.text.pl);
   *   else throw error;
   * }
   */
  hasCode(code: number): boolean {
    return this.codes.some((reason) => reason.code === code);
  }
}

/** The same error, told with or without doubt about whether the request may have taken effect. */
export function withDoubt(error: KsefError, mayHaveBeenAccepted: boolean): KsefError {
  if (error.mayHaveBeenAccepted === mayHaveBeenAccepted) return error;
  const { happened, remedy, cause } = error;
  const text = remedy ? { ...error.text, happened, remedy } : error.text;
  return new KsefError({ ...error, text, cause, mayHaveBeenAccepted });
}

/** What the caller's own source or callback has thrown, as an error that a result can carry. */
export function asKsefError(error: unknown, operation: string, text: (reason: string) => Advice): KsefError {
  if (error instanceof KsefError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new KsefError({ kind: 'aborted', operation, text: text(reason), cause: error });
}
