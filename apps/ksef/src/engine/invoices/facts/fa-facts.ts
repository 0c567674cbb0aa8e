/** The facts of a VAT invoice: FA (3) and FA (2). */
import type { Fa3 } from '@kwit/formats';
import { type InvoiceKind, invoiceFacts } from '@kwit/invoice/facts';
import type { InvoiceType, SystemCode } from '@kwit/ksef-contract';
import type { DocumentFacts } from './document-facts.ts';

const invoiceTypes: Readonly<Record<InvoiceKind, InvoiceType>> = {
  VAT: 'Vat',
  KOR: 'Kor',
  ZAL: 'Zal',
  ROZ: 'Roz',
  UPR: 'Upr',
  KOR_ZAL: 'KorZal',
  KOR_ROZ: 'KorRoz',
};

export function faFacts(form: Extract<SystemCode, 'FA (2)' | 'FA (3)'>, root: Fa3): DocumentFacts {
  const facts = invoiceFacts({ format: 'FA(3)', root });
  return { ...facts, form, invoiceType: invoiceTypes[facts.kind], vat: facts.vatInPln };
}
