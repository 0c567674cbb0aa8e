import { decodeQR } from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { DocumentError } from '../errors.ts';
import { type QrMatrix, qrMatrix, quietZone } from './matrix.ts';

/** What a reader finds in the code, drawn black on white with its quiet zone. */
function read({ size, modules }: QrMatrix): string {
  const scale = 4;
  const width = (size + 2 * quietZone) * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (let y = 0; y < width; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const row = Math.floor(y / scale) - quietZone;
      const column = Math.floor(x / scale) - quietZone;
      const isInside = row >= 0 && column >= 0 && row < size && column < size;
      if (isInside && modules[row * size + column] === 1)
        data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return decodeQR({ width, height: width, data });
}

describe('a QR code', () => {
  it.each([
    [
      'a link',
      'https://qr-test.ksef.mf.gov.pl/invoice/1111111111/01-02-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE',
    ],
    ['Polish letters', 'Zażółć gęślą jaźń'],
    ['digits', '0123456789'],
    ['a long text', 'a'.repeat(700)],
  ])('is read as the text it was made of: %s', (_, text) => {
    expect(read(qrMatrix(text))).toBe(text);
  });

  it('is a square of zeros and ones, with the patterns that readers look for in three corners', () => {
    const { size, modules } = qrMatrix('KSeF');
    expect(size).toBe(21);
    expect(modules).toHaveLength(size * size);
    expect(new Set(modules)).toEqual(new Set([0, 1]));
    for (const [row, column] of [
      [0, 0],
      [0, size - 7],
      [size - 7, 0],
    ] as const) {
      const topEdge = modules.subarray(row * size + column, row * size + column + 7);
      expect([...topEdge]).toEqual([1, 1, 1, 1, 1, 1, 1]);
    }
  });

  it('holds 2,331 bytes and refuses more', () => {
    expect(qrMatrix('a'.repeat(2331)).size).toBe(177);
    for (const text of ['a'.repeat(2332), 'ą'.repeat(1166), '1'.repeat(1_000_000)]) {
      expect(() => qrMatrix(text)).toThrow(DocumentError);
      expect(() => qrMatrix(text)).toThrow('2,331 bytes');
    }
  });
});
