/** Figures that the print adds to those of the document: exact, and only where every figure they need is there. */
import { scaled } from '@kwit/invoice';

/** More decimals than any figure of FA has. */
const scale = 8;

/** `after` less `before`, with the decimals of the longer one; undefined where one of them is absent or no decimal. */
export function differenceOf(before: string | undefined, after: string | undefined): string | undefined {
  return combined([after, before], (values) => (values[0] ?? 0n) - (values[1] ?? 0n));
}

/** The sum; undefined where one of them is absent or no decimal. */
export const sumOf = (texts: readonly (string | undefined)[]): string | undefined =>
  combined(texts, (values) => values.reduce((sum, value) => sum + value, 0n));

function combined(
  texts: readonly (string | undefined)[],
  combine: (values: readonly bigint[]) => bigint,
): string | undefined {
  const values: bigint[] = [];
  let decimals = 0;
  for (const text of texts) {
    const value = scaled(text, scale);
    if (text === undefined || value === null) return undefined;
    values.push(value);
    decimals = Math.max(decimals, decimalsOf(text));
  }
  return written(combine(values), decimals);
}

const decimalsOf = (text: string): number => {
  const point = text.indexOf('.');
  return point === -1 ? 0 : Math.min(scale, text.length - point - 1);
};

function written(value: bigint, decimals: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, -scale);
  const fraction = digits.slice(-scale, digits.length - scale + decimals);
  return `${value < 0n ? '-' : ''}${whole}${decimals === 0 ? '' : `.${fraction}`}`;
}
