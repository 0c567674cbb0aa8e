/** Finds the state after a correction for each line that tells the state before it. */
import type { Line } from './line-table.ts';

/** Where in the values of a line its fields are. */
interface Positions {
  readonly number: number;
  readonly uniqueId: number;
  readonly goods: number;
}

/**
 * Both lines of each pair, each leading to the other. Lines belong together by their number, or by their unique identifier;
 * where neither is the same, by standing one after the other with numbers that follow and the same goods, since some
 * programs number both states apart. Whatever is not certain is no pair.
 */
export function pairedLines(lines: readonly Line[], at: Positions): ReadonlyMap<Line, Line> {
  const pairs = new Map<Line, Line>();
  const join = (before: Line, after: Line): void => {
    pairs.set(before, after).set(after, before);
  };
  for (const key of [at.number, at.uniqueId]) {
    const befores = byValue(lines, key, true, pairs);
    const afters = byValue(lines, key, false, pairs);
    for (const [value, before] of befores) {
      const after = afters.get(value);
      if (before !== null && after !== undefined && after !== null) join(before, after);
    }
  }
  for (const [index, before] of lines.entries()) {
    const after = lines[index + 1];
    if (!before.isBefore || after === undefined || after.isBefore) continue;
    if (!pairs.has(before) && !pairs.has(after) && follows(before, after, at)) join(before, after);
  }
  return pairs;
}

/** Lines of one state that have no partner yet by one of their values; null where several share it. */
function byValue(
  lines: readonly Line[],
  at: number,
  isBefore: boolean,
  pairs: ReadonlyMap<Line, Line>,
): Map<string, Line | null> {
  const found = new Map<string, Line | null>();
  for (const line of lines) {
    const value = line.values[at];
    if (line.isBefore !== isBefore || value === undefined || pairs.has(line)) continue;
    found.set(value, found.has(value) ? null : line);
  }
  return found;
}

function follows(before: Line, after: Line, { number, goods }: Positions): boolean {
  const isNext = Number(after.values[number]) === Number(before.values[number]) + 1;
  return isNext && before.values[goods] !== undefined && before.values[goods] === after.values[goods];
}
