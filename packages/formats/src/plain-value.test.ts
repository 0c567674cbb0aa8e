import { describe, expect, it } from 'vitest';
import { ByteCursor } from './byte-cursor.ts';
import { applyWhiteSpace } from './characters.ts';
import { runtimeOf } from './formats.ts';
import { formatNames } from './index.ts';
import { SimpleType } from './simple-type.ts';
import type { SimpleTypeRow } from './table.ts';
import { Random } from './testing/random.ts';
import { anyValue, rightValue } from './testing/values.ts';

const encoder = new TextEncoder();

/** Whether the judge of plain values is sure of a text that is its own form after its white-space rule. */
function isSure(type: SimpleType, value: string): boolean {
  const bytes = encoder.encode(value);
  return type.plain?.(new ByteCursor(bytes), 0, bytes.length, [...value].length) ?? false;
}

const facets: readonly SimpleTypeRow[] = [
  { base: 'decimal', whiteSpace: 'collapse', minInclusive: '-5', maxExclusive: '100', fractionDigits: 2 },
  { base: 'decimal', whiteSpace: 'collapse', minExclusive: '0.5' },
  { base: 'integer', whiteSpace: 'collapse', minExclusive: '-3', maxInclusive: '12' },
  { base: 'integer', whiteSpace: 'collapse', totalDigits: 20 },
  { base: 'byte', whiteSpace: 'collapse', minInclusive: '-200' },
  { base: 'positiveInteger', whiteSpace: 'collapse', maxExclusive: '100000000000000000000' },
  { base: 'date', whiteSpace: 'collapse', minInclusive: '2024-02-29', maxExclusive: '2027-01-01' },
  { base: 'date', whiteSpace: 'collapse', maxInclusive: '2026-02-01Z' },
  {
    base: 'dateTime',
    whiteSpace: 'collapse',
    minInclusive: '2025-09-01T00:00:00Z',
    maxInclusive: '2050-01-01T23:59:59Z',
  },
  { base: 'dateTime', whiteSpace: 'collapse', minExclusive: '2025-09-01T00:00:00+02:00' },
  { base: 'token', whiteSpace: 'collapse', length: 3 },
  { base: 'decimal', whiteSpace: 'collapse', enumeration: ['1.50', '2', '7.'], maxInclusive: '2' },
];

describe('the judge of plain values', () => {
  it('is never sure of a value that the full judgement refuses', () => {
    const random = new Random(7);
    const known = formatNames.flatMap((format) => {
      const runtime = runtimeOf(format);
      return runtime.table.simpleTypes.map((_, index) => runtime.simple(index));
    });
    const made = facets.map((row) => new SimpleType(row, () => known[0] as SimpleType));
    let sure = 0;
    for (const type of [...known, ...made]) {
      for (let i = 0; i < 400; i += 1) {
        const value = applyWhiteSpace(anyValue(type, random), type.row.whiteSpace);
        if (!isSure(type, value)) continue;
        sure += 1;
        expect(type.problem(value), `${JSON.stringify(type.row)}: ${value}`).toBeNull();
      }
    }
    expect(sure).toBeGreaterThan(10_000);
  });

  it('is sure of most right values of FA(3), which is what it is for', () => {
    const random = new Random(8);
    const runtime = runtimeOf('FA(3)');
    let [right, sure] = [0, 0];
    for (const index of runtime.table.simpleTypes.keys()) {
      const type = runtime.simple(index);
      for (let i = 0; i < 50; i += 1) {
        const value = rightValue(type, random);
        if (value === null || value === '') continue;
        right += 1;
        if (isSure(type, value)) sure += 1;
      }
    }
    expect(sure / right).toBeGreaterThan(0.8);
  });
});
