/** Invoices issued in the taxpayer application: the short form, what KSeF makes of it, and what can go wrong. */
import { readFileSync } from 'node:fs';
import { read, validateSync } from '@kwit/formats';
import { readInvoice } from '@kwit/invoice';
import type { Download, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { expectRight, taxpayerApp } from './app.ts';
import { type OpenOptions, openAsOwner, openAsPerson } from './hand-over.ts';
import { fillInInvoice, freshNumber, openShortForm } from './issue-invoice.ts';

const nip = '1111111111';

const bytesOf = async (download: Download): Promise<Buffer> => readFileSync(await download.path());

/** Presses a button that saves a file, and reads it. */
async function saved(page: Page, button: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button, exact: true }).click(),
  ]);
  return bytesOf(download);
}

const send = (page: Page) => page.getByRole('button', { name: 'Wyślij do KSeF' }).click();

/** Waits until KSeF has the invoice; its number there. */
async function accepted(page: Page): Promise<string> {
  await page.getByText('W KSeF', { exact: true }).waitFor();
  return page.getByText(/^\d{10}-\d{8}-[0-9A-F]{12}-[0-9A-F]{2}$/).innerText();
}

const readFa = (bytes: Uint8Array) => readInvoice(read(bytes, { formats: ['FA(3)'] }));

