/** The short form of an invoice, filled in as a person does. */
import type { Page } from 'playwright-core';

export interface Typed {
  readonly number?: string;
  readonly buyerNip?: string;
  readonly lines?: readonly (readonly [name: string, quantity: string, price: string, rate?: string])[];
}

let counter = 0;
/** A number that no invoice of this run has. */
export const freshNumber = (): string => {
  counter += 1;
  return `FV/${counter}/2026`;
};

/** Fills in the form that is open, and gives the number of the invoice. */
export async function fillInInvoice(page: Page, typed: Typed = {}): Promise<string> {
  const { number = freshNumber(), buyerNip = '2222222222' } = typed;
  const lines = typed.lines ?? [['Usługa doradcza', '1', '100,00'] as const];
  await page.getByRole('textbox', { name: 'Numer faktury' }).fill(number);
  await fillInParty(page, 'Sprzedawca', 'Demo Sp. z o.o.');
  await page.getByRole('textbox', { name: 'NIP nabywcy' }).fill(buyerNip);
  await fillInParty(page, 'Nabywca', 'Nabywca S.A.');
  for (const [index, [name, quantity, price, rate]] of lines.entries()) {
    if (index > 0) await page.getByRole('button', { name: 'Dodaj pozycję' }).click();
    const row = page.getByRole('group', { name: `Pozycja ${index + 1}`, exact: true });
    await row.getByRole('textbox', { name: 'Nazwa towaru lub usługi' }).fill(name);
    await row.getByRole('textbox', { name: 'Ilość' }).fill(quantity);
    await row.getByRole('textbox', { name: 'Cena netto' }).fill(price);
    if (rate !== undefined) await row.getByRole('combobox', { name: 'Stawka VAT' }).selectOption(rate);
  }
  return number;
}

async function fillInParty(page: Page, party: string, name: string): Promise<void> {
  const fields = page.getByRole('group', { name: party, exact: true });
  await fields.getByRole('textbox', { name: /^Nazwa/ }).fill(name);
  await fields.getByRole('textbox', { name: 'Ulica i numer' }).fill('ul. Testowa 1');
  await fields.getByRole('textbox', { name: 'Kod pocztowy i miejscowość' }).fill('00-001 Warszawa');
}

/** Goes to the short form by the menu, which is open or stands at the side. */
export async function openShortForm(page: Page): Promise<void> {
  const menu = page.getByRole('navigation', { name: 'Menu' });
  await menu.getByRole('link', { name: 'Wystaw fakturę' }).click();
  await page.getByRole('heading', { name: 'Wystaw fakturę' }).waitFor();
}
