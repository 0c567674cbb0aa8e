/**
 * EU VAT numbers: what they look like in each country, and their check digits where the algorithm is published.
 * Source: European Commission, VIES, structure of VAT numbers; check digits as the tax authorities describe them.
 */

/** `form`: no number of that country looks like this. `checksum`: the check digits are wrong. */
export type EuVatFault = 'form' | 'checksum';

interface Country {
  readonly form: RegExp;
  /** Whether the check digits are right; absent where the country has none that are published. */
  readonly check?: (number: string) => boolean;
}

/** What is wrong with a number of a country (KodUE, NrVatUE), or null. Countries that are not known pass. */
export function euVatFault(country: string, number: string): EuVatFault | null {
  const rules = countries[country];
  if (rules === undefined) return null;
  if (!rules.form.test(number)) return 'form';
  return rules.check?.(number) === false ? 'checksum' : null;
}

const digitAt = (text: string, index: number): number => text.charCodeAt(index) - 48;

/** Sum of digits times weights, from the first digit on. */
function weighted(text: string, weights: readonly number[]): number {
  let total = 0;
  for (let index = 0; index < weights.length; index += 1) {
    total += (weights[index] ?? 0) * digitAt(text, index);
  }
  return total;
}

const last = (text: string, count: number): number => Number(text.slice(-count));
const tenLess = (total: number): number => (10 - (total % 10)) % 10;

/** Luhn, over all digits. */
function isLuhn(text: string): boolean {
  let total = 0;
  for (let index = 0; index < text.length; index += 1) {
    const digit = digitAt(text, text.length - 1 - index);
    const doubled = index % 2 === 0 ? digit : digit * 2;
    total += doubled > 9 ? doubled - 9 : doubled;
  }
  return total % 10 === 0;
}

