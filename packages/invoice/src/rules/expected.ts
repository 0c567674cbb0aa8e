/** What the lines of an invoice give for its sums: in whole numbers, so that it costs little on every document. */
import { isTaxedField, type NetField, rateOfCode } from '../rates.ts';
import { scaled, scaledNumber } from '../scaled.ts';
import { token } from '../text.ts';
import type { Line } from './places.ts';

/** Sums are compared in ten decimals: those of an amount, of a percentage, and of a hundredth. */
export const sumScale = 10;

export interface Expected {
  /** In ten decimals. */
  readonly net: bigint;
  readonly vat: bigint;
  readonly lines: number;
}

/** Percent of VAT of a line in six decimals, zero where its rate has none, null where the line does not say. */
export function percentOf(line: Line): bigint | null {
  if (line.P_12_XII !== undefined) return scaled(line.P_12_XII, 6);
  if (line.P_12 === undefined) return null;
  return percents.get(line.P_12) ?? percentOfCode(line.P_12);
}

const percents = new Map<string, bigint>();

function percentOfCode(text: string): bigint | null {
  const rate = rateOfCode(token(text));
  if (rate === undefined) return null;
  const percent = scaled(rate.percent?.toFixed() ?? '0', 6) ?? 0n;
  percents.set(token(text), percent);
  return percent;
}

/** What the lines give for each sum; null where a line does not state enough to tell. Lines before a correction are taken off. */
export function expectedSums(lines: readonly Line[]): Map<NetField, Expected> | null {
  const rates = new Map<string, RateSum>();
  for (const line of lines) {
    const sum = rateSumOf(line, rates);
    if (sum === null || !addLine(sum, line)) return null;
  }
  const sums = new Map<NetField, Expected>();
  for (const rate of rates.values()) {
    const { net, vat, lines: count } = totalOf(rate);
    const sum = sums.get(rate.field) ?? { net: 0n, vat: 0n, lines: 0 };
    sums.set(rate.field, { net: sum.net + net, vat: sum.vat + vat, lines: sum.lines + count });
  }
  return sums;
}

/** The lines of one rate: their tax is counted once for all of them. */
interface RateSum {
  readonly field: NetField;
  /** In six decimals. */
  readonly percent: bigint;
  lines: number;
  /** Net values in hundredths, as long as they are exact. */
  small: number;
  /** The other net values, in hundredths. */
  large: bigint;
  /** What lines with gross values give, in ten decimals. */
  netOfGross: bigint;
  vatOfGross: bigint;
}

function rateSumOf(line: Line, rates: Map<string, RateSum>): RateSum | null {
  const key = line.P_12_XII === undefined ? (line.P_12 ?? '') : `${line.P_12_XII}%`;
  const known = rates.get(key);
  if (known !== undefined) return known;
  const field = fieldOf(line);
  const percent = field === 'P_13_11' ? 0n : percentOf(line);
  if (field === undefined || percent === null) return null;
  const sum = { field, percent, lines: 0, small: 0, large: 0n, netOfGross: 0n, vatOfGross: 0n };
  rates.set(key, sum);
  return sum;
}

/** False where the line has no value. */
function addLine(sum: RateSum, line: Line): boolean {
  // A line without a rate is one of a margin, which is told by its gross value.
  if (sum.field === 'P_13_11' && line.P_11A === undefined) return false;
  const isBefore = line.StanPrzed !== undefined;
  sum.lines += 1;
  const small = scaledNumber(line.P_11, 2);
  const added = sum.small + (isBefore ? -small : small);
  if (Number.isSafeInteger(added)) {
    sum.small = added;
    return true;
  }
  const net = scaled(line.P_11, 2);
  if (net !== null) {
    sum.large += isBefore ? -net : net;
    return true;
  }
  const gross = scaled(line.P_11A, 2);
  if (gross === null) return false;
  const vat = vatInGross(gross, sum.percent);
  const base = gross * 100_000_000n - vat;
  sum.netOfGross += isBefore ? -base : base;
  sum.vatOfGross += isBefore ? -vat : vat;
  return true;
}

function totalOf(rate: RateSum): Expected {
  const net = BigInt(rate.small) + rate.large;
  return {
    net: net * 100_000_000n + rate.netOfGross,
    vat: isTaxedField(rate.field) ? net * rate.percent + rate.vatOfGross : 0n,
    lines: rate.lines,
  };
}

/** In ten decimals. */
const vatInGross = (gross: bigint, percent: bigint): bigint =>
  (gross * percent * 100_000_000n) / (100_000_000n + percent);

function fieldOf(line: Line): NetField | undefined {
  if (line.P_12_XII !== undefined) return 'P_13_5';
  if (line.P_12 === undefined) return line.P_11A === undefined ? undefined : 'P_13_11';
  return rateOfCode(token(line.P_12))?.field;
}
