/** A token, made in the browser as the guide says. */
import type { Page } from 'playwright-core';

/** Fills in the form «Generowanie tokena» that is open, and waits until the token is active; its content. */
export async function generateToken(page: Page, name: string): Promise<string> {
  await page.getByRole('textbox', { name: 'Nazwa tokena' }).fill(name);
  await page.getByRole('checkbox', { name: 'wystawianie faktur' }).check();
  await page.getByRole('checkbox', { name: 'przeglądanie faktur' }).check();
  await page.getByRole('button', { name: 'Generuj token' }).click();
  await page.getByRole('heading', { name: 'Wygenerowano token' }).waitFor();
  await page.getByText('Token jest aktywny.').waitFor();
  return page.getByText(/\|[0-9a-f]{64}$/).innerText();
}
