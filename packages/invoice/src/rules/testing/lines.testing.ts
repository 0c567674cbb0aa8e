/** A case both ways for each rule of `rules/lines.ts`: a new rule does not compile without one. */
import type { Fa3 } from '@kwit/formats';
import type { linesWordings } from '../messages/lines.ts';
import {
  type Case,
  firstLine,
  makeAdvance,
  makeCorrection,
  makeMargin,
  makeNewTransport,
  makeOss,
  toConsumer,
} from './document.testing.ts';

function attachTable(invoice: Fa3, cells: string[]): void {
  const table = { TNaglowek: { Kol: [{ '@Typ': 'txt', NKom: 'Kolumna' }] }, Wiersz: [{ WKom: cells }] };
  invoice.Zalacznik = { BlokDanych: [{ MetaDane: [{ ZKlucz: 'a', ZWartosc: 'b' }], Tabela: [table] }] };
}

export const linesCases: Readonly<Record<keyof typeof linesWordings, Case>> = {
  'LINES-MISSING': {
    wrong: ({ Fa }) => {
      delete Fa.FaWiersz;
    },
    path: '/Faktura/Fa/FaWiersz',
    right: (invoice) => makeAdvance(invoice),
  },
  'LINE-NAME-MISSING': {
    wrong: (invoice) => {
      delete firstLine(invoice).P_7;
    },
    path: '/Faktura/Fa/FaWiersz[1]/P_7',
    right: (invoice) => {
      makeCorrection(invoice);
      delete firstLine(invoice).P_7;
    },
  },
  'LINE-NUMBER-REPEATED': {
    wrong: (invoice) => invoice.Fa.FaWiersz?.push({ NrWierszaFa: '1', P_7: 'Drugi', P_11: '0', P_12: '23' }),
    path: '/Faktura/Fa/FaWiersz[2]/NrWierszaFa',
    right: (invoice) => {
      makeCorrection(invoice);
      invoice.Fa.FaWiersz?.push({ NrWierszaFa: '1', StanPrzed: '1', P_11: '0', P_12: '23' });
    },
  },
  'BEFORE-WITHOUT-AFTER': {
    wrong: (invoice) => {
      makeCorrection(invoice);
      invoice.Fa.FaWiersz?.push({ NrWierszaFa: '2', StanPrzed: '1', P_11: '0', P_12: '23' });
    },
    path: '/Faktura/Fa/FaWiersz[2]/StanPrzed',
    right: (invoice) => {
      makeCorrection(invoice);
      invoice.Fa.FaWiersz?.push({ NrWierszaFa: '1', StanPrzed: '1', P_11: '0', P_12: '23' });
    },
  },
  'BEFORE-OUTSIDE-CORRECTION': {
    wrong: (invoice) => {
      makeAdvance(invoice);
      Object.assign(invoice.Fa.Zamowienie?.ZamowienieWiersz[0] ?? {}, { StanPrzedZ: '1' });
      Object.assign(invoice.Fa.Zamowienie ?? {}, { WartoscZamowienia: '0' });
      Object.assign(invoice.Fa, { P_13_1: '0', P_14_1: '0', P_15: '0' });
    },
    path: '/Faktura/Fa/Zamowienie/ZamowienieWiersz[1]/StanPrzedZ',
    right: (invoice) => {
      makeCorrection(invoice);
      invoice.Fa.FaWiersz?.unshift({ NrWierszaFa: '1', StanPrzed: '1', P_11: '0', P_12: '23' });
    },
  },
  'QUANTITY-NOT-POSITIVE': {
    wrong: (invoice) => Object.assign(firstLine(invoice), { P_8B: '-1', P_9A: '-100.00' }),
    path: '/Faktura/Fa/FaWiersz[1]/P_8B',
    right: (invoice) => {
      makeCorrection(invoice);
      Object.assign(firstLine(invoice), { P_8B: '-1', P_9A: '-100.00' });
    },
  },
  'LINE-VALUE-DIFFERS': {
    wrong: (invoice) => Object.assign(firstLine(invoice), { P_8B: '2' }),
    path: '/Faktura/Fa/FaWiersz[1]/P_11',
    right: (invoice) =>
      Object.assign(firstLine(invoice), { P_8B: '2', P_9A: '100.123456', P_10: '100.246912' }),
  },
  'LINE-VAT-DIFFERS': {
    wrong: (invoice) => Object.assign(firstLine(invoice), { P_11Vat: '8.00' }),
    path: '/Faktura/Fa/FaWiersz[1]/P_11Vat',
    right: (invoice) => Object.assign(firstLine(invoice), { P_11Vat: '23.01' }),
  },
  'RATE-MISSING': {
    wrong: (invoice) => {
      delete firstLine(invoice).P_12;
    },
    path: '/Faktura/Fa/FaWiersz[1]/P_12',
    right: (invoice) => {
      makeMargin(invoice);
      invoice.Fa.Adnotacje.PMarzy = { P_PMarzy: '1', P_PMarzy_2: '1' };
    },
  },
  'RATE-TWICE': {
    wrong: (invoice) => {
      toConsumer(invoice);
      firstLine(invoice).P_12_XII = '23';
      Object.assign(invoice.Fa, { P_13_5: '100.00', P_14_5: '23.00' });
      delete invoice.Fa.P_13_1;
      delete invoice.Fa.P_14_1;
    },
    path: '/Faktura/Fa/FaWiersz[1]/P_12_XII',
    right: makeOss,
  },
  'RATE-FORMER': {
    wrong: (invoice) => {
      firstLine(invoice).P_12 = '22';
      Object.assign(invoice.Fa, { P_14_1: '22.00', P_15: '122.00' });
    },
    path: '/Faktura/Fa/FaWiersz[1]/P_12',
    right: (invoice) => {
      firstLine(invoice).P_12 = '22';
      Object.assign(invoice.Fa, { P_6: '2010-12-31', P_14_1: '22.00', P_15: '122.00' });
    },
  },
  'GTIN-CHECKSUM': {
    wrong: (invoice) => Object.assign(firstLine(invoice), { GTIN: '5900000000016' }),
    path: '/Faktura/Fa/FaWiersz[1]/GTIN',
    right: (invoice) => Object.assign(firstLine(invoice), { GTIN: 'TOWAR-5900000000016' }),
  },
  'DETAIL-LINE-UNKNOWN': {
    wrong: ({ Fa }) => {
      Fa.DodatkowyOpis = [{ NrWiersza: '2', Klucz: 'a', Wartosc: 'b' }];
    },
    path: '/Faktura/Fa/DodatkowyOpis[1]/NrWiersza',
    right: (invoice) => {
      makeAdvance(invoice);
      invoice.Fa.DodatkowyOpis = [{ NrWiersza: '1', Klucz: 'a', Wartosc: 'b' }];
    },
  },
  'NEW-TRANSPORT-LINE-UNKNOWN': {
    wrong: (invoice) => makeNewTransport(invoice, '2'),
    path: '/Faktura/Fa/Adnotacje/NoweSrodkiTransportu/NowySrodekTransportu[1]/P_NrWierszaNST',
    right: (invoice) => makeNewTransport(invoice, '1'),
  },
  'ATTACHMENT-ROW-TOO-WIDE': {
    wrong: (invoice) => attachTable(invoice, ['a', 'b']),
    path: '/Faktura/Zalacznik/BlokDanych[1]/Tabela[1]/Wiersz[1]',
    right: (invoice) => attachTable(invoice, ['a']),
  },
};
