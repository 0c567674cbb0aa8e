import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBankAccount } from './checksums.ts';
import { decimal } from './decimal.ts';
import { scaled, scaledNumber } from './scaled.ts';

/** Amounts as documents have them, long ones and odd ones among them. */
const amounts = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    fc.stringMatching(/^\d{1,20}$/),
    fc.option(fc.stringMatching(/^\d{1,9}$/), { nil: undefined }),
  )
  .map(([sign, whole, decimals]) => `${sign}${whole}${decimals === undefined ? '' : `.${decimals}`}`);

describe('amounts as whole numbers', () => {
  test('are those of the decimal library, or none where the scale is too small', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 10 }), (text, scale) => {
        const exact = decimal(text.replace('+', '')).times(decimal('10').pow(scale));
        const isWhole = exact.eq(exact.round(0, 0));
        expect(scaled(text, scale)).toBe(isWhole ? BigInt(exact.toFixed(0)) : null);
      }),
      { seed: 20260201, numRuns: 2000 },
    );
  });

  test('are the same as numbers, or no number', () => {
    fc.assert(
      fc.property(fc.oneof(amounts, fc.string()), fc.integer({ min: 0, max: 8 }), (text, scale) => {
        const small = scaledNumber(text, scale);
        if (!Number.isNaN(small)) expect(BigInt(small)).toBe(scaled(text, scale));
      }),
      { seed: 20260201, numRuns: 2000 },
    );
    expect(scaledNumber('1234.50', 2)).toBe(123450);
    expect(scaledNumber('-0.05', 2)).toBe(-5);
    for (const text of ['', '-', '.', '1.', '.5', '1.234', '1e3', ' 1', '+1', '1234567890123456']) {
      expect(scaledNumber(text, 2)).toBeNaN();
    }
    expect(scaledNumber(undefined, 2)).toBeNaN();
  });
});

describe('isBankAccount', () => {
  /** Check digits as ISO 13616 has them, counted with whole numbers of any length. */
  const remainderOf = (iban: string) =>
    BigInt([...(iban.slice(4) + iban.slice(0, 4))].map((char) => Number.parseInt(char, 36)).join('')) % 97n;

  test('agrees with the sum of the standard, for digits and letters', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('DE', 'GB', 'MT', 'FR'),
        fc.stringMatching(/^[0-9A-Z]{10,30}$/),
        fc.integer({ min: 0, max: 99 }),
        (country, account, check) => {
          const right = 98n - remainderOf(`${country}00${account}`);
          const isRight = BigInt(check) % 97n === right % 97n;
          expect(isBankAccount(`${country}${String(check).padStart(2, '0')}${account}`)).toBe(isRight);
          expect(isBankAccount(`${country}${String(right).padStart(2, '0')}${account}`)).toBe(true);
        },
      ),
      { seed: 20260201 },
    );
  });
});
