/** Sums of amounts by currency, and amounts as the formats write them. */
import type { InvoiceMetadata } from '@kwit/ksef-contract';

export interface CurrencySum {
  readonly currency: string;
  /** A decimal with a point and two places. */
  readonly gross: string;
}

/** Gross amounts by currency, the currency with the most invoices first. Counted in hundredths, not in fractions. */
export function grossByCurrency(rows: readonly InvoiceMetadata[]): CurrencySum[] {
  const sums = new Map<string, { count: number; hundredths: bigint }>();
  for (const { currency, grossAmount } of rows) {
    const sum = sums.get(currency) ?? { count: 0, hundredths: 0n };
    sums.set(currency, { count: sum.count + 1, hundredths: sum.hundredths + hundredthsOf(grossAmount) });
  }
  return [...sums]
    .toSorted(([, a], [, b]) => b.count - a.count)
    .map(([currency, { hundredths }]) => ({ currency, gross: decimalOf(hundredths) }));
}

const hundredthsOf = (amount: number): bigint => BigInt(Math.round(amount * 100));

function decimalOf(hundredths: bigint): string {
  const digits = String(hundredths < 0n ? -hundredths : hundredths).padStart(3, '0');
  return `${hundredths < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
