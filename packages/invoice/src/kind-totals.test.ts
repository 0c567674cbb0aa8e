import { describe, expect, test } from 'vitest';
import { buildInvoice } from './build-invoice.ts';
import type { InvoiceInput, LineInput, OrderLineInput } from './input.ts';
import { sampleInput, testOptions } from './test-data.ts';

const built = (changes: Partial<InvoiceInput>) => {
  const { lines: _, ...rest } = sampleInput();
  return buildInvoice({ ...rest, ...changes }, testOptions).document.root.Fa;
};
const line = (changes: Partial<LineInput>): LineInput => ({
  name: 'Towar',
  quantity: 1,
  unit: 'szt.',
  vatRate: '23',
  ...changes,
});
const ordered = (unitNetPrice: string, changes: Partial<OrderLineInput> = {}): OrderLineInput => ({
  name: 'Lokal',
  quantity: 1,
  unit: 'szt.',
  unitNetPrice,
  vatRate: '8',
  ...changes,
});
const invoices = [{ number: 'FV/1', issueDate: '2025-09-01', outsideKsef: true }] as const;
const correction = { invoices: [...invoices] };

describe('a correction', () => {
  test('states what is after it less what was before, from net and from gross', () => {
    const net = [
      line({ unitNetPrice: '1626.01', before: true }),
      line({ unitNetPrice: '1463.41' }),
      line({ unitNetPrice: '10', vatRate: '8' }),
    ];
    expect(built({ kind: 'KOR', correction, lines: net })).toMatchObject({
      P_13_1: '-162.60',
      P_14_1: '-37.40',
      P_13_2: '10.00',
      P_14_2: '0.80',
      P_15: '-189.20',
    });
    const gross = [line({ unitGrossPrice: '246', before: true }), line({ unitGrossPrice: '123' })];
    expect(built({ kind: 'KOR', correction, lines: gross })).toMatchObject({
      P_13_1: '-100.00',
      P_14_1: '-23.00',
      P_15: '-123.00',
    });
  });

  test('numbers a line after the correction like the one before it', () => {
    const lines = [
      line({ unitNetPrice: '1', before: true }),
      line({ unitNetPrice: '2' }),
      line({ unitNetPrice: '3', before: true, number: 7 }),
      line({ unitNetPrice: '4' }),
      line({ unitNetPrice: '5' }),
    ];
    const { FaWiersz } = built({ kind: 'KOR', correction, lines });
    expect(FaWiersz?.map((one) => [one.NrWierszaFa, one.StanPrzed])).toEqual([
      ['1', '1'],
      ['1', undefined],
      ['7', '1'],
      ['7', undefined],
      ['8', undefined],
    ]);
  });

  test('to zero takes off exactly what the original stated', () => {
    const lines = ['0.33', '0.33', '0.33'].map((unitNetPrice) => line({ unitNetPrice }));
    const original = built({ lines });
    const before = lines.map((one) => ({ ...one, before: true }));
    const zeroed = built({
      kind: 'KOR',
      correction,
      lines: before.flatMap((one) => [one, { ...one, before: false, quantity: 0 }]),
    });
    expect([zeroed.P_13_1, zeroed.P_14_1, zeroed.P_15]).toEqual([
      `-${original.P_13_1}`,
      `-${original.P_14_1}`,
      `-${original.P_15}`,
    ]);
  });

  test('of a whole period has stated sums and no lines', () => {
    const period = { ...correction, period: 'I półrocze 2025' };
    const Fa = built({ kind: 'KOR', correction: period, sums: [{ vatRate: '23', gross: '-50000' }] });
    expect(Fa).toMatchObject({ P_13_1: '-40650.41', P_14_1: '-9349.59', P_15: '-50000.00' });
    expect(Fa.FaWiersz).toBeUndefined();
  });
});

