/** What the lines of an invoice give for its sums: in whole numbers, so that it costs little on every document. */
import { isTaxedField, type NetField, rateOfCode } from '../rates.ts';
import { scaled } from '../scaled.ts';
import { token } from '../text.ts';
import type { Line } from './places.ts';

/** Sums are compared in ten decimals: those of an amount, of a percentage, and of a hundredth. */
export const sumScale = 10;

export interface Expected {
  /** In ten decimals. */
  net: bigint;
  vat: bigint;
  lines: number;
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
  const sums = new Map<NetField, Expected>();
  for (const line of lines) {
    const field = fieldOf(line);
    const net = scaled(line.P_11, 2);
    const gross = scaled(line.P_11A, 2);
    const percent = field === 'P_13_11' ? 0n : percentOf(line);
    if (field === undefined || percent === null || (net === null && gross === null)) return null;
    const sum = sums.get(field) ?? { net: 0n, vat: 0n, lines: 0 };
    const sign = line.StanPrzed === undefined ? 1n : -1n;
    const vat = net === null ? vatInGross(gross ?? 0n, percent) : net * percent;
    const base = net === null ? (gross ?? 0n) * 100_000_000n - vat : net * 100_000_000n;
    sum.net += sign * base;
    if (isTaxedField(field)) sum.vat += sign * vat;
    sum.lines += 1;
    sums.set(field, sum);
  }
  return sums;
}

/** In ten decimals. */
const vatInGross = (gross: bigint, percent: bigint): bigint =>
  (gross * percent * 100_000_000n) / (100_000_000n + percent);

function fieldOf(line: Line): NetField | undefined {
  if (line.P_12_XII !== undefined) return 'P_13_5';
  if (line.P_12 === undefined) return line.P_11A === undefined ? undefined : 'P_13_11';
  return rateOfCode(token(line.P_12))?.field;
}
