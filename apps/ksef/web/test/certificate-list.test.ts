/** The list of certificates: what it shows, finds, downloads, revokes, and when it reminds. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { logIn, sealOf } from '../../test/api.ts';
import { enroll } from '../../test/enrollment.ts';
import { until } from '../../test/until.ts';
import { axeViolations, cutWords, expectRight, type PageOptions, sticksOut, taxpayerApp } from './app.ts';
import { openAsOwner } from './hand-over.ts';

const skipped = isBrowserMissing('the list of certificates of the taxpayer application');

/** An application that can be opened at the list, as the owner of a firm. */
function listApp() {
  const app = taxpayerApp();
  /** The access token of a firm whose certificates the owner of its NIP sees as well. */
  const accessOf = async (nip: string): Promise<string> =>
    (await logIn(app.ksef, await sealOf(nip), nip)).access;
  const openList = async (nip: string, options: PageOptions = {}): Promise<Page> => {
    const page = await openAsOwner(app, nip, { ...options, path: '/certificates' });
    await page.getByRole('heading', { name: 'Lista certyfikatów' }).waitFor();
    return page;
  };
  return { app, accessOf, openList };
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

describe.skipIf(skipped)('the list of certificates', () => {
  const { app, accessOf, openList } = listApp();

  it('begins with the first step, where there is none', async () => {
    const page = await openList('5555555555');
    await page.getByText('Nie ma jeszcze certyfikatów').waitFor();
    await page.getByText('0 (limit 100, pozostaje 100)').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Wnioskuj o certyfikat' }).last().click();
    await page.getByRole('heading', { name: 'Generowanie klucza' }).waitFor();
  });

  it('shows certificates in words, downloads and revokes them with a reason', async () => {
    const nip = '2222222222';
    const access = await accessOf(nip);
    const { credential, serialNumber } = await enroll(app.ksef, access, { name: 'Kasa w sklepie' });
    await enroll(app.ksef, access, { name: 'Podpis linku', type: 'Offline' });
    await enroll(app.ksef, access, {
      name: 'Na przyszły rok',
      validFrom: new Date(Date.now() + 40 * 86_400_000).toISOString(),
    });
    const page = await openList(nip);
    const row = rowOf(page, 'Kasa w sklepie');
    await row.getByText('Aktywny', { exact: true }).waitFor();
    await row.getByText('Uwierzytelnienie w systemie KSeF').waitFor();
    await row.getByText(serialNumber).waitFor();
    await rowOf(page, 'Podpis linku').getByText('Podpis linku do weryfikacji wystawcy').waitFor();
    await rowOf(page, 'Na przyszły rok').getByText('Jeszcze nieważny').waitFor();
    await page.getByText('3 (limit 100, pozostaje 97)').waitFor();
    expect(await cutWords(page, 1280)).toEqual([]);
    // Nothing ends soon.
    expect(await page.getByText('Kończy się ważność').count()).toBe(0);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Pobierz certyfikat: Kasa w sklepie' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('Kasa w sklepie.crt');
    const saved = new X509Certificate(readFileSync(await download.path()));
    expect(saved.fingerprint256).toBe(credential.certificate.fingerprint256);

    await row.getByRole('button', { name: 'Unieważnij' }).click();
    const question = page.getByRole('dialog', { name: 'Unieważnić certyfikat?' });
    await question.getByText('nie zalogują się już do KSeF').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await question.getByRole('button', { name: 'Anuluj' }).click();
    await row.getByRole('button', { name: 'Unieważnij' }).click();
    await question.getByRole('radio', { name: 'Klucz prywatny został ujawniony lub utracony' }).click();
    const [request] = await Promise.all([
      page.waitForRequest((made) => made.url().endsWith(`/certificates/${serialNumber}/revoke`)),
      question.getByRole('button', { name: 'Unieważnij certyfikat' }).click(),
    ]);
    expect(request.postDataJSON()).toEqual({ revocationReason: 'KeyCompromise' });
    await row.getByText('Unieważniony').waitFor();
    expect(await row.getByRole('button', { name: 'Unieważnij' }).count()).toBe(0);
    await page.getByText('2 (limit 100, pozostaje 98)').waitFor();
  });

  it('says why a certificate was not revoked', async () => {
    const nip = '3333333333';
    const access = await accessOf(nip);
    const { serialNumber } = await enroll(app.ksef, access, { name: 'Certyfikat dwa razy' });
    const page = await openList(nip);
    await rowOf(page, 'Certyfikat dwa razy').getByRole('button', { name: 'Unieważnij' }).click();
    // In the meantime somebody else does it.
    await fetch(`${app.ksef.apiUrl}/certificates/${serialNumber}/revoke`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access}`, 'content-type': 'application/json' },
      body: JSON.stringify({}),
    });
    const question = page.getByRole('dialog');
    await question.getByRole('button', { name: 'Unieważnij certyfikat' }).click();
    await question.getByRole('alert').getByText('Nie unieważniono certyfikatu').waitFor();
    await question
      .getByRole('alert')
      .getByText(/unieważniony|odwołany/i)
      .first()
      .waitFor();
  });

  it('holds a hundred certificates, and finds one by status, purpose and name, over a reload', async () => {
    const nip = '4444444444';
    const access = await accessOf(nip);
    const names = Array.from(
      { length: 98 },
      (_, index) => `Kasa numer ${String(index + 1).padStart(3, '0')}`,
    );
    for (const name of names) await enroll(app.ksef, access, { name });
    await enroll(app.ksef, access, { name: 'Link w sklepie', type: 'Offline' });
    await enroll(app.ksef, access, { name: 'Link w biurze', type: 'Offline' });
    const page = await openList(nip, { width: 'phone' });
    await page.getByText('100 (limit 100, pozostaje 0)').waitFor();
    // Rows come as one scrolls; the oldest is the last.
    const oldest = page.getByText('Kasa numer 001', { exact: true });
    await until(async () => {
      await page.mouse.wheel(0, 5000);
      return (await oldest.count()) > 0;
    });
    expect(await page.getByRole('row').count()).toBeLessThan(60);

    await page.getByLabel('Przeznaczenie').selectOption('Podpis linku do weryfikacji wystawcy');
    await page.getByText('Link w sklepie').waitFor();
    await until(async () => (await page.getByRole('row').count()) === 3);
    await page.getByRole('searchbox', { name: 'Nazwa certyfikatu' }).fill('biur');
    await until(async () => (await page.getByRole('row').count()) === 2);
    await page.getByText('Link w biurze').waitFor();
    await page.reload();
    await page.getByText('Link w biurze').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('biur');
    expect(await page.getByRole('row').count()).toBe(2);
    await page.getByLabel('Status').selectOption('Wygasł');
    await page.getByText('Żaden certyfikat nie spełnia tych warunków').waitFor();
    await page.getByRole('button', { name: 'Pokaż wszystkie' }).click();
    await page.getByText('Kasa numer 098').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
  });

  it('says that the list was not loaded, and loads it when KSeF answers again', async () => {
    const page = await openList('5555555555');
    await page.getByText('Nie ma jeszcze certyfikatów').waitFor();
    await page.context().setOffline(true);
    await page.getByLabel('Status').selectOption('Aktywny');
    await page.getByText('Nie wczytano listy certyfikatów').waitFor();
    await page.context().setOffline(false);
    await page.getByText('Żaden certyfikat nie spełnia tych warunków').waitFor();
  });

  it('is right for everybody', async () => {
    const nip = '1111111111';
    const name = 'Certyfikat o długiej nazwie w sklepie przy rynku';
    await enroll(app.ksef, await accessOf(nip), { name });
    const page = await openList(nip);
    await page.getByRole('button', { name: `Pobierz certyfikat: ${name}` }).waitFor();
    await expectRight(page, 'list');
    await page.getByRole('button', { name: `Unieważnij: ${name}` }).click();
    await page.getByRole('dialog').getByText('Powód unieważnienia').waitFor();
    await expectRight(page, 'question');
  });
});

describe.skipIf(skipped)('an application for a certificate', () => {
  const { app, openList } = listApp();

  it('begins with the day of KSeF, not with that of the browser', async () => {
    await app.ksef.control.advanceClock({ by: 'P3M' });
    const page = await openList('1111111111');
    await page.getByRole('main').getByRole('link', { name: 'Wnioskuj o certyfikat' }).first().click();
    await page.getByRole('textbox', { name: 'Nazwa certyfikatu' }).fill('Certyfikat na później');
    await page.getByRole('textbox', { name: /^Hasło/ }).fill('Dobre-haslo-2026-x');
    await page.getByRole('textbox', { name: 'Powtórz hasło' }).fill('Dobre-haslo-2026-x');
    await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Generuj' }).click()]);
    const polishDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw' });
    const { now } = await app.ksef.control.readClock();
    const field = page.getByLabel('Certyfikat ważny od');
    await field.waitFor();
    expect(await field.inputValue()).toBe(polishDay.format(new Date(now)));
    await field.fill(polishDay.format(new Date()));
    await page.getByRole('radio', { name: 'Uwierzytelnienie w systemie KSeF' }).click();
    await page.getByRole('button', { name: 'Wyślij wniosek o wydanie certyfikatu' }).click();
    await page.getByText('Data nie może być wcześniejsza niż dzisiejsza').waitFor();
  });
});

describe.skipIf(skipped)('a certificate that ends soon', () => {
  const { app, accessOf, openList } = listApp();
  const nip = '1111111111';

  it('is told of by the clock of KSeF, two months before, until it is replaced', async () => {
    const name = 'Kasa główna';
    await enroll(app.ksef, await accessOf(nip), { name });
    await enroll(app.ksef, await accessOf(nip), { name: 'Kasa boczna', type: 'Offline' });
    await app.ksef.control.advanceClock({ by: 'P21M' });
    const before = await openList(nip);
    await rowOf(before, name).getByText('Aktywny', { exact: true }).waitFor();
    await until(async () => (await before.getByText('wygasa za').count()) === 0);

    await app.ksef.control.advanceClock({ by: 'P1M15D' });
    const page = await openList(nip);
    await page.getByText('Kończy się ważność 2 certyfikatów').waitFor();
    await rowOf(page, name)
      .getByText(/wygasa za 4\d dni|wygasa za 4\d dzień/)
      .waitFor();
    const reminder = page.getByRole('status').filter({ hasText: 'Kończy się ważność' });
    await reminder.getByText(`„${name}”: ważny do`).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await sticksOut(page)).toBe(false);

    await enroll(app.ksef, await accessOf(nip), { name });
    await page.reload();
    await page.getByText('Kończy się ważność certyfikatu').waitFor();
    expect(await reminder.getByText(`„${name}”`).count()).toBe(0);
    await reminder.getByText('„Kasa boczna”: ważny do').waitFor();
    await reminder.getByRole('link', { name: 'Wygeneruj nowy' }).click();
    await page.getByRole('heading', { name: 'Generowanie klucza' }).waitFor();

    await app.ksef.control.advanceClock({ by: 'P2M' });
    const after = await openList(nip);
    await until(async () => (await after.getByText('Wygasł', { exact: true }).count()) >= 2);
    expect(await after.getByText('Kończy się ważność').count()).toBe(0);
  });
});
