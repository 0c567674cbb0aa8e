/** Amounts and rates as a person reads them; machines get them as they are in the document. */
import type { Output } from './output.ts';

/** U+202F: as thin as a ledger has it, and no line breaks there. */
const thinSpace = '\u202f';

/** A decimal number with thin spaces between thousands, a comma in Polish, and a true minus. */
export function amountText({ language }: Pick<Output, 'language'>, decimal: string): string {
  const [, sign = '', whole = '', fraction] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal.trim()) ?? [];
  if (!whole) return decimal;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thinSpace);
  const rest = fraction === undefined ? '' : `${language === 'pl' ? ',' : '.'}${fraction}`;
  return `${sign && '−'}${grouped}${rest}`;
}

/** `23` is 23%; `0 KR` is 0% KR; `zw` and `oo` are words. */
export const rateText = (rate: string): string => rate.replace(/^(\d+(?:[.,]\d+)?)/, '$1%');
