/** From a business invoice and its computed amounts to the FA(3) document. Judges nothing. */
import type { Fa3, FormatDocument } from '@kwit/formats';
import { buildAnnotations } from './build/annotations.ts';
import { buildAttachment } from './build/attachment.ts';
import { buildAdvances, buildCorrection } from './build/kinds.ts';
import { buildLine } from './build/lines.ts';
import { unlessEmpty } from './build/marks.ts';
import { buildOrder } from './build/order.ts';
import { buildAuthorizedParty, buildBuyer, buildSeller, buildThirdParty } from './build/parties.ts';
import { buildPayment, buildSettlement, type Days } from './build/payment.ts';
import { buildExtras, buildTerms } from './build/terms.ts';
import { decimal, formatAmount, formatPlain } from './decimal.ts';
import type { InvoiceInput } from './input.ts';
import { kinds } from './kinds.ts';
import { lineNumbers } from './line-numbers.ts';
import { isTaxedField, vatFields } from './rates.ts';
import { token } from './text.ts';
import type { ComputedTotals, LineAmounts } from './totals.ts';

export interface ComposeDays extends Days {
  /** The moment of creation (DataWytworzeniaFa), ISO 8601 with a zone. */
  readonly createdAt: string;
}

/**
 * The document of an input that the schema admits.
 * @param amounts those of `input.lines`, one by one
 */
export function composeInvoice(
  input: InvoiceInput,
  amounts: readonly LineAmounts[],
  totals: ComputedTotals,
  days: ComposeDays,
): FormatDocument<'FA(3)'> {
  const root: Fa3 = {
    Naglowek: {
      KodFormularza: { '#text': 'FA', '@kodSystemowy': 'FA (3)', '@wersjaSchemy': '1-0E' },
      WariantFormularza: '3',
      DataWytworzeniaFa: days.createdAt,
      SystemInfo: 'Kwit',
    },
    Podmiot1: buildSeller(input),
    Podmiot2: buildBuyer(input),
    Podmiot3: input.thirdParties?.map(buildThirdParty),
    PodmiotUpowazniony: buildAuthorizedParty(input),
    Fa: buildBody(input, amounts, totals, days),
    Stopka: buildFooter(input),
    Zalacznik: buildAttachment(input),
  };
  return { format: 'FA(3)', root };
}

function buildBody(
  input: InvoiceInput,
  amounts: readonly LineAmounts[],
  totals: ComputedTotals,
  days: Days,
): Fa3['Fa'] {
  const kind = input.kind ?? 'VAT';
  const rate = input.exchangeRate === undefined ? undefined : formatPlain(decimal(input.exchangeRate));
  const { isAdvance } = kinds[kind];
  return {
    KodWaluty: input.currency ?? 'PLN',
    P_1: days.issueDate,
    P_1M: token(input.issuePlace),
    P_2: token(input.number),
    WZ: input.warehouseDocuments?.map((number) => token(number)),
    P_6: input.saleDate,
    OkresFa: input.period === undefined ? undefined : { P_6_Od: input.period.from, P_6_Do: input.period.to },
    ...buildSums(totals),
    P_15: formatAmount(totals.gross),
    KursWalutyZ: isAdvance ? rate : undefined,
    Adnotacje: buildAnnotations(input),
    RodzajFaktury: kind,
    ...buildCorrection(input),
    ...buildAdvances(input),
    ...buildExtras(input),
    FaWiersz: buildLines(input, amounts, isAdvance ? undefined : rate),
    Rozliczenie: buildSettlement(input.settlement, totals.gross),
    Platnosc: buildPayment(input.payment, days),
    WarunkiTransakcji: buildTerms(input),
    Zamowienie: buildOrder(input),
  };
}

function buildLines(
  input: InvoiceInput,
  amounts: readonly LineAmounts[],
  exchangeRate: string | undefined,
): Fa3['Fa']['FaWiersz'] {
  if (input.lines === undefined) return undefined;
  const numbers = lineNumbers(input.lines);
  const context = { exchangeRate, vatPerLine: input.vatPerLine === true };
  return zip(input.lines, amounts).map(([line, amount], index) =>
    buildLine(line, amount, numbers[index] ?? index + 1, context),
  );
}

/** P_13_x with the tax that goes with it, in the currency of the invoice and in PLN. */
function buildSums(totals: ComputedTotals): Partial<Fa3['Fa']> {
  const sums: Partial<Fa3['Fa']> = {};
  for (const { field, net, vat, vatInPln } of totals.fields) {
    sums[field] = formatAmount(net);
    if (!isTaxedField(field)) continue;
    const fields = vatFields[field];
    if (vat !== null) sums[fields.vat] = formatAmount(vat);
    if (fields.vatInPln !== undefined && vatInPln !== null) sums[fields.vatInPln] = formatAmount(vatInPln);
  }
  return sums;
}

function buildFooter(input: InvoiceInput): Fa3['Stopka'] {
  return unlessEmpty({
    Informacje: input.notes?.map((note) => ({ StopkaFaktury: note.replace(/\r\n?/g, '\n') })),
    Rejestry: input.registers?.map((register) => ({
      PelnaNazwa: token(register.fullName),
      KRS: register.krs,
      REGON: register.regon,
      BDO: token(register.bdo),
    })),
  });
}

const zip = <Left, Right>(left: readonly Left[], right: readonly Right[]): [Left, Right][] =>
  left.flatMap((one, index) => {
    const other = right[index];
    return other === undefined ? [] : [[one, other]];
  });
