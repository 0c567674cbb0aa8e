/** The log-in, as tests and pictures need it before anything else. */
import type { Page } from 'playwright-core';

export interface Person {
  readonly givenName?: string;
  readonly surname?: string;
}

/** Whom somebody logs in as: the kind of their identifier, and where. */
export interface LogIn {
  readonly context: { readonly label: 'NIP firmy' | 'Identyfikator wewnętrzny'; readonly value: string };
  /** The owner of the context without it. */
  readonly pesel?: string;
}

/** Logs in by the stand-in for Profil Zaufany as the owner of a NIP, and waits for the first page. */
export const logInAsOwner = (page: Page, webUrl: string, nip: string, person: Person = {}): Promise<void> =>
  logInAs(page, webUrl, { context: { label: 'NIP firmy', value: nip } }, person);

/** The same for whoever has a PESEL, and in other contexts. */
export async function logInAs(
  page: Page,
  webUrl: string,
  { context: { label, value }, pesel }: LogIn,
  { givenName = 'Łucja', surname = 'Żółkiewska' }: Person = {},
): Promise<void> {
  await page.goto(`${webUrl}/login`);
  await page.getByRole('link', { name: 'Zaloguj profilem zaufanym' }).click();
  await page.getByRole('radio', { name: label }).check();
  await page.getByRole('textbox', { name: label }).fill(value);
  await page.getByRole('button', { name: 'Uwierzytelnij' }).click();
  await page.getByRole('heading', { name: 'Podpisz profilem zaufanym' }).waitFor();
  await page.getByRole('textbox', { name: 'Imię' }).fill(givenName);
  await page.getByRole('textbox', { name: 'Nazwisko' }).fill(surname);
  if (pesel !== undefined) {
    await page.getByRole('radio', { name: 'PESEL' }).check();
    await page.getByRole('textbox', { name: 'PESEL' }).fill(pesel);
  }
  await page.getByRole('button', { name: 'Utwórz osobę' }).click();
  await page.getByRole('button', { name: 'Podpisz' }).click();
  await page.getByRole('heading', { name: 'Faktury' }).waitFor();
}
