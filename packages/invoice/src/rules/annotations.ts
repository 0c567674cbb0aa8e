/** Rules on rates against what the invoice must then say. */
import type { Fa3 } from '@kwit/formats';
import { cents, scaled } from '../scaled.ts';
import { token } from '../text.ts';
import type { Rule, RuleContext } from './rule.ts';
import { exchangeRate } from './totals.ts';
import type { View } from './view.ts';

const isExempt = ({ Fa }: Fa3, { rates }: View): boolean => rates.has('zw') || Fa.P_13_7 !== undefined;

function exemptWithoutBasis(invoice: Fa3, { view, tell }: RuleContext): void {
  const { P_19, P_19A, P_19B, P_19C } = invoice.Fa.Adnotacje.Zwolnienie;
  const isStated = P_19 !== undefined && (P_19A ?? P_19B ?? P_19C) !== undefined;
  if (!isStated && isExempt(invoice, view)) tell({ path: '/Faktura/Fa/Adnotacje/Zwolnienie' });
}

function basisWithoutExempt(invoice: Fa3, { view, tell }: RuleContext): void {
  if (invoice.Fa.Adnotacje.Zwolnienie.P_19 === undefined || view.lines.length === 0) return;
  if (!isExempt(invoice, view)) tell({ path: '/Faktura/Fa/Adnotacje/Zwolnienie' });
}

const isReverseCharge = ({ Fa }: Fa3, { rates }: View): boolean =>
  rates.has('oo') || Fa.P_13_10 !== undefined;
const isEuService = ({ Fa }: Fa3, { rates }: View): boolean => rates.has('np II') || Fa.P_13_9 !== undefined;
const isEuSupply = ({ Fa }: Fa3, { rates }: View): boolean => rates.has('0 WDT') || Fa.P_13_6_2 !== undefined;

function reverseChargeUnsaid(invoice: Fa3, { view, tell }: RuleContext): void {
  const { P_18 } = invoice.Fa.Adnotacje;
  if (P_18 !== '1' && isReverseCharge(invoice, view)) {
    tell({ path: '/Faktura/Fa/Adnotacje/P_18', value: P_18 });
  }
}

function reverseChargeAbroadUnsaid(invoice: Fa3, { view, tell }: RuleContext): void {
  const { P_18 } = invoice.Fa.Adnotacje;
  if (P_18 !== '1' && isEuService(invoice, view)) tell({ path: '/Faktura/Fa/Adnotacje/P_18', value: P_18 });
}

const taxedRates = new Set(['23', '22', '8', '7', '5', '4', '3']);

function reverseChargeTaxed(invoice: Fa3, { view, tell }: RuleContext): void {
  if (invoice.Fa.Adnotacje.P_18 !== '1' || view.lines.length === 0) return;
  if (view.lines.every(({ part }) => part.P_12 !== undefined && taxedRates.has(token(part.P_12)))) {
    tell({ path: '/Faktura/Fa/Adnotacje/P_18', value: '1' });
  }
}

function reverseChargeToConsumer(invoice: Fa3, { view, tell }: RuleContext): void {
  if (view.buyer.BrakID !== undefined && isReverseCharge(invoice, view)) {
    tell({ path: '/Faktura/Podmiot2/DaneIdentyfikacyjne' });
  }
}

function marginUnsaid({ Fa }: Fa3, { tell }: RuleContext): void {
  if (Fa.P_13_11 !== undefined && Fa.Adnotacje.PMarzy.P_PMarzy === undefined) {
    tell({ path: '/Faktura/Fa/Adnotacje/PMarzy' });
  }
}

function marginUnused({ Fa }: Fa3, { tell }: RuleContext): void {
  if (Fa.P_13_11 === undefined && Fa.Adnotacje.PMarzy.P_PMarzy !== undefined) {
    tell({ path: '/Faktura/Fa/Adnotacje/PMarzy' });
  }
}

/** In hundredths. */
const splitPaymentLimit = 1_500_000n;

/** What is due in hundredths of PLN, or null where the rate is not known. */
function dueInPln(invoice: Fa3, context: RuleContext): bigint | null {
  const gross = scaled(invoice.Fa.P_15, 2);
  if (gross === null || context.view.isInPln) return gross;
  const rate = exchangeRate(invoice, context);
  return rate === null ? null : (gross * rate) / 1_000_000n;
}

