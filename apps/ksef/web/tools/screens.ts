/**
 * `npm run screens`: pictures of every screen at both widths, light and dark, in docs/screens. Areas add theirs to
 * `screens` below; each begins logged in as the owner of a firm unless it says otherwise.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { openBrowser } from '../../../../tools/testing/browser.ts';
import { coarse, readPng, writePng } from '../../../../tools/testing/indexed-png.ts';
import { startKsef } from '../../src/index.ts';
import { logIn, sealOf } from '../../test/api.ts';
import { Company } from '../../test/company.ts';
import { enroll } from '../../test/enrollment.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { until } from '../../test/until.ts';
import { seedFirm } from '../test/invoices.ts';
import { fillInInvoice } from '../test/issue-invoice.ts';
import { logInAsOwner } from '../test/log-in.ts';
import { generateToken } from '../test/tokens.ts';

interface Screen {
  readonly name: string;
  /** Below `/web`; `{key}` stands for the key of the control side. */
  readonly path: string;
  readonly anonymous?: boolean;
  /** What is done before the picture. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const nip = '1111111111';

const screens: readonly Screen[] = [
  { name: 'start', path: '/', anonymous: true },
  { name: 'login', path: '/login', anonymous: true },
  {
    name: 'login-context',
    path: '/login/context',
    anonymous: true,
    prepare: (page) => page.getByRole('button', { name: 'Uwierzytelnij' }).click(),
  },
  { name: 'login-sign', path: `/login/trusted-profile?value=${nip}`, anonymous: true },
  { name: 'login-files', path: `/login/certificate?value=${nip}`, anonymous: true },
  {
    name: 'login-ksef-files',
    path: `/login/certificate?method=ksef-certificate&value=${nip}`,
    anonymous: true,
    prepare: (page) => page.getByRole('button', { name: 'Uwierzytelnij' }).click(),
  },
  { name: 'settings', path: '/settings' },
  { name: 'control-key', path: '/control', anonymous: true },
  {
    name: 'control-overview',
    path: '/control#key={key}',
    anonymous: true,
    prepare: (page) => page.getByRole('button', { name: 'Przywróć' }).first().waitFor(),
  },
  {
    name: 'control-clock',
    path: '/control/clock#key={key}',
    anonymous: true,
    prepare: (page) => page.getByRole('button', { name: 'Zatrzymaj zegar' }).waitFor(),
  },
  {
    name: 'control-faults',
    path: '/control/faults#key={key}',
    anonymous: true,
    prepare: async (page) => {
      await page.getByText('operacja sendInvoice').waitFor();
      await page.getByText('Ile razy, jak długo').click();
    },
  },
  {
    name: 'control-journal',
    path: '/control/journal#key={key}',
    anonymous: true,
    prepare: (page) => page.getByRole('link', { name: 'sendInvoice' }).first().waitFor(),
  },
  {
    name: 'control-exchange',
    path: '/control/journal#key={key}',
    anonymous: true,
    prepare: async (page) => {
      await page.getByRole('link', { name: 'sendInvoice' }).first().click();
      await page.getByRole('tab', { name: 'curl' }).waitFor();
    },
  },
  {
    name: 'control-people',
    path: '/control/people#key={key}',
    anonymous: true,
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Utwórz', exact: true }).click();
      await page.getByText('jest gotowy').waitFor();
    },
  },
  { name: 'control-attachments', path: '/control/attachments#key={key}', anonymous: true },
  {
    name: 'control-limits',
    path: '/control/limits#key={key}',
    prepare: (page) => page.getByRole('button', { name: 'Ustaw jak w produkcji' }).waitFor(),
  },
  {
    name: 'control-latarnia',
    path: '/control/latarnia#key={key}',
    anonymous: true,
    prepare: (page) => page.getByText('Latarnia niczego nie ogłosiła').waitFor(),
  },
  {
    name: 'control-rotation',
    path: '/control/keys#key={key}',
    anonymous: true,
    prepare: (page) => page.getByRole('button', { name: 'Wycofaj poprzedni klucz' }).first().waitFor(),
  },
  {
    name: 'certificate-key',
    path: '/certificates/generate-internal-certificate',
    prepare: (page) => fillInKey(page, 'Dobre-haslo'),
  },
  {
    name: 'certificate-request',
    path: '/certificates/generate-internal-certificate',
    prepare: async (page) => {
      await fillInKey(page, 'Dobre-haslo-2026-x');
      await page.getByRole('button', { name: 'Generuj' }).click();
      await page.getByRole('heading', { name: 'Przesłanie wniosku' }).waitFor();
      await page.getByRole('radio', { name: 'Uwierzytelnienie w systemie KSeF' }).click();
    },
  },
  {
    name: 'certificate-list',
    path: '/certificates',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Unieważnij' }).first().waitFor();
      await page.getByText('limit 100').first().waitFor();
    },
  },
  {
    name: 'certificate-revoke',
    path: '/certificates',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Unieważnij' }).first().click();
      await page.getByRole('dialog').getByText('Powód unieważnienia').waitFor();
    },
  },
  {
    name: 'session-list',
    path: '/sessions',
    prepare: (page) => page.getByRole('link', { name: /-SO-/ }).first().waitFor(),
  },
  {
    name: 'session-details',
    path: '/sessions',
    prepare: async (page) => {
      await page.getByRole('link', { name: session.reference }).click();
      await page.getByText('Odrzucona', { exact: true }).first().waitFor();
    },
  },
  {
    name: 'invoices',
    path: '/invoices?currencies=%5B%22PLN%22%2C%22EUR%22%5D&amountFrom=10',
    prepare: (page) => page.getByRole('link', { name: 'FV/2026/11/014' }).waitFor(),
  },
  {
    name: 'invoices-none',
    path: '/invoices?subject=Subject3&period=own&from=2026-01-01&to=2026-06-30',
    prepare: (page) => page.getByText('Podaj krótszy zakres').waitFor(),
  },
  {
    name: 'invoice',
    path: '/invoices',
    prepare: async (page) => {
      await page.getByRole('link', { name: 'FV/2026/11/014' }).click();
      await page.getByRole('heading', { name: 'Faktura FV/2026/11/014' }).waitFor();
      await page.getByRole('img').first().waitFor();
    },
  },
  {
    name: 'invoices-selection',
    path: '/invoices',
    prepare: async (page) => {
      await page.getByRole('checkbox', { name: 'Zaznacz: FV/2026/11/014' }).click();
      await page.getByRole('checkbox', { name: 'Zaznacz: FV/2026/11/012' }).click();
      await page.getByRole('button', { name: 'Pobierz ZIP' }).waitFor();
    },
  },
  {
    name: 'invoices-export',
    path: '/invoices/export?currencies=%5B%22PLN%22%5D&amountFrom=10',
    prepare: (page) => page.getByRole('button', { name: 'Zleć eksport' }).waitFor(),
  },
  {
    name: 'invoices-exported',
    path: '/invoices/export',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Zleć eksport' }).click();
      await page.getByText('Paczka jest gotowa').waitFor();
    },
  },
  {
    name: 'invoices-filters',
    path: '/invoices',
    prepare: async (page) => {
      await page.getByRole('button', { name: 'Filtry' }).click();
      await page.getByRole('button', { name: 'Pokaż faktury' }).waitFor();
    },
  },
  { name: 'token-form', path: '/tokens/generate-token' },
  {
    name: 'token-made',
    path: '/tokens/generate-token',
    prepare: async (page) => {
      await generateToken(page, 'Token do programu zewnętrznego');
    },
  },
  {
    name: 'token-list',
    path: '/tokens',
    prepare: (page) => page.getByRole('button', { name: 'Unieważnij' }).first().waitFor(),
  },
  {
    name: 'identifier-form',
    path: '/collective-identifiers/create',
    prepare: async (page) => {
      await page.getByRole('textbox', { name: 'Numer KSeF faktury' }).first().fill('123');
      await page.getByRole('button', { name: 'Utwórz identyfikator' }).click();
      await page.getByText('Identyfikator łączy co najmniej 2 faktury').waitFor();
    },
  },
  {
    name: 'identifier-details',
    path: '/collective-identifiers',
    prepare: async (page) => {
      await page.getByRole('link', { name: /-IZ/ }).first().click();
      await page.getByText('rata pierwsza').waitFor();
    },
  },
  {
    name: 'identifier-list',
    path: '/collective-identifiers',
    prepare: (page) => page.getByRole('link', { name: /-IZ/ }).first().waitFor(),
  },
  { name: 'permission-kinds', path: '/permissions/grant' },
  {
    name: 'permission-person',
    path: '/permissions/grant?kind=person',
    prepare: async (page) => {
      await fillInPerson(page);
      await page.getByRole('button', { name: 'Nadaj uprawnienia' }).click();
      await page.getByText('Wybierz co najmniej jedno uprawnienie').waitFor();
    },
  },
  { name: 'permission-entity', path: '/permissions/grant?kind=entity' },
  {
    name: 'permission-eu',
    path: '/permissions/grant?kind=euAdministration',
    prepare: (page) => page.getByRole('radio', { name: 'Osoba bez numeru' }).check(),
  },
  {
    name: 'permission-granted',
    path: '/permissions/grant?kind=person',
    prepare: async (page) => {
      await fillInPerson(page);
      await page.getByRole('checkbox', { name: 'przeglądanie faktur' }).check();
      await page.getByRole('button', { name: 'Nadaj uprawnienia' }).click();
      await page.getByText('Nadano uprawnienia').waitFor();
    },
  },
  {
    name: 'permission-list',
    path: '/permissions',
    prepare: (page) => page.getByRole('button', { name: 'Odbierz' }).first().waitFor(),
  },
  {
    name: 'permission-mine',
    path: '/permissions?tab=mine',
    prepare: (page) => page.getByText('Nie można wysyłać').waitFor(),
  },
  {
    name: 'issue-form',
    path: '/issue-invoice',
    prepare: async (page) => {
      await fillInInvoice(page, {
        number: 'FV/12/2026',
        lines: [
          ['Papier ksero A4, 80 g', '12', '18,90'],
          ['Szkolenie z obsługi KSeF', '1', '1 250,00', 'zw'],
        ],
      });
      await page.getByRole('button', { name: 'Wyślij do KSeF' }).click();
      await page.getByText('Nie wysłano').waitFor();
    },
  },
  {
    name: 'issue-full',
    path: '/issue-invoice/full',
    prepare: (page) => page.getByRole('textbox', { name: 'Numer faktury P_2' }).waitFor(),
  },
  {
    name: 'issue-full-errors',
    path: '/issue-invoice/full',
    prepare: async (page) => {
      await page.getByRole('textbox', { name: 'Numer faktury P_2' }).fill('');
      await page.getByRole('button', { name: 'Wyślij do KSeF' }).click();
      await page.getByText('Nie wysłano').waitFor();
    },
  },
  { name: 'issue-files', path: '/issue-invoice/files' },
  {
    name: 'issue-files-examined',
    path: '/issue-invoice/files',
    prepare: async (page) => {
      await chooseFiles(page);
      await page.getByText('Do poprawienia: 2 pliki').waitFor();
    },
  },
  {
    name: 'issue-files-sent',
    path: '/issue-invoice/files',
    prepare: async (page) => {
      await chooseFiles(page);
      await page.getByRole('button', { name: 'Wyślij do KSeF: 2 faktury' }).click();
      await page.getByRole('button', { name: 'Wczytaj następne' }).waitFor();
    },
  },
  {
    name: 'issue-preview',
    path: '/issue-invoice',
    prepare: async (page) => {
      await page.getByRole('textbox', { name: 'Przepis' }).fill('art. 43 ust. 1 pkt 29 ustawy');
      await page.getByRole('button', { name: 'Podgląd faktury' }).click();
      await page.getByRole('dialog').getByText('Papier ksero').first().waitFor();
    },
  },
  {
    name: 'issue-sent',
    path: '/issue-invoice',
    prepare: async (page) => {
      await page
        .getByRole('textbox', { name: 'Numer faktury' })
        .fill(`FV/${13 + Math.floor(Math.random() * 1e6)}/2026`);
      await page.getByRole('button', { name: 'Wyślij do KSeF' }).click();
      await page.getByText('W KSeF', { exact: true }).waitFor();
    },
  },
];

/** One that is right, one of another seller, and two that cannot be sent. */
async function chooseFiles(page: Page): Promise<void> {
  const fileOf = (name: string, xml: string) => ({ name, mimeType: 'text/xml', buffer: Buffer.from(xml) });
  await page
    .getByLabel('Pliki XML faktur')
    .setInputFiles([
      fileOf('FV-31-2026.xml', sampleInvoice()),
      fileOf('FV-32-2026 (Hurtownia Śródmieście).xml', sampleInvoice({ seller: '2222222222' })),
      fileOf('FV-33-2026.xml', sampleInvoice().replace(/<P_1>[^<]*<\/P_1>/, '<P_1>wczoraj</P_1>')),
      fileOf('notatki.xml', 'to nie jest XML'),
    ]);
}

