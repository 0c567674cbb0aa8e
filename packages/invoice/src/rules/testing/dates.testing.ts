/** A case both ways for each rule of `rules/dates.ts`: a new rule does not compile without one. */
import { testDay } from '../../test-data.ts';
import type { datesWordings } from '../messages/dates.ts';
import { type Case, firstLine, makeAdvance, makeCorrection } from './document.testing.ts';

const journey = (start: string, end: string) => ({
  RodzajTransportu: '3',
  OpisLadunku: '13',
  DataGodzRozpTransportu: start,
  DataGodzZakTransportu: end,
});

export const datesCases: Readonly<Record<keyof typeof datesWordings, Case>> = {
  'DATE-IN-FUTURE': {
    wrong: ({ Fa }) => {
      Fa.P_1 = '2025-10-02';
    },
    path: '/Faktura/Fa/P_1',
    right: ({ Fa }) => {
      Fa.P_1 = testDay;
    },
  },
  'SALE-DATE-TOO-LATE': {
    wrong: (invoice) => Object.assign(firstLine(invoice), { P_6A: '2025-12-01' }),
    path: '/Faktura/Fa/FaWiersz[1]/P_6A',
    right: ({ Fa }) => {
      Fa.P_6 = '2025-11-30';
    },
  },
  'ADVANCE-DATE-TOO-LATE': {
    wrong: (invoice) => {
      makeAdvance(invoice);
      invoice.Fa.ZaliczkaCzesciowa = [{ P_6Z: '2025-12-01', P_15Z: '123.00' }];
    },
    path: '/Faktura/Fa/ZaliczkaCzesciowa[1]/P_6Z',
    right: (invoice) => {
      makeAdvance(invoice);
      invoice.Fa.ZaliczkaCzesciowa = [{ P_6Z: '2025-11-30', P_15Z: '123.00' }];
    },
  },
  'SALE-DATE-TWICE': {
    wrong: (invoice) => {
      invoice.Fa.P_6 = '2025-09-30';
      firstLine(invoice).P_6A = '2025-09-29';
    },
    path: '/Faktura/Fa/FaWiersz[1]/P_6A',
    right: (invoice) => Object.assign(firstLine(invoice), { P_6A: '2025-09-29' }),
  },
  'PERIOD-REVERSED': {
    wrong: ({ Fa }) => {
      Fa.OkresFa = { P_6_Od: '2025-09-30', P_6_Do: '2025-09-01' };
    },
    path: '/Faktura/Fa/OkresFa/P_6_Do',
    right: ({ Fa }) => {
      Fa.OkresFa = { P_6_Od: '2025-09-30', P_6_Do: '2025-09-30' };
    },
  },
  'CORRECTED-DATE-AFTER-ISSUE': {
    wrong: (invoice) => {
      makeCorrection(invoice);
      Object.assign(invoice.Fa.DaneFaKorygowanej?.[0] ?? {}, { DataWystFaKorygowanej: '2025-10-02' });
    },
    path: '/Faktura/Fa/DaneFaKorygowanej[1]/DataWystFaKorygowanej',
    right: (invoice) => {
      makeCorrection(invoice);
      Object.assign(invoice.Fa.DaneFaKorygowanej?.[0] ?? {}, { DataWystFaKorygowanej: testDay });
    },
  },
  'DUE-DATE-BEFORE-ISSUE': {
    wrong: ({ Fa }) => Object.assign(Fa.Platnosc?.TerminPlatnosci?.[0] ?? {}, { Termin: '2025-09-30' }),
    path: '/Faktura/Fa/Platnosc/TerminPlatnosci[1]/Termin',
    right: ({ Fa }) => Object.assign(Fa.Platnosc?.TerminPlatnosci?.[0] ?? {}, { Termin: testDay }),
  },
  'PAYMENT-DATE-IN-FUTURE': {
    wrong: ({ Fa }) => {
      Fa.Platnosc = { Zaplacono: '1', DataZaplaty: '2025-10-02' };
    },
    path: '/Faktura/Fa/Platnosc/DataZaplaty',
    right: ({ Fa }) => {
      Fa.Platnosc = { Zaplacono: '1', DataZaplaty: testDay };
    },
  },
  'TRANSPORT-REVERSED': {
    wrong: ({ Fa }) => {
      Fa.WarunkiTransakcji = { Transport: [journey('2025-09-30T10:00:00Z', '2025-09-30T11:30:00+02:00')] };
    },
    path: '/Faktura/Fa/WarunkiTransakcji/Transport[1]/DataGodzZakTransportu',
    right: ({ Fa }) => {
      Fa.WarunkiTransakcji = { Transport: [journey('2025-09-30T10:00:00Z', '2025-09-30T12:30:00+02:00')] };
    },
  },
};
