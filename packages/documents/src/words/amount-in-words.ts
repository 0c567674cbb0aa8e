/** Amounts of money in words, as invoices have them below the total: «sto dwadzieścia trzy złote 45/100». */
import type { Text } from '@kwit/formats';
import { toCardinal as englishNumber } from 'n2words/en-US';
import { toCardinal as polishNumber, toCurrency as polishZloty } from 'n2words/pl-PL';

/** TKwotowy: at most two decimals. */
const amountShape = /^(-?)(\d{1,16})(?:\.(\d{1,2}))?$/;

/**
 * @param amount decimal text with at most two decimals
 * @param currency ISO 4217; złoty is declined, others stand as their code
 * @returns undefined where the text is no such amount
 */
export function amountInWords(amount: string, currency: string): Text | undefined {
  const parts = amountShape.exec(amount);
  if (parts === null) return undefined;
  const [, sign, whole = '', fraction = ''] = parts;
  const hundredths = `${fraction.padEnd(2, '0')}/100`;
  const start = sign === '-' && /[1-9]/.test(amount) ? 'minus ' : '';
  const number = BigInt(whole);
  const polish = currency === 'PLN' ? polishZloty(number) : `${polishNumber(number)} ${currency}`;
  return {
    pl: `${start}${polish} ${hundredths}`,
    en: `${start}${englishNumber(number)} ${currency} ${hundredths}`,
  };
}
