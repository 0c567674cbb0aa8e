/** Tests that the layout of a format shows every place of its table, the same for all formats. */
import type { DocumentOf, FormatName } from '@kwit/formats';
import { describe, expect, test } from 'vitest';
import { flatLines, plainText } from './flat-text.testing.ts';
import type { Layout } from './layout.ts';
import { type Leaf, rowsOf, type TableDocument, tableDocuments, without } from './table-documents.testing.ts';
import { voiceOf } from './voice.ts';

export const leftoverHeading = 'Pozostałe dane';
export const headingsOf = ({ sections }: Layout): readonly string[] =>
  sections.map(({ heading }) => heading.text);

/** Lists have at most this many values, but for countries and currencies. */
const ways = 24;

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
            : [value, voice.decimal(value)];
  return shown.some((one) => text.includes(plainText(one)));
}

/**
 * @param layout of a document, in Polish
 * @param announcements places whose text tells nothing that does not stand beside it, and what that is; everything else must
 *   change what is read when it is taken away
 */
export function tableSuite<Format extends FormatName>(
  format: Format,
  layout: (document: DocumentOf<Format>) => Layout,
  announcements: ReadonlyMap<string, string> = new Map(),
): void {
  describe(`the table of ${format}`, () => {
    const documents = tableDocuments(format, ways);
    const layoutOf = (root: unknown): Layout => layout({ format, root } as unknown as DocumentOf<Format>);
    const textOf = (root: unknown): string => flatLines(layoutOf(root)).join('\n');

    test('the documents have a text in every place of the table', () => {
      const used = new Set(documents.flatMap(({ leaves }) => leaves.map(({ row }) => row)));
      const rows = rowsOf(format);
      console.log(
        `${format}: ${rows.length} places for a text, all of them in ${documents.length} documents.`,
      );
      expect(rows.filter((row) => !used.has(row))).toEqual([]);
    });

    test('every place has a section of its own', () => {
      for (const { root } of documents) expect(headingsOf(layoutOf(root))).not.toContain(leftoverHeading);
    });

    test('every text is shown, in the words of people where it is a figure or a date', () => {
      for (const { root, leaves } of documents) {
        const text = textOf(root);
        const free = leaves.filter(({ type }) => type.enumeration === undefined);
        const missed = free.filter((leaf) => !isShown(leaf, text));
        expect(missed.map(({ path, value }) => `${path} = ${value}`)).toEqual([]);
      }
    });

    test('a mark or code that is taken away is missed', () => {
      const unnoticed = new Set<string>();
      const whole = new Map(documents.map((document) => [document, textOf(document.root)]));
      for (const { document, leaf } of triedPlaces(documents)) {
        if (textOf(without(document, leaf)) === whole.get(document)) unnoticed.add(leaf.row);
      }
      expect([...unnoticed].filter((row) => !announcements.has(row))).toEqual([]);
      const rows = rowsOf(format).filter((row) => announcements.has(row));
      expect(rows.filter((row) => !unnoticed.has(row))).toEqual([]);
    });
  });
}

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
