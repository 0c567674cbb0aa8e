/** Rules on rates against what the invoice must then say. */
import type { Fa3 } from '@kwit/formats';
import { type Big, decimal, readDecimal, zero } from '../decimal.ts';
import { rateOfCode } from '../rates.ts';
import { token } from '../text.ts';
import { lines } from './places.ts';
import type { Finding, Rule } from './rule.ts';

const hasRate = (invoice: Fa3, rate: string): boolean =>
  (invoice.Fa.FaWiersz ?? []).some((line) => token(line.P_12) === rate);

const isExempt = (invoice: Fa3): boolean => hasRate(invoice, 'zw') || invoice.Fa.P_13_7 !== undefined;

function* exemptWithoutBasis(invoice: Fa3): Generator<Finding> {
  const { P_19, P_19A, P_19B, P_19C } = invoice.Fa.Adnotacje.Zwolnienie;
  const stated = P_19 !== undefined && (P_19A ?? P_19B ?? P_19C) !== undefined;
  if (isExempt(invoice) && !stated) yield { path: '/Faktura/Fa/Adnotacje/Zwolnienie' };
}

function* basisWithoutExempt(invoice: Fa3): Generator<Finding> {
  const lineless = (invoice.Fa.FaWiersz ?? []).length === 0;
  if (invoice.Fa.Adnotacje.Zwolnienie.P_19 !== undefined && !isExempt(invoice) && !lineless) {
    yield { path: '/Faktura/Fa/Adnotacje/Zwolnienie' };
  }
}

const isReverseCharge = (invoice: Fa3): boolean => hasRate(invoice, 'oo') || invoice.Fa.P_13_10 !== undefined;

function* reverseChargeUnsaid(invoice: Fa3): Generator<Finding> {
  const { P_18 } = invoice.Fa.Adnotacje;
  if (isReverseCharge(invoice) && P_18 !== '1') yield { path: '/Faktura/Fa/Adnotacje/P_18', value: P_18 };
}

function* reverseChargeTaxed(invoice: Fa3): Generator<Finding> {
  const all = lines(invoice);
  const taxed = all.every(({ part }) => rateOfCode(token(part.P_12 ?? ''))?.percent?.gt(0) === true);
  if (invoice.Fa.Adnotacje.P_18 === '1' && all.length > 0 && taxed) {
    yield { path: '/Faktura/Fa/Adnotacje/P_18', value: '1' };
  }
}

function* marginUnsaid({ Fa }: Fa3): Generator<Finding> {
  if (Fa.P_13_11 !== undefined && Fa.Adnotacje.PMarzy.P_PMarzy === undefined) {
    yield { path: '/Faktura/Fa/Adnotacje/PMarzy' };
  }
}

function* marginUnused({ Fa }: Fa3): Generator<Finding> {
  if (Fa.P_13_11 === undefined && Fa.Adnotacje.PMarzy.P_PMarzy !== undefined) {
    yield { path: '/Faktura/Fa/Adnotacje/PMarzy' };
  }
}

const splitPaymentLimitPln = decimal('15000');

/** What is due in PLN, or null where the rate is not known. */
function grossInPln({ Fa }: Fa3): Big | null {
  const gross = readDecimal(Fa.P_15);
  if (gross === null || Fa.KodWaluty === 'PLN') return gross;
  const rate = (Fa.FaWiersz ?? [])
    .map((line) => readDecimal(line.KursWaluty))
    .find((value) => value !== null);
  return rate === undefined || rate === null ? null : gross.times(rate);
}

function* splitPaymentUnsaid(invoice: Fa3): Generator<Finding> {
  const { P_18A } = invoice.Fa.Adnotacje;
  const listed = (invoice.Fa.FaWiersz ?? []).some((line) => line.P_12_Zal_15 === '1');
  const due = grossInPln(invoice);
  if (listed && P_18A !== '1' && due?.gt(splitPaymentLimitPln) === true) {
    yield { path: '/Faktura/Fa/Adnotacje/P_18A', value: P_18A };
  }
}

function* euSupplyToNoEuBuyer(invoice: Fa3): Generator<Finding> {
  const identity = invoice.Podmiot2.DaneIdentyfikacyjne;
  if (hasRate(invoice, '0 WDT') && identity.NrVatUE === undefined) {
    yield { path: '/Faktura/Podmiot2/DaneIdentyfikacyjne' };
  }
}

/** By currency; in others the limit is not known without a rate. */
const simplifiedLimits: Readonly<Record<string, Big>> = { PLN: decimal('450'), EUR: decimal('100') };

function* simplifiedTooLarge({ Fa }: Fa3): Generator<Finding> {
  const limit = simplifiedLimits[Fa.KodWaluty];
  if (token(Fa.RodzajFaktury) !== 'UPR' || limit === undefined) return;
  if ((readDecimal(Fa.P_15) ?? zero).gt(limit)) yield { path: '/Faktura/Fa/P_15', value: Fa.P_15 };
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
    code: 'EU-SUPPLY-BUYER',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 24 and art. 42 ust. 1 pkt 1',
    find: euSupplyToNoEuBuyer,
  },
  {
    code: 'SIMPLIFIED-INVOICE-LIMIT',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 5 pkt 3',
    find: simplifiedTooLarge,
  },
];
