/**
 * Decimals as whole numbers of a fixed scale: what rules count with, since they run over every document and big.js is slow
 * for that. Building invoices uses `decimal.ts`.
 */

/** The decimal of an XML text times ten to the scale; null where it is none, or has more decimals than the scale. */
export function scaled(text: string | undefined, scale: number): bigint | null {
  const small = scaledNumber(text, scale);
  if (!Number.isNaN(small)) return BigInt(small);
  // No type of FA(3) has more digits; whoever hands in a book gets no work out of us.
  if (text === undefined || text.length > 64) return null;
  let value = text;
  if (!plain.test(value)) {
    value = value.trim();
    if (!unusual.test(value)) return null;
  }
  const place = value.indexOf('.');
  if (place === -1) return BigInt(value) * powers(scale);
  const decimals = value.length - place - 1;
  if (decimals > scale)
    return /[1-9]/.test(value.slice(place + 1 + scale))
      ? null
      : scaled(value.slice(0, place + 1 + scale), scale);
  const digits = value.slice(0, place) + value.slice(place + 1);
  return BigInt(digits === '' || digits === '-' || digits === '+' ? 0 : digits) * powers(scale - decimals);
}

/**
 * The same as a number, where the text is plain and the result exact; NaN otherwise, which no comparison finds right. Most
 * amounts are so small, and a number costs a tenth of a bigint.
 */
export function scaledNumber(text: string | undefined, scale: number): number {
  if (text === undefined || text.length > mostDigits) return Number.NaN;
  const first = text.charCodeAt(0) === minus ? 1 : 0;
  let value = 0;
  let decimals = -1;
  for (let index = first; index < text.length; index += 1) {
    const digit = text.charCodeAt(index) - zero;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      if (decimals >= 0) decimals += 1;
    } else if (digit === point && decimals < 0 && index > first) decimals = 0;
    else return Number.NaN;
  }
  if (text.length === first || decimals === 0 || decimals > scale) return Number.NaN;
  for (let missing = scale - Math.max(decimals, 0); missing > 0; missing -= 1) value *= 10;
  if (value > Number.MAX_SAFE_INTEGER) return Number.NaN;
  return first === 1 ? -value : value;
}

/** So many digits are always exact. */
const mostDigits = 15;
const zero = 48;
const minus = 45;
/** The point, as far from zero as its character is. */
const point = 46 - zero;

const plain = /^-?\d+(?:\.\d+)?$/;
const unusual = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

const tens: bigint[] = Array.from({ length: 24 }, (_, power) => 10n ** BigInt(power));
/** Ten to the power. */
export const powers = (power: number): bigint => tens[power] ?? 10n ** BigInt(power);

/** An amount of money in hundredths; zero where the text is none. */
export const cents = (text: string | undefined): bigint => scaled(text, 2) ?? 0n;

export const absolute = (value: bigint): bigint => (value < 0n ? -value : value);

/** To fewer decimals, half up, away from zero. */
export function rounded(value: bigint, from: number, to: number): bigint {
  const unit = powers(from - to);
  const half = unit / 2n;
  return value < 0n ? -((-value + half) / unit) : (value + half) / unit;
}

/** Hundredths as decimal text: "-0.05". */
export function showCents(value: bigint): string {
  const digits = absolute(value).toString().padStart(3, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
