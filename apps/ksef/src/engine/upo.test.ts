import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Credential, createCertificateAuthority, verifyXades } from '@kwit/crypto';
import { validate } from '@kwit/formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseInstant } from './invoices/instants.ts';
import {
  signedUpo,
  type UpoInvoice,
  type UpoSession,
  UpoWriter,
  upoDocument,
  upoPageSize,
  upoPages,
  writtenUpo,
} from './upo.ts';

const official = resolve(import.meta.dirname, '../../../../../shared/official');
const schemaFile = join(official, 'schemas/UPO/upo-v4-3.xsd');
if (!existsSync(schemaFile)) {
  console.log('UPO against its XSD: skipped, ../shared/official/schemas is not there');
}

const at = (text: string) => parseInstant(text) ?? 0;
const hash = 'kyqH+QUgP8ATWd/95IY632mP4uqibwG66Oqclq9+qno=';
const session: UpoSession = {
  referenceNumber: '20260310-SO-3A9CCA5000-5EBE2AD795-03',
  context: { type: 'Nip', value: '1111111111' },
  proof: { kind: 'document', hash },
  formCode: { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
};
const invoice = (index: number): UpoInvoice => ({
  sellerNip: '1111111111',
  ksefNumber: `1111111111-20260310-${index.toString(16).toUpperCase().padStart(12, '0')}-AF`,
  invoiceNumber: `FV/${index} & <syn>`,
  issueDate: '2026-03-10',
  invoicingDate: at('2026-03-10T11:05:40.841Z'),
  acquisitionDate: at('2026-03-10T11:05:41.045Z'),
  invoiceHash: hash,
  invoicingMode: 'Online',
});

let seal: Credential;
beforeAll(async () => {
  const validFrom = new Date('2020-01-01T00:00:00Z');
  seal = await createCertificateAuthority({
    name: 'Test',
    validFrom,
    validTo: new Date('2099-01-01T00:00:00Z'),
  });
});

/** The receipt without its signature: what the XSD describes. */
function signedContent(bytes: Uint8Array): string {
  const now = new Date('2026-03-11T00:00:00Z');
  return verifyXades(bytes, { now, allowSelfSigned: true, trustedAuthorities: [] }).signedXml;
}

describe('a receipt', () => {
  it('is signed as a whole and says who sent what and when', async () => {
    const { bytes } = signedUpo(writtenUpo(session, [invoice(1)]), seal, at('2026-03-10T12:00:00Z'));
    const content = signedContent(bytes);
    expect(content).toContain(
      '<NumerReferencyjnySesji>20260310-SO-3A9CCA5000-5EBE2AD795-03</NumerReferencyjnySesji>',
    );
    expect(content).toContain('<IdKontekstu><Nip>1111111111</Nip></IdKontekstu>');
    expect(content).toContain('<NazwaStrukturyLogicznej>Schemat_FA(3)_v1-0E.xsd</NazwaStrukturyLogicznej>');
    expect(content).toContain(
      '<DataPrzeslaniaDokumentu>2026-03-10T12:05:40.841+01:00</DataPrzeslaniaDokumentu>',
    );
    expect(content).not.toContain('OpisPotwierdzenia');
    expect(await validate(bytes, { format: 'UPO(4.3)' })).toEqual([]);
  });

  it('is not what was signed once a byte of it changes', () => {
    const { bytes } = signedUpo(writtenUpo(session, [invoice(1)]), seal, at('2026-03-10T12:00:00Z'));
    const changed = new TextEncoder().encode(new TextDecoder().decode(bytes).replace('FV/1', 'FV/2'));
    expect(() => signedContent(changed)).toThrow();
  });

  it('names a token where one logged in, and every kind of context', () => {
    const proof = { kind: 'token', referenceNumber: '20260310-EC-3A9CCA5000-5EBE2AD795-03' } as const;
    const xml = ({ root }: ReturnType<typeof upoDocument>) => root.Uwierzytelnienie;
    const unit = { type: 'InternalId', value: '1111111111-12345' } as const;
    expect(xml(upoDocument({ ...session, proof, context: unit }, [invoice(1)]))).toEqual({
      IdKontekstu: { IdWewnetrzny: '1111111111-12345' },
      NumerReferencyjnyTokenaKSeF: proof.referenceNumber,
    });
    const european = { type: 'NipVatUe', value: '1111111111-DE123456789' } as const;
    expect(xml(upoDocument({ ...session, context: european }, [])).IdKontekstu).toEqual({
      IdZlozonyVatUE: '1111111111-DE123456789',
    });
  });

  it('of a session has pages of ten thousand invoices', () => {
    expect(upoPages(0)).toEqual([]);
    expect(upoPages(10_000)).toEqual([{ page: 1, pages: 1, first: 1, last: 10_000, total: 10_000 }]);
    expect(upoPages(10_001)[1]).toEqual({ page: 2, pages: 2, first: 10_001, last: 10_001, total: 10_001 });
  });

  it.each([1, 7, 25])('is the same written %i invoices at a time as at once', (size) => {
    const invoices = Array.from({ length: 25 }, (_, index) => invoice(index + 1));
    const page = { page: 1, pages: 1, first: 1, last: 25, total: 25 };
    const writer = new UpoWriter(session);
    for (let start = 0; start < invoices.length; start += size)
      writer.add(invoices.slice(start, start + size));
    const pages = [...writer.pages()];
    expect(pages.map((one) => one.page)).toEqual([page]);
    expect(Buffer.from(pages[0]?.written ?? []).equals(writtenUpo(session, invoices, page))).toBe(true);
  });

  it('begins another page where one is full, wherever the invoices that come at a time are cut', () => {
    const invoices = Array.from({ length: upoPageSize + 3 }, (_, index) => invoice(index + 1));
    const writer = new UpoWriter(session);
    writer.add(invoices.slice(0, upoPageSize - 2));
    writer.add(invoices.slice(upoPageSize - 2));
    const numbersOf = (written: Uint8Array) =>
      [
        ...Buffer.from(written)
          .toString()
          .matchAll(/<NumerKSeFDokumentu>(.*?)<\/NumerKSeFDokumentu>/g),
      ].map(([, number]) => number);
    const pages = [...writer.pages()];
    expect(pages.map(({ page }) => page)).toEqual(upoPages(upoPageSize + 3));
    expect(pages.flatMap(({ written }) => numbersOf(written))).toEqual(
      invoices.map(({ ksefNumber }) => ksefNumber),
    );
    expect(numbersOf(pages[1]?.written ?? new Uint8Array())).toHaveLength(3);
  });

  it.skipIf(!existsSync(schemaFile))('is valid by the official schema', async () => {
    const { XmlDocument, XsdValidator, ParseOption } = await import('libxml2-wasm');
    const schema = XmlDocument.fromBuffer(readFileSync(schemaFile));
    const validator = XsdValidator.fromDoc(schema);
    const invoices = [invoice(1), invoice(2)];
    const page = { page: 1, pages: 1, first: 1, last: 2, total: 2 };
    for (const written of [writtenUpo(session, [invoice(1)]), writtenUpo(session, invoices, page)]) {
      const { bytes } = signedUpo(written, seal, at('2026-03-10T12:00:00Z'));
      const content = XmlDocument.fromString(signedContent(bytes), { option: ParseOption.XML_PARSE_NONET });
      validator.validate(content);
      content.dispose();
    }
    validator.dispose();
    schema.dispose();
  });
});