/** ISO 7064, MOD 11,10. */
function isMod1110(text: string): boolean {
  let product = 10;
  for (let index = 0; index < text.length - 1; index += 1) {
    const sum = (digitAt(text, index) + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === last(text, 1);
}

/** ISO 7064, MOD 97,10 over letters and digits. */
function isMod97(text: string): boolean {
  let remainder = 0;
  for (const char of text) {
    for (const digit of Number.parseInt(char, 36).toString())
      remainder = (remainder * 10 + Number(digit)) % 97;
  }
  return remainder === 1;
}

/** The check digit of Bulgaria and Lithuania: a second row of weights where the first gives 10. */
function isTwoRows(text: string, first: readonly number[], second: readonly number[]): boolean {
  const one = weighted(text, first) % 11;
  const digit = one === 10 ? weighted(text, second) % 11 : one;
  return digit % 10 === last(text, 1);
}

function isAustrian(number: string): boolean {
  const digits = number.slice(1);
  let total = 4;
  for (let index = 0; index < 7; index += 1) {
    const value = digitAt(digits, index) * (index % 2 === 0 ? 1 : 2);
    total += value > 9 ? value - 9 : value;
  }
  return tenLess(total) === last(digits, 1);
}

const cyprusOdd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];

function isCypriot(number: string): boolean {
  let total = 0;
  for (let index = 0; index < 8; index += 1) {
    const digit = digitAt(number, index);
    total += index % 2 === 0 ? (cyprusOdd[digit] ?? 0) : digit;
  }
  return String.fromCharCode(65 + (total % 26)) === number[8];
}

function isCzech(number: string): boolean {
  // Numbers of persons have nine or ten digits and no rule that holds for all of them.
  if (number.length !== 8) return true;
  const digit = (11 - (weighted(number, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10;
  return digit === last(number, 1);
}

function isGreek(number: string): boolean {
  return (weighted(number, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === last(number, 1);
}

const spanishLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';

function isSpanish(number: string): boolean {
  if (/^[0-9XYZ]/.test(number)) {
    const digits = number.slice(0, 8).replace('X', '0').replace('Y', '1').replace('Z', '2');
    return spanishLetters[Number(digits) % 23] === number[8];
  }
  // Persons without a number of their own: letter as for citizens.
  if (/^[KLM]/.test(number)) return spanishLetters[Number(number.slice(1, 8)) % 23] === number[8];
  let total = 0;
  for (let index = 1; index < 8; index += 1) {
    const digit = digitAt(number, index);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    total += doubled > 9 ? doubled - 9 : doubled;
  }
  const check = tenLess(total);
  return number[8] === String(check) || number[8] === 'JABCDEFGHI'[check];
}

function isFrench(number: string): boolean {
  // Keys with letters follow another rule, which is not published for all of them.
  if (!/^\d{11}$/.test(number)) return true;
  return (12 + 3 * (Number(number.slice(2)) % 97)) % 97 === Number(number.slice(0, 2));
}

function isIrish(number: string): boolean {
  // The older form has a letter, + or * in the second place: its digits move to the end of the row.
  const plain = /^\d{7}/.test(number) ? number : `0${number.slice(2, 7)}${number[0]}${number[7]}`;
  const extra = plain.length === 9 ? (plain.charCodeAt(8) - 64) * 9 : 0;
  const total = weighted(plain, [8, 7, 6, 5, 4, 3, 2]) + (extra > 0 ? extra : 0);
  return 'WABCDEFGHIJKLMNOPQRSTUV'[total % 23] === plain[7];
}

const lithuanian = (number: string): boolean =>
  number.length === 9
    ? isTwoRows(number, [1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 5, 6, 7, 8, 9, 1])
    : isTwoRows(number, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2], [3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4]);

function isLatvian(number: string): boolean {
  // Numbers of persons start with a day, up to 3, or with 32 and no check digit.
  if (digitAt(number, 0) <= 3) return true;
  const rest = (3 - (weighted(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6]) % 11) + 11) % 11;
  return rest === last(number, 1);
}

function isDutch(number: string): boolean {
  return weighted(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === digitAt(number, 8) || isMod97(`NL${number}`);
}

function isRomanian(number: string): boolean {
  const digits = number.padStart(10, '0');
  return ((weighted(digits, [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === last(digits, 1);
}

function isFinnish(number: string): boolean {
  return weighted(number, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0;
}

function isPortuguese(number: string): boolean {
  const digit = 11 - (weighted(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (digit > 9 ? 0 : digit) === last(number, 1);
}

function isSlovene(number: string): boolean {
  const digit = 11 - (weighted(number, [8, 7, 6, 5, 4, 3, 2]) % 11);
  return digit !== 11 && digit % 10 === last(number, 1);
}

/** Northern Ireland has British numbers, of an older and a newer row. */
function isBritish(number: string): boolean {
  if (!/^\d/.test(number)) return true;
  const rest = (weighted(number, [8, 7, 6, 5, 4, 3, 2]) + Number(number.slice(7, 9))) % 97;
  return rest === 0 || (Number(number.slice(0, 3)) >= 100 && (rest === 42 || rest === 55));
}

const countries: Readonly<Record<string, Country>> = {
  AT: { form: /^U\d{8}$/, check: isAustrian },
  BE: { form: /^[01]\d{9}$/, check: (number) => (Number(number.slice(0, 8)) + last(number, 2)) % 97 === 0 },
  BG: {
    form: /^\d{9,10}$/,
    // Ten digits are those of persons and of foreigners, each with a rule of its own.
    check: (number) =>
      number.length === 10 || isTwoRows(number, [1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 5, 6, 7, 8, 9, 10]),
  },
  CY: { form: /^\d{8}[A-Z]$/, check: isCypriot },
  CZ: { form: /^\d{8,10}$/, check: isCzech },
  DE: { form: /^[1-9]\d{8}$/, check: isMod1110 },
  DK: { form: /^\d{8}$/, check: (number) => weighted(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 },
  EE: {
    form: /^\d{9}$/,
    check: (number) => tenLess(weighted(number, [3, 7, 1, 3, 7, 1, 3, 7])) === last(number, 1),
  },
  EL: { form: /^\d{9}$/, check: isGreek },
  ES: { form: /^([A-Z]\d{7}[0-9A-Z]|\d{8}[A-Z])$/, check: isSpanish },
  FI: { form: /^\d{8}$/, check: isFinnish },
  FR: { form: /^[0-9A-HJ-NP-Z]{2}\d{9}$/, check: isFrench },
  HR: { form: /^\d{11}$/, check: isMod1110 },
  HU: {
    form: /^\d{8}$/,
    check: (number) => tenLess(weighted(number, [9, 7, 3, 1, 9, 7, 3])) === last(number, 1),
  },
  IE: { form: /^(\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/, check: isIrish },
  IT: { form: /^\d{11}$/, check: isLuhn },
  LT: { form: /^(\d{7}|\d{10})1\d$/, check: lithuanian },
  LU: { form: /^\d{8}$/, check: (number) => Number(number.slice(0, 6)) % 89 === last(number, 2) },
  LV: { form: /^\d{11}$/, check: isLatvian },
  MT: {
    form: /^\d{8}$/,
    check: (number) => (weighted(number, [3, 4, 6, 7, 8, 9]) + last(number, 2)) % 37 === 0,
  },
  NL: { form: /^\d{9}B\d{2}$/, check: isDutch },
  PT: { form: /^[1-9]\d{8}$/, check: isPortuguese },
  RO: { form: /^[1-9]\d{1,9}$/, check: isRomanian },
  SE: { form: /^\d{12}$/, check: (number) => isLuhn(number.slice(0, 10)) },
  SI: { form: /^[1-9]\d{7}$/, check: isSlovene },
  SK: { form: /^[1-9]\d{9}$/, check: (number) => Number(number) % 11 === 0 },
  XI: { form: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/, check: isBritish },
};
