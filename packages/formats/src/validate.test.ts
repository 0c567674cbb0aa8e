import { describe, expect, it } from 'vitest';
import { examine, type FormatDocument, type Problem, validate, write } from './index.ts';
import { hasOfficialMaterial, officialInvoices } from './testing/official.ts';
import { sampleAuthRequest, sampleInvoice, sampleReceipt } from './testing/sample-invoice.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const sample = decoder.decode(write(sampleInvoice(), { indent: true }));
const check = (text: string, options?: Parameters<typeof validate>[1]) =>
  validate(encoder.encode(text), options);
const facts = (problems: readonly Problem[]) => problems.map(({ code, path }) => `${code} ${path}`);

function peppolInvoice() {
  const party = { Party: { PartyName: [{ Name: { '#text': 'Zakład' } }] } };
  return {
    ID: { '#text': 'FV/1' },
    IssueDate: '2026-02-01',
    AccountingSupplierParty: party,
    AccountingCustomerParty: party,
    LegalMonetaryTotal: { PayableAmount: { '#text': '123.00', '@currencyID': 'PLN' } },
    InvoiceLine: [
      {
        ID: { '#text': '1' },
        LineExtensionAmount: { '#text': '100.00', '@currencyID': 'PLN' },
        Item: { Name: { '#text': 'Usługa' } },
      },
    ],
  };
}

