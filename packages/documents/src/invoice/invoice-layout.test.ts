import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { read } from '@kwit/formats';
import { describe, expect, it } from 'vitest';
import { Cursor, type Leftover } from '../layout/cursor.ts';
import { flatLines, plainText } from '../layout/flat-text.testing.ts';
import type { Layout } from '../layout/layout.ts';
import { headingsOf, leftoverHeading, tableSuite } from '../layout/table-suite.testing.ts';
import { voiceOf } from '../layout/voice.ts';
import { type InvoiceDocument, invoiceLayout } from './invoice-layout.ts';

const textOf = (layout: Layout): string => flatLines(layout).join('\n');

/** Marks that only announce what stands beside them, which says as much: taken alone they change nothing. */
const announcements: ReadonlyMap<string, string> = new Map([
  ['/Faktura/Fa/RodzajFaktury', 'an invoice that does not say what it is would be shown as VAT'],
  ['/Faktura/Zalacznik/BlokDanych/Tabela/TNaglowek/Kol/@Typ', 'the form of the cells, where they have one'],
  ['/Faktura/Podmiot3/RolaInna', 'the role in words'],
  ['/Faktura/Fa/Adnotacje/PMarzy/P_PMarzy', 'the kind of margin scheme'],
  ['/Faktura/Fa/DaneFaKorygowanej/NrKSeF', 'the KSeF number'],
  ['/Faktura/Fa/Platnosc/Zaplacono', 'the day of the payment'],
  ['/Faktura/Fa/Platnosc/PlatnoscInna', 'the method in words'],
  ['/Faktura/Fa/Platnosc/ZaplataCzesciowa/PlatnoscInna', 'the method in words'],
  ['/Faktura/Fa/WarunkiTransakcji/Transport/TransportInny', 'the means of transport in words'],
  ['/Faktura/Fa/WarunkiTransakcji/Transport/LadunekInny', 'the cargo in words'],
]);

for (const format of ['FA(3)', 'FA(2)'] as const)
  tableSuite(format, (document) => invoiceLayout(document), announcements);

const examples = resolve(import.meta.dirname, '../../../../examples');
const official = resolve(import.meta.dirname, '../../../../../shared/official/examples');

const folders = [examples, official].filter((folder) => existsSync(folder));
if (folders.length < 2) console.log('The folder of official examples is absent; only our own are shown.');
const invoices = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.xml') && !name.startsWith('template'))
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) })),
);

describe('examples', () => {
  it.each(invoices)('$name is shown with all that it says', ({ bytes }) => {
    const document = read(bytes, { formats: ['FA(3)', 'FA(2)'] }) as InvoiceDocument;
    const layout = invoiceLayout(document);
    const text = textOf(layout);
    expect(headingsOf(layout)).not.toContain(leftoverHeading);
    const said = new Cursor('Faktura', document.root).leftovers();
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter((leaf) => !isSaid(leaf, text) && !isElsewhere(leaf))).toEqual([]);
  });
});

/** The title tells the kind of the invoice, the form of cells tells the type of their column. */
const isElsewhere = ({ path }: Leftover): boolean => /\/(RodzajFaktury|@Typ)$/.test(path);

/** Whether a text stands there as it is, or by its meaning. */
function isSaid({ path, value }: Leftover, text: string): boolean {
  const voice = voiceOf('FA(3)', 'pl');
  const row = path.replace(/\[\d+\]/g, '');
  const forms = [
    value,
    voice.decimal(value),
    voice.amount(value),
    voice.date(value),
    voice.moment(value),
    voice.account(value),
    voice.code(row, value).text,
    voice.country(value).text,
    value.replace(/^0 /, '0% '),
  ];
  return forms.some((form) => text.includes(plainText(form)));
}
