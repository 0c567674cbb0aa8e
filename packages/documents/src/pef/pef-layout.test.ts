import { existsSync, readFileSync } from 'node:fs';
import { type FormatDocument, read } from '@kwit/formats';
import { describe, expect, it, test } from 'vitest';
import { flatLines, sectionLines } from '../layout/flat-text.testing.ts';
import type { DocumentLanguage, Layout, TableBlock } from '../layout/layout.ts';
import { markedDocument } from './marked-document.testing.ts';
import { pefLayout } from './pef-layout.ts';

type PefDocument = FormatDocument<'PEF(3)'> | FormatDocument<'PEF_KOR(3)'>;

const namespaces =
  'xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" ' +
  'xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" ' +
  'xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2" ' +
  'xmlns:cac-pl="urn:pl:extended:CommonAggregateComponents-2" xmlns:cbc-pl="urn:pl:extended:CommonBasicComponents-2"';

interface Parts {
  /** Before the number. */
  readonly first?: string;
  /** Between the dates and the parties. */
  readonly head?: string;
  /** Between the parties and the totals. */
  readonly middle?: string;
  /** Within the line. */
  readonly line?: string;
  readonly item?: string;
}

const party = (name: string, nip: string): string =>
  `<cac:Party><cac:PartyTaxScheme><cbc:CompanyID>${nip}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme>` +
  `</cac:PartyTaxScheme><cac:PartyLegalEntity><cbc:RegistrationName>${name}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>`;

function documentOf(kind: 'Invoice' | 'CreditNote', parts: Parts = {}): PefDocument {
  const { first = '', head = '', middle = '', line = '', item = '' } = parts;
  const xml =
    `<${kind} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${kind}-2" ${namespaces}>${first}` +
    `<cbc:ID>FV/1</cbc:ID><cbc:IssueDate>2026-02-01</cbc:IssueDate>${head}` +
    `<cac:AccountingSupplierParty>${party('Alfa', '1111111111')}</cac:AccountingSupplierParty>` +
    `<cac:AccountingCustomerParty>${party('Beta', '2222222222')}</cac:AccountingCustomerParty>${middle}` +
    '<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="PLN">1234.5</cbc:PayableAmount></cac:LegalMonetaryTotal>' +
    `<cac:${kind}Line><cbc:ID>1</cbc:ID><cbc:LineExtensionAmount currencyID="PLN">-1000</cbc:LineExtensionAmount>` +
    `${line}<cac:Item>${item}</cac:Item></cac:${kind}Line></${kind}>`;
  return read(new TextEncoder().encode(xml), { formats: ['PEF(3)', 'PEF_KOR(3)'] });
}

const linesOf = (document: PefDocument, language: DocumentLanguage = 'pl'): string[] =>
  flatLines(pefLayout(document, { language }));

const headings = ({ sections }: Layout): string[] => sections.map(({ heading }) => heading.text);

