import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FormatDocument, read, type Upo43Dokument } from '@kwit/formats';
import { describe, expect, test } from 'vitest';
import { flatLines } from '../layout/flat-text.testing.ts';
import type { TableBlock } from '../layout/layout.ts';
import { tableSuite } from '../layout/table-suite.testing.ts';
import { type UpoLayoutOptions, upoLayout } from './upo-layout.ts';

type Upo = FormatDocument<'UPO(4.3)'>;

const invoice = (index: number): Upo43Dokument => ({
  NipSprzedawcy: '1111111111',
  NumerKSeFDokumentu: `1111111111-20260201-0100000000${String(index).padStart(2, '0')}-00`,
  NumerFaktury: `FV/${index}`,
  DataWystawieniaFaktury: '2026-02-01',
  DataPrzeslaniaDokumentu: '2026-02-01T09:00:00.125+01:00',
  DataNadaniaNumeruKSeF: '2026-02-01T08:00:01Z',
  SkrotDokumentu: `hash${index}`,
  TrybWysylki: index % 2 === 0 ? 'Offline' : 'Online',
});

function receipt(count: number, more: Partial<Upo['root']> = {}): Upo {
  const root = {
    NazwaPodmiotuPrzyjmujacego: 'Ministerstwo Finansów',
    NumerReferencyjnySesji: '20260201-SB-0000000000-0000000000-00',
    Uwierzytelnienie: {
      IdKontekstu: { Nip: '1111111111' },
      NumerReferencyjnyTokenaKSeF: '20260101-EC-0000000000-0000000000-00',
    },
    NazwaStrukturyLogicznej: 'Schemat_FA(3)_v1-0E.xsd',
    KodFormularza: 'FA (3)',
    Dokument: Array.from({ length: count }, (_, index) => invoice(index + 1)),
    ...more,
  };
  return { format: 'UPO(4.3)', root };
}

const linesOf = (document: Upo, options: UpoLayoutOptions = {}): string[] =>
  flatLines(upoLayout(document, options));

test('the receipt of one invoice is named after it', () => {
  expect(linesOf(receipt(1))).toEqual([
    'Urzędowe poświadczenie odbioru',
    'Numer KSeF: 1111111111-20260201-010000000001-00',
    'Poświadczenie',
    'Podmiot przyjmujący: Ministerstwo Finansów',
    'Numer referencyjny sesji: 20260201-SB-0000000000-0000000000-00',
    'Kontekst: NIP: 1111111111',
    'Uwierzytelniono tokenem KSeF o numerze referencyjnym: 20260101-EC-0000000000-0000000000-00',
    'Kod formularza: FA (3)',
    'Struktura logiczna: Schemat_FA(3)_v1-0E.xsd',
    'Dokument',
    'Numer faktury: FV/1',
    'NIP sprzedawcy: 1111111111',
    'Data wystawienia: 01.02.2026',
    'Przesłano do KSeF: 01.02.2026 09:00:00,125',
    'Nadano numer KSeF: 01.02.2026 09:00:01',
    'Tryb wysyłki: online',
    'Skrót dokumentu (SHA-256): hash1',
    'Podpis',
    'Plik UPO nie zawiera podpisu elektronicznego.',
  ]);
});

