/** How it is paid, and what is added to or taken off the amount due: Platnosc, Rozliczenie. */
import type { Fa3 } from '@kwit/formats';
import { addDays } from '../dates.ts';
import { type Big, decimal, formatAmount, sum } from '../decimal.ts';
import type { InvoiceInput } from '../input.ts';
import { token } from '../text.ts';
import { bankOwnAccounts, type PaymentMethod, paymentMethods } from '../vocabulary.ts';
import { unlessEmpty } from './marks.ts';

type Payment = NonNullable<InvoiceInput['payment']>;
type Platnosc = NonNullable<Fa3['Fa']['Platnosc']>;

/** The days that words of the input stand for, YYYY-MM-DD. */
export interface Days {
  readonly today: string;
  /** `dueInDays` is counted from it. */
  readonly issueDate: string;
}

export function buildPayment(payment: Payment | undefined, days: Days): Platnosc | undefined {
  if (payment === undefined) return undefined;
  return unlessEmpty({
    ...buildPaid(payment, days.today),
    TerminPlatnosci: buildDueDates(payment, days.issueDate),
    ...buildMethod(payment),
    RachunekBankowy: payment.accounts?.map(buildAccount),
    RachunekBankowyFaktora: payment.factorAccounts?.map(buildAccount),
    Skonto:
      payment.earlyPaymentDiscount === undefined
        ? undefined
        : {
            WarunkiSkonta: token(payment.earlyPaymentDiscount.terms),
            WysokoscSkonta: token(payment.earlyPaymentDiscount.amount),
          },
    LinkDoPlatnosci: token(payment.link),
    IPKSeF: payment.ksefPaymentId,
  });
}

function buildPaid(payment: Payment, today: string): Partial<Platnosc> {
  const { paidOn } = payment;
  if (paidOn !== undefined) return { Zaplacono: '1', DataZaplaty: paidOn === 'today' ? today : paidOn };
  if (payment.partialPayments === undefined) return {};
  return {
    ZnacznikZaplatyCzesciowej: payment.paidInFull === true ? '2' : '1',
    ZaplataCzesciowa: payment.partialPayments.map((part) => ({
      KwotaZaplatyCzesciowej: formatAmount(decimal(part.amount)),
      DataZaplatyCzesciowej: part.date,
      ...buildMethod(part),
    })),
  };
}

interface Method {
  method?: PaymentMethod;
  otherMethod?: string;
}

function buildMethod({ method, otherMethod }: Method) {
  if (method !== undefined) return { FormaPlatnosci: paymentMethods[method] };
  return otherMethod === undefined ? {} : { PlatnoscInna: '1', OpisPlatnosci: token(otherMethod) };
}

function buildDueDates(payment: Payment, issueDate: string): Platnosc['TerminPlatnosci'] {
  const description = payment.dueDescription;
  const terms: NonNullable<Platnosc['TerminPlatnosci']> = dueDays(payment, issueDate).map((Termin) => ({
    Termin,
  }));
  if (description !== undefined) {
    const [first = {}, ...rest] = terms;
    const TerminOpis = {
      Ilosc: String(description.count),
      Jednostka: token(description.unit),
      ZdarzeniePoczatkowe: token(description.event),
    };
    return [{ ...first, TerminOpis }, ...rest];
  }
  return terms.length === 0 ? undefined : terms;
}

function dueDays(payment: Payment, issueDate: string): string[] {
  if (payment.dueDates !== undefined) return payment.dueDates;
  if (payment.dueDate !== undefined) return [payment.dueDate];
  return payment.dueInDays === undefined ? [] : [addDays(issueDate, payment.dueInDays)];
}

function buildAccount(account: NonNullable<Payment['accounts']>[number]) {
  return {
    NrRB: account.number.replace(/\s/g, '').toUpperCase(),
    SWIFT: account.swift,
    RachunekWlasnyBanku:
      account.bankOwnAccount === undefined ? undefined : bankOwnAccounts[account.bankOwnAccount],
    NazwaBanku: token(account.bankName),
    OpisRachunku: token(account.description),
  };
}

/** @param gross the amount due of the invoice itself (P_15). */
export function buildSettlement(
  settlement: InvoiceInput['settlement'],
  gross: Big,
): Fa3['Fa']['Rozliczenie'] {
  if (settlement?.charges === undefined && settlement?.deductions === undefined) return undefined;
  const { charges, deductions } = settlement;
  const total = (parts: typeof charges) => sum((parts ?? []).map((part) => decimal(part.amount)));
  const due = gross.plus(total(charges)).minus(total(deductions));
  return {
    Obciazenia: charges?.map(buildAdjustment),
    SumaObciazen: charges === undefined ? undefined : formatAmount(total(charges)),
    Odliczenia: deductions?.map(buildAdjustment),
    SumaOdliczen: deductions === undefined ? undefined : formatAmount(total(deductions)),
    ...(due.lt(0) ? { DoRozliczenia: formatAmount(due.neg()) } : { DoZaplaty: formatAmount(due) }),
  };
}

const buildAdjustment = (part: { amount: string | number; reason: string }) => ({
  Kwota: formatAmount(decimal(part.amount)),
  Powod: token(part.reason),
});
