/** The lines of an invoice: FaWiersz. */
import type { Fa3 } from '@kwit/formats';
import { decimal, formatAmount, formatPlain, formatPrice } from '../decimal.ts';
import type { LineInput } from '../input.ts';
import { rates } from '../rates.ts';
import { token } from '../text.ts';
import type { LineAmounts } from '../totals.ts';
import { mark } from './marks.ts';

/** What all lines of one invoice have in common. */
export interface LineContext {
  /** PLN for one unit of the currency as decimal text, where lines state it. */
  readonly exchangeRate: string | undefined;
  readonly vatPerLine: boolean;
}

/** @param number as `lineNumbers` gives it. */
export function buildLine(
  line: LineInput,
  amounts: LineAmounts,
  number: number,
  context: LineContext,
): NonNullable<Fa3['Fa']['FaWiersz']>[number] {
  const isTaxed = context.vatPerLine && amounts.percent !== null && amounts.value !== null;
  return {
    NrWierszaFa: String(number),
    UU_ID: token(line.id),
    P_6A: line.saleDate,
    P_7: token(line.name),
    Indeks: token(line.index),
    GTIN: token(line.gtin),
    PKWiU: token(line.pkwiu),
    CN: token(line.cn),
    PKOB: token(line.pkob),
    P_8A: token(line.unit),
    P_8B: line.quantity === undefined ? undefined : formatPlain(decimal(line.quantity)),
    ...buildPrice(amounts),
    P_11Vat: isTaxed ? formatAmount(amounts.vat) : undefined,
    P_12: rates[line.vatRate].code ?? undefined,
    P_12_XII: line.vatRate === 'oss' ? amounts.percent?.toFixed() : undefined,
    P_12_Zal_15: mark(line.annex15),
    KwotaAkcyzy: line.exciseDuty === undefined ? undefined : formatAmount(decimal(line.exciseDuty)),
    GTU: line.gtu,
    Procedura: line.procedure,
    KursWaluty: amounts.exchangeRate === null ? context.exchangeRate : formatPlain(amounts.exchangeRate),
    StanPrzed: mark(line.before),
  };
}

function buildPrice({ basis, unitPrice, unitDiscount, value }: LineAmounts) {
  const price = unitPrice === null ? undefined : formatPrice(unitPrice);
  const amount = value === null ? undefined : formatAmount(value);
  const discount = unitDiscount === null ? {} : { P_10: formatPrice(unitDiscount) };
  return basis === 'net'
    ? { P_9A: price, ...discount, P_11: amount }
    : { P_9B: price, ...discount, P_11A: amount };
}
