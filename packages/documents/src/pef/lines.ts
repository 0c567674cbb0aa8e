/** Lines of a UBL document: what is compared stands in columns, the rest of each line under it. */
import type {
  UblAmountType,
  UblCreditNoteLineType,
  UblInvoiceLineType,
  UblItemType,
  UblPeriodType,
  UblPriceType,
} from '@kwit/formats';
import type { Cursor } from '../layout/cursor.ts';
import type { Block, Datum, Field, TableRow, Words } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { pefWords } from '../words/pef.ts';
import { allowanceFields } from './allowances.ts';
import { amountCell, fieldsOf, leafDatum, unitText } from './leaf.ts';
import { leftoverFields } from './leftovers.ts';
import { elementLabel } from './naming.ts';
import { exemptionFields, taxRateDatum } from './taxes.ts';
import { type Leaf, leafOf, leavesOf, partOf, partsOf, textOf, textsOf } from './ubl.ts';
import { type PossibleColumn, usedColumnsTable } from './used-columns.ts';

/** Lines of invoices, of credit notes, and those of the Polish extension. */
export interface Line
  extends Omit<UblInvoiceLineType, 'Item' | 'SubInvoiceLine' | 'LineExtensionAmount' | 'DeliveryTerms'>,
    Pick<UblCreditNoteLineType, 'CreditedQuantity' | 'DiscrepancyResponse'> {
  Item?: UblItemType | undefined;
  LineExtensionAmount?: UblAmountType | undefined;
  LineExtensionGrossAmount?: UblAmountType | undefined;
  SubInvoiceLine?: Line[] | undefined;
  SubCreditNoteLine?: Line[] | undefined;
}

interface Price extends UblPriceType {
  GrossPriceAmount?: UblAmountType | undefined;
}

/** What lines are shown with. */
interface Setting {
  readonly voice: Voice;
  /** Of the document. */
  readonly currency: string | undefined;
}

function columnsOf(voice: Voice): readonly PossibleColumn[] {
  const column = (path: string, align: 'start' | 'end', weight: number): PossibleColumn => ({
    label: elementLabel(path, voice),
    align,
    weight,
  });
  return [
    { ...column('InvoiceLine/ID', 'end', 2), isAlways: true },
    { ...column('Item', 'start', 9), isAlways: true },
    column('InvoicedQuantity', 'end', 4),
    column('PriceAmount', 'end', 4),
    column('GrossPriceAmount', 'end', 4),
    { label: voice.say(pefWords.rate), align: 'start', weight: 4 },
    column('InvoiceLine/LineExtensionAmount', 'end', 4),
    column('LineExtensionGrossAmount', 'end', 4),
  ];
}

/** @param currency of the document */
export const linesTable = (
  caption: Words,
  lines: readonly Cursor<Line>[],
  currency: string | undefined,
  voice: Voice,
): readonly Block[] =>
  usedColumnsTable({
    caption,
    columns: columnsOf(voice),
    rows: lines.flatMap((line) => rowsOf(line, 0, { voice, currency })),
  });

/** A line and the lines that it is made of; they are as deep as the document, which its reader bounds. */
function rowsOf(line: Cursor<Line>, level: number, setting: Setting): TableRow[] {
  const parts = [...partsOf(line, 'SubInvoiceLine'), ...partsOf(line, 'SubCreditNoteLine')] as Cursor<Line>[];
  // Before the line itself, which takes whatever nobody took below it.
  const inner = parts.flatMap((part) => rowsOf(part, level + 1, setting));
  return [rowOf(line, level, setting), ...inner];
}

function rowOf(line: Cursor<Line>, level: number, { voice, currency }: Setting): TableRow {
  const item = partOf(line, 'Item');
  const price = partOf(line, 'Price') as Cursor<Price> | undefined;
  const categories = partsOf(item, 'ClassifiedTaxCategory');
  const names = textsOf(item, 'Name');
  const isOther = textsOf(item, 'Description').some((text) => !names.includes(text));
  const [title, ...others] = [...leavesOf(item, 'Name'), ...(isOther ? leavesOf(item, 'Description') : [])];
  const datum = (name: keyof Line) => amountCell(leafOf(line, name), voice, currency);
  return {
    tone: 'plain',
    cells: [
      datum('ID'),
      title === undefined ? null : indented(leafDatum(title, voice), level),
      datum('InvoicedQuantity') ?? datum('CreditedQuantity'),
      priceDatum(price, 'PriceAmount', { voice, currency }),
      priceDatum(price, 'GrossPriceAmount', { voice, currency }),
      taxRateDatum(categories[0], voice),
      datum('LineExtensionAmount'),
      datum('LineExtensionGrossAmount'),
    ],
    details: [
      ...others.map((leaf) => ({ label: elementLabel('Description', voice), value: leafDatum(leaf, voice) })),
      ...itemFields(item, voice),
      ...categories.slice(1).flatMap((category) => rateFields(taxRateDatum(category, voice), voice)),
      ...categories.flatMap((category) => exemptionFields(category, voice)),
      ...allowanceFields(partsOf(line, 'AllowanceCharge'), 'line', voice),
      ...allowanceFields(partsOf(price, 'AllowanceCharge'), 'price', voice),
      ...partsOf(line, 'TaxTotal').flatMap((total) => fieldsOf(total, ['TaxAmount'], voice)),
      ...partsOf(line, 'InvoicePeriod').flatMap((period) => periodFields(period, voice)),
      ...referenceFields(line, voice),
      ...fieldsOf(line, ['AccountingCost', 'AccountingCostCode', 'TaxPointDate', 'Note'], voice),
      ...leftoverFields(line, voice),
    ],
  };
}

