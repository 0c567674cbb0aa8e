/** A case both ways for each rule of `rules/parties.ts`: a new rule does not compile without one. */
import type { partiesWordings } from '../messages/parties.ts';
import {
  type Case,
  identity,
  makePartyCorrection,
  makeSimplified,
  toConsumer,
  toEuBuyer,
} from './document.testing.ts';

const coBuyer = (share: string) => ({
  DaneIdentyfikacyjne: { NIP: '3333333333', Nazwa: 'N' },
  Rola: '4',
  Udzial: share,
});

export const partiesCases: Readonly<Record<keyof typeof partiesWordings, Case>> = {
  'NIP-IN-EU-VAT-FIELD': {
    wrong: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodUE: 'PL', NrVatUE: '2222222222', Nazwa: 'N' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NrVatUE',
    right: toEuBuyer,
  },
  'NIP-IN-OTHER-ID-FIELD': {
    wrong: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { NrID: 'PL 222-222-22-22', Nazwa: 'N' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NrID',
    right: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodKraju: 'US', NrID: '2222222222', Nazwa: 'N' };
    },
  },
  'BUYER-NIP-IN-TEXT': {
    wrong: (invoice) => {
      toConsumer(invoice);
      identity(invoice).Nazwa = 'Sklep Wzorcowy, NIP: 333-333-33-33';
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/Nazwa',
    right: (invoice) => {
      toConsumer(invoice);
      identity(invoice).Nazwa = 'Osoba Prywatna, tel. 3333333333';
    },
  },
  'BUYER-COMPANY-WITHOUT-NIP': {
    wrong: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { BrakID: '1', Nazwa: 'Wzór Sp. z o.o.' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/BrakID',
    right: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { BrakID: '1', Nazwa: 'Anna S. Asz' };
    },
  },
  'BUYER-IS-SELLER': {
    wrong: (invoice) => Object.assign(identity(invoice), { NIP: '1111111111' }),
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NIP',
    right: (invoice) => Object.assign(identity(invoice), { NIP: '3333333333' }),
  },
  'BUYER-DATA-MISSING': {
    wrong: ({ Podmiot2 }) => {
      delete Podmiot2.Adres;
    },
    path: '/Faktura/Podmiot2/Adres',
    right: (invoice) => {
      makeSimplified(invoice);
      delete invoice.Podmiot2.Adres;
      delete identity(invoice).Nazwa;
    },
  },
  'LOCAL-GOVERNMENT-RECIPIENT': {
    wrong: (invoice) => Object.assign(invoice.Podmiot2, { JST: '1' }),
    path: '/Faktura/Podmiot2/JST',
    right: (invoice) => {
      invoice.Podmiot2.JST = '1';
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { NIP: '3333333333' }, Rola: '8' }];
    },
  },
  'LOCAL-GOVERNMENT-MARK-MISSING': {
    wrong: (invoice) => {
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { NIP: '3333333333' }, Rola: '8' }];
    },
    path: '/Faktura/Podmiot2/JST',
    right: (invoice) => {
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { NIP: '3333333333' }, Rola: '7' }];
    },
  },
  'VAT-GROUP-RECIPIENT': {
    wrong: (invoice) => Object.assign(invoice.Podmiot2, { GV: '1' }),
    path: '/Faktura/Podmiot2/GV',
    right: (invoice) => {
      invoice.Podmiot2.GV = '1';
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { NIP: '3333333333' }, Rola: '10' }];
    },
  },
  'VAT-GROUP-MARK-MISSING': {
    wrong: (invoice) => {
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { NIP: '3333333333' }, Rola: '10' }];
    },
    path: '/Faktura/Podmiot2/GV',
    right: (invoice) => {
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { NIP: '3333333333' }, Rola: '9' }];
    },
  },
  'RECIPIENT-ID-MISSING': {
    wrong: (invoice) => {
      invoice.Podmiot2.JST = '1';
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { BrakID: '1' }, Rola: '8' }];
    },
    path: '/Faktura/Podmiot3[1]/DaneIdentyfikacyjne',
    right: (invoice) => {
      invoice.Podmiot2.JST = '1';
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { IDWew: '1111111111-00013' }, Rola: '8' }];
    },
  },
  'SHARES-OVER-WHOLE': {
    wrong: (invoice) => {
      invoice.Podmiot3 = [coBuyer('60'), coBuyer('40.000001')];
    },
    path: '/Faktura/Podmiot3',
    right: (invoice) => {
      invoice.Podmiot3 = [coBuyer('60'), coBuyer('40')];
    },
  },
  'SHARE-WITHOUT-BUYER': {
    wrong: (invoice) => {
      invoice.Podmiot3 = [{ ...coBuyer('10'), Rola: '6' }];
    },
    path: '/Faktura/Podmiot3[1]/Udzial',
    right: (invoice) => {
      invoice.Podmiot3 = [coBuyer('10')];
    },
  },
  'FACTOR-MISSING': {
    wrong: ({ Fa }) => {
      Fa.Platnosc = { RachunekBankowyFaktora: [{ NrRB: '74000000000000000000000001' }] };
    },
    path: '/Faktura/Fa/Platnosc/RachunekBankowyFaktora',
    right: (invoice) => {
      invoice.Fa.Platnosc = { RachunekBankowyFaktora: [{ NrRB: '74000000000000000000000001' }] };
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { NIP: '3333333333' }, Rola: '1' }];
    },
  },
  'SELF-INVOICING-BUYER': {
    wrong: (invoice) => {
      toConsumer(invoice);
      invoice.Fa.Adnotacje.P_17 = '1';
    },
    path: '/Faktura/Fa/Adnotacje/P_17',
    right: ({ Fa }) => {
      Fa.Adnotacje.P_17 = '1';
    },
  },
  'CORRECTED-PARTY-NUMBER': {
    wrong: (invoice) => {
      makePartyCorrection(invoice);
      invoice.Fa.Podmiot2K = [{ DaneIdentyfikacyjne: { NIP: '3333333333', Nazwa: 'N' } }];
    },
    path: '/Faktura/Fa/Podmiot2K[1]/DaneIdentyfikacyjne',
    right: makePartyCorrection,
  },
  'CORRECTED-BUYER-KEY': {
    wrong: (invoice) => {
      makePartyCorrection(invoice);
      Object.assign(invoice.Fa.Podmiot2K?.[0] ?? {}, { IDNabywcy: 'N1' });
    },
    path: '/Faktura/Fa/Podmiot2K[1]/IDNabywcy',
    right: (invoice) => {
      makePartyCorrection(invoice);
      invoice.Podmiot2.IDNabywcy = 'N1';
      Object.assign(invoice.Fa.Podmiot2K?.[0] ?? {}, { IDNabywcy: 'N1' });
    },
  },
};
