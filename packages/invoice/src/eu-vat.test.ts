import { describe, expect, test } from 'vitest';
import { euVatFault } from './eu-vat.ts';
import { euPrefixes } from './vocabulary.ts';

/** Made up; only their check digits are right. */
const numbers: Readonly<Record<string, string>> = {
  AT: 'U11111107',
  BE: '0111111124',
  BG: '111111106',
  CY: '11111104I',
  CZ: '11111101',
  DE: '111111109',
  DK: '11111106',
  EE: '111111105',
  EL: '111111102',
  ES: 'B11111101',
  FI: '11111101',
  FR: '23111111111',
  HR: '11111111102',
  HU: '11111104',
  IE: '1111105Q',
  IT: '11111111107',
  LT: '111111113',
  LU: '11111139',
  LV: '41111111104',
  MT: '11111100',
  NL: '111111109B01',
  PT: '111111102',
  RO: '1111111100',
  SE: '111111110801',
  SI: '11111119',
  SK: '1111111100',
  XI: '111111107',
};

test('every country of the schema has its rules, but for Poland, whose number is a NIP', () => {
  expect(Object.keys(numbers).sort()).toEqual(euPrefixes.filter((prefix) => prefix !== 'PL').sort());
});

describe.each(Object.entries(numbers))('a number of %s', (country, number) => {
  test('that is right passes', () => {
    expect(euVatFault(country, number)).toBeNull();
  });

  test('is refused where it is too short or has its prefix', () => {
    expect(euVatFault(country, number.slice(0, 1))).toBe('form');
    expect(euVatFault(country, `${country}${number}`)).toBe('form');
  });

  test('is refused where a digit is wrong', () => {
    const place = number.search(/\d(?=\D*\d\D*$)/);
    const wrong = Array.from(
      { length: 10 },
      (_, digit) => `${number.slice(0, place)}${digit}${number.slice(place + 1)}`,
    );
    const passing = wrong.filter((one) => euVatFault(country, one) === null);
    // A modulus above ten may let a second digit pass where two check digits are left as they are.
    expect(passing).toContain(number);
    expect(passing.length).toBeLessThanOrEqual(country === 'SE' || country === 'NL' ? 10 : 2);
  });
});

test('other forms of the same country', () => {
  for (const [country, number] of [
    ['ES', '11111112L'],
    ['ES', 'X1111112B'],
    ['FR', 'AB123456789'],
    ['IE', '1A11111L'],
    ['XI', 'GD123'],
    ['CZ', '1234567890'],
    ['BG', '1234567890'],
    ['LV', '01018012345'],
  ] as const)
    expect([number, euVatFault(country, number) === 'form']).toEqual([number, false]);
  expect(euVatFault('US', '12')).toBeNull();
});
