/** Payment and settlement of a document as the input has them. */
import type { Fa3 } from '@kwit/formats';
import type { InvoiceInput } from '../input.ts';
import { token } from '../text.ts';
import { bankOwnAccounts, paymentMethods } from '../vocabulary.ts';
import { compact, wordOf } from './compact.ts';

type Platnosc = NonNullable<Fa3['Fa']['Platnosc']>;
type Payment = NonNullable<InvoiceInput['payment']>;

export function readPayment(payment: Platnosc | undefined): Payment | undefined {
  if (payment === undefined) return undefined;
  const { Skonto, ZaplataCzesciowa } = payment;
  return compact({
    ...readMethod(payment),
    ...readDueDates(payment.TerminPlatnosci ?? []),
    accounts: payment.RachunekBankowy?.map(readAccount),
    factorAccounts: payment.RachunekBankowyFaktora?.map(readAccount),
    paidOn: payment.DataZaplaty,
    partialPayments: ZaplataCzesciowa?.map((part) =>
      compact({
        amount: part.KwotaZaplatyCzesciowej,
        date: part.DataZaplatyCzesciowej,
        ...readMethod(part),
      }),
    ),
    paidInFull: payment.ZnacznikZaplatyCzesciowej === '2' ? true : undefined,
    earlyPaymentDiscount:
      Skonto === undefined
        ? undefined
        : { terms: token(Skonto.WarunkiSkonta), amount: token(Skonto.WysokoscSkonta) },
    link: token(payment.LinkDoPlatnosci),
    ksefPaymentId: token(payment.IPKSeF),
  });
}

const readMethod = (part: { FormaPlatnosci?: string | undefined; OpisPlatnosci?: string | undefined }) => ({
  method: wordOf(paymentMethods, part.FormaPlatnosci),
  otherMethod: token(part.OpisPlatnosci),
});

function readDueDates(terms: NonNullable<Platnosc['TerminPlatnosci']>) {
  const days = terms.flatMap(({ Termin }) => (Termin === undefined ? [] : [Termin]));
  const description = terms[0]?.TerminOpis;
  return {
    dueDate: days.length === 1 ? days[0] : undefined,
    dueDates: days.length > 1 ? days : undefined,
    dueDescription:
      description === undefined
        ? undefined
        : {
            count: Number(description.Ilosc),
            unit: token(description.Jednostka),
            event: token(description.ZdarzeniePoczatkowe),
          },
  };
}

function readAccount(
  account: NonNullable<Platnosc['RachunekBankowy']>[number],
): NonNullable<Payment['accounts']>[number] {
  return compact({
    number: account.NrRB,
    swift: account.SWIFT,
    bankOwnAccount: wordOf(bankOwnAccounts, account.RachunekWlasnyBanku),
    bankName: token(account.NazwaBanku),
    description: token(account.OpisRachunku),
  });
}

export function readSettlement(settlement: Fa3['Fa']['Rozliczenie']): InvoiceInput['settlement'] {
  if (settlement === undefined) return undefined;
  const read = (part: { Kwota: string; Powod: string }) => ({
    amount: part.Kwota,
    reason: token(part.Powod),
  });
  return compact({
    charges: settlement.Obciazenia?.map(read),
    deductions: settlement.Odliczenia?.map(read),
  });
}