describe('the receipt of a session', () => {
  const part = {
    Strona: '2',
    LiczbaStron: '3',
    ZakresDokumentowOd: '10001',
    ZakresDokumentowDo: '20000',
    CalkowitaLiczbaDokumentow: '25000',
  };

  test('of ten thousand invoices has a row for each, counted on from the parts before', () => {
    const layout = upoLayout(receipt(10_000, { OpisPotwierdzenia: part }), { language: 'en' });
    const [table] = layout.sections.flatMap(({ blocks }) =>
      blocks.filter((block): block is TableBlock => block.kind === 'table'),
    );
    expect(table?.rows).toHaveLength(10_000);
    expect(table?.rows.at(-1)?.cells.map((cell) => cell?.text)).toEqual([
      '20,000',
      '1111111111-20260201-010000000010000-00',
      'FV/10000',
      '1111111111',
      '2026-02-01',
      '2026-02-01 09:00:00.125',
      '2026-02-01 09:00:01',
      'offline',
    ]);
    expect(table?.rows.at(-1)?.details).toEqual([
      { label: { text: 'Hash of the document (SHA-256)' }, value: { text: 'hash10000', tone: 'mono' } },
    ]);
    expect(flatLines({ ...layout, sections: [] })).toEqual([
      'Official acknowledgement of receipt',
      'Reference number of the session: 20260201-SB-0000000000-0000000000-00',
      'Part of the UPO: 2 of 3',
      'Documents in this part: 10,001–20,000',
      'Documents in the session: 25,000',
    ]);
  });

  test('of a single invoice is that of the session all the same', () => {
    const lines = linesOf(receipt(1, { OpisPotwierdzenia: { ...part, Strona: '1' } }));
    expect(lines[1]).toBe('Numer referencyjny sesji: 20260201-SB-0000000000-0000000000-00');
    expect(lines).toContain('Część UPO: 1 z 3');
  });
});

describe('a signature', () => {
  const signature = (inside: string): string =>
    `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xades="http://uri.etsi.org/01903/v1.3.2#">${inside}</ds:Signature>`;
  const signed = (...any: string[]): string[] => {
    const lines = linesOf(receipt(1, { '#any': any }));
    return lines.slice(lines.indexOf('Podpis'));
  };

  test('is told with what it says of itself, and as not verified', () => {
    const inside =
      '<ds:SignatureValue>AAAA</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509SubjectName>CN=Pieczęć &amp; spółka,O=MF</ds:X509SubjectName>' +
      '<ds:X509Certificate>BBBB</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object><xades:SigningTime>2026-02-01T08:00:02Z</xades:SigningTime>' +
      '<ds:X509IssuerName>CN=CA</ds:X509IssuerName><ds:X509SerialNumber>12</ds:X509SerialNumber></ds:Object>';
    expect(signed(signature(inside))).toEqual([
      'Podpis',
      'Plik UPO zawiera podpis elektroniczny. Ten widok go nie sprawdza.',
      'Podpisał (według podpisu): CN=Pieczęć & spółka,O=MF',
      'Czas złożenia (według podpisu): 01.02.2026 09:00:02',
      'Wystawca certyfikatu: CN=CA',
      'Numer seryjny certyfikatu: 12',
    ]);
  });

  test('that says nothing of itself is told as a fact', () => {
    expect(signed(signature('<ds:SignatureValue>AAAA</ds:SignatureValue>'))).toEqual([
      'Podpis',
      'Plik UPO zawiera podpis elektroniczny. Ten widok go nie sprawdza.',
    ]);
  });

  test('is nothing else that the receipt carries', () => {
    expect(signed('<x:Signature xmlns:x="urn:x"/>')).toEqual([
      'Podpis',
      'Plik UPO nie zawiera podpisu elektronicznego.',
      'Inna treść: <x:Signature xmlns:x="urn:x"/>',
    ]);
  });
});

tableSuite('UPO(4.3)', (document) => upoLayout(document));

const folder = fileURLToPath(new URL('../../../../../shared/official/upo/', import.meta.url));
const hasExamples = existsSync(folder);
if (!hasExamples) console.log('official receipts: skipped, ../shared/official/upo is not there');
const examples = hasExamples
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.xml'))
  : [];

describe.skipIf(!hasExamples)('official receipts', () => {
  test.each(examples)('%s is told whole', (name) => {
    const bytes = readFileSync(join(folder, name));
    const text = linesOf(read(bytes, { formats: ['UPO(4.3)'] })).join('\n');
    const values = [...bytes.toString().matchAll(/>([^<>]*[^<>\s][^<>]*)</g)].map(([, value = '']) => value);
    const asShown = (value: string): string =>
      value
        .replace(
          /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d:\d\d)\.(\d+)\+02:00)?$/,
          (_, year, month, day, time, rest) =>
            time === undefined ? `${day}.${month}.${year}` : `${day}.${month}.${year} ${time},${rest}`,
        )
        .replace(/^Online$/, 'online');
    expect(values.length).toBeGreaterThan(12);
    expect(values.filter((value) => !text.includes(asShown(value)))).toEqual([]);
  });
});
