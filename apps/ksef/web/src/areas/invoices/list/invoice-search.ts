/** What the list of invoices is asked for: all of it stands in the address, so that a reload or a link has the same list. */
import type {
  AmountType,
  BuyerIdentifierType,
  InvoiceQueryDateType,
  InvoiceQueryFilters,
  InvoiceQueryFormType,
  InvoiceQuerySubjectType,
  InvoiceType,
  InvoicingMode,
} from '@kwit/ksef-contract';
import { addDays, isDay } from '../../../days.ts';
import { nothingBut } from '../../../search.ts';

export const subjectTypes = ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized'] as const;
export const dateTypes = ['Issue', 'Invoicing', 'PermanentStorage'] as const;
export const periods = ['days30', 'days90', 'thisMonth', 'lastMonth', 'own'] as const;
export type Period = (typeof periods)[number];
export const sorts = ['newest', 'oldest', 'number', 'party', 'grossDown', 'grossUp'] as const;
export type Sort = (typeof sorts)[number];
export const amountTypes = ['Brutto', 'Netto', 'Vat'] as const;
export const buyerTypes = ['Nip', 'VatUe', 'Other', 'None'] as const;
export const formTypes = ['FA', 'PEF', 'FA_RR'] as const;
export const invoicingModes = ['Online', 'Offline'] as const;
export const invoiceTypes = [
  'Vat',
  'Zal',
  'Kor',
  'Roz',
  'Upr',
  'KorZal',
  'KorRoz',
  'VatPef',
  'VatPefSp',
  'KorPef',
  'VatRr',
  'KorVatRr',
] as const;

/** Conditions beside subject and date; each can be taken away. */
export interface InvoiceConditions {
  readonly ksefNumber?: string;
  readonly invoiceNumber?: string;
  readonly sellerNip?: string;
  readonly buyerType?: BuyerIdentifierType;
  readonly buyer?: string;
  readonly amountType?: AmountType;
  readonly amountFrom?: number;
  readonly amountTo?: number;
  readonly currencies?: readonly string[];
  readonly types?: readonly InvoiceType[];
  readonly form?: InvoiceQueryFormType;
  readonly mode?: InvoicingMode;
  readonly selfInvoicing?: boolean;
  readonly attachment?: boolean;
}

export interface InvoiceSearch extends InvoiceConditions {
  /** As whom the context appears; seller without it. */
  readonly subject?: InvoiceQuerySubjectType;
  /** Which date; day of issue without it. */
  readonly date?: InvoiceQueryDateType;
  /** The last 90 days without it. */
  readonly period?: Period;
  /** First and last day of a period of one's own. */
  readonly from?: string;
  readonly to?: string;
  /** The newest first without it. */
  readonly sort?: Sort;
}

type Given = Readonly<Record<string, unknown>>;

/** Only what is right; an address that somebody typed may hold anything. */
export function invoiceSearch(given: Given): InvoiceSearch {
  const right = defined({
    subject: oneOf(subjectTypes, given.subject),
    date: oneOf(dateTypes, given.date),
    period: oneOf(periods, given.period),
    from: dayIn(given.from),
    to: dayIn(given.to),
    sort: oneOf(sorts, given.sort),
    ...conditionsIn(given),
  });
  return nothingBut(given, right);
}

const conditionsIn = (
  given: Given,
): { [Name in keyof InvoiceConditions]: InvoiceConditions[Name] | undefined } => ({
  ksefNumber: textIn(given.ksefNumber, 36),
  invoiceNumber: textIn(given.invoiceNumber, 256),
  sellerNip: textIn(given.sellerNip, 10),
  buyerType: oneOf(buyerTypes, given.buyerType),
  buyer: textIn(given.buyer, 50),
  amountType: oneOf(amountTypes, given.amountType),
  amountFrom: numberIn(given.amountFrom),
  amountTo: numberIn(given.amountTo),
  currencies: listIn(given.currencies, (one) => (/^[A-Z]{3}$/.test(String(one)) ? String(one) : undefined)),
  types: listIn(given.types, (one) => oneOf(invoiceTypes, one)),
  form: oneOf(formTypes, given.form),
  mode: oneOf(invoicingModes, given.mode),
  selfInvoicing: flagIn(given.selfInvoicing),
  attachment: flagIn(given.attachment),
});

