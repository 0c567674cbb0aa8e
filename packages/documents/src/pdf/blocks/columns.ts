/** How wide the columns of a table are. */

export interface ColumnNeed {
  /** Its share of the width beside the other columns. */
  readonly weight: number;
  /** With less, its words are parted. */
  readonly least: number;
  /** With more, it is no better. */
  readonly natural: number;
}

/**
 * Widths that add up to `total`: no column is narrower than its widest word where that is possible, none wider than its
 * longest text while another needs the room; within this, by their weights. Null where the words do not fit.
 */
export function columnWidths(needs: readonly ColumnNeed[], total: number): number[] | null {
  const least = needs.reduce((sum, need) => sum + need.least, 0);
  if (least > total) return null;
  const natural = needs.reduce((sum, need) => sum + need.natural, 0);
  if (natural <= total) return spread(needs, total, natural);
  return squeezed(needs, total);
}

/** Where even the words do not fit: each column as wide as its words let it be beside the others. */
export function crampedWidths(needs: readonly ColumnNeed[], total: number): number[] {
  const all = needs.reduce((sum, need) => sum + need.least, 0);
  return needs.map(({ least }) => (least / all) * total);
}

/**
 * Everything fits. What is left over goes by the square of the weight: mostly to the text, which keeps numbers of lines
 * and figures from drifting apart.
 */
function spread(needs: readonly ColumnNeed[], total: number, natural: number): number[] {
  const squares = needs.reduce((sum, { weight }) => sum + weight ** 2, 0) || 1;
  return needs.map((need) => need.natural + ((total - natural) * need.weight ** 2) / squares);
}

/** By weight, but never beyond what a column needs: such columns are settled, and the rest is shared out anew. */
function squeezed(needs: readonly ColumnNeed[], total: number): number[] {
  const widths: (number | null)[] = needs.map(() => null);
  // Each round settles one column at least.
  for (let round = 0; round < needs.length; round += 1) {
    const open = needs.filter((_, index) => widths[index] === null);
    const room = total - widths.reduce<number>((sum, width) => sum + (width ?? 0), 0);
    const weights = open.reduce((sum, need) => sum + need.weight, 0) || 1;
    const excess = open.reduce((sum, need) => {
      const share = (room * need.weight) / weights;
      return sum + Math.min(Math.max(share, need.least), need.natural) - share;
    }, 0);
    let isSettled = true;
    needs.forEach((need, index) => {
      if (widths[index] !== null) return;
      const share = (room * need.weight) / weights;
      // Where the shares were widened on the whole, the widened ones stand; else the narrowed ones.
      if (excess >= 0 && share < need.least) widths[index] = need.least;
      else if (excess <= 0 && share > need.natural) widths[index] = need.natural;
      else return;
      isSettled = false;
    });
    if (isSettled) break;
  }
  const room = total - widths.reduce<number>((sum, width) => sum + (width ?? 0), 0);
  const weights =
    needs.reduce((sum, need, index) => sum + (widths[index] === null ? need.weight : 0), 0) || 1;
  return needs.map((need, index) => widths[index] ?? (room * need.weight) / weights);
}
