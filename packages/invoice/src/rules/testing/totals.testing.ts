/** A case both ways for each rule of `rules/totals.ts`: a new rule does not compile without one. */
import type { Fa3 } from '@kwit/formats';
import type { totalsWordings } from '../messages/totals.ts';
import { type Case, firstLine, makeAdvance, makeCorrection, makeForeign } from './document.testing.ts';

function negate(invoice: Fa3): void {
  Object.assign(firstLine(invoice), { P_9A: '-100.00', P_11: '-100.00' });
  Object.assign(invoice.Fa, { P_13_1: '-100.00', P_14_1: '-23.00', P_15: '-123.00' });
}

export const totalsCases: Readonly<Record<keyof typeof totalsWordings, Case>> = {
  'NET-TOTAL-DIFFERS': {
    wrong: ({ Fa }) => Object.assign(Fa, { P_13_1: '100.02', P_15: '123.02' }),
    path: '/Faktura/Fa/P_13_1',
    right: ({ Fa }) => Object.assign(Fa, { P_13_1: '100.01', P_15: '123.01' }),
  },
  'VAT-TOTAL-DIFFERS': {
    wrong: ({ Fa }) => Object.assign(Fa, { P_14_1: '8.00', P_15: '108.00' }),
    path: '/Faktura/Fa/P_14_1',
    right: ({ Fa }) => Object.assign(Fa, { P_14_1: '23.01', P_15: '123.01' }),
  },
  'VAT-AGAINST-RATE': {
    wrong: (invoice) => {
      makeAdvance(invoice);
      Object.assign(invoice.Fa, { P_13_1: '100.00', P_14_1: '8.00', P_15: '108.00' });
    },
    path: '/Faktura/Fa/P_14_1',
    right: (invoice) => {
      makeAdvance(invoice);
      Object.assign(invoice.Fa, { P_13_1: '81.30', P_14_1: '18.70', P_15: '100.00' });
    },
  },
  'GROSS-TOTAL-DIFFERS': {
    wrong: ({ Fa }) => Object.assign(Fa, { P_15: '123.01' }),
    path: '/Faktura/Fa/P_15',
    right: ({ Fa }) => Object.assign(Fa, { P_15: '123' }),
  },
  'NEGATIVE-INVOICE': {
    wrong: (invoice) => negate(invoice),
    path: '/Faktura/Fa/P_15',
    right: (invoice) => {
      makeCorrection(invoice);
      negate(invoice);
    },
  },
  'VAT-IN-PLN-MISSING': {
    wrong: ({ Fa }) => Object.assign(Fa, { KodWaluty: 'EUR' }),
    path: '/Faktura/Fa/P_14_1W',
    right: ({ Fa }) => Object.assign(Fa, { KodWaluty: 'EUR', P_14_1W: '97.75' }),
  },
  'VAT-IN-PLN-DIFFERS': {
    wrong: (invoice) => {
      makeForeign(invoice);
      firstLine(invoice).KursWaluty = '4.5';
    },
    path: '/Faktura/Fa/P_14_1W',
    right: (invoice) => {
      makeForeign(invoice);
      firstLine(invoice).KursWaluty = '4.25';
    },
  },
  'VAT-IN-PLN-UNUSED': {
    wrong: ({ Fa }) => Object.assign(Fa, { P_14_1W: '23.00' }),
    path: '/Faktura/Fa/P_14_1W',
    right: ({ Fa }) => Object.assign(Fa, { KodWaluty: 'EUR', P_14_1W: '97.75' }),
  },
  'EXCHANGE-RATE-UNUSED': {
    wrong: (invoice) => Object.assign(firstLine(invoice), { KursWaluty: '4.25' }),
    path: '/Faktura/Fa/FaWiersz[1]/KursWaluty',
    right: (invoice) => {
      makeForeign(invoice);
      firstLine(invoice).KursWaluty = '4.25';
    },
  },
};