describe('an invoice of Peppol', () => {
  test('of the least that the schema wants', () => {
    expect(linesOf(documentOf('Invoice'))).toEqual([
      'Faktura',
      'Numer faktury: FV/1',
      'Data wystawienia: 01.02.2026',
      'Strony',
      'Sprzedawca',
      'Alfa',
      'NIP lub numer VAT: 1111111111',
      'Nabywca',
      'Beta',
      'NIP lub numer VAT: 2222222222',
      'Pozycje',
      'Lp. | Towar lub usługa | Wartość netto',
      '1 | · | −1 000,00 PLN',
      'Podsumowanie',
      'Do zapłaty: 1 234,50 PLN',
    ]);
  });

  test('is told in English, and in both languages', () => {
    const document = documentOf('CreditNote', {
      head: '<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>',
    });
    expect(linesOf(document, 'en')).toEqual(
      expect.arrayContaining(['Credit note', 'Date of issue: 2026-02-01', 'Amount due: 1,234.50 PLN']),
    );
    expect(pefLayout(document, { language: 'pl+en' }).head.title).toEqual({
      text: 'Faktura korygująca',
      also: 'Credit note',
    });
  });

  test.each([
    ['386', 'Faktura zaliczkowa'],
    ['389', 'Samofakturowanie'],
    ['999', 'Faktura (rodzaj 999)'],
    ['constructor', 'Faktura (rodzaj constructor)'],
  ])('of the type %s is «%s»', (code, title) => {
    const head = `<cbc:InvoiceTypeCode>${code}</cbc:InvoiceTypeCode>`;
    expect(linesOf(documentOf('Invoice', { head }))[0]).toBe(title);
  });

  test('tells codes in words: taxes, exemptions, payment, identifiers, units', () => {
    const lines = linesOf(
      documentOf('Invoice', {
        middle:
          '<cac:PaymentMeans><cbc:PaymentMeansCode>58</cbc:PaymentMeansCode><cac:PayeeFinancialAccount>' +
          '<cbc:ID schemeID="IBAN">PL61109010140000071219812874</cbc:ID></cac:PayeeFinancialAccount></cac:PaymentMeans>' +
          '<cac:TaxTotal><cbc:TaxAmount currencyID="PLN">0</cbc:TaxAmount><cac:TaxSubtotal>' +
          '<cbc:TaxableAmount currencyID="PLN">5</cbc:TaxableAmount><cbc:TaxAmount currencyID="PLN">0</cbc:TaxAmount>' +
          '<cac:TaxCategory><cbc:ID>E</cbc:ID><cbc:Percent>0</cbc:Percent>' +
          '<cbc:TaxExemptionReasonCode>VATEX-EU-132-1B</cbc:TaxExemptionReasonCode>' +
          '<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:TaxSubtotal></cac:TaxTotal>',
        line: '<cac:OrderLineReference><cbc:LineID>7</cbc:LineID></cac:OrderLineReference>',
        item:
          '<cbc:Name>Usługa</cbc:Name><cac:StandardItemIdentification><cbc:ID schemeID="0160">5901234123457</cbc:ID>' +
          '</cac:StandardItemIdentification><cac:CommodityClassification><cbc:ItemClassificationCode listID="STI">85121000' +
          '</cbc:ItemClassificationCode></cac:CommodityClassification>',
      }),
    );
    expect(lines).toEqual(
      expect.arrayContaining([
        'Sposób płatności: przelew SEPA',
        'Numer rachunku: PL61 1090 1014 0000 0712 1981 2874 (schemat: IBAN)',
        'VAT 0%, zwolnienie z podatku | art. 132 ust. 1 lit. b dyrektywy 2006/112/WE (VATEX-EU-132-1B) | 5,00 PLN | 0,00 PLN',
        'Numer standardowy: 5901234123457 (GTIN)',
        'Klasyfikacja: 85121000 (CPV)',
        'Pozycja zamówienia: 7',
      ]),
    );
  });

  test('names embedded files instead of printing them', () => {
    const content = 'QUJD'.repeat(5_000);
    const head =
      `<cac:AdditionalDocumentReference><cbc:ID>A1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="oferta.pdf">${content}` +
      '</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>';
    const lines = linesOf(documentOf('Invoice', { head }));
    expect(lines).toContain('Załączony plik: oferta.pdf (application/pdf, 15 kB)');
    expect(lines.join()).not.toContain('QUJDQUJD');
  });

  test('shows lines that lines are made of under them, each with what is its own', () => {
    const inner = (id: string, inside = '') =>
      `<cac:SubInvoiceLine><cbc:ID>${id}</cbc:ID><cbc:Note>uwaga ${id}</cbc:Note><cbc:LineExtensionAmount currencyID="PLN">1` +
      `</cbc:LineExtensionAmount><cbc:FreeOfChargeIndicator>true</cbc:FreeOfChargeIndicator><cac:Item><cbc:Name>część ${id}</cbc:Name></cac:Item>${inside}</cac:SubInvoiceLine>`;
    const xml = documentOf('Invoice', { item: '<cbc:Name>Całość</cbc:Name>' });
    const sub = inner('1.1', inner('1.1.1'));
    const document = read(
      new TextEncoder().encode(
        `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" ${namespaces}><cbc:ID>1</cbc:ID>` +
          '<cbc:IssueDate>2026-02-01</cbc:IssueDate><cac:AccountingSupplierParty/><cac:AccountingCustomerParty/>' +
          '<cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="PLN">1</cbc:PayableAmount></cac:LegalMonetaryTotal>' +
          `<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:LineExtensionAmount currencyID="PLN">1</cbc:LineExtensionAmount><cac:Item><cbc:Name>Całość</cbc:Name></cac:Item>${sub}</cac:InvoiceLine></Invoice>`,
      ),
      { formats: ['PEF(3)'] },
    );
    expect(xml.format).toBe('PEF(3)');
    const lines = linesOf(document);
    const at = lines.indexOf('1 | Całość | 1,00 PLN');
    expect(lines.slice(at, at + 7)).toEqual([
      '1 | Całość | 1,00 PLN',
      '1.1 | – część 1.1 | 1,00 PLN',
      'Uwaga: uwaga 1.1',
      'Nieodpłatnie: tak',
      '1.1.1 | – – część 1.1.1 | 1,00 PLN',
      'Uwaga: uwaga 1.1.1',
      'Nieodpłatnie: tak',
    ]);
  });
});