describe('validate', () => {
  it('finds nothing wrong with valid documents', async () => {
    for (const document of [sampleInvoice(), sampleReceipt(), sampleAuthRequest()]) {
      expect(await validate(write(document as FormatDocument)), document.format).toEqual([]);
    }
  });

  it.runIf(hasOfficialMaterial)('finds nothing wrong with the official invoices', async () => {
    for (const { name, bytes } of officialInvoices)
      expect(await validate(bytes, { format: 'FA(3)' }), name).toEqual([]);
  });

  it.each([
    [
      'a pattern',
      '<NIP>1111111111',
      '<NIP>0111111111',
      'xsd-pattern /Faktura/Podmiot1/DaneIdentyfikacyjne/NIP',
    ],
    ['an enumeration', '<KodWaluty>PLN', '<KodWaluty>XYZ', 'xsd-enumeration /Faktura/Fa/KodWaluty'],
    ['a length', 'FV/1/2026', 'x'.repeat(257), 'xsd-length /Faktura/Fa/P_2'],
    ['an empty value', 'FV/1/2026', '', 'xsd-length /Faktura/Fa/P_2'],
    ['a range', '<P_1>2026', '<P_1>2051', 'xsd-range /Faktura/Fa/P_1'],
    ['digits', '<P_15>123.00', '<P_15>123.005', 'xsd-digits /Faktura/Fa/P_15'],
    ['a type', '<P_15>123.00', '<P_15>123,00', 'xsd-type /Faktura/Fa/P_15'],
    ['a fixed value', 'FA (3)', 'FA (2)', 'xsd-fixed /Faktura/Naglowek/KodFormularza/@kodSystemowy'],
    ['a day that does not exist', '<P_1>2026-02-01', '<P_1>2026-02-29', 'xsd-type /Faktura/Fa/P_1'],
    ['a member of a list', '<P_12>23', '<P_12>24', 'xsd-enumeration /Faktura/Fa/FaWiersz[1]/P_12'],
  ])('tells %s with its place, value and remedy', async (_, right, wrong, expected) => {
    const [problem, ...more] = await check(sample.replace(right, wrong));
    expect(more).toEqual([]);
    expect(facts(problem === undefined ? [] : [problem])).toEqual([expected]);
    expect(problem?.line).toBeGreaterThan(1);
    expect(problem?.value).toBeDefined();
    expect(problem?.remedy.pl).not.toBe('');
  });

  it('compares values, not their texts: 01 is 1', async () => {
    expect(await check(sample.replace('<JST>2', '<JST>+02'))).toEqual([]);
    expect(facts(await check(sample.replace('<JST>2', '<JST>3')))).toEqual([
      'xsd-enumeration /Faktura/Podmiot2/JST',
    ]);
  });

  it('tells all mistakes in the order of the document', async () => {
    const text = sample
      .replace('<NIP>1111111111', '<NIP>1')
      .replace('<P_15>123.00', '<P_15>x')
      .replace('<Naglowek>', '<?a?>\n<Naglowek>');
    expect(facts(await check(text))).toEqual([
      'ksef-processing-instruction ',
      'xsd-pattern /Faktura/Podmiot1/DaneIdentyfikacyjne/NIP',
      'xsd-type /Faktura/Fa/P_15',
    ]);
    expect(facts(await check(text, { schemaOnly: true }))).toHaveLength(2);
  });

  it('tells broken XML once, and never opens what a DTD names', async () => {
    expect(facts(await check(`\n${sample}`))).toEqual(['xml-malformed ']);
    expect(facts(await check(sample.slice(0, sample.indexOf('<Adres>'))))).toEqual([
      'xml-malformed /Faktura/Podmiot1',
    ]);
    const dtd = '<!DOCTYPE Faktura [<!ENTITY a SYSTEM "file:///etc/hostname">]>';
    expect(facts(await check(sample.replace('?>', `?>${dtd}`)))).toEqual(['xml-dtd ']);
  });

  it('tells a document of another format', async () => {
    expect(facts(await check(sample, { format: 'UPO(4.3)' }))).toEqual(['format-unknown /Faktura']);
    expect(facts(await check('<a/>'))).toEqual(['format-unknown /a']);
    const [other] = await check(sample, { format: 'UPO(4.3)' });
    expect(other?.message.en).toBe('The document is of the format FA(3); expected is UPO(4.3).');
  });

  it('judges receipts, their unique numbers included', async () => {
    const receipt = sampleReceipt();
    const [first, second] = receipt.root.Dokument;
    if (first === undefined || second === undefined) throw new Error('the sample has two');
    second.NumerKSeFDokumentu = first.NumerKSeFDokumentu;
    first.TrybWysylki = 'Pocztą';
    expect(facts(await validate(write(receipt))).sort()).toEqual([
      'xsd-enumeration /Potwierdzenie/Dokument[1]/TrybWysylki',
      'xsd-unique /Potwierdzenie/Dokument[2]/NumerKSeFDokumentu',
    ]);
  });

  it('takes the anchors in patterns of requests as anchors', async () => {
    const request = sampleAuthRequest();
    request.root.ContextIdentifier = { PeppolId: 'PPL123456' };
    expect(await validate(write(request))).toEqual([]);
    request.root.ContextIdentifier = { PeppolId: '^PPL123456$' };
    expect(facts(await validate(write(request)))).toEqual([
      'xsd-pattern /AuthTokenRequest/ContextIdentifier/PeppolId',
    ]);
    const old = { format: 'AuthTokenRequest(2.0)', root: sampleAuthRequest().root } as const;
    expect(await validate(write(old))).toEqual([]);
  });

  it('counts characters, not UTF-16 units', async () => {
    expect(await check(sample.replace('FV/1/2026', '😀'.repeat(256)))).toEqual([]);
    expect(await check(sample.replace('FV/1/2026', '😀'.repeat(257)))).toHaveLength(1);
  });

  it('gives an element without content the value that its declaration fixes', async () => {
    const withPrefix = (text: string) => sample.replace('<Podmiot1>', `<Podmiot1>${text}`);
    for (const right of ['<PrefiksPodatnika/>', '<PrefiksPodatnika><!-- c --></PrefiksPodatnika>']) {
      expect(await check(withPrefix(right)), right).toEqual([]);
    }
    expect(facts(await check(withPrefix('<PrefiksPodatnika> </PrefiksPodatnika>')))).toEqual([
      'xsd-enumeration /Faktura/Podmiot1/PrefiksPodatnika',
    ]);
  });

  it('takes xsi:type for a type that may stand in, and tells any other', async () => {
    const typed = (type: string) =>
      sample
        .replace(
          '<Faktura ',
          '<Faktura xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:f="http://crd.gov.pl/wzor/2025/06/25/13775/" ',
        )
        .replace('<Naglowek>', `<Naglowek xsi:type="${type}">`);
    expect(await check(typed('f:TNaglowek'))).toEqual([]);
    for (const type of ['f:TAdres', 'f:Nothing', 'x:TNaglowek', '']) {
      expect(facts(await check(typed(type))), type).toEqual(['xsd-xsi-type /Faktura/Naglowek/@xsi:type']);
    }
  });

  it('judges what extensions of PEF hold as far as the schemas declare it', async () => {
    const extended = (content: string) => {
      const document = {
        format: 'PEF(3)',
        root: {
          UBLExtensions: { UBLExtension: [{ ExtensionContent: { '#any': [content] } }] },
          ...peppolInvoice(),
        },
      } as FormatDocument<'PEF(3)'>;
      return validate(write(document));
    };
    const pl =
      'xmlns:a="urn:pl:extended:CommonAggregateComponents-2" xmlns:b="urn:pl:extended:CommonBasicComponents-2"';
    expect(await extended('<x:Own xmlns:x="urn:x"><x:A b="c">text</x:A></x:Own>')).toEqual([]);
    expect(await extended(`<a:Country ${pl}><b:Name>Polska</b:Name></a:Country>`)).toEqual([]);
    const path = '/Invoice/UBLExtensions/UBLExtension[1]/ExtensionContent/Country';
    expect(facts(await extended(`<a:Country ${pl}><b:Nothing/></a:Country>`))).toEqual([
      `xsd-unexpected-element ${path}/b:Nothing`,
    ]);
    const nested = `<x:Own xmlns:x="urn:x"><a:Country ${pl}>text</a:Country></x:Own>`;
    expect(facts(await extended(nested))).toEqual([
      'xsd-text /Invoice/UBLExtensions/UBLExtension[1]/ExtensionContent/Own/Country',
    ]);
  });

  it('is quick with a value that is long and wrong', async () => {
    const long = `${'a.'.repeat(100_000)}@`;
    expect(facts(await check(sample.replace('biuro@example.com', long)))).toEqual([
      'xsd-length /Faktura/Podmiot1/DaneKontaktowe[1]/Email',
    ]);
  });
});

