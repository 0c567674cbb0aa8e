import { existsSync, readFileSync } from 'node:fs';
import { type FaRr1, type FaRr1FakturaRRFakturaRRWiersz, read } from '@kwit/formats';
import { describe, expect, test } from 'vitest';
import type { InvoiceLayoutOptions } from '../invoice/invoice-layout.ts';
import { flatLines } from '../layout/flat-text.testing.ts';
import { headingsOf, leftoverHeading, tableSuite } from '../layout/table-suite.testing.ts';
import { type RrDocument, rrLayout } from './rr-layout.ts';

const linesOf = (document: RrDocument, options: InvoiceLayoutOptions = {}): string[] =>
  flatLines(rrLayout(document, options));

const line = (
  number: string,
  quantity: string,
  [value, refund, total]: readonly [string, string, string],
  more: Partial<FaRr1FakturaRRFakturaRRWiersz> = {},
): FaRr1FakturaRRFakturaRRWiersz => ({
  NrWierszaFa: number,
  P_5: 'Pszenica',
  P_6A: 't',
  P_6B: quantity,
  P_6C: 'klasa A',
  P_7: '800',
  P_8: value,
  P_9: '7.0',
  P_10: refund,
  P_11: total,
  ...more,
});

const party = (name: string, nip: string) => ({
  DaneIdentyfikacyjne: { NIP: nip, Nazwa: name },
  Adres: { KodKraju: 'PL', AdresL1: 'Polna 1, 00-001 Zagroda' },
});

function invoice(more: Partial<FaRr1['FakturaRR']> = {}, rest: Partial<FaRr1> = {}): RrDocument {
  return {
    format: 'FA_RR(1)',
    root: {
      Naglowek: {
        KodFormularza: { '#text': 'FA_RR', '@kodSystemowy': 'FA_RR (1)', '@wersjaSchemy': '1-1E' },
        WariantFormularza: '1',
        DataWytworzeniaFa: '2026-08-01T10:00:00Z',
      },
      Podmiot1: { ...party('Gospodarstwo Alfa', '1111111111'), NrKontrahenta: 'K-7' },
      Podmiot2: party('Młyn Beta', '2222222222'),
      FakturaRR: {
        KodWaluty: 'PLN',
        P_4A: '2026-07-31',
        P_4B: '2026-08-01',
        P_4C: 'RR/1',
        P_11_1: '1600.00',
        P_11_2: '112.00',
        P_12_1: '1712.00',
        P_12_2: 'jeden tysiąc siedemset dwanaście złotych 00/100',
        RodzajFaktury: 'VAT_RR',
        FakturaRRWiersz: [line('1', '2', ['1600.00', '112.00', '1712.00'])],
        ...more,
      },
      ...rest,
    },
  };
}

test('an invoice VAT RR reads from the farmer to the form', () => {
  const document = invoice({
    Platnosc: {
      FormaPlatnosci: '1',
      RachunekBankowy1: [{ NrRB: '61109010140000071219812874', NazwaBanku: 'Bank' }],
    },
    DokumentZaplaty: [{ NrDokumentu: 'KW/1', DataDokumentu: '2026-08-02' }],
    DodatkowyOpis: [{ NrWiersza: '1', Klucz: 'wilgotność', Wartosc: '14%' }],
  });
  expect(linesOf(document, { ksefNumber: '2222222222-20260801-010000000000-00' })).toEqual([
    'Faktura VAT RR',
    'Numer: RR/1',
    'Data wystawienia: 01.08.2026',
    'Data nabycia: 31.07.2026',
    'Numer KSeF: 2222222222-20260801-010000000000-00',
    'Strony',
    'Dostawca: rolnik ryczałtowy',
    'Gospodarstwo Alfa',
    'Polna 1, 00-001 Zagroda Polska',
    'NIP: 1111111111',
    'Numer kontrahenta: K-7',
    'Nabywca',
    'Młyn Beta',
    'Polna 1, 00-001 Zagroda Polska',
    'NIP: 2222222222',
    'Produkty i usługi rolnicze',
    'Lp. | Nazwa produktu lub usługi | Klasa lub jakość | Ilość | J.m. | Cena | Wartość | Stawka zwrotu | Zwrot podatku | Wartość ze zwrotem',
    '1 | Pszenica | klasa A | 2 | t | 800,00 | 1 600,00 | 7% | 112,00 | 1 712,00',
    'wilgotność: 14%',
    'Podsumowanie',
    'Należność ogółem: 1 712,00 PLN',
    'Wartość nabycia: 1 600,00 PLN',
    'Zryczałtowany zwrot podatku: 112,00 PLN',
    'Słownie: jeden tysiąc siedemset dwanaście złotych 00/100',
    'Płatność',
    'Forma płatności: przelew',
    'Dowód zapłaty: KW/1, 02.08.2026',
    'Rachunek rolnika: 61 1090 1014 0000 0712 1981 2874',
    'Bank: Bank',
    'Dane techniczne',
    'Formularz: FA_RR, FA_RR (1), wersja 1-1E, wariant 1',
    'Utworzono: 01.08.2026 12:00:00',
  ]);
});