async function fillInPerson(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'PESEL' }).fill('44051401359');
  await page.getByRole('textbox', { name: 'Imię' }).fill('Anna');
  await page.getByRole('textbox', { name: 'Nazwisko' }).fill('Księgowa');
  await page.getByRole('textbox', { name: 'Po co nadano' }).fill('Księgowa, umowa 12/2026');
}

async function fillInKey(page: Page, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Nazwa certyfikatu' }).fill('Certyfikat do programu zewnętrznego');
  await page.getByRole('textbox', { name: /^Hasło/ }).fill(password);
  await page.getByRole('textbox', { name: 'Powtórz hasło' }).fill(password);
}

const folder = resolve(import.meta.dirname, '../../../../docs/screens');
const sizes = [
  ['desk', 1440, 'light'],
  ['desk', 1440, 'dark'],
  ['phone', 390, 'light'],
  ['phone', 390, 'dark'],
] as const;

const only = process.argv.slice(2);
const isWanted = (name: string) => only.length === 0 || only.some((start) => name.startsWith(start));
mkdirSync(folder, { recursive: true });
const ksef = await startKsef({ port: 0, rateLimits: 'off' });
const browser = await openBrowser();
await seedFirm(ksef, nip);
const access = (await logIn(ksef, await sealOf(nip), nip)).access;
await enroll(ksef, access, { name: 'Certyfikat do programu zewnętrznego' });
await enroll(ksef, access, { name: 'Podpis linku na parterze', type: 'Offline' });
const company = new Company(ksef.apiUrl, nip, access);
const session = await company.openSession();
const invoice = sampleInvoice({ number: 'FV 7/2026' });
for (const document of [invoice, invoice, '<Faktura/>']) await company.sendAndWait(session, document);
const joined = [
  await company.sendAndWait(session, sampleInvoice({ number: 'FV 8/2026' })),
  await company.sendAndWait(session, sampleInvoice({ number: 'FV 9/2026' })),
];
await company.post('/collective-identifiers', {
  invoices: joined.map(({ ksefNumber }, index) => ({
    ksefNumber,
    ...(index === 0 && { payment: { amount: 1230.5, currency: 'PLN' }, description: 'rata pierwsza' }),
  })),
});
await company.close(session);
await company.outcome(session);
await company.openSession();
await ksef.control.takeSnapshot({ name: 'przed-koncem-miesiaca' });
await ksef.control.addFault({ kind: 'stuck', context: '3333333333' });
await ksef.control.addFault({
  kind: 'error',
  operation: 'sendInvoice',
  status: 502,
  page: 'html',
  context: '3333333333',
  times: 3,
});
try {
  await until(async () => (await fetch(ksef.webUrl)).status === 200, 180_000);
  for (const [width, pixels, colorScheme] of sizes) {
    const viewport = { width: pixels, height: 900 };
    const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    // Some pages ask before they are left.
    page.on('dialog', (dialog) => void dialog.accept());
    for (const anonymous of [true, false]) {
      if (!anonymous) await logInAsOwner(page, ksef.webUrl, nip);
      for (const screen of screens) {
        if ((screen.anonymous ?? false) !== anonymous || !isWanted(screen.name)) continue;
        await page.goto(ksef.webUrl + screen.path.replace('{key}', encodeURIComponent(ksef.controlKey)));
        await page.locator('h1').waitFor();
        await screen.prepare?.(page);
        await page.evaluate(() => document.fonts.ready);
        const path = join(folder, `${screen.name}-${width}-${colorScheme}.png`);
        const picture = await page.screenshot({ fullPage: true });
        writeFileSync(path, writePng(coarse(readPng(picture))));
      }
    }
    await context.close();
  }
} finally {
  await browser.close();
  await ksef.close();
}
console.log(folder);
