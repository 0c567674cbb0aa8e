import { expect, test } from 'vitest';
import {
  CryptoError,
  collectiveIdentifierNumber,
  crc8,
  isCollectiveIdentifierNumber,
  isKsefNumber,
  ksefNumber,
  sha256Base64,
  sha256Hex,
} from './index.ts';

test('CRC-8 and hashes give the published check values', () => {
  expect(crc8('123456789')).toBe(0xf4);
  // Two bytes of UTF-8 each: C5 82, and C3 B3.
  expect(crc8('łó')).toBe(0xfb);
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256Base64(Buffer.from('abc'))).toBe('ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=');
});

test('a KSeF number is composed with its checksum, and the official example is right', () => {
  const official = '5265877635-20250826-0100001AF629-AF';
  expect(ksefNumber({ sellerNip: '5265877635', date: '20250826', technical: '0100001AF629' })).toBe(official);
  expect(isKsefNumber(official)).toBe(true);
});

test.each([
  ['another digit', '5265877636-20250826-0100001AF629-AF'],
  ['another checksum', '5265877635-20250826-0100001AF629-AE'],
  ['lower case', '5265877635-20250826-0100001af629-af'],
  ['a month that is none', '5265877635-20251326-0100001AF629-AF'],
  ['a line feed at the end', '5265877635-20250826-0100001AF629-AF\n'],
  ['nothing', ''],
])('%s is no KSeF number', (_, text) => {
  expect(isKsefNumber(text)).toBe(false);
});

test('parts without their form are refused', () => {
  const parts = { sellerNip: '5265877635', date: '20250826', technical: '0100001af629' };
  expect(() => ksefNumber(parts)).toThrow(CryptoError);
});

test('the number of a collective identifier is composed with its checksum, and the official example is right', () => {
  const official = '1111111111-IZ202607-65ED02180000-E7';
  const parts = { sellerNip: '1111111111', month: '202607', technical: '65ED02180000' };
  expect(collectiveIdentifierNumber(parts)).toBe(official);
  expect(isCollectiveIdentifierNumber(official)).toBe(true);
  expect(isCollectiveIdentifierNumber(official.replace('E7', 'E8'))).toBe(false);
  expect(isCollectiveIdentifierNumber('5265877635-20250826-0100001AF629-AF')).toBe(false);
  expect(isKsefNumber(official)).toBe(false);
  expect(() => collectiveIdentifierNumber({ ...parts, month: '202613' })).toThrow(CryptoError);
});
