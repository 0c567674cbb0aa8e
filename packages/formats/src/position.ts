/** Line and column of a place in a document, worked out only when a problem is told. */

/** Both from 1; the column in characters, a line break being LF, CR or CR LF. */
export function placeOf(bytes: Uint8Array, offset: number): { line: number; column: number } {
  let line = 1;
  let column = 1;
  const end = Math.min(offset, bytes.length);
  for (let i = 0; i < end; i += 1) {
    const byte = bytes[i] ?? 0;
    const endsLine = byte === 0x0a || (byte === 0x0d && bytes[i + 1] !== 0x0a);
    if (endsLine) {
      line += 1;
      column = 1;
    } else if ((byte & 0xc0) !== 0x80 && byte !== 0x0d) column += 1;
  }
  return { line, column };
}
