/** The log-in, as tests and pictures need it before anything else. */
import type { Page } from 'playwright-core';

export interface Person {
  readonly givenName?: string;
  readonly surname?: string;
}

/** Logs in by the stand-in for Profil Zaufany as the owner of a NIP, and waits for the first page. */
export async function logInAsOwner(
  page: Page,
  webUrl: string,
  nip: string,
  person: Person = {},
): Promise<void> {
  const { givenName = 'Łucja', surname = 'Żółkiewska' } = person;
  await page.goto(`${webUrl}/login`);
  await page.getByRole('link', { name: 'Zaloguj profilem zaufanym' }).click();
  await page.getByRole('textbox', { name: 'NIP firmy' }).fill(nip);
  await page.getByRole('button', { name: 'Uwierzytelnij' }).click();
  await page.getByRole('heading', { name: 'Podpisz profilem zaufanym' }).waitFor();
  await page.getByRole('textbox', { name: 'Imię' }).fill(givenName);
  await page.getByRole('textbox', { name: 'Nazwisko' }).fill(surname);
  await page.getByRole('button', { name: 'Utwórz osobę' }).click();
  await page.getByRole('button', { name: 'Podpisz' }).click();
  await page.getByRole('heading', { name: 'Faktury' }).waitFor();
}