test('a correction tells both states of a line and the difference', () => {
  const document = invoice({
    RodzajFaktury: 'KOR_VAT_RR',
    PrzyczynaKorekty: 'błędna waga',
    DaneFaKorygowanej: [{ DataWystFaKorygowanej: '2026-07-01', NrFaKorygowanej: 'RR/0', NrKSeFN: '1' }],
    Podmiot1K: party('Gospodarstwo Gamma', '3333333333'),
    P_12_1: '-856.00',
    FakturaRRWiersz: [
      line('1', '2', ['1600.00', '112.00', '1712.00'], { StanPrzed: '1' }),
      line('2', '1', ['800.00', '56.00', '856.00']),
    ],
  });
  const lines = linesOf(document);
  expect(lines[0]).toBe('Faktura korygująca VAT RR');
  expect(lines).toEqual(
    expect.arrayContaining([
      'Dostawca przed korektą',
      'Gospodarstwo Gamma',
      'Faktura korygowana: RR/0',
      'Przyczyna korekty: błędna waga',
      '1 | przed | Pszenica | klasa A | 2 | t | 800,00 | 1 600,00 | 7% | 112,00 | 1 712,00',
      '2 | po | Pszenica | klasa A | 1 | t | 800,00 | 800,00 | 7% | 56,00 | 856,00',
      'Zmiana należności: −856,00 PLN',
    ]),
  );
  const difference = lines.find((text) => text.includes('różnica'));
  expect(difference).toContain('−1 ');
  expect(difference).toContain('−800,00');
  expect(difference).toContain('−56,00');
  expect(difference).toContain('−856,00');
});

test('amounts in another currency are told in złoty too, and in English', () => {
  const document = invoice({ KodWaluty: 'EUR', P_12_1W: '7300.00', P_11_2W: '480.00' });
  expect(linesOf(document, { language: 'en', state: 'preview' })).toEqual(
    expect.arrayContaining([
      'Preview: no KSeF number',
      'Currency: EUR',
      'Total amount due: 1,712.00 EUR',
      'Flat-rate tax refund in PLN: 480.00 PLN',
      'Total amount due in PLN: 7,300.00 PLN',
    ]),
  );
});

tableSuite(
  'FA_RR(1)',
  (document) => rrLayout(document),
  new Map([
    ['/Faktura/FakturaRR/RodzajFaktury', 'an invoice that does not say what it is would be shown as VAT RR'],
    ['/Faktura/Podmiot3/RolaInna', 'the role in words'],
    ['/Faktura/FakturaRR/DaneFaKorygowanej/NrKSeF', 'the KSeF number'],
    ['/Faktura/FakturaRR/Platnosc/PlatnoscInna', 'the method in words'],
  ]),
);

const template = new URL('../../../../../shared/official/examples/template_FA_RR_1.xml', import.meta.url);
const hasTemplate = existsSync(template);
if (!hasTemplate)
  console.log('official template FA_RR(1): skipped, ../shared/official/examples is not there');

describe.skipIf(!hasTemplate)('the official template', () => {
  test('is told whole: each of its texts is found', () => {
    const layout = rrLayout(read(readFileSync(template), { formats: ['FA_RR(1)'] }));
    expect(headingsOf(layout)).not.toContain(leftoverHeading);
    const text = flatLines(layout).join('\n');
    const asShown = (value: string): string[] => {
      const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)/.exec(value) ?? [];
      const [, whole = '', decimals] = /^(\d+)\.(\d+)$/.exec(value) ?? [];
      const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ' ');
      return [
        { PL: 'Polska', VAT_RR: 'Faktura VAT RR', '7.0': '7%' }[value] ?? value,
        `${day}.${month}.${year}`,
        `${grouped},${decimals}`,
        value.replace(/^(\d\d)(\d{4})(\d{4})(\d{4})(\d{4})(\d{4})(\d{4})$/, '$1 $2 $3 $4 $5 $6 $7'),
      ];
    };
    const values = [...readFileSync(template, 'utf8').matchAll(/>([^<>]*[^<>\s][^<>]*)</g)].map(
      ([, value = '']) => value,
    );
    expect(values.length).toBeGreaterThan(45);
    expect(values.filter((value) => !asShown(value).some((shown) => text.includes(shown)))).toEqual([]);
  });
});
