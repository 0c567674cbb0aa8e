/** The state of the short form: what was typed, what is wrong with it, what it comes to. */

import type { Problem } from '@kwit/formats';
import { type BuiltInvoice, buildInvoice, type CountedLines, countLines, InvoiceError } from '@kwit/invoice';
import { useDraft, useLanguage, useTexts } from '@kwit/ui';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { invoiceDrafts } from '../../../session/unsent.ts';
import { issueInvoiceTexts } from '../texts.ts';
import type { FieldErrorsInForm } from './field-errors.ts';
import { errorsOf, type FieldErrors, missingOf } from './problem-fields.ts';
import {
  decimalOf,
  emptyDraft,
  emptyLine,
  emptySeller,
  inputOf,
  type LineDraft,
  lineInput,
  type SellerDraft,
  type ShortDraft,
} from './short-draft.ts';

export interface ShortForm extends FieldErrorsInForm {
  readonly draft: ShortDraft;
  readonly seller: SellerDraft;
  readonly counted: CountedLines;
  set(changed: Partial<ShortDraft>): void;
  setSeller(changed: Partial<SellerDraft>): void;
  setLine(key: number, changed: Partial<LineDraft>): void;
  addLine(): void;
  removeLine(key: number): void;
  /** Forgets what was typed, but for the seller. */
  clear(): void;
  /** Builds the invoice; undefined where something is wrong, which then stands at the fields. */
  build(): BuiltInvoice | undefined;
  /** Shows what others found wrong. */
  show(errors: FieldErrors): void;
}

export function useShortForm(nip: string, today: string): ShortForm {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts);
  const [draft, setDraft, clear] = useDraft<ShortDraft>(invoiceDrafts.short, emptyDraft);
  const [seller, setSellerDraft] = useDraft<SellerDraft>(`issue-invoice.seller.${nip}`, emptySeller);
  const [errors, setErrors] = useState<FieldErrors>({});
  const counted = useCounted(draft);
  const set = useCallback(
    (changed: Partial<ShortDraft>) => setDraft((before) => ({ ...before, ...changed })),
    [setDraft],
  );
  const setSeller = useCallback(
    (changed: Partial<SellerDraft>) => setSellerDraft((before) => ({ ...before, ...changed })),
    [setSellerDraft],
  );
  const onLines = useCallback(
    (change: (lines: readonly LineDraft[]) => readonly LineDraft[]) =>
      setDraft((before) => ({ ...before, lines: change(before.lines) })),
    [setDraft],
  );
  const setLine = useCallback(
    (key: number, changed: Partial<LineDraft>) =>
      onLines((lines) => lines.map((line) => (line.key === key ? { ...line, ...changed } : line))),
    [onLines],
  );
  const onChanged = useCallback((name: string) => setErrors((before) => without(before, name)), []);
  const build = (): BuiltInvoice | undefined => {
    const { built, problems } = tryToBuild(inputOf(draft, { ...seller, nip }, today), today);
    const missing = missingOf(draft, seller).map((field) => [field, texts.required] as const);
    const found = { ...errorsOf(problems, language), ...Object.fromEntries(missing) };
    setErrors(found);
    return Object.keys(found).length === 0 ? built : undefined;
  };
  return {
    draft,
    seller,
    counted,
    errors,
    onChanged,
    set,
    setSeller,
    setLine,
    addLine: () => onLines((lines) => [...lines, nextLine(lines)]),
    removeLine: (key) => {
      onLines((lines) => lines.filter((line) => line.key !== key));
      setErrors({});
    },
    clear,
    build,
    show: setErrors,
  };
}

/** A new line has the unit and the rate of the one before it. */
function nextLine(lines: readonly LineDraft[]): LineDraft {
  const last = lines.at(-1);
  const key = Math.max(0, ...lines.map((line) => line.key)) + 1;
  return { ...emptyLine(key), ...(last && { unit: last.unit, vatRate: last.vatRate }) };
}

function without(errors: FieldErrors, name: string): FieldErrors {
  if (errors[name] === undefined && errors[''] === undefined) return errors;
  const { [name]: _, '': __, ...rest } = errors;
  return rest;
}

function useCounted({ lines, currency, exchangeRate }: ShortDraft): CountedLines {
  const typed = useDeferredValue(lines);
  return useMemo(
    () => counted(typed, { currency, exchangeRate: decimalOf(exchangeRate) }),
    [typed, currency, exchangeRate],
  );
}

/** Amounts of the format have so many digits before the point. */
const mostDigits = 16;

/** Lines whose value is none that an invoice can hold do not count. */
function counted(lines: readonly LineDraft[], options: Parameters<typeof countLines>[1]): CountedLines {
  const all = countLines(lines.map(lineInput), options);
  const isTooLarge = (value: string | null | undefined) =>
    (value ?? '').replace('-', '').split('.', 1).join('').length > mostDigits;
  if (!all.values.some(isTooLarge)) return all;
  const kept = lines.map((line, index) => (isTooLarge(all.values[index]) ? { ...line, price: '' } : line));
  return countLines(kept.map(lineInput), options);
}

/** Problems are errors alone; warnings come with what was built. */
function tryToBuild(input: object, today: string): { built?: BuiltInvoice; problems: readonly Problem[] } {
  try {
    return { built: buildInvoice(input, { today }), problems: [] };
  } catch (error) {
    if (!(error instanceof InvoiceError)) throw error;
    return { problems: error.problems.filter(({ severity }) => severity === 'error') };
  }
}
