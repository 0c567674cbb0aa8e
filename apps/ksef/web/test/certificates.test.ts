/** A certificate as the guide makes it, up to an invoice that is sent with its files, and what can go wrong. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { expectRight, taxpayerApp } from './app.ts';
import { openAsOwner } from './hand-over.ts';
import { kwit } from './kwit.ts';
import { logInAsOwner } from './log-in.ts';

const nip = '1111111111';
const name = 'Certyfikat do programu zewnętrznego';
const password = 'Dobre-haslo-2026-x';

const folder = mkdtempSync(join(tmpdir(), 'kwit-certificates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Keeps a downloaded file under the name that the application gave it. */
async function kept(download: Download): Promise<string> {
  const path = join(folder, download.suggestedFilename());
  await download.saveAs(path);
  return path;
}

async function fillIn(page: Page, values: { name?: string; password?: string; repeated?: string }) {
  const fields = {
    'Nazwa certyfikatu': values.name,
    Hasło: values.password,
    'Powtórz hasło': values.repeated,
  };
  for (const [label, value] of Object.entries(fields)) {
    if (value !== undefined) {
      await page.getByRole('textbox', { name: new RegExp(`^${label}`) }).fill(value);
    }
  }
}

/** Presses «Generuj» and keeps the file of the key. */
async function generate(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Generuj' }).click(),
  ]);
  return kept(download);
}

const send = (page: Page) =>
  page.getByRole('button', { name: 'Wyślij wniosek o wydanie certyfikatu' }).click();

/** Presses «Odśwież» until KSeF has issued the certificate: how often depends on the machine. */
async function refreshUntilIssued(page: Page): Promise<void> {
  const ready = page.getByRole('button', { name: 'Pobierz certyfikat' });
  const refresh = page.getByRole('button', { name: 'Odśwież' });
  for (let tries = 0; tries < 100 && (await ready.count()) === 0; tries += 1) {
    // The answer to what was pressed before may have come by now, and the button is gone.
    await refresh.click({ timeout: 1000 }).catch(() => {});
    await ready.or(refresh.and(page.locator(':not([data-loading])'))).waitFor();
  }
  await ready.waitFor();
}

