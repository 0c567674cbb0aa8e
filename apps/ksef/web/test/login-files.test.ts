/** The log-in with certificates from files of openssl and of KSeF, opened in the browser. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Credential, certificatePem, encryptedKeyPem } from '@kwit/crypto';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { logIn, personWith, sealOf } from '../../test/api.ts';
import { enroll } from '../../test/enrollment.ts';
import { axeViolations, type PageOptions, schemeAt, sticksOut, taxpayerApp } from './app.ts';

const nip = '1111111111';
const password = 'Zażółć-gęślą-2026';

const folder = mkdtempSync(join(tmpdir(), 'kwit-login-files-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

/** `.crt` and encrypted `.key` of a credential. */
const twoFiles = ({ certificate, privateKey }: Credential, name: string) => ({
  certificate: fileOf(`${name}.crt`, certificatePem(certificate)),
  key: fileOf(`${name}.key`, encryptedKeyPem(privateKey, password)),
});

/** A `.p12` of a credential, as openssl writes it. */
function p12(credential: Credential, name: string, ...options: string[]): string {
  const { certificate, key } = twoFiles(credential, name);
  const output = join(folder, `${name}.p12`);
  const env = { ...process.env, SECRET: password };
  const passwords = ['-passin', 'env:SECRET', '-passout', 'env:SECRET'];
  const files = ['-in', certificate, '-inkey', key, '-out', output];
  execFileSync('openssl', ['pkcs12', '-export', ...files, ...passwords, ...options], { env, stdio: 'pipe' });
  return output;
}

const ways = {
  qualified: 'Zaloguj certyfikatem kwalifikowanym',
  ksef: 'Zaloguj certyfikatem KSeF',
} as const;

const give = (page: Page, label: string, file: string) => page.getByLabel(label).setInputFiles(file);
const passwordField = (page: Page) => page.getByRole('textbox', { name: 'Hasło' });
const authenticate = (page: Page) => page.getByRole('button', { name: 'Uwierzytelnij' }).click();

