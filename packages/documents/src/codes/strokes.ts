import { type QrMatrix, quietZone } from './matrix.ts';

/** The path of an SVG drawing: a line for each row of modules, one unit high, where they are dark; beside the quiet zone. */
export function strokes({ size, modules }: QrMatrix): string {
  let path = '';
  for (let row = 0; row < size; row += 1) {
    const start = row * size;
    let pen = 0;
    path += `M${quietZone} ${row + quietZone}.5`;
    for (let column = 0; column < size; column += 1) {
      if (modules[start + column] !== 1) continue;
      const from = column;
      while (column < size && modules[start + column] === 1) column += 1;
      path += from === pen ? `h${column - from}` : `m${from - pen} 0h${column - from}`;
      pen = column;
    }
  }
  return path;
}
