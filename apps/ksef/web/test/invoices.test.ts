/** The area «Faktury»: lists, filters, an invoice as a document, its files. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { isBrowserMissing } from '../../../../tools/testing/browser.ts';
import { programPath } from '../../../../tools/testing/programs.ts';
import { newNip } from '../../test/api.ts';
import { formCode, logIn } from '../../test/company.ts';
import { unpacked } from '../../test/package.ts';
import { newPesel, ownerOf, person } from '../../test/permissions.ts';
import { farmInvoice } from '../../test/sample-forms.ts';
import { asFa2, sampleInvoice } from '../../test/sample-invoice.ts';
import { until } from '../../test/until.ts';
import { axeViolations, expectRight, taxpayerApp } from './app.ts';
import { type OpenOptions, openAsOwner, openAsPerson } from './hand-over.ts';
import { dayAgo, seedFirm, seedInvoices, seedMany } from './invoices.ts';

/** The file that the browser gets when `act` is done. */
async function downloaded(page: Page, act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** What poppler reads in a PDF; undefined where it is not installed. */
async function pdfText(bytes: Buffer): Promise<string | undefined> {
  if (programPath('pdftotext') === undefined) return undefined;
  const running = promisify(execFile)('pdftotext', ['-layout', '-', '-']);
  running.child.stdin?.end(bytes);
  return (await running).stdout;
}

describe.skipIf(isBrowserMissing('the invoices of the taxpayer application'))('invoices', () => {
  const app = taxpayerApp();
  const ownersPage = (nip: string, options?: OpenOptions): Promise<Page> => openAsOwner(app, nip, options);
  const visit = async (page: Page, path: string) => {
    await page.goto(app.ksef.webUrl + path);
    await page.locator('h1').waitFor();
  };
  const numbersIn = (page: Page) =>
    page.getByRole('table').getByRole('row').getByRole('link').allInnerTexts();

  describe('lists', () => {
    it('have each invoice where its party looks for it, and sums by currency', async () => {
      const [seller, buyer, third, authorized] = [newNip(), newNip(), newNip(), newNip()];
      const address = '<Adres><KodKraju>PL</KodKraju><AdresL1>ul. Inna 1</AdresL1></Adres>';
      const withParties = (xml: string) =>
        xml
          .replace('<NIP>2222222222', `<NIP>${buyer}`)
          .replace(
            '</Podmiot2>',
            `</Podmiot2><Podmiot3><DaneIdentyfikacyjne><NIP>${third}</NIP><Nazwa>Faktor</Nazwa></DaneIdentyfikacyjne>${address}<Rola>1</Rola></Podmiot3><PodmiotUpowazniony><DaneIdentyfikacyjne><NIP>${authorized}</NIP><Nazwa>Komornik</Nazwa></DaneIdentyfikacyjne>${address}<RolaPU>2</RolaPU></PodmiotUpowazniony>`,
          );
      const names = { buyerName: 'Kwiaciarnia Żonkil', change: withParties };
      await seedInvoices(app.ksef, seller, [
        { number: 'FV/1', daysAgo: 2, gross: '100.10', ...names },
        { number: 'FV/2', daysAgo: 1, gross: '0.20', ...names },
        { number: 'FV/3', gross: '-50.00', currency: 'EUR', ...names },
      ]);
      const page = await ownersPage(seller);
      await page.getByRole('row', { name: 'FV/1' }).getByText('Kwiaciarnia Żonkil').waitFor();
      expect(await numbersIn(page)).toEqual(['FV/3', 'FV/2', 'FV/1']);
      await page.getByText('3 faktury', { exact: true }).waitFor();
      const sums = await page.getByText('Suma brutto:').innerText();
      expect(sums.replaceAll(/\s/g, ' ')).toBe('Suma brutto: 100,30 PLN −50,00 EUR');
      const row = page.getByRole('row', { name: 'FV/1' });
      await row.getByText('W KSeF, offline').waitFor();
      await row.getByText('podstawowa').waitFor();
      await page.getByLabel('Kolejność').selectOption('od najstarszych');
      await until(async () => (await numbersIn(page))[0] === 'FV/1');
      await page.getByLabel('Kolejność').selectOption('od największej kwoty brutto');
      await until(async () => (await numbersIn(page)).join() === 'FV/1,FV/2,FV/3');
      await page.getByLabel('Kolejność').selectOption('od najmniejszej kwoty brutto');
      await until(async () => (await numbersIn(page)).join() === 'FV/3,FV/2,FV/1');

      for (const [nip, tab] of [
        [buyer, 'Zakupy'],
        [third, 'Jako podmiot trzeci'],
        [authorized, 'Jako podmiot upoważniony'],
      ] as const) {
        const other = await ownersPage(nip);
        await other.getByText('Nie ma faktur z tego okresu').waitFor();
        await other.getByRole('tab', { name: tab }).click();
        await other.getByRole('row', { name: 'FV/1' }).getByText('Demo Sp. z o.o.').waitFor();
        await other.reload();
        await other.getByRole('row', { name: 'FV/1' }).waitFor();
        expect(await other.getByRole('tab', { name: tab }).getAttribute('aria-selected')).toBe('true');
      }
    });

    it('are narrowed by every condition, which stands in the address and is taken away by a press', async () => {
      const [seller, buyer] = [newNip(), newNip()];
      const [, eur] = await seedInvoices(app.ksef, seller, [
        { number: 'W/PLN', gross: '10.00' },
        { number: 'W/EUR', gross: '2500.50', currency: 'EUR' },
        {
          number: 'W/ROZ',
          gross: '20.00',
          change: (xml) => xml.replace('<RodzajFaktury>VAT', '<RodzajFaktury>ROZ'),
        },
        { number: 'W/OFF', gross: '30.00', daysAgo: 5 },
        { number: 'W/NIP', gross: '40.00', change: (xml) => xml.replace('<NIP>2222222222', `<NIP>${buyer}`) },
        {
          number: 'W/UE',
          gross: '50.00',
          change: (xml) =>
            xml.replace('<NIP>2222222222</NIP>', '<KodUE>DE</KodUE><NrVatUE>123456789</NrVatUE>'),
        },
      ]);
      const page = await ownersPage(seller);
      const shows = (...expected: string[]) =>
        until(async () => (await numbersIn(page)).toSorted().join() === expected.toSorted().join());
      const filtered = async (fill: () => Promise<unknown>) => {
        await page.getByRole('button', { name: 'Filtry' }).click();
        await fill();
        await page.getByRole('button', { name: 'Pokaż faktury' }).click();
      };
      const remove = (word: string) => page.getByRole('button', { name: `Usuń filtr: ${word}` }).click();
      const box = (name: string) => page.getByRole('dialog').getByRole('textbox', { name, exact: true });
      const list = (name: string) => page.getByRole('dialog').getByRole('combobox', { name, exact: true });
      const all = ['W/PLN', 'W/EUR', 'W/ROZ', 'W/OFF', 'W/NIP', 'W/UE'];
      await shows(...all);

      const cases: [string, () => Promise<unknown>, string[]][] = [
        ['Numer faktury: W/PLN', () => box('Numer faktury').fill('W/PLN'), ['W/PLN']],
        [`Numer KSeF: ${eur?.ksefNumber}`, () => box('Numer KSeF').fill(eur?.ksefNumber ?? ''), ['W/EUR']],
        ['waluta: EUR', () => box('Waluty').fill('eur'), ['W/EUR']],
        [
          'Rodzaj: rozliczeniowa',
          () => page.getByRole('checkbox', { name: 'rozliczeniowa', exact: true }).check(),
          ['W/ROZ'],
        ],
        ['Tryb wystawienia: offline', () => list('Tryb wystawienia').selectOption('offline'), ['W/OFF']],
        ['NIP sprzedawcy: 1111111111', () => box('NIP sprzedawcy').fill('111-111-11-11'), []],
        ['Formularz: PEF', () => list('Formularz').selectOption('PEF'), []],
        ['Samofakturowanie: tak', () => list('Samofakturowanie').selectOption('tak'), []],
        ['Załącznik: nie', () => list('Załącznik').selectOption('nie'), all],
        [
          `Nabywca: NIP ${buyer}`,
          async () => {
            await list('Identyfikator nabywcy').selectOption('NIP');
            await box('Wartość identyfikatora nabywcy').fill(buyer);
          },
          ['W/NIP'],
        ],
        [
          'Nabywca: numer VAT UE DE123456789',
          async () => {
            await list('Identyfikator nabywcy').selectOption('numer VAT UE');
            await box('Wartość identyfikatora nabywcy').fill('DE123456789');
          },
          ['W/UE'],
        ],
        [
          'Kwota: brutto od 2 000,00 do 3 000,00'.replaceAll(/(\d) (\d)/g, '$1\u202f$2'),
          async () => {
            await box('Kwota od').fill('2 000');
            await box('Kwota do').fill('3000,00');
          },
          ['W/EUR'],
        ],
      ];
      for (const [word, fill, expected] of cases) {
        await filtered(fill);
        await shows(...expected);
        if (expected.length === 0) await page.getByText('Żadna faktura nie spełnia warunków').waitFor();
        await remove(word);
        await shows(...all);
      }

      await filtered(async () => {
        await box('Kwota do').fill('35');
        await list('Tryb wystawienia').selectOption('online');
      });
      await shows('W/PLN', 'W/ROZ');
      const address = page.url();
      await page.reload();
      await shows('W/PLN', 'W/ROZ');
      await page.getByRole('button', { name: 'Usuń wszystkie filtry' }).click();
      await shows(...all);
      await page.goto(address);
      await shows('W/PLN', 'W/ROZ');
    });

    it('say in words what a filter lacks, and keep what was typed over a reload', async () => {
      const page = await ownersPage(newNip(), { path: '/settings' });
      await page.getByRole('link', { name: 'Faktury', exact: true }).click();
      await page.getByRole('button', { name: 'Filtry' }).click();
      const box = (name: string) => page.getByRole('dialog').getByRole('textbox', { name, exact: true });
      await box('Numer KSeF').fill('1111111111-2026');
      await box('NIP sprzedawcy').fill('123');
      await box('Kwota od').fill('dużo');
      await box('Waluty').fill('PLN, XYZ');
      await page.getByRole('combobox', { name: 'Identyfikator nabywcy' }).selectOption('NIP');
      await page.getByRole('button', { name: 'Pokaż faktury' }).click();
      for (const sentence of [
        'Numer KSeF ma 35 znaków',
        'NIP składa się z 10 cyfr.',
        'Podaj kwotę, na przykład: 1234,56.',
        'Nie ma waluty o kodzie XYZ.',
        'Podaj identyfikator albo wybierz „bez identyfikatora”.',
      ])
        await page.getByText(sentence).waitFor();
      await page.reload();
      expect(await box('Waluty').inputValue()).toBe('PLN, XYZ');
      expect(await box('Kwota od').inputValue()).toBe('dużo');
      // Whoever goes away and comes back finds the list, and the form as the list is.
      await page.goBack();
      await page.getByRole('heading', { name: 'Ustawienia' }).waitFor();
      await page.goForward();
      await page.getByRole('button', { name: 'Filtry' }).click();
      expect(await box('Waluty').inputValue()).toBe('');
    });

    it('ask for no range that KSeF would refuse, and say so', async () => {
      const seller = newNip();
      await seedInvoices(app.ksef, seller, [{ number: 'Z/1', daysAgo: 120 }, { number: 'Z/2' }]);
      const page = await ownersPage(seller);
      await page.getByRole('link', { name: 'Z/2' }).waitFor();
      await page.getByLabel('Okres').selectOption('własny zakres');
      await page.getByLabel('Od', { exact: true }).fill(dayAgo(150));
      await page
        .getByText('KSeF pozwala pytać najwyżej o 100 dni naraz (tu: 151 dni). Podaj krótszy zakres.')
        .waitFor();
      await page.reload();
      await page.getByText('Podaj krótszy zakres.').waitFor();
      await page.getByLabel('Do', { exact: true }).fill(dayAgo(200));
      await page.getByText('Data „do” jest wcześniejsza niż „od”.').waitFor();
      await page.getByLabel('Do', { exact: true }).fill(dayAgo(51));
      await page.getByRole('link', { name: 'Z/1' }).waitFor();
      expect(await numbersIn(page)).toEqual(['Z/1']);
      for (const date of ['data przyjęcia w KSeF', 'data trwałego zapisu w KSeF']) {
        await page.getByLabel('Data', { exact: true }).selectOption(date);
        await page.getByText('Nie ma faktur z tego okresu').waitFor();
        await page.getByRole('button', { name: 'Pokaż ostatnie 90 dni' }).click();
        await until(async () => (await numbersIn(page)).length === 2);
        await page.getByLabel('Okres').selectOption('własny zakres');
        await page.getByLabel('Do', { exact: true }).fill(dayAgo(3));
        await page.getByLabel('Od', { exact: true }).fill(dayAgo(10));
      }
    });

    it('tell whoever may not see invoices so', async () => {
      const [nip, pesel] = [newNip(), newPesel()];
      const owner = await ownerOf(app.ksef, nip);
      await owner.grant('grantPersonPermissions', person({ type: 'Pesel', value: pesel }, 'InvoiceWrite'));
      const page = await openAsPerson(app, { type: 'Nip', value: nip, pesel });
      await page.getByText('W tym kontekście brakuje uprawnienia do przeglądania faktur.').waitFor();
      await page.getByText('Uprawnienie „przeglądanie faktur” nadaje właściciel firmy').waitFor();
      expect(await axeViolations(page)).toEqual([]);
    });
  });

  it('of more than ten thousand are all there, of which only those in sight are in the page', async () => {
    const seller = newNip();
    await seedMany(app.ksef, seller, 10_060);
    const page = await ownersPage(seller);
    await page.getByText('Wczytano: 250 faktur').waitFor();
    await page.getByText('Suma brutto wczytanych:').waitFor();
    const rows = () => page.getByRole('table').getByRole('row').count();
    // The end of what is loaded loads more by itself.
    await page.getByRole('link', { name: /FV/ }).last().scrollIntoViewIfNeeded();
    await page.mouse.move(700, 500);
    await until(async () => {
      await page.mouse.wheel(0, 4000);
      return (await page.getByText('Wczytano: 500 faktur').count()) > 0;
    });
    await page.getByRole('button', { name: 'Wczytaj wszystkie' }).click();
    await page.getByText(/^10\s060 faktur$/).waitFor({ timeout: 120_000 });
    await page.getByText('Suma brutto:').waitFor();
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe('10061');
    for (const share of [0.5, 1, 0.25]) {
      await page.evaluate((at) => window.scrollTo(0, at * document.body.scrollHeight), share);
      await until(async () => {
        // In one look: the rows change while one scrolls.
        const tops = await page
          .getByRole('link', { name: /^FV/ })
          .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().y));
        return tops.filter((y) => y > 100 && y < 800).length >= 8;
      });
      expect(await rows()).toBeLessThan(80);
    }
    await page.getByLabel('Kolejność').selectOption('od największej kwoty brutto');
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.getByRole('row').nth(1).getByText('FV/10060').waitFor();
  });

  describe('an invoice', () => {
    it('is shown as a document with its code, and its files are downloaded', async () => {
      const seller = newNip();
      const [seeded] = await seedInvoices(app.ksef, seller, [
        { number: 'P/1', buyerName: 'Kwiaciarnia Żonkil' },
      ]);
      const ksefNumber = seeded?.ksefNumber ?? '';
      const page = await ownersPage(seller);
      await page.getByRole('link', { name: 'P/1' }).click();
      await page.getByRole('heading', { name: 'Faktura P/1' }).waitFor();
      const shown = page.getByRole('region', { name: 'Podgląd faktury' });
      await shown.getByText('Kwiaciarnia Żonkil').waitFor();
      await shown.getByText('Regał magazynowy R-200').waitFor();
      const link = await shown.getByRole('link', { name: 'Kod weryfikujący' }).getAttribute('href');
      expect(link).toMatch(new RegExp(`^${app.ksef.url}/invoice/${seller}/`));
      const verify = page.getByRole('link', { name: 'Sprawdź na stronie weryfikacji' });
      expect(await verify.getAttribute('href')).toBe(link);
      expect(await (await fetch(link ?? '')).text()).toContain(ksefNumber);

      const xml = await downloaded(page, () => page.getByRole('button', { name: 'Pobierz XML' }).click());
      expect(xml.name).toBe(`${ksefNumber}.xml`);
      expect(xml.bytes.equals(Buffer.from(seeded?.xml ?? ''))).toBe(true);

      const pdf = await downloaded(page, () => page.getByRole('button', { name: 'Pobierz PDF' }).click());
      expect(pdf.name).toBe(`${ksefNumber}.pdf`);
      expect(pdf.bytes.subarray(0, 8).toString()).toBe('%PDF-1.7');
      expect(pdf.bytes.length).toBeGreaterThan(20_000);
      const text = await pdfText(pdf.bytes);
      if (text !== undefined) expect(text).toContain(ksefNumber);

      // Another session of the same days does not have it, and is not asked for its receipt.
      await seedInvoices(app.ksef, seller, [{ number: 'P/2' }]);
      const refused: string[] = [];
      page.on('response', (response) => {
        if (response.status() >= 400) refused.push(response.url());
      });
      const upo = await downloaded(page, () =>
        page.getByRole('button', { name: 'Pobierz UPO (XML)' }).click(),
      );
      expect(refused).toEqual([]);
      expect(upo.name).toBe(`UPO-${ksefNumber}.xml`);
      expect(upo.bytes.toString()).toContain(`<NumerKSeFDokumentu>${ksefNumber}<`);
      const upoPdf = await downloaded(page, () =>
        page.getByRole('button', { name: 'Pobierz UPO (PDF)' }).click(),
      );
      expect(upoPdf.bytes.subarray(0, 5).toString()).toBe('%PDF-');

      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.getByRole('button', { name: 'Kopiuj numer KSeF' }).click();
      await page.getByText('Skopiowano').first().waitFor();
      expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(ksefNumber);

      await page.reload();
      await page.getByRole('heading', { name: 'Faktura P/1' }).waitFor();
      await page.getByRole('link', { name: 'Wróć do listy faktur' }).click();
      await page.getByRole('link', { name: 'P/1' }).click();
      await page.getByRole('link', { name: 'Wystaw podobną' }).click();
      await page.waitForURL(
        (url) => url.pathname.endsWith('/issue-invoice') && url.searchParams.get('similarTo') === ksefNumber,
      );
    });

    it('of a list that was narrowed leads back to that list', async () => {
      const seller = newNip();
      await seedInvoices(app.ksef, seller, [{ number: 'B/1', currency: 'EUR' }, { number: 'B/2' }]);
      const page = await ownersPage(seller, { path: '/invoices?currencies=%5B%22EUR%22%5D' });
      await page.getByRole('link', { name: 'B/1' }).click();
      await page.getByRole('heading', { name: 'Faktura B/1' }).waitFor();
      await page.getByRole('link', { name: 'Wróć do listy faktur' }).click();
      await page.getByRole('button', { name: 'Usuń filtr: waluta: EUR' }).waitFor();
      expect(await numbersIn(page)).toEqual(['B/1']);
    });

    it('of every form is shown', async () => {
      const [seller, buyer] = [newNip(), newNip()];
      const owner = await ownerOf(app.ksef, seller);
      await owner.grant('grantAuthorizations', {
        body: {
          subjectIdentifier: { type: 'Nip', value: buyer },
          permission: 'RRInvoicing',
          description: 'faktury w moim imieniu',
          subjectDetails: { fullName: 'Skup sp. z o.o.' },
        },
      });
      const buying = await logIn(app.ksef, buyer);
      const rr = await buying.openSession({}, formCode('FA_RR (1)'));
      const farm = await buying.sendAndWait(
        rr,
        farmInvoice({ seller, buyer, number: 'RR/1', issueDate: dayAgo(0) }),
      );
      const selling = await logIn(app.ksef, seller);
      const older = await selling.openSession({}, formCode('FA (2)'));
      const fa2 = await selling.sendAndWait(
        older,
        asFa2(sampleInvoice({ seller, number: 'FA2/1', issueDate: dayAgo(0) })),
      );
      const page = await ownersPage(seller);
      for (const [number, { ksefNumber }, words] of [
        ['RR/1', farm, 'ziemniaki jadalne'],
        ['FA2/1', fa2, 'Regał magazynowy R-200'],
      ] as const) {
        await visit(page, `/invoices/${ksefNumber}`);
        await page.getByRole('heading', { name: `Faktura ${number}` }).waitFor();
        await page.getByRole('region', { name: 'Podgląd faktury' }).getByText(words).waitFor();
      }
      // The farmer did not send the invoice that the buyer issued.
      await visit(page, `/invoices/${farm.ksefNumber}`);
      await page.getByRole('button', { name: 'Pobierz UPO (XML)' }).click();
      await page.getByText('UPO tej faktury nie jest stąd dostępne.').waitFor();
    });

    it('that is not there, or not for the caller, is told in words', async () => {
      const page = await ownersPage(newNip(), { path: '/invoices/1111111111-20260101-ABCDEF-123456-AB' });
      await page
        .getByText('W KSeF nie ma takiej faktury albo zalogowany podmiot nie jest jej stroną.')
        .waitFor();
      expect(await axeViolations(page)).toEqual([]);
      await page.getByText('Nie wczytano faktury', { exact: true }).waitFor();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(`${app.ksef.webUrl}/invoices/abc`);
      await page.getByText('Nie ma takiej faktury: w adresie strony nie stoi numer KSeF.').waitFor();
      expect(asked.filter((url) => url.endsWith('/abc') && url.includes('/v2/'))).toEqual([]);
    });
  });

  describe('many at once', () => {
    it('are chosen one by one, from one to another and all, and come as a ZIP', async () => {
      const seller = newNip();
      const seeded = await seedInvoices(
        app.ksef,
        seller,
        Array.from({ length: 6 }, (_, index) => ({ number: `M/${index + 1}`, daysAgo: 6 - index })),
      );
      const page = await ownersPage(seller);
      const row = (number: string) => page.getByRole('checkbox', { name: `Zaznacz: ${number}`, exact: true });
      const bar = page.getByRole('region', { name: 'Zaznaczone faktury' });
      await row('M/5').click();
      await bar.getByText('1 zaznaczona faktura').waitFor();
      await row('M/2').click({ modifiers: ['Shift'] });
      await bar.getByText('4 zaznaczone faktury').waitFor();
      await row('M/4').focus();
      await page.keyboard.press('Space');
      await bar.getByText('3 zaznaczone faktury').waitFor();

      // A look at an invoice does not cost the selection.
      await page.getByRole('link', { name: 'M/1', exact: true }).click();
      await page.getByRole('heading', { name: 'Faktura M/1' }).waitFor();
      await page.goBack();
      await bar.getByText('3 zaznaczone faktury').waitFor();

      const zip = await downloaded(page, () => bar.getByRole('button', { name: 'Pobierz ZIP' }).click());
      expect(zip.name).toBe('faktury.zip');
      const files = await unpacked(zip.bytes, 'Zip');
      const chosen = seeded.filter(({ number }) => ['M/2', 'M/3', 'M/5'].includes(number));
      expect([...files.keys()].toSorted()).toEqual(
        chosen.flatMap(({ ksefNumber }) => [`${ksefNumber}.pdf`, `${ksefNumber}.xml`]).toSorted(),
      );
      for (const { ksefNumber, xml } of chosen) {
        expect(files.get(`${ksefNumber}.xml`)).toBe(xml);
        expect(files.get(`${ksefNumber}.pdf`)?.startsWith('%PDF-1.7')).toBe(true);
      }
      await bar.getByText('Zapisano ZIP: 3 faktury.').waitFor();
      await bar.getByRole('button', { name: 'Zamknij' }).click();

      await page.getByRole('checkbox', { name: 'Zaznacz wszystkie wczytane' }).click();
      await bar.getByText('6 zaznaczonych faktur').waitFor();
      await bar.getByLabel('Co pobrać').selectOption('pliki XML');
      const all = await downloaded(page, () => bar.getByRole('button', { name: 'Pobierz ZIP' }).click());
      expect((await unpacked(all.bytes, 'Zip')).size).toBe(6);
      await bar.getByRole('button', { name: 'Usuń zaznaczenie' }).click();
      await bar.getByRole('button', { name: 'Zamknij' }).click();
      await bar.waitFor({ state: 'detached' });
    });

    it('of which one cannot be fetched are not saved before somebody decides', async () => {
      const seller = newNip();
      const [, bad] = await seedInvoices(app.ksef, seller, [
        { number: 'E/1' },
        { number: 'E/2' },
        { number: 'E/3' },
      ]);
      const page = await ownersPage(seller);
      const fault = await app.ksef.control.addFault({
        kind: 'not-ready',
        path: `/v2/invoices/ksef/${bad?.ksefNumber}`,
      });
      await page.getByRole('checkbox', { name: 'Zaznacz wszystkie wczytane' }).click();
      const bar = page.getByRole('region', { name: 'Zaznaczone faktury' });
      await bar.getByLabel('Co pobrać').selectOption('pliki XML');
      let downloads = 0;
      page.on('download', () => {
        downloads += 1;
      });
      await bar.getByRole('button', { name: 'Pobierz ZIP' }).click();
      await bar.getByText('Nie pobrano: 1 faktura').waitFor();
      await bar.getByText(`E/2 (${bad?.ksefNumber})`).waitFor();
      expect(await axeViolations(page)).toEqual([]);
      expect(downloads).toBe(0);
      const without = await downloaded(page, () =>
        bar.getByRole('button', { name: 'Zapisz bez nich (2 faktury)' }).click(),
      );
      expect((await unpacked(without.bytes, 'Zip')).size).toBe(2);

      await bar.getByRole('button', { name: 'Pobierz ZIP' }).click();
      await bar.getByText('Nie pobrano: 1 faktura').waitFor();
      await app.ksef.control.removeFault({ id: fault.id });
      const whole = await downloaded(page, () =>
        bar.getByRole('button', { name: 'Spróbuj ponownie' }).click(),
      );
      expect((await unpacked(whole.bytes, 'Zip')).size).toBe(3);
    });

    it('can be stopped, and then nothing is saved', async () => {
      const seller = newNip();
      await seedInvoices(app.ksef, seller, [{ number: 'S/1' }, { number: 'S/2' }]);
      const page = await ownersPage(seller);
      const { id } = await app.ksef.control.addFault({
        kind: 'delay',
        operation: 'getInvoiceByKsefNumber',
        context: seller,
        delayMs: 600_000,
      });
      await page.getByRole('checkbox', { name: 'Zaznacz wszystkie wczytane' }).click();
      const bar = page.getByRole('region', { name: 'Zaznaczone faktury' });
      await bar.getByRole('button', { name: 'Pobierz ZIP' }).click();
      await bar.getByText('Pobrano 0 z 2.').waitFor();
      await bar.getByRole('button', { name: 'Przerwij pobieranie' }).click();
      await bar.getByRole('button', { name: 'Pobierz ZIP' }).waitFor();
      await app.ksef.control.removeFault({ id });
    });
  });

  describe('an export', () => {
    const order = async (page: Page) => {
      await page.getByRole('link', { name: 'Eksportuj…' }).click();
      await page.getByRole('heading', { name: 'Eksport faktur' }).waitFor();
      await page.getByRole('button', { name: 'Zleć eksport' }).click();
      await page.getByText('Paczka jest gotowa').waitFor();
    };

    it('has every invoice that meets the conditions byte for byte, in either archive', async () => {
      const seller = newNip();
      const seeded = await seedInvoices(app.ksef, seller, [
        { number: 'X/1', currency: 'EUR' },
        { number: 'X/2', currency: 'EUR' },
        { number: 'X/3' },
      ]);
      const page = await ownersPage(seller, { path: '/invoices?currencies=%5B%22EUR%22%5D' });
      await page.getByRole('link', { name: 'X/1' }).waitFor();
      await order(page);
      await page.getByText('Paczka jest gotowa: 2 faktury').waitFor();
      const zip = await downloaded(page, () => page.getByRole('button', { name: 'Zapisz paczkę' }).click());
      expect(zip.name).toMatch(/^KSeF-\d{8}-EH-.*\.zip$/);
      const files = await unpacked(zip.bytes, 'Zip');
      expect(files.size).toBe(3);
      for (const { ksefNumber, xml } of seeded.slice(0, 2)) expect(files.get(`${ksefNumber}.xml`)).toBe(xml);

      await page.getByRole('button', { name: 'Nowy eksport' }).click();
      await page.getByRole('radio', { name: 'Tylko metadane' }).check();
      await page.getByLabel('Rodzaj archiwum').selectOption('TAR.GZ');
      await page.reload();
      expect(await page.getByRole('radio', { name: 'Tylko metadane' }).isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Zleć eksport' }).click();
      await page.getByText('Paczka jest gotowa: 2 faktury').waitFor();
      const tarGz = await downloaded(page, () => page.getByRole('button', { name: 'Zapisz paczkę' }).click());
      expect([...(await unpacked(tarGz.bytes, 'TarGz')).keys()]).toEqual(['_metadata.json']);
    });

    it('asks before a reload loses its key, says afterwards that it is lost, and goes on over other pages', async () => {
      const seller = newNip();
      await seedInvoices(app.ksef, seller, [{ number: 'K/1' }]);
      const page = await ownersPage(seller);
      await page.getByRole('link', { name: 'K/1' }).waitFor();
      await order(page);
      await page.getByRole('link', { name: 'Wróć do listy faktur' }).click();
      await page.getByRole('link', { name: 'K/1' }).waitFor();
      await page.getByRole('link', { name: 'Eksportuj…' }).click();
      await page.getByText('Paczka jest gotowa: 1 faktura').waitFor();
      const questions: string[] = [];
      page.on('dialog', (dialog) => {
        questions.push(dialog.type());
        void dialog.accept();
      });
      await page.reload();
      await page.getByText('Poprzedni eksport przepadł razem z kluczem').waitFor();
      expect(questions).toEqual(['beforeunload']);
      expect(await axeViolations(page)).toEqual([]);
    });

    it('that finds nothing says so', async () => {
      const page = await ownersPage(newNip(), { path: '/invoices/export' });
      await page.getByRole('button', { name: 'Zleć eksport' }).click();
      await page.getByText('Nie ma czego eksportować').waitFor();
      await page.getByRole('button', { name: 'Nowy eksport' }).click();
      await page.getByRole('button', { name: 'Zleć eksport' }).waitFor();
    });
  });

  it('fit a window of 1280 pixels, each in its column', async () => {
    const seller = newNip();
    await seedInvoices(app.ksef, seller, [
      { number: 'SZER/1', gross: '1234567.89', buyerName: 'Kwiaciarnia' },
    ]);
    const page = await ownersPage(seller);
    await page.setViewportSize({ width: 1280, height: 800 });
    const row = page.getByRole('row').filter({ hasText: 'SZER/1' });
    await row.waitFor();
    const boxes = await row
      .getByRole('cell')
      .evaluateAll((cells) =>
        cells.map((cell) => cell.getBoundingClientRect()).map(({ right, width }) => ({ right, width })),
      );
    const { right } = await row.evaluate((element) => element.getBoundingClientRect().toJSON());
    expect(Math.max(...boxes.map((box) => box.right))).toBeLessThanOrEqual(right);
    const [party] = await row
      .getByRole('cell')
      .filter({ hasText: 'Kwiaciarnia' })
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().width));
    expect(party).toBeGreaterThan(110);
    const top = async (name: string, role: 'button' | 'link') =>
      (await page.getByRole(role, { name }).boundingBox())?.y;
    expect(await top('Eksportuj…', 'link')).toBe(await top('Filtry', 'button'));
  });

  it('are right for everybody', async () => {
    const seller = newNip();
    await seedFirm(app.ksef, seller);
    const page = await ownersPage(seller, { width: 'phone' });
    await page.getByRole('link', { name: 'FV/2026/11/014' }).waitFor();
    await expectRight(page, 'list');
    await page.getByRole('checkbox', { name: 'Zaznacz: FV/2026/11/014' }).click();
    await page.getByRole('button', { name: 'Pobierz ZIP' }).waitFor();
    await expectRight(page, 'selection');
    await page.getByRole('link', { name: 'Eksportuj…' }).click();
    await page.getByRole('button', { name: 'Zleć eksport' }).waitFor();
    await expectRight(page, 'export');
    await page.getByRole('button', { name: 'Zleć eksport' }).click();
    await page.getByText('Paczka jest gotowa').waitFor();
    await expectRight(page, 'exported');
    await page.getByRole('button', { name: 'Zapisz paczkę' }).click();
    await visit(page, '/invoices?period=own&from=2026-01-01&to=2026-09-01&mode=Online&attachment=false');
    await page.getByText('Podaj krótszy zakres.').waitFor();
    await expectRight(page, 'range too long');
    await visit(page, '/invoices?subject=Subject2');
    await page.getByText('Nie ma faktur z tego okresu').waitFor();
    await expectRight(page, 'empty list');
    await visit(page, '/invoices');
    await page.getByRole('link', { name: 'FV/2026/11/014' }).click();
    await page.getByRole('heading', { name: 'Faktura FV/2026/11/014' }).waitFor();
    await page
      .getByRole('region', { name: 'Podgląd faktury' })
      .getByRole('link', { name: 'Kod weryfikujący' })
      .waitFor();
    await expectRight(page, 'document');
    await visit(page, '/invoices');
    await page.getByRole('button', { name: 'Filtry' }).click();
    await page.getByRole('button', { name: 'Pokaż faktury' }).waitFor();
    await expectRight(page, 'filters');
  });
});

describe.skipIf(isBrowserMissing('the end of an export'))('an export that KSeF keeps no longer', () => {
  // Its clock jumps, which other tests need not see.
  const app = taxpayerApp();

  it('says so, and is ordered again', async () => {
    const { control } = app.ksef;
    const seller = newNip();
    await seedInvoices(app.ksef, seller, [{ number: 'G/1' }]);
    const page = await openAsOwner(app, seller, { path: '/invoices/export' });
    const { id } = await control.addFault({ kind: 'delay', operation: 'download', delayMs: 600_000 });
    await page.getByRole('button', { name: 'Zleć eksport' }).click();
    await until(async () => (await control.listFaults()).faults[0]?.struck === 1);
    await control.advanceClock({ by: 'P3DT1H' });
    await control.removeFault({ id });
    await page.getByText('Eksport wygasł: KSeF nie przechowuje już tej paczki.').waitFor();
    await page.getByRole('button', { name: 'Spróbuj ponownie' }).click();
    await page.getByText('Paczka jest gotowa: 1 faktura').waitFor();
  });
});
