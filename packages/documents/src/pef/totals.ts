/** The sums of a UBL document, from those of its lines to what is due. */
import type { UblExchangeRateType, UblMonetaryTotalType } from '@kwit/formats';
import type { Cursor } from '../layout/cursor.ts';
import type { AmountBlock, Field } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { fieldsOf, leafDatum } from './leaf.ts';
import { elementLabel } from './naming.ts';
import { leafOf, leavesOf } from './ubl.ts';

const sums = [
  'LineExtensionAmount',
  'AllowanceTotalAmount',
  'ChargeTotalAmount',
  'TaxExclusiveAmount',
  'TaxInclusiveAmount',
  'PrepaidAmount',
  'PayableRoundingAmount',
] as const;

export const totalFields = (total: Cursor<UblMonetaryTotalType> | undefined, voice: Voice): Field[] =>
  fieldsOf(total, [...sums, 'PayableAmount', 'PayableAlternativeAmount'], voice);

export function amountBlock(total: Cursor<UblMonetaryTotalType>, voice: Voice): AmountBlock {
  const due = leafOf(total, 'PayableAmount');
  return {
    kind: 'amount',
    label: elementLabel('PayableAmount', voice),
    value: due === undefined ? { text: '' } : { ...leafDatum(due, voice), tone: 'strong' },
    fields: fieldsOf(total, [...sums, 'PayableAlternativeAmount'], voice),
  };
}

/** “EUR → PLN: 4,2512, 01.12.2017”. */
export function exchangeRateFields(rate: Cursor<UblExchangeRateType>, voice: Voice): Field[] {
  const text = (name: keyof UblExchangeRateType) =>
    leavesOf(rate, name).map((leaf) => leafDatum(leaf, voice).text);
  const currencies = [...text('SourceCurrencyCode'), ...text('TargetCurrencyCode')].join(' → ');
  const facts = [...text('CalculationRate'), ...text('Date')].join(', ');
  const shown = [currencies, facts].filter((part) => part !== '').join(': ');
  return [
    ...(shown === '' ? [] : [{ label: elementLabel(rate.name, voice), value: { text: shown } }]),
    ...fieldsOf(rate, ['SourceCurrencyBaseRate', 'TargetCurrencyBaseRate', 'MathematicOperatorCode'], voice),
  ];
}
