/**
 * What each kind of invoice (RodzajFaktury) means for its arithmetic and its parts. A new kind is a new entry.
 */
import type { InvoiceKind } from './vocabulary.ts';

/**
 * Where the sums come from. `lines`: from the lines; on a correction from their differences. `advance`: a payment, split over
 * the order (art. 106f ust. 1 pkt 3 of the VAT act). `advance-correction`: the difference of two payments, split in the same
 * way. `settlement`: the lines less what earlier advance invoices were for (art. 106f ust. 3).
 */
export type Arithmetic = 'lines' | 'advance' | 'advance-correction' | 'settlement';

export interface KindMeaning {
  /** Whether name and address of the buyer may be left out (art. 106e ust. 5 pkt 3 of the VAT act). */
  readonly buyerDetails: 'required' | 'optional';
  readonly arithmetic: Arithmetic;
  readonly isCorrection: boolean;
  /** The exchange rate belongs to the payment (KursWalutyZ), not to the lines (KursWaluty). */
  readonly isAdvance: boolean;
}

export const kinds: Readonly<Record<InvoiceKind, KindMeaning>> = {
  VAT: { buyerDetails: 'required', arithmetic: 'lines', isCorrection: false, isAdvance: false },
  // A correction may be one of a simplified invoice.
  KOR: { buyerDetails: 'optional', arithmetic: 'lines', isCorrection: true, isAdvance: false },
  ZAL: { buyerDetails: 'required', arithmetic: 'advance', isCorrection: false, isAdvance: true },
  ROZ: { buyerDetails: 'required', arithmetic: 'settlement', isCorrection: false, isAdvance: false },
  UPR: { buyerDetails: 'optional', arithmetic: 'lines', isCorrection: false, isAdvance: false },
  KOR_ZAL: {
    buyerDetails: 'optional',
    arithmetic: 'advance-correction',
    isCorrection: true,
    isAdvance: true,
  },
  KOR_ROZ: { buyerDetails: 'optional', arithmetic: 'lines', isCorrection: true, isAdvance: false },
};
