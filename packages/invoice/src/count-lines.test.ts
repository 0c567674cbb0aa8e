import { describe, expect, it } from 'vitest';
import { buildInvoice } from './build-invoice.ts';
import { countLines } from './count-lines.ts';
import { sampleInput, testOptions } from './test-data.ts';

describe('lines that are being written', () => {
  it('come to what the invoice will say', () => {
    const input = sampleInput();
    const { totals } = buildInvoice(input, testOptions);
    expect(countLines(input.lines ?? [], input).totals).toEqual(totals);
  });

  it('are counted as far as they have amounts', () => {
    const lines = [
      { name: 'Papier', quantity: '3', unit: 'szt.', unitNetPrice: '0.35', vatRate: '23' },
      { name: 'Toner', quantity: 'dwa', unit: 'szt.', unitNetPrice: '100', vatRate: '23' },
      { name: 'Dostawa', vatRate: '8' },
    ] as const;
    const { values, totals } = countLines(lines, { currency: 'EUR' });
    expect(values).toEqual(['1.05', null, null]);
    expect(totals).toMatchObject({ currency: 'EUR', net: '1.05', vat: '0.24', gross: '1.29' });
  });

  it('of none are zero', () => {
    expect(countLines([]).totals).toMatchObject({ net: '0.00', vat: '0.00', gross: '0.00', byRate: [] });
  });
});
