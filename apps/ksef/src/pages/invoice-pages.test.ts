/** Code I over HTTP: what anyone sees of an invoice, and what they have to know for more. */
import { sha256Base64 } from '@kwit/crypto';
import type { SessionInvoicesResponse } from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newNip } from '../../test/api.ts';
import { type Company, logIn } from '../../test/company.ts';
import { sendPackage, zip } from '../../test/package.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
let company: Company;
let document: string;
let number: string;
let ksefNumber: string;
const nip = newNip();

beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', clock: '2026-03-02T10:00:00Z' });
  company = await logIn(ksef, nip);
  document = sampleInvoice({ seller: nip, issueDate: '2026-03-02' });
  number = /<P_2>([^<]*)</.exec(document)?.[1] ?? '';
  const session = await company.openSession();
  ksefNumber = (await company.sendAndWait(session, document)).ksefNumber ?? '';
});
afterAll(() => ksef.close());

const digest = (text: string) => Buffer.from(sha256Base64(text), 'base64').toString('base64url');

async function page(path: string, init: RequestInit = {}) {
  const response = await fetch(ksef.url + path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}

const submit = (fields: Record<string, string>, query = '?lang=pl') =>
  page(`/invoice${query}`, { method: 'POST', body: new URLSearchParams(fields) });

const field = (name: string) => new RegExp(`<${name}>([^<]*)<`).exec(document)?.[1] ?? '';
const known = () => ({
  ksefNumber,
  invoiceNumber: number,
  buyer: /<Podmiot2>.*?<NIP>(\d+)</s.exec(document)?.[1] ?? '',
  gross: field('P_15'),
});

describe('the page of an invoice', () => {
  it('says that the invoice is in KSeF, and what anyone may know of it', async () => {
    const { status, headers, text } = await page(`/invoice/${nip}/02-03-2026/${digest(document)}`);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).toContain('<html lang="pl">');
    expect(text).toContain('Faktura znajduje się w KSeF');
    for (const shown of [ksefNumber, nip, '2 marca 2026', 'FA (3)']) expect(text).toContain(shown);
    for (const secret of [number, known().buyer, '<script']) expect(text).not.toContain(secret);
  });

  it('asks for what is missing, also where nothing at all was sent', async () => {
    for (const init of [{ method: 'POST' }, { method: 'POST', body: new URLSearchParams() }]) {
      expect((await page('/invoice?lang=pl', init)).status).toBe(400);
    }
  });

  it.each([
    ['another seller', () => `/invoice/${newNip()}/02-03-2026/${digest(document)}`],
    ['another day', () => `/invoice/${nip}/03-03-2026/${digest(document)}`],
    ['another document', () => `/invoice/${nip}/02-03-2026/${digest(`${document} `)}`],
  ])('says that there is no such invoice for %s', async (_, path) => {
    const { status, text } = await page(path());
    expect(status).toBe(200);
    expect(text).toContain('Faktura nie została znaleziona w KSeF');
    expect(text).not.toContain(ksefNumber);
  });

  it('knows nothing of an invoice that was refused', async () => {
    const refused = sampleInvoice({ seller: newNip(), issueDate: '2026-03-02' });
    const session = await company.openSession();
    expect((await company.sendAndWait(session, refused)).status.code).toBe(410);
    const seller = /<NIP>(\d+)</.exec(refused)?.[1];
    const { text } = await page(`/invoice/${seller}/02-03-2026/${digest(refused)}`);
    expect(text).toContain('Faktura nie została znaleziona w KSeF');
  });

  it.each([
    '/invoice/123/02-03-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE',
    '/invoice/1111111111/2026-03-02/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE',
    '/invoice/1111111111/30-02-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE',
    '/invoice/1111111111/02-03-2026/UtQp9Gpc51y',
    '/invoice/1111111111/02-03-2026/%3Cscript%3E',
    '/invoice/1111111111/02-03-2026',
    `/invoice/1111111111/02-03-2026/${'A'.repeat(600)}`,
  ])('says what a link should look like: %s', async (path) => {
    const { status, text } = await page(path);
    expect(status).toBe(400);
    expect(text).toContain('Nieprawidłowy link');
    expect(text).not.toContain('<script');
  });

  it.each([
    ['padding', (hash: string) => `${hash}=`],
    ['padding, escaped', (hash: string) => `${hash}%3D`],
    [
      'standard Base64',
      (hash: string) => encodeURIComponent(Buffer.from(hash, 'base64url').toString('base64')),
    ],
    ['standard Base64 without padding', () => `${'%2B'.repeat(42)}8`],
    ['bits left over', (hash: string) => hash.slice(0, -1) + String.fromCharCode(hash.charCodeAt(42) + 1)],
  ])('takes a digest in Base64URL alone: not with %s', async (_, written) => {
    const { status, text } = await page(`/invoice/${nip}/02-03-2026/${written(digest(document))}`);
    expect(status).toBe(400);
    expect(text).toContain('Nieprawidłowy link');
    expect(text).toContain('w Base64URL, bez znaków „=” na końcu');
  });

  it('speaks the language of the browser, or the one that was chosen', async () => {
    const path = `/invoice/${nip}/02-03-2026/${digest(document)}`;
    const inLanguage = async (query: string, accepted: string) =>
      (await page(path + query, { headers: { 'accept-language': accepted } })).headers.get(
        'content-language',
      );
    expect(await inLanguage('', 'en-GB,en;q=0.9,pl;q=0.8')).toBe('en');
    expect(await inLanguage('', 'de;q=0.9, pl;q=0.8, en;q=0.2')).toBe('pl');
    expect(await inLanguage('', 'en;q=0')).toBe('pl');
    expect(await inLanguage('?lang=pl', 'en')).toBe('pl');
    expect(await inLanguage('?lang=xx', 'en')).toBe('en');
    const { text } = await page(`${path}?lang=en`);
    expect(text).toContain('The invoice is in KSeF');
    expect(text).toContain(`href="${path}?lang=pl"`);
  });

  it('has a stylesheet of its own', async () => {
    const { status, headers } = await page('/pages.css');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/css; charset=utf-8']);
  });
});

