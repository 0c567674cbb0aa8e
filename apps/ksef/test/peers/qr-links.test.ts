/** Proof by others: the links that npm packages put into QR codes, opened at the local KSeF. */
import { type KeyKind, sha256Base64 } from '@kwit/crypto';
import { KsefClient } from 'ksef-client';
import { KSeFClient } from 'ksef-client-ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { newNip } from '../api.ts';
import { logIn } from '../company.ts';
import { offlineKey } from '../enrollment.ts';
import { sampleInvoice } from '../sample-invoice.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, clock: '2026-03-02T10:00:00Z' });
});
afterAll(() => ksef.close());

async function accepted(): Promise<{ nip: string; hash: string; day: string }> {
  const nip = newNip();
  const company = await logIn(ksef, nip);
  const document = sampleInvoice({ seller: nip, issueDate: '2026-03-02' });
  const { status } = await company.sendAndWait(await company.openSession(), document);
  expect(status.code).toBe(200);
  return { nip, hash: sha256Base64(document), day: '2026-03-02' };
}

const opened = async (url: string) => (await fetch(`${url}?lang=en`)).text();

describe('ksef-client-ts', () => {
  const client = () => new KSeFClient({ baseUrl: ksef.url, baseQrUrl: ksef.url });

  it('makes links by which an invoice is found', async () => {
    const { nip, hash, day } = await accepted();
    expect(await opened(client().qr.buildInvoiceVerificationUrl(nip, day, hash))).toContain(
      'The invoice is in KSeF',
    );
  });

  it.each(['EC', 'RSA'] as const)('signs links that confirm the issuer (%s)', async (kind) => {
    const { nip, hash } = await accepted();
    const { serialNumber, pem } = await offlineKey(ksef, nip, kind);
    const url = client().qr.buildCertificateVerificationUrl('Nip', nip, nip, serialNumber, hash, pem);
    expect(await opened(url)).toContain('The issuer is confirmed');
  });
});

describe('ksef-client', () => {
  const links = () => new KsefClient({ baseUrl: ksef.apiUrl, baseQrUrl: ksef.url }).verificationLinks;

  it('makes links by which an invoice is found', async () => {
    const { nip, hash, day } = await accepted();
    const url = links().buildInvoiceVerificationUrl(nip, day.split('-').reverse().join('-'), hash);
    expect(await opened(url)).toContain('The invoice is in KSeF');
  });

  // This package signs the SHA-256 of the address as if it were the address; the official clients do not.
  it.each<[KeyKind, 'p1363' | 'der']>([
    ['EC', 'p1363'],
    ['EC', 'der'],
    ['RSA', 'p1363'],
  ])('is told that it takes the digest of the link twice (%s, %s)', async (kind, signatureFormat) => {
    const nip = newNip();
    const { serialNumber, pem } = await offlineKey(ksef, nip, kind);
    const text = await opened(
      links().buildCertificateVerificationUrl({
        sellerNip: nip,
        contextIdentifierType: 'Nip',
        contextIdentifierValue: nip,
        certificateSerial: serialNumber,
        invoiceHash: sha256Base64('document'),
        privateKeyPem: pem,
        signatureFormat,
      }),
    );
    expect(text).toContain('The issuer is not confirmed');
    expect(text).toContain('The signature is over the digest of the digest');
  });
});
