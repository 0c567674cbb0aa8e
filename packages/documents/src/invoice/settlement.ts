/** Advances that were received, advance invoices that are settled, and what is charged or deducted besides. */

import type { Cursor } from '../layout/cursor.ts';
import { datum, Fields, sectionOf } from '../layout/fields.ts';
import type { AmountBlock, Block, Datum, Section, TableRow } from '../layout/layout.ts';
import { headings, labels, phrases } from '../words/invoice.ts';
import type { BodyShape, Reading } from './shape.ts';

/** Payments of an advance invoice, each with its own day and rate. */
export function advancesSection({ body, voice, currency }: Reading): readonly Section[] {
  const advances = body.children('ZaliczkaCzesciowa').map((advance) => ({
    date: advance.text('P_6Z'),
    amount: advance.text('P_15Z'),
    rate: advance.text('KursWalutyZW'),
  }));
  if (advances.length === 0) return [];
  const hasRates = advances.some(({ rate }) => rate !== undefined);
  const cell = (text: string | undefined, show: (text: string) => string): Datum | null =>
    text === undefined ? null : datum(show(text));
  const rows = advances.map(({ date, amount, rate }): TableRow => {
    const cells = [
      cell(date, (text) => voice.date(text)),
      cell(amount, (text) => voice.amount(text, currency)),
    ];
    if (hasRates) cells.push(cell(rate, (text) => voice.decimal(text)));
    return { tone: 'plain', cells, details: [] };
  });
  const table: Block = {
    kind: 'table',
    caption: voice.say(headings.advances),
    showsCaption: false,
    columns: [
      { label: voice.say(labels.paymentDate), align: 'start', weight: 4 },
      { label: voice.say(labels.amount), align: 'end', weight: 3 },
      ...(hasRates ? [{ label: voice.say(labels.exchangeRate), align: 'end' as const, weight: 3 }] : []),
    ],
    rows,
    foot: [],
  };
  return sectionOf(voice.say(headings.advances), [table]);
}

/** Invoices of advances that this invoice settles, by their number in KSeF or, issued outside it, by their own. */
export function advanceInvoicesSection({ body, voice }: Reading): readonly Section[] {
  const fields = new Fields(voice);
  for (const invoice of body.children('FakturaZaliczkowa')) {
    const ksefNumber = invoice.text('NrKSeFFaZaliczkowej');
    const number = invoice.text('NrFaZaliczkowej');
    const outside = invoice.mark('NrKSeFZN') ? voice.sayInline(phrases.outsideKsef) : undefined;
    fields.text(labels.advanceInvoice, ksefNumber, 'mono');
    if (number !== undefined || outside !== undefined) {
      const text = [number, outside].filter((part) => part !== undefined).join(', ');
      fields.text(labels.advanceInvoice, text);
    }
  }
  return sectionOf(voice.say(headings.advanceInvoices), fields.block(2));
}

type Settlement = Cursor<NonNullable<BodyShape['Rozliczenie']>>;

export function settlementSection(reading: Reading): readonly Section[] {
  const settlement = reading.body.child('Rozliczenie');
  if (settlement === undefined) return [];
  const { voice } = reading;
  return sectionOf(voice.say(headings.settlement), [
    ...settlementTable(settlement, reading),
    ...settledAmount(settlement, reading),
  ]);
}

function settlementTable(settlement: Settlement, { voice }: Reading): readonly Block[] {
  const row = (kind: Datum, reason: string | undefined, amount: string | undefined): TableRow => ({
    tone: 'plain',
    cells: [
      kind,
      reason === undefined ? null : datum(reason),
      amount === undefined ? null : datum(voice.amount(amount)),
    ],
    details: [],
  });
  const rows: TableRow[] = [];
  for (const charge of settlement.children('Obciazenia')) {
    rows.push(row(voice.say(labels.charge), charge.text('Powod'), charge.text('Kwota')));
  }
  for (const deduction of settlement.children('Odliczenia')) {
    rows.push(row(voice.say(labels.deduction), deduction.text('Powod'), deduction.text('Kwota')));
  }
  const foot: TableRow[] = [];
  const sum = (label: Datum, amount: string | undefined): void => {
    if (amount !== undefined) foot.push({ ...row(label, undefined, amount), tone: 'total' });
  };
  sum(voice.say(labels.chargeSum), settlement.text('SumaObciazen'));
  sum(voice.say(labels.deductionSum), settlement.text('SumaOdliczen'));
  if (rows.length === 0 && foot.length === 0) return [];
  const table: Block = {
    kind: 'table',
    caption: voice.say(headings.settlement),
    showsCaption: false,
    columns: [
      { label: voice.say(labels.kind), align: 'start', weight: 3 },
      { label: voice.say(labels.reason), align: 'start', weight: 6 },
      { label: voice.say(labels.amount), align: 'end', weight: 3 },
    ],
    // Sums alone are the body of their table.
    rows: rows.length === 0 ? foot : rows,
    foot: rows.length === 0 ? [] : foot,
  };
  return [table];
}

function settledAmount(settlement: Settlement, { voice, currency }: Reading): readonly AmountBlock[] {
  const amount = (name: 'DoZaplaty' | 'DoRozliczenia'): readonly AmountBlock[] => {
    const text = settlement.text(name);
    if (text === undefined) return [];
    const label = name === 'DoZaplaty' ? labels.toPay : labels.toSettle;
    return [
      {
        kind: 'amount',
        label: voice.say(label),
        value: datum(voice.amount(text, currency), 'strong'),
        fields: [],
      },
    ];
  };
  return [...amount('DoZaplaty'), ...amount('DoRozliczenia')];
}
