/** «Ustawienia»: who is logged in and where else, what the limits are, and what the browser remembers. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { call, logIn, sealOf } from '../../test/api.ts';
import { until } from '../../test/until.ts';
import { axeViolations, expectRight, type PageOptions, taxpayerApp } from './app.ts';
import { openAsOwner } from './hand-over.ts';

describe.skipIf(isBrowserMissing('the settings of the taxpayer application'))('the settings', () => {
  const app = taxpayerApp();

  const openSettings = async (nip: string, options: PageOptions = {}): Promise<Page> => {
    const page = await openAsOwner(app, nip, { path: '/settings', ...options });
    await page.getByRole('heading', { name: 'Ustawienia' }).waitFor();
    return page;
  };

  it('tell who is logged in, and end another log-in after asking', async () => {
    const nip = '1111111111';
    const { access } = await logIn(app.ksef, await sealOf(nip), nip);
    const others = await call(app.ksef, 'listAuthenticationSessions', {}, { bearer: access });
    const [other] = others.body.items;
    const page = await openSettings(nip);
    const who = page.getByRole('region', { name: 'Zalogowano' });
    await who.getByText('Łucja Żółkiewska').waitFor();
    await who.getByText(`NIP ${nip}`).waitFor();
    const sessions = page.getByRole('table', { name: 'Aktywne sesje uwierzytelnienia' });
    await sessions.getByText('To logowanie').waitFor();
    const row = sessions.getByRole('row').filter({ hasText: other?.referenceNumber ?? '' });
    await row.getByRole('button', { name: 'Zakończ' }).click();
    const question = page.getByRole('dialog', { name: 'Zakończyć sesję uwierzytelnienia?' });
    expect(await axeViolations(page)).toEqual([]);
    await question.getByRole('button', { name: 'Anuluj' }).click();
    await row.getByRole('button', { name: 'Zakończ' }).click();
    await question.getByRole('button', { name: 'Zakończ sesję' }).click();
    await until(async () => (await row.count()) === 0);
    await sessions.getByText('To logowanie').waitFor();
  });

  it('tell the limits in words', async () => {
    const page = await openSettings('2222222222');
    const limits = page.getByRole('region', { name: 'Limity', exact: true });
    await limits
      .getByText(/^do 10\s000 faktur; jedna faktura do 1 MB, z załącznikiem do 3 MB$/)
      .first()
      .waitFor();
    await limits.getByText('do 300').waitFor();
    await limits.getByText('do 100', { exact: true }).waitFor();
    const rates = page.getByRole('table', { name: 'Limity wywołań API' });
    await rates.getByRole('row').filter({ hasText: 'Otwarcie sesji interaktywnej' }).waitFor();
    await rates.getByText('bez limitu').first().waitFor();
  });

  it('say what was not loaded, and load it when KSeF answers again', async () => {
    const page = await openSettings('3333333333');
    await page.getByText('To logowanie').waitFor();
    await page.getByRole('link', { name: 'Lista tokenów' }).click();
    await page.getByRole('heading', { name: 'Lista tokenów' }).waitFor();
    await page.context().setOffline(true);
    await page.getByRole('link', { name: 'Ustawienia' }).click();
    await page.getByText('Nie wczytano sesji uwierzytelnienia').waitFor();
    await page.getByText('Nie wczytano limitów', { exact: true }).waitFor();
    await page.context().setOffline(false);
    await until(async () => (await page.getByRole('alert').count()) === 0);
    await page.getByText('To logowanie').waitFor();
  });

  it('show whoever is not logged in language and appearance alone, and remember both', async () => {
    const page = await app.open('/settings');
    expect(await page.getByText('Aktywne sesje').count()).toBe(0);
    await page.getByRole('radio', { name: 'Ciemny' }).click();
    await page.getByRole('radio', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    expect(await page.getByRole('radio', { name: 'Dark' }).isChecked()).toBe(true);
  });

  it('give way to a new log-in when the session was ended elsewhere, also before an action', async () => {
    const nip = '5555555555';
    const { access } = await logIn(app.ksef, await sealOf(nip), nip);
    const page = await openSettings(nip);
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'Zakończ' }) });
    await row.getByRole('button', { name: 'Zakończ' }).click();
    const { body } = await call(app.ksef, 'listAuthenticationSessions', {}, { bearer: access });
    const here = body.items.find(({ isCurrent }) => !isCurrent);
    const path = { referenceNumber: here?.referenceNumber ?? '' };
    await call(app.ksef, 'revokeAuthenticationSession', { path }, { bearer: access });
    // The access token that the page has lasts a while yet.
    await app.ksef.control.advanceClock({ by: 'PT1H' });
    await page.getByRole('dialog').getByRole('button', { name: 'Zakończ sesję' }).click();
    const over = page.getByRole('dialog', { name: 'Sesja wygasła' });
    await over.getByRole('button', { name: 'Zaloguj się ponownie' }).click();
    await page.getByRole('link', { name: 'Zaloguj profilem zaufanym' }).waitFor();
    await app.ksef.control.reset();
  });

  it('are right for everybody', async () => {
    const page = await openSettings('4444444444', { width: 'phone' });
    await page.getByText('To logowanie').waitFor();
    await page.getByText('Otwarcie sesji interaktywnej').waitFor();
    await expectRight(page, 'settings');
  });
});
