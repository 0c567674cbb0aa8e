import { describe, expect, it } from 'vitest';
import { type FormatDocument, formatNames, type Problem, validate, write } from './index.ts';
import { findingsOfFa3 } from './libxml2.ts';
import { problemOf } from './libxml2-problems.ts';
import { defaultLimits, readDocument } from './reader.ts';
import { mutant } from './testing/mutants.ts';
import { hasOfficialMaterial, officialInvoices } from './testing/official.ts';
import { Random } from './testing/random.ts';
import { sampleAuthRequest, sampleInvoice, sampleReceipt } from './testing/sample-invoice.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const sample = decoder.decode(write(sampleInvoice(), { indent: true }));
const check = (text: string, options?: Parameters<typeof validate>[1]) =>
  validate(encoder.encode(text), options);
const facts = (problems: readonly Problem[]) => problems.map(({ code, path }) => `${code} ${path}`);

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
    expect(facts(await check(sample.slice(0, sample.indexOf('<Adres>'))))).toEqual([
      'xml-malformed /Faktura/Podmiot1',
    ]);
    const dtd = '<!DOCTYPE Faktura [<!ENTITY a SYSTEM "file:///etc/hostname">]>';
    expect(facts(await check(sample.replace('?>', `?>${dtd}`)))).toEqual(['xml-dtd ']);
  });

  it('tells a document of another format', async () => {
    expect(facts(await check(sample, { format: 'UPO(4.3)' }))).toEqual(['format-unknown ']);
    expect(facts(await check('<a/>'))).toEqual(['format-unknown ']);
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

  it('is quick with a value that is long and wrong', async () => {
    const long = `${'a.'.repeat(100_000)}@`;
    expect(facts(await check(sample.replace('biuro@example.com', long)))).toEqual([
      'xsd-length /Faktura/Podmiot1/DaneKontaktowe[1]/Email',
    ]);
  });
});

describe('the engine and libxml2', () => {
  const texts = [sample, ...officialInvoices.map(({ bytes }) => decoder.decode(bytes))].map((text) =>
    text
      .replace('<Faktura ', '<Faktura xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ')
      .replace(/( xmlns:xsi="[^"]*")([^>]*)\1/, '$1$2'),
  );

  it('come to the same verdict on every mutant', async () => {
    const random = new Random(20260201);
    let refused = 0;
    for (let i = 0; i < 2500; i += 1) {
      const bytes = encoder.encode(mutant(random.pick(texts), random));
      const findings = await findingsOfFa3(bytes);
      const { problems } = readDocument(bytes, { formats: formatNames, limits: defaultLimits, values: true });
      if (findings.length > 0) refused += 1;
      const difference = { libxml2: findings.map(({ message }) => message), engine: facts(problems) };
      expect(problems.length > 0, `mutant ${i}: ${JSON.stringify(difference)}`).toBe(findings.length > 0);
    }
    expect(refused).toBeGreaterThan(1250);
    expect(refused).toBeLessThan(2450);
  });
});

describe('findings of libxml2 as problems', () => {
  it.each([
    [/<P_15>.*?<\/P_15>/, '', 'xsd-unexpected-element /Faktura/Fa/Adnotacje'],
    ['<GV>2</GV>', '', 'xsd-missing-element /Faktura/Podmiot2'],
    ['<NIP>1111111111', '<NIP>1', 'xsd-pattern /Faktura/Podmiot1/DaneIdentyfikacyjne/NIP'],
    ['<P_12>23', '<P_12>24', 'xsd-enumeration /Faktura/Fa/FaWiersz/P_12'],
    ['FV/1/2026', 'x'.repeat(257), 'xsd-length /Faktura/Fa/P_2'],
    ['<P_15>123.00', '<P_15>a', 'xsd-type /Faktura/Fa/P_15'],
    ['<P_1>2026', '<P_1>2051', 'xsd-range /Faktura/Fa/P_1'],
    ['<P_15>123.00', '<P_15>123.005', 'xsd-digits /Faktura/Fa/P_15'],
    ['kodSystemowy="FA (3)"', '', 'xsd-missing-attribute /Faktura/Naglowek/KodFormularza'],
    [
      'kodSystemowy="FA (3)"',
      'kodSystemowy="FA (2)"',
      'xsd-fixed /Faktura/Naglowek/KodFormularza/@kodSystemowy',
    ],
    ['<P_15>', '<P_15 a="b">', 'xsd-attribute /Faktura/Fa/P_15/@a'],
    ['<Naglowek>', '<Naglowek>text', 'xsd-text /Faktura/Naglowek'],
    ['2025/06/25/13775', 'x', 'format-unknown /Faktura'],
  ])('%s → %s', async (right, wrong, expected) => {
    const [finding] = await findingsOfFa3(encoder.encode(sample.replace(right, wrong)));
    if (finding === undefined) throw new Error('libxml2 finds nothing');
    const problem = problemOf(finding);
    expect(facts([problem])).toEqual([expected]);
    expect(problem.line).toBeGreaterThan(0);
  });

  it('keeps the sentence of one it does not know', () => {
    const problem = problemOf({ message: 'Something new.', line: 0, path: [] });
    expect(problem).toMatchObject({ code: 'xsd-invalid', value: 'Something new', line: null });
  });
});