const oneOf = <Value extends string>(known: readonly Value[], given: unknown): Value | undefined =>
  known.find((one) => one === given);
const textIn = (given: unknown, longest: number): string | undefined =>
  (typeof given === 'string' || typeof given === 'number') && String(given).trim() !== ''
    ? String(given).trim().slice(0, longest)
    : undefined;
const dayIn = (given: unknown): string | undefined =>
  typeof given === 'string' && isDay(given) ? given : undefined;
const numberIn = (given: unknown): number | undefined =>
  typeof given === 'number' && Number.isFinite(given) ? given : undefined;
const flagIn = (given: unknown): boolean | undefined => (typeof given === 'boolean' ? given : undefined);
const listIn = <Value>(given: unknown, read: (one: unknown) => Value | undefined): Value[] | undefined => {
  const found = Array.isArray(given) ? given.flatMap((one) => read(one) ?? []) : [];
  return found.length === 0 ? undefined : found;
};

type Defined<Values> = { [Name in keyof Values]?: Exclude<Values[Name], undefined> };

/** Without what is undefined: an address shows it otherwise. */
export const defined = <Values extends object>(values: Values): Defined<Values> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<Values>;

/** The names of all conditions, to take them away together. */
const conditionNames = Object.keys(conditionsIn({})) as (keyof InvoiceConditions)[];

export const hasConditions = (search: InvoiceSearch): boolean =>
  conditionNames.some((name) => search[name] !== undefined);

/** The same list without conditions. */
export const withoutConditions = ({ subject, date, period, from, to, sort }: InvoiceSearch): InvoiceSearch =>
  defined({ subject, date, period, from, to, sort });

export interface Days {
  readonly from: string;
  /** Absent: up to now. */
  readonly to?: string;
}

/**
 * The days that are asked for.
 * @param today as KSeF sees it
 */
export function daysOf({ period = 'days90', from, to }: InvoiceSearch, today: string): Days {
  switch (period) {
    case 'days30':
      return { from: addDays(today, -29) };
    case 'days90':
      return { from: addDays(today, -89) };
    case 'thisMonth':
      return { from: firstOfMonth(today) };
    case 'lastMonth': {
      const last = addDays(firstOfMonth(today), -1);
      return { from: firstOfMonth(last), to: last };
    }
    case 'own':
      return { from: from ?? addDays(to ?? today, -89), ...(to === undefined ? {} : { to }) };
  }
}

const firstOfMonth = (day: string): string => `${day.slice(0, 8)}01`;

/** The query of the API that the search stands for. */
export function filtersOf(search: InvoiceSearch, today: string): InvoiceQueryFilters {
  const { from, to } = daysOf(search, today);
  return {
    subjectType: search.subject ?? 'Subject1',
    dateRange: {
      dateType: search.date ?? 'Issue',
      from: startOf(from),
      ...(to !== undefined && { to: endOf(to) }),
    },
    ...conditionFilters(search),
  };
}

/** KSeF reads a moment without a zone as one in Poland. */
export const startOf = (day: string): string => `${day}T00:00:00`;
export const endOf = (day: string): string => `${day}T23:59:59.999`;

function conditionFilters(search: InvoiceConditions): Omit<InvoiceQueryFilters, 'subjectType' | 'dateRange'> {
  const { ksefNumber, invoiceNumber, sellerNip, form, mode, selfInvoicing, attachment } = search;
  const { currencies, types, buyerType, buyer, amountType = 'Brutto', amountFrom, amountTo } = search;
  return defined({
    ksefNumber,
    invoiceNumber,
    sellerNip,
    buyerIdentifier:
      buyerType === undefined && buyer === undefined
        ? undefined
        : { type: buyerType ?? 'Nip', ...(buyerType !== 'None' && buyer !== undefined && { value: buyer }) },
    amount:
      amountFrom === undefined && amountTo === undefined
        ? undefined
        : defined({ type: amountType, from: amountFrom, to: amountTo }),
    currencyCodes: currencies as InvoiceQueryFilters['currencyCodes'],
    invoiceTypes: types as InvoiceQueryFilters['invoiceTypes'],
    formType: form,
    invoicingMode: mode,
    isSelfInvoicing: selfInvoicing,
    hasAttachment: attachment,
  }) as Omit<InvoiceQueryFilters, 'subjectType' | 'dateRange'>;
}
