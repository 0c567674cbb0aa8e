/** Lines of the invoice and of the order that it takes an advance for. */
import { Fields, sectionOf } from '../layout/fields.ts';
import type { Field, Section } from '../layout/layout.ts';
import { headings, labels } from '../words/invoice.ts';
import { lineTable } from './line-table.ts';
import { invoiceLines, orderLines } from './lines.ts';
import type { Reading } from './shape.ts';

export interface LineSections {
  readonly sections: readonly Section[];
  /** All that P_12 says in them. */
  readonly rates: ReadonlySet<string>;
  /** The exchange rate that all lines have. */
  readonly exchangeRate: string | undefined;
}

/** @param notes fields by the number of their line; those that find it are taken out */
export function lineSections(reading: Reading, notes: Map<string, readonly Field[]>): LineSections {
  const { body, voice, currency } = reading;
  const rates = new Set<string>();
  const lines = body.children('FaWiersz');
  for (const line of lines) addTo(rates, line.text('P_12'));
  const table = lineTable(lines, invoiceLines, { voice, currency, notes });
  const order = body.child('Zamowienie');
  const ordered = order?.children('ZamowienieWiersz') ?? [];
  for (const line of ordered) addTo(rates, line.text('P_12Z'));
  const orderTable = lineTable(ordered, orderLines, { voice, currency, notes });
  const value = new Fields(voice).amount(labels.orderValue, order?.text('WartoscZamowienia'), currency);
  return {
    sections: [
      ...sectionOf(voice.say(headings.lines), lines.length === 0 ? [] : [table.block]),
      ...sectionOf(voice.say(headings.order), [
        ...(ordered.length === 0 ? [] : [orderTable.block]),
        ...value.block(1),
      ]),
    ],
    rates,
    exchangeRate: table.common,
  };
}

function addTo(rates: Set<string>, rate: string | undefined): void {
  if (rate !== undefined) rates.add(rate);
}
