/** How the business invoice is paid: methods, due dates, accounts, charges and deductions. */
import Type from 'typebox';
import {
  amount,
  date,
  dateOrToday,
  flag,
  keysOf,
  list,
  object,
  oneOf,
  shaped,
  text,
} from './schema-terms.ts';
import { type BankOwnAccount, bankOwnAccounts, type PaymentMethod, paymentMethods } from './vocabulary.ts';

const account = object(
  {
    number: shaped(
      'bank-account',
      '^[0-9A-Za-z][0-9A-Za-z ]{8,41}$',
      'NRB (26 digits) or IBAN; spaces are allowed: NrRB.',
    ),
    swift: Type.Optional(
      shaped('swift', '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$', 'SWIFT (BIC) code of the bank: SWIFT.'),
    ),
    bankOwnAccount: Type.Optional(
      oneOf<BankOwnAccount>(
        keysOf(bankOwnAccounts),
        'The account belongs to the bank itself: RachunekWlasnyBanku.',
      ),
    ),
    bankName: Type.Optional(text(256, 'NazwaBanku.')),
    description: Type.Optional(text(256, 'OpisRachunku, for example the currency of the account.')),
  },
  { description: 'A bank account: RachunekBankowy.' },
);

const partialPayment = object(
  {
    amount: amount('KwotaZaplatyCzesciowej.'),
    date: date('DataZaplatyCzesciowej.', 'TData'),
    method: Type.Optional(oneOf<PaymentMethod>(keysOf(paymentMethods), 'FormaPlatnosci.')),
    otherMethod: Type.Optional(text(256, 'PlatnoscInna and OpisPlatnosci.')),
  },
  { description: 'One part that was paid: ZaplataCzesciowa.' },
);

export const payment = object(
  {
    method: Type.Optional(oneOf<PaymentMethod>(keysOf(paymentMethods), 'FormaPlatnosci.')),
    otherMethod: Type.Optional(
      text(256, 'A way to pay that the list does not have: PlatnoscInna and OpisPlatnosci.'),
    ),
    dueDate: Type.Optional(date('TerminPlatnosci/Termin.', 'TData')),
    dueInDays: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 3650,
        description: 'Days from the date of issue to the due date; becomes TerminPlatnosci/Termin.',
      }),
    ),
    dueDates: Type.Optional(list(date('Termin.', 'TData'), 100, 'Several due dates: TerminPlatnosci.')),
    dueDescription: Type.Optional(
      object(
        {
          count: Type.Integer({ minimum: 0, maximum: 100000, description: 'Ilosc.' }),
          unit: text(50, 'Jednostka, for example dni.'),
          event: text(256, 'ZdarzeniePoczatkowe, for example otrzymanie faktury.'),
        },
        { description: 'A due date told by an event: TerminOpis.' },
      ),
    ),
    accounts: Type.Optional(list(account, 100, 'Accounts of the seller: RachunekBankowy.')),
    factorAccounts: Type.Optional(list(account, 20, 'Accounts of the factor: RachunekBankowyFaktora.')),
    paidOn: Type.Optional(
      dateOrToday('Paid in full on that day, or "today": Zaplacono and DataZaplaty.', 'TData'),
    ),
    partialPayments: Type.Optional(
      list(partialPayment, 100, 'Paid in parts: ZnacznikZaplatyCzesciowej and ZaplataCzesciowa.'),
    ),
    paidInFull: Type.Optional(
      flag('The partial payments cover the whole amount: ZnacznikZaplatyCzesciowej 2 instead of 1.'),
    ),
    earlyPaymentDiscount: Type.Optional(
      object(
        { terms: text(256, 'WarunkiSkonta.'), amount: text(256, 'WysokoscSkonta, in words or numbers.') },
        { description: 'Skonto.' },
      ),
    ),
    link: Type.Optional(
      Type.String({
        maxLength: 512,
        pattern:
          '^https?://([a-zA-Z0-9][a-zA-Z0-9-]*\\.)+[a-zA-Z]{2,}(:[0-9]{1,5})?(/[^\\s?#]*)?\\?([^#\\s]*&)?IPKSeF=[0-9]{3}[a-zA-Z0-9]{10}(&[^#\\s]*)?(#.*)?$',
        'x-shape': 'payment-link',
        description: 'Address where the invoice can be paid, with the parameter IPKSeF: LinkDoPlatnosci.',
      }),
    ),
    ksefPaymentId: Type.Optional(
      shaped(
        'ksef-payment-id',
        '^[0-9]{3}[a-zA-Z0-9]{10}$',
        'Identifier of the payment in KSeF, three digits and ten letters or digits: IPKSeF.',
      ),
    ),
  },
  { description: 'How and when it is paid: Platnosc.' },
);

const adjustment = (description: string) =>
  object({ amount: amount('Kwota.'), reason: text(256, 'Powod.') }, { description });

export const settlement = object(
  {
    charges: Type.Optional(
      list(adjustment('Obciazenia.'), 100, 'Amounts added to what is to be paid: Obciazenia.'),
    ),
    deductions: Type.Optional(
      list(adjustment('Odliczenia.'), 100, 'Amounts taken off what is to be paid: Odliczenia.'),
    ),
  },
  { description: 'Charges and deductions beside the invoice total; the rest is computed: Rozliczenie.' },
);