describe('the invoice itself', () => {
  it('is shown to whoever knows its numbers, its buyer and its amount', async () => {
    expect((await page('/invoice')).text).toContain('name="ksefNumber"');
    const { status, text } = await submit(known());
    expect(status).toBe(200);
    expect(text).toContain('Faktura z KSeF');
    expect(text).toContain(number);
    expect(text).toContain('Pobierz plik XML');
  });

  it('is found however amount and identifier are written', async () => {
    const gross = `${known().gross.replace('.', ',')} `;
    const buyer = known().buyer.replace(/^(\d{3})(\d{3})/, '$1-$2-');
    expect((await submit({ ...known(), gross, buyer })).status).toBe(200);
  });

  it('is handed out byte for byte', async () => {
    const { headers, text } = await submit({ ...known(), do: 'download' });
    expect(headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(headers.get('content-disposition')).toBe(`attachment; filename="${ksefNumber}.xml"`);
    expect(text).toBe(document);
  });

  it('is the same where it came in a package', async () => {
    const packed = sampleInvoice({ seller: nip, issueDate: '2026-03-02' });
    const { reference } = await sendPackage(company, await zip([['packed.xml', packed]]));
    const { body } = await company.get<SessionInvoicesResponse>(`/sessions/${reference}/invoices`);
    const [invoice] = body.invoices;
    const { text } = await submit({
      ...known(),
      ksefNumber: invoice?.ksefNumber ?? '',
      invoiceNumber: invoice?.invoiceNumber ?? '',
      do: 'download',
    });
    expect(text).toBe(packed);
  });

  it.each(['ksefNumber', 'invoiceNumber', 'buyer', 'gross'] as const)(
    'stays closed where the %s is wrong, without telling which',
    async (name) => {
      const { status, text } = await submit({ ...known(), [name]: '1', do: 'download' });
      expect(status).toBe(404);
      expect(text).toContain('nie zgadzają się z żadną fakturą');
      expect(text).not.toContain('<Faktura');
    },
  );

  it('stays closed where the buyer is left out', async () => {
    expect((await submit({ ...known(), buyer: '' })).status).toBe(404);
  });

  it('asks for what is missing, and shows what was typed as text', async () => {
    const { status, text } = await submit({ ksefNumber: '"><script>alert(1)</script>' }, '?lang=en');
    expect(status).toBe(400);
    expect(text).toContain('Some data are missing');
    expect(text).toContain('&quot;&gt;&lt;script&gt;');
    expect(text).not.toContain('<script');
  });

  it('is not asked for with a body that is too large', async () => {
    expect((await submit({ ksefNumber: 'x'.repeat(20_000) })).status).toBe(413);
  });
});
