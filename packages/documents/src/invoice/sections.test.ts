/** What the sections say, on the project's examples. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Fa3, type FormatDocument, read } from '@kwit/formats';
import { describe, expect, it, test } from 'vitest';
import { flatLines, plainText, sectionLines } from '../layout/flat-text.testing.ts';
import type { Layout, Section, TableBlock } from '../layout/layout.ts';
import { tableDocuments } from '../layout/table-documents.testing.ts';
import { type InvoiceLayoutOptions, invoiceLayout } from './invoice-layout.ts';

type Invoice = FormatDocument<'FA(3)'>;

const folder = resolve(import.meta.dirname, '../../../../examples');
const example = (name: string): Invoice =>
  structuredClone(read(readFileSync(`${folder}/${name}.xml`), { formats: ['FA(3)'] })) as Invoice;

/** The example, changed. */
function changed(name: string, change: (root: Fa3) => void): Invoice {
  const document = example(name);
  change(document.root);
  return document;
}

const sectionOf = (layout: Layout, heading: string): Section | undefined =>
  layout.sections.find((section) => section.heading.text === heading);

function linesOf(document: Invoice, heading: string, options?: InvoiceLayoutOptions): string[] {
  const section = sectionOf(invoiceLayout(document, options), heading);
  return section === undefined ? [] : sectionLines(section);
}

function tableOf(document: Invoice, heading: string): TableBlock {
  const block = sectionOf(invoiceLayout(document), heading)?.blocks.find(({ kind }) => kind === 'table');
  if (block?.kind !== 'table') throw new Error(`${heading} has no table`);
  return block;
}

const columnsOf = (table: TableBlock): readonly string[] => table.columns.map(({ label }) => label.text);

describe('the head', () => {
  it.each([
    ['vat-invoice', 'Faktura'],
    ['correction', 'Faktura korygująca'],
    ['advance', 'Faktura zaliczkowa'],
    ['settlement', 'Faktura rozliczeniowa'],
    ['simplified', 'Faktura uproszczona'],
    ['advance-correction', 'Korekta faktury zaliczkowej'],
    ['settlement-correction', 'Korekta faktury rozliczeniowej'],
  ])('%s is titled «%s»', (name, title) => {
    expect(invoiceLayout(example(name)).head.title.text).toBe(title);
  });

  test('says what the copy is, and the number in KSeF', () => {
    const { head, foot, metadata } = invoiceLayout(example('vat-invoice'), {
      state: 'preview',
      ksefNumber: '1111111111-20250901-0123456789AB-93',
    });
    expect(head.notice?.text).toBe('Podgląd: bez numeru KSeF');
    expect(head.fields.at(-1)).toEqual({
      label: { text: 'Numer KSeF' },
      value: { text: '1111111111-20250901-0123456789AB-93', tone: 'mono' },
    });
    expect(foot.text).toContain('1111111111-20250901-0123456789AB-93');
    expect(metadata).toMatchObject({ author: 'Demo Sp. z o.o.', languageTag: 'pl' });
    expect(Number.isNaN(Date.parse(metadata.createdAt))).toBe(false);
    expect(invoiceLayout(example('vat-invoice')).head.notice).toBeNull();
  });

  test('an advance has the day of its payment, another invoice that of the supply', () => {
    const withDate = (name: string) =>
      flatLines(
        invoiceLayout(
          changed(name, ({ Fa }) => Object.assign(Fa, { P_6: '2025-09-29', OkresFa: undefined })),
        ),
      );
    expect(withDate('advance')).toContain('Data otrzymania zapłaty: 29.09.2025');
    expect(withDate('vat-invoice')).toContain('Data dostawy lub wykonania usługi: 29.09.2025');
    expect(flatLines(invoiceLayout(example('payments')))).toContain(
      'Okres dostaw lub usług: 01.09.2025 – 30.09.2025',
    );
  });
});

