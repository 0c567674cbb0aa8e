/** Codes I and II of invoices: the pages that they lead to, for invoices in KSeF and for those issued offline. */
import { constants, sign } from 'node:crypto';
import { sha256Base64 } from '@kwit/crypto';
import { todayInPoland } from '@kwit/invoice';
import type { EnrolledCertificate } from '@kwit/ksef-client';
import { describe, expect, test } from 'vitest';
import { newNip } from '../../../ksef/test/api.ts';
import { inForm, invoiceBetween, scenarioKsef, sendAlone } from './scenario.testing.ts';

const scenario = scenarioKsef();

const inUrl = (base64: string) => Buffer.from(base64, 'base64').toString('base64url');
const polishDay = () => todayInPoland().split('-').reverse().join('-');

/** Code I: NIP of the seller, day of issue, digest of the document. */
const linkToInvoice = (nip: string, hash: string) =>
  `${scenario.ksef.url}/invoice/${nip}/${polishDay()}/${inUrl(hash)}`;

/** Code II: what names the issuer, signed by the key of the certificate. */
function linkToIssuer(nip: string, { serialNumber, credential }: EnrolledCertificate, hash: string): string {
  const url = `${scenario.ksef.url}/certificate/Nip/${nip}/${nip}/${serialNumber}/${inUrl(hash)}`;
  const key = credential.privateKey;
  const way =
    key.asymmetricKeyType === 'rsa'
      ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
      : { dsaEncoding: 'ieee-p1363' as const };
  const signature = sign('sha256', Buffer.from(url.replace(/^https?:\/\//, '')), { key, ...way });
  return `${url}/${signature.toString('base64url')}`;
}

async function page(url: string): Promise<string> {
  const response = await fetch(`${url}?lang=pl`);
  expect(response.status).toBe(200);
  return response.text();
}
const found = 'Faktura znajduje się w KSeF';

test('code I of an invoice leads to it, and says its KSeF number', async () => {
  const { nip, client } = await scenario.firm();
  const sent = await sendAlone(client, invoiceBetween(nip, newNip()));
  const shown = await page(linkToInvoice(nip, sent.invoiceHash));
  expect(shown).toContain(found);
  expect(shown).toContain(sent.ksefNumber);
  expect(await page(linkToInvoice(nip, sha256Base64('inna')))).not.toContain(found);
});

describe('an invoice issued offline', () => {
  test.each([
    ['FA (2)', 'EC'],
    ['FA (2)', 'RSA'],
    ['FA (3)', 'EC'],
    ['FA (3)', 'RSA'],
  ] as const)(
    'of the form %s has both codes with a key of %s, and is found once it was sent',
    async (formCode, keyKind) => {
      const { nip, client } = await scenario.firm();
      const certificate = await client.enrollCertificate({ name: 'Do kodu QR', usage: 'Offline', keyKind });
      const bytes = inForm(invoiceBetween(nip, newNip()), formCode);
      const hash = sha256Base64(bytes);
      expect(await page(linkToInvoice(nip, hash))).not.toContain(found);
      const issuer = await page(linkToIssuer(nip, certificate, hash));
      for (const sentence of [
        'Certyfikat istnieje',
        'Certyfikat jest aktywny',
        'Podpis wystawcy jest prawidłowy',
        'Wystawca posiada uprawnienia do wystawienia faktury',
      ]) {
        expect(issuer).toContain(sentence);
      }
      const sent = await sendAlone(client, bytes, { formCode, offlineMode: true });
      expect(sent).toMatchObject({ status: { code: 200 }, invoicingMode: 'Offline', invoiceHash: hash });
      expect(await page(linkToInvoice(nip, hash))).toContain(found);
    },
  );

  test('is not confirmed by another key, nor by a certificate for logging in', async () => {
    const { nip, client } = await scenario.firm();
    const hash = sha256Base64('dokument');
    const offline = await client.enrollCertificate({ name: 'Do kodu QR', usage: 'Offline' });
    const entering = await client.enrollCertificate({ name: 'Do logowania', usage: 'Authentication' });
    const otherKey = { ...offline, credential: entering.credential };
    for (const certificate of [otherKey, entering]) {
      expect(await page(linkToIssuer(nip, certificate, hash))).toContain('Wystawcy nie potwierdzono');
    }
  });
});
