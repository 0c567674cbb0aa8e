/** «Historia sesji»: sessions that programs made through the API, as the taxpayer application shows them. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { newNip } from '../../test/api.ts';
import { type Company, logIn } from '../../test/company.ts';
import { sendPackage, zip } from '../../test/package.ts';
import { newPesel, ownerOf, person } from '../../test/permissions.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { until } from '../../test/until.ts';
import { axeViolations, expectRight, type PageOptions, taxpayerApp } from './app.ts';
import { openAsOwner, openAsPerson } from './hand-over.ts';

describe.skipIf(isBrowserMissing('the sessions of the taxpayer application'))(
  'the history of sessions',
  () => {
    const app = taxpayerApp();

    /** A program of the firm that sends invoices. */
    const programOf = (nip: string): Promise<Company> => logIn(app.ksef, nip);

    /** An open session with an invoice that is accepted, the same again, and a document that is none. */
    const mixedSession = async (program: Company) => {
      const session = await program.openSession();
      const good = sampleInvoice({ seller: program.nip });
      const { ksefNumber } = await program.sendAndWait(session, good);
      await program.sendAndWait(session, good);
      await program.sendAndWait(session, '<Faktura/>');
      return { session, ksefNumber: ksefNumber ?? '' };
    };

    const openPage = (nip: string, path: string, options: PageOptions = {}): Promise<Page> =>
      openAsOwner(app, nip, { path, ...options });

    const downloaded = async (page: Page, button: string): Promise<[name: string, content: string]> => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: button }).click(),
      ]);
      return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')];
    };

    it('begins with the first step, where there is none', async () => {
      const page = await openPage('5555555555', '/sessions');
      await page.getByText('Nie ma jeszcze sesji interaktywnych').waitFor();
      await page.getByRole('main').getByRole('link', { name: 'Wystaw fakturę' }).waitFor();
      await page.getByLabel('Rodzaj sesji').selectOption('Sesja wsadowa');
      await page.getByText('Nie ma jeszcze sesji wsadowych').waitFor();
    });

    it('shows a session, closes it, says why invoices were refused, and saves the receipts', async () => {
      const nip = '1111111111';
      const { session, ksefNumber } = await mixedSession(await programOf(nip));
      const page = await openPage(nip, '/sessions');
      const row = page.getByRole('row').filter({ hasText: session.reference });
      await row.getByText('Otwarta', { exact: true }).waitFor();
      await row.getByRole('link', { name: session.reference }).click();

      await page.getByRole('heading', { name: 'Sesja interaktywna' }).waitFor();
      await page.getByText('3 (przyjęte: 1, odrzucone: 2)').waitFor();
      await page.getByText('Zamknie się sama').waitFor();
      const invoices = page.getByRole('table', { name: 'Faktury' });
      await invoices.getByText('Przyjęta', { exact: true }).waitFor();
      await invoices.getByText(ksefNumber, { exact: true }).waitFor();
      await invoices.getByText(`Duplikat faktury. Faktura o numerze KSeF: ${ksefNumber}`).waitFor();
      await invoices.getByText('Błąd weryfikacji semantyki dokumentu faktury.').first().waitFor();

      await page.getByText('Odrzucone (2)').click();
      await until(async () => (await page.getByRole('row').count()) === 3);
      await page.reload();
      await page.getByRole('table', { name: 'Odrzucone faktury' }).waitFor();
      expect(await page.getByText('Przyjęta', { exact: true }).count()).toBe(0);
      await page.getByText('Wszystkie', { exact: true }).click();

      await page.getByRole('button', { name: 'Zakończ sesję' }).click();
      const question = page.getByRole('dialog', { name: 'Zakończyć sesję?' });
      await question.getByRole('button', { name: 'Anuluj' }).click();
      await page.getByRole('button', { name: 'Zakończ sesję' }).click();
      expect(await axeViolations(page)).toEqual([]);
      await question.getByRole('button', { name: 'Zakończ sesję' }).click();
      await page.getByText('Zakończona', { exact: true }).waitFor();
      expect(await page.getByRole('button', { name: 'Zakończ sesję' }).count()).toBe(0);
      expect(await page.getByText('Zamknie się sama').count()).toBe(0);

      const [sessionFile, sessionUpo] = await downloaded(page, 'Pobierz zbiorcze UPO');
      expect(sessionFile).toMatch(/^UPO-\d{8}-EU-[\w-]+\.xml$/);
      expect(sessionUpo).toContain(session.reference);
      expect(sessionUpo).toContain(ksefNumber);
      const [invoiceName, invoiceUpo] = await downloaded(page, `Pobierz UPO: ${ksefNumber}`);
      expect(invoiceName).toBe(`UPO-${ksefNumber}.xml`);
      expect(invoiceUpo).toContain(ksefNumber);
      expect(await page.getByRole('button', { name: 'Pobierz UPO' }).count()).toBe(1);
    });

    it('goes on when its window comes to the front after a program closed the session, and says why it failed', async () => {
      const nip = '2222222222';
      const program = await programOf(nip);
      const session = await program.openSession();
      await program.sendAndWait(session, '<Faktura/>');
      const page = await openPage(nip, `/sessions/${session.reference}`);
      await page.getByRole('button', { name: 'Zakończ sesję' }).waitFor();
      await program.close(session);
      // Without it the page asks again by itself, but seldom.
      await page.evaluate(() => window.dispatchEvent(new Event('visibilitychange')));
      const alert = page.getByRole('alert');
      await alert.getByText('Nieudana').waitFor();
      await alert.getByText('Błąd weryfikacji, brak poprawnych faktur.').waitFor();
      expect(await page.getByText('Zbiorcze UPO').count()).toBe(0);
    });

    it('says why a session was not closed, and that there is none of a number', async () => {
      const nip = '3333333333';
      const program = await programOf(nip);
      const session = await program.openSession();
      const page = await openPage(nip, `/sessions/${session.reference}`);
      await page.getByText('W tej sesji nie wysłano faktur').waitFor();
      await page.getByRole('button', { name: 'Zakończ sesję' }).click();
      await program.close(session);
      const question = page.getByRole('dialog');
      await question.getByRole('button', { name: 'Zakończ sesję' }).click();
      await question.getByRole('alert').getByText('Nie zakończono sesji').waitFor();
      await question.getByRole('button', { name: 'Anuluj' }).click();

      await page.goto(`${app.ksef.webUrl}/sessions/20260101-SO-2C3E6C8000-B675CF5D68-07`);
      await page.getByRole('alert').getByText('Nie wczytano sesji').waitFor();
      await page
        .getByRole('alert')
        .getByText(/nie została znaleziona/)
        .first()
        .waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByRole('link', { name: 'Historia sesji' }).last().click();
      await page.getByText(session.reference).waitFor();
    });

    it('says that there is none of what is no number', async () => {
      const page = await openPage('7777777777', '/sessions/abc');
      await page.getByRole('alert').getByText('Nie ma sesji o takim numerze.').waitFor();
      expect(await page.getByText('Nie wczytano sesji').count()).toBe(0);
    });

    it('says clearly who may see it', async () => {
      const [nip, pesel] = [newNip(), newPesel()];
      await (await ownerOf(app.ksef, nip)).grant(
        'grantPersonPermissions',
        person({ type: 'Pesel', value: pesel }, 'InvoiceRead'),
      );
      const page = await openAsPerson(app, { type: 'Nip', value: nip, pesel }, { path: '/sessions' });
      await page.getByText('Tej listy nie można tutaj zobaczyć').waitFor();
      await page.getByText('komu nadał on przeglądanie historii sesji').waitFor();
      await page.getByRole('link', { name: 'Zobacz moje uprawnienia' }).waitFor();
    });

    it('finds sessions by kind, status and day, over a reload, and reads on as one scrolls', async () => {
      const nip = '4444444444';
      const program = await programOf(nip);
      const archive = await zip([['faktura.xml', sampleInvoice({ seller: nip })]]);
      await sendPackage(program, archive);
      const opened: string[] = [];
      for (let count = 0; count < 60; count += 1) {
        opened.push((await program.openSession()).reference);
      }
      const page = await openPage(nip, '/sessions');
      const oldest = page.getByText(opened[0] ?? '');
      await until(async () => {
        await page.mouse.wheel(0, 5000);
        return (await oldest.count()) > 0;
      });

      await page.getByLabel('Status').selectOption('Zakończone');
      await page.getByText('Żadna sesja nie spełnia tych warunków').waitFor();
      await page.getByLabel('Rodzaj sesji').selectOption('Sesja wsadowa');
      const row = page.getByRole('row').filter({ hasText: '-SB-' });
      await row.getByText('Zakończona', { exact: true }).waitFor();
      await page.reload();
      await row.waitFor();
      expect(await page.getByLabel('Rodzaj sesji').inputValue()).toBe('Batch');
      await page.getByLabel('Otwarta od').fill('2020-01-01');
      await row.waitFor();
      await page.getByLabel('Otwarta do').fill('2019-01-01');
      await page.getByText('Ten dzień jest wcześniejszy niż „Otwarta od”').waitFor();
      await page.getByText('Żadna sesja nie spełnia tych warunków').waitFor();
      await page.getByRole('button', { name: 'Pokaż wszystkie' }).click();
      await row.getByRole('link').click();
      await page.getByRole('heading', { name: 'Sesja wsadowa' }).waitFor();
      await page.getByRole('button', { name: 'Pobierz zbiorcze UPO' }).waitFor();
      expect(await page.getByRole('button', { name: 'Zakończ sesję' }).count()).toBe(0);
    });

    it('says that nothing was loaded, and loads it when KSeF answers again', async () => {
      const nip = '5555555555';
      const program = await programOf(nip);
      const session = await program.openSession();
      const page = await openPage(nip, '/sessions');
      await page.getByText(session.reference).waitFor();
      await page.context().setOffline(true);
      await page.getByLabel('Status').selectOption('Nieudane');
      await page.getByText('Nie wczytano listy sesji').waitFor();
      await page.getByText('Po jego powrocie można spróbować ponownie.').waitFor();
      expect(await page.getByText('Nie wiadomo, czy czynność').count()).toBe(0);
      await page.context().setOffline(false);
      await page.getByText('Żadna sesja nie spełnia tych warunków').waitFor();
    });

    it('is right for everybody', async () => {
      const nip = '6666666666';
      const program = await programOf(nip);
      const { session, ksefNumber } = await mixedSession(program);
      await program.close(session);
      const page = await openPage(nip, '/sessions', { width: 'phone' });
      await page.getByRole('link', { name: session.reference }).waitFor();
      await expectRight(page, 'list');
      await page.getByRole('link', { name: session.reference }).click();
      await page.getByRole('button', { name: 'Pobierz zbiorcze UPO' }).waitFor();
      await page.getByRole('button', { name: `Pobierz UPO: ${ksefNumber}` }).waitFor();
      await expectRight(page, 'session');
    });
  },
);