describe.skipIf(isBrowserMissing('the log-in with files of the taxpayer application'))(
  'the log-in with files',
  () => {
    const app = taxpayerApp();

    const openForm = async (
      way: keyof typeof ways,
      context = nip,
      options: PageOptions = {},
    ): Promise<Page> => {
      const page = await app.open('/login', options);
      await page.getByRole('link', { name: ways[way] }).click();
      await page.getByRole('textbox', { name: 'NIP firmy' }).fill(context);
      await authenticate(page);
      await page.getByRole('heading', { name: ways[way] }).waitFor();
      return page;
    };

    it.each([
      ['EC', []],
      ['RSA', []],
      ['RSA', ['-legacy']],
    ] as const)(
      'goes with a .p12 of a key %s, openssl %j, whose password never leaves the page',
      async (keyKind, options) => {
        const seal = await sealOf(nip, { keyKind });
        const page = await openForm('qualified');
        const requests: string[] = [];
        page.on('request', (request) => requests.push(`${request.url()} ${request.postData() ?? ''}`));
        await give(page, 'Plik .p12 lub .pfx', p12(seal, `pieczec-${keyKind}`, ...options));
        await passwordField(page).fill(password);
        const stored = () =>
          page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
        expect(await stored()).not.toContain(password);
        await authenticate(page);
        await page.getByRole('heading', { name: 'Faktury' }).waitFor();
        await page.getByText('Firma testowa', { exact: true }).waitFor();
        for (const text of [...requests, await stored()]) {
          expect(text).not.toContain(password);
          expect(text).not.toContain('PRIVATE KEY');
        }
      },
    );

    it('goes with .crt and .key, and with a certificate of KSeF, and back to the page that asked for it', async () => {
      const seal = await sealOf(nip, { keyKind: 'EC' });
      const qualified = await openForm('qualified');
      await qualified.getByRole('radio', { name: 'dwóch plikach (.crt i .key)' }).click();
      // The choice is kept over a reload; files and password are not.
      await qualified.reload();
      const files = twoFiles(seal, 'pieczec');
      await give(qualified, 'Plik certyfikatu', files.certificate);
      await give(qualified, 'Plik klucza prywatnego', files.key);
      await passwordField(qualified).fill(password);
      await authenticate(qualified);
      await qualified.getByRole('heading', { name: 'Faktury' }).waitFor();

      const { access } = await logIn(app.ksef, seal, nip);
      const { credential } = await enroll(app.ksef, access, { name: 'Certyfikat do logowania' });
      const ofKsef = twoFiles(credential, 'ksef');
      const page = await app.open('/tokens');
      await page.getByRole('link', { name: ways.ksef }).click();
      await page.getByRole('textbox', { name: 'NIP firmy' }).fill(nip);
      await authenticate(page);
      await give(page, 'Plik certyfikatu', ofKsef.certificate);
      await give(page, 'Plik klucza prywatnego', ofKsef.key);
      await passwordField(page).fill(password);
      await authenticate(page);
      await page.getByRole('heading', { name: 'Lista tokenów' }).waitFor();
    });

    it('says at the field what is missing or wrong', async () => {
      const seal = await sealOf(nip);
      const other = await sealOf(nip);
      const page = await openForm('ksef');
      await authenticate(page);
      expect(await page.getByText('Należy wybrać plik').count()).toBe(2);
      const files = twoFiles(seal, 'moj');
      await give(page, 'Plik certyfikatu', files.key);
      await give(page, 'Plik klucza prywatnego', files.key);
      await authenticate(page);
      await page.getByText('Nie można odczytać certyfikatu.').waitFor();
      await give(page, 'Plik certyfikatu', files.certificate);
      await authenticate(page);
      await page.getByText('Klucz prywatny jest zaszyfrowany. Należy podać jego hasło.').waitFor();
      await passwordField(page).fill('nie to');
      await authenticate(page);
      await page.getByText('Hasło klucza prywatnego jest niepoprawne.').waitFor();
      expect(await passwordField(page).getAttribute('aria-invalid')).toBe('true');
      expect(await axeViolations(page)).toEqual([]);
      await passwordField(page).fill(password);
      await give(page, 'Plik klucza prywatnego', files.certificate);
      await authenticate(page);
      await page.getByText('Nie można odczytać klucza prywatnego.').waitFor();
      await give(page, 'Plik klucza prywatnego', twoFiles(other, 'cudzy').key);
      await authenticate(page);
      await page.getByText('Klucz prywatny nie pasuje do certyfikatu.').waitFor();

      const one = await openForm('qualified');
      await give(one, 'Plik .p12 lub .pfx', files.certificate);
      await authenticate(one);
      await one.getByText('Nie można odczytać pliku PKCS#12.').waitFor();
      await give(one, 'Plik .p12 lub .pfx', p12(seal, 'moj'));
      await authenticate(one);
      await one.getByText('Plik PKCS#12 jest zaszyfrowany. Należy podać jego hasło.').waitFor();
      await passwordField(one).fill('nie to');
      await authenticate(one);
      await one.getByText('Hasło pliku PKCS#12 jest niepoprawne.').waitFor();
      await passwordField(one).fill(password);
      await authenticate(one);
      await one.getByRole('heading', { name: 'Faktury' }).waitFor();
    });

    it('says that a certificate is over, revoked, or gives no rights in the context', async () => {
      const day = (text: string) => new Date(`${text}T12:00:00Z`);
      const over = await sealOf(nip, { validFrom: day('2020-01-01'), validTo: day('2021-01-01') });
      const page = await openForm('qualified');
      await give(page, 'Plik .p12 lub .pfx', p12(over, 'dawny'));
      await passwordField(page).fill(password);
      await authenticate(page);
      await page.getByText('Certyfikat „Firma testowa” wygasł 01.01.2021.').waitFor();

      const foreign = await personWith('PNOPL-80010100000');
      await give(page, 'Plik .p12 lub .pfx', p12(foreign, 'obcy'));
      await authenticate(page);
      await page
        .getByRole('alert')
        .getByText('Certyfikat „Anna Testowa” nie daje uprawnień w kontekście NIP firmy 1111111111.')
        .waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('link', { name: 'Zmień identyfikator' }).click();
      await page.getByRole('heading', { name: 'Wprowadź kontekst logowania' }).waitFor();

      const { access } = await logIn(app.ksef, await sealOf(nip), nip);
      const { credential, serialNumber } = await enroll(app.ksef, access, { name: 'Do unieważnienia' });
      await fetch(`${app.ksef.apiUrl}/certificates/${serialNumber}/revoke`, {
        method: 'POST',
        headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' },
        body: '{}',
      });
      const revoked = twoFiles(credential, 'uniewazniony');
      const form = await openForm('ksef');
      await give(form, 'Plik certyfikatu', revoked.certificate);
      await give(form, 'Plik klucza prywatnego', revoked.key);
      await passwordField(form).fill(password);
      await authenticate(form);
      await form.getByText(/KSeF nie przyjmuje certyfikatu „.+”: Certyfikat odwołany\./).waitFor();
    });

    describe.each(['phone', 'desk'] as const)('at the width of a %s', (width) => {
      it.each([schemeAt[width]])('is right for everybody, %s', async (scheme) => {
        for (const way of ['qualified', 'ksef'] as const) {
          const page = await openForm(way, nip, { width, scheme });
          expect(await axeViolations(page), way).toEqual([]);
          await authenticate(page);
          await page.getByText('Należy wybrać plik').first().waitFor();
          expect(await axeViolations(page), way).toEqual([]);
          expect(await sticksOut(page), way).toBe(false);
        }
      });
    });
  },
);
