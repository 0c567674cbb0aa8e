/** A case both ways for each rule of `rules/parties.ts`: a new rule does not compile without one. */
import type { partiesWordings } from '../messages/parties.ts';
import {
  type Case,
  identity,
  makeCorrection,
  makePartyCorrection,
  makeSettlement,
  makeSimplified,
  toConsumer,
  toEuBuyer,
} from './document.testing.ts';

const carried = (nip: string) => ({
  RodzajTransportu: '3',
  OpisLadunku: '13',
  Przewoznik: {
    DaneIdentyfikacyjne: { NIP: nip, Nazwa: 'N' },
    AdresPrzewoznika: { KodKraju: 'PL', AdresL1: 'ul. Bukowa 5' },
  },
});
const coBuyer = (share: string) => ({
  DaneIdentyfikacyjne: { NIP: '3333333333', Nazwa: 'N' },
  Rola: '4',
  Udzial: share,
});
const inKsef = (number: string) => ({
  DataWystFaKorygowanej: '2025-09-01',
  NrFaKorygowanej: 'FV/1',
  NrKSeF: '1',
  NrKSeFFaKorygowanej: number,
});

export const partiesCases: Readonly<Record<keyof typeof partiesWordings, Case>> = {
  'NIP-CHECKSUM': {
    wrong: (invoice) => Object.assign(invoice.Podmiot1.DaneIdentyfikacyjne, { NIP: '1111111112' }),
    path: '/Faktura/Podmiot1/DaneIdentyfikacyjne/NIP',
    right: (invoice) => Object.assign(identity(invoice), { NIP: '7777777777' }),
  },
  'OTHER-NIP-CHECKSUM': {
    wrong: (invoice) => {
      makeCorrection(invoice);
      invoice.Fa.WarunkiTransakcji = { Transport: [carried('3333333334')] };
    },
    path: '/Faktura/Fa/WarunkiTransakcji/Transport[1]/Przewoznik/DaneIdentyfikacyjne/NIP',
    right: ({ Fa }) => {
      Fa.WarunkiTransakcji = { Transport: [carried('3333333333')] };
    },
  },
  'INTERNAL-ID-NIP-CHECKSUM': {
    wrong: (invoice) => {
      invoice.Podmiot3 = [
        { DaneIdentyfikacyjne: { BrakID: '1' }, Rola: '6' },
        { DaneIdentyfikacyjne: { IDWew: '1111111112-00001' }, Rola: '2' },
      ];
    },
    path: '/Faktura/Podmiot3[2]/DaneIdentyfikacyjne/IDWew',
    right: (invoice) => {
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { IDWew: '1111111111-00013' }, Rola: '2' }];
    },
  },
  'INTERNAL-ID-CHECKSUM': {
    wrong: (invoice) => {
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { IDWew: '1111111111-00014' }, Rola: '2' }];
    },
    path: '/Faktura/Podmiot3[1]/DaneIdentyfikacyjne/IDWew',
    right: (invoice) => {
      invoice.Podmiot3 = [{ DaneIdentyfikacyjne: { IDWew: '1111111111-00013' }, Rola: '2' }];
    },
  },
  'NIP-IN-EU-VAT-FIELD': {
    wrong: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodUE: 'PL', NrVatUE: '2222222222', Nazwa: 'N' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NrVatUE',
    right: toEuBuyer,
  },
  'EU-VAT-FORM': {
    wrong: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodUE: 'DE', NrVatUE: 'DE123456788', Nazwa: 'N' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NrVatUE',
    right: toEuBuyer,
  },
  'EU-VAT-CHECKSUM': {
    wrong: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodUE: 'DE', NrVatUE: '123456789', Nazwa: 'N' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NrVatUE',
    right: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodUE: 'FR', NrVatUE: 'AB123456789', Nazwa: 'N' };
    },
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
  'PESEL-CHECKSUM': {
    wrong: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { NrID: '00101111118', Nazwa: 'N' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NrID',
    right: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodKraju: 'PL', NrID: '00101111119', Nazwa: 'N' };
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
  'GLN-CHECKSUM': {
    wrong: ({ Podmiot1 }) => Object.assign(Podmiot1.Adres, { GLN: '5900000000016' }),
    path: '/Faktura/Podmiot1/Adres/GLN',
    right: ({ Podmiot1 }) => Object.assign(Podmiot1.Adres, { GLN: '5900000000015' }),
  },
  'REGON-CHECKSUM': {
    wrong: (invoice) => {
      invoice.Stopka = { Rejestry: [{ REGON: '123456785' }, { REGON: '123456786' }] };
    },
    path: '/Faktura/Stopka/Rejestry[2]/REGON',
    right: (invoice) => {
      invoice.Stopka = { Rejestry: [{ REGON: '12345678512347' }] };
    },
  },
  'KSEF-NUMBER-CHECKSUM': {
    wrong: (invoice) => {
      makeSettlement(invoice);
      invoice.Fa.FakturaZaliczkowa = [{ NrKSeFFaZaliczkowej: '1111111111-20250901-0123456789AB-94' }];
    },
    path: '/Faktura/Fa/FakturaZaliczkowa[1]/NrKSeFFaZaliczkowej',
    right: (invoice) => {
      makeSettlement(invoice);
      invoice.Fa.FakturaZaliczkowa = [{ NrKSeFFaZaliczkowej: '1111111111-20250901-0123456789AB-93' }];
    },
  },
  'KSEF-NUMBER-OF-OTHER-SELLER': {
    wrong: (invoice) => {
      makeCorrection(invoice);
      invoice.Podmiot1.DaneIdentyfikacyjne.NIP = '3333333333';
      invoice.Fa.DaneFaKorygowanej = [inKsef('1111111111-20250901-0123456789AB-93')];
    },
    path: '/Faktura/Fa/DaneFaKorygowanej[1]/NrKSeFFaKorygowanej',
    right: (invoice) => {
      makeCorrection(invoice);
      invoice.Fa.DaneFaKorygowanej = [inKsef('1111111111-20250901-0123456789AB-93')];
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
