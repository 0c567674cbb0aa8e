/** Takes secrets out of what came from outside before it can reach an error, a log or a screen. */

import { redactedMark as mark, redact } from '@kwit/ksef-contract';

export { redact };

/** Longest part of an answer that is looked at for an excerpt. */
const longestLooked = 20_000;

/** The first `length` characters on one line, secrets removed. */
export function excerptOf(text: string, secrets: readonly string[] = [], length = 200): string {
  // Redacted before it is cut: a secret cut in half would no longer be recognised.
  const looked = text.length > longestLooked ? text.slice(0, longestLooked).replace(/\S*$/, '') : text;
  const line = redact(looked, secrets).replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length)}…`;
}

/** Deepest nesting that is copied; nothing that KSeF says is nested deeper. */
const deepest = 8;

/** A value of JSON with every text in it redacted. */
export function redactValue(value: unknown, secrets: readonly string[] = [], depth = 0): unknown {
  if (typeof value === 'string') return redact(value, secrets);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= deepest) return mark;
  if (Array.isArray(value)) return value.map((item) => redactValue(item, secrets, depth + 1));
  const entries = Object.entries(value).map(([key, item]) => [
    redact(key, secrets),
    redactValue(item, secrets, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

/**
 * What is known of a failure below, as an error that holds nothing else: name, code, message and stack redacted, and the
 * same of its own cause and of the errors it gathers. A library may have put a header or an address into its error.
 */
export function safeCause(cause: unknown, secrets: readonly string[] = [], depth = 0): unknown {
  if (!(cause instanceof Error))
    return typeof cause === 'string' ? redact(cause, secrets) : redactValue(cause, secrets);
  if (depth >= deepest) return undefined;
  const inner = cause.cause === undefined ? undefined : { cause: safeCause(cause.cause, secrets, depth + 1) };
  const copy = new Error(redact(cause.message, secrets), inner);
  Object.defineProperty(copy, 'name', { value: cause.name, configurable: true });
  Object.defineProperty(copy, 'stack', { value: redact(cause.stack ?? '', secrets), configurable: true });
  const { code } = cause as { code?: unknown };
  if (typeof code === 'string' || typeof code === 'number') {
    Object.defineProperty(copy, 'code', { value: code, enumerable: true });
  }
  if (cause instanceof AggregateError) {
    const errors = cause.errors.map((error) => safeCause(error, secrets, depth + 1));
    Object.defineProperty(copy, 'errors', { value: errors, enumerable: true });
  }
  return copy;
}
