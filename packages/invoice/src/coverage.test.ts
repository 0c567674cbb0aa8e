import { readFileSync } from 'node:fs';
import { read } from '@kwit/formats';
import { expect, test } from 'vitest';
import { type Coverage, coverageOf } from '../tools/coverage.ts';
import { exampleNames, examplesFolder } from '../tools/write-examples.ts';
import { invoiceFacts } from './read-invoice.ts';
import { invoiceKinds } from './vocabulary.ts';

const documents = exampleNames().map((name) =>
  read(readFileSync(`${examplesFolder}${name}.xml`), { formats: ['FA(3)'] }),
);

const show = (what: string, { covered, total }: Coverage): string =>
  `FA(3): ${covered} of ${total} ${what} covered by ${documents.length} examples`;

test('the examples use every row of the table of FA(3)', () => {
  const { rows, values } = coverageOf(documents.map((document) => document.root));
  console.log(`${show('rows', rows)}\n${show('listed values', values)}`);
  expect(rows.total).toBeGreaterThan(330);
  expect(rows.missing).toEqual([]);
});

test('the examples show every kind of invoice', () => {
  const kinds = documents.map(
    (document) => invoiceFacts(document as Parameters<typeof invoiceFacts>[0]).kind,
  );
  expect([...new Set(kinds)].sort()).toEqual([...invoiceKinds].sort());
});

test('a row that no document uses is told', () => {
  const { rows } = coverageOf(documents.slice(0, 1).map((document) => document.root));
  expect(rows.covered).toBeLessThan(rows.total);
  expect(rows.missing).toContain('/Faktura/Zalacznik');
});
