/** The area «Identyfikatory zbiorcze»: one number is made for several invoices, found again, and what can go wrong. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { newNip } from '../../test/api.ts';
import { logIn } from '../../test/company.ts';
import { newPesel, ownerOf, person } from '../../test/permissions.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { axeViolations, expectRight, taxpayerApp } from './app.ts';
import { type OpenOptions, openAsOwner, openAsPerson } from './hand-over.ts';

const buyer = /<Podmiot2>[\s\S]*?<NIP>(\d{10})<\/NIP>/.exec(sampleInvoice())?.[1] ?? '';
const identifierPattern = /^\d{10}-IZ\d{6}-[0-9A-F]{12}-[0-9A-F]{2}$/;

describe.skipIf(isBrowserMissing('the collective identifiers'))('collective identifiers', () => {
  const app = taxpayerApp();
  const owner = (nip: string, options?: OpenOptions): Promise<Page> => openAsOwner(app, nip, options);
  const visit = async (page: Page, path: string) => {
    await page.goto(app.ksef.webUrl + path);
    await page.locator('h1').waitFor();
  };
  /** Sends invoices of a seller that nobody else works with. @returns the seller, and the KSeF numbers */
  const sold = async (count: number): Promise<{ nip: string; numbers: string[] }> => {
    const nip = newNip();
    const company = await logIn(app.ksef, nip);
    const session = await company.openSession();
    const numbers: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const { ksefNumber, status } = await company.sendAndWait(session, sampleInvoice({ seller: nip }));
      if (!ksefNumber) throw new Error(`an invoice was not accepted: ${JSON.stringify(status)}`);
      numbers.push(ksefNumber);
    }
    return { nip, numbers };
  };
  const row = (page: Page, index: number) =>
    page.getByRole('group', { name: `Faktura ${index}`, exact: true });
  const fill = async (page: Page, index: number, values: Readonly<Record<string, string>>) => {
    for (const [name, value] of Object.entries(values))
      await row(page, index).getByRole('textbox', { name }).fill(value);
  };
  const create = (page: Page) => page.getByRole('button', { name: 'Utwórz identyfikator' }).click();
  /** Makes one of these invoices. @returns its number */
  const made = async (page: Page, numbers: readonly string[]): Promise<string> => {
    await visit(page, '/collective-identifiers/create');
    for (const [index, number] of numbers.entries()) {
      if (index > 1) await page.getByRole('button', { name: 'Dodaj fakturę' }).click();
      await fill(page, index + 1, { 'Numer KSeF faktury': number });
    }
    await create(page);
    await page.getByText('Utworzono identyfikator zbiorczy').waitFor();
    return page.getByText(identifierPattern).innerText();
  };

  it('are made of several invoices, with what is paid, and found by both parties', async () => {
    const { nip, numbers } = await sold(3);
    const [first = '', second = '', third = ''] = numbers;
    const page = await owner(nip);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('link', { name: 'Identyfikatory zbiorcze' }).click();
    await page.getByText('Nie ma identyfikatorów zbiorczych').waitFor();
    await page.getByRole('link', { name: 'Utwórz identyfikator' }).click();
    await fill(page, 1, { 'Numer KSeF faktury': first, 'Kwota płatności': '1 230,50', Opis: 'rata' });
    await fill(page, 2, { 'Numer KSeF faktury': second.toLowerCase() });
    await page.getByText('Razem: 2 faktury').waitFor();
    await page.reload();
    expect(await row(page, 1).getByRole('textbox', { name: 'Opis' }).inputValue()).toBe('rata');
    await create(page);
    await page.getByText('Utworzono identyfikator zbiorczy').waitFor();
    const number = await page.getByText(identifierPattern).innerText();
    expect(number.startsWith(nip)).toBe(true);
    await page.getByRole('button', { name: 'Kopiuj numer' }).click();
    await page.getByRole('button', { name: 'Skopiowano' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(number);
    const paid = page.getByRole('row', { name: first });
    await paid.getByText('rata').waitFor();
    expect((await paid.innerText()).replaceAll(/\s/g, ' ')).toContain('1 230,50 PLN');

    await page.getByRole('link', { name: 'Lista identyfikatorów zbiorczych' }).click();
    await page.getByRole('row', { name: number }).getByText('w tym kontekście').waitFor();
    await page.getByLabel('Numer KSeF faktury').fill(third);
    await page.getByLabel('Numer KSeF faktury').press('Enter');
    await page.getByText('Nic nie pasuje do filtrów').waitFor();
    await page.getByRole('button', { name: 'Wyczyść filtry' }).click();
    await page.getByRole('link', { name: number }).click();
    await page.getByRole('row', { name: second }).getByRole('link', { name: 'Inne identyfikatory' }).click();
    await page.getByRole('link', { name: number }).waitFor();
    expect(await page.getByLabel('Numer KSeF faktury').inputValue()).toBe(second);
    await visit(page, '/collective-identifiers/create');
    expect(await row(page, 1).getByRole('textbox', { name: 'Numer KSeF faktury' }).inputValue()).toBe('');

    const other = await owner(buyer);
    await visit(other, `/collective-identifiers/${number}`);
    await other.getByRole('row', { name: first }).getByText('rata').waitFor();
    const ofBuyer = await made(other, [first, third]);
    await visit(page, '/collective-identifiers');
    await page.getByRole('row', { name: ofBuyer }).getByText('przez drugą stronę faktur').waitFor();
    await page.getByLabel('Gdzie utworzono').selectOption('w tym kontekście');
    await page.getByRole('row', { name: ofBuyer }).waitFor({ state: 'detached' });
    await page.getByRole('row', { name: number }).waitFor();
    await page.reload();
    await page.getByRole('row', { name: number }).waitFor();
    expect(await page.getByRole('row', { name: ofBuyer }).count()).toBe(0);
  });

  it('take pasted numbers and columns', async () => {
    const { nip, numbers } = await sold(3);
    const [first = '', second = '', third = ''] = numbers;
    const page = await owner(nip);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await visit(page, '/collective-identifiers/create');
    const paste = async (text: string) => {
      await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await row(page, 1).getByRole('textbox', { name: 'Numer KSeF faktury' }).focus();
      await page.keyboard.press('Control+V');
    };
    await paste(`${first}\t100,00\tEUR\tzaliczka\n${second}\t200,00\n`);
    await row(page, 3).waitFor();
    expect(await row(page, 1).getByRole('combobox', { name: 'Waluta' }).inputValue()).toBe('EUR');
    // The whole number can be seen in its field.
    await page.setViewportSize({ width: 1280, height: 900 });
    const field = row(page, 1).getByRole('textbox', { name: 'Numer KSeF faktury' });
    expect(await field.evaluate((input) => input.scrollWidth - input.clientWidth)).toBe(0);
    expect(await row(page, 2).getByRole('textbox', { name: 'Kwota' }).inputValue()).toBe('200,00');
    for (let left = 3; left > 1; left -= 1)
      await page.getByRole('button', { name: `Usuń fakturę ${left}` }).click();
    await paste(`${first}, ${second}, ${third}`);
    await page.getByText('Razem: 3 faktury').waitFor();
    await create(page);
    await page.getByText('Utworzono identyfikator zbiorczy').waitFor();
    await page.getByRole('row', { name: third }).waitFor();
  });

  it('say at each invoice why KSeF would or does refuse it', async () => {
    const { nip, numbers } = await sold(2);
    const [first = '', second = ''] = numbers;
    const stranger = await sold(1);
    const page = await owner(nip, { path: '/collective-identifiers/create' });
    await create(page);
    await page.getByText('Identyfikator łączy co najmniej 2 faktury').waitFor();
    await fill(page, 1, { 'Numer KSeF faktury': '123' });
    // What is pressed while a field is left stays where it is.
    await page.getByRole('button', { name: 'Dodaj fakturę' }).click();
    await page.getByRole('button', { name: 'Usuń fakturę 3' }).click();
    await row(page, 1).getByRole('textbox', { name: 'Kwota' }).fill('1,234');
    await row(page, 1).getByRole('textbox', { name: 'Opis' }).fill('o'.repeat(513));
    await row(page, 1).getByRole('textbox', { name: 'Opis' }).blur();
    await row(page, 1).getByText('To nie jest numer KSeF').waitFor();
    await row(page, 1).getByText('Kwota ma najwyżej 2 miejsca po przecinku').waitFor();
    await row(page, 1).getByText('Opis ma najwyżej 512 znaków (wpisano: 513 znaków)').waitFor();
    await fill(page, 1, { 'Numer KSeF faktury': first, Kwota: '', Opis: '' });
    const wrongSum = first.slice(0, -2) + (first.endsWith('00') ? '01' : '00');
    await fill(page, 2, { 'Numer KSeF faktury': wrongSum });
    await create(page);
    await row(page, 2).getByText('Suma kontrolna numeru się nie zgadza').waitFor();
    await fill(page, 2, { 'Numer KSeF faktury': first });
    await create(page);
    await row(page, 2).getByText('Ten numer jest już wpisany jako faktura 1').waitFor();
    await fill(page, 2, { 'Numer KSeF faktury': stranger.numbers[0] ?? '' });
    await create(page);
    await row(page, 2).getByText('To faktura innego sprzedawcy niż pierwsza').waitFor();
    expect(await axeViolations(page)).toEqual([]);

    // Right numbers that KSeF does not show to this firm.
    const pair = await sold(2);
    await fill(page, 1, { 'Numer KSeF faktury': pair.numbers[0] ?? '' });
    await fill(page, 2, { 'Numer KSeF faktury': pair.numbers[1] ?? '' });
    await create(page);
    await row(page, 2).getByText('KSeF nie zna tej faktury albo nie widać jej').waitFor();
    await page.getByText('Nie utworzono identyfikatora').waitFor();
    await fill(page, 1, { 'Numer KSeF faktury': first });
    await fill(page, 2, { 'Numer KSeF faktury': second });
    await create(page);
    await page.getByText('Utworzono identyfikator zbiorczy').waitFor();
  });

  it('are searched within the days that KSeF allows', async () => {
    const page = await owner(newNip(), { path: '/collective-identifiers?from=2026-01-01&to=2026-06-30' });
    await page.getByText('KSeF przeszukuje naraz najwyżej 100 dni').waitFor();
    await page.getByLabel('Utworzono do').fill('2025-12-31');
    await page.getByText('Początek jest późniejszy niż koniec').waitFor();
    await page.getByLabel('Utworzono do').fill('2026-01-31');
    await page.getByText('Nic nie pasuje do filtrów').waitFor();
    await page.getByLabel('Numer identyfikatora zbiorczego').fill('123');
    await page.getByLabel('Numer identyfikatora zbiorczego').blur();
    await page.getByText('Numer ma postać NIP-IZ').waitFor();
    await visit(page, '/collective-identifiers/1111111111-IZ202611-0123456789AB-93');
    await page.getByText('Nie ma takiego identyfikatora').waitFor();
  });

  it('are told clearly not to be for somebody without the right', async () => {
    const nip = newNip();
    const pesel = newPesel();
    const actor = await ownerOf(app.ksef, nip);
    await actor.grant('grantPersonPermissions', person({ type: 'Pesel', value: pesel }, 'Introspection'));
    const page = await openAsPerson(
      app,
      { type: 'Nip', value: nip, pesel },
      { path: '/collective-identifiers' },
    );
    await page.getByText('W tym kontekście nie ma uprawnień do identyfikatorów zbiorczych.').waitFor();
  });

  it('are right for everybody', async () => {
    const { nip, numbers } = await sold(2);
    const page = await owner(nip, { width: 'phone', path: '/collective-identifiers' });
    await page.getByText('Nie ma identyfikatorów zbiorczych').waitFor();
    await expectRight(page, 'empty list');
    await visit(page, '/collective-identifiers/create');
    await create(page);
    await page.getByText('Identyfikator łączy co najmniej 2 faktury').waitFor();
    await expectRight(page, 'form');
    const number = await made(page, numbers);
    await page
      .getByText(numbers[0] ?? '')
      .first()
      .waitFor();
    await expectRight(page, 'identifier');
    await visit(page, '/collective-identifiers');
    await page.getByRole('link', { name: number }).waitFor();
    await expectRight(page, 'list');
  });
});
