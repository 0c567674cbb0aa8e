/**
 * The business invoice as a person or a shop writes it: plain English names, each with the element of FA(3) it becomes.
 *
 * This declaration is the source of the type `InvoiceInput` and of the published JSON Schema `invoice.schema.json`
 * (`node packages/invoice/tools/write-schema.ts`). The program reads the published file, not this one: the file is what
 * other people hold against us, and TypeBox stays out of the start-up time.
 *
 * Keywords of ours: `x-shape` names what a text must look like beyond its pattern (see `messages.ts`), `x-scale` how many
 * decimals an amount may have, `x-earliest` and `x-latest` the first and the last day that a date may be.
 */
import Type, { type Static } from 'typebox';
import { attachment, details, exemption, newTransport, notes, registers } from './input-extras.ts';
import { advanceInvoices, advancePayments, correction } from './input-kinds.ts';
import { line, order, sums } from './input-lines.ts';
import { authorizedParty, buyer, seller, thirdParty } from './input-parties.ts';
import { payment, settlement } from './input-payment.ts';
import { terms } from './input-terms.ts';
import {
  amount,
  date,
  dateOrToday,
  flag,
  keysOf,
  list,
  object,
  oneOf,
  quantity,
  text,
} from './schema-terms.ts';
import {
  currencies,
  type InvoiceKind,
  invoiceKinds,
  type MarginScheme,
  marginSchemes,
} from './vocabulary.ts';

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
        'PLN for one unit of the currency, up to 6 decimals: KursWaluty, on advance invoices KursWalutyZ. VAT in PLN (P_14_xW) is computed with it.',
      ),
    ),
    warehouseDocuments: Type.Optional(list(text(256, 'WZ.'), 1000, 'Numbers of warehouse documents: WZ.')),
    seller,
    buyer,
    thirdParties: Type.Optional(list(thirdParty, 100, 'Podmiot3.')),
    authorizedParty: Type.Optional(authorizedParty),
    lines: Type.Optional(
      list(
        line,
        10000,
        'What is sold: FaWiersz. An advance invoice has an order instead; a correction of parties or of a whole period may have none.',
      ),
    ),
    vatPerLine: Type.Optional(
      flag('State VAT line by line and sum it up (art. 106e ust. 10) instead of once per rate: P_11Vat.'),
    ),
    sums: Type.Optional(sums),
    grossTotal: Type.Optional(amount('Amount due where it is not the sum of net and VAT: P_15.')),
    correction: Type.Optional(correction),
    order: Type.Optional(order),
    advanceAmount: Type.Optional(
      amount(
        'Payment that an advance invoice documents, with VAT: P_15. On its correction: the payment as it should have been.',
      ),
    ),
    advancePayments: Type.Optional(advancePayments),
    advanceInvoices: Type.Optional(advanceInvoices),
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
    newTransport: Type.Optional(newTransport),
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
    ...terms,
    details: Type.Optional(details),
    notes: Type.Optional(notes),
    registers: Type.Optional(registers),
    attachment: Type.Optional(attachment),
  },
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Kwit business invoice',
    description: 'An invoice as people and shops write it; Kwit turns it into FA(3).',
  },
);

/** The invoice as a person or a shop writes it, see {@link invoiceInput}. */
export type InvoiceInput = Static<typeof invoiceInput>;
export type LineInput = NonNullable<InvoiceInput['lines']>[number];
export type OrderInput = NonNullable<InvoiceInput['order']>;
export type OrderLineInput = OrderInput['lines'][number];
export type SumInput = NonNullable<InvoiceInput['sums']>[number];
export type CorrectionInput = NonNullable<InvoiceInput['correction']>;
export type PartyIdentity = Pick<InvoiceInput['buyer'], 'nip' | 'euVat' | 'foreignId' | 'noId'>;

/** What the sums of an invoice come from. */
export type CountedInput = Omit<InvoiceInput, 'number' | 'issueDate' | 'seller' | 'buyer'>;