describe('parties', () => {
  test('stand beside each other, third parties in pairs under their roles', () => {
    const [parties, others] = invoiceLayout(example('third-parties')).sections;
    const sides = (section: Section | undefined) =>
      section?.blocks.map((block) =>
        block.kind === 'columns' ? block.sections.map(({ heading }) => heading.text) : block.kind,
      );
    expect(parties?.hidesHeading).toBe(true);
    expect(sides(parties)).toEqual([['Sprzedawca', 'Nabywca']]);
    expect(sides(others)).toEqual([
      ['Odbiorca JST', 'Odbiorca z grupy VAT'],
      ['Faktor', 'Dodatkowy nabywca'],
      ['Płatnik', 'Inny podmiot'],
      ['Pracownik'],
    ]);
    const lines = linesOf(example('third-parties'), 'Podmioty trzecie');
    expect(lines).toContain('Numer VAT UE: DE123456788');
    expect(lines).toContain('Identyfikator podatkowy: 12-3456789 (Stany Zjednoczone)');
    expect(lines).toContain('Rola: Broker ubezpieczeniowy');
    expect(lines).toContain('Udział: 25%');
  });

  test('are told as the corrected invoice has them', () => {
    const lines = linesOf(example('correction-parties'), 'Strony przed korektą');
    expect(lines).toContain('Demo Spółka Dawna Sp. z o.o.');
    expect(lines).toContain('Muster Handel Alt GmbH');
  });

  test('only addresses that are plainly such are links', () => {
    const contact = (Email: string, Telefon: string) =>
      JSON.stringify(
        invoiceLayout(
          changed('vat-invoice', ({ Podmiot1 }) => {
            Podmiot1.DaneKontaktowe = [{ Email, Telefon }];
          }),
        ),
      );
    expect(contact('a.b@c.example', '+48 22 123-45-67')).toContain('"href":"mailto:a.b@c.example"');
    expect(contact('a.b@c.example', '+48 22 123-45-67')).toContain('"href":"tel:+48221234567"');
    expect(contact('a@b?body=x', 'wewn. 12')).not.toContain('href');
  });
});

describe('lines', () => {
  test('have columns only where a line uses them', () => {
    expect(columnsOf(tableOf(example('vat-invoice'), 'Towary i usługi'))).toEqual([
      'Lp.',
      'Nazwa towaru lub usługi',
      'Ilość',
      'J.m.',
      'Cena netto',
      'Wartość netto',
      'VAT',
    ]);
    expect(columnsOf(tableOf(example('gross-prices'), 'Towary i usługi'))).toContain('Cena brutto');
  });

  test('have rare codes under them, common ones in a column', () => {
    const rare = tableOf(example('line-data'), 'Towary i usługi');
    expect(columnsOf(rare)).not.toContain('GTIN');
    expect(rare.rows[0]?.details.map(({ label, value }) => `${label.text}: ${value.text}`)).toEqual([
      'Indeks: LAP-14',
      'GTIN: 5903333333331',
      'PKWiU: 26.20.11.0',
      'CN: 8471 30 00',
      'GTU: GTU_06 – elektronika i folia stretch',
      'Identyfikator wiersza: 7f6d0c1e-0001',
    ]);
    expect(columnsOf(tableOf(example('transport'), 'Towary i usługi'))).toContain('CN');
  });

  test('never have more columns than fit', () => {
    const document = changed('line-data', ({ Fa }) => {
      for (const line of Fa.FaWiersz ?? []) {
        Object.assign(line, { Indeks: 'A', GTIN: '1', PKWiU: '2', CN: '3', PKOB: '4', P_6A: '2025-10-01' });
        Object.assign(line, { P_9B: '1', P_11Vat: '1', P_11A: '1', KursWaluty: String(line.NrWierszaFa) });
      }
    });
    const table = tableOf(document, 'Towary i usługi');
    expect(table.columns.length).toBe(11);
    expect(table.rows.every(({ cells }) => cells.length === table.columns.length)).toBe(true);
    expect(table.rows[0]?.details.map(({ label }) => label.text)).toContain('PKWiU');
  });

  test('tell an exchange rate once where all have the same', () => {
    expect(linesOf(example('foreign-currency'), 'Podsumowanie')).toContain(
      'Kurs waluty wszystkich wierszy: 4,2571',
    );
    const lines = linesOf(example('every-rate'), 'Towary i usługi');
    expect(columnsOf(tableOf(example('every-rate'), 'Towary i usługi'))).toContain('Kurs waluty');
    expect(lines.join('\n')).toContain('4,26');
  });

  test('have the descriptions that are theirs under them; others are told at the end', () => {
    const document = changed('vat-invoice', ({ Fa }) => {
      Fa.DodatkowyOpis = [
        { NrWiersza: '2', Klucz: 'Kolor', Wartosc: 'czerwony' },
        { NrWiersza: '99', Klucz: 'Zgubiony', Wartosc: 'opis' },
        { Klucz: 'Uwagi', Wartosc: 'dziękujemy' },
      ];
    });
    const [, second] = tableOf(document, 'Towary i usługi').rows;
    expect(second?.details).toEqual([{ label: { text: 'Kolor' }, value: { text: 'czerwony' } }]);
    expect(linesOf(document, 'Informacje dodatkowe')).toEqual([
      'Informacje dodatkowe',
      'Uwagi: dziękujemy',
      'Zgubiony (wiersz 99): opis',
    ]);
  });
});

