/** What is secret in the exchanges of the API, and how it is taken out before it can reach an error, a log or a screen. */

/** Stands where a secret was. */
export const redactedMark = '•••';

/**
 * What looks like a secret, and what is left of it. Texts come from anywhere and may be long: where a pattern can begin
 * at many places of one run, it looks back from its end, or each of them would be followed through the run.
 */
const patterns: readonly (readonly [RegExp, string])[] = [
  // A KSeF token: `YYYYMMDD-EC-…|nip-…|64 hexadecimal digits`; only its last part is secret.
  [/(?<=\d{8}-EC-[0-9A-F-]+\|[^|\s]+\|)[0-9a-fA-F]{64}/g, redactedMark],
  [/\b(Bearer\s+)[^\s"',;<>]+/gi, `$1${redactedMark}`],
  // A token as the API hands it out, or a password, in JSON.
  [/("(?:\w*token|password|secret)"\s*:\s*")(?:[^"\\]|\\.)+/gi, `$1${redactedMark}`],
  // A user and a password in an address.
  [/(https?:\/\/)[^\s"'<>/?#]+@/gi, `$1${redactedMark}@`],
  // The addresses of files carry their key in the query.
  [/(?<=https?:\/\/[^\s"'<>?]+\?)[^\s"'<>]+/gi, redactedMark],
  [/\b(sig(?:nature)?=)[^\s"'<>&]+/gi, `$1${redactedMark}`],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, redactedMark],
];

const dottedRun = /[\w-]+(?:\.[\w-]+)*/g;

/** JWTs: three base64url parts, of which the first begins with `{"`. */
function withoutWebTokens(run: string): string {
  if (!run.includes('eyJ')) return run;
  const parts = run.split('.');
  const kept: string[] = [];
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    const start = part.indexOf('eyJ');
    const isToken = start >= 0 && start + 3 < part.length && at + 2 < parts.length;
    kept.push(isToken ? part.slice(0, start) + redactedMark : part);
    if (isToken) at += 2;
  }
  return kept.join('.');
}

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
  clean = clean.replace(dottedRun, withoutWebTokens);
  for (const [pattern, left] of patterns) clean = clean.replace(pattern, left);
  return clean;
}
