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
import { fieldsOf, leafDatum, unitText } from './leaf.ts';
import { leftoverFields } from './leftovers.ts';
import { elementLabel } from './naming.ts';
import { exemptionFields, taxRateDatum } from './taxes.ts';
import { type Leaf, leafOf, leavesOf, partOf, partsOf, textOf, textsOf } from './ubl.ts';

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

interface LineColumn {
  readonly label: Words;
  readonly align: 'start' | 'end';
  readonly weight: number;
  readonly isAlways: boolean;
}

function columnsOf(voice: Voice): readonly LineColumn[] {
  const column = (path: string, align: 'start' | 'end', weight: number, isAlways = false): LineColumn => ({
    label: elementLabel(path, voice),
    align,
    weight,
    isAlways,
  });
  return [
    column('InvoiceLine/ID', 'end', 2, true),
    column('Item', 'start', 9, true),
    column('InvoicedQuantity', 'end', 4),
    column('PriceAmount', 'end', 4),
    column('GrossPriceAmount', 'end', 4),
    { label: voice.say(pefWords.rate), align: 'start', weight: 4, isAlways: false },
    column('InvoiceLine/LineExtensionAmount', 'end', 4),
    column('LineExtensionGrossAmount', 'end', 4),
  ];
}

/** A table of lines; columns that no line fills are left out. */
export function linesBlock(caption: Words, lines: readonly Cursor<Line>[], voice: Voice): Block[] {
  if (lines.length === 0) return [];
  const rows = lines.flatMap((line) => rowsOf(line, 0, voice));
  const columns = columnsOf(voice);
  const used = columns.map(
    ({ isAlways }, index) => isAlways || rows.some(({ cells }) => cells[index] !== null),
  );
  return [
    {
      kind: 'table',
      caption,
      showsCaption: false,
      columns: columns
        .filter((_, index) => used[index])
        .map(({ label, align, weight }) => ({ label, align, weight })),
      rows: rows.map((row) => ({ ...row, cells: row.cells.filter((_, index) => used[index]) })),
      foot: [],
    },
  ];
}

/** A line and the lines that it is made of; they are as deep as the document, which its reader bounds. */
function rowsOf(line: Cursor<Line>, level: number, voice: Voice): TableRow[] {
  const parts = [...partsOf(line, 'SubInvoiceLine'), ...partsOf(line, 'SubCreditNoteLine')] as Cursor<Line>[];
  // Before the line itself, which takes whatever nobody took below it.
  const inner = parts.flatMap((part) => rowsOf(part, level + 1, voice));
  return [rowOf(line, level, voice), ...inner];
}

function rowOf(line: Cursor<Line>, level: number, voice: Voice): TableRow {
  const item = partOf(line, 'Item');
  const price = partOf(line, 'Price') as Cursor<Price> | undefined;
  const categories = partsOf(item, 'ClassifiedTaxCategory');
  const names = textsOf(item, 'Name');
  const isOther = textsOf(item, 'Description').some((text) => !names.includes(text));
  const [title, ...others] = [...leavesOf(item, 'Name'), ...(isOther ? leavesOf(item, 'Description') : [])];
  const datum = (cursor: Cursor<Line> | undefined, name: keyof Line) => datumOf(leafOf(cursor, name), voice);
  return {
    tone: 'plain',
    cells: [
      datum(line, 'ID'),
      title === undefined ? null : indented(leafDatum(title, voice), level),
      datum(line, 'InvoicedQuantity') ?? datum(line, 'CreditedQuantity'),
      priceDatum(price, 'PriceAmount', voice),
      priceDatum(price, 'GrossPriceAmount', voice),
      taxRateDatum(categories[0], voice),
      datum(line, 'LineExtensionAmount'),
      datum(line, 'LineExtensionGrossAmount'),
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

const datumOf = (leaf: Leaf | undefined, voice: Voice): Datum | null =>
  leaf === undefined ? null : leafDatum(leaf, voice);

const rateFields = (rate: Datum | null, voice: Voice): Field[] =>
  rate === null ? [] : [{ label: voice.say(pefWords.category), value: rate }];

/** “410,00 EUR”, “200,00 EUR / 2 szt.” where it is not the price of one. */
function priceDatum(
  price: Cursor<Price> | undefined,
  name: 'PriceAmount' | 'GrossPriceAmount',
  voice: Voice,
): Datum | null {
  const leaf = leafOf(price, name);
  if (leaf === undefined) return null;
  const { text } = leafDatum(leaf, voice);
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
