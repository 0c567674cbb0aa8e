/**
 * How values are written in a PDF file (ISO 32000-1, 7.3). Objects are put together as strings in which each character
 * stands for one byte.
 */

/** A number with two decimals at most: finer than any printer can show. */
export const pdfNumber = (value: number): string => String(Math.round(value * 100) / 100);

export const pdfReference = (objectNumber: number): string => `${objectNumber} 0 R`;

/** A name; what may not stand in one is written as `#xx`. */
export function pdfName(name: string): string {
  return `/${name.replace(/[^!-~]|[#()<>[\]{}/%]/g, (character) => `#${hexByte(character.charCodeAt(0) & 0xff)}`)}`;
}

/** A text string: ASCII as it is, all else in UTF-16. */
export function pdfText(text: string): string {
  return /^[ -~]*$/.test(text) ? `(${escapeLiteral(text)})` : `<FEFF${utf16Hex(text)}>`;
}

/** A moment, in UTC: `D:20260115103000Z`. */
export function pdfDate(moment: Date): string {
  return `(D:${moment.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z)`;
}

/** UTF-16, big endian, in hexadecimal digits. */
export function utf16Hex(text: string): string {
  let hex = '';
  for (let index = 0; index < text.length; index += 1)
    hex += text.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
  return hex;
}

/** The inside of a literal string: brackets, backslashes and line ends are escaped. */
export function escapeLiteral(bytes: string): string {
  return bytes.replace(/[\\()\r\n]/g, (character) => literalEscapes[character] ?? character);
}

const literalEscapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '(': '\\(',
  ')': '\\)',
  '\r': '\\r',
  '\n': '\\n',
};

const hexByte = (byte: number): string => byte.toString(16).toUpperCase().padStart(2, '0');

/** The bytes of a string in which each character stands for one. */
export function bytesOf(latin1: string): Uint8Array {
  const bytes = new Uint8Array(latin1.length);
  for (let index = 0; index < latin1.length; index += 1) bytes[index] = latin1.charCodeAt(index);
  return bytes;
}
