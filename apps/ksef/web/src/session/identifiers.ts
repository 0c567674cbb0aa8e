/** NIP, PESEL and the other identifiers one logs in by: whether they are right, and made-up ones that are. */

const weighed = (digits: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);

const nipWeights = [6, 5, 7, 2, 3, 4, 5, 6, 7];
const peselWeights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];

const nipCheck = (digits: string): number => weighed(digits, nipWeights) % 11;
const peselCheck = (digits: string): number => (10 - (weighed(digits, peselWeights) % 10)) % 10;

/** What people put between digits. */
export const withoutSeparators = (text: string): string => text.replaceAll(/[\s-]/g, '');

/** The digits of a NIP that was pasted with its country or separators: «PL 111-111-11-11». */
export const nipDigits = (text: string): string => withoutSeparators(text).replace(/^PL/i, '');

export const isNip = (text: string): boolean => /^\d{10}$/.test(text) && nipCheck(text) === Number(text[9]);
export const isPesel = (text: string): boolean =>
  /^\d{11}$/.test(text) && peselCheck(text) === Number(text[10]);

const randomDigit = (from: number, to: number): number =>
  from + ((crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % (to - from + 1));

/** A NIP with the right check digit, of nobody that we know of. */
export function randomNip(): string {
  for (;;) {
    const digits = Array.from({ length: 9 }, (_, index) => randomDigit(index < 3 ? 1 : 0, 9)).join('');
    const check = nipCheck(digits);
    if (check < 10) return digits + check;
  }
}

/** A PESEL of somebody who would have been born in 1950 to 1999. */
export function randomPesel(): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  const birth = `${randomDigit(50, 99)}${two(randomDigit(1, 12))}${two(randomDigit(1, 28))}`;
  const digits = birth + String(randomDigit(0, 9999)).padStart(4, '0');
  return digits + peselCheck(digits);
}
