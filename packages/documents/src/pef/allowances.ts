/** Allowances and charges, on the whole document and on its lines. */
import type { UblAllowanceChargeType } from '@kwit/formats';
import type { Cursor } from '../layout/cursor.ts';
import type { Block, Datum, Field, Words } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { pefWords, withPrice } from '../words/pef.ts';
import { amountCell, fieldsOf, leafDatum } from './leaf.ts';
import { elementLabel } from './naming.ts';
import { exemptionFields, taxRateDatum } from './taxes.ts';
import { leafOf, leavesOf, partsOf, textOf } from './ubl.ts';
import { usedColumnsTable } from './used-columns.ts';

type AllowanceCharge = Cursor<UblAllowanceChargeType>;

/** What does not tell which of the two it is, is called by both names. */
function kindOf(part: AllowanceCharge, voice: Voice): Words {
  const indicator = textOf(part, 'ChargeIndicator');
  if (indicator === undefined) return elementLabel('AllowanceCharge', voice);
  if (indicator === 'true' || indicator === '1') return voice.say(pefWords.charge);
  return indicator === 'false' || indicator === '0' ? voice.say(pefWords.allowance) : { text: indicator };
}

/** Words of the issuer, and those of the code where they say something else. */
function reasonText(part: AllowanceCharge, voice: Voice, known: readonly string[] = []): string {
  const texts = (['AllowanceChargeReason', 'AllowanceChargeReasonCode'] as const).flatMap((name) =>
    leavesOf(part, name).flatMap((leaf) => {
      const { text, also } = leafDatum(leaf, voice);
      return also === undefined ? [text] : [text, also];
    }),
  );
  const seen = new Set<string>(known.map((text) => text.toLowerCase()));
  return texts.filter((text) => seen.size < seen.add(text.toLowerCase()).size).join(', ');
}

const figures = ['MultiplierFactorNumeric', 'BaseAmount', 'Amount'] as const;

/**
 * Those of the whole document.
 * @param currency of the document
 */
export function allowanceTable(
  caption: Words,
  parts: readonly AllowanceCharge[],
  currency: string | undefined,
  voice: Voice,
): readonly Block[] {
  const figure = (name: (typeof figures)[number]) => ({
    label: elementLabel(name, voice),
    align: 'end' as const,
    weight: 3,
  });
  return usedColumnsTable({
    caption,
    columns: [
      { label: voice.say(pefWords.kind), align: 'start', weight: 3 },
      { label: elementLabel('AllowanceChargeReason', voice), align: 'start', weight: 5 },
      ...figures.map(figure),
      { label: voice.say(pefWords.category), align: 'start', weight: 4 },
    ],
    rows: parts.map((part) => {
      const categories = partsOf(part, 'TaxCategory');
      const reason = reasonText(part, voice);
      return {
        tone: 'plain',
        cells: [
          kindOf(part, voice),
          reason === '' ? null : { text: reason },
          ...figures.map((name) => amountCell(leafOf(part, name), voice, currency)),
          taxRateDatum(categories[0], voice),
        ],
        details: categories.flatMap((category) => exemptionFields(category, voice)),
      };
    }),
  });
}

function datumOf(part: AllowanceCharge, name: (typeof figures)[number], voice: Voice): Datum | null {
  const leaf = leafOf(part, name);
  return leaf === undefined ? null : leafDatum(leaf, voice);
}

/** One of a line or of its price, in one field: «Rabat: 40,00 EUR (przyczyna: rabat, 10%, podstawa: 450,00 EUR)». */
export function allowanceFields(
  parts: readonly AllowanceCharge[],
  place: 'line' | 'price',
  voice: Voice,
): Field[] {
  return parts.flatMap((part) => {
    const kind = kindOf(part, voice);
    const label = place === 'price' ? inPrice(kind, voice) : kind;
    const amounts = leavesOf(part, 'Amount').map((leaf) => leafDatum(leaf, voice).text);
    const reason = reasonText(part, voice, [kind.text, kind.also ?? '']);
    const percent = datumOf(part, 'MultiplierFactorNumeric', voice)?.text;
    const base = datumOf(part, 'BaseAmount', voice)?.text;
    const facts = [
      reason,
      percent,
      base === undefined ? undefined : `${voice.sayInline(pefWords.baseOf)} ${base}`,
    ].filter((fact) => fact !== undefined && fact !== '');
    const text = [...amounts, facts.length === 0 ? '' : `(${facts.join(', ')})`].join(' ').trim();
    return [
      { label, value: { text } },
      ...partsOf(part, 'TaxCategory').flatMap((category) => {
        const rate = taxRateDatum(category, voice);
        return [
          ...(rate === null ? [] : [{ label: voice.say(pefWords.category), value: rate }]),
          ...exemptionFields(category, voice),
        ];
      }),
      ...fieldsOf(part, ['PerUnitAmount'], voice),
    ];
  });
}

/** «Rabat w cenie». */
const inPrice = ({ text, also = text }: Words, voice: Voice): Words =>
  voice.say(withPrice({ pl: text, en: also }));
