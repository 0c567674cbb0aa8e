import { describe, expect, test } from 'vitest';
import {
  hasKsefChecksum,
  isBankAccount,
  isGs1Number,
  isInternalId,
  isNip,
  isPesel,
  isRegon,
} from './checksums.ts';
import { addDays, isDate, todayInPoland } from './dates.ts';
import { decimal, formatAmount, formatPlain, formatPrice, readDecimal, round } from './decimal.ts';
import type { LineInput } from './input.ts';
import { rates } from './rates.ts';
import { rounded, scaled, showCents } from './scaled.ts';
import { pick, seededRandom } from './test-data.ts';
import { computeLine, computeRates, totalsOfRates } from './totals.ts';
import { vatRates } from './vocabulary.ts';

describe('decimals', () => {
  test('round half up, away from zero, at the scale asked for', () => {
    expect(formatAmount(decimal('0.005'))).toBe('0.01');
    expect(formatAmount(decimal('-0.005'))).toBe('-0.01');
    expect(formatAmount(decimal('1.00499999999999999999'))).toBe('1.00');
    expect(formatAmount(decimal('-0.001'))).toBe('0.00');
    expect(round(decimal('2.5'), 0).toFixed()).toBe('3');
  });

  test('are written without exponents', () => {
    expect(formatPlain(decimal('0.000001'))).toBe('0.000001');
    expect(formatPlain(decimal('1000000000000000'))).toBe('1000000000000000');
    expect(formatPrice(decimal('5'))).toBe('5.00');
    expect(formatPrice(decimal('1.8733'))).toBe('1.8733');
  });

  test('are read from XML texts only', () => {
    expect(readDecimal(' -1.50 ')?.toFixed()).toBe('-1.5');
    expect(readDecimal('.5')?.toFixed()).toBe('0.5');
    for (const text of ['', '1e3', '1,5', 'abc', undefined]) expect(readDecimal(text)).toBeNull();
  });
});

describe('decimals as whole numbers', () => {
  test('are those of the text at any scale', () => {
    const random = seededRandom(9);
    for (let round = 0; round < 500; round += 1) {
      const text = (random() * 10 ** Math.floor(random() * 12) - 500).toFixed(Math.floor(random() * 9));
      expect(scaled(text, 8)).toBe(BigInt(decimal(text).times('100000000').toFixed()));
      expect(showCents(rounded(scaled(text, 8) ?? 0n, 8, 2))).toBe(formatAmount(decimal(text)));
    }
  });

  test('take what XML allows, and refuse the rest', () => {
    expect([' 1.5 ', '+1.50', '.5', '5.', '-0', '1.500'].map((text) => scaled(text, 2))).toEqual([
      150n,
      150n,
      50n,
      500n,
      0n,
      150n,
    ]);
    for (const text of ['', '-', '.', '1e3', '1,5', '1.505', 'abc', undefined])
      expect(scaled(text, 2)).toBeNull();
  });
});

describe('days', () => {
  test('exist in the calendar', () => {
    expect(isDate('2024-02-29')).toBe(true);
    for (const text of ['2025-02-29', '2025-13-01', '2025-1-1', '2025-01-01T00:00', ''])
      expect(isDate(text)).toBe(false);
    expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
  });

  test('begin in Poland, not in Greenwich', () => {
    expect(todayInPoland(new Date('2025-12-31T23:30:00Z'))).toBe('2026-01-01');
    expect(todayInPoland(new Date('2025-06-30T21:59:59Z'))).toBe('2025-06-30');
    expect(todayInPoland(new Date('2025-06-30T22:00:00Z'))).toBe('2025-07-01');
  });
});

describe('check digits', () => {
  test('of a NIP', () => {
    expect(isNip('1111111111')).toBe(true);
    for (const text of ['1111111112', '111111111', '111-111-11-11', 'PL1111111111'])
      expect(isNip(text)).toBe(false);
  });

  test.each([
    [isPesel, '00101111119', '00101111118', '0010111111'],
    [isRegon, '123456785', '123456786', '12345678'],
    [isRegon, '12345678512347', '12345678512348', '1234567851234'],
    [isGs1Number, '5900000000015', '5900000000016', '590000000001'],
    [isInternalId, '1111111111-00013', '1111111111-00014', '1111111111-0001'],
    [
      hasKsefChecksum,
      '1111111111-20250901-0123456789AB-93',
      '1111111111-20250901-0123456789AB-94',
      undefined,
    ],
  ])('%o', (isRight, right, wrong, short) => {
    expect(isRight(right)).toBe(true);
    expect(isRight(wrong)).toBe(false);
    if (short !== undefined) expect(isRight(short)).toBe(false);
  });

  test('of an account', () => {
    for (const text of [
      '74000000000000000000000001',
      'PL74 0000 0000 0000 0000 0000 0001',
      'DE89370400440532013000',
    ]) {
      expect(isBankAccount(text)).toBe(true);
    }
    for (const text of [
      '75000000000000000000000001',
      'PL7400000000000000000000001',
      'DE88370400440532013000',
    ]) {
      expect(isBankAccount(text)).toBe(false);
    }
    expect(isBankAccount('1234567890')).toBe(true);
  });
});

