/** From the business invoice to FA(3). */
import { type Fa3, type FormatDocument, type Problem, write } from '@kwit/formats';
import { buildAnnotations } from './build/annotations.ts';
import { buildLine } from './build/lines.ts';
import { unlessEmpty } from './build/marks.ts';
import { buildAuthorizedParty, buildBuyer, buildSeller, buildThirdParty } from './build/parties.ts';
import { buildExtras, buildPayment, buildSettlement, buildTerms, type Days } from './build/payment.ts';
import { checkInput } from './check-input.ts';
import { checkMeaning } from './check-meaning.ts';
import { addDays, isDate, latestDate, todayInPoland } from './dates.ts';
import { type Big, decimal, formatAmount, formatPlain } from './decimal.ts';
import { Faults } from './faults.ts';
import type { InvoiceInput } from './input.ts';
import { originOf } from './origins.ts';
import { formatJsonPath, InvoiceError, type Locate } from './problems.ts';
import { isTaxedField, vatFields } from './rates.ts';
import { checkDocument } from './rules/check-document.ts';
import { token } from './text.ts';
import {
  type ComputedTotals,
  computeLine,
  computeTotals,
  type InvoiceTotals,
  type LineAmounts,
  showTotals,
} from './totals.ts';

export interface BuildOptions {
  /** The day that `"issueDate": "today"` means and that dates are judged by, YYYY-MM-DD; today in Poland by default. */
  readonly today?: string;
  /** The moment of creation (DataWytworzeniaFa), ISO 8601 with a zone; now by default. */
  readonly createdAt?: string;
  /** Finds lines and columns for problems: `locate` of `parseInvoiceJson`. */
  readonly locate?: Locate;
}

export interface BuiltInvoice {
  readonly document: FormatDocument<'FA(3)'>;
  readonly totals: InvoiceTotals;
  /** Warnings only; paths are those of the input. */
  readonly problems: readonly Problem[];
}

/**
 * Builds the FA(3) document of a business invoice (see `invoice.schema.json`): checks it against the schema, computes sums and
 * tax, and holds the result against the rules.
 * @throws InvoiceError with all problems at once (of a wreck the first 500). Where a field is missing or of a wrong kind, rules that
 * need it wait until it is right.
 * @throws RangeError where an option is wrong.
 */
export function buildInvoice(input: unknown, options: BuildOptions = {}): BuiltInvoice {
  checkOptions(options);
  const locate = options.locate ?? (() => null);
  const faults = new Faults(locate);
  if (!checkInput(input, faults)) throw new InvoiceError(faults.problems);
  checkMeaning(input, faults);

  const today = options.today ?? todayInPoland();
  const issueDate = input.issueDate === 'today' ? today : input.issueDate;
  const rate = input.exchangeRate === undefined ? null : decimal(input.exchangeRate);
  checkDueDay(input, issueDate, faults);
  const amounts = input.lines.map(computeLine);
  const totals = computeTotals(amounts, rate);
  checkSize(amounts, totals, faults);

  const document: FormatDocument<'FA(3)'> = {
    format: 'FA(3)',
    root: buildRoot(input, amounts, totals, { today, issueDate }, options.createdAt ?? now()),
  };
  const problems = [...faults.problems, ...judge(document, input, today, faults.problems, locate)];
  if (problems.some((problem) => problem.severity === 'error')) throw new InvoiceError(problems);
  return { document, totals: showTotals(totals, input.currency ?? 'PLN'), problems };
}

/** A wrong option is a defect of the calling program, not of the invoice. */
function checkOptions({ today, createdAt }: BuildOptions): void {
  if (today !== undefined && !isDate(today))
    throw new RangeError(`options.today is not a date YYYY-MM-DD: ${today}`);
  if (
    createdAt !== undefined &&
    !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(createdAt)
  ) {
    throw new RangeError(`options.createdAt is not an ISO 8601 moment with a zone: ${createdAt}`);
  }
}

