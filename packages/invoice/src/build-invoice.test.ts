import { read, validate, write } from '@kwit/formats';
import { describe, expect, test } from 'vitest';
import { type BuiltInvoice, buildInvoice, buildInvoiceXml } from './build-invoice.ts';
import type { InvoiceInput, LineInput } from './input.ts';
import { parseInvoiceJson } from './json.ts';
import { plausibleInput } from './plausible-input.testing.ts';
import { InvoiceError } from './problems.ts';
import { pick, randomInput, sampleInput, seededRandom, testOptions } from './test-data.ts';
import { invoiceKinds } from './vocabulary.ts';

const build = (changes: Partial<InvoiceInput> = {}): BuiltInvoice =>
  buildInvoice(sampleInput(changes), testOptions);

function codesOf(input: unknown): string[] {
  try {
    buildInvoice(input, testOptions);
  } catch (error) {
    if (error instanceof InvoiceError) return error.problems.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
  return [];
}

const line = (changes: Partial<LineInput>): LineInput => ({
  name: 'Towar',
  quantity: '1',
  unit: 'szt.',
  vatRate: '23',
  ...changes,
});
const { address } = sampleInput().seller;

describe('buildInvoice', () => {
  test('fills what the official document demands', () => {
    const { root } = build().document;
    expect(root.Naglowek).toEqual({
      KodFormularza: { '#text': 'FA', '@kodSystemowy': 'FA (3)', '@wersjaSchemy': '1-0E' },
      WariantFormularza: '3',
      DataWytworzeniaFa: '2025-10-01T08:00:00Z',
      SystemInfo: 'Kwit',
    });
    expect(root.Fa.Adnotacje).toMatchObject({ P_16: '2', P_18: '2', Zwolnienie: { P_19N: '1' } });
    expect(root.Podmiot2).toMatchObject({ JST: '2', GV: '2' });
    expect(root.Fa).toMatchObject({
      P_13_1: '100.00',
      P_14_1: '23.00',
      P_15: '123.00',
      RodzajFaktury: 'VAT',
    });
  });

  test('takes nothing from what an object inherits', () => {
    const plain = build().document;
    const ancestor = { notes: ['odziedziczona'], payment: { paid: 'yes' } };
    const heir = (value: object): object => Object.assign(Object.create(ancestor), value);
    const { seller, lines = [], ...rest } = sampleInput();
    const input = heir({ ...rest, seller: heir(seller), lines: lines.map(heir) });
    expect(buildInvoice(input, testOptions).document).toEqual(plain);
    // What a program, or somebody who attacks it, has hung on every object.
    const everything = Object.prototype as Record<string, unknown>;
    try {
      everything.notes = ['wszędzie'];
      expect(build().document).toEqual(plain);
    } finally {
      delete everything.notes;
    }
  });

  test('an invoice that contains itself is refused as any other unknown field', () => {
    const input: Record<string, unknown> = { ...sampleInput() };
    input.self = input;
    expect(codesOf(input)).toEqual(['input-unknown-key self']);
  });

  test('gives the totals as text', () => {
    expect(build({ currency: 'EUR', exchangeRate: 4.25 }).totals).toEqual({
      currency: 'EUR',
      net: '100.00',
      vat: '23.00',
      gross: '123.00',
      vatInPln: '97.75',
      byRate: [{ field: 'P_13_1', percent: '23', net: '100.00', vat: '23.00' }],
    });
  });

  test('«today» is the given day, and terms are counted from it', () => {
    const input = sampleInput({ issueDate: 'today', payment: { dueInDays: 14, paidOn: 'today' } });
    const { Fa } = buildInvoice(input, { today: '2025-12-31' }).document.root;
    expect(Fa.P_1).toBe('2025-12-31');
    expect(Fa.Platnosc).toMatchObject({
      DataZaplaty: '2025-12-31',
      TerminPlatnosci: [{ Termin: '2026-01-14' }],
    });
  });

  test('states the moment of creation where none is given', () => {
    const before = Date.now() - 1_000;
    const { DataWytworzeniaFa } = buildInvoice(sampleInput()).document.root.Naglowek;
    expect(DataWytworzeniaFa).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Date.parse(DataWytworzeniaFa)).toBeGreaterThanOrEqual(before);
  });

  test('rates bring the annotations they need', () => {
    const reverse = build({ lines: [line({ unitNetPrice: '1', vatRate: 'oo' })] });
    expect(reverse.document.root.Fa.Adnotacje.P_18).toBe('1');
    const buyer = { euVat: 'DE123456788', name: 'N', address };
    const supply = build({ buyer, lines: [line({ unitNetPrice: '1', vatRate: '0 WDT' })] });
    expect(supply.document.root.Podmiot1.PrefiksPodatnika).toBe('PL');
    expect(supply.document.root.Podmiot2.DaneIdentyfikacyjne).toMatchObject({
      KodUE: 'DE',
      NrVatUE: '123456788',
    });
    const margin = build({
      margin: 'used-goods',
      lines: [line({ unitGrossPrice: '15000', vatRate: 'margin' })],
    });
    expect(margin.document.root.Fa).toMatchObject({ P_13_11: '15000.00', P_15: '15000.00' });
    expect(margin.document.root.Fa.Adnotacje.PMarzy).toEqual({ P_PMarzy: '1', P_PMarzy_3_1: '1' });
  });

  test('a simplified invoice may leave the buyer’s name out', () => {
    const input = { kind: 'UPR', buyer: { nip: '2222222222' } } as const;
    expect(build(input).document.root.Fa.RodzajFaktury).toBe('UPR');
    expect(codesOf(sampleInput({ buyer: { nip: '2222222222' } }))).toEqual([
      'buyer-incomplete buyer.name',
      'buyer-incomplete buyer.address',
    ]);
  });

  test('tells all problems at once, in places of the input', () => {
    const text = JSON.stringify(
      {
        ...sampleInput({ issueDate: '2025-10-02', exemption: { act: 'art. 113' } }),
        seller: { ...sampleInput().seller, nip: '1111111112', fax: '1' },
        payment: { accounts: [{ number: '75 0000 0000 0000 0000 0000 0001' }], dueDate: '2025-01-01' },
        lines: [line({ unitNetPrice: '1', discountPercent: '101' }), line({ unitGrossPrice: '1' })],
      },
      null,
      1,
    );
    const { value, locate } = parseInvoiceJson(text);
    const error = catchError(() => buildInvoice(value, { ...testOptions, locate }));
    expect(error?.problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'input-unknown-key seller.fax',
      'percent-range lines[0].discountPercent',
      'price-basis-mixed lines[1]',
      'NIP-CHECKSUM seller.nip',
      'DATE-IN-FUTURE issueDate',
      'DUE-DATE-BEFORE-ISSUE payment.dueDate',
      'BANK-ACCOUNT-CHECKSUM payment.accounts[0].number',
      'EXEMPTION-BASIS-UNUSED exemption',
    ]);
    const nip = error?.problems.find((problem) => problem.code === 'NIP-CHECKSUM');
    expect(text.split('\n')[(nip?.line ?? 0) - 1]).toContain('"nip": "1111111112"');
    expect(error?.message).toContain('seller.fax');
  });

  test('a wrong option is a defect of the caller', () => {
    expect(() => buildInvoice(sampleInput(), { today: '1.10.2025' })).toThrow(RangeError);
    expect(() => buildInvoice(sampleInput(), { createdAt: '2025-10-01 08:00' })).toThrow(RangeError);
  });

  test('collapses the white space of XML, and only that', () => {
    const { P_2 } = build({ number: '\t A \n 1\u00a02 ' }).document.root.Fa;
    expect(P_2).toBe('A 1\u00a02');
  });

  test('passes warnings on', () => {
    const { problems } = build({ payment: { dueDate: '2025-09-30' } });
    expect(problems).toMatchObject([
      { code: 'DUE-DATE-BEFORE-ISSUE', severity: 'warning', path: 'payment.dueDate' },
    ]);
  });

  test.each<[string, Partial<InvoiceInput>]>([
    [
      'margin-net-price lines[0].unitNetPrice',
      { margin: 'art', lines: [line({ unitNetPrice: '1', vatRate: 'margin' })] },
    ],
    ['MARGIN-ANNOTATION-MISSING margin', { lines: [line({ unitGrossPrice: '1', vatRate: 'margin' })] }],
    ['MARGIN-ANNOTATION-UNUSED margin', { margin: 'art' }],
    ['input-one-of lines[0].unitGrossPrice', { lines: [line({ unitNetPrice: '1', unitGrossPrice: '1' })] }],
    ['input-one-of lines[0].grossValue', { lines: [line({ unitNetPrice: '1', grossValue: '1' })] }],
    ['input-one-missing lines[0]', { lines: [line({})] }],
    [
      'input-missing lines[0].quantity',
      { lines: [{ name: 'a', unit: 'b', unitNetPrice: 1, vatRate: '23' }] },
    ],
    ['LINES-MISSING lines', { lines: undefined as never }],
    ['advance-amount-missing advanceAmount', { kind: 'ZAL' }],
    ['amount-before-missing correction.amountBefore', { kind: 'KOR_ZAL', advanceAmount: '1' }],
    ['remaining-unknown advanceInvoices', { kind: 'ROZ', advanceInvoices: [{ number: 'a' }] }],
    [
      'order-without-value order',
      { kind: 'ZAL', advanceAmount: '1', order: { lines: [{ name: 'a', vatRate: '23' }] } },
    ],
    [
      'fields-exclusive advanceInvoices[0].amount',
      { kind: 'ROZ', sums: [{ vatRate: '23', net: 1 }], advanceInvoices: [{ number: 'a', amount: 1 }] },
    ],
    ['field-not-of-kind advanceAmount', { advanceAmount: '1' }],
    ['field-not-of-kind advanceInvoices[0].amount', { advanceInvoices: [{ number: 'a', amount: 1 }] }],
    ['fields-exclusive advanceAmount', { kind: 'ZAL', sums: [{ vatRate: '23', net: 1 }], advanceAmount: 1 }],
    ['fields-exclusive grossTotal', { kind: 'ZAL', advanceAmount: 1, grossTotal: 1 }],
    ['vat-without-rate sums[0].vat', { sums: [{ vatRate: 'zw', net: 1, vat: 1 }] }],
    ['vat-without-rate sums[0].vatInPln', { sums: [{ vatRate: 'oss', net: 1, vatInPln: 1 }] }],
    [
      'input-one-missing lines[0]',
      { lines: [{ name: 'a', vatRate: '23', netValue: 1, discountPercent: 5 }] },
    ],
    ['input-missing sums[0].vat', { sums: [{ vatRate: 'oss', gross: 1 }] }],
    ['exchange-rate-unused lines[0].exchangeRate', { lines: [line({ unitNetPrice: 1, exchangeRate: 4 })] }],
    [
      'fields-exclusive newTransport.vehicles[0].bodyNumber',
      {
        newTransport: {
          art42: false,
          vehicles: [{ line: 1, firstUse: '2025-09-01', mileage: '1', vin: 'a', bodyNumber: 'b' }],
        },
      },
    ],
    [
      'input-missing newTransport.vehicles[0].mileage',
      {
        newTransport: {
          art42: false,
          vehicles: [{ line: 1, firstUse: '2025-09-01', sailingHours: '1', vin: 'a' }],
        },
      },
    ],
    ['oss-rate-missing lines[0]', { lines: [line({ unitNetPrice: '1', vatRate: 'oss' })] }],
    ['oss-rate-unused lines[0].ossRate', { lines: [line({ unitNetPrice: '1', ossRate: '19' })] }],
    [
      'discount-twice lines[0].discountPercent',
      { lines: [line({ unitNetPrice: '9', unitDiscount: '1', discountPercent: '1' })] },
    ],
    ['VAT-IN-PLN-MISSING exchangeRate', { currency: 'EUR' }],
    ['exchange-rate-unused exchangeRate', { exchangeRate: '4' }],
    ['not-positive exchangeRate', { currency: 'EUR', exchangeRate: '0' }],
    [
      'amount-too-large lines[0]',
      { lines: [line({ unitNetPrice: '99999999999999', quantity: '9999999999999999' })] },
    ],
    [
      'amount-too-large lines',
      { lines: Array.from({ length: 2 }, () => line({ unitNetPrice: '99999999999999', quantity: '99' })) },
    ],
    ['fields-exclusive period', { saleDate: '2025-10-01', period: { from: '2025-09-01', to: '2025-09-30' } }],
    ['fields-exclusive payment.otherMethod', { payment: { method: 'cash', otherMethod: 'barter' } }],
    ['fields-exclusive payment.dueInDays', { payment: { dueDate: '2025-10-09', dueInDays: 3 } }],
    ['input-date-range payment.dueInDays', { issueDate: '2045-01-01', payment: { dueInDays: 3650 } }],
    ['input-missing payment.partialPayments', { payment: { paidInFull: true } }],
    ['detail-line-unknown details[0].line', { details: [{ line: 2, key: 'a', value: 'b' }] }],
    [
      'percent-range thirdParties[0].share',
      { thirdParties: [{ noId: true, role: 'additional-buyer', share: '101' }] },
    ],
    ['EXEMPTION-BASIS-MISSING exemption', { lines: [line({ unitNetPrice: '1', vatRate: 'zw' })] }],
    [
      'REVERSE-CHARGE-ANNOTATION-MISSING reverseCharge',
      { reverseCharge: false, lines: [line({ unitNetPrice: '1', vatRate: 'oo' })] },
    ],
    [
      'LOCAL-GOVERNMENT-RECIPIENT buyer.localGovernmentUnit',
      { buyer: { ...sampleInput().buyer, localGovernmentUnit: true } },
    ],
    ['NIP-CHECKSUM thirdParties[0].nip', { thirdParties: [{ nip: '1111111112', role: 'payer' }] }],
  ])('refuses: %s', (expected, changes) => {
    expect(codesOf(sampleInput(changes))).toContain(expected);
  });

  test('whatever the schema admits becomes a document that the official XSD takes, or declared problems', async () => {
    const random = seededRandom(2024);
    const outcomes = { built: 0, refused: 0 };
    for (let round = 0; round < 400; round += 1) {
      const kind = pick(random, invoiceKinds);
      const input = round % 2 === 0 ? randomInput(random) : plausibleInput(random, kind);
      const document = attempt(input);
      outcomes[document === undefined ? 'refused' : 'built'] += 1;
      if (document === undefined) continue;
      const bytes = write(document);
      expect([JSON.stringify(input), await validate(bytes, { schemaOnly: true })]).toEqual([
        JSON.stringify(input),
        [],
      ]);
      expect(write(read(bytes))).toEqual(bytes);
    }
    expect(Math.min(outcomes.built, outcomes.refused)).toBeGreaterThan(50);
  });
});

function attempt(input: InvoiceInput) {
  try {
    return buildInvoice(input, testOptions).document;
  } catch (error) {
    if (!(error instanceof InvoiceError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    return undefined;
  }
}

function catchError(action: () => unknown): InvoiceError | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof InvoiceError) return error;
    throw error;
  }
  return undefined;
}

test('buildInvoiceXml gives the bytes of the document', () => {
  expect(read(buildInvoiceXml(sampleInput(), testOptions))).toEqual(
    read(write(buildInvoice(sampleInput(), testOptions).document)),
  );
});
