/** The area «Uprawnienia»: every kind is granted, listed, at work and taken back, and what can go wrong on the way. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { newNip } from '../../test/api.ts';
import { byPesel, inNip, loginCode, newPesel } from '../../test/permissions.ts';
import { taxpayerApp } from './app.ts';
import { logInAsOwner } from './log-in.ts';

describe.skipIf(isBrowserMissing('the permissions of the taxpayer application'))('permissions', () => {
  const app = taxpayerApp();
  /** A page of the owner of a firm that no other test works with. */
  const ownersPage = async (options?: Parameters<typeof app.open>[1]): Promise<[page: Page, nip: string]> => {
    const nip = newNip();
    const page = await app.open('/', options);
    await logInAsOwner(page, app.ksef.webUrl, nip);
    return [page, nip];
  };
  const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: false });

  it('of a person are granted, listed, at work, and taken back', async () => {
    const [page, nip] = await ownersPage();
    const pesel = newPesel();
    await page.getByRole('link', { name: 'Uprawnienia' }).click();
    await page.getByText('Nikomu nie nadano jeszcze uprawnień').waitFor();
    await page.getByRole('link', { name: 'Nadaj uprawnienia' }).click();
    await page.getByRole('link', { name: 'Osobie', exact: true }).click();
    await page.getByRole('heading', { name: 'Uprawnienia dla osoby' }).waitFor();
    await field(page, 'PESEL').fill(pesel);
    await field(page, 'Imię').fill('Anna');
    await field(page, 'Nazwisko').fill('Księgowa');
    await page.getByRole('checkbox', { name: 'przeglądanie faktur' }).check();
    await page.getByRole('checkbox', { name: 'wystawianie faktur' }).check();
    await field(page, 'Po co nadano').fill('Księgowa firmy');
    await page.reload();
    expect(await field(page, 'PESEL').inputValue()).toBe(pesel);
    await page.getByRole('button', { name: 'Nadaj uprawnienia' }).click();
    await page.getByText('Anna Księgowa: ').waitFor();
    expect(await loginCode(app.ksef, await byPesel(pesel), inNip(nip))).toBe(200);

    await page.getByRole('link', { name: 'Przejdź do listy uprawnień' }).click();
    const row = page.getByRole('row', { name: 'przeglądanie faktur' });
    await row.getByText('Anna Księgowa').waitFor();
    await row.getByText(`PESEL ${pesel}`).waitFor();
    await row.getByText(`NIP ${nip}`).waitFor();
    for (const name of ['przeglądanie faktur', 'wystawianie faktur']) {
      await page.getByRole('row', { name }).getByRole('button', { name: 'Odbierz' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Odbierz uprawnienie' }).click();
      await page.getByRole('row', { name }).waitFor({ state: 'detached' });
    }
    await page.getByText('Nikomu nie nadano jeszcze uprawnień').waitFor();
    expect(await loginCode(app.ksef, await byPesel(pesel), inNip(nip))).toBe(415);
  });
});
