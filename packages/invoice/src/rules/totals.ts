/** Rules on the sums of the invoice against its lines. KSeF takes wrong sums, so these are the only guard. */
import type { Fa3 } from '@kwit/formats';
import { type Big, decimal, formatAmount, readDecimal, round, sum, zero } from '../decimal.ts';
import { isTaxedField, type NetField, netFields, rateOfCode, vatFields } from '../rates.ts';
import { token } from '../text.ts';
import type { Line } from './places.ts';
import type { Finding, Rule } from './rule.ts';

const hundred = decimal(100);

/** Only the plain invoice states the sums of its lines: corrections state differences, advances parts. */
const sumsLines = ({ Fa }: Fa3): boolean =>
  token(Fa.RodzajFaktury) === 'VAT' && (Fa.FaWiersz ?? []).length > 0;

interface Expected {
  net: Big;
  vat: Big;
  lines: number;
}

/** What the lines give for each sum; null where a line does not state enough to tell. */
function expectedSums(lines: readonly Line[]): Map<NetField, Expected> | null {
  const sums = new Map<NetField, Expected>();
  for (const line of lines) {
    const share = shareOf(line);
    if (share === null) return null;
    const sum = sums.get(share.field) ?? { net: zero, vat: zero, lines: 0 };
    sums.set(share.field, {
      net: sum.net.plus(share.net),
      vat: sum.vat.plus(share.vat),
      lines: sum.lines + 1,
    });
  }
  return sums;
}

/** Net value and tax of one line, unrounded where they are computed out of a gross value. */
function shareOf(line: Line): { field: NetField; net: Big; vat: Big } | null {
  const net = readDecimal(line.P_11);
  const gross = readDecimal(line.P_11A);
  if (line.P_12_XII !== undefined) return split('P_13_5', readDecimal(line.P_12_XII), net, gross);
  if (line.P_12 === undefined) return gross === null ? null : { field: 'P_13_11', net: gross, vat: zero };
  const rate = rateOfCode(token(line.P_12));
  return rate === undefined ? null : split(rate.field, rate.percent ?? zero, net, gross);
}

function split(field: NetField, percent: Big | null, net: Big | null, gross: Big | null) {
  if (percent === null) return null;
  if (net !== null) return { field, net, vat: net.times(percent).div(hundred) };
  if (gross === null) return null;
  const vat = gross.times(percent).div(hundred.plus(percent));
  return { field, net: gross.minus(vat), vat };
}

/** Tax may be rounded line by line or once: half a grosz a line, and one for the sum. */
const isNear = (stated: Big, expected: Big, lines: number): boolean =>
  stated.minus(expected).abs().lte(decimal('0.005').times(lines).plus('0.01'));

function* netDiffers(invoice: Fa3): Generator<Finding> {
  const sums = sumsLines(invoice) ? expectedSums(invoice.Fa.FaWiersz ?? []) : null;
  if (sums === null) return;
  for (const field of netFields) {
    const stated = readDecimal(invoice.Fa[field]);
    const expected = sums.get(field) ?? { net: zero, lines: 0 };
    if (isNear(stated ?? zero, expected.net, expected.lines)) continue;
    const words = { field, expected: formatAmount(expected.net) };
    yield { path: `/Faktura/Fa/${field}`, value: invoice.Fa[field], words };
  }
}

function* vatDiffers(invoice: Fa3): Generator<Finding> {
  const sums = sumsLines(invoice) ? expectedSums(invoice.Fa.FaWiersz ?? []) : null;
  for (const [net, expected] of sums ?? []) {
    if (!isTaxedField(net)) continue;
    const field = vatFields[net].vat;
    const stated = readDecimal(invoice.Fa[field]) ?? zero;
    if (isNear(stated, expected.vat, expected.lines)) continue;
    const words = { field, expected: formatAmount(expected.vat) };
    yield { path: `/Faktura/Fa/${field}`, value: invoice.Fa[field], words };
  }
}

function* grossDiffers(invoice: Fa3): Generator<Finding> {
  if (!sumsLines(invoice)) return;
  const taxes = Object.values(vatFields).map((fields) => fields.vat);
  const parts = [...netFields, ...taxes].map((field) => readDecimal(invoice.Fa[field]) ?? zero);
  const expected = round(sum(parts), 2);
  if (readDecimal(invoice.Fa.P_15)?.eq(expected) === true) return;
  yield { path: '/Faktura/Fa/P_15', value: invoice.Fa.P_15, words: { expected: formatAmount(expected) } };
}

const taxedFields = Object.values(vatFields);

function* vatInPlnMissing({ Fa }: Fa3): Generator<Finding> {
  if (Fa.KodWaluty === 'PLN') return;
  for (const { vat, vatInPln } of taxedFields) {
    if (vatInPln === undefined || Fa[vatInPln] !== undefined) continue;
    const stated = readDecimal(Fa[vat]);
    if (stated === null || stated.eq(0)) continue;
    yield { path: `/Faktura/Fa/${vatInPln}`, words: { field: vatInPln, currency: Fa.KodWaluty } };
  }
}

function* vatInPlnUnused({ Fa }: Fa3): Generator<Finding> {
  if (Fa.KodWaluty !== 'PLN') return;
  for (const { vatInPln } of taxedFields) {
    const stated = vatInPln === undefined ? undefined : Fa[vatInPln];
    if (vatInPln !== undefined && stated !== undefined) {
      yield { path: `/Faktura/Fa/${vatInPln}`, value: stated, words: { field: vatInPln } };
    }
  }
}

export const totalRules: readonly Rule[] = [
  {
    code: 'NET-TOTAL-DIFFERS',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 13',
    find: netDiffers,
  },
  {
    code: 'VAT-TOTAL-DIFFERS',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 14, ust. 7 and 8',
    find: vatDiffers,
  },
  {
    code: 'GROSS-TOTAL-DIFFERS',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 15',
    find: grossDiffers,
  },
  {
    code: 'VAT-IN-PLN-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 11; FA(3), P_14_1W to P_14_4W',
    find: vatInPlnMissing,
  },
  {
    code: 'VAT-IN-PLN-UNUSED',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), P_14_1W to P_14_4W',
    find: vatInPlnUnused,
  },
];
