/** Documents that attack whoever reads them: invoices sent one by one, and requests for certificates. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { call } from '../api.ts';
import { type Company, logIn, type OpenSession } from '../company.ts';
import { sampleInvoice } from '../sample-invoice.ts';

let ksef: Ksef;
let company: Company;
let session: OpenSession;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
  company = await logIn(ksef, '1111111111');
  session = await company.openSession();
});
afterAll(() => ksef.close());

const withPrologue = (prologue: string) => sampleInvoice().replace('<Faktura', `${prologue}<Faktura`);

describe('an invoice', () => {
  it.each([
    [
      'a billion laughs',
      () => withPrologue(`<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(10_000)}">]>`),
    ],
    ['an entity of a file', () => withPrologue('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>')],
    ['an outer DTD', () => withPrologue('<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">')],
    ['a stylesheet', () => withPrologue('<?xml-stylesheet href="http://127.0.0.1:1/"?>')],
    [
      'an inclusion',
      () =>
        sampleInvoice().replace(
          '<Naglowek>',
          '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/><Naglowek>',
        ),
    ],
    [
      'another schema',
      () =>
        sampleInvoice().replace(
          '<Faktura',
          '<Faktura xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="evil" xsi:nil="true"',
        ),
    ],
    ['250,000 levels', () => '<a>'.repeat(250_000)],
    [
      '70,000 empty lines',
      () => sampleInvoice().replace('<FaWiersz>', `${'<FaWiersz/>'.repeat(70_000)}<FaWiersz>`),
    ],
    [
      'an attribute of half a megabyte',
      () => sampleInvoice().replace('<Naglowek>', `<Naglowek a="${'x'.repeat(500_000)}">`),
    ],
    [
      'a number of half a megabyte',
      () => sampleInvoice().replace(/<P_15>[^<]*/, `<P_15>${'9'.repeat(500_000)}`),
    ],
    [
      'a text for patterns that backtrack',
      () => sampleInvoice().replace(/<NIP>\d+/, `<NIP>${'1'.repeat(300_000)}x`),
    ],
  ])('with %s is refused with a status, and its details are short', async (_, document) => {
    const { status } = await company.sendAndWait(session, document());
    expect([430, 450]).toContain(status.code);
    expect(JSON.stringify(status).length).toBeLessThan(100_000);
    expect(JSON.stringify(status)).not.toContain('root:');
  });

  it('that is right is taken afterwards', async () => {
    expect((await company.sendAndWait(session, sampleInvoice())).status.code).toBe(200);
  });
});

describe('a request for a certificate', () => {
  const length = (size: number) =>
    Buffer.from([0x84, size >>> 24, (size >>> 16) & 255, (size >>> 8) & 255, size & 255]);
  /** Sequences within sequences, each with its right length. */
  function nested(levels: number): Buffer {
    const heads: Buffer[] = [];
    for (let level = levels; level > 0; level -= 1) heads.push(Buffer.from([0x30]), length((level - 1) * 6));
    return Buffer.concat(heads);
  }

  it.each([
    ['50,000 sequences within one another', () => nested(50_000)],
    [
      'a length of gigabytes',
      () => Buffer.concat([Buffer.from([0x30]), length(0x7fffffff), Buffer.alloc(100)]),
    ],
    ['a length without an end', () => Buffer.from([0x30, 0x80, 0x30, 0x80, 0x30, 0x80])],
    ['a long tag', () => Buffer.alloc(1000, 0xff)],
    ['nothing but zeros', () => Buffer.alloc(10_000)],
    ['text', () => Buffer.from('-----BEGIN CERTIFICATE REQUEST-----')],
  ])('of %s is refused', async (_, bytes) => {
    const body = {
      certificateName: 'Certyfikat',
      certificateType: 'Authentication' as const,
      csr: bytes().toString('base64'),
    };
    const reply = await call(ksef, 'enrollCertificate', { body }, { bearer: company.accessToken });
    expect(reply).toMatchObject({ status: 400, codes: [25004] });
  });
});
