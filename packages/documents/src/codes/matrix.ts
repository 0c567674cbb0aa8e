/** QR codes as squares, to be drawn by whoever shows them. */
import { encodeQR } from 'qr';
import { DocumentError } from '../errors.ts';

/** A QR code without its quiet zone; whoever draws it leaves four modules free on each side. */
export interface QrMatrix {
  /** Modules in a row and rows: 21 to 177. */
  readonly size: number;
  /** 1 dark, 0 light; row by row, `size * size` of them. */
  readonly modules: Uint8Array;
}

/** Modules that ISO/IEC 18004 wants free on each side of a code. */
export const quietZone = 4;

/**
 * The QR code of a text, in UTF-8, with error correction M (15 %): enough for a folded sheet, and the modules of the
 * longest link, that of code II with an RSA signature, can still be told apart when they are printed.
 *
 * Throws `DocumentError` 'code-too-long' where the text has more than 2,331 bytes (digits alone: 5,596).
 *
 * Source: ISO/IEC 18004:2024, which the official page on QR codes names; it asks for no level of error correction.
 */
export function qrMatrix(content: string): QrMatrix {
  const framed = encode(content);
  const size = framed.length - 2;
  const modules = new Uint8Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const from = framed[row + 1] ?? [];
    for (let column = 0; column < size; column += 1) {
      if (from[column + 1]) modules[row * size + column] = 1;
    }
  }
  return { size, modules };
}

/** With a frame of one module, the least that the library draws. */
function encode(content: string): boolean[][] {
  try {
    return encodeQR(content, 'raw', { ecc: 'medium', border: 1 });
  } catch (cause) {
    throw new DocumentError('code-too-long', { cause });
  }
}
