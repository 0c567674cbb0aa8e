/** A case both ways for each rule of `rules/kinds.ts`: a new rule does not compile without one. */
import { testDay } from '../../test-data.ts';
import type { kindsWordings } from '../messages/kinds.ts';
import {
  type Case,
  makeAdvance,
  makeCorrection,
  makePartyCorrection,
  makeSettlement,
  originals,
} from './document.testing.ts';

export const kindsCases: Readonly<Record<keyof typeof kindsWordings, Case>> = {
  'CORRECTION-ORIGINAL-MISSING': {
    wrong: ({ Fa }) => {
      Fa.RodzajFaktury = 'KOR';
    },
    path: '/Faktura/Fa/DaneFaKorygowanej',
    right: (invoice) => makeCorrection(invoice),
  },
  'CORRECTION-ORIGINAL-UNUSED': {
    wrong: ({ Fa }) => {
      Fa.DaneFaKorygowanej = originals();
    },
    path: '/Faktura/Fa/DaneFaKorygowanej',
    right: (invoice) => makeCorrection(invoice, 'KOR'),
  },
  'CORRECTION-KSEF-MARK': {
    wrong: (invoice) => {
      makeCorrection(invoice);
      Object.assign(invoice.Fa.DaneFaKorygowanej?.[0] ?? {}, { NrKSeF: '1' });
    },
    path: '/Faktura/Fa/DaneFaKorygowanej[1]',
    right: (invoice) => makeCorrection(invoice),
  },
  'CORRECTION-OF-ITSELF': {
    wrong: (invoice) => {
      makeCorrection(invoice);
      Object.assign(invoice.Fa.DaneFaKorygowanej?.[0] ?? {}, { NrFaKorygowanej: ' T/1' });
    },
    path: '/Faktura/Fa/DaneFaKorygowanej[1]/NrFaKorygowanej',
    right: (invoice) => makeCorrection(invoice),
  },
  'CORRECTION-EMPTY': {
    wrong: (invoice) => {
      makePartyCorrection(invoice);
      delete invoice.Fa.Podmiot2K;
    },
    path: '/Faktura/Fa/RodzajFaktury',
    right: (invoice) => {
      makePartyCorrection(invoice);
      delete invoice.Fa.Podmiot2K;
      invoice.Fa.NrFaKorygowany = 'FV/2';
    },
  },
  'CORRECTION-PERIOD-MISSING': {
    wrong: (invoice) => {
      makeCorrection(invoice);
      delete invoice.Fa.FaWiersz;
      invoice.Fa.DaneFaKorygowanej = [...originals(), ...originals()];
    },
    path: '/Faktura/Fa/OkresFaKorygowanej',
    right: (invoice) => {
      makeCorrection(invoice);
      delete invoice.Fa.FaWiersz;
      invoice.Fa.DaneFaKorygowanej = [...originals(), ...originals()];
      invoice.Fa.OkresFaKorygowanej = '2025';
    },
  },
  'AMOUNT-BEFORE-MISSING': {
    wrong: (invoice) => makeCorrection(invoice, 'KOR_ROZ'),
    path: '/Faktura/Fa/P_15ZK',
    right: (invoice) => {
      makeCorrection(invoice, 'KOR_ROZ');
      invoice.Fa.P_15ZK = '1';
    },
  },
  'AMOUNT-BEFORE-UNUSED': {
    wrong: (invoice) => {
      makeCorrection(invoice);
      invoice.Fa.P_15ZK = '1';
    },
    path: '/Faktura/Fa/P_15ZK',
    right: (invoice) => {
      makeAdvance(invoice);
      makeCorrection(invoice, 'KOR_ZAL');
      invoice.Fa.P_15ZK = '1';
    },
  },
  'ADVANCE-ORDER-MISSING': {
    wrong: (invoice) => {
      makeAdvance(invoice);
      delete invoice.Fa.Zamowienie;
    },
    path: '/Faktura/Fa/Zamowienie',
    right: (invoice) => makeAdvance(invoice),
  },
  'ORDER-UNUSED': {
    wrong: (invoice) => {
      const lines = invoice.Fa.FaWiersz;
      makeAdvance(invoice, 'VAT');
      invoice.Fa.FaWiersz = lines;
    },
    path: '/Faktura/Fa/Zamowienie',
    right: (invoice) => makeAdvance(invoice, 'ZAL'),
  },
  'ORDER-VALUE-DIFFERS': {
    wrong: (invoice) => {
      makeAdvance(invoice);
      Object.assign(invoice.Fa.Zamowienie ?? {}, { WartoscZamowienia: '123.02' });
    },
    path: '/Faktura/Fa/Zamowienie/WartoscZamowienia',
    right: (invoice) => {
      makeAdvance(invoice);
      Object.assign(invoice.Fa.Zamowienie ?? {}, { WartoscZamowienia: '123.01' });
    },
  },
  'ADVANCE-OVER-ORDER': {
    wrong: (invoice) => {
      makeAdvance(invoice);
      Object.assign(invoice.Fa, { P_13_1: '101', P_14_1: '23', P_15: '124' });
    },
    path: '/Faktura/Fa/P_15',
    right: (invoice) => {
      makeAdvance(invoice);
      Object.assign(invoice.Fa, { P_13_1: '10', P_14_1: '2.30', P_15: '12.30' });
    },
  },
  'ADVANCE-PAYMENTS-DIFFER': {
    wrong: (invoice) => {
      makeAdvance(invoice);
      invoice.Fa.ZaliczkaCzesciowa = [{ P_6Z: testDay, P_15Z: '100' }];
    },
    path: '/Faktura/Fa/ZaliczkaCzesciowa',
    right: (invoice) => {
      makeSettlement(invoice);
      invoice.Fa.ZaliczkaCzesciowa = [{ P_6Z: testDay, P_15Z: '100' }];
    },
  },
  'SETTLEMENT-ADVANCES-MISSING': {
    wrong: ({ Fa }) => {
      Fa.RodzajFaktury = 'ROZ';
    },
    path: '/Faktura/Fa/FakturaZaliczkowa',
    right: makeSettlement,
  },
  'ADVANCES-UNUSED': {
    wrong: ({ Fa }) => {
      Fa.FakturaZaliczkowa = [{ NrKSeFZN: '1', NrFaZaliczkowej: 'FZ/1' }];
    },
    path: '/Faktura/Fa/FakturaZaliczkowa',
    right: (invoice) => {
      makeAdvance(invoice);
      invoice.Fa.FakturaZaliczkowa = [{ NrKSeFZN: '1', NrFaZaliczkowej: 'FZ/1' }];
    },
  },
};
