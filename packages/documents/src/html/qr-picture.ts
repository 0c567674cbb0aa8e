/** QR codes as pictures within the page. */
import { type QrMatrix, qrMatrix, quietZone } from '../codes/matrix.ts';
import { attribute } from './text.ts';

/** Whole pixels a module, so that its edges are sharp on any screen; on paper that is 0.8 mm and 0.5 mm. */
const modulePixels = { small: 3, large: 2 } as const;
const mostModulesOfSmall = 60;

/**
 * Black on white whatever the colours around it, with its quiet zone: an SVG element.
 * @param title what is read out to those who do not see it
 */
export function qrPicture(text: string, title: string): string {
  const matrix = qrMatrix(text);
  const modules = matrix.size + 2 * quietZone;
  const scale = modules <= mostModulesOfSmall ? modulePixels.small : modulePixels.large;
  const pixels = modules * scale;
  return (
    `<svg class="qr" role="img" aria-label="${attribute(title)}" width="${pixels}" height="${pixels}"` +
    ` style="--quiet-zone:${quietZone * scale}px"` +
    ` viewBox="0 0 ${modules} ${modules}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${modules}v${modules}H0z"/>` +
    `<path stroke="#000" d="${strokes(matrix)}"/></svg>`
  );
}

/** A line for each row of modules, drawn where they are dark. */
function strokes({ size, modules }: QrMatrix): string {
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
