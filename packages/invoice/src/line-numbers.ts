/** The numbers of lines: NrWierszaFa and NrWierszaZam. */

interface Numbered {
  readonly number?: number | undefined;
  readonly before?: boolean | undefined;
}

/**
 * The number of each line: as stated; of a line right after one that tells the state before a correction, the number of that
 * one; of any other the next.
 */
export function lineNumbers(lines: readonly Numbered[]): number[] {
  let last = 0;
  let wasBefore = false;
  return lines.map(({ number, before }) => {
    const isPair = wasBefore && before !== true;
    last = number ?? (isPair ? last : last + 1);
    wasBefore = before === true;
    return last;
  });
}