describe('corrected lines', () => {
  const rowsOf = (document: Invoice, heading = 'Towary i usługi') =>
    tableOf(document, heading).rows.map(({ tone, cells }) => [
      tone,
      ...cells.map((cell) => (cell === null ? '' : plainText(cell.text))),
    ]);

  test('show both states and what changes', () => {
    expect(rowsOf(example('correction')).slice(0, 3)).toEqual([
      ['before', '1', 'przed', 'Kawa ziarnista 1 kg', '5', 'szt.', '60,00', '300,00', '23%'],
      ['after', '1', 'po', 'Kawa ziarnista 1 kg', '4', 'szt.', '55,00', '220,00', '23%'],
      ['difference', '', 'różnica', 'obliczono z obu wierszy', '−1', '', '', '−80,00', ''],
    ]);
  });

  test('are found when all states before come first, and by their identifier', () => {
    const document = changed('correction', ({ Fa }) => {
      const [b1, a1, b2, a2] = Fa.FaWiersz ?? [];
      if (b1 === undefined || a1 === undefined || b2 === undefined || a2 === undefined) throw new Error();
      Object.assign(a2, { NrWierszaFa: '9', UU_ID: 'x' });
      Object.assign(b2, { UU_ID: 'x' });
      Fa.FaWiersz = [b1, b2, a1, a2];
    });
    expect(rowsOf(document).map(([tone, number]) => [tone, number])).toEqual([
      ['before', '1'],
      ['before', '2'],
      ['after', '1'],
      ['difference', ''],
      ['after', '9'],
      ['difference', ''],
    ]);
  });

  test('with numbers of their own are pairs where they follow each other with the same goods', () => {
    const numbered = (goods: string) =>
      rowsOf(
        changed('correction', ({ Fa }) => {
          const [before, after] = Fa.FaWiersz ?? [];
          if (before === undefined || after === undefined) throw new Error();
          Fa.FaWiersz = [before, { ...after, NrWierszaFa: '2', P_7: goods }];
        }),
      ).map(([tone]) => tone);
    expect(numbered('Kawa ziarnista 1 kg')).toEqual(['before', 'after', 'difference']);
    expect(numbered('Herbata')).toEqual(['before', 'plain']);
  });

  test('have no difference of figures that are not there', () => {
    const document = changed('correction', ({ Fa }) => {
      delete Fa.FaWiersz?.[1]?.P_11;
      Object.assign(Fa.FaWiersz?.[1] ?? {}, { P_8B: '4.125' });
    });
    expect(rowsOf(document)[2]).toEqual([
      'difference',
      '',
      'różnica',
      'obliczono z obu wierszy',
      '−0,875',
      '',
      '',
      '',
      '',
    ]);
  });

  test('of an order are shown alike', () => {
    expect(rowsOf(example('advance-correction'), 'Zamówienie lub umowa').map(([tone]) => tone)).toEqual([
      'before',
      'after',
      'difference',
      'before',
      'after',
      'difference',
    ]);
  });
});

