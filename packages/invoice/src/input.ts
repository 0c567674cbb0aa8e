/**
 * The business invoice as a person or a shop writes it: plain English names, each with the element of FA(3) it becomes.
 *
 * This declaration is the source of the type `InvoiceInput` and of the published JSON Schema `invoice.schema.json`
 * (`node packages/invoice/tools/write-schema.ts`). The program reads the published file, not this one: the file is what
 * other people hold against us, and TypeBox stays out of the start-up time.
 *
 * Keywords of ours: `x-shape` names what a text must look like beyond its pattern (see `messages.ts`), `x-scale` how many
 * decimals an amount may have, `x-earliest` the first day that a date may be.
 */
import Type, { type Static } from 'typebox';
import { authorizedParty, buyer, seller, thirdParty } from './input-parties.ts';
import {
  amount,
  date,
  dateOrToday,
  exactlyOne,
  flag,
  keysOf,
  list,
  object,
  oneOf,
  percent,
  price,
  quantity,
  shaped,
  text,
} from './schema-terms.ts';
import {
  type BankOwnAccount,
  bankOwnAccounts,
  currencies,
  gtuMarks,
  type InvoiceKind,
  invoiceKinds,
  type MarginScheme,
  marginSchemes,
  type PaymentMethod,
  paymentMethods,
  procedures,
  type VatRate,
  vatRates,
} from './vocabulary.ts';

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

const line = object(
  {
    name: text(512, 'Name of the goods or service: P_7.'),
    quantity: quantity('P_8B, up to 6 decimals.'),
    unit: text(256, 'Unit of measure, for example szt. or godz.: P_8A.'),
    unitNetPrice: Type.Optional(price('Price of one unit without VAT: P_9A, up to 8 decimals.')),
    unitGrossPrice: Type.Optional(price('Price of one unit with VAT: P_9B, up to 8 decimals.')),
    unitDiscount: Type.Optional(
      price(
        'Discount on the price of one unit, in the currency of the invoice, net or gross like the price: P_10.',
      ),
    ),
    discountPercent: Type.Optional(percent('Discount on the price of one unit in percent; becomes P_10.')),
    vatRate: oneOf<VatRate>(
      vatRates,
      'P_12; "margin" for a line under the margin scheme and "oss" for one taxed in another EU country have no P_12.',
    ),
    ossRate: Type.Optional(percent('VAT rate of the other EU country, with vatRate "oss": P_12_XII.')),
    saleDate: Type.Optional(date('Date of the supply where it differs between lines: P_6A.')),
    id: Type.Optional(text(50, 'Universal unique identifier of the line: UU_ID.')),
    index: Type.Optional(text(50, 'Code of the goods in your own records: Indeks.')),
    gtin: Type.Optional(text(20, 'GTIN.')),
    pkwiu: Type.Optional(text(50, 'PKWiU.')),
    cn: Type.Optional(text(50, 'Combined Nomenclature: CN.')),
    pkob: Type.Optional(text(50, 'PKOB.')),
    gtu: Type.Optional(oneOf(gtuMarks, 'GTU.')),
    procedure: Type.Optional(oneOf(procedures, 'Procedura.')),
    annex15: Type.Optional(flag('Goods or services of annex 15 to the VAT act: P_12_Zal_15.')),
    exciseDuty: Type.Optional(amount('Excise duty in the price: KwotaAkcyzy.')),
  },
  { description: 'One line: FaWiersz.', ...exactlyOne('unitNetPrice', 'unitGrossPrice') },
);

const exemption = object(
  {
    act: Type.Optional(
      text(256, 'Provision of the Polish act or regulation, for example "art. 43 ust. 1 pkt 18": P_19A.'),
    ),
    directive: Type.Optional(text(256, 'Provision of directive 2006/112/EC: P_19B.')),
    other: Type.Optional(text(256, 'Another legal basis: P_19C.')),
  },
  {
    description: 'Legal basis of the exemption, needed by lines with the rate "zw": Zwolnienie.',
    ...exactlyOne('act', 'directive', 'other'),
  },
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

const payment = object(
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
  },
  { description: 'How and when it is paid: Platnosc.' },
);

const adjustment = (description: string) =>
  object({ amount: amount('Kwota.'), reason: text(256, 'Powod.') }, { description });

