/** Taxes of a UBL document: categories in words, totals by category. */
import type { UblTaxCategoryType, UblTaxSubtotalType, UblTaxTotalType } from '@kwit/formats';
import type { Cursor } from '../layout/cursor.ts';
import type { Block, Datum, Field, TableRow, Words } from '../layout/layout.ts';
import { withoutZeros } from '../layout/values.ts';
import type { Voice } from '../layout/voice.ts';
import { pefWords, taxIn } from '../words/pef.ts';
import { amountCell, fieldsOf, inlineText, taxCategoryDatum } from './leaf.ts';
import { elementLabel } from './naming.ts';
import { leafOf, partOf, partsOf, textOf } from './ubl.ts';
import { usedColumnsTable } from './used-columns.ts';

/** “VAT 23%”; what is not taxed at a rate says why: “VAT 0%, exempt from tax”. */
export function taxRateDatum(category: Cursor<UblTaxCategoryType> | undefined, voice: Voice): Datum | null {
  if (category === undefined) return null;
  const scheme = textOf(partOf(category, 'TaxScheme'), 'ID') ?? '';
  const percent = textOf(category, 'Percent');
  const rate = [scheme, percent === undefined ? '' : voice.percent(withoutZeros(percent))].join(' ').trim();
  const code = textOf(category, 'ID') ?? '';
  if (code === '' || (code === 'S' && percent !== undefined)) return rate === '' ? null : { text: rate };
  const words = taxCategoryDatum(code, voice);
  const joined = (text: string) => (rate === '' ? text : `${rate}, ${text}`);
  return {
    text: joined(words.text),
    ...(words.also === undefined ? {} : { also: joined(words.also) }),
  };
}

/** Why no tax is charged, in codes and in words. */
export const exemptionFields = (category: Cursor<UblTaxCategoryType> | undefined, voice: Voice): Field[] =>
  fieldsOf(category, ['Name', 'TaxExemptionReasonCode', 'TaxExemptionReason'], voice);

/** Amounts of subtotals in columns; gross ones only where the Polish extension tells them. */
type Subtotal = UblTaxSubtotalType & { TaxInclusiveAmount?: UblTaxSubtotalType['TaxAmount'] };
type Total = Omit<UblTaxTotalType, 'TaxSubtotal'> & {
  TaxSubtotal?: Subtotal[] | undefined;
  TaxInclusiveAmount?: UblTaxTotalType['TaxAmount'] | undefined;
};

const amountColumns = ['TaxableAmount', 'TaxAmount', 'TaxInclusiveAmount'] as const;

/** @param currency of the document */
export function taxTable(
  caption: Words,
  totals: readonly Cursor<Total>[],
  currency: string | undefined,
  voice: Voice,
): readonly Block[] {
  const subtotals = totals.flatMap((total) => partsOf(total, 'TaxSubtotal'));
  return usedColumnsTable({
    caption,
    columns: [
      { label: voice.say(pefWords.category), align: 'start', weight: 5 },
      { label: voice.say(pefWords.exemption), align: 'start', weight: 6 },
      ...amountColumns.map((name) => ({
        label: elementLabel(name, voice),
        align: 'end' as const,
        weight: 3,
      })),
    ],
    rows: subtotals.map((part) => subtotalRow(part, currency, voice)),
    foot: totals.map((total) => totalRow(total, voice)),
  });
}

function subtotalRow(subtotal: Cursor<Subtotal>, currency: string | undefined, voice: Voice): TableRow {
  const category = partOf(subtotal, 'TaxCategory');
  const exemptions = exemptionFields(category, voice).map(({ value }) => value);
  return {
    tone: 'plain',
    cells: [
      taxRateDatum(category, voice),
      together(exemptions),
      ...amountColumns.map((name) => amountCell(leafOf(subtotal, name), voice, currency)),
    ],
    details: fieldsOf(subtotal, ['TransactionCurrencyTaxAmount', 'Percent', 'PerUnitAmount'], voice),
  };
}

/** Both languages beside each other where there is one text, on one line where there are several. */
function together(data: readonly Datum[]): Datum | null {
  const [first, ...others] = data;
  if (first === undefined || others.length === 0) return first ?? null;
  return { text: data.map(inlineText).join(', ') };
}

function totalRow(total: Cursor<Total>, voice: Voice): TableRow {
  const sum = (name: 'TaxAmount' | 'TaxInclusiveAmount') => amountCell(leafOf(total, name), voice, undefined);
  return {
    tone: 'total',
    cells: [totalLabel(total, voice), null, null, sum('TaxAmount'), sum('TaxInclusiveAmount')],
    details: fieldsOf(total, ['RoundingAmount'], voice),
  };
}

/** A total that no categories stand before is the tax once more, in the currency of the tax authorities. */
function totalLabel(total: Cursor<Total>, voice: Voice): Words {
  const currency = leafOf(total, 'TaxAmount')?.attributes['@currencyID'];
  const isAlone = partsOf(total, 'TaxSubtotal').length === 0 && currency !== undefined;
  return voice.say(isAlone ? taxIn(currency) : pefWords.sum);
}
