/** A hash by Web Cryptography, apart from the rest: what only hashes loads nothing else. */
import { toBase64 } from '../encoding.ts';

/** SHA-256 as Base64 (44 characters), as KSeF gives and expects hashes; of a text, of its UTF-8. */
export async function sha256Base64OnWeb(content: Uint8Array | string): Promise<string> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  // Web Cryptography takes no memory that is shared between threads; nobody hands it any.
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return toBase64(new Uint8Array(digest));
}
