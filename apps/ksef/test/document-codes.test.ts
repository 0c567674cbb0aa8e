/** The QR codes of documents, opened at the public pages of the local KSeF as a telephone would open them. */
import { createPrivateKey } from 'node:crypto';
import { type KeyKind, sha256Base64, signLink } from '@kwit/crypto';
import { type IssuerCodeData, invoiceCode, issuerCode, type SignLink } from '@kwit/documents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../src/index.ts';
import { newNip } from './api.ts';
import { type Company, logIn } from './company.ts';
import { offlineKey } from './enrollment.ts';
import { sampleInvoice } from './sample-invoice.ts';

const issueDate = '2026-03-02';
const nip = newNip();
let ksef: Ksef;
let company: Company;

beforeAll(async () => {
  ksef = await startKsef({ port: 0, clock: `${issueDate}T10:00:00Z` });
  company = await logIn(ksef, nip);
});
afterAll(() => ksef.close());

const opened = async (url: string) => (await fetch(`${url}?lang=pl`)).text();

describe('KOD I', () => {
  it('leads nowhere while the invoice is with its issuer, and to the invoice once it was sent', async () => {
    const document = sampleInvoice({ seller: nip, issueDate });
    const data = { address: ksef.url, sellerNip: nip, issueDate, sha256: sha256Base64(document) };
    const offline = invoiceCode({ ...data, ksefNumber: null });
    expect(offline.caption.text).toBe('OFFLINE');
    expect(await opened(offline.content)).toContain('Faktura nie została znaleziona w KSeF');

    const { ksefNumber } = await company.sendAndWait(await company.openSession(), document);
    const online = invoiceCode({ ...data, ksefNumber: ksefNumber ?? null });
    const page = await opened(online.content);
    expect(page).toContain('Faktura znajduje się w KSeF');
    expect(page).toContain(online.caption.text);
    expect(online.content).toBe(offline.content);
  });

  it('does not lead to a document of which a letter is another one', async () => {
    const document = sampleInvoice({ seller: nip, issueDate });
    await company.sendAndWait(await company.openSession(), document);
    const { content } = invoiceCode({
      address: ksef.url,
      sellerNip: nip,
      issueDate,
      sha256: sha256Base64(document.replace('</P_2>', 'A</P_2>')),
      ksefNumber: null,
    });
    expect(await opened(content)).toContain('Faktura nie została znaleziona w KSeF');
  });
});

describe('KOD II', () => {
  async function issuer(kind: KeyKind) {
    const { serialNumber, pem } = await offlineKey(ksef, nip, kind);
    const key = createPrivateKey(pem);
    const data: IssuerCodeData = {
      address: ksef.url,
      context: { type: 'Nip', value: nip },
      sellerNip: nip,
      certificateSerialNumber: serialNumber,
      sha256: sha256Base64(sampleInvoice({ seller: nip, issueDate })),
    };
    const sign: SignLink = (bytes) => signLink(key, bytes);
    return { data, sign };
  }

  it.each<KeyKind>(['EC', 'RSA'])('confirms the issuer (%s)', async (kind) => {
    const { data, sign } = await issuer(kind);
    const code = await issuerCode(data, sign);
    expect(code.caption.text).toBe('CERTYFIKAT');
    expect(await opened(code.content)).toContain('Wystawca potwierdzony');
  });

  it.each<KeyKind>(['EC', 'RSA'])(
    'does not confirm an invoice that was changed afterwards (%s)',
    async (kind) => {
      const { data, sign } = await issuer(kind);
      const { content } = await issuerCode(data, sign);
      const signature = content.slice(content.lastIndexOf('/'));
      const changed = await issuerCode({ ...data, sha256: sha256Base64('inny dokument') }, sign);
      const forged = changed.content.slice(0, changed.content.lastIndexOf('/')) + signature;
      const page = await opened(forged);
      expect(page).toContain('Wystawcy nie potwierdzono');
      expect(page).toContain('Podpis nie zgadza się');
    },
  );

  it('does not confirm whoever signs by the key of another certificate', async () => {
    const [{ data }, { sign }] = [await issuer('EC'), await issuer('EC')];
    expect(await opened((await issuerCode(data, sign)).content)).toContain('Wystawcy nie potwierdzono');
  });
});