describe('sums', () => {
  test('stand by rate, with their total', () => {
    expect(linesOf(example('correction'), 'Podsumowanie')).toEqual([
      'Podsumowanie',
      'Stawka VAT | Wartość netto | Kwota VAT | Wartość brutto',
      '23% | −80,00 | −18,40 | −98,40',
      '8% | −45,00 | −3,60 | −48,60',
      'Razem | −125,00 | −22,00 | −147,00',
      'Zmiana należności: −147,00 PLN',
      'Słownie: minus sto czterdzieści siedem złotych 00/100',
    ]);
  });

  test('of rates that share an element name both where no line tells which it is', () => {
    const lines = linesOf(example('correction-collective'), 'Podsumowanie');
    expect(lines.some((line) => line.startsWith('23% / 22% |'))).toBe(true);
  });

  test('of other kinds say what they are', () => {
    const lines = linesOf(example('every-rate'), 'Podsumowanie');
    expect(lines).toContain('4% – ryczałt taksówek | 80,00 | 3,20 | 13,62 | 83,20');
    expect(lines).toContain('np I – poza terytorium kraju | 40,00 | · | · | 40,00');
  });

  test('have VAT in PLN in a column, and nothing net where there is a margin', () => {
    expect(linesOf(example('foreign-currency'), 'Podsumowanie')).toContain(
      '23% | 1 260,00 | 289,80 | 1 233,71 | 1 549,80',
    );
    expect(linesOf(example('margin-art'), 'Podsumowanie')).toContain('procedura marży | · | · | 1 500,00');
  });

  test('of a correction are told with what was before', () => {
    const lines = linesOf(example('advance-correction'), 'Podsumowanie');
    expect(lines).toContain('Zmiana otrzymanej zapłaty: 10 000,00 PLN');
    expect(lines).toContain('Przed korektą: 20 000,00 PLN');
    expect(lines).toContain('Po korekcie (obliczono): 30 000,00 PLN');
  });
});

describe('payment', () => {
  test('tells when, how and where to', () => {
    const lines = linesOf(example('payments'), 'Płatność');
    expect(lines).toContain('Stan płatności: zapłacono część');
    expect(lines).toContain('Termin płatności: 22.10.2025 (21 dni – otrzymanie faktury)');
    expect(lines).toContain('Forma płatności: Kompensata');
    expect(lines).toContain('20.09.2025 | Bon podarunkowy firmy | 200,00 PLN');
    expect(lines).toContain('Rachunek bankowy: PL74 0000 0000 0000 0000 0000 0001');
    expect(linesOf(example('payments'), 'Rozliczenie')).toContain('Do zapłaty: 1 200,00 PLN');
  });

  test('an account of a factor is told to be one', () => {
    const lines = linesOf(example('third-parties'), 'Płatność');
    expect(lines).toContain('Rachunek faktora: 47 0000 0000 0000 0000 0000 0002');
    expect(lines).toContain('Rachunek własny banku: pobieranie należności dla dostawcy');
  });

  test('FA(2) tells a due date in its own words', () => {
    const document = {
      format: 'FA(2)' as const,
      root: changed('vat-invoice', ({ Fa }) => {
        Object.assign(Fa.Platnosc ?? {}, {
          TerminPlatnosci: [{ Termin: '2025-10-22', TerminOpis: '14 dni' }],
        });
      }).root as unknown as FormatDocument<'FA(2)'>['root'],
    };
    expect(flatLines(invoiceLayout(document))).toContain('Termin płatności: 22.10.2025 (14 dni)');
  });
});

