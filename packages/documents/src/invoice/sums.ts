/** The sums by rate, and what they come to. */
import { netFields, vatFields } from '@kwit/invoice';
import { datum } from '../layout/fields.ts';
import type { Block, Datum, TableBlock, TableColumn, TableRow } from '../layout/layout.ts';
import { headings, lineLabels, sumRates } from '../words/invoice.ts';
import { sumOf } from './arithmetic.ts';
import type { Reading } from './shape.ts';

type NetField = (typeof netFields)[number];

/** The sums of one rate as the invoice states them. */
interface RateSum {
  readonly field: NetField;
  readonly net: string | undefined;
  readonly vat: string | undefined;
  readonly vatInPln: string | undefined;
}

/** The rates that share a sum; which of them it is, lines tell. */
const sharedRates: Partial<Record<NetField, readonly string[]>> = {
  P_13_1: ['23', '22'],
  P_13_2: ['8', '7'],
  P_13_3: ['5'],
  P_13_4: ['4', '3'],
};

/** @param rates P_12 of all lines of the invoice and its order */
export function sumsBlock(reading: Reading, rates: ReadonlySet<string>): readonly Block[] {
  const sums = netFields.flatMap((field) => sumOfRate(reading, field));
  if (sums.length === 0) return [];
  const { voice } = reading;
  const hasPln = sums.some(({ vatInPln }) => vatInPln !== undefined);
  const row = (sum: RateSum): TableRow => ({
    tone: 'plain',
    cells: cellsOf(rateOf(sum.field, rates, reading), figuresOf(sum), hasPln, reading),
    details: [],
  });
  const foot: TableRow = {
    tone: 'total',
    cells: cellsOf({ ...voice.say(lineLabels.total), tone: 'strong' }, totalsOf(sums), hasPln, reading),
    details: [],
  };
  const table: TableBlock = {
    kind: 'table',
    caption: voice.say(headings.sums),
    showsCaption: false,
    columns: columnsOf(hasPln, reading),
    rows: sums.map(row),
    // The total of one sum is that sum.
    foot: sums.length === 1 ? [] : [foot],
  };
  return [table];
}

function sumOfRate({ body }: Reading, field: NetField): readonly RateSum[] {
  const taxed = Object.hasOwn(vatFields, field) ? vatFields[field as keyof typeof vatFields] : undefined;
  const sum: RateSum = {
    field,
    net: body.text(field),
    vat: taxed === undefined ? undefined : body.text(taxed.vat),
    vatInPln: taxed?.vatInPln === undefined ? undefined : body.text(taxed.vatInPln),
  };
  return sum.net === undefined && sum.vat === undefined && sum.vatInPln === undefined ? [] : [sum];
}

interface Figures {
  readonly net: string | undefined;
  readonly vat: string | undefined;
  readonly vatInPln: string | undefined;
  readonly gross: string | undefined;
}

/** What a margin scheme sells for has no net value that buyers are told: P_13_11 is with the tax. */
function figuresOf({ field, net, vat, vatInPln }: RateSum): Figures {
  if (field === 'P_13_11') return { net: undefined, vat, vatInPln, gross: net };
  return { net, vat, vatInPln, gross: vat === undefined ? net : sumOf([net, vat]) };
}

function totalsOf(sums: readonly RateSum[]): Figures {
  const all = sums.map(figuresOf);
  const total = (pick: (figures: Figures) => string | undefined): string | undefined => {
    const stated = all.map(pick).filter((value) => value !== undefined);
    return stated.length === 0 ? undefined : sumOf(stated);
  };
  return {
    net: total(({ net }) => net),
    vat: total(({ vat }) => vat),
    vatInPln: total(({ vatInPln }) => vatInPln),
    gross: total(({ gross }) => gross),
  };
}

function cellsOf(
  rate: Datum,
  { net, vat, vatInPln, gross }: Figures,
  hasPln: boolean,
  { voice }: Reading,
): readonly (Datum | null)[] {
  const cell = (text: string | undefined): Datum | null =>
    text === undefined ? null : datum(voice.amount(text));
  return [rate, cell(net), cell(vat), ...(hasPln ? [cell(vatInPln)] : []), cell(gross)];
}

function columnsOf(hasPln: boolean, { voice }: Reading): readonly TableColumn[] {
  const figure = (label: keyof typeof lineLabels): TableColumn => ({
    label: voice.say(lineLabels[label]),
    align: 'end',
    weight: 12,
  });
  return [
    { label: voice.say(lineLabels.sumRate), align: 'start', weight: 20 },
    figure('net'),
    figure('vat'),
    ...(hasPln ? [figure('vatInPln')] : []),
    figure('gross'),
  ];
}

/** `23%`, `4% – ryczałt taksówek`, `zw – zwolniona z podatku`. */
function rateOf(field: NetField, rates: ReadonlySet<string>, { voice }: Reading): Datum {
  const possible = sharedRates[field] ?? [];
  const stated = possible.filter((rate) => rates.has(rate));
  const shown = stated.length === 0 ? possible : stated;
  const percentages = shown.map((rate) => voice.percent(rate)).join(' / ');
  if (!Object.hasOwn(sumRates, field)) return datum(percentages);
  const { text, also } = voice.say(sumRates[field as keyof typeof sumRates]);
  const named = percentages === '' ? text : `${percentages} – ${text}`;
  return also === undefined ? { text: named } : { text: named, also };
}
