/** The way back: from an FA(3) document to the business invoice. */
import type { Fa3, FormatDocument, Problem } from '@kwit/formats';
import { composeInvoice } from './compose.ts';
import { readDecimal, sum, zero } from './decimal.ts';
import { differences } from './differences.ts';
import type { CountedInput, InvoiceInput } from './input.ts';
import { computeTotals } from './kind-totals.ts';
import { kinds } from './kinds.ts';
import { readingWordings } from './messages.ts';
import { makeProblem, showValue } from './problems.ts';
import { hasRate } from './rates.ts';
import { token } from './text.ts';
import { computeLine } from './totals.ts';
import { compact } from './unbuild/compact.ts';
import { readAdvanceInvoices, readAdvancePayments, readCorrection } from './unbuild/kinds.ts';
import { readLines, readOrder, sharedRate } from './unbuild/lines.ts';
import { readAuthorizedParty, readBuyer, readSeller, readThirdParty } from './unbuild/parties.ts';
import { readPayment, readSettlement } from './unbuild/payment.ts';
import { withSums } from './unbuild/sums.ts';
import { readAnnotations, readExtras, readTerms } from './unbuild/terms.ts';
import { type InvoiceKind, invoiceKinds } from './vocabulary.ts';

export interface ReadInput {
  readonly input: InvoiceInput;
  /**
   * What the business invoice cannot say, each a warning at its place in the document: parts that are lost, and parts that
   * building the input would add. Empty where building the input gives the document again.
   */
  readonly problems: readonly Problem[];
}

/**
 * The business invoice that a document says. Of a document that `buildInvoice` wrote, it builds the same document again
 * (names of fields may differ: a term in days comes back as a date). The header is not part of the invoice.
 * @param document valid by its schema
 */
export function toInvoiceInput(document: FormatDocument<'FA(3)'>): ReadInput {
  const { root } = document;
  const input = readWhole(root);
  const amounts = (input.lines ?? []).map(computeLine);
  const days = { today: root.Fa.P_1, issueDate: root.Fa.P_1, createdAt: root.Naglowek.DataWytworzeniaFa };
  const again = composeInvoice(input, amounts, computeTotals(input, amounts), days).root;
  const found = differences({ ...root, Naglowek: undefined }, { ...again, Naglowek: undefined }, '/Faktura');
  return {
    input,
    problems: found.map(({ path, value }) => {
      const code = value === undefined ? 'part-added' : 'part-not-readable';
      return makeProblem({
        code,
        severity: 'warning',
        path,
        position: null,
        value: showValue(value),
        wording: readingWordings[code],
      });
    }),
  };
}

function readWhole(invoice: Fa3): InvoiceInput {
  const { Fa } = invoice;
  const counted = withSums(readCounted(Fa), Fa);
  const { kind, exchangeRate, ...amounts } = counted;
  return compact({
    kind,
    number: token(Fa.P_2),
    issueDate: Fa.P_1,
    issuePlace: token(Fa.P_1M),
    saleDate: Fa.P_6,
    period: Fa.OkresFa === undefined ? undefined : { from: Fa.OkresFa.P_6_Od, to: Fa.OkresFa.P_6_Do },
    currency: Fa.KodWaluty === 'PLN' ? undefined : Fa.KodWaluty,
    exchangeRate,
    warehouseDocuments: Fa.WZ?.map((number) => token(number)),
    seller: readSeller(
      invoice,
      hasRate(counted, (meaning) => meaning.euPrefix),
    ),
    buyer: readBuyer(invoice),
    thirdParties: invoice.Podmiot3?.map(readThirdParty),
    authorizedParty: readAuthorizedParty(invoice),
    ...amounts,
    ...readAnnotations(
      Fa.Adnotacje,
      hasRate(counted, (meaning) => meaning.reverseCharge),
    ),
    settlement: readSettlement(Fa.Rozliczenie),
    payment: readPayment(Fa.Platnosc),
    ...readTerms(Fa.WarunkiTransakcji),
    ...readExtras(invoice),
  });
}

/** What the sums come from. */
function readCounted(Fa: Fa3['Fa']): CountedInput {
  const kind = invoiceKinds.find((one) => one === token(Fa.RodzajFaktury)) ?? 'VAT';
  const rate = kinds[kind].isAdvance ? null : sharedRate(Fa.FaWiersz ?? []);
  return compact({
    kind: kind === 'VAT' ? undefined : kind,
    exchangeRate: kinds[kind].isAdvance ? Fa.KursWalutyZ : (rate ?? undefined),
    lines: Fa.FaWiersz === undefined ? undefined : readLines(Fa.FaWiersz, rate),
    vatPerLine: Fa.FaWiersz?.some((line) => line.P_11Vat !== undefined) === true ? true : undefined,
    correction: readCorrection(Fa),
    order: Fa.Zamowienie === undefined ? undefined : readOrder(Fa.Zamowienie),
    ...readAdvance(Fa, kind),
    advanceInvoices: readAdvanceInvoices(Fa),
  });
}

/** The payment that an advance invoice documents: stated once, or as its parts where they sum up to it. */
function readAdvance(Fa: Fa3['Fa'], kind: InvoiceKind) {
  const advancePayments = readAdvancePayments(Fa);
  const gross = readDecimal(Fa.P_15);
  const before = readDecimal(Fa.P_15ZK);
  if (!kinds[kind].isAdvance || gross === null) return { advancePayments };
  if (kinds[kind].isCorrection && before === null) return { advancePayments };
  const parts = sum((advancePayments ?? []).map((part) => readDecimal(String(part.amount)) ?? zero));
  const isSumOfParts = advancePayments !== undefined && parts.eq(gross);
  const amount = kinds[kind].isCorrection ? gross.plus(before ?? zero) : gross;
  return { advancePayments, advanceAmount: isSumOfParts ? undefined : amount.toFixed(2) };
}
