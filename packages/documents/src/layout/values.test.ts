import { describe, expect, it, test } from 'vitest';
import {
  accountText,
  amountText,
  dateText,
  decimalText,
  momentText,
  percentText,
  withoutZeros,
} from './values.ts';

describe('decimals', () => {
  it.each([
    ['0', '0', '0'],
    ['12', '12', '12'],
    ['123', '123', '123'],
    ['1234', '1\u00a0234', '1,234'],
    ['-1234567.5', '\u22121\u00a0234\u00a0567,5', '\u22121,234,567.5'],
    ['1626.010000', '1\u00a0626,010000', '1,626.010000'],
    ['+007.', '7', '7'],
    ['.5', '0,5', '0.5'],
    ['-0.00', '0,00', '0.00'],
    ['9999999999999999.99', '9\u00a0999\u00a0999\u00a0999\u00a0999\u00a0999,99', '9,999,999,999,999,999.99'],
  ])('%s is %s or %s', (text, pl, en) => {
    expect(decimalText(text, 'pl')).toBe(pl);
    expect(decimalText(text, 'en')).toBe(en);
  });

  test('what is none stays as it is', () => {
    for (const text of ['', 'abc', '1,5', '1e3', '--1', `${'0'.repeat(100_000)}x`])
      expect(decimalText(text, 'pl')).toBe(text);
  });

  test('amounts have two decimals at least, and their currency behind them', () => {
    expect(amountText('1234.5', 'pl', 'PLN')).toBe('1\u00a0234,50\u00a0PLN');
    expect(amountText('1234', 'en')).toBe('1,234.00');
    expect(percentText('6.5', 'pl')).toBe('6,5%');
  });
});

test('zeros after the point may be left out', () => {
  const texts = ['23.00', '6.50', '7.0', '100', '-5.10', '0.0', 'x.0'];
  expect(texts.map(withoutZeros)).toEqual(['23', '6.5', '7', '100', '-5.1', '0', 'x.0']);
});

describe('dates and moments', () => {
  test('days', () => {
    expect(dateText('2026-11-26', 'pl')).toBe('26.11.2026');
    expect(dateText('2026-11-26', 'en')).toBe('2026-11-26');
    expect(dateText('2026-11-26+02:00', 'pl')).toBe('26.11.2026 (+02:00)');
    expect(dateText('dziś', 'pl')).toBe('dziś');
  });

  it.each([
    ['2026-01-31T23:30:00Z', '01.02.2026 00:30:00'],
    ['2026-07-31T22:00:00Z', '01.08.2026 00:00:00'],
    ['2026-07-31T12:00:00+02:00', '31.07.2026 12:00:00'],
    ['2026-07-31T00:15:00-05:30', '31.07.2026 07:45:00'],
    ['2026-03-29T01:00:00Z', '29.03.2026 03:00:00'],
    ['2026-02-01T24:00:00Z', '02.02.2026 01:00:00'],
    ['2026-02-01T10:00:00', '01.02.2026 10:00:00'],
    ['2026-02-01T10:00:00.000Z', '01.02.2026 11:00:00'],
    ['2026-02-01T10:00:00.1230000Z', '01.02.2026 11:00:00,1230000'],
    ['2026-02-01 10:00', '2026-02-01 10:00'],
    ['2026-02-30T10:00:00Z', '2026-02-30T10:00:00Z'],
    ['2026-02-01T10:61:00Z', '2026-02-01T10:61:00Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
    ['2026-10-25T00:59:59Z', '25.10.2026 02:59:59'],
    ['2026-10-25T01:00:00Z', '25.10.2026 02:00:00'],
  ])('%s is %s in Poland', (text, shown) => {
    expect(momentText(text, 'pl')).toBe(shown);
  });

  test('moments in English', () => {
    expect(momentText('2026-07-31T12:00:00.5Z', 'en')).toBe('2026-07-31 14:00:00.5');
  });
});

test('accounts stand in groups', () => {
  const plain = (text: string) => accountText(text).replaceAll('\u00a0', ' ');
  expect(plain('73111111111111111111111111')).toBe('73 1111 1111 1111 1111 1111 1111');
  expect(plain('PL73111111111111111111111111')).toBe('PL73 1111 1111 1111 1111 1111 1111');
  expect(plain('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00');
  expect(plain('12345678901')).toBe('12345678901');
});
