/**
 * The kinds of invoice (RodzajFaktury) that are built from JSON. A new kind is a new entry; a kind without one is refused loudly.
 */
import { type InvoiceKind, invoiceKinds } from './vocabulary.ts';

export interface KindMeaning {
  /** Whether name and address of the buyer may be left out (art. 106e ust. 5 pkt 3 of the VAT act). */
  readonly buyerDetails: 'required' | 'optional';
}

/** Corrections, advances and settlements need data that the input does not have yet: null. */
export const kinds: Readonly<Record<InvoiceKind, KindMeaning | null>> = {
  VAT: { buyerDetails: 'required' },
  UPR: { buyerDetails: 'optional' },
  KOR: null,
  ZAL: null,
  ROZ: null,
  KOR_ZAL: null,
  KOR_ROZ: null,
};

export const supportedKinds = invoiceKinds.filter((kind) => kinds[kind] !== null);
