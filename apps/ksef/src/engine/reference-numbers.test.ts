import { crc8 } from '@kwit/crypto';
import { describe, expect, it } from 'vitest';
import { newReferenceNumber, referenceKinds } from './reference-numbers.ts';

const checksum = (text: string) => crc8(text).toString(16).toUpperCase().padStart(2, '0');

describe('a reference number', () => {
  it('has the form and checksum of the official examples', () => {
    const official = ['20250514-AU-2DFC46C000-3AC6D5877F-D4', '20250625-CR-20F5EE4000-DA48AE4124-46'];
    for (const number of official) expect(checksum(number.slice(0, 33))).toBe(number.slice(34));
    for (const [kind, letters] of Object.entries(referenceKinds)) {
      const number = newReferenceNumber(
        kind as keyof typeof referenceKinds,
        Date.parse('2026-01-31T23:30:00Z'),
      );
      expect(number).toMatch(new RegExp(`^20260201-${letters}-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}$`));
      expect(checksum(number.slice(0, 33))).toBe(number.slice(34));
    }
  });

  it('never comes twice', () => {
    const numbers = Array.from({ length: 10_000 }, () => newReferenceNumber('invoice', 0));
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});
