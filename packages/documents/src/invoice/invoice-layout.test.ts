import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { read } from '@kwit/formats';
import { describe, expect, it, test } from 'vitest';
import { Cursor, type Leftover } from '../layout/cursor.ts';
import { flatLines, plainText } from '../layout/flat-text.testing.ts';
import type { Layout } from '../layout/layout.ts';
import { voiceOf } from '../layout/voice.ts';
import { type InvoiceDocument, invoiceLayout } from './invoice-layout.ts';
import { type Leaf, rowsOf, type TableDocument, tableDocuments, without } from './table-documents.testing.ts';

const leftoverHeading = 'Pozostałe dane';
const headingsOf = ({ sections }: Layout): readonly string[] => sections.map(({ heading }) => heading.text);
const textOf = (layout: Layout): string => flatLines(layout).join('\n');

/** Lists have at most this many values, but for countries and currencies. */
const ways = 24;

/**
 * Marks that only announce what stands beside them, which says as much: taken alone they change nothing.
 * Everything else must change what is read when it is taken away.
 */
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

/** Whether a text stands in the layout as it is, as a figure, as a date, or as an account. */
function isShown({ path, value, type }: Leaf, text: string): boolean {
  const voice = voiceOf('FA(3)', 'pl');
  const shown =
    type.base === 'decimal'
      ? [voice.decimal(value), voice.amount(value), voice.percent(value)]
      : type.base === 'date'
        ? [voice.date(value)]
        : type.base === 'dateTime'
          ? [voice.moment(value)]
          : path.endsWith('/NrRB')
            ? [voice.account(value)]
            : [value];
  return shown.some((one) => text.includes(plainText(one)));
}

describe.each(['FA(3)', 'FA(2)'] as const)('%s', (format) => {
  const documents = tableDocuments(format, ways);
  const layoutOf = (root: unknown): Layout => invoiceLayout({ format, root } as unknown as InvoiceDocument);

  test('the documents have a text in every place of the table', () => {
    const used = new Set(documents.flatMap(({ leaves }) => leaves.map(({ row }) => row)));
    const rows = rowsOf(format);
    console.log(`${format}: ${rows.length} places for a text, all of them in ${documents.length} documents.`);
    expect(rows.filter((row) => !used.has(row))).toEqual([]);
  });

  test('every place has a section of its own', () => {
    for (const { root } of documents) expect(headingsOf(layoutOf(root))).not.toContain(leftoverHeading);
  });

  test('every text is shown, in the words of people where it is a figure or a date', () => {
    for (const { root, leaves } of documents) {
      const text = textOf(layoutOf(root));
      const free = leaves.filter(({ type }) => type.enumeration === undefined);
      const missed = free.filter((leaf) => !isShown(leaf, text));
      expect(missed.map(({ path, value }) => `${path} = ${value}`)).toEqual([]);
    }
  });

  test('a mark or code that is taken away is missed', () => {
    const unnoticed = new Set<string>();
    const whole = new Map(documents.map((document) => [document, textOf(layoutOf(document.root))]));
    for (const { document, leaf } of triedPlaces(documents)) {
      if (textOf(layoutOf(without(document, leaf))) === whole.get(document)) unnoticed.add(leaf.row);
    }
    expect([...unnoticed].filter((row) => !announcements.has(row))).toEqual([]);
    const rows = rowsOf(format).filter((row) => announcements.has(row));
    expect(rows.filter((row) => !unnoticed.has(row))).toEqual([]);
  });
});

/** Each place of a mark or code in some of the documents that have it. */
function triedPlaces(documents: readonly TableDocument[]) {
  const tries = new Map<string, number>();
  return documents.flatMap((document) =>
    document.leaves.flatMap((leaf) => {
      if (leaf.type.enumeration === undefined) return [];
      const times = tries.get(leaf.row) ?? 0;
      tries.set(leaf.row, times + 1);
      return times < 6 ? [{ document, leaf }] : [];
    }),
  );
}

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
