/** Links as the official page on QR codes gives them; that KSeF understands them is tested beside the local KSeF. */
import { describe, expect, it } from 'vitest';
import { DocumentError } from '../errors.ts';
import { invoiceCode, invoiceLink } from './invoice-code.ts';
import { type IssuerCodeData, issuerCode, issuerLink } from './issuer-code.ts';

const hash = 'UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE';
const invoice = { address: 'test', sellerNip: '1111111111', issueDate: '2026-02-01', sha256: hash };
const issuer: IssuerCodeData = {
  address: 'test',
  context: { type: 'Nip', value: '1111111111' },
  sellerNip: '1111111111',
  certificateSerialNumber: '01F20A5D352AE590',
  sha256: hash,
};

describe('KOD I', () => {
  it('is the link of the official example', () => {
    expect(invoiceLink(invoice)).toBe(
      'https://qr-test.ksef.mf.gov.pl/invoice/1111111111/01-02-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE',
    );
  });

  it.each([
    ['demo', 'https://qr-demo.ksef.mf.gov.pl/'],
    ['prod', 'https://qr.ksef.mf.gov.pl/'],
    ['http://localhost:4100', 'http://localhost:4100/'],
    ['https://ksef.firma.example/lokalny/', 'https://ksef.firma.example/lokalny/'],
  ])('leads to %s', (address, start) => {
    expect(invoiceLink({ ...invoice, address })).toBe(`${start}invoice/1111111111/01-02-2026/${hash}`);
  });

  it('takes the digest in every usual form', () => {
    const bytes = Buffer.from(hash, 'base64url');
    for (const sha256 of [
      bytes.toString('base64'),
      bytes.toString('hex'),
      bytes.toString('hex').toUpperCase(),
    ]) {
      expect(invoiceLink({ ...invoice, sha256 })).toBe(invoiceLink(invoice));
    }
  });

  it('carries the KSeF number, or OFFLINE while there is none', () => {
    const ksefNumber = '1111111111-20260201-0000000000AB-F6';
    expect(invoiceCode({ ...invoice, ksefNumber }).caption).toEqual({ text: ksefNumber });
    const offline = invoiceCode({ ...invoice, ksefNumber: null }, 'pl+en');
    expect(offline.caption).toEqual({ text: 'OFFLINE' });
    expect(offline.isLink).toBe(true);
    expect(offline.explanation.also).toContain('verifies the invoice');
  });

  it.each<[string, Partial<typeof invoice>, string]>([
    ['an address that is none', { address: 'localhost' }, 'code-address'],
    ['another scheme', { address: 'javascript:alert(1)' }, 'code-address'],
    ['an address with a query', { address: 'https://example.com/?a=b' }, 'code-address'],
    ['an address with a password', { address: 'https://a:b@example.com' }, 'code-address'],
    ['a short NIP', { sellerNip: '111111111' }, 'code-part'],
    ['a path instead of a NIP', { sellerNip: '../../../..' }, 'code-part'],
    ['a date of another form', { issueDate: '01-02-2026' }, 'code-part'],
    ['a month that there is not', { issueDate: '2026-13-01' }, 'code-part'],
    ['a short digest', { sha256: hash.slice(1) }, 'code-part'],
  ])('refuses %s and names it', (_, changes, code) => {
    expect(() => invoiceLink({ ...invoice, ...changes })).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(Object.values(changes)[0] ?? '') }),
    );
  });
});

describe('KOD II', () => {
  it('signs the link up to the signature, without scheme and without a slash at its end', async () => {
    const signed: string[] = [];
    const link = await issuerLink(issuer, (bytes) => {
      signed.push(new TextDecoder().decode(bytes));
      return Uint8Array.of(251, 255, 254);
    });
    expect(signed).toEqual([
      'qr-test.ksef.mf.gov.pl/certificate/Nip/1111111111/1111111111/01F20A5D352AE590/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE',
    ]);
    expect(link).toBe(`https://${signed[0]}/-__-`);
  });

  it('carries the word CERTYFIKAT in every language', async () => {
    const { caption, isLink } = await issuerCode(issuer, () => Uint8Array.of(1), 'en');
    expect([caption, isLink]).toEqual([{ text: 'CERTYFIKAT' }, true]);
  });

  it.each<IssuerCodeData['context']>([
    { type: 'InternalId', value: '1111111111-12345' },
    { type: 'NipVatUe', value: '1111111111-IE1234567WA' },
    { type: 'PeppolId', value: 'PPL123456' },
  ])('names the context: $type', async (context) => {
    const link = await issuerLink({ ...issuer, context }, () => Uint8Array.of(1));
    expect(link).toContain(`/certificate/${context.type}/${context.value}/1111111111/`);
  });

  it.each<[string, Partial<IssuerCodeData>, Uint8Array, string]>([
    [
      'a context of another form',
      { context: { type: 'PeppolId', value: '1' } },
      Uint8Array.of(1),
      'code-part',
    ],
    ['a serial number of another form', { certificateSerialNumber: '1/2' }, Uint8Array.of(1), 'code-part'],
    ['an empty signature', {}, new Uint8Array(), 'code-signature'],
    ['a signature that cannot be one', {}, new Uint8Array(513), 'code-signature'],
  ])('refuses %s', async (_, changes, signature, code) => {
    const link = issuerLink({ ...issuer, ...changes }, () => signature);
    await expect(link).rejects.toThrow(expect.objectContaining({ code }));
    await expect(link).rejects.toBeInstanceOf(DocumentError);
  });

  it('lets the failure of a signer through', async () => {
    const failing = issuerLink(issuer, () => Promise.reject(new Error('no card')));
    await expect(failing).rejects.toThrow('no card');
  });
});
