/** What is secret in the exchanges of the API, and how it is taken out before it can reach an error, a log or a screen. */

/** Stands where a secret was. */
export const redactedMark = '•••';

/** What looks like a secret, and what is left of it. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // A JWT: three base64url parts, of which the first begins with `{"`.
  [/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, redactedMark],
  // A KSeF token: `YYYYMMDD-EC-…|nip-…|64 hexadecimal digits`; only its last part is secret.
  [/(\d{8}-EC-[0-9A-F-]+\|[^|\s]+\|)[0-9a-fA-F]{64}/g, `$1${redactedMark}`],
  [/\b(Bearer\s+)[^\s"',;<>]+/gi, `$1${redactedMark}`],
  // A token as the API hands it out, or a password, in JSON.
  [/("(?:\w*token|password|secret)"\s*:\s*")(?:[^"\\]|\\.)+/gi, `$1${redactedMark}`],
  // A user and a password in an address.
  [/(https?:\/\/)[^\s"'<>/?#]+@/gi, `$1${redactedMark}@`],
  // The addresses of files carry their key in the query.
  [/(https?:\/\/[^\s"'<>?]+\?)[^\s"'<>]+/gi, `$1${redactedMark}`],
  [/\b(sig(?:nature)?=)[^\s"'<>&]+/gi, `$1${redactedMark}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, redactedMark],
];

/**
 * The text without the given secrets and without anything that looks like one (tokens, keys, passwords, addresses with a
 * key in them), for logs and screens.
 *
 * @example
 * console.log(redact('Authorization: Bearer eyJhbGciOi.eyJzdWIi.c2lnbmF0dXJl'));
 */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, redactedMark);
  for (const [pattern, left] of patterns) clean = clean.replace(pattern, left);
  return clean;
}
