/** What lines come to while an invoice is still being written. */
import { decimal, formatAmount, readDecimal } from './decimal.ts';
import type { CountedInput, LineInput } from './input.ts';
import { computeTotals } from './kind-totals.ts';
import { computeLine, type InvoiceTotals, showTotals } from './totals.ts';

export interface CountedLines {
  /** The value of each line, net or gross as it is priced, two places; null where its amounts are not there yet. */
  readonly values: readonly (string | null)[];
  /** Of the lines that have a value. */
  readonly totals: InvoiceTotals;
}

/** What of a line is an amount. */
export const lineAmounts = [
  'quantity',
  'unitNetPrice',
  'unitGrossPrice',
  'unitDiscount',
  'discountPercent',
  'netValue',
  'grossValue',
  'ossRate',
  'exchangeRate',
] as const satisfies readonly (keyof LineInput)[];

/** What `buildInvoice` will make of these lines. Amounts that are no decimals count as not there; nothing is thrown. */
export function countLines(
  lines: readonly LineInput[],
  options: Pick<CountedInput, 'currency' | 'exchangeRate' | 'vatPerLine'> = {},
): CountedLines {
  const exchangeRate = readDecimal(String(options.exchangeRate ?? '')) ?? undefined;
  const counted = lines.map((line) => (isCountable(line) ? computeLine(line) : null));
  const known = counted.filter((line) => line !== null);
  const { vatPerLine, currency = 'PLN' } = options;
  const input: CountedInput = {
    ...(vatPerLine !== undefined && { vatPerLine }),
    ...(exchangeRate !== undefined && { exchangeRate: exchangeRate.toFixed() }),
    currency,
    lines: lines.filter((_, index) => counted[index] !== null),
  };
  return {
    values: counted.map((line) => (line?.value ? formatAmount(decimal(line.value)) : null)),
    totals: showTotals(computeTotals(input, known), currency),
  };
}

const isCountable = (line: LineInput): boolean =>
  lineAmounts.every((name) => line[name] === undefined || readDecimal(String(line[name])) !== null);