describe('annotations', () => {
  it.each([
    ['split-payment', 'mechanizm podzielonej płatności'],
    ['reverse-charge', 'odwrotne obciążenie'],
    ['self-invoicing', 'samofakturowanie'],
    ['self-invoicing', 'metoda kasowa'],
    ['margin-travel', 'procedura marży dla biur podróży'],
    ['margin-used-goods', 'procedura marży – towary używane'],
    ['margin-collectibles', 'procedura marży – przedmioty kolekcjonerskie i antyki'],
    ['receipt', 'faktura do sprzedaży zaewidencjonowanej na kasie rejestrującej (FP)'],
  ])('%s says «%s»', (name, words) => {
    expect(linesOf(example(name), 'Adnotacje')).toContain(words);
  });

  test('an exemption has its basis', () => {
    const lines = linesOf(example('exempt'), 'Adnotacje');
    expect(lines).toContain('dostawa towarów lub świadczenie usług zwolnione z podatku');
    expect(lines.some((line) => line.startsWith('Podstawa zwolnienia: ustawa: '))).toBe(true);
  });

  test('what does not apply is told once, at the end', () => {
    const refusals = linesOf(example('split-payment'), 'Dane techniczne').at(-1);
    expect(refusals).toMatch(/^Nie dotyczy: .*metoda kasowa/);
    expect(refusals).not.toContain('mechanizm podzielonej płatności');
  });
});

test('cells of an attachment are shown by the type of their column', () => {
  const lines = linesOf(example('attachment'), 'Załącznik: Punkt poboru nr 1');
  expect(lines).toContain('całodobowa | 30.09.2025 | 30.09.2025 07:00:00 | 07:00 | 1020 | 20,00');
  expect(lines).toContain('Razem | · | · | · | · | 20,00');
});

test('an attachment whose rows are longer than its head loses no cell', () => {
  const document = changed('attachment', ({ Zalacznik }) => {
    Zalacznik?.BlokDanych[0]?.Tabela?.[0]?.Wiersz.push({ WKom: ['1', '2', '3', '4', '5', '6', 'siódma'] });
  });
  const lines = linesOf(document, 'Załącznik: Punkt poboru nr 1');
  expect(lines.some((line) => line.endsWith('| siódma'))).toBe(true);
});

test('codes are shown before attachments', () => {
  const code = {
    content: 'https://qr.example/a',
    caption: { text: 'OFFLINE' },
    explanation: { text: 'Sprawdzenie faktury' },
    isLink: true,
  };
  const headings = invoiceLayout(example('attachment'), { codes: [code] }).sections.map(
    ({ heading }) => heading.text,
  );
  expect(headings.slice(-3)).toEqual([
    'Weryfikacja w KSeF',
    'Załącznik: Punkt poboru nr 1',
    'Dane techniczne',
  ]);
});

test('what no section knows is shown with its place', () => {
  const document = changed('vat-invoice', ({ Fa }) => Object.assign(Fa, { P_99: { Nowe: ['a', 'b'] } }));
  expect(linesOf(document, 'Pozostałe dane')).toEqual([
    'Pozostałe dane',
    'Nowe (/Faktura/Fa/P_99/Nowe[1]): a',
    'Nowe (/Faktura/Fa/P_99/Nowe[2]): b',
  ]);
});

test('a mark or code that the schema does not know is shown as it is', () => {
  const document = changed('vat-invoice', ({ Fa }) => {
    Fa.RodzajFaktury = 'NOWA';
    Fa.Adnotacje.P_16 = '3';
    Object.assign(Fa, { FP: '0' });
  });
  expect(linesOf(document, 'Pozostałe dane')).toEqual([
    'Pozostałe dane',
    'Metoda kasowa (/Faktura/Fa/Adnotacje/P_16): 3',
    'Rodzaj faktury (/Faktura/Fa/RodzajFaktury): NOWA',
    'Faktura do paragonu (FP) (/Faktura/Fa/FP): 0',
  ]);
});

