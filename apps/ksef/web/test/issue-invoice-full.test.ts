/** The full form: every branch of FA(3) out of the table of the format, checked by the engine, sent to KSeF. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { read, validateSync, write } from '@kwit/formats';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { expectRight, type PageOptions, taxpayerApp } from './app.ts';
import { openAsOwner } from './hand-over.ts';
import { fillInInvoice, freshNumber } from './issue-invoice.ts';

const nip = '1111111111';
const example = (name: string) =>
  read(readFileSync(resolve(import.meta.dirname, `../../../../examples/${name}.xml`)), {
    formats: ['FA(3)'],
  });

/** A field by the element of the schema, which stands behind its name. */
const field = (page: Page, element: string) => page.getByLabel(new RegExp(`(^| )${element}( \\*)?$`));
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

describe.skipIf(isBrowserMissing('the full form in the taxpayer application'))('the full form', () => {
  const app = taxpayerApp();

  async function openShort(options: PageOptions = {}): Promise<Page> {
    const page = await openAsOwner(app, nip, { path: '/issue-invoice', ...options });
    await page.getByRole('textbox', { name: 'Numer faktury' }).waitFor();
    return page;
  }

  /** From the short form, filled in, to the full one. */
  async function openFull(options: PageOptions = {}): Promise<Page> {
    const page = await openShort(options);
    await fillInInvoice(page);
    await page.getByRole('link', { name: 'Pełny formularz' }).click();
    await field(page, 'P_2').waitFor();
    return page;
  }

  /** Puts a document into the form, as a draft that was left there. */
  async function begunWith(page: Page, root: object): Promise<void> {
    const { Naglowek: _, ...tree } = root as Record<string, unknown>;
    await page.evaluate(
      (text) => sessionStorage.setItem('kwit.draft.issue-invoice.full', text),
      JSON.stringify(tree),
    );
    await page.goto(`${app.ksef.webUrl}/issue-invoice/full`);
    await field(page, 'P_2').waitFor();
  }

  async function sentFrom(page: Page): Promise<Uint8Array> {
    const accepted = page.getByText(/^W KSeF(, offline)?$/);
    const warned = page.getByText('Faktury jeszcze nie wysłano');
    await button(page, 'Wyślij do KSeF').click();
    await accepted.or(warned).waitFor();
    if ((await warned.count()) > 0) await button(page, 'Wyślij do KSeF').click();
    await accepted.waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      button(page, 'Pobierz XML').click(),
    ]);
    const xml = readFileSync(await download.path());
    expect(validateSync(xml)).toEqual([]);
    return xml;
  }

  it('takes over what was typed, keeps it over a reload, and says at each field what is wrong', async () => {
    const page = await openFull();
    expect(await field(page, 'NIP').first().inputValue()).toBe(nip);
    await field(page, 'P_2').fill('');
    await field(page, 'P_15').fill('sto');
    await field(page, 'P_1').fill('2026-11-20');
    await button(page, 'Wyślij do KSeF').click();
    await page.getByText('Nie wysłano').waitFor();
    expect(await field(page, 'P_2').getAttribute('aria-invalid')).toBe('true');
    await field(page, 'P_2').fill('FV/PEŁNA/1');
    await button(page, 'Wyślij do KSeF').click();
    expect(await field(page, 'P_15').getAttribute('aria-invalid')).toBe('true');
    await page.reload();
    await field(page, 'P_2').waitFor();
    expect(await field(page, 'P_2').inputValue()).toBe('FV/PEŁNA/1');
    // Sums that do not agree are told before anything is sent.
    await field(page, 'P_15').fill('5,00');
    await button(page, 'Wyślij do KSeF').click();
    await page.getByText('Warto sprawdzić').waitFor();
    await page.getByText('Faktury jeszcze nie wysłano').waitFor();
    await field(page, 'P_15').fill('123,00');
    const xml = await sentFrom(page);
    expect(read(xml, { formats: ['FA(3)'] }).root.Fa).toMatchObject({ P_2: 'FV/PEŁNA/1', P_15: '123.00' });
  });

  it('marks everything that is empty or wrong at once, and takes a NIP as people write it', async () => {
    const page = await openShort();
    await page.getByRole('link', { name: 'Pełny formularz' }).click();
    await field(page, 'P_2').waitFor();
    const buyersNip = field(page, 'NIP').nth(1);
    await buyersNip.fill('22');
    await button(page, 'Wyślij do KSeF').click();
    await page.getByText('Nie wysłano').waitFor();
    const starred = page.locator('form label:has-text("*")');
    const empty: string[] = [];
    for (const label of await starred.all()) {
      const control = page.locator(`[id="${await label.getAttribute('for')}"]`);
      const isEmpty = (await control.inputValue()) === '';
      if (isEmpty && (await control.getAttribute('aria-invalid')) !== 'true') {
        empty.push(await label.innerText());
      }
    }
    expect(empty).toEqual([]);
    for (const element of ['P_2', 'P_15']) {
      expect(await field(page, element).getAttribute('aria-invalid'), element).toBe('true');
    }
    expect(await page.getByText('Wartość jest wymagana').count()).toBeGreaterThan(1);
    expect(await buyersNip.getAttribute('aria-invalid')).toBe('true');
    await buyersNip.fill('PL 222-222-22-22');
    await button(page, 'Wyślij do KSeF').click();
    expect(await buyersNip.getAttribute('aria-invalid')).not.toBe('true');
    expect(await field(page, 'P_2').getAttribute('aria-invalid')).toBe('true');
  });

  it('takes over all of what is not complete', async () => {
    const page = await openShort();
    const seller = page.getByRole('group', { name: 'Sprzedawca', exact: true });
    await seller.getByRole('textbox', { name: 'Ulica i numer' }).fill('ul. Testowa 1');
    await page.getByRole('radio', { name: 'VAT UE' }).check();
    await page.getByRole('textbox', { name: 'Numer VAT UE' }).fill('DE 123456789');
    await page.getByRole('textbox', { name: 'Nazwa towaru lub usługi' }).fill('Szkolenie');
    await page.getByRole('textbox', { name: 'Ilość' }).fill('dwa');
    await page.getByRole('combobox', { name: 'Stawka VAT' }).selectOption('zw');
    await page.getByLabel('Rodzaj podstawy').selectOption('przepis dyrektywy 2006/112/WE');
    await page.getByRole('textbox', { name: 'Przepis' }).fill('art. 132');
    await page.getByLabel('Termin płatności').fill('2026-12-31');
    await page.getByRole('textbox', { name: 'Numer rachunku' }).fill('61 1090 1014 0000 0712 1981 2874');
    await page.getByRole('button', { name: 'inna waluta' }).click();
    await page.getByLabel('Waluta', { exact: true }).selectOption('EUR');
    await page.getByRole('textbox', { name: 'Kurs' }).fill('4,2512');
    await page.getByRole('button', { name: 'miejsce wystawienia' }).click();
    await page.getByRole('textbox', { name: 'Miejsce wystawienia' }).fill('Łódź');
    await page.getByRole('button', { name: 'uwagi' }).click();
    await page.getByRole('textbox', { name: 'Uwagi' }).fill('Dziękujemy');
    await page.getByRole('checkbox', { name: 'podzielonej' }).check();
    await page.getByRole('link', { name: 'Pełny formularz' }).click();
    await field(page, 'P_2').waitFor();
    const expected = {
      P_2: '',
      KodUE: 'DE',
      NrVatUE: '123456789',
      P_7: 'Szkolenie',
      P_8B: 'dwa',
      P_12: 'zw',
      P_19B: 'art. 132',
      KodWaluty: 'EUR',
      KursWaluty: '4.2512',
      P_1M: 'Łódź',
      P_18A: '1',
      Termin: '2026-12-31',
      FormaPlatnosci: '6',
      NrRB: '61109010140000071219812874',
      StopkaFaktury: 'Dziękujemy',
    };
    for (const [element, value] of Object.entries(expected))
      expect(await field(page, element).inputValue(), element).toBe(value);
  });

  it('makes a correction of its choices', async () => {
    const page = await openFull();
    await field(page, 'P_2').fill(freshNumber());
    await field(page, 'RodzajFaktury').selectOption('KOR');
    // The last but one is that of the invoice itself, the last one that of the document.
    const folds = page.getByText(/^Dodaj pole \(\d+\)$/);
    await folds.nth((await folds.count()) - 2).click();
    await button(page, 'Faktura korygowana').click();
    const original = page.getByRole('region', { name: 'Faktura korygowana' });
    await field(page, 'DataWystFaKorygowanej').fill('2026-11-01');
    await field(page, 'NrFaKorygowanej').fill('FV/0/2026');
    // It was issued outside KSeF.
    await original.getByRole('combobox').selectOption({ index: 2 });
    await page.getByText('Dodaj pole (7)', { exact: true }).click();
    await button(page, 'Przyczyna korekty').click();
    await field(page, 'PrzyczynaKorekty').fill('Rabat');
    const { Fa } = read(await sentFrom(page), { formats: ['FA(3)'] }).root;
    expect(Fa).toMatchObject({ RodzajFaktury: 'KOR', PrzyczynaKorekty: 'Rabat' });
    expect(Fa.DaneFaKorygowanej).toEqual([
      { DataWystFaKorygowanej: '2026-11-01', NrFaKorygowanej: 'FV/0/2026', NrKSeFN: '1' },
    ]);
  });

  it.each(['margin-used-goods', 'advance', 'third-parties'])(
    'holds and sends a document like %s',
    async (name) => {
      const page = await openShort();
      const { root } = example(name);
      await begunWith(page, {
        ...root,
        Podmiot1: {
          ...root.Podmiot1,
          DaneIdentyfikacyjne: { ...root.Podmiot1.DaneIdentyfikacyjne, NIP: nip },
        },
      });
      const number = freshNumber();
      await field(page, 'P_2').fill(number);
      const xml = await sentFrom(page);
      const sent = read(xml, { formats: ['FA(3)'] }).root;
      // Nothing of it is lost on the way through the form.
      const expected = write({
        format: 'FA(3)',
        root: { ...root, Naglowek: sent.Naglowek, Podmiot1: sent.Podmiot1, Fa: { ...root.Fa, P_2: number } },
      });
      expect(Buffer.from(write({ format: 'FA(3)', root: sent })).toString()).toBe(
        Buffer.from(expected).toString(),
      );
    },
  );

  it('begins with the day of KSeF, also by its address, and anew only when that is confirmed', async () => {
    await app.ksef.control.advanceClock({ by: 'P8D' });
    const page = await openAsOwner(app, nip, { path: '/issue-invoice/full' });
    const { now } = await app.ksef.control.readClock();
    const polishDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw' }).format(new Date(now));
    expect(await field(page, 'P_1').inputValue()).toBe(polishDay);
    await field(page, 'P_2').fill('FV/DO/USUNIĘCIA');
    await button(page, 'Zacznij od nowa').click();
    const question = page.getByRole('dialog', { name: 'Zacząć od nowa?' });
    await question.getByRole('button', { name: 'Anuluj' }).click();
    expect(await field(page, 'P_2').inputValue()).toBe('FV/DO/USUNIĘCIA');
    await button(page, 'Zacznij od nowa').click();
    await question.getByRole('button', { name: 'Usuń i zacznij od nowa' }).click();
    await question.waitFor({ state: 'detached' });
    expect(await field(page, 'P_2').inputValue()).toBe('');
    await app.ksef.control.reset();
  });

  it('shows thousands of lines page by page', async () => {
    const page = await openShort();
    const { root } = example('vat-invoice');
    const [line] = root.Fa.FaWiersz ?? [];
    const lines = Array.from({ length: 5000 }, (_, index) => ({ ...line, NrWierszaFa: String(index + 1) }));
    await begunWith(page, { ...root, Fa: { ...root.Fa, FaWiersz: lines } });
    await page.getByText('1–20 z 5000').waitFor();
    await button(page, 'Następne').click();
    await page.getByText('21–40 z 5000').waitFor();
    await field(page, 'P_2').fill('FV/DŁUGA');
    await button(page, 'Dodaj: Wiersz faktury').click();
    await page.getByText('5001–5001 z 5001').waitFor();
  });

  it('is right for everybody', async () => {
    const page = await openFull({ width: 'phone' });
    await expectRight(page, 'taken over');
    await page
      .getByText(/^Dodaj pole \(\d+\)$/)
      .last()
      .click();
    await field(page, 'P_2').fill('');
    await button(page, 'Wyślij do KSeF').click();
    await page.getByText('Nie wysłano').waitFor();
    await expectRight(page, 'with errors');
  });
});
