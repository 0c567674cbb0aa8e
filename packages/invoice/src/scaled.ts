/**
 * Decimals as whole numbers of a fixed scale: what rules count with, since they run over every document and big.js is slow
 * for that. Building invoices uses `decimal.ts`.
 */

/** The decimal of an XML text times ten to the scale; null where it is none, or has more decimals than the scale. */
export function scaled(text: string | undefined, scale: number): bigint | null {
  // No type of FA(3) has more digits; whoever hands in a book gets no work out of us.
  if (text === undefined || text.length > 64) return null;
  let value = text;
  if (!plain.test(value)) {
    value = value.trim();
    if (!unusual.test(value)) return null;
  }
  const point = value.indexOf('.');
  if (point === -1) return BigInt(value) * powers(scale);
  const decimals = value.length - point - 1;
  if (decimals > scale)
    return /[1-9]/.test(value.slice(point + 1 + scale))
      ? null
      : scaled(value.slice(0, point + 1 + scale), scale);
  const digits = value.slice(0, point) + value.slice(point + 1);
  return BigInt(digits === '' || digits === '-' || digits === '+' ? 0 : digits) * powers(scale - decimals);
}

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