describe('languages', () => {
  test('English has English words, figures and days', () => {
    const lines = flatLines(invoiceLayout(example('correction'), { language: 'en' }));
    expect(lines).toContain('Corrective invoice');
    expect(lines).toContain('Date of issue: 2025-10-01');
    expect(lines).toContain('Total | −125.00 | −22.00 | −147.00');
  });

  test('a bilingual invoice has both, figures once', () => {
    const { head, metadata } = invoiceLayout(example('correction'), { language: 'pl+en' });
    expect(head.title).toEqual({ text: 'Faktura korygująca', also: 'Corrective invoice' });
    expect(head.fields[0]).toEqual({
      label: { text: 'Data wystawienia', also: 'Date of issue' },
      value: { text: '01.10.2025' },
    });
    expect(metadata.languageTag).toBe('pl');
  });

  test('words of ours are in the language that was asked for, wherever they stand', () => {
    const [document] = tableDocuments('FA(3)', 1);
    const layout = invoiceLayout({ format: 'FA(3)', root: document?.root } as unknown as Invoice, {
      language: 'en',
    });
    const polish = /[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]/;
    expect(flatLines(layout).filter((line) => polish.test(line))).toEqual([]);
  });
});

describe('hostile documents', () => {
  test('five thousand lines are five thousand rows', () => {
    const document = changed('vat-invoice', ({ Fa }) => {
      const [line] = Fa.FaWiersz ?? [];
      if (line === undefined) throw new Error();
      Fa.FaWiersz = Array.from({ length: 5000 }, (_, at) => ({ ...line, NrWierszaFa: String(at + 1) }));
    });
    expect(tableOf(document, 'Towary i usługi').rows).toHaveLength(5000);
  });

  test('long words and HTML are text', () => {
    const long = 'ż'.repeat(10_000);
    const html = '<script>alert(1)</script>';
    const lines = flatLines(
      invoiceLayout(
        changed('vat-invoice', ({ Podmiot1, Fa }) => {
          Podmiot1.DaneIdentyfikacyjne.Nazwa = html;
          Fa.P_2 = long;
        }),
      ),
    );
    expect(lines).toContain(html);
    expect(lines).toContain(`Numer: ${long}`);
  });

  test('an invoice that says next to nothing is shown', () => {
    const root = {
      Naglowek: { KodFormularza: {} },
      Podmiot1: { DaneIdentyfikacyjne: {} },
      Podmiot2: { DaneIdentyfikacyjne: {} },
      Fa: {
        Adnotacje: { Zwolnienie: {}, NoweSrodkiTransportu: {}, PMarzy: {} },
        FaWiersz: [{}],
        Zamowienie: {},
      },
      Zalacznik: { BlokDanych: [{ MetaDane: [], Tabela: [{ TNaglowek: { Kol: [] }, Wiersz: [] }] }] },
    };
    const layout = invoiceLayout({ format: 'FA(3)', root } as unknown as Invoice);
    expect(layout.head.title.text).toBe('Faktura');
    expect(layout.metadata).toEqual({
      title: 'Faktura',
      author: '',
      subject: '',
      languageTag: 'pl',
      createdAt: '',
    });
    for (const { blocks } of layout.sections) expect(blocks.length).toBeGreaterThan(0);
  });

  test('figures that are none are shown as they are', () => {
    const document = changed('vat-invoice', ({ Fa }) => {
      Fa.P_15 = '1e5';
      Object.assign(Fa.FaWiersz?.[0] ?? {}, { P_11: 'NaN' });
    });
    const lines = flatLines(invoiceLayout(document));
    expect(lines).toContain('Należność ogółem: 1e5 PLN');
    expect(lines.some((line) => line.includes('NaN'))).toBe(true);
  });
});
