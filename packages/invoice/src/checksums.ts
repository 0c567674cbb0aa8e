/** Check digits of the numbers that an invoice carries. */

const nipWeights = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/** NIP: ten digits, the weighted sum of the first nine modulo 11 is the tenth. */
export function isNip(text: string): boolean {
  if (!/^\d{10}$/.test(text)) return false;
  const total = nipWeights.reduce((sum, weight, index) => sum + weight * Number(text[index]), 0);
  return total % 11 === Number(text[9]);
}

/** What a bank account number claims to be, by its look. */
export type AccountShape = 'nrb' | 'iban' | 'other';

/** 26 digits are a Polish NRB; two letters, two digits and the rest an IBAN; anything else we cannot judge. */
export function accountShape(number: string): AccountShape {
  if (/^\d{26}$/.test(number)) return 'nrb';
  return /^[A-Z]{2}\d{2}[0-9A-Z]{10,30}$/.test(number) ? 'iban' : 'other';
}

/** ISO 13616: modulo 97 of the number with country and check digits moved to the end is 1. Numbers of another look pass. */
export function isBankAccount(text: string): boolean {
  const number = text.replace(/\s/g, '').toUpperCase();
  const shape = accountShape(number);
  if (shape === 'other') return true;
  const iban = shape === 'nrb' ? `PL${number}` : number;
  if (iban.startsWith('PL') && !/^PL\d{26}$/.test(iban)) return false;
  let remainder = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    for (const digit of Number.parseInt(char, 36).toString())
      remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1;
}
