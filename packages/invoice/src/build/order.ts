/** The order or contract that an advance invoice is for: Zamowienie. */
import type { Fa3 } from '@kwit/formats';
import { type Big, decimal, formatAmount, formatPlain, formatPrice } from '../decimal.ts';
import type { InvoiceInput, OrderLineInput } from '../input.ts';
import { computeOrderLine, orderValue } from '../kind-totals.ts';
import { lineNumbers } from '../line-numbers.ts';
import { rates } from '../rates.ts';
import { token } from '../text.ts';
import { mark } from './marks.ts';

export function buildOrder(input: InvoiceInput): Fa3['Fa']['Zamowienie'] {
  const { order } = input;
  if (order === undefined) return undefined;
  const numbers = lineNumbers(order.lines);
  return {
    WartoscZamowienia: formatAmount(orderValue(input)),
    ZamowienieWiersz: order.lines.map((line, index) => buildOrderLine(line, numbers[index] ?? index + 1)),
  };
}

function buildOrderLine(
  line: OrderLineInput,
  number: number,
): NonNullable<Fa3['Fa']['Zamowienie']>['ZamowienieWiersz'][number] {
  const { net, vat, percent } = computeOrderLine(line);
  const isTaxed = percent !== null || line.vat !== undefined;
  return {
    NrWierszaZam: String(number),
    UU_IDZ: token(line.id),
    P_7Z: token(line.name),
    IndeksZ: token(line.index),
    GTINZ: token(line.gtin),
    PKWiUZ: token(line.pkwiu),
    CNZ: token(line.cn),
    PKOBZ: token(line.pkob),
    P_8AZ: token(line.unit),
    P_8BZ: line.quantity === undefined ? undefined : formatPlain(decimal(line.quantity)),
    P_9AZ: line.unitNetPrice === undefined ? undefined : formatPrice(decimal(line.unitNetPrice)),
    P_11NettoZ: money(net),
    P_11VatZ: isTaxed ? money(vat) : undefined,
    P_12Z: rates[line.vatRate].code ?? undefined,
    P_12Z_XII: line.vatRate === 'oss' ? percent?.toFixed() : undefined,
    P_12Z_Zal_15: mark(line.annex15),
    GTUZ: line.gtu,
    ProceduraZ: line.procedure,
    KwotaAkcyzyZ: line.exciseDuty === undefined ? undefined : formatAmount(decimal(line.exciseDuty)),
    StanPrzedZ: mark(line.before),
  };
}

const money = (amount: Big | null): string | undefined =>
  amount === null ? undefined : formatAmount(amount);