function splitPaymentUnsaid(invoice: Fa3, context: RuleContext): void {
  const { P_18A } = invoice.Fa.Adnotacje;
  if (P_18A === '1' || !context.view.lines.some(({ part }) => part.P_12_Zal_15 === '1')) return;
  if ((dueInPln(invoice, context) ?? 0n) > splitPaymentLimit) {
    context.tell({ path: '/Faktura/Fa/Adnotacje/P_18A', value: P_18A });
  }
}

function splitPaymentByConsumer({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (Fa.Adnotacje.P_18A === '1' && view.buyer.BrakID !== undefined) {
    tell({ path: '/Faktura/Fa/Adnotacje/P_18A', value: '1' });
  }
}

function cashOverLimit(invoice: Fa3, context: RuleContext): void {
  if (invoice.Fa.Platnosc?.FormaPlatnosci !== '1' || context.view.buyer.NIP === undefined) return;
  if ((dueInPln(invoice, context) ?? 0n) > splitPaymentLimit) {
    context.tell({ path: '/Faktura/Fa/Platnosc/FormaPlatnosci', value: '1' });
  }
}

function euSupplyToNoEuBuyer(invoice: Fa3, { view, tell }: RuleContext): void {
  if (view.buyer.NrVatUE === undefined && isEuSupply(invoice, view)) {
    tell({ path: '/Faktura/Podmiot2/DaneIdentyfikacyjne' });
  }
}

function euServiceToNoEuBuyer(invoice: Fa3, { view, tell }: RuleContext): void {
  if (view.buyer.NrVatUE === undefined && isEuService(invoice, view)) {
    tell({ path: '/Faktura/Podmiot2/DaneIdentyfikacyjne' });
  }
}

function prefixMissing(invoice: Fa3, { view, tell }: RuleContext): void {
  if (invoice.Podmiot1.PrefiksPodatnika !== undefined) return;
  const isTriangular = invoice.Fa.Adnotacje.P_23 === '1';
  if (isTriangular || isEuSupply(invoice, view) || isEuService(invoice, view)) {
    tell({ path: '/Faktura/Podmiot1/PrefiksPodatnika' });
  }
}

function triangularWithoutEuBuyer({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (Fa.Adnotacje.P_23 === '1' && view.buyer.NrVatUE === undefined) {
    tell({ path: '/Faktura/Fa/Adnotacje/P_23', value: '1' });
  }
}

function newTransportTaxed(invoice: Fa3, { view, tell }: RuleContext): void {
  if (invoice.Fa.Adnotacje.NoweSrodkiTransportu.P_22 !== undefined && !isEuSupply(invoice, view)) {
    tell({ path: '/Faktura/Fa/Adnotacje/NoweSrodkiTransportu/P_22', value: '1' });
  }
}

function ossToTaxpayer(_: Fa3, { view, tell }: RuleContext): void {
  if (view.buyer.NIP === undefined && view.buyer.NrVatUE === undefined) return;
  for (const { path, part } of view.lines) {
    if (part.P_12_XII !== undefined) tell({ path: `${path}/P_12_XII`, value: part.P_12_XII });
  }
}

/** @param test true only for lines that have the element */
const lineWith = (
  test: (part: View['lines'][number]['part'], invoice: Fa3) => boolean,
  element: 'GTU' | 'Procedura',
) =>
  function find(invoice: Fa3, { view, tell }: RuleContext): void {
    for (const { path, part } of view.lines) {
      if (!test(part, invoice)) continue;
      tell({ path: `${path}/${element}`, value: part[element], words: { mark: part[element] ?? '' } });
    }
  };

const serviceMarks = ['GTU_11', 'GTU_12', 'GTU_13'];
const importMarks = ['I_42', 'I_63'];

/** By currency, in hundredths; in others the limit is not known without a rate. */
const simplifiedLimits: Readonly<Record<string, bigint>> = { PLN: 45_000n, EUR: 10_000n };

function simplifiedTooLarge({ Fa }: Fa3, { view, tell }: RuleContext): void {
  const limit = simplifiedLimits[Fa.KodWaluty];
  if (view.kind !== 'UPR' || limit === undefined) return;
  if (cents(Fa.P_15) > limit) tell({ path: '/Faktura/Fa/P_15', value: Fa.P_15 });
}

function simplifiedToNobody(_: Fa3, { view, tell }: RuleContext): void {
  if (view.kind === 'UPR' && view.buyer.NIP === undefined) {
    tell({ path: '/Faktura/Podmiot2/DaneIdentyfikacyjne' });
  }
}

export const annotationRules: readonly Rule[] = [
  {
    code: 'EXEMPTION-BASIS-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 19',
    find: exemptWithoutBasis,
  },
  {
    code: 'EXEMPTION-BASIS-UNUSED',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Adnotacje/Zwolnienie',
    find: basisWithoutExempt,
  },
  {
    code: 'REVERSE-CHARGE-ANNOTATION-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 18',
    find: reverseChargeUnsaid,
  },
  {
    code: 'REVERSE-CHARGE-WITH-VAT',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Adnotacje/P_18',
    find: reverseChargeTaxed,
  },
  {
    code: 'REVERSE-CHARGE-ABROAD',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 18; FA(3), P_13_9',
    find: reverseChargeAbroadUnsaid,
  },
  {
    code: 'REVERSE-CHARGE-BUYER',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 17 ust. 1 pkt 7 and 8',
    find: reverseChargeToConsumer,
  },
  {
    code: 'MARGIN-ANNOTATION-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 2 and 3',
    find: marginUnsaid,
  },
  {
    code: 'MARGIN-ANNOTATION-UNUSED',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'FA(3), Adnotacje/PMarzy and P_13_11',
    find: marginUnused,
  },
  {
    code: 'SPLIT-PAYMENT-EXPECTED',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 18a',
    find: splitPaymentUnsaid,
  },
  {
    code: 'SPLIT-PAYMENT-BUYER',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 18a',
    find: splitPaymentByConsumer,
  },
  {
    code: 'CASH-OVER-LIMIT',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'Act on entrepreneurs, art. 19',
    find: cashOverLimit,
  },
  {
    code: 'EU-SUPPLY-BUYER',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 24 and art. 42 ust. 1 pkt 1',
    find: euSupplyToNoEuBuyer,
  },
  {
    code: 'EU-SERVICE-BUYER',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 100 ust. 1 pkt 4 and art. 106e ust. 1 pkt 24',
    find: euServiceToNoEuBuyer,
  },
  {
    code: 'EU-PREFIX-MISSING',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 97 ust. 10 and art. 106e ust. 1 pkt 24',
    find: prefixMissing,
  },
  {
    code: 'TRIANGULAR-BUYER',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 136 ust. 1',
    find: triangularWithoutEuBuyer,
  },
  {
    code: 'NEW-TRANSPORT-RATE',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 24 lit. b; FA(3), P_22',
    find: newTransportTaxed,
  },
  {
    code: 'OSS-BUYER',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, dział XII rozdział 6a',
    find: ossToTaxpayer,
  },
  {
    code: 'PROCEDURE-TRIANGULAR',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'Regulation on JPK_VAT, § 10 ust. 4 pkt 5; FA(3), P_23',
    find: lineWith((line, { Fa }) => line.Procedura === 'TT_D' && Fa.Adnotacje.P_23 !== '1', 'Procedura'),
  },
  {
    code: 'PROCEDURE-IMPORT',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'Regulation on JPK_VAT, § 10 ust. 4 pkt 8 and 9',
    find: lineWith(
      ({ Procedura, P_12 }) =>
        Procedura !== undefined && importMarks.includes(Procedura) && token(P_12 ?? '') !== '0 WDT',
      'Procedura',
    ),
  },
  {
    code: 'GTU-SERVICE-WITH-CN',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'Regulation on JPK_VAT, § 10 ust. 3 pkt 2; FA(3), GTU and CN',
    find: lineWith(
      ({ CN, GTU }) => CN !== undefined && GTU !== undefined && serviceMarks.includes(GTU),
      'GTU',
    ),
  },
  {
    code: 'SIMPLIFIED-INVOICE-LIMIT',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 5 pkt 3',
    find: simplifiedTooLarge,
  },
  {
    code: 'SIMPLIFIED-INVOICE-BUYER',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 5 pkt 3',
    find: simplifiedToNobody,
  },
];