test('reasons are said once, in each language', () => {
  const middle =
    '<cac:AllowanceCharge><cbc:ChargeIndicator>true</cbc:ChargeIndicator><cbc:AllowanceChargeReasonCode>CG</cbc:AllowanceChargeReasonCode>' +
    '<cbc:AllowanceChargeReason>Czyszczenie</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">5</cbc:Amount></cac:AllowanceCharge>';
  const document = documentOf('Invoice', { middle });
  expect(linesOf(document)).toContain('Opłata | Czyszczenie | 5,00 EUR');
  expect(linesOf(document, 'pl+en')).toContain('Opłata | Czyszczenie, cleaning | 5,00 EUR');
});

describe('what has no place of its own', () => {
  test('stands at the end under names made of those of its elements, attributes beside their text', () => {
    const middle =
      '<cac:Delivery><cac:Shipment><cbc:ID>S1</cbc:ID><cbc:HandlingInstructions languageID="pl">ostrożnie</cbc:HandlingInstructions>' +
      '<cbc:HandlingInstructions>szkło</cbc:HandlingInstructions><cbc:GrossWeightMeasure unitCode="KGM">12.5</cbc:GrossWeightMeasure>' +
      '</cac:Shipment></cac:Delivery>';
    const layout = pefLayout(documentOf('Invoice', { middle }), { language: 'pl' });
    const [rest] = layout.sections.filter(({ heading }) => heading.text === 'Pozostałe dane');
    expect(rest && sectionLines(rest)).toEqual([
      'Pozostałe dane',
      'Dostawa › Przesyłka › Identyfikator: S1',
      'Dostawa › Przesyłka › Handling instructions: ostrożnie (pl)',
      'Dostawa › Przesyłka › Handling instructions 2: szkło',
      'Dostawa › Przesyłka › Gross weight measure: 12,5 kg',
    ]);
  });

  test('of a line stands under the line', () => {
    const item =
      '<cbc:Name>Lek</cbc:Name><cac:ItemInstance><cbc:BestBeforeDate>2027-01-31</cbc:BestBeforeDate></cac:ItemInstance>';
    const layout = pefLayout(documentOf('Invoice', { item }), { language: 'pl' });
    const [table] = layout.sections.flatMap(({ blocks }) =>
      blocks.filter((block): block is TableBlock => block.kind === 'table'),
    );
    expect(table?.rows[0]?.details).toEqual([
      {
        label: { text: 'Towar lub usługa › Egzemplarz › Best before date' },
        value: { text: '31.01.2027' },
      },
    ]);
    expect(headings(layout)).not.toContain('Pozostałe dane');
  });
});

describe('the Polish extension', () => {
  const amount = (name: string, value: string) =>
    `<cbc-pl:${name} currencyID="PLN">${value}</cbc-pl:${name}>`;
  const extension = (content: string) =>
    `<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>${content}</ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>`;
  const line = (id: string, quantity: string, net: string) =>
    `<cac-pl:InvoiceLine><cbc-pl:ID>${id}</cbc-pl:ID><cbc-pl:InvoicedQuantity unitCode="H87">${quantity}</cbc-pl:InvoicedQuantity>` +
    `${amount('LineExtensionAmount', net)}<cac-pl:Item><cbc-pl:Name>Rura</cbc-pl:Name></cac-pl:Item></cac-pl:InvoiceLine>`;
  const total = (due: string) =>
    `<cac-pl:LegalMonetaryTotal>${amount('PayableAmount', due)}</cac-pl:LegalMonetaryTotal>`;

  it('tells the state before a correction in tables like those of the invoice', () => {
    const content =
      `<cac-pl:OriginalInvoiceData><cac-pl:TaxTotal>${amount('TaxAmount', '23')}</cac-pl:TaxTotal>${total('123')}` +
      `${line('1', '10', '100')}${line('2', '0', '0')}</cac-pl:OriginalInvoiceData>`;
    const layout = pefLayout(documentOf('CreditNote', { first: extension(content) }), { language: 'pl' });
    const [section] = layout.sections.filter(({ heading }) => heading.text.startsWith('Pierwotne'));
    expect(section && sectionLines(section)).toEqual([
      'Pierwotne kwoty i pozycje faktury',
      'Lp. | Towar lub usługa | Ilość | Wartość netto',
      '1 | Rura | 10 szt. | 100,00 PLN',
      '2 | Rura | 0 szt. | 0,00 PLN',
      'Kategoria i stawka | Kwota podatku',
      'Podatek w walucie PLN | 23,00 PLN',
      'Do zapłaty: 123,00 PLN',
    ]);
    expect(headings(layout)).not.toContain('Pozostałe dane');
  });

  it('tells meters, and what it does not know, under their names', () => {
    const content =
      '<cac-pl:UtilityConsumptionPoints><cac-pl:UtilityConsumptionPoint><cbc-pl:ID>PPE1</cbc-pl:ID><cac-pl:UtilityMeter>' +
      '<cbc-pl:MeterNumber>123</cbc-pl:MeterNumber></cac-pl:UtilityMeter>' +
      '</cac-pl:UtilityConsumptionPoint></cac-pl:UtilityConsumptionPoints>';
    const foreign = '<x:Stan xmlns:x="urn:x" x:dnia="dziś">ogólny<x:__proto__>stan</x:__proto__></x:Stan>';
    const first = extension(content).replace(
      '</ext:UBLExtension>',
      `</ext:UBLExtension><ext:UBLExtension><ext:ExtensionContent>${foreign}</ext:ExtensionContent></ext:UBLExtension>`,
    );
    const lines = linesOf(documentOf('Invoice', { first }));
    expect(lines.slice(lines.indexOf('Punkty poboru'))).toEqual([
      'Punkty poboru',
      'Punkt poboru › Identyfikator: PPE1',
      'Punkt poboru › Licznik › Numer licznika: 123',
      'Stan',
      'Stan: ogólny (x:dnia: dziś)',
      '__proto__: stan',
    ]);
  });
});

