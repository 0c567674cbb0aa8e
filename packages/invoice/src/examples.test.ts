import { readFileSync } from 'node:fs';
import { read, validate } from '@kwit/formats';
import { describe, expect, test } from 'vitest';
import { exampleNames, examplesFolder, exampleXml } from '../tools/write-examples.ts';
import { buildInvoice } from './build-invoice.ts';
import { parseInvoiceJson } from './json.ts';
import { invoiceFacts } from './read-invoice.ts';
import { checkDocument } from './rules/check-document.ts';

const example = (name: string) => parseInvoiceJson(readFileSync(`${examplesFolder}${name}.json`));

test('there are examples', () => {
  expect(exampleNames()).toContain('vat-invoice');
});

describe.each(exampleNames())('example %s', (name) => {
  test('its XML is what the program makes (write-examples.ts renews it)', () => {
    expect(readFileSync(`${examplesFolder}${name}.xml`, 'utf8')).toBe(
      new TextDecoder().decode(exampleXml(name)),
    );
  });

  test('is valid by the official schema and by the rules', async () => {
    const bytes = readFileSync(`${examplesFolder}${name}.xml`);
    expect(await validate(bytes)).toEqual([]);
    expect(checkDocument(read(bytes, { formats: ['FA(3)'] }) as Parameters<typeof checkDocument>[0])).toEqual(
      [],
    );
  });

  test.each(['2025-10-01', '2028-02-29', undefined])('can be sent on the day %s', (today) => {
    const { value, locate } = example(name);
    const built = buildInvoice(value, today === undefined ? { locate } : { today, locate });
    expect(built.problems).toEqual([]);
    expect(built.document.root.Fa.P_1).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  test('is from the demo company and names the published schema', () => {
    const { value } = example(name);
    expect(value).toMatchObject({
      $schema: '../packages/invoice/invoice.schema.json',
      seller: { nip: '1111111111', name: 'Demo Sp. z o.o.' },
    });
  });
});

test('no two examples share a number', () => {
  const numbers = exampleNames().map(
    (name) => invoiceFacts(buildInvoice(example(name).value).document).number,
  );
  expect(new Set(numbers).size).toBe(numbers.length);
});