/**
 * The bytes of the FA(3) XML of a business invoice.
 * @throws InvoiceError as {@link buildInvoice}
 */
export function buildInvoiceXml(input: unknown, options: BuildOptions = {}): Uint8Array {
  return write(buildInvoice(input, options).document);
}

/** What the rules find, told in places of the input; a place that the input check has refused already is not told again. */
function judge(
  document: FormatDocument<'FA(3)'>,
  input: InvoiceInput,
  today: string,
  known: readonly Problem[],
  locate: Locate,
): Problem[] {
  const refused = new Set(known.map((problem) => problem.path));
  return checkDocument(document, { today, authoring: true }).flatMap((problem) => {
    const path = originOf(problem.path, input);
    const place = formatJsonPath(path);
    const position = locate(path);
    const at = { path: place, line: position?.line ?? null, column: position?.column ?? null };
    return place !== '' && refused.has(place) ? [] : [{ ...problem, ...at }];
  });
}

const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`;

function buildRoot(
  input: InvoiceInput,
  amounts: readonly LineAmounts[],
  totals: ComputedTotals,
  days: Days,
  createdAt: string,
): Fa3 {
  return {
    Naglowek: {
      KodFormularza: { '#text': 'FA', '@kodSystemowy': 'FA (3)', '@wersjaSchemy': '1-0E' },
      WariantFormularza: '3',
      DataWytworzeniaFa: createdAt,
      SystemInfo: 'Kwit',
    },
    Podmiot1: buildSeller(input),
    Podmiot2: buildBuyer(input),
    Podmiot3: input.thirdParties?.map(buildThirdParty),
    PodmiotUpowazniony: buildAuthorizedParty(input),
    Fa: buildBody(input, amounts, totals, days),
    Stopka: buildFooter(input),
  };
}

function buildBody(
  input: InvoiceInput,
  amounts: readonly LineAmounts[],
  totals: ComputedTotals,
  days: Days,
): Fa3['Fa'] {
  const rate = input.exchangeRate === undefined ? undefined : formatPlain(decimal(input.exchangeRate));
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
    Adnotacje: buildAnnotations(input),
    RodzajFaktury: input.kind ?? 'VAT',
    ...buildExtras(input),
    FaWiersz: zip(input.lines, amounts).map(([line, amount], index) =>
      buildLine(line, amount, index + 1, rate),
    ),
    Rozliczenie: buildSettlement(input.settlement, totals.gross),
    Platnosc: buildPayment(input.payment, days),
    WarunkiTransakcji: buildTerms(input),
  };
}

/** P_13_x with the tax that goes with it, in the currency of the invoice and in PLN. */
function buildSums(totals: ComputedTotals): Partial<Fa3['Fa']> {
  const sums: Partial<Fa3['Fa']> = {};
  for (const { field, net, vat, vatInPln } of totals.fields) {
    sums[field] = formatAmount(net);
    if (!isTaxedField(field)) continue;
    const fields = vatFields[field];
    sums[fields.vat] = formatAmount(vat);
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

function checkDueDay(input: InvoiceInput, issueDate: string, faults: Faults): void {
  const days = input.payment?.dueInDays;
  if (days !== undefined && addDays(issueDate, days) > latestDate) {
    faults.add('input-date-range', ['payment', 'dueInDays'], days, issueDate, latestDate);
  }
}

const amountLimit = decimal('10000000000000000');

/** TKwotowy holds 16 digits before the point; quantity times price may have more. */
function checkSize(amounts: readonly LineAmounts[], totals: ComputedTotals, faults: Faults): void {
  const isTooLarge = (amount: Big): boolean => amount.abs().gte(amountLimit);
  const large = amounts.findIndex((line) => isTooLarge(line.value));
  const sums = totals.fields.flatMap((row) => [row.net, row.vat, row.vatInPln ?? row.vat]);
  if (large !== -1) faults.add('amount-too-large', ['lines', large], undefined);
  else if ([...sums, totals.gross].some(isTooLarge)) faults.add('amount-too-large', ['lines'], undefined);
}
