/** What each VAT rate means: its percentage, the sums of the invoice it goes to, and what else the invoice must then say. */
import { type Big, decimal } from './decimal.ts';
import type { CountedInput } from './input.ts';
import { type VatRate, vatRates } from './vocabulary.ts';

/** Elements that sum up the net values, in the order of the schema. */
export const netFields = [
  'P_13_1',
  'P_13_2',
  'P_13_3',
  'P_13_4',
  'P_13_5',
  'P_13_6_1',
  'P_13_6_2',
  'P_13_6_3',
  'P_13_7',
  'P_13_8',
  'P_13_9',
  'P_13_10',
  'P_13_11',
] as const;
export type NetField = (typeof netFields)[number];

/** Elements with the VAT of the net sum of the same number; only those of Polish VAT have one in PLN (`P_14_1W`…). */
export const vatFields = {
  P_13_1: { vat: 'P_14_1', vatInPln: 'P_14_1W' },
  P_13_2: { vat: 'P_14_2', vatInPln: 'P_14_2W' },
  P_13_3: { vat: 'P_14_3', vatInPln: 'P_14_3W' },
  P_13_4: { vat: 'P_14_4', vatInPln: 'P_14_4W' },
  P_13_5: { vat: 'P_14_5', vatInPln: undefined },
} as const;
export type TaxedField = keyof typeof vatFields;

export const isTaxedField = (field: NetField): field is TaxedField => Object.hasOwn(vatFields, field);

export interface RateMeaning {
  /** The sum that lines of this rate go to. */
  readonly field: NetField;
  /** Percent of VAT; null where the line states none. With `oss` the line itself states it. */
  readonly percent: Big | null;
  /** The text of P_12; null where the line has none. */
  readonly code: string | null;
  /** The buyer settles the tax, so the invoice carries «odwrotne obciążenie» (P_18). */
  readonly reverseCharge: boolean;
  /** The seller's number stands with its PL prefix (PrefiksPodatnika, art. 97 ust. 10 of the VAT act). */
  readonly euPrefix: boolean;
}

const meaning = (field: NetField, percent: string | null, code: string | null): RateMeaning => ({
  field,
  percent: percent === null ? null : decimal(percent),
  code,
  reverseCharge: code === 'oo' || code === 'np II',
  euPrefix: code === '0 WDT' || code === 'np II',
});

/** Source: FA(3), the descriptions of P_13_1 to P_13_11 and of TStawkaPodatku. */
export const rates: Readonly<Record<VatRate, RateMeaning>> = {
  '23': meaning('P_13_1', '23', '23'),
  '22': meaning('P_13_1', '22', '22'),
  '8': meaning('P_13_2', '8', '8'),
  '7': meaning('P_13_2', '7', '7'),
  '5': meaning('P_13_3', '5', '5'),
  '4': meaning('P_13_4', '4', '4'),
  '3': meaning('P_13_4', '3', '3'),
  '0 KR': meaning('P_13_6_1', '0', '0 KR'),
  '0 WDT': meaning('P_13_6_2', '0', '0 WDT'),
  '0 EX': meaning('P_13_6_3', '0', '0 EX'),
  zw: meaning('P_13_7', null, 'zw'),
  oo: meaning('P_13_10', null, 'oo'),
  'np I': meaning('P_13_8', null, 'np I'),
  'np II': meaning('P_13_9', null, 'np II'),
  margin: meaning('P_13_11', null, null),
  oss: meaning('P_13_5', null, null),
};

/** Whether some line, order line or stated sum has a rate of such a meaning. */
export function hasRate(
  input: Pick<CountedInput, 'lines' | 'order' | 'sums'>,
  test: (meaning: RateMeaning) => boolean,
): boolean {
  const parts = [...(input.lines ?? []), ...(input.order?.lines ?? []), ...(input.sums ?? [])];
  return parts.some((part) => test(rates[part.vatRate]));
}

/** The meaning of a text of P_12, or undefined where it is not a rate. */
export const rateOfCode = (code: string): RateMeaning | undefined => byCode.get(code);

/** Our word for a text of P_12, or undefined where it is not a rate. */
export const vatRateOfCode = (code: string): VatRate | undefined =>
  vatRates.find((rate) => rates[rate].code === code);

const byCode: ReadonlyMap<string | null, RateMeaning> = new Map(
  vatRates.flatMap((rate) => (rates[rate].code === null ? [] : [[rates[rate].code, rates[rate]]])),
);