describe('an advance', () => {
  test('is split over the order by gross value, tax taken out of it', () => {
    const Fa = built({
      kind: 'ZAL',
      advanceAmount: '10000',
      order: { lines: [ordered('341666.67'), ordered('5000', { vatRate: '23' })] },
    });
    expect(Fa).toMatchObject({
      P_13_2: '9107.47',
      P_14_2: '728.60',
      P_13_1: '133.28',
      P_14_1: '30.65',
      P_15: '10000.00',
    });
    expect(Fa.Zamowienie).toMatchObject({ WartoscZamowienia: '375150.00' });
    expect(Fa.FaWiersz).toBeUndefined();
  });

  test('in another currency has its rate on the invoice, or on each payment', () => {
    const order = { lines: [ordered('1000', { vatRate: '23' })] };
    const once = { kind: 'ZAL', currency: 'EUR', exchangeRate: '4.2', advanceAmount: '123', order } as const;
    expect(built(once)).toMatchObject({ P_14_1: '23.00', P_14_1W: '96.60', KursWalutyZ: '4.2' });
    const { advanceAmount: _, ...rest } = once;
    const advancePayments = [
      { date: '2025-09-01', amount: '61.50', exchangeRate: '4' },
      { date: '2025-09-02', amount: '61.50', exchangeRate: '4.4' },
    ];
    expect(built({ ...rest, advancePayments })).toMatchObject({
      P_14_1: '23.00',
      P_14_1W: '96.60',
      P_15: '123.00',
      ZaliczkaCzesciowa: [{ KursWalutyZW: '4' }, { KursWalutyZW: '4.4' }],
    });
  });

  test('is corrected by the difference of the payments', () => {
    const Fa = built({
      kind: 'KOR_ZAL',
      advanceAmount: '30000',
      correction: { ...correction, amountBefore: '20000' },
      order: {
        lines: [
          ordered('341666.67', { before: true }),
          ordered('341666.67'),
          ordered('5000', { vatRate: '23' }),
        ],
      },
    });
    expect(Fa).toMatchObject({ P_15: '10000.00', P_15ZK: '20000.00' });
    expect(Fa.Zamowienie?.ZamowienieWiersz.map((one) => one.NrWierszaZam)).toEqual(['1', '1', '2']);
  });
});

test('a settlement states what remains after the advances, rate by rate', () => {
  const lines = [line({ unitNetPrice: '1000' }), line({ unitNetPrice: '1000', vatRate: '8' })];
  const Fa = built({ kind: 'ROZ', lines, advanceInvoices: [{ number: 'FZ/1', amount: '1155' }] });
  expect(Fa).toMatchObject({
    P_13_1: '500.00',
    P_14_1: '115.00',
    P_13_2: '500.00',
    P_14_2: '40.00',
    P_15: '1155.00',
    FakturaZaliczkowa: [{ NrKSeFZN: '1', NrFaZaliczkowej: 'FZ/1' }],
  });
});

describe('tax line by line', () => {
  const lines = ['0.33', '0.33', '0.33'].map((unitNetPrice) => line({ unitNetPrice }));

  test('is summed up where the invoice says so', () => {
    expect(built({ lines })).toMatchObject({ P_14_1: '0.23' });
    const Fa = built({ lines, vatPerLine: true });
    expect(Fa).toMatchObject({ P_14_1: '0.24', P_15: '1.23' });
    expect(Fa.FaWiersz?.map((one) => one.P_11Vat)).toEqual(['0.08', '0.08', '0.08']);
  });

  test('in PLN follows the exchange rate of each line', () => {
    const own = [line({ unitNetPrice: '100' }), line({ unitNetPrice: '100', exchangeRate: '5' })];
    const Fa = built({ currency: 'EUR', exchangeRate: '4', lines: own });
    expect(Fa).toMatchObject({ P_14_1: '46.00', P_14_1W: '207.00' });
    expect(Fa.FaWiersz?.map((one) => one.KursWaluty)).toEqual(['4', '5']);
  });
});

test('a stated value wins over quantity times price, a stated total over the sum', () => {
  const Fa = built({ lines: [line({ unitNetPrice: '10', netValue: '9.99' })], grossTotal: '12.30' });
  expect(Fa).toMatchObject({ P_13_1: '9.99', P_14_1: '2.30', P_15: '12.30' });
});

test('a simplified invoice may state its total alone', () => {
  const Fa = built({ kind: 'UPR', lines: [{ name: 'Wiertarka', vatRate: '23' }], grossTotal: '449.99' });
  expect(Fa.P_13_1).toBeUndefined();
  expect(Fa.P_15).toBe('449.99');
});
