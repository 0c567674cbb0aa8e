import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type FormatDocument, read, write } from '@kwit/formats';
import { describe, expect, test } from 'vitest';
import { buildInvoice } from './build-invoice.ts';
import type { InvoiceInput } from './input.ts';
import { invoiceFacts, readInvoice } from './read-invoice.ts';
import { checkDocument } from './rules/check-document.ts';
import { sampleInput, testOptions } from './test-data.ts';

/** Through the bytes, as the receiver has it. */
function received(changes: Partial<InvoiceInput>): FormatDocument<'FA(3)'> {
  return read(write(buildInvoice(sampleInput(changes), testOptions).document)) as FormatDocument<'FA(3)'>;
}

const { address } = sampleInput().seller;

describe('invoiceFacts', () => {
  test('tells what KSeF indexes', () => {
    const document = received({
      number: ' A  1 ',
      currency: 'EUR',
      exchangeRate: '4.2',
      period: { from: '2025-09-01', to: '2025-09-30' },
      selfInvoicing: true,
      thirdParties: [
        { internalId: '1111111111-00001', name: 'Oddział', role: 'recipient' },
        { noId: true, otherRole: 'Pośrednik' },
      ],
      authorizedParty: { nip: '3333333333', name: 'Komornik', address, role: 'bailiff' },
    });
    expect(invoiceFacts(document)).toEqual({
      formCode: { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
      number: 'A 1',
      kind: 'VAT',
      issueDate: '2025-10-01',
      saleDate: '2025-09-30',
      seller: { nip: '1111111111', name: 'Demo Sp. z o.o.' },
      buyer: { identifier: { type: 'Nip', value: '2222222222' }, name: 'Nabywca Sp. z o.o.' },
      thirdParties: [
        { identifier: { type: 'InternalId', value: '1111111111-00001' }, name: 'Oddział', role: 2 },
        { identifier: { type: 'None', value: null }, name: null, role: 0 },
      ],
      authorizedParty: { nip: '3333333333', name: 'Komornik', role: 2 },
      currency: 'EUR',
      net: '100.00',
      vat: '23.00',
      vatInPln: '96.60',
      gross: '123.00',
      isSelfInvoicing: true,
      hasAttachment: false,
      corrected: [],
    });
  });

  test.each<[InvoiceInput['buyer'], string, string | null]>([
    [{ nip: '2222222222' }, 'Nip', '2222222222'],
    [{ euVat: 'DE123456788' }, 'VatUe', 'DE123456788'],
    [{ foreignId: { country: 'US', id: '12-3456789' } }, 'Other', '12-3456789'],
    [{ noId: true }, 'None', null],
  ])('the buyer %j is %s', (identity, type, value) => {
    const buyer = { ...identity, name: 'N', address };
    expect(invoiceFacts(received({ buyer })).buyer.identifier).toEqual({ type, value });
  });
});

describe('readInvoice', () => {
  test('shows lines, sums and payment', () => {
    const summary = readInvoice(
      received({
        lines: [
          { name: 'Kawa', quantity: 2, unit: 'szt.', unitGrossPrice: '61.50', vatRate: '23' },
          { name: 'Chleb', quantity: 1, unit: 'szt.', unitGrossPrice: '5.25', vatRate: '5' },
        ],
        payment: {
          accounts: [{ number: '74 0000 0000 0000 0000 0000 0001' }],
          dueDates: ['2025-10-10', '2025-11-10'],
          partialPayments: [{ amount: '128.25', date: '2025-10-01', method: 'cash' }],
          paidInFull: true,
        },
      }),
    );
    expect(summary).toMatchObject({
      net: '105.00',
      vat: '23.25',
      gross: '128.25',
      sums: [
        { field: 'P_13_1', net: '100.00', vat: '23.00' },
        { field: 'P_13_3', net: '5.00', vat: '0.25' },
      ],
      dueDates: ['2025-10-10', '2025-11-10'],
      accounts: ['74000000000000000000000001'],
      isPaid: true,
    });
    expect(summary.lines[0]).toEqual({
      number: '1',
      name: 'Kawa',
      quantity: '2',
      unit: 'szt.',
      unitPrice: '61.50',
      value: '123.00',
      isGross: true,
      vatRate: '23',
      isBefore: false,
    });
  });
});

const official = fileURLToPath(new URL('../../../../shared/official/examples/', import.meta.url));
const officialFiles = existsSync(official)
  ? readdirSync(official).filter((name) => name.endsWith('.xml') && !name.startsWith('template'))
  : [];
if (officialFiles.length === 0) console.log('official examples are not here: their reading is not tested');

/** Numbers in the official examples are made up without regard to their check digits. */
const madeUpNumbers = ['REGON-CHECKSUM', 'KSEF-NUMBER-CHECKSUM', 'EU-VAT-CHECKSUM', 'GLN-CHECKSUM'];

/** Where an official example is not as its own schema asks. */
const strange: Readonly<Record<string, readonly string[]>> = {
  'FA_3_Przykład_20.xml': ['FACTOR-MISSING'],
  'KSEF_05_WDT.xml': ['EU-PREFIX-MISSING'],
  'KSEF_07_KOR_ZAL_A.xml': ['ORDER-VALUE-DIFFERS'],
};

describe.skipIf(officialFiles.length === 0)('official examples', () => {
  test.each(officialFiles.length === 0 ? ['none'] : officialFiles)(
    '%s is read and breaks no rule that is not known',
    (name) => {
      const document = read(readFileSync(`${official}${name}`)) as FormatDocument<'FA(3)'>;
      const summary = readInvoice(document);
      expect(summary.number).not.toBe('');
      expect(summary.kind).toBe(document.root.Fa.RodzajFaktury);
      const found = checkDocument(document, { today: '2027-01-01' }).map((problem) => problem.code);
      expect(found.filter((code) => !madeUpNumbers.includes(code))).toEqual(strange[name] ?? []);
    },
  );
});