const indented = (datum: Datum, level: number): Datum =>
  level === 0 ? datum : { ...datum, text: '– '.repeat(level) + datum.text };

const rateFields = (rate: Datum | null, voice: Voice): Field[] =>
  rate === null ? [] : [{ label: voice.say(pefWords.category), value: rate }];

/** “410,00 EUR”, “200,00 EUR / 2 szt.” where it is not the price of one. */
function priceDatum(
  price: Cursor<Price> | undefined,
  name: 'PriceAmount' | 'GrossPriceAmount',
  { voice, currency }: Setting,
): Datum | null {
  const amount = amountCell(leafOf(price, name), voice, currency);
  if (amount === null) return null;
  const { text } = amount;
  const base = leafOf(price, 'BaseQuantity');
  if (base === undefined) return { text };
  const unit = unitText(base.attributes['@unitCode'] ?? '', voice);
  const isOne = /^0*1(\.0*)?$/.test(base.text.trim());
  const quantity = isOne ? unit : `${voice.decimal(base.text.trim())}\u00a0${unit}`;
  return { text: quantity.trim() === '' ? text : `${text} / ${quantity.trim()}` };
}

const identifications = [
  'SellersItemIdentification',
  'BuyersItemIdentification',
  'StandardItemIdentification',
  'ManufacturersItemIdentification',
  'CatalogueItemIdentification',
  'AdditionalItemIdentification',
] as const;

function itemFields(item: Cursor<UblItemType> | undefined, voice: Voice): Field[] {
  const numbers = identifications.flatMap((name) =>
    partsOf(item, name).flatMap((part) =>
      leavesOf(part, 'ID').map((leaf) => ({
        label: elementLabel(name, voice),
        value: leafDatum(leaf, voice),
      })),
    ),
  );
  const classes = partsOf(item, 'CommodityClassification').flatMap((part) =>
    fieldsOf(part, ['ItemClassificationCode', 'CommodityCode', 'NatureCode'], voice),
  );
  const origins = partsOf(item, 'OriginCountry').flatMap((country) =>
    [...leavesOf(country, 'IdentificationCode'), ...leavesOf(country, 'Name')].map((leaf) => ({
      label: elementLabel('OriginCountry', voice),
      value: leafDatum(leaf, voice),
    })),
  );
  const properties = partsOf(item, 'AdditionalItemProperty').flatMap((property) => {
    const name = textOf(property, 'Name');
    const values = [...leavesOf(property, 'Value'), ...leavesOf(property, 'ValueQuantity')];
    const label: Words = name === undefined ? elementLabel('AdditionalItemProperty', voice) : { text: name };
    if (values.length === 0 && name !== undefined) {
      return [{ label: elementLabel('AdditionalItemProperty', voice), value: { text: name } }];
    }
    return values.map((leaf) => ({ label, value: leafDatum(leaf, voice) }));
  });
  const plain = ['BrandName', 'ModelName', 'AdditionalInformation', 'Keyword', 'PackQuantity'] as const;
  return [...numbers, ...classes, ...origins, ...properties, ...fieldsOf(item, plain, voice)];
}

/** “01.12.2017–31.12.2017”, and whatever else is told of a period. */
export function periodFields(period: Cursor<UblPeriodType>, voice: Voice): Field[] {
  const text = (name: 'StartDate' | 'EndDate') => leafOf(period, name);
  const [start, end] = [text('StartDate'), text('EndDate')];
  const shown = (leaf: typeof start) => (leaf === undefined ? '' : leafDatum(leaf, voice).text);
  const range = start === undefined && end === undefined ? '' : `${shown(start)}–${shown(end)}`;
  return [
    ...(range === '' ? [] : [{ label: elementLabel('InvoicePeriod', voice), value: { text: range } }]),
    ...fieldsOf(period, ['StartTime', 'EndTime', 'DurationMeasure', 'DescriptionCode', 'Description'], voice),
  ];
}

/** Which line of an order, of a despatch or receiving advice this is. */
function referenceFields(line: Cursor<Line>, voice: Voice): Field[] {
  const lineIn = (
    name: 'OrderLineReference' | 'DespatchLineReference' | 'ReceiptLineReference',
    leaf: Leaf,
  ) => ({
    label: elementLabel(name, voice),
    value: leafDatum(leaf, voice),
  });
  const orders = partsOf(line, 'OrderLineReference');
  const notes = (['DespatchLineReference', 'ReceiptLineReference'] as const).flatMap((name) =>
    partsOf(line, name).flatMap((part) => leavesOf(part, 'LineID').map((leaf) => lineIn(name, leaf))),
  );
  return [
    ...orders.flatMap((part) => [
      ...leavesOf(part, 'LineID').map((leaf) => lineIn('OrderLineReference', leaf)),
      ...fieldsOf(part, ['SalesOrderLineID'], voice),
      ...fieldsOf(partOf(part, 'OrderReference'), ['ID'], voice),
    ]),
    ...notes,
  ];
}
