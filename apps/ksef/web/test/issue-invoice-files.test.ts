/** Ready XML files: examined in the page, sent one by one or as a package, followed to their KSeF numbers. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { asFa2, sampleInvoice } from '../../test/sample-invoice.ts';
import { until } from '../../test/until.ts';
import { expectRight, type PageOptions, taxpayerApp } from './app.ts';
import { openAsOwner } from './hand-over.ts';

const nip = '1111111111';
const attachment = readFileSync(resolve(import.meta.dirname, '../../../../examples/attachment.xml'), 'utf8');

const fileOf = (name: string, xml: string) => ({ name, mimeType: 'text/xml', buffer: Buffer.from(xml) });

describe.skipIf(isBrowserMissing('files in the taxpayer application'))('files of invoices', () => {
  const app = taxpayerApp();

  const openFiles = (options: PageOptions = {}): Promise<Page> =>
    openAsOwner(app, nip, { path: '/issue-invoice/files', ...options });

  /** The kinds of sessions that the page opens. */
  function sessionsOf(page: Page): () => string[] {
    const opened: string[] = [];
    page.on('request', (request) => {
      const kind = /\/sessions\/(online|batch)$/.exec(request.url())?.[1];
      if (request.method() === 'POST' && kind !== undefined) opened.push(kind);
    });
    return () => opened;
  }

  const choose = (page: Page, files: ReturnType<typeof fileOf>[]) =>
    page.getByLabel('Pliki XML faktur').setInputFiles(files);

  const statuses = (page: Page, word: string) => page.getByRole('row').getByText(word, { exact: true });

  it('that are right are sent one by one, those that are wrong say where', async () => {
    const page = await openFiles();
    const opened = sessionsOf(page);
    const broken = sampleInvoice().replace(/<P_1>[^<]*<\/P_1>/, '<P_1>wczoraj</P_1>');
    const line = broken.slice(0, broken.indexOf('<P_1>')).split('\n').length;
    await choose(page, [
      fileOf('dobra.xml', sampleInvoice()),
      fileOf('starsza.xml', asFa2(sampleInvoice())),
      fileOf('zła-data.xml', broken),
      fileOf('tekst.xml', 'to nie jest XML'),
    ]);
    await page.getByText('Do poprawienia: 2 pliki').waitFor();
    const wrong = page.getByRole('listitem').filter({ hasText: 'zła-data.xml' });
    expect(await wrong.innerText()).toContain(`Wiersz ${line}:`);
    expect(await page.getByRole('listitem').filter({ hasText: 'tekst.xml' }).innerText()).toMatch(/XML/);
    await page.getByRole('button', { name: 'Wyślij do KSeF: 2 faktury' }).click();
    await page.getByRole('button', { name: 'Wczytaj następne' }).waitFor();
    // The older form goes in a session of its own.
    expect(await statuses(page, 'W KSeF').count()).toBe(2);
    expect(opened()).toEqual(['online', 'online']);
  });

  it('that KSeF has already are not doubled, another with their number is refused in words', async () => {
    const page = await openFiles();
    const first = sampleInvoice({ number: 'PLIK/1' });
    await choose(page, [fileOf('pierwsza.xml', first)]);
    await page.getByRole('button', { name: 'Wyślij do KSeF: 1 faktura' }).click();
    await statuses(page, 'W KSeF').waitFor();
    const number = await page.getByText(/^\d{10}-\d{8}-[0-9A-F]{12}-[0-9A-F]{2}$/).innerText();
    await page.getByRole('button', { name: 'Wczytaj następne' }).click();
    await choose(page, [
      fileOf('ta-sama.xml', first),
      fileOf('inna.xml', first.replace(/<P_7>[^<]*</, '<P_7>Inny towar<')),
    ]);
    await page.getByRole('button', { name: 'Wyślij do KSeF: 2 faktury' }).click();
    await page.getByText('Nieprzyjęte: 1 faktura').waitFor();
    expect(await page.getByText(number, { exact: true }).count()).toBe(1);
    await page.getByText('Duplikat: wysłana już wcześniej').waitFor();
    // Nothing was accepted in this session: its receipt would be none.
    expect(await page.getByRole('button', { name: 'Pobierz UPO sesji' }).count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Pobierz UPO', exact: true }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toContain(number);
    expect(await page.getByRole('listitem').filter({ hasText: 'inna.xml' }).innerText()).toContain(number);
  });

  it('that are none, or doubtful, are told before anything is sent', async () => {
    const page = await openFiles();
    const good = sampleInvoice();
    await choose(page, [
      fileOf('pusty.xml', ''),
      fileOf('za-duży.xml', `<Faktura>${' '.repeat(3_000_001)}</Faktura>`),
      fileOf('inny.xml', '<Inny xmlns="urn:inny"/>'),
      fileOf('dobra.xml', good),
      fileOf('kopia.xml', good),
      fileOf('obca.xml', sampleInvoice({ seller: '2222222222' })),
    ]);
    await page.getByText('Do poprawienia: 4 pliki').waitFor();
    const told = (name: string) => page.getByRole('listitem').filter({ hasText: name }).innerText();
    expect(await told('pusty.xml')).toContain('Plik jest pusty.');
    expect(await told('za-duży.xml')).toContain('najwyżej 1 MB, a faktura z załącznikiem 3 MB');
    expect(await told('inny.xml')).toContain('Można wysłać: FA(3), FA(2)');
    expect(await told('kopia.xml')).toContain('już na liście („dobra.xml”)');
    await page.getByText('Inny sprzedawca: 1 faktura').waitFor();
    await page.getByText('obca.xml: sprzedawca 2222222222').waitFor();
  });

  it('by the fifty go as a package, with one receipt', async () => {
    const page = await openFiles();
    const opened = sessionsOf(page);
    const invoices = Array.from({ length: 49 }, (_, index) => fileOf(`${index}.xml`, sampleInvoice()));
    await choose(page, [...invoices, fileOf('obca.xml', sampleInvoice({ seller: '2222222222' }))]);
    await page.getByText('Do wysłania: 50 faktur').first().waitFor();
    expect(await page.getByRole('radio', { name: 'Razem jako paczka' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Wyślij do KSeF: 50 faktur' }).click();
    await page.getByText('Nieprzyjęte: 1 faktura').waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: 'Kopiuj numery KSeF (49)' }).waitFor();
    expect(await page.getByRole('listitem').filter({ hasText: 'obca.xml' }).innerText()).toContain(
      'nie ma prawa wystawić',
    );
    expect(opened()).toEqual(['batch']);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Pobierz UPO sesji' }).click(),
    ]);
    const upo = readFileSync(await download.path(), 'utf8');
    expect(upo.match(/<NumerKSeFDokumentu>/g)).toHaveLength(49);
  });

  it('that were on their way when the page was reloaded are told of, with where to look', async () => {
    const page = await openFiles();
    page.on('dialog', (dialog) => dialog.accept());
    await choose(page, [fileOf('a.xml', sampleInvoice()), fileOf('b.xml', sampleInvoice())]);
    let isSent = false;
    await page.route(/\/sessions\/online\/[^/]+\/invoices/, () => {
      isSent = true;
    });
    await page.getByRole('button', { name: 'Wyślij do KSeF: 2 faktury' }).click();
    await until(async () => isSent);
    await page.reload();
    const notice = page.getByRole('status').filter({ hasText: 'Wysyłanie plików zostało przerwane' });
    await notice.getByText('skończyło się wysyłanie (2 pliki)').waitFor();
    await page.reload();
    await notice.getByRole('button', { name: 'Rozumiem' }).click();
    await notice.waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { name: 'Wystaw fakturę' }).waitFor();
    expect(await notice.count()).toBe(0);
  });

  it('with an attachment go as a package whatever was chosen', async () => {
    const page = await openFiles();
    const opened = sessionsOf(page);
    await choose(page, [fileOf('z-załącznikiem.xml', attachment)]);
    await page
      .getByText(/Do (wysłania|poprawienia): 1/)
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Wyślij do KSeF: 1 faktura' }).click();
    // Nobody has told KSeF yet that this firm will send attachments.
    await page
      .getByText('Nie wysłano do KSeF')
      .or(page.getByText('Nieprzyjęte: 1 faktura'))
      .first()
      .waitFor();
    expect(opened()).toEqual(['batch']);
  });

  it('are right for everybody at every step', async () => {
    const page = await openFiles({ width: 'phone' });
    await expectRight(page, 'empty');
    await choose(page, [
      fileOf('dobra.xml', sampleInvoice()),
      fileOf('druga.xml', sampleInvoice({ seller: '2222222222' })),
      fileOf('tekst.xml', 'to nie jest XML'),
    ]);
    await page.getByText('Do wysłania: 2 faktury').first().waitFor();
    await expectRight(page, 'examined');
    await page.getByRole('button', { name: 'Wyślij do KSeF: 2 faktury' }).click();
    await page.getByRole('button', { name: 'Wczytaj następne' }).waitFor();
    await expectRight(page, 'sent');
  });
});
