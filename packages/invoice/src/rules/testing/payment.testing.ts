/** A case both ways for each rule of `rules/payment.ts`: a new rule does not compile without one. */
import { testDay } from '../../test-data.ts';
import type { paymentWordings } from '../messages/payment.ts';
import type { Case } from './document.testing.ts';

const partlyPaid = (mark: string, amount: string) => ({
  ZnacznikZaplatyCzesciowej: mark,
  ZaplataCzesciowa: [{ KwotaZaplatyCzesciowej: amount, DataZaplatyCzesciowej: testDay }],
});

export const paymentCases: Readonly<Record<keyof typeof paymentWordings, Case>> = {
  'BANK-ACCOUNT-CHECKSUM': {
    wrong: ({ Fa }) =>
      Object.assign(Fa.Platnosc?.RachunekBankowy?.[0] ?? {}, { NrRB: '75000000000000000000000001' }),
    path: '/Faktura/Fa/Platnosc/RachunekBankowy[1]/NrRB',
    right: ({ Fa }) =>
      Object.assign(Fa.Platnosc?.RachunekBankowy?.[0] ?? {}, { NrRB: 'DE89370400440532013000' }),
  },
  'BANK-ACCOUNT-MISSING': {
    wrong: ({ Fa }) => {
      Fa.Platnosc = { FormaPlatnosci: '6' };
    },
    path: '/Faktura/Fa/Platnosc/RachunekBankowy',
    right: ({ Fa }) => {
      Fa.Platnosc = { FormaPlatnosci: '6', Zaplacono: '1', DataZaplaty: testDay };
    },
  },
  'SETTLEMENT-DIFFERS': {
    wrong: ({ Fa }) => {
      Fa.Rozliczenie = { Odliczenia: [{ Kwota: '3', Powod: 'a' }], SumaOdliczen: '3', DoZaplaty: '123' };
    },
    path: '/Faktura/Fa/Rozliczenie/DoZaplaty',
    right: ({ Fa }) => {
      Fa.Rozliczenie = {
        Odliczenia: [{ Kwota: '125', Powod: 'a' }],
        SumaOdliczen: '125.00',
        DoRozliczenia: '2',
      };
    },
  },
  'PARTIAL-PAYMENTS-DIFFER': {
    wrong: ({ Fa }) => {
      Fa.Platnosc = partlyPaid('2', '100');
    },
    path: '/Faktura/Fa/Platnosc/ZnacznikZaplatyCzesciowej',
    right: ({ Fa }) => {
      Fa.Platnosc = partlyPaid('1', '100');
    },
  },
  'PAYMENT-LINK-DIFFERS': {
    wrong: ({ Fa }) => {
      Fa.Platnosc = {
        LinkDoPlatnosci: 'https://demo.example/?IPKSeF=123abcdefghij',
        IPKSeF: '123abcdefghik',
      };
    },
    path: '/Faktura/Fa/Platnosc/IPKSeF',
    right: ({ Fa }) => {
      Fa.Platnosc = {
        LinkDoPlatnosci: 'https://demo.example/?IPKSeF=123abcdefghij',
        IPKSeF: '123abcdefghij',
      };
    },
  },
};
