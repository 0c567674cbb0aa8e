/** Taxes of a UBL document: categories in words, totals by category. */
import type { UblTaxCategoryType, UblTaxSubtotalType, UblTaxTotalType } from '@kwit/formats';
import type { Cursor } from '../layout/cursor.ts';
import type { Datum, Field, Section, TableColumn, TableRow, Words } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { pefWords, taxIn } from '../words/pef.ts';
import { fieldsOf, leafDatum, taxCategoryDatum } from './leaf.ts';
import { elementLabel } from './naming.ts';
import { leafOf, leavesOf, partOf, partsOf, textOf } from './ubl.ts';

/** “VAT 23%”; what is not taxed at a rate says why: “VAT 0%, exempt from tax”. */
export function taxRateDatum(category: Cursor<UblTaxCategoryType> | undefined, voice: Voice): Datum | null {
  if (category === undefined) return null;
  const scheme = textOf(partOf(category, 'TaxScheme'), 'ID') ?? '';
  const percent = textOf(category, 'Percent');
  const rate = [scheme, percent === undefined ? '' : voice.percent(percent)].join(' ').trim();
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

export function taxSection(
  heading: keyof typeof pefWords,
  totals: readonly Cursor<Total>[],
  voice: Voice,
): Section[] {
  const bodies = totals
    .flatMap((total) => partsOf(total, 'TaxSubtotal'))
    .map((part) => subtotalRow(part, voice));
  const foots = totals.map((total) => totalRow(total, voice));
  const all = [...bodies, ...foots];
  if (all.length === 0) return [];
  const used = amountColumns.filter((_, index) => all.some(({ cells }) => cells[index + 1] !== null));
  const keep = ({ cells, ...row }: TableRow): TableRow => ({
    ...row,
    cells: cells.filter((_, index) => index === 0 || used.includes(amountColumns[index - 1] ?? 'TaxAmount')),
  });
  const columns: TableColumn[] = [
    { label: voice.say(pefWords.category), align: 'start', weight: 6 },
    ...used.map((name) => ({ label: elementLabel(name, voice), align: 'end' as const, weight: 3 })),
  ];
  const caption = voice.say(pefWords[heading]);
  return [
    {
      heading: caption,
      blocks: [
        {
          kind: 'table',
          caption,
          showsCaption: false,
          columns,
          rows: bodies.map(keep),
          foot: foots.map(keep),
        },
      ],
    },
  ];
}

const amountCells = (cursor: Cursor<Subtotal> | Cursor<Total>, voice: Voice): (Datum | null)[] =>
  amountColumns.map((name) => {
    const leaf = leafOf(cursor as Cursor<Subtotal>, name);
    return leaf === undefined ? null : leafDatum(leaf, voice);
  });

function subtotalRow(subtotal: Cursor<Subtotal>, voice: Voice): TableRow {
  const category = partOf(subtotal, 'TaxCategory');
  return {
    tone: 'plain',
    cells: [taxRateDatum(category, voice), ...amountCells(subtotal, voice)],
    details: [
      ...exemptionFields(category, voice),
      ...fieldsOf(subtotal, ['TransactionCurrencyTaxAmount', 'Percent', 'PerUnitAmount'], voice),
    ],
  };
}

function totalRow(total: Cursor<Total>, voice: Voice): TableRow {
  const [, amount, inclusive] = amountCells(total as unknown as Cursor<Subtotal>, voice);
  return {
    tone: 'total',
    cells: [totalLabel(total, voice), null, amount ?? null, inclusive ?? null],
    details: leavesOf(total, 'RoundingAmount').map((leaf) => ({
      label: elementLabel(leaf.path, voice),
      value: leafDatum(leaf, voice),
    })),
  };
}

/** A total that no categories stand before is the tax once more, in the currency of the tax authorities. */
function totalLabel(total: Cursor<Total>, voice: Voice): Words {
  const currency = leafOf(total, 'TaxAmount')?.attributes['@currencyID'];
  const isAlone = partsOf(total, 'TaxSubtotal').length === 0 && currency !== undefined;
  return voice.say(isAlone ? taxIn(currency) : pefWords.sum);
}
