/** Decoding of one UTF-8 sequence, with every check of the standard: length, overlong forms, surrogates, range. */

/** Code point of the sequence at `offset`, or -1 where the bytes are not UTF-8. */
export function codePointAt(bytes: Uint8Array, offset: number): number {
  const first = bytes[offset] ?? 0;
  if (first < 0x80) return first;
  const length = sequenceLength(first);
  if (length === 0 || offset + length > bytes.length) return -1;
  let codePoint = first & (0x7f >> length);
  for (let i = 1; i < length; i += 1) {
    const byte = bytes[offset + i] ?? 0;
    if ((byte & 0xc0) !== 0x80) return -1;
    codePoint = (codePoint << 6) | (byte & 0x3f);
  }
  if (codePoint < (length === 2 ? 0x80 : length === 3 ? 0x800 : 0x10000)) return -1;
  if (codePoint > 0x10ffff || (codePoint >= 0xd800 && codePoint <= 0xdfff)) return -1;
  return codePoint;
}

/** Bytes that the code point takes. */
export function lengthOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

function sequenceLength(first: number): number {
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}
