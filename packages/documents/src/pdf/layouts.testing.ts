/** Layouts for tests of documents on paper, written by hand. */
import type { Datum, DocumentLanguage, Field, Layout, QrCode, TableRow, Words } from '../layout/layout.ts';

export interface SampleOptions {
  readonly language?: DocumentLanguage;
  readonly lines?: number;
  readonly logoless?: boolean;
}

export function sampleLayout({ language = 'pl', lines = 3 }: SampleOptions = {}): Layout {
  const words = (pl: string, en: string): Words =>
    language === 'pl' ? { text: pl } : language === 'en' ? { text: en } : { text: pl, also: en };
  const field = (pl: string, en: string, value: string, tone?: Datum['tone']): Field => ({
    label: words(pl, en),
    value: tone === undefined ? { text: value } : { text: value, tone },
  });
  const row = (index: number): TableRow => ({
    tone: 'plain',
    cells: [
      { text: String(index + 1) },
      {
        text: index % 3 === 0 ? 'Prowadzenie ksiąg rachunkowych za styczeń 2026' : 'Papier ksero A4, 80 g/m²',
      },
      { text: words('usługa', 'service').text },
      { text: String((index % 7) + 1) },
      { text: `${(index % 7) + 1} 250,00` },
      { text: '23%' },
      { text: `${((index % 7) + 1) ** 2} 250,00` },
    ],
    details:
      index === 1 ? [field('GTIN', 'GTIN', '5901234123457'), field('PKWiU', 'PKWiU', '17.23.14.0')] : [],
  });
  const end = (pl: string, en: string, weight = 1) =>
    ({ label: words(pl, en), align: 'end', weight }) as const;
  const start = (pl: string, en: string, weight = 1) =>
    ({ label: words(pl, en), align: 'start', weight }) as const;
  const code: QrCode = {
    content:
      'https://qr-test.ksef.mf.gov.pl/invoice/9999999999/15-01-2026/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE',
    caption: { text: '9999999999-20260115-010080A1B2C3-4F' },
    explanation: words(
      'Kod pozwala sprawdzić, czy faktura jest w KSeF i zgadza się z tym wydrukiem.',
      'The code lets you check that the invoice is in KSeF and agrees with this print.',
    ),
    isLink: true,
  };
  return {
    language,
    metadata: {
      title: 'Faktura FV/2026/01/0017',
      author: 'Biuro Rachunkowe Sosna sp. z o.o.',
      subject: 'Faktura ustrukturyzowana FA(3)',
      languageTag: language === 'en' ? 'en' : 'pl',
      createdAt: '2026-01-15T09:30:00Z',
    },
    head: {
      title: words('Faktura', 'Invoice'),
      number: field('Numer', 'Number', 'FV/2026/01/0017', 'strong'),
      fields: [
        field('Data wystawienia', 'Date of issue', '15.01.2026'),
        field('Miejsce wystawienia', 'Place of issue', 'Łódź'),
        field('Data dostawy', 'Date of supply', '14.01.2026'),
        field('Numer KSeF', 'KSeF number', '9999999999-20260115-010080A1B2C3-4F', 'mono'),
      ],
      notice: null,
    },
    sections: [
      {
        heading: words('Strony', 'Parties'),
        blocks: [
          {
            kind: 'columns',
            sections: [
              {
                heading: words('Sprzedawca', 'Seller'),
                blocks: [
                  {
                    kind: 'fields',
                    columns: 1,
                    fields: [
                      field('Nazwa', 'Name', 'Biuro Rachunkowe Sosna sp. z o.o.', 'strong'),
                      field('NIP', 'Tax number', '9999999999', 'mono'),
                      field('Adres', 'Address', 'ul. Żółta 7, 90-001 Łódź, Polska'),
                      {
                        label: words('E-mail', 'E-mail'),
                        value: { text: 'biuro@example.com', href: 'mailto:biuro@example.com' },
                      },
                    ],
                  },
                ],
              },
              {
                heading: words('Nabywca', 'Buyer'),
                blocks: [
                  {
                    kind: 'fields',
                    columns: 1,
                    fields: [
                      field('Nazwa', 'Name', 'Zakład Ślusarski Dąb s.c. Żaneta i Łukasz Gżegżółka', 'strong'),
                      field('NIP', 'Tax number', '1111111111', 'mono'),
                      field('Adres', 'Address', 'al. Jana Pawła II 12/4, 00-828 Warszawa, Polska'),
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
      {
        heading: words('Pozycje', 'Lines'),
        blocks: [
          {
            kind: 'table',
            caption: words('Pozycje faktury', 'Lines of the invoice'),
            showsCaption: false,
            columns: [
              end('Lp.', 'No.', 0.3),
              start('Nazwa towaru lub usługi', 'Goods or services', 4),
              start('Jedn.', 'Unit'),
              end('Ilość', 'Quantity'),
              end('Cena netto', 'Net price', 1.2),
              end('Stawka', 'Rate', 0.8),
              end('Wartość netto', 'Net amount', 1.4),
            ],
            rows: Array.from({ length: lines }, (_, index) => row(index)),
            foot: [
              {
                tone: 'total',
                cells: [
                  null,
                  { text: words('Razem', 'Total').text },
                  null,
                  null,
                  null,
                  null,
                  { text: '10 000,00' },
                ],
                details: [],
              },
            ],
          },
        ],
      },
      {
        heading: words('Podatek', 'VAT'),
        blocks: [
          {
            kind: 'table',
            caption: words('Kwoty według stawek', 'Amounts by rate'),
            showsCaption: false,
            columns: [
              start('Stawka', 'Rate', 2),
              end('Netto', 'Net'),
              end('VAT', 'VAT'),
              end('Brutto', 'Gross'),
            ],
            rows: [
              {
                tone: 'plain',
                cells: [{ text: '23%' }, { text: '10 000,00' }, { text: '2 300,00' }, { text: '12 300,00' }],
                details: [],
              },
            ],
            foot: [],
          },
          {
            kind: 'amount',
            label: words('Do zapłaty', 'Amount due'),
            value: { text: '12 300,00 PLN', tone: 'strong' },
            fields: [field('Zapłacono', 'Paid', '0,00 PLN')],
          },
        ],
      },
      {
        heading: words('Płatność', 'Payment'),
        blocks: [
          {
            kind: 'fields',
            columns: 3,
            fields: [
              field('Termin płatności', 'Due date', '29.01.2026'),
              field('Forma płatności', 'Method', words('przelew', 'transfer').text),
              field('Rachunek', 'Account', '11 1111 1111 1111 1111 1111 1111', 'mono'),
            ],
          },
          {
            kind: 'notices',
            notices: [words('Mechanizm podzielonej płatności', 'Split payment')],
          },
        ],
      },
      {
        heading: words('Weryfikacja w KSeF', 'Verification in KSeF'),
        blocks: [{ kind: 'codes', codes: [code] }],
      },
    ],
    foot: words('Wizualizacja faktury ustrukturyzowanej', 'Visualisation of a structured invoice'),
  };
}

/** An invoice as nobody should write one: letters of all the world, words without end, too little room. */
export function hostileLayout(): Layout {
  const layout = sampleLayout({ lines: 3 });
  const word = 'Konstantynopolitańczykowianeczka'.repeat(40);
  const table = (columns: number): TableRow[] =>
    Array.from({ length: 4 }, (_, row) => ({
      tone: (['before', 'after', 'difference', 'total'] as const)[row] ?? 'plain',
      cells: Array.from({ length: columns }, (_, column) =>
        column === row ? null : { text: `${10 ** column}${'0'.repeat(column)},00` },
      ),
      details: row === 1 ? [{ label: { text: 'Opis' }, value: { text: word } }] : [],
    }));
  return {
    ...layout,
    metadata: { ...layout.metadata, title: '<Faktura> & \u202e„inna”', createdAt: '2026-01-15' },
    head: {
      title: { text: 'Faktura zaliczkowa korygująca fakturę uproszczoną wystawioną przez nabywcę' },
      number: { label: { text: 'Numer' }, value: { text: `FV/${'0123456789/'.repeat(23)}` } },
      fields: [],
      notice: { text: 'Podgląd: bez numeru KSeF' },
    },
    sections: [
      {
        heading: { text: `Pismo ${word}` },
        blocks: [
          {
            kind: 'text',
            paragraphs: [{ text: '漢字 🧾👩🏽‍💻 ก็ ✓ Ω ½ ﬁ e\u0301 Ελληνικά Українська Đặng' }],
          },
          {
            kind: 'text',
            paragraphs: [
              { text: 'אבג مرحبا' },
              { text: word, tone: 'mono', href: 'https://kwit.example/ż?a=(b)' },
            ],
          },
          { kind: 'notices', notices: [{ text: word }] },
          { kind: 'amount', label: { text: word }, value: { text: `${'9'.repeat(60)},00 PLN` }, fields: [] },
        ],
      },
      {
        heading: { text: '' },
        blocks: [
          {
            kind: 'table',
            caption: { text: 'Dwadzieścia kolumn' },
            showsCaption: true,
            columns: Array.from({ length: 20 }, (_, index) => ({
              label: { text: `Kolumna${index}` },
              align: 'end',
              weight: 1,
            })),
            rows: table(20),
            foot: table(20).slice(3),
          },
          { kind: 'columns', sections: [...layout.sections, ...layout.sections] },
        ],
      },
    ],
    foot: { text: word },
  };
}