describe.skipIf(isBrowserMissing('issuing in the taxpayer application'))('an invoice', () => {
  const app = taxpayerApp();

  const openForm = ({ nip: seller = nip, ...options }: OpenOptions & { nip?: string } = {}): Promise<Page> =>
    openAsOwner(app, seller, { path: '/issue-invoice', ...options });

  /** Counts the invoices that the page sends. */
  function sentBy(page: Page): () => number {
    let count = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST' && /\/sessions\/online\/[^/]+\/invoices/.test(request.url()))
        count += 1;
    });
    return () => count;
  }

  it('reaches its KSeF number, and is stored as it was typed', async () => {
    const page = await openForm({ path: '/invoices' });
    await openShortForm(page);
    const number = await fillInInvoice(page, {
      lines: [
        ['Papier „ksero”, A4', '3', '0,35'],
        ['Książka', '2,5', '1 000,10', '5'],
      ],
    });
    await page.getByRole('row', { name: '23% 1,05 0,24' }).waitFor();
    await page.getByRole('row', { name: '5% 2 500,25 125,01' }).waitFor();
    await page.getByText('2 626,55 PLN').waitFor();
    await page.getByRole('button', { name: 'Podgląd faktury' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Podgląd: bez numeru KSeF').waitFor();
    await dialog.getByText('Papier „ksero”, A4').first().waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    const opener = page.getByRole('button', { name: 'Podgląd faktury' });
    await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);

    await send(page);
    const ksefNumber = await accepted(page);
    const xml = await saved(page, 'Pobierz XML');
    expect(validateSync(xml)).toEqual([]);
    expect(readFa(xml)).toMatchObject({
      number,
      seller: { nip, name: 'Demo Sp. z o.o.' },
      buyer: { identifier: { type: 'Nip', value: '2222222222' }, name: 'Nabywca S.A.' },
      net: '2501.30',
      vat: '125.25',
      gross: '2626.55',
    });
    const upo = (await saved(page, 'Pobierz UPO')).toString();
    expect(upo).toContain(ksefNumber);
    await page.getByRole('button', { name: 'Podgląd faktury' }).click();
    await page.getByRole('dialog').getByText(ksefNumber).first().waitFor();
    await page.getByRole('button', { name: 'Zamknij podgląd' }).click();

    // The next one begins empty, but for the seller.
    await page.getByRole('button', { name: 'Wystaw następną' }).click();
    const seller = page.getByRole('group', { name: 'Sprzedawca' });
    expect(await seller.getByRole('textbox', { name: 'Nazwa' }).inputValue()).toBe('Demo Sp. z o.o.');
    expect(await page.getByRole('textbox', { name: 'Numer faktury' }).inputValue()).toBe('');
    expect(await page.getByRole('textbox', { name: 'NIP nabywcy' }).inputValue()).toBe('');
  });

  it('that is not complete says at each field what is missing', async () => {
    const page = await openForm();
    await send(page);
    await page.getByText('Nie wysłano: trzeba uzupełnić lub poprawić dane').waitFor();
    const number = page.getByRole('textbox', { name: 'Numer faktury' });
    expect(await number.getAttribute('aria-invalid')).toBe('true');
    expect(await number.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'Podgląd faktury' }).click();
    await page.getByText('Nie pokazano podglądu: trzeba uzupełnić lub poprawić dane').waitFor();
    await number.fill('FV/1');
    expect(await number.getAttribute('aria-invalid')).not.toBe('true');
  });

  it('with a wrong NIP of the buyer says so at that field, and is not sent', async () => {
    const page = await openForm();
    const sent = sentBy(page);
    await fillInInvoice(page, { buyerNip: '222-222-22-23' });
    await send(page);
    const field = page.getByRole('textbox', { name: 'NIP nabywcy' });
    const message = page.locator(`[id="${(await field.getAttribute('aria-describedby'))?.split(' ')[0]}"]`);
    expect(await message.innerText()).toMatch(/NIP/);
    expect(sent()).toBe(0);
    await field.fill('222-222-22-22');
    // An invoice of an earlier day is an offline one: that is said before and after.
    const hint = page.getByText('KSeF oznaczy fakturę jako offline');
    expect(await hint.count()).toBe(0);
    const earlier = new Date(Date.now() - 3 * 86_400_000).toISOString().slice(0, 10);
    await page.getByLabel('Data wystawienia').fill(earlier);
    await hint.waitFor();
    await send(page);
    await page.getByText('W KSeF, offline', { exact: true }).waitFor();
  });

  it('with a price that is none says so once, at the price, and does not count it', async () => {
    const page = await openForm();
    await fillInInvoice(page);
    const row = page.getByRole('group', { name: 'Pozycja 1', exact: true });
    const price = row.getByRole('textbox', { name: 'Cena netto' });
    await price.fill('abc');
    await send(page);
    await row.getByText('Należy wpisać liczbę, na przykład 1234,50.', { exact: true }).waitFor();
    expect(await price.getAttribute('aria-invalid')).toBe('true');
    expect(await row.getByRole('textbox', { name: 'Jednostka' }).getAttribute('aria-invalid')).not.toBe(
      'true',
    );
    await price.fill('99999999999999999999999');
    await row.getByText('Za dużo cyfr: dozwolone jest najwyżej 14 przed przecinkiem i 8 po nim.').waitFor();
    await expect.poll(() => page.getByRole('region', { name: 'Podsumowanie' }).innerText()).toContain('0,00');
    await price.fill('1 234,567');
    await page.getByText('1 518,52 PLN').waitFor();
    expect(await price.getAttribute('aria-invalid')).not.toBe('true');
  });

  it('names every country of the dictionary, each once', async () => {
    const page = await openForm();
    const options = page.getByRole('combobox', { name: 'Kraj' }).first().locator('option');
    const names = (await options.allTextContents()).map((option) => option.split(' – '));
    expect(names.filter(([code, name]) => code === name)).toEqual([]);
    expect(new Set(names.map(([, name]) => name)).size).toBe(names.length);
    expect(names.map((name) => name.join(' – '))).toEqual(
      expect.arrayContaining(['AN – Antyle Holenderskie', 'XI – Irlandia Północna', 'XL – Melilla']),
    );
  });

  it('with a number that KSeF has already says so at the number', async () => {
    const page = await openForm();
    const number = freshNumber();
    await fillInInvoice(page, { number });
    await send(page);
    const first = await accepted(page);
    await page.getByRole('button', { name: 'Wystaw następną' }).click();
    await fillInInvoice(page, { number, lines: [['Inna usługa', '1', '5']] });
    await send(page);
    await page.getByText('Odrzucona: Duplikat faktury').waitFor();
    const field = page.getByRole('textbox', { name: 'Numer faktury' });
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByText(`numer KSeF: ${first}`).count()).toBeGreaterThan(0);
    expect(await page.getByRole('textbox', { name: 'Nazwa towaru' }).inputValue()).toBe('Inna usługa');
    await field.fill(freshNumber());
    await send(page);
    await accepted(page);
  });

  it('is not sent by somebody who may only read, and says whom to ask', async () => {
    const pesel = '44051401359';
    const granted = await fetch(`${app.ksef.apiUrl}/testdata/permissions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        contextIdentifier: { type: 'Nip', value: nip },
        authorizedIdentifier: { type: 'Pesel', value: pesel },
        permissions: [{ permissionType: 'InvoiceRead', description: 'Tylko przegląda' }],
      }),
    });
    expect(granted.status).toBe(200);
    const page = await openAsPerson(app, { type: 'Nip', value: nip, pesel }, { path: '/issue-invoice' });
    // Said before anything is typed.
    await page.getByRole('status').getByText('nie ma uprawnienia „wystawianie faktur”').waitFor();
    const number = await fillInInvoice(page);
    await send(page);
    const alert = page.getByRole('alert').filter({ hasText: 'Nie wysłano do KSeF' });
    await alert.getByText('nie ma uprawnienia „wystawianie faktur”').waitFor();
    expect(await page.getByRole('textbox', { name: 'Numer faktury' }).inputValue()).toBe(number);
  });

  it('keeps what was typed over a reload, and is sent once by a double click', async () => {
    const page = await openForm();
    const sent = sentBy(page);
    const number = await fillInInvoice(page);
    await page.getByRole('button', { name: 'uwagi' }).click();
    await page.getByRole('textbox', { name: 'Uwagi' }).fill('Dziękujemy za zakupy');
    await page.reload();
    await page.getByRole('heading', { name: 'Wystaw fakturę' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Numer faktury' }).inputValue()).toBe(number);
    expect(await page.getByRole('textbox', { name: 'Cena netto' }).inputValue()).toBe('100,00');
    expect(await page.getByRole('textbox', { name: 'Uwagi' }).inputValue()).toBe('Dziękujemy za zakupy');
    await page.getByRole('button', { name: 'Wyślij do KSeF' }).dblclick();
    await accepted(page);
    expect(sent()).toBe(1);
  });

  it('whose sending was cut off by a reload is looked up before anything else', async () => {
    const page = await openForm();
    const number = await fillInInvoice(page);
    // The invoice arrives, its answer does not.
    await page.route(/\/sessions\/online\/[^/]+\/invoices/, async (route) => {
      await route.fetch();
      await page.reload();
      await route.abort().catch(() => {});
    });
    await send(page);
    await accepted(page);
    await page.getByText(`Faktura ${number}`).waitFor();
    await page.reload();
    await accepted(page);
    // Whoever leaves it comes back for the next one.
    const menu = page.getByRole('navigation', { name: 'Menu' });
    await menu.getByRole('link', { name: 'Faktury', exact: true }).click();
    await page.getByRole('heading', { name: 'Faktury', exact: true }).waitFor();
    await openShortForm(page);
    await page.getByRole('textbox', { name: 'Numer faktury' }).waitFor();
  });

  it('begins as another one, which also names the seller', async () => {
    const page = await openForm({ nip: '5555555555' });
    await fillInInvoice(page, { lines: [['Usługa', '2', '50,5', '8']] });
    await page.getByRole('textbox', { name: 'Numer rachunku' }).fill('61109010140000071219812874');
    await send(page);
    const ksefNumber = await accepted(page);
    await page.getByRole('link', { name: 'Wystaw podobną' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Cena netto' }).inputValue()).toBe('50,50');
    expect(await page.getByRole('textbox', { name: 'Numer faktury' }).inputValue()).toBe('');
    expect(await page.getByRole('textbox', { name: 'Nazwa towaru' }).inputValue()).toBe('Usługa');
    expect(await page.getByRole('combobox', { name: 'Stawka VAT' }).inputValue()).toBe('8');
    expect(await page.getByRole('textbox', { name: 'NIP nabywcy' }).inputValue()).toBe('2222222222');
    expect(await page.getByRole('textbox', { name: 'Numer rachunku' }).inputValue()).toBe(
      '61109010140000071219812874',
    );
    // What is changed afterwards stays over a reload.
    await page.getByRole('textbox', { name: 'Numer faktury' }).fill(freshNumber());
    await page.getByRole('textbox', { name: 'Cena netto' }).fill('51');
    await page.reload();
    await page.getByRole('heading', { name: 'Wystaw fakturę' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Cena netto' }).inputValue()).toBe('51');
    await send(page);
    expect(await accepted(page)).not.toBe(ksefNumber);

    const other = await openForm({ nip: '5555555555' });
    const seller = other.getByRole('group', { name: 'Sprzedawca' });
    await expect
      .poll(() => seller.getByRole('textbox', { name: 'Nazwa' }).inputValue())
      .toBe('Demo Sp. z o.o.');
    await other.goto(`${app.ksef.webUrl}/issue-invoice?similarTo=1111111111-20260101-AAAAAAAAAAAA-00`);
    await other.getByText('Nie wczytano faktury, do której ta ma być podobna').waitFor();
  });

  it('that never arrived is sent again when that is asked for', async () => {
    const page = await openForm();
    const number = await fillInInvoice(page);
    await page.route(/\/sessions\/online\/[^/]+\/invoices/, async (route) => {
      await page.reload();
      await route.abort().catch(() => {});
    });
    await send(page);
    await page.getByText(`Faktury ${number} nie ma w KSeF`).waitFor();
    await page.unroute(/\/sessions\/online\/[^/]+\/invoices/);
    // Logging out would lose it.
    await page.getByRole('button', { name: 'Wyloguj' }).click();
    const question = page.getByRole('dialog', { name: 'Wylogować?' });
    await question.getByText('nie ma jeszcze potwierdzenia z KSeF').waitFor();
    await question.getByRole('button', { name: 'Anuluj' }).click();
    await page.getByRole('button', { name: 'Wyślij ponownie' }).click();
    await accepted(page);
    // What KSeF has is not asked about.
    await page.getByRole('button', { name: 'Wyloguj' }).click();
    await page.getByRole('heading', { name: 'Aplikacja Podatnika' }).waitFor();
  });

  it('is right for everybody at every step', async () => {
    const page = await openForm({ width: 'phone', path: '/invoices' });
    await page.getByRole('button', { name: 'Otwórz menu' }).click();
    await openShortForm(page);
    await expectRight(page, 'empty');
    await send(page);
    await page.getByText('Nie wysłano').first().waitFor();
    await expectRight(page, 'with errors');
    await fillInInvoice(page, {
      lines: [
        ['Papier', '1', '1'],
        ['Szkolenie', '1', '2', 'zw'],
      ],
    });
    await page.getByRole('textbox', { name: 'Przepis' }).fill('art. 43 ust. 1 pkt 29 ustawy');
    await expectRight(page, 'filled in');
    await page.getByRole('button', { name: 'Podgląd faktury' }).click();
    await page.getByRole('dialog').getByText('Papier').first().waitFor();
    await expectRight(page, 'preview');
    await page.getByRole('button', { name: 'Zamknij podgląd' }).click();
    await send(page);
    await accepted(page);
    await expectRight(page, 'accepted');
  });
});
