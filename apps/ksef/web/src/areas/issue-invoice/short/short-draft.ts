/** What is typed into the short form, as it was typed, and the business invoice that it says. */
import type { LineInput, PaymentMethod, VatRate } from '@kwit/invoice';

export const buyerKinds = ['nip', 'euVat', 'foreignId', 'noId'] as const;
export type BuyerKind = (typeof buyerKinds)[number];

export const exemptionBases = ['act', 'directive', 'other'] as const;
export type ExemptionBasis = (typeof exemptionBases)[number];

/** Rates of a plain sale; the rest stand in the full form. */
export const shortRates = [
  '23',
  '8',
  '5',
  '0 KR',
  '0 WDT',
  '0 EX',
  'zw',
  'oo',
  'np I',
  'np II',
] as const satisfies readonly VatRate[];

export interface AddressDraft {
  readonly country: string;
  readonly line1: string;
  readonly line2: string;
}

export interface SellerDraft {
  readonly name: string;
  readonly address: AddressDraft;
}

export interface LineDraft {
  /** Names the row within the form. */
  readonly key: number;
  readonly name: string;
  readonly quantity: string;
  readonly unit: string;
  readonly price: string;
  readonly vatRate: VatRate;
}

export interface ShortDraft {
  readonly number: string;
  /** Empty: today. */
  readonly issueDate: string;
  readonly saleDate: string;
  readonly issuePlace: string;
  readonly currency: string;
  readonly exchangeRate: string;
  readonly buyer: {
    readonly kind: BuyerKind;
    readonly id: string;
    /** Of an identifier from outside the EU; may be empty. */
    readonly idCountry: string;
    readonly name: string;
    readonly address: AddressDraft;
  };
  readonly lines: readonly LineDraft[];
  readonly exemption: { readonly basis: ExemptionBasis; readonly text: string };
  readonly payment: {
    readonly method: PaymentMethod | '';
    readonly dueDate: string;
    readonly account: string;
    readonly isPaid: boolean;
    readonly paidOn: string;
  };
  readonly splitPayment: boolean;
  readonly notes: string;
}

const emptyAddress: AddressDraft = { country: 'PL', line1: '', line2: '' };

export const emptySeller: SellerDraft = { name: '', address: emptyAddress };

export const emptyLine = (key: number): LineDraft => ({
  key,
  name: '',
  quantity: '1',
  unit: 'szt.',
  price: '',
  vatRate: '23',
});

export const emptyDraft: ShortDraft = {
  number: '',
  issueDate: '',
  saleDate: '',
  issuePlace: '',
  currency: 'PLN',
  exchangeRate: '',
  buyer: { kind: 'nip', id: '', idCountry: '', name: '', address: emptyAddress },
  lines: [emptyLine(1)],
  exemption: { basis: 'act', text: '' },
  payment: { method: 'transfer', dueDate: '', account: '', isPaid: false, paidOn: '' },
  splitPayment: false,
  notes: '',
};

/** What people put into numbers: spaces between thousands, a decimal comma, a true minus. */
export function decimalOf(typed: string): string {
  const plain = typed.replaceAll(/\s/g, '').replace(',', '.').replace('−', '-');
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain.replace(/^(-?)0+(?=\d)/, '$1') : typed.trim();
}

/** Absent where nothing was typed. */
const some = <Key extends string, Value>(key: Key, typed: string, value: (text: string) => Value) =>
  typed.trim() === '' ? {} : ({ [key]: value(typed.trim()) } as { [K in Key]: Value });

const text = <Key extends string>(key: Key, typed: string) => some(key, typed, String);
const amount = <Key extends string>(key: Key, typed: string) => some(key, typed, decimalOf);

const addressOf = ({ country, line1, line2 }: AddressDraft) => ({
  country,
  ...text('line1', line1),
  ...text('line2', line2),
});

const isTyped = ({ line1, line2 }: AddressDraft): boolean => `${line1}${line2}`.trim() !== '';

/** Digits that FA(3) has room for before and after the decimal point: P_8B, P_9A. */
export const digitLimits = {
  quantity: { before: 16, after: 6 },
  price: { before: 14, after: 8 },
} as const;

export const lineInput = ({ name, quantity, unit, price, vatRate }: LineDraft): LineInput => ({
  name: name.trim(),
  ...amount('quantity', quantity),
  ...text('unit', unit),
  ...amount('unitNetPrice', price),
  vatRate,
});

/** Separators are for people, identifiers go without. */
export const compactOf = (typed: string): string => typed.replaceAll(/[\s-]/g, '');

function identityOf({ kind, id, idCountry }: ShortDraft['buyer']) {
  switch (kind) {
    case 'nip':
      return some('nip', id, (typed) => compactOf(typed).replace(/^PL/i, ''));
    case 'euVat':
      return some('euVat', id, (typed) => compactOf(typed).toUpperCase());
    case 'foreignId':
      return { foreignId: { ...text('country', idCountry), ...text('id', id) } };
    case 'noId':
      return { noId: true };
  }
}

/** Whether the rate asks for the legal basis of an exemption. */
export const isExempt = ({ lines }: ShortDraft): boolean => lines.some(({ vatRate }) => vatRate === 'zw');

/**
 * The invoice as `buildInvoice` takes it; what was not typed is absent, so that it says what is missing.
 * @param today stands where no day of issue was chosen, YYYY-MM-DD
 */
export function inputOf(draft: ShortDraft, seller: SellerDraft & { nip: string }, today: string): object {
  const { buyer, payment, exemption } = draft;
  const inOtherCurrency = draft.currency !== 'PLN';
  return {
    ...text('number', draft.number),
    issueDate: draft.issueDate || today,
    ...text('issuePlace', draft.issuePlace),
    ...text('saleDate', draft.saleDate === (draft.issueDate || today) ? '' : draft.saleDate),
    ...(inOtherCurrency && { currency: draft.currency, ...amount('exchangeRate', draft.exchangeRate) }),
    seller: { nip: seller.nip, ...text('name', seller.name), address: addressOf(seller.address) },
    buyer: {
      ...identityOf(buyer),
      ...text('name', buyer.name),
      ...(isTyped(buyer.address) && { address: addressOf(buyer.address) }),
    },
    lines: draft.lines.map(lineInput),
    ...(isExempt(draft) && { exemption: text(exemption.basis, exemption.text) }),
    ...(draft.splitPayment && { splitPayment: true }),
    ...paymentOf(payment, today),
    ...some('notes', draft.notes, (note) => [note]),
  };
}

function paymentOf({ method, dueDate, account, isPaid, paidOn }: ShortDraft['payment'], today: string) {
  const payment = {
    ...(method !== '' && { method }),
    ...(isPaid ? { paidOn: paidOn || today } : text('dueDate', dueDate)),
    ...some('accounts', account, (number) => [{ number }]),
  };
  return Object.keys(payment).length === 0 ? {} : { payment };
}