describe.skipIf(isBrowserMissing('certificates in the taxpayer application'))('a certificate', () => {
  const app = taxpayerApp();

  async function openApplication(): Promise<Page> {
    const page = await openAsOwner(app, nip);
    await goToApplication(page);
    return page;
  }

  async function goToApplication(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Wnioskuj o certyfikat' }).click();
    await page.getByRole('heading', { name: 'Generowanie klucza i wniosku o wydanie certyfikatu' }).waitFor();
  }

  it.each(['EC P-256', 'RSA 2048'])(
    'of a key %s made in the browser sends an invoice by kwit',
    async (kind) => {
      // The whole of the guide, from the log-in on.
      const page = await app.open('/');
      await logInAsOwner(page, app.ksef.webUrl, nip);
      await goToApplication(page);
      await page.getByText('Wnioskuj o certyfikat · 1 z 2').waitFor();
      await fillIn(page, { name, password, repeated: password });
      await page.getByRole('radio', { name: kind }).click();
      const requests: string[] = [];
      page.on('request', (request) => requests.push(`${request.url()} ${request.postData() ?? ''}`));
      const key = await generate(page);
      expect(key.endsWith(`${name}.key`)).toBe(true);

      await page.getByRole('heading', { name: 'Przesłanie wniosku' }).waitFor();
      await page.getByText('Wygenerowano klucz prywatny').waitFor();
      await page.getByRole('radio', { name: 'Uwierzytelnienie w systemie KSeF' }).click();
      await send(page);
      await page.getByText('Wniosek został wysłany').waitFor();
      await refreshUntilIssued(page);
      // What is known of the certificate outlasts a reload.
      await page.reload();
      await page.getByText('Wniosek został wysłany').waitFor({ state: 'detached' });
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Pobierz certyfikat' }).click(),
      ]);
      const certificate = await kept(download);
      expect(certificate.endsWith(`${name}.crt`)).toBe(true);
      expect(readFileSync(certificate, 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
      const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
      for (const text of [...requests, stored]) {
        expect(text).not.toContain(password);
        expect(text).not.toContain('PRIVATE KEY');
      }

      const home = mkdtempSync(join(folder, 'home-'));
      await kwit(['login', '--env', app.ksef.apiUrl, '--nip', nip, '--cert', certificate, '--key', key], {
        home,
        env: { KWIT_KEY_PASSWORD: password },
      });
      const [sent] = await kwit(['send', invoiceFile(`T/${kind}`)], {
        home,
        env: { KWIT_KEY_PASSWORD: password },
      });
      expect(sent).toMatchObject({ status: 'accepted', problems: [] });
    },
  );

  it('is not asked for with a name or a password that is not allowed', async () => {
    const page = await openApplication();
    await page.getByRole('button', { name: 'Generuj' }).click();
    expect(await page.getByText('Wartość jest wymagana').count()).toBe(3);
    await fillIn(page, { name: 'Kasa', password: 'zażółć gęślą', repeated: 'inne' });
    const requirement = (text: string) => page.getByRole('listitem').filter({ hasText: text }).textContent();
    expect(await requirement('1 małą literę')).toContain(': spełnione');
    expect(await requirement('15 znaków')).toContain('niespełnione');
    expect(await requirement('1 wielką literę')).toContain('niespełnione');
    expect(await requirement('1 cyfrę')).toContain('niespełnione');
    expect(await requirement('1 znak specjalny')).toContain('niespełnione');
    expect(await requirement('więcej niż 32 znaków')).toContain(': spełnione');
    expect(await requirement('polskich znaków')).toContain('niespełnione');
    expect(await requirement('innych znaków specjalnych')).toContain('niespełnione');
    await page.getByRole('button', { name: 'Generuj' }).click();
    await page.getByText('Nazwa ma od 5 do 100 znaków').waitFor();
    await page.getByText('Hasło nie spełnia wymagań').waitFor();
    await page.getByText('Hasła różnią się od siebie').waitFor();
    await fillIn(page, { name: 'Kasa/1234' });
    await page.getByRole('button', { name: 'Generuj' }).click();
    await page.getByText('Nazwa może zawierać litery').waitFor();
  });

  it('survives a reload between its steps, without the password', async () => {
    const page = await openApplication();
    await fillIn(page, { name, password, repeated: password });
    await page.reload();
    const nameField = page.getByRole('textbox', { name: 'Nazwa certyfikatu' });
    expect(await nameField.inputValue()).toBe(name);
    expect(await page.getByRole('textbox', { name: /^Hasło/ }).inputValue()).toBe('');
    await fillIn(page, { password, repeated: password });
    const first = readFileSync(await generate(page), 'utf8');
    // The new step is announced by its heading.
    await page.getByRole('heading', { name: 'Przesłanie wniosku' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    const [again] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Zapisz plik klucza ponownie' }).click(),
    ]);
    expect(readFileSync(await kept(again), 'utf8')).toBe(first);

    await page.reload();
    await page.getByRole('heading', { name: 'Przesłanie wniosku' }).waitFor();
    expect(await page.getByRole('button', { name: 'Zapisz plik klucza ponownie' }).count()).toBe(0);
    await send(page);
    await page.getByText('Wartość jest wymagana').waitFor();
    await page.getByRole('radio', { name: 'Podpis linku do weryfikacji wystawcy' }).click();
    await page.getByLabel('Certyfikat ważny od').fill('2020-01-01');
    await send(page);
    await page.getByText('Data nie może być wcześniejsza niż dzisiejsza').waitFor();
    await page.getByRole('button', { name: 'Zacznij od nowa' }).click();
    await page.getByRole('heading', { name: 'Generowanie klucza' }).waitFor();
  });

  it('is right for everybody at every step', async () => {
    const page = await openApplication();
    await expectRight(page, 'empty');
    await fillIn(page, { name: 'Kasa', password: 'za krótkie', repeated: 'inne' });
    await page.getByRole('button', { name: 'Generuj' }).click();
    await page.getByText('Hasło nie spełnia wymagań').waitFor();
    await expectRight(page, 'with errors');
    await fillIn(page, { name, password, repeated: password });
    await generate(page);
    await page.getByRole('heading', { name: 'Przesłanie wniosku' }).waitFor();
    await expectRight(page, 'second step');
    await page.getByRole('radio', { name: 'Podpis linku do weryfikacji wystawcy' }).click();
    await send(page);
    await page.getByText('Wniosek został wysłany').waitFor();
    await expectRight(page, 'sent');
    await refreshUntilIssued(page);
    await expectRight(page, 'issued');
  });
});

function invoiceFile(number: string): string {
  const party = (taxNumber: string, called: string) => ({
    nip: taxNumber,
    name: called,
    address: { country: 'PL', line1: 'ul. Testowa 1', line2: '00-001 Warszawa' },
  });
  const file = join(folder, `${number.replaceAll(/\W/g, '-')}.json`);
  const invoice = {
    number,
    issueDate: 'today',
    seller: party(nip, 'Demo Sp. z o.o.'),
    buyer: party('2222222222', 'Nabywca Sp. z o.o.'),
    lines: [{ name: 'Usługa', quantity: 1, unit: 'szt.', unitNetPrice: '100.00', vatRate: '23' }],
  };
  writeFileSync(file, JSON.stringify(invoice));
  return file;
}
