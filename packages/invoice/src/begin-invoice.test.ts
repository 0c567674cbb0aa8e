import { describe, expect, it } from 'vitest';
import { beginInvoice } from './begin-invoice.ts';
import { buildInvoice } from './build-invoice.ts';
import { sampleInput, testOptions } from './test-data.ts';

describe('an invoice that is being written', () => {
  it('is the document that will be built, where nothing is missing', () => {
    const input = sampleInput();
    const { Naglowek: _, ...built } = buildInvoice(input, testOptions).document.root;
    expect(beginInvoice(input, testOptions).root).toMatchObject(built);
  });

  it('has whatever is there already', () => {
    const { root } = beginInvoice(
      {
        seller: { nip: '1111111111' },
        buyer: { euVat: 'DE123456789', name: 'Käufer GmbH' },
        lines: [
          { name: 'Papier', quantity: '3', unitNetPrice: '0.35', vatRate: '23' },
          { name: 'Szkolenie', quantity: 'dwa', vatRate: 'zw' },
        ],
        exemption: { act: 'art. 43' },
        payment: { method: 'transfer', accounts: [{ number: '61 1090' }] },
        notes: ['Dziękujemy'],
        currency: 'EUR',
        exchangeRate: 'cztery',
      },
      { today: '2026-11-20' },
    );
    expect(root).toMatchObject({
      Podmiot1: { DaneIdentyfikacyjne: { NIP: '1111111111' } },
      Podmiot2: { DaneIdentyfikacyjne: { KodUE: 'DE', NrVatUE: '123456789', Nazwa: 'Käufer GmbH' } },
      Fa: {
        KodWaluty: 'EUR',
        P_1: '2026-11-20',
        Adnotacje: { Zwolnienie: { P_19: '1', P_19A: 'art. 43' } },
        FaWiersz: [
          { P_7: 'Papier', P_8B: '3', P_9A: '0.35', P_11: '1.05', P_12: '23' },
          { P_7: 'Szkolenie', P_12: 'zw' },
        ],
        Platnosc: { FormaPlatnosci: '6', RachunekBankowy: [{ NrRB: '611090' }] },
      },
      Stopka: { Informacje: [{ StopkaFaktury: 'Dziękujemy' }] },
    });
    expect(root.Fa.P_2).toBeUndefined();
    expect(root.Fa.FaWiersz?.[1]?.P_8B).toBeUndefined();
  });
});
