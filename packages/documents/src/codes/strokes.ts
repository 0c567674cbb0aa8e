import { type QrMatrix, quietZone } from './matrix.ts';

/** More modules has no code in a row. */
const mostModules = 177;
const lengths = Array.from({ length: mostModules + 1 }, (_, length) => length);
/** Moves of the pen by their lengths: a code has many hundreds of them, and numbers are slow to write. */
const drawn = lengths.map((length) => `h${length}`);
const skipped = lengths.map((length) => (length === 0 ? '' : `m${length} 0`));

/** The path of an SVG drawing: a line for each row of modules, one unit high, where they are dark; beside the quiet zone. */
export function strokes({ size, modules }: QrMatrix): string {
  let path = '';
  for (let row = 0; row < size; row += 1) {
    const start = row * size;
    const end = start + size;
    let pen = start;
    path += `M${quietZone} ${row + quietZone}.5`;
    for (let at = start; at < end; at += 1) {
      if (modules[at] === 0) continue;
      const from = at;
      while (at < end && modules[at] === 1) at += 1;
      path += `${skipped[from - pen]}${drawn[at - from]}`;
      pen = at;
    }
  }
  return path;
}
