/** A new invoice that begins as one that KSeF has. */
import { examine, type FormatDocument } from '@kwit/formats';
import { type InvoiceInput, toInvoiceInput } from '@kwit/invoice';
import type { KsefClient } from '@kwit/ksef-client';
import {
  type AddressDraft,
  emptyDraft,
  emptyLine,
  type SellerDraft,
  type ShortDraft,
  shortRates,
} from './short-draft.ts';

export interface ModelInvoice {
  readonly document: FormatDocument<'FA(3)'>;
  readonly short: {
    readonly draft: ShortDraft;
    readonly seller: SellerDraft;
    readonly sellerNip: string;
    /** False where the short form has no fields for a part of it. */
    readonly isWhole: boolean;
  };
}

/**
 * Fetches the invoice by its KSeF number; undefined where its form is another one.
 * @throws {KsefError} where KSeF does not give it
 */
export async function modelInvoice(
  client: KsefClient,
  ksefNumber: string,
): Promise<ModelInvoice | undefined> {
  const answer = await client.operations.getInvoiceByKsefNumber({ path: { ksefNumber } });
  const bytes = typeof answer === 'string' ? new TextEncoder().encode(answer) : answer;
  const { document } = examine(bytes);
  if (document?.format !== 'FA(3)') return undefined;
  const { input, problems } = toInvoiceInput(document);
  return { document, short: { ...draftOf(input), isWhole: problems.length === 0 && fits(input) } };
}

function draftOf(input: InvoiceInput) {
  const { seller, buyer, exemption, payment } = input;
  const [kind, id, idCountry] = identityOf(buyer);
  const basis = exemption?.directive ? 'directive' : exemption?.other ? 'other' : 'act';
  const draft: ShortDraft = {
    ...emptyDraft,
    issuePlace: input.issuePlace ?? '',
    currency: input.currency ?? 'PLN',
    buyer: { kind, id, idCountry, name: buyer.name ?? '', address: addressOf(buyer.address) },
    lines: linesOf(input),
    exemption: { basis, text: exemption?.[basis] ?? '' },
    payment: {
      ...emptyDraft.payment,
      method: payment?.method ?? '',
      account: payment?.accounts?.[0]?.number ?? '',
      isPaid: payment?.paidOn !== undefined,
    },
    splitPayment: input.splitPayment === true,
    notes: input.notes?.[0] ?? '',
  };
  return {
    draft,
    seller: { name: seller.name, address: addressOf(seller.address) },
    sellerNip: seller.nip,
  };
}

const addressOf = (address: InvoiceInput['buyer']['address']): AddressDraft => ({
  country: address?.country ?? 'PL',
  line1: address?.line1 ?? '',
  line2: address?.line2 ?? '',
});

function identityOf(buyer: InvoiceInput['buyer']): [ShortDraft['buyer']['kind'], string, string] {
  if (buyer.nip !== undefined) return ['nip', buyer.nip, ''];
  if (buyer.euVat !== undefined) return ['euVat', buyer.euVat, ''];
  if (buyer.foreignId) return ['foreignId', buyer.foreignId.id, buyer.foreignId.country ?? ''];
  return ['noId', '', ''];
}

function linesOf({ lines = [] }: InvoiceInput): ShortDraft['lines'] {
  const drafts = lines.map((line, index) => ({
    key: index + 1,
    name: line.name,
    quantity: String(line.quantity ?? '').replace('.', ','),
    unit: line.unit ?? '',
    price: String(line.unitNetPrice ?? '').replace('.', ','),
    vatRate: line.vatRate,
  }));
  return drafts.length === 0 ? [emptyLine(1)] : drafts;
}

const inputFields = new Set<string>([
  'number',
  'issueDate',
  'saleDate',
  'issuePlace',
  'currency',
  'exchangeRate',
  'seller',
  'buyer',
  'lines',
  'exemption',
  'payment',
  'splitPayment',
  'reverseCharge',
  'notes',
] satisfies (keyof InvoiceInput)[]);
const partyFields = new Set(['nip', 'euVat', 'foreignId', 'noId', 'name', 'address', 'euPrefix']);
const lineFields = new Set(['number', 'name', 'quantity', 'unit', 'unitNetPrice', 'vatRate']);
const paymentFields = new Set(['method', 'dueDate', 'paidOn', 'accounts']);

/** Whether the short form has a field for everything. */
function fits({ seller, buyer, lines = [], payment = {}, notes = [], ...rest }: InvoiceInput): boolean {
  const hasOnly = (part: object, known: ReadonlySet<string>) =>
    Object.keys(part).every((name) => known.has(name));
  return (
    hasOnly(rest, inputFields) &&
    [seller, buyer].every((party) => hasOnly(party, partyFields) && party.address?.gln === undefined) &&
    lines.every((line) => hasOnly(line, lineFields) && shortRates.some((rate) => rate === line.vatRate)) &&
    hasOnly(payment, paymentFields) &&
    (payment.accounts ?? []).length < 2 &&
    (payment.accounts ?? []).every((account) => Object.keys(account).length === 1) &&
    notes.length < 2
  );
}
