/** Decimals of an invoice: exact, with an explicit scale, rounded half up (away from zero). Never a float. */
import BigConstructor, { type Big } from 'big.js';

/** A constructor of our own, so that settings of another user of big.js cannot change our sums. */
const Exact = BigConstructor();
// Divisions here end in a rounding to at most 8 places; 40 digits keep that rounding the only one.
Exact.DP = 40;
Exact.RM = Exact.roundHalfUp;
Exact.PE = 1_000;
Exact.NE = -1_000;

export type { Big };

export const decimal = (value: string | number | Big): Big => new Exact(value);
export const zero = decimal(0);

/** To so many decimals, half up: 0.005 becomes 0.01, -0.005 becomes -0.01. */
export const round = (value: Big, scale: number): Big => value.round(scale, Exact.roundHalfUp);

/** An amount of money in hundredths, as TKwotowy wants it: "1234.50". */
export const formatAmount = (value: Big): string => unsigned(round(value, 2).toFixed(2));

/** A quantity or rate with the decimals it has, no exponent: "1.5". */
export const formatPlain = (value: Big): string => unsigned(value.toFixed());

/** A price: at least two decimals, more where it has more. */
export function formatPrice(value: Big): string {
  const plain = value.toFixed();
  const places = plain.includes('.') ? plain.length - plain.indexOf('.') - 1 : 0;
  return unsigned(places < 2 ? value.toFixed(2) : plain);
}

/** No minus before zero. */
const unsigned = (text: string): string => (/^-0(\.0*)?$/.test(text) ? text.slice(1) : text);

export function sum(values: Iterable<Big>): Big {
  let total: Big | undefined;
  for (const value of values) total = total?.plus(value) ?? value;
  return total ?? zero;
}

/** The number written in an XML decimal, or null where the text is not one. */
export function readDecimal(text: string | undefined): Big | null {
  // As nearly all are written.
  if (text !== undefined && /^-?[0-9]+(\.[0-9]+)?$/.test(text)) return decimal(text);
  return text !== undefined && /^\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*$/.test(text)
    ? decimal(
        text
          .trim()
          .replace(/^\+/, '')
          .replace(/\.$/, '')
          .replace(/^(-?)\./, '$10.'),
      )
    : null;
}
