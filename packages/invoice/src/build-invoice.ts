/** From the business invoice to FA(3). */
import { type FormatDocument, type Problem, write } from '@kwit/formats';
import { checkInput } from './check-input.ts';
import { checkMeaning } from './check-meaning.ts';
import { composeInvoice } from './compose.ts';
import { addDays, isDate, latestDate, todayInPoland } from './dates.ts';
import { type Big, decimal } from './decimal.ts';
import { Faults } from './faults.ts';
import type { InvoiceInput } from './input.ts';
import { computeOrderLine, computeTotals, orderValue } from './kind-totals.ts';
import { originOf } from './origins.ts';
import { formatJsonPath, InvoiceError, type Locate } from './problems.ts';
import { checkDocument } from './rules/check-document.ts';
import {
  type ComputedTotals,
  computeLine,
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
export function buildInvoice(given: unknown, options: BuildOptions = {}): BuiltInvoice {
  checkOptions(options);
  const locate = options.locate ?? (() => null);
  const faults = new Faults(locate);
  const input = checkInput(given, faults);
  if (input === undefined) throw new InvoiceError(faults.problems);
  checkMeaning(input, faults);

  const today = options.today ?? todayInPoland();
  const issueDate = input.issueDate === 'today' ? today : input.issueDate;
  checkDueDay(input, issueDate, faults);
  const amounts = (input.lines ?? []).map(computeLine);
  const totals = computeTotals(input, amounts);
  checkSize(input, amounts, totals, faults);

  const createdAt = options.createdAt ?? now();
  const document = composeInvoice(input, amounts, totals, { today, issueDate, createdAt });
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

function checkDueDay(input: InvoiceInput, issueDate: string, faults: Faults): void {
  const days = input.payment?.dueInDays;
  if (days !== undefined && addDays(issueDate, days) > latestDate) {
    faults.add('input-date-range', ['payment', 'dueInDays'], days, issueDate, latestDate);
  }
}

const amountLimit = decimal('10000000000000000');

/** TKwotowy holds 16 digits before the point; quantity times price may have more. */
function checkSize(
  input: InvoiceInput,
  amounts: readonly LineAmounts[],
  totals: ComputedTotals,
  faults: Faults,
): void {
  const isTooLarge = (amount: Big | null): boolean => amount?.abs().gte(amountLimit) === true;
  const lines = amounts.findIndex((line) => isTooLarge(line.value));
  const ordered = (input.order?.lines ?? []).map(computeOrderLine);
  const orderLine = ordered.findIndex((line) => isTooLarge(line.net) || isTooLarge(line.vat));
  const sums = totals.fields.flatMap((row) => [row.net, row.vat, row.vatInPln]);
  if (lines !== -1) faults.add('amount-too-large', ['lines', lines], undefined);
  else if (orderLine !== -1) faults.add('amount-too-large', ['order', 'lines', orderLine], undefined);
  else if ([...sums, totals.gross, orderValue(input)].some(isTooLarge)) {
    faults.add('amount-too-large', [input.lines === undefined ? 'order' : 'lines'], undefined);
  }
}
