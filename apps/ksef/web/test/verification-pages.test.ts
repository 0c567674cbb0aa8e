/** The public pages that QR codes lead to, in a browser: what they say, for everybody, on a phone and a desk. */
import { generateKeyPair, sha256Base64, signLink } from '@kwit/crypto';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { logIn, newNip, sealOf } from '../../test/api.ts';
import { Company } from '../../test/company.ts';
import { enroll } from '../../test/enrollment.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { expectRight, taxpayerApp } from './app.ts';

const app = taxpayerApp({ clock: '2026-03-02T10:00:00Z' });
const pages: Page[] = [];
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});

/** The pages allow no script at all, so axe is let in past their Content-Security-Policy. */
async function opened(address: string): Promise<Page> {
  const context = await app.browser.newContext({ bypassCSP: true, locale: 'pl-PL' });
  const page = await context.newPage();
  pages.push(page);
  await page.goto(address);
  return page;
}

const digest = (text: string) => Buffer.from(sha256Base64(text), 'base64').toString('base64url');

async function firm() {
  const nip = newNip();
  const { access } = await logIn(app.ksef, await sealOf(nip), nip);
  return { nip, access, company: new Company(app.ksef.apiUrl, nip, access) };
}

const invoicePage = (nip: string, document: string) =>
  opened(`${app.ksef.url}/invoice/${nip}/02-03-2026/${digest(document)}?lang=pl`);

describe('the page of KOD I', () => {
  it('shows an invoice that is in KSeF, and all of it to who knows its data', async () => {
    const { nip, company } = await firm();
    const document = sampleInvoice({ seller: nip, issueDate: '2026-03-02' });
    const { ksefNumber } = await company.sendAndWait(await company.openSession(), document);
    const page = await invoicePage(nip, document);
    await page.getByRole('heading', { name: 'Faktura znajduje się w KSeF' }).waitFor();
    await page
      .getByText(ksefNumber ?? 'no number')
      .first()
      .waitFor();
    await expectRight(page, 'an invoice in KSeF');
  });

  it('says so of an invoice that is not, or not yet, there', async () => {
    const { nip } = await firm();
    const page = await invoicePage(nip, sampleInvoice({ seller: nip, issueDate: '2026-03-02' }));
    await page.getByRole('heading', { name: 'Faktura nie została znaleziona w KSeF' }).waitFor();
    await expectRight(page, 'an invoice that is not in KSeF');
  });

  it('leads from a document that was refused to its technical correction', async () => {
    const { nip, company } = await firm();
    const session = await company.openSession();
    const refused = sampleInvoice({ seller: nip, issueDate: '2026-03-02', number: 'OFF/1' }).replace(
      '<KodWaluty>PLN',
      '<KodWaluty>XYZ',
    );
    expect((await company.sendAndWait(session, refused, { offlineMode: true })).status.code).toBe(450);
    const right = sampleInvoice({ seller: nip, issueDate: '2026-03-02', number: 'OFF/1' });
    const correction = { offlineMode: true, hashOfCorrectedInvoice: sha256Base64(refused) };
    const { ksefNumber } = await company.sendAndWait(session, right, correction);
    const page = await invoicePage(nip, refused);
    await page
      .getByText(ksefNumber ?? 'no number')
      .first()
      .waitFor();
    await expectRight(page, 'a document with a technical correction');
  });

  it('refuses an address that no code has', async () => {
    const page = await opened(`${app.ksef.url}/invoice/123/02-03-2026/abc?lang=pl`);
    await page.locator('h1').waitFor();
    await expectRight(page, 'a wrong address');
  });
});

describe('the page of KOD II', () => {
  it('confirms an issuer by a signature that is right, and not by another', async () => {
    const { nip, access } = await firm();
    const keyPair = await generateKeyPair('EC');
    const { credential, serialNumber } = await enroll(app.ksef, access, { type: 'Offline', keyPair });
    const link = `${app.ksef.url}/certificate/Nip/${nip}/${nip}/${serialNumber}/${digest('dokument')}`;
    const signature = await signLink(credential.privateKey, Buffer.from(link.replace('http://', '')));
    const signed = Buffer.from(signature).toString('base64url');
    const page = await opened(`${link}/${signed}?lang=pl`);
    await page.getByRole('heading', { name: 'Wystawca potwierdzony' }).waitFor();
    await expectRight(page, 'an issuer who is confirmed');

    const wrong = await opened(`${link}/${'A'.repeat(signed.length)}?lang=pl`);
    await wrong.getByRole('heading', { name: 'Wystawcy nie potwierdzono' }).waitFor();
    await expectRight(wrong, 'an issuer who is not confirmed');
  });
});
