/** QR codes as pictures of their own, for documents that others make. */
import { encode } from 'fast-png';
import { qrMatrix, quietZone } from './matrix.ts';
import { strokes } from './strokes.ts';

/** A drawing that can be made as large as one likes; one unit is a module. Throws `DocumentError` 'code-too-long'. */
export function qrSvg(content: string): string {
  const matrix = qrMatrix(content);
  const size = matrix.size + 2 * quietZone;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${size}v${size}H0z"/><path stroke="#000" d="${strokes(matrix)}"/></svg>\n`
  );
}

/** A picture in black and white. Throws `DocumentError` 'code-too-long'. @param pixels of one module */
export function qrPng(content: string, pixels = 8): Uint8Array {
  const matrix = qrMatrix(content);
  const width = (matrix.size + 2 * quietZone) * pixels;
  const data = new Uint8Array(width * width).fill(255);
  for (let y = 0; y < matrix.size * pixels; y += 1) {
    const row = Math.floor(y / pixels) * matrix.size;
    const start = (y + quietZone * pixels) * width + quietZone * pixels;
    for (let x = 0; x < matrix.size * pixels; x += 1)
      if (matrix.modules[row + Math.floor(x / pixels)] === 1) data[start + x] = 0;
  }
  return encode({ width, height: width, data, channels: 1, depth: 8 });
}