const settlement = object(
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

export const invoiceInput = object(
  {
    $schema: Type.Optional(Type.String({ description: 'Address of this schema, for editors.' })),
    kind: Type.Optional(oneOf<InvoiceKind>(invoiceKinds, 'RodzajFaktury; VAT where it is not given.')),
    number: text(256, 'Number of the invoice: P_2. KSeF takes one number of one seller and kind once only.'),
    issueDate: dateOrToday(
      'Date of issue: P_1. The word "today" stands for the day on which the invoice is built, in Poland.',
    ),
    issuePlace: Type.Optional(text(256, 'P_1M.')),
    saleDate: Type.Optional(
      date('Date of the supply where it differs from the date of issue: P_6. Not together with period.'),
    ),
    period: Type.Optional(
      object(
        { from: date('P_6_Od.'), to: date('P_6_Do.') },
        { description: 'The period that the invoice covers: OkresFa.' },
      ),
    ),
    currency: Type.Optional(oneOf(currencies, 'KodWaluty; PLN where it is not given.')),
    exchangeRate: Type.Optional(
      quantity(
        'PLN for one unit of the currency, up to 6 decimals: KursWaluty. VAT in PLN (P_14_xW) is computed with it.',
      ),
    ),
    warehouseDocuments: Type.Optional(list(text(256, 'WZ.'), 1000, 'Numbers of warehouse documents: WZ.')),
    seller,
    buyer,
    thirdParties: Type.Optional(list(thirdParty, 100, 'Podmiot3.')),
    authorizedParty: Type.Optional(authorizedParty),
    lines: list(line, 10000, 'What is sold: FaWiersz, numbered from 1.'),
    exemption: Type.Optional(exemption),
    reverseCharge: Type.Optional(
      flag('The buyer settles the tax: P_18. Set by itself where a line has the rate "oo" or "np II".'),
    ),
    splitPayment: Type.Optional(flag('Split payment is obligatory (annex 15, over 15,000 PLN): P_18A.')),
    selfInvoicing: Type.Optional(flag('The buyer issues the invoice for the seller: P_17.')),
    cashMethod: Type.Optional(flag('Cash accounting: P_16.')),
    simplifiedTriangular: Type.Optional(
      flag('Simplified triangular procedure, second taxable person: P_23.'),
    ),
    margin: Type.Optional(
      oneOf<MarginScheme>(
        keysOf(marginSchemes),
        'The margin scheme, needed by lines with the rate "margin": PMarzy.',
      ),
    ),
    relatedParties: Type.Optional(flag('Buyer and seller are related: TP.')),
    cashRegisterReceipt: Type.Optional(flag('Invoice to a receipt of a cash register: FP.')),
    exciseRefund: Type.Optional(flag('For farmers who claim back excise duty on fuel: ZwrotAkcyzy.')),
    settlement: Type.Optional(settlement),
    payment: Type.Optional(payment),
    contracts: Type.Optional(
      list(
        object({
          number: Type.Optional(text(256, 'NrUmowy.')),
          date: Type.Optional(date('DataUmowy.', 'TDataU')),
        }),
        100,
        'Contracts: WarunkiTransakcji/Umowy.',
      ),
    ),
    orders: Type.Optional(
      list(
        object({
          number: Type.Optional(text(256, 'NrZamowienia.')),
          date: Type.Optional(date('DataZamowienia.', 'TDataU')),
        }),
        100,
        'Orders: WarunkiTransakcji/Zamowienia.',
      ),
    ),
    batchNumbers: Type.Optional(
      list(text(256, 'NrPartiiTowaru.'), 1000, 'Batches of goods: NrPartiiTowaru.'),
    ),
    deliveryTerms: Type.Optional(text(256, 'Terms of delivery, for example an Incoterm: WarunkiDostawy.')),
    details: Type.Optional(
      list(
        object({
          line: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 10000,
              description: 'Number of the line it concerns: NrWiersza.',
            }),
          ),
          key: text(256, 'Klucz.'),
          value: text(256, 'Wartosc.'),
        }),
        10000,
        'Further data as pairs of key and value: DodatkowyOpis.',
      ),
    ),
    notes: Type.Optional(
      list(
        Type.String({ minLength: 1, maxLength: 3500, pattern: '\\S', description: 'StopkaFaktury.' }),
        3,
        'Footer of the invoice: Stopka/Informacje.',
      ),
    ),
    registers: Type.Optional(
      list(
        object({
          fullName: Type.Optional(text(256, 'PelnaNazwa.')),
          krs: Type.Optional(shaped('krs', '^[0-9]{10}$', 'KRS, ten digits.')),
          regon: Type.Optional(shaped('regon', '^([0-9]{9}|[0-9]{14})$', 'REGON, 9 or 14 digits.')),
          bdo: Type.Optional(text(9, 'BDO.')),
        }),
        100,
        'Numbers in other registers: Stopka/Rejestry.',
      ),
    ),
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Kwit business invoice',
    description: 'An invoice as people and shops write it; Kwit turns it into FA(3).',
  },
);

/** The invoice as a person or a shop writes it, see {@link invoiceInput}. */
export type InvoiceInput = Static<typeof invoiceInput>;
export type LineInput = InvoiceInput['lines'][number];
export type PartyIdentity = Pick<InvoiceInput['buyer'], 'nip' | 'euVat' | 'foreignId' | 'noId'>;
