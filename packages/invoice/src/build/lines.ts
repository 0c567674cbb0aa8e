/** The lines of an invoice: FaWiersz. */
import type { Fa3 } from '@kwit/formats';
import { decimal, formatAmount, formatPlain, formatPrice } from '../decimal.ts';
import type { LineInput } from '../input.ts';
import { rates } from '../rates.ts';
import { token } from '../text.ts';
import type { LineAmounts } from '../totals.ts';
import { mark } from './marks.ts';

/**
 * @param number from 1
 * @param exchangeRate PLN for one unit of the currency as decimal text, where the invoice is in another currency.
 */
export function buildLine(
  line: LineInput,
  amounts: LineAmounts,
  number: number,
  exchangeRate: string | undefined,
): NonNullable<Fa3['Fa']['FaWiersz']>[number] {
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
    P_8B: formatPlain(decimal(line.quantity)),
    ...buildPrice(amounts),
    P_12: rates[line.vatRate].code ?? undefined,
    P_12_XII: line.vatRate === 'oss' ? amounts.percent?.toFixed() : undefined,
    P_12_Zal_15: mark(line.annex15),
    KwotaAkcyzy: line.exciseDuty === undefined ? undefined : formatAmount(decimal(line.exciseDuty)),
    GTU: line.gtu,
    Procedura: line.procedure,
    KursWaluty: exchangeRate,
  };
}

function buildPrice({ basis, unitPrice, unitDiscount, value }: LineAmounts) {
  const discount = unitDiscount === null ? {} : { P_10: formatPrice(unitDiscount) };
  return basis === 'net'
    ? { P_9A: formatPrice(unitPrice), ...discount, P_11: formatAmount(value) }
    : { P_9B: formatPrice(unitPrice), ...discount, P_11A: formatAmount(value) };
}
