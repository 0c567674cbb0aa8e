/** Check digits of the numbers that an invoice carries. */

/** The digits times weights. */
function weightedSum(text: string, weights: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) {
    sum += (weights[index] ?? 0) * (text.charCodeAt(index) - 48);
  }
  return sum;
}

const nipWeights = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/** NIP: ten digits, the weighted sum of the first nine modulo 11 is the tenth. */
export function isNip(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false;
  return weightedSum(text, nipWeights) % 11 === Number(text[9]);
}

/** What a bank account number claims to be, by its look. */
export type AccountShape = 'nrb' | 'iban' | 'other';

/** 26 digits are a Polish NRB; two letters, two digits and the rest an IBAN; anything else we cannot judge. */
export function accountShape(number: string): AccountShape {
  if (/^\d{26}$/.test(number)) return 'nrb';
  return /^[A-Z]{2}\d{2}[0-9A-Z]{10,30}$/.test(number) ? 'iban' : 'other';
}

/** A digit too few or too many is the commonest slip: so many digits no number of another country has. */
const nearlyNrb = /^(\d{23}|\d{25}|\d{27,29})$/;

/**
 * ISO 13616: modulo 97 of the number with country and check digits moved to the end is 1. Numbers of another look pass, unless they
 * are nearly Polish ones or no numbers at all.
 */
export function isBankAccount(text: string): boolean {
  const number = /^\d+$/.test(text) ? text : text.replace(/\s/g, '').toUpperCase();
  const shape = accountShape(number);
  if (shape === 'other') return /\d/.test(number) && !nearlyNrb.test(number) && !number.startsWith('PL');
  const iban = shape === 'nrb' ? `PL${number}` : number;
  if (iban.startsWith('PL') && !/^PL\d{26}$/.test(iban)) return false;
  let remainder = 0;
  for (let index = 0; index < iban.length; index += 1) {
    const code = iban.charCodeAt((index + 4) % iban.length);
    // Digits stand for themselves, letters for two digits from 10 (A) on.
    remainder = (code < 65 ? remainder * 10 + code - 48 : remainder * 100 + code - 55) % 97;
  }
  return remainder === 1;
}

/** PESEL: eleven digits; weights 1, 3, 7, 9 over the first ten, and the last brings the sum to a multiple of ten. */
export function isPesel(text: string): boolean {
  return /^\d{11}$/.test(text) && weightedSum(text, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
}

/** REGON of nine or fourteen digits; a remainder of ten counts as zero. */
export function isRegon(text: string): boolean {
  if (!/^(\d{9}|\d{14})$/.test(text)) return false;
  const short = (weightedSum(text, [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10 === Number(text[8]);
  if (text.length === 9) return short;
  const long = (weightedSum(text, [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]) % 11) % 10;
  return short && long === Number(text[13]);
}

/** GS1 numbers of 8, 12, 13 or 14 digits (GTIN, GLN): weights 3 and 1 from the right. */
export function isGs1Number(text: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(text)) return false;
  let total = 0;
  for (let index = 0; index < text.length; index += 1) {
    total += (text.charCodeAt(text.length - 1 - index) - 48) * (index % 2 === 0 ? 1 : 3);
  }
  return total % 10 === 0;
}

/** Internal identifier NIP-NNNNN: weights 1 and 3 over fourteen digits, modulo 10, give the fifteenth. */
export function isInternalId(text: string): boolean {
  const digits = text.replace('-', '');
  if (!/^\d{15}$/.test(digits)) return false;
  const total = weightedSum(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]);
  return total % 10 === Number(digits[14]);
}

/**
 * Whether the last two characters of a KSeF number are the CRC-8 (polynomial 0x07) of the rest. Numbers of the older form, with
 * a dash in the middle part, pass: their checksum is not described.
 */
export function hasKsefChecksum(number: string): boolean {
  if (number.length !== 35) return true;
  let crc = 0;
  for (let index = 0; index < 32; index += 1) {
    crc ^= number.charCodeAt(index);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x80) === 0 ? crc << 1 : ((crc << 1) ^ 0x07) & 0xff;
  }
  return crc.toString(16).toUpperCase().padStart(2, '0') === number.slice(33);
}
