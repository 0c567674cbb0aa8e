/** What is read out of a document for its links. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { read } from '@kwit/formats';
import { describe, expect, it } from 'vitest';
import { documentIdentity } from './document-identity.ts';

const root = resolve(import.meta.dirname, '../../../..');
const official = resolve(root, '../shared/official');
const hasOfficial = existsSync(official);
if (!hasOfficial) console.log('official documents: skipped, ../shared/official is not there');
const identityOf = (file: string) => documentIdentity(read(readFileSync(file)));

it('names the seller and the day of an invoice; the seller issues it', () => {
  expect(identityOf(join(root, 'examples/vat-invoice.xml'))).toEqual({
    sellerNip: '1111111111',
    issueDate: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    issuerNip: '1111111111',
  });
});

it('names the buyer as the issuer where the buyer invoices for the seller', () => {
  expect(identityOf(join(root, 'examples/self-invoicing.xml'))).toEqual({
    sellerNip: '1111111111',
    issueDate: '2025-10-01',
    issuerNip: '5555555555',
  });
});

describe.skipIf(!hasOfficial)('official documents', () => {
  /** What stands for a value in the templates, filled in. */
  const values: Readonly<Record<string, string>> = {
    nip: '1111111111',
    supplier_nip: '1111111111',
    buyer_nip: '5555555555',
    customer_nip: '5555555555',
    issue_date: '2026-02-23',
  };
  const templateIdentity = (name: string) => {
    const text = readFileSync(join(official, 'examples', name), 'utf8');
    const filled = text.replace(/#(\w+)#/g, (_, field: string) => values[field] ?? 'TEST/1');
    return documentIdentity(read(Buffer.from(filled)));
  };

  it('of RR the buyer is the issuer, of PEF the seller', () => {
    expect(templateIdentity('template_FA_RR_1.xml')).toEqual({
      sellerNip: '1111111111',
      issueDate: '2026-02-23',
      issuerNip: '5555555555',
    });
    expect(templateIdentity('template_PEF_3.xml')).toMatchObject({
      sellerNip: '1111111111',
      issuerNip: '1111111111',
    });
  });

  it('a receipt is no invoice', () => {
    const folder = join(official, 'upo');
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const [receipt = ''] = files.filter((name) => name.endsWith('.xml'));
    expect(identityOf(join(folder, receipt))).toBeUndefined();
  });
});
