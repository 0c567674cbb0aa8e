/** Numbers of KSeF: those of invoices, and those of collective identifiers. */
import { hasKsefChecksum } from '@kwit/invoice';
import { ksefNumberPattern } from '@kwit/ksef-contract';
import type { collectiveIdentifierTexts } from './texts.ts';

export type NumberFault = keyof (typeof collectiveIdentifierTexts.pl)['numberFaults'];

const ofInvoices = new RegExp(ksefNumberPattern);

export const normalizedNumber = (typed: string): string => typed.replaceAll(/\s/g, '').toUpperCase();

/** What is wrong with the KSeF number of an invoice; undefined where nothing is. */
export function ksefNumberFault(typed: string): NumberFault | undefined {
  const number = normalizedNumber(typed);
  if (number === '') return 'required';
  if (!ofInvoices.test(number)) return 'form';
  return hasKsefChecksum(number) ? undefined : 'checksum';
}

/** The number of a collective identifier: `NIP-IZyyyymm-12 hex-2 hex`. */
export const isIdentifierNumber = (number: string): boolean =>
  /^\d{10}-IZ\d{6}-[0-9A-F]{12}-[0-9A-F]{2}$/.test(number);
