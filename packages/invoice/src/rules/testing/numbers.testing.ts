/** A case both ways for each rule of `rules/numbers.ts`: a new rule does not compile without one. */
import type { numbersWordings } from '../messages/numbers.ts';
import { type Case, identity, makeCorrection, makeSettlement, toEuBuyer } from './document.testing.ts';

const carried = (nip: string) => ({
  RodzajTransportu: '3',
  OpisLadunku: '13',
  Przewoznik: {
    DaneIdentyfikacyjne: { NIP: nip, Nazwa: 'N' },
    AdresPrzewoznika: { KodKraju: 'PL', AdresL1: 'ul. Bukowa 5' },
  },
});

const inKsef = (number: string) => ({
  DataWystFaKorygowanej: '2025-09-01',
  NrFaKorygowanej: 'FV/1',
  NrKSeF: '1',
  NrKSeFFaKorygowanej: number,
});

export const numbersCases: Readonly<Record<keyof typeof numbersWordings, Case>> = {
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
  'PESEL-CHECKSUM': {
    wrong: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { NrID: '00101111118', Nazwa: 'N' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne/NrID',
    right: (invoice) => {
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodKraju: 'PL', NrID: '00101111119', Nazwa: 'N' };
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
};