const line = (changes: Partial<LineInput>): LineInput => ({
  name: 'Towar',
  quantity: '1',
  unit: 'szt.',
  vatRate: '23',
  ...changes,
});
const totalsOf = (lines: readonly LineInput[], rate: string | null = null) =>
  totalsOfRates(computeRates(lines.map(computeLine), { exchangeRate: rate === null ? null : decimal(rate) }));

describe('totals', () => {
  test('from net prices: tax once per rate, on the sum', () => {
    const lines = Array.from({ length: 3 }, () => line({ unitNetPrice: '0.33' }));
    const [row] = totalsOf(lines).fields;
    // Line by line the tax would be 3 × 0.08.
    expect([row?.net.toFixed(2), row?.vat?.toFixed(2)]).toEqual(['0.99', '0.23']);
  });

  test('from gross prices: tax out of the sum, the gross stays as it was', () => {
    const totals = totalsOf([
      line({ unitGrossPrice: '99.99', quantity: '3' }),
      line({ unitGrossPrice: '0.01' }),
    ]);
    expect(totals.gross.toFixed(2)).toBe('299.98');
    expect(totals.vat.toFixed(2)).toBe('56.09');
  });

  test('a discount is per unit, a percentage becomes one', () => {
    expect(
      computeLine(line({ unitNetPrice: '1000', quantity: 20, unitDiscount: '100' })).value?.toFixed(2),
    ).toBe('18000.00');
    const percent = computeLine(line({ unitNetPrice: '7.20', quantity: 25, discountPercent: '12.5' }));
    expect([percent.unitDiscount?.toFixed(), percent.value?.toFixed(2)]).toEqual(['0.9', '157.50']);
  });

  test('rates that share a sum are computed apart and added', () => {
    const lines = [line({ unitNetPrice: '100', vatRate: '8' }), line({ unitNetPrice: '100', vatRate: '7' })];
    const totals = totalsOf(lines);
    expect(totals.fields).toHaveLength(1);
    expect(totals.fields[0]?.vat?.toFixed(2)).toBe('15.00');
    expect(totals.rates).toHaveLength(2);
  });

  test('in another currency the tax is also in PLN, not for other countries’ tax', () => {
    const lines = [
      line({ unitNetPrice: '13560' }),
      line({ unitNetPrice: '100', vatRate: 'oss', ossRate: '19' }),
    ];
    const totals = totalsOf(lines, '4.5005');
    expect(totals.fields.map((row) => [row.field, row.vat?.toFixed(2), row.vatInPln?.toFixed(2)])).toEqual([
      ['P_13_1', '3118.80', '14036.16'],
      ['P_13_5', '19.00', undefined],
    ]);
  });

  test('for every rate and any lines: sums agree with the lines, amounts have two decimals', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 400; round += 1) {
      const price = round % 2 === 0 ? 'unitNetPrice' : 'unitGrossPrice';
      const lines = Array.from({ length: 1 + Math.floor(random() * 12) }, () =>
        line({
          [price]: (random() * 10 ** Math.floor(random() * 6)).toFixed(Math.floor(random() * 9)),
          quantity: (random() * 100 - 10).toFixed(Math.floor(random() * 7)),
          vatRate: pick(random, vatRates),
          ossRate: '19',
        }),
      );
      expectSound(lines, price === 'unitGrossPrice');
    }
  });
});

function expectSound(lines: readonly LineInput[], isGross: boolean): void {
  const amounts = lines.map(computeLine);
  const totals = totalsOfRates(computeRates(amounts, { exchangeRate: null }));
  expect(totals.gross.eq(totals.net.plus(totals.vat))).toBe(true);
  const stated = amounts.reduce((sum, amount) => sum.plus(amount.value ?? 0), decimal(0));
  expect((isGross ? totals.gross : totals.net).eq(stated)).toBe(true);
  for (const row of totals.rates) {
    const percent = row.percent ?? decimal(0);
    // Tax against the net it goes with: half a grosz, and another for a net that was itself rounded.
    expect(
      row.net
        .times(percent)
        .div(100)
        .minus(row.vat ?? 0)
        .abs()
        .lte('0.01'),
    ).toBe(true);
    expect(row.net.eq(round(row.net, 2)) && row.vat?.eq(round(row.vat, 2)) === true).toBe(true);
  }
  for (const amount of amounts) {
    expect(amount.value?.eq(round(amount.value ?? decimal(0), 2))).toBe(true);
    expect(totals.fields.some((row) => row.field === amount.field)).toBe(true);
  }
  for (const { vatRate } of lines) expect(rates[vatRate].field).toMatch(/^P_13_/);
}