describe('examine', () => {
  it('leaves parts out of the document when asked to, and judges them all the same', () => {
    const whole = examine(encoder.encode(sample), { format: 'FA(3)' }).document;
    const without = new Set(['FaWiersz', 'DaneKontaktowe']);
    const part = examine(encoder.encode(sample), { format: 'FA(3)', without });
    const { FaWiersz, ...Fa } = whole?.root.Fa ?? {};
    const { DaneKontaktowe, ...Podmiot1 } = whole?.root.Podmiot1 ?? {};
    expect([FaWiersz?.length, DaneKontaktowe?.length]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(part.problems).toEqual([]);
    expect(part.document?.root).toMatchObject({ Fa, Podmiot1 });
    expect(part.document?.root.Fa).not.toHaveProperty('FaWiersz');
    expect(part.document?.root.Podmiot1).not.toHaveProperty('DaneKontaktowe');

    const wrong = encoder.encode(sample.replace(/<P_11>[^<]*</, '<P_11>much<'));
    const { problems } = examine(wrong, { format: 'FA(3)', without });
    expect(problems).toEqual(examine(wrong, { format: 'FA(3)' }).problems);
    expect(facts(problems)).toEqual([expect.stringContaining('/Faktura/Fa/FaWiersz[1]/P_11')]);
  });
});
