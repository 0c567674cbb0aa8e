/** The document of an invoice that is still being written. */
import type { FormatDocument } from '@kwit/formats';
import { composeInvoice } from './compose.ts';
import { lineAmounts } from './count-lines.ts';
import { todayInPoland } from './dates.ts';
import { readDecimal } from './decimal.ts';
import type { CountedInput, InvoiceInput, LineInput } from './input.ts';
import { computeTotals } from './kind-totals.ts';
import { computeLine } from './totals.ts';

/** What is not there yet is absent, also in the parties. */
export interface BegunInput extends CountedInput {
  readonly number?: string;
  readonly issueDate?: string;
  readonly seller: Partial<Omit<InvoiceInput['seller'], 'address'>> & { address?: Partial<Address> };
  readonly buyer: Partial<Omit<InvoiceInput['buyer'], 'address'>> & { address?: Partial<Address> };
}

type Address = InvoiceInput['seller']['address'];

/**
 * As much of the FA(3) document as the input has. Nothing is judged; amounts and rates that are no decimals are left out,
 * and what is absent is absent in the document, though the type says that it is there.
 * @param today stands for the words of the input, YYYY-MM-DD; today in Poland by default
 */
export function beginInvoice(begun: BegunInput, { today = todayInPoland() } = {}): FormatDocument<'FA(3)'> {
  const { exchangeRate, issueDate = today } = begun;
  const lines = begun.lines?.map(withDecimals);
  const input = {
    ...begun,
    lines,
    exchangeRate: isDecimal(exchangeRate) ? exchangeRate : undefined,
    seller: { address: {}, ...begun.seller },
  } as unknown as InvoiceInput;
  const amounts = (lines ?? []).map(computeLine);
  const createdAt = `${new Date().toISOString().slice(0, 19)}Z`;
  const days = { today, issueDate: issueDate === 'today' ? today : issueDate, createdAt };
  return composeInvoice(input, amounts, computeTotals(input, amounts), days);
}

const isDecimal = (value: unknown): boolean => value !== undefined && readDecimal(String(value)) !== null;

const withDecimals = (line: LineInput): LineInput =>
  Object.fromEntries(
    Object.entries(line).filter(
      ([name, value]) => !lineAmounts.some((amount) => amount === name) || isDecimal(value),
    ),
  ) as unknown as LineInput;
