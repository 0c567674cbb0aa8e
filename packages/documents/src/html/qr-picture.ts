/** QR codes as pictures within the page. */
import { qrMatrix, quietZone } from '../codes/matrix.ts';
import { strokes } from '../codes/strokes.ts';
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
