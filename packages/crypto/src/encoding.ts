/** Bytes as text, without anything of Node: what runs in browsers as well uses these. */

/** Bytes as a text that has a character for each. */
export function binaryText(bytes: Uint8Array): string {
  let text = '';
  // In pieces: a call takes a limited number of arguments.
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

/** Undoes {@link binaryText}. */
export const bytesFrom = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Base64 with padding. */
export const toBase64 = (bytes: Uint8Array): string => btoa(binaryText(bytes));

/** Bytes of Base64 (white space is passed over). Throws `InvalidCharacterError` for what is none. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => bytesFrom(atob(text));

/** Upper-case hexadecimal. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
