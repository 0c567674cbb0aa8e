/** Takes secrets out of text that came from outside before it can reach an error, a log or a screen. */

/** A JWT: three base64url parts, of which the first begins with `{"`. */
const jsonWebToken = /eyJ[\w-]+\.[\w-]+\.[\w-]+/g;
/** A KSeF token: `YYYYMMDD-EC-…|nip-…|64 hexadecimal digits`; only its last part is secret. */
const ksefToken = /(\d{8}-EC-[0-9A-F-]+\|[^|\s]+\|)[0-9a-fA-F]{64}/g;
const mark = '•••';

/** The text without the given secrets and without anything that looks like a token. */
export function redact(text: string, secrets: readonly string[] = []): string {
  let clean = text;
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, mark);
  return clean.replace(jsonWebToken, mark).replace(ksefToken, `$1${mark}`);
}

/** The first `length` characters on one line, secrets removed. */
export function excerptOf(text: string, secrets: readonly string[] = [], length = 200): string {
  // Redacted before it is cut: a secret cut in half would no longer be recognised.
  const line = redact(text.slice(0, 20_000), secrets).replace(/\s+/g, ' ').trim();
  return line.length <= length ? line : `${line.slice(0, length)}…`;
}
