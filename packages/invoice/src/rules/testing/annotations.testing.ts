/** A case both ways for each rule of `rules/annotations.ts`: a new rule does not compile without one. */
import type { annotationsWordings } from '../messages/annotations.ts';
import {
  addVehicle,
  type Case,
  firstLine,
  makeEuService,
  makeEuSupply,
  makeExempt,
  makeLarge,
  makeMargin,
  makeNewTransport,
  makeOss,
  makeReverseCharge,
  makeSimplified,
  toConsumer,
} from './document.testing.ts';

export const annotationsCases: Readonly<Record<keyof typeof annotationsWordings, Case>> = {
  'EXEMPTION-BASIS-MISSING': {
    wrong: (invoice) => makeExempt(invoice),
    path: '/Faktura/Fa/Adnotacje/Zwolnienie',
    right: (invoice) => {
      makeExempt(invoice);
      invoice.Fa.Adnotacje.Zwolnienie = { P_19: '1', P_19B: 'art. 132' };
    },
  },
  'EXEMPTION-BASIS-UNUSED': {
    wrong: ({ Fa }) => {
      Fa.Adnotacje.Zwolnienie = { P_19: '1', P_19A: 'art. 43' };
    },
    path: '/Faktura/Fa/Adnotacje/Zwolnienie',
    right: (invoice) => {
      makeExempt(invoice);
      invoice.Fa.Adnotacje.Zwolnienie = { P_19: '1', P_19A: 'art. 43' };
    },
  },
  'REVERSE-CHARGE-ANNOTATION-MISSING': {
    wrong: (invoice) => makeReverseCharge(invoice),
    path: '/Faktura/Fa/Adnotacje/P_18',
    right: (invoice) => {
      makeReverseCharge(invoice);
      invoice.Fa.Adnotacje.P_18 = '1';
    },
  },
  'REVERSE-CHARGE-WITH-VAT': {
    wrong: ({ Fa }) => {
      Fa.Adnotacje.P_18 = '1';
    },
    path: '/Faktura/Fa/Adnotacje/P_18',
    right: (invoice) => {
      makeReverseCharge(invoice);
      invoice.Fa.Adnotacje.P_18 = '1';
    },
  },
  'REVERSE-CHARGE-ABROAD': {
    wrong: (invoice) => {
      makeEuService(invoice);
      invoice.Fa.Adnotacje.P_18 = '2';
    },
    path: '/Faktura/Fa/Adnotacje/P_18',
    right: makeEuService,
  },
  'REVERSE-CHARGE-BUYER': {
    wrong: (invoice) => {
      makeReverseCharge(invoice);
      invoice.Fa.Adnotacje.P_18 = '1';
      toConsumer(invoice);
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne',
    right: (invoice) => {
      makeReverseCharge(invoice);
      invoice.Fa.Adnotacje.P_18 = '1';
    },
  },
  'MARGIN-ANNOTATION-MISSING': {
    wrong: (invoice) => makeMargin(invoice),
    path: '/Faktura/Fa/Adnotacje/PMarzy',
    right: (invoice) => {
      makeMargin(invoice);
      invoice.Fa.Adnotacje.PMarzy = { P_PMarzy: '1', P_PMarzy_2: '1' };
    },
  },
  'MARGIN-ANNOTATION-UNUSED': {
    wrong: ({ Fa }) => {
      Fa.Adnotacje.PMarzy = { P_PMarzy: '1', P_PMarzy_2: '1' };
    },
    path: '/Faktura/Fa/Adnotacje/PMarzy',
    right: (invoice) => {
      makeMargin(invoice);
      invoice.Fa.Adnotacje.PMarzy = { P_PMarzy: '1', P_PMarzy_2: '1' };
    },
  },
  'SPLIT-PAYMENT-EXPECTED': {
    wrong: (invoice) => makeLarge(invoice, '12195.13', '2804.88', '15000.01'),
    path: '/Faktura/Fa/Adnotacje/P_18A',
    right: (invoice) => makeLarge(invoice, '12195.12', '2804.88', '15000.00'),
  },
  'SPLIT-PAYMENT-BUYER': {
    wrong: (invoice) => {
      toConsumer(invoice);
      invoice.Fa.Adnotacje.P_18A = '1';
    },
    path: '/Faktura/Fa/Adnotacje/P_18A',
    right: ({ Fa }) => {
      Fa.Adnotacje.P_18A = '1';
    },
  },
  'CASH-OVER-LIMIT': {
    wrong: (invoice) => {
      makeLarge(invoice, '12195.13', '2804.88', '15000.01');
      invoice.Fa.Adnotacje.P_18A = '1';
      invoice.Fa.Platnosc = { FormaPlatnosci: '1' };
    },
    path: '/Faktura/Fa/Platnosc/FormaPlatnosci',
    right: (invoice) => {
      makeLarge(invoice, '12195.12', '2804.88', '15000.00');
      invoice.Fa.Platnosc = { FormaPlatnosci: '1' };
    },
  },
  'EU-SUPPLY-BUYER': {
    wrong: (invoice) => {
      makeEuSupply(invoice);
      invoice.Podmiot2.DaneIdentyfikacyjne = { NIP: '2222222222', Nazwa: 'N' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne',
    right: makeEuSupply,
  },
  'EU-SERVICE-BUYER': {
    wrong: (invoice) => {
      makeEuService(invoice);
      invoice.Podmiot2.DaneIdentyfikacyjne = { KodKraju: 'US', NrID: '12-3456789', Nazwa: 'N' };
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne',
    right: makeEuService,
  },
  'EU-PREFIX-MISSING': {
    wrong: (invoice) => {
      makeEuSupply(invoice);
      delete invoice.Podmiot1.PrefiksPodatnika;
    },
    path: '/Faktura/Podmiot1/PrefiksPodatnika',
    right: makeEuSupply,
  },
  'TRIANGULAR-BUYER': {
    wrong: (invoice) => {
      invoice.Podmiot1.PrefiksPodatnika = 'PL';
      invoice.Fa.Adnotacje.P_23 = '1';
    },
    path: '/Faktura/Fa/Adnotacje/P_23',
    right: (invoice) => {
      makeEuService(invoice);
      invoice.Fa.Adnotacje.P_23 = '1';
    },
  },
  'NEW-TRANSPORT-RATE': {
    wrong: (invoice) => addVehicle(invoice, '1'),
    path: '/Faktura/Fa/Adnotacje/NoweSrodkiTransportu/P_22',
    right: (invoice) => makeNewTransport(invoice, '1'),
  },
  'OSS-BUYER': {
    wrong: (invoice) => {
      makeOss(invoice);
      invoice.Podmiot2.DaneIdentyfikacyjne = { NIP: '2222222222', Nazwa: 'N' };
    },
    path: '/Faktura/Fa/FaWiersz[1]/P_12_XII',
    right: makeOss,
  },
  'PROCEDURE-TRIANGULAR': {
    wrong: (invoice) => Object.assign(firstLine(invoice), { Procedura: 'TT_D' }),
    path: '/Faktura/Fa/FaWiersz[1]/Procedura',
    right: (invoice) => {
      makeEuService(invoice);
      invoice.Fa.Adnotacje.P_23 = '1';
      firstLine(invoice).Procedura = 'TT_D';
    },
  },
  'PROCEDURE-IMPORT': {
    wrong: (invoice) => Object.assign(firstLine(invoice), { Procedura: 'I_42' }),
    path: '/Faktura/Fa/FaWiersz[1]/Procedura',
    right: (invoice) => {
      makeEuSupply(invoice);
      firstLine(invoice).Procedura = 'I_63';
    },
  },
  'GTU-SERVICE-WITH-CN': {
    wrong: (invoice) => Object.assign(firstLine(invoice), { GTU: 'GTU_12', CN: '8418 21 91' }),
    path: '/Faktura/Fa/FaWiersz[1]/GTU',
    right: (invoice) => Object.assign(firstLine(invoice), { GTU: 'GTU_06', CN: '8418 21 91' }),
  },
  'SIMPLIFIED-INVOICE-LIMIT': {
    wrong: (invoice) => makeSimplified(invoice, '450.01'),
    path: '/Faktura/Fa/P_15',
    right: (invoice) => makeSimplified(invoice, '450'),
  },
  'SIMPLIFIED-INVOICE-BUYER': {
    wrong: (invoice) => {
      makeSimplified(invoice);
      toConsumer(invoice);
    },
    path: '/Faktura/Podmiot2/DaneIdentyfikacyjne',
    right: (invoice) => makeSimplified(invoice),
  },
};