describe('documents of anything that UBL allows', () => {
  /** Elements that are there by chance, fewer the deeper they stand. */
  const chance = (seed: number) => {
    let state = seed;
    return (_: string, depth: number): boolean => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return depth === 1 ? state % 3 > 0 : state / 2 ** 32 < 0.5 / depth;
    };
  };

  test.each(['PEF(3)', 'PEF_KOR(3)'] as const)('of %s are told whole', (format) => {
    const kinds = new Set<string>();
    for (let seed = 1; seed <= 20; seed += 1) {
      const { root, marks } = markedDocument(format, { isThere: chance(seed * 7919) });
      const text = linesOf({ format, root } as unknown as PefDocument).join('\n');
      const shown = new Set(text.match(/mark\d+\./g));
      const missed = marks.filter(({ path, mark }) => !shown.has(mark) && !isFile(path));
      expect(missed).toEqual([]);
      for (const { path } of marks) kinds.add(path.replace(/\[\d\]/g, ''));
    }
    expect(kinds.size).toBeGreaterThan(2_000);
  });

  /** Files are named, not shown. */
  const isFile = (path: string): boolean => /BinaryObject(?:\[\d\])?$/.test(path);
});

const template = new URL('../../../../../shared/official/examples/template_PEF_3.xml', import.meta.url);
const hasTemplate = existsSync(template);
if (!hasTemplate) console.log('official template PEF(3): skipped, ../shared/official/examples is not there');

describe.skipIf(!hasTemplate)('the official template', () => {
  it('is told whole: each of its texts is found', () => {
    const bytes = readFileSync(template);
    const text = linesOf(read(bytes, { formats: ['PEF(3)'] })).join('\n');
    const inWords: Readonly<Record<string, string>> = {
      380: 'Faktura',
      30: 'przelew',
      95: 'Rabat',
      CG: 'Czyszczenie',
      S: 'VAT 25',
      E: 'zwolnienie z podatku',
      PL: 'Polska',
      SE: 'Szwecja',
      NO: 'Norwegia',
      true: 'Opłata',
      false: 'Rabat',
    };
    const found = (value: string): boolean => {
      const shown = inWords[value] ?? value;
      const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
      const [, whole, decimals = ''] = /^(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
      const grouped = whole?.replace(/\B(?=(?:\d{3})+$)/g, ' ');
      return [
        shown,
        `${day}.${month}.${year}`,
        `${grouped},${decimals.padEnd(2, '0')}`,
        /^0+$/.test(decimals) ? `VAT ${grouped}%` : `${grouped},${decimals}`,
        decimals === '' ? `${grouped}` : `${grouped},${decimals}`,
      ].some((words) => text.includes(words));
    };
    const values = [...readFileSync(template, 'utf8').matchAll(/>([^<>]*[^<>\s][^<>]*)</g)].map(
      ([, value = '']) => value.trim(),
    );
    expect(values.length).toBeGreaterThan(170);
    expect(values.filter((value) => !found(value))).toEqual([]);
  });
});
