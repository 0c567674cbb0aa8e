/** The area «Tokeny»: a token is made, shown once, listed and revoked, and what can go wrong on the way. */
import { personPermissions } from '@kwit/ksef-contract';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { until } from '../../test/until.ts';
import { axeViolations, cutWords, expectRight, taxpayerApp } from './app.ts';
import { type OpenOptions, openAsOwner } from './hand-over.ts';
import { generateToken } from './tokens.ts';

const secretPattern = /\|[0-9a-f]{64}/;

describe.skipIf(isBrowserMissing('the tokens of the taxpayer application'))('tokens', () => {
  const app = taxpayerApp();
  let nips = 0;
  /** A page of the owner of a firm that no other test works with. */
  const ownersPage = async (options?: OpenOptions): Promise<[page: Page, nip: string]> => {
    const nip = ['1111111111', '2222222222', '3333333333', '4444444444'][nips++ % 4] ?? '';
    return [await openAsOwner(app, nip, options), nip];
  };
  const visit = async (page: Page, path: string) => {
    await page.goto(app.ksef.webUrl + path);
    await page.locator('h1').waitFor();
  };

  it('are generated as the guide says', async () => {
    const [page, nip] = await ownersPage();
    await page.getByRole('link', { name: 'Generuj token' }).click();
    await page.getByRole('heading', { name: 'Generowanie tokena' }).waitFor();
    await page.getByText('Wygenerowany token służy do nawiązywania sesji w KSeF przy użyciu API.').waitFor();
    await page.getByText('Maksymalna liczba znaków wynosi 256').waitFor();
    const labels = [
      'wystawianie faktur',
      'przeglądanie faktur',
      'przeglądanie uprawnień',
      'zarządzanie uprawnieniami',
      'zarządzanie jednostkami podrzędnymi',
      'wykonywanie operacji egzekucyjnych',
    ];
    const group = page.getByRole('group', { name: 'Wybierz uprawnienia powiązane z tokenem:' });
    for (const name of labels) await group.getByRole('checkbox', { name }).waitFor();
    await group.getByText('Tylko komornik sądowy i organ egzekucyjny', { exact: true }).waitFor();
    expect(await group.getByRole('checkbox').count()).toBe(personPermissions.length);

    const token = await generateToken(page, 'Token do programu zewnętrznego');
    expect(token).toMatch(new RegExp(`\\|nip-${nip}\\|[0-9a-f]{64}$`));
    await page.getByText('Token wyświetlany jest tylko jeden raz').waitFor();
  });

  it('are shown once: never stored, not among the calls, gone after leaving, which is asked for before', async () => {
    const [page] = await ownersPage();
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await visit(page, '/tokens/generate-token');
    const token = await generateToken(page, 'Token widoczny raz');
    await page.getByRole('button', { name: 'Kopiuj' }).click();
    await page.getByRole('button', { name: 'Skopiowano' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
    expect(stored).not.toMatch(secretPattern);

    await page.getByRole('button', { name: 'Pokaż wywołanie API' }).click();
    const calls = page.getByRole('dialog');
    await calls.getByText('POST').first().waitFor();
    expect(await calls.textContent()).not.toMatch(secretPattern);
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: 'Przejdź do listy tokenów' }).click();
    const question = page.getByRole('dialog', { name: 'Opuścić stronę z tokenem?' });
    await question.getByRole('button', { name: 'Anuluj' }).click();
    await page.getByText(token).waitFor();
    await page.getByRole('link', { name: 'Przejdź do listy tokenów' }).click();
    await question.getByRole('button', { name: 'Opuść stronę' }).click();
    await page.getByRole('heading', { name: 'Lista tokenów' }).waitFor();
    await page.getByText('Token widoczny raz').waitFor();
    expect(await page.content()).not.toMatch(secretPattern);

    await page.goBack();
    await page.getByRole('heading', { name: 'Generowanie tokena' }).waitFor();
    expect(await page.content()).not.toMatch(secretPattern);
    expect(await page.getByRole('textbox', { name: 'Nazwa tokena' }).inputValue()).toBe('');
  });

  it('ask before a log-out takes the token away, which goes on only by consent', async () => {
    const [page] = await ownersPage();
    await visit(page, '/tokens/generate-token');
    const token = await generateToken(page, 'Token przed wylogowaniem');
    await page.getByRole('button', { name: 'Wyloguj' }).click();
    const question = page.getByRole('dialog', { name: 'Opuścić stronę z tokenem?' });
    await question.getByRole('button', { name: 'Anuluj' }).click();
    await page.getByText(token).waitFor();
    // Whoever stayed is still logged in, wherever they go next.
    await page.getByRole('link', { name: 'Krajowy System e-Faktur' }).click();
    await question.getByRole('button', { name: 'Opuść stronę' }).click();
    await page.getByRole('link', { name: 'Przejdź do aplikacji' }).click();
    await page.getByRole('heading', { name: 'Faktury' }).waitFor();

    await visit(page, '/tokens/generate-token');
    await generateToken(page, 'Token przed wylogowaniem drugi');
    await page.getByRole('button', { name: 'Wyloguj' }).click();
    await question.getByRole('button', { name: 'Opuść stronę' }).click();
    await page.getByRole('link', { name: 'Uwierzytelnij się w Krajowym Systemie e-Faktur' }).waitFor();
  });

  it('ask before a reload takes the token away', async () => {
    const [page] = await ownersPage();
    await visit(page, '/tokens/generate-token');
    await generateToken(page, 'Token do odświeżenia');
    const questions: string[] = [];
    page.on('dialog', (dialog) => {
      questions.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    await page.getByRole('heading', { name: 'Generowanie tokena' }).waitFor();
    expect(questions).toEqual(['beforeunload']);
    expect(await page.content()).not.toMatch(secretPattern);
  });

  it('are listed and revoked', async () => {
    const [page, nip] = await ownersPage();
    await visit(page, '/tokens');
    await page.getByLabel('Status').selectOption('Nieaktywowany');
    await page.getByText('Nie ma tokenów o tym statusie').waitFor();
    await visit(page, '/tokens/generate-token');
    await generateToken(page, 'Token do unieważnienia');
    await page.getByRole('link', { name: 'Przejdź do listy tokenów' }).click();
    await page.getByRole('button', { name: 'Opuść stronę' }).click();
    const row = page.getByRole('row', { name: 'Token do unieważnienia' });
    await row.getByText('Aktywny', { exact: true }).waitFor();
    await row.getByText('wystawianie faktur, przeglądanie faktur').waitFor();
    await row.getByText(`NIP ${nip}`).waitFor();
    await row.getByText('nie użyto').waitFor();
    const created = await row.getByText(/^\d{2}\.\d{2}\.\d{4}, \d{2}:\d{2}:\d{2}$/).innerText();
    expect(await cutWords(page, 1280)).toEqual([]);

    await row.getByRole('button', { name: 'Unieważnij' }).click();
    const question = page.getByRole('dialog', { name: 'Unieważnić token?' });
    await question.getByText('nie zalogują się już do KSeF').waitFor();
    await question.getByText(created).waitFor();
    await question.getByText(/^\d{8}-EC-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}$/).waitFor();
    await question.getByRole('button', { name: 'Unieważnij token' }).click();
    await row.getByText('Unieważniony').waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    // The button is gone, and the focus is not lost with it.
    await page.locator('h1:focus').waitFor();

    await page.getByLabel('Status').selectOption('Aktywny');
    await until(async () => (await row.count()) === 0);
    await page.reload();
    expect(await page.getByLabel('Status').inputValue()).toBe('Active');
    await page.getByLabel('Status').selectOption('Unieważniony');
    await row.waitFor();
  });

  it('say at their fields what is missing, and keep what was typed over a reload', async () => {
    const [page] = await ownersPage();
    await visit(page, '/tokens/generate-token');
    const generate = page.getByRole('button', { name: 'Generuj token' });
    const name = page.getByRole('textbox', { name: 'Nazwa tokena' });
    await generate.click();
    await page.getByText('Wartość jest wymagana').waitFor();
    await page.getByText('Wybierz co najmniej jedno uprawnienie').waitFor();
    await name.fill('Dwa');
    await generate.click();
    await page.getByText('Wpisz od 5 do 256 znaków (wpisano: 3 znaki)').waitFor();
    await name.fill('N'.repeat(257));
    await generate.click();
    await page.getByText('Wpisz od 5 do 256 znaków (wpisano: 257 znaków)').waitFor();

    await name.fill('Token komornika');
    await page.getByRole('checkbox', { name: 'wykonywanie operacji egzekucyjnych' }).check();
    await page.reload();
    expect(await name.inputValue()).toBe('Token komornika');
    expect(await page.getByRole('checkbox', { name: 'wykonywanie operacji egzekucyjnych' }).isChecked()).toBe(
      true,
    );
    await generate.click();
    await page
      .getByText('Operacje egzekucyjne wykonuje tylko komornik sądowy i organ egzekucyjny: w tym kontekście')
      .waitFor();
    // Nobody can grant it here.
    expect(await page.getByText('poprosić właściciela').count()).toBe(0);
    expect(await axeViolations(page)).toEqual([]);

    // An error that KSeF answers is not its silence, and the source of a page is nothing for people.
    await page.getByRole('checkbox', { name: 'wykonywanie operacji egzekucyjnych' }).uncheck();
    await page.getByRole('checkbox', { name: 'przeglądanie faktur' }).check();
    const fault = { kind: 'error', operation: 'createToken', page: 'html', times: 1 } as const;
    await app.ksef.control.addFault({ ...fault, status: 503 });
    await generate.click();
    await page.getByText('KSeF odpowiedział błędem 503.').waitFor();
    expect(await page.getByText('KSeF nie odpowiada.').count()).toBe(0);
    await app.ksef.control.addFault({ ...fault, status: 500 });
    await generate.click();
    await page.getByText('nie jest odpowiedzią API KSeF: to strona internetowa.').first().waitFor();
    expect(await page.getByRole('alert').textContent()).not.toContain('<');
  });

  it('are right for everybody', async () => {
    const [page] = await ownersPage({ width: 'phone', path: '/tokens/generate-token' });
    await expectRight(page, 'form');
    await page.getByRole('button', { name: 'Generuj token' }).click();
    await page.getByText('Wartość jest wymagana').waitFor();
    await expectRight(page, 'form with faults');
    await generateToken(page, 'Token do programu zewnętrznego');
    await expectRight(page, 'token');
    await page.getByRole('link', { name: 'Przejdź do listy tokenów' }).click();
    await page.getByRole('dialog').getByText('Opuścić stronę z tokenem?').waitFor();
    await expectRight(page, 'question');
    await page.getByRole('button', { name: 'Opuść stronę' }).click();
    await page.getByRole('button', { name: 'Unieważnij: Token do programu zewnętrznego' }).first().waitFor();
    await expectRight(page, 'list');
    await page.getByLabel('Status').selectOption('Nieaktywowany');
    await page.getByText('Nie ma tokenów o tym statusie').waitFor();
    await expectRight(page, 'empty list');
  });
});
