/** Lines of the invoice and of the order that it takes an advance for. */
import { Fields, sectionOf } from '../layout/fields.ts';
import type { Block, Field, Section } from '../layout/layout.ts';
import { headings, labels } from '../words/invoice.ts';
import { type LineTable, lineTable } from './line-table.ts';
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
  const context = { voice, currency, notes };
  const lines = lineTable(body.children('FaWiersz'), invoiceLines, context);
  const order = body.child('Zamowienie');
  const ordered = lineTable(order?.children('ZamowienieWiersz') ?? [], orderLines, context);
  const value = new Fields(voice).amount(labels.orderValue, order?.text('WartoscZamowienia'), currency);
  return {
    sections: [
      ...sectionOf(voice.say(headings.lines), blockOf(lines)),
      ...sectionOf(voice.say(headings.order), [...blockOf(ordered), ...value.block(1)]),
    ],
    rates: new Set([...(lines?.rates ?? []), ...(ordered?.rates ?? [])]),
    exchangeRate: lines?.common,
  };
}

const blockOf = (table: LineTable | null): readonly Block[] => (table === null ? [] : [table.block]);
