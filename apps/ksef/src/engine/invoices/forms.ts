/** What differs from form to form, each in one entry. Other threads load this file. */
import type { RootOf } from '@kwit/formats';
import type { SystemCode } from '@kwit/ksef-contract';
import type { Profile } from '../../options.ts';

export interface Form {
  /** The format that its documents are judged by. */
  readonly format: 'FA(2)' | 'FA(3)' | 'FA_RR(1)' | 'PEF(3)' | 'PEF_KOR(3)';
  /** Namespace of its elements; null where they are of several. */
  readonly namespace: string | null;
  /** A document that is nearly nothing: reading it loads the format. */
  readonly smallest: string;
  /** Parts of its documents from which nothing is taken but whether they are right. */
  readonly unread?: ReadonlySet<string>;
  /** Environments that take it. */
  readonly profiles: readonly Profile[];
  /**
   * Whether invoices with attachments may come one by one: those of forms that no package takes.
   * Source: the Ministry's own test scenarios for PEF; for FA the official page on verification.
   */
  readonly attachmentsOnline: boolean;
}

const unreadOfFa = new Set([
  'Adres',
  'AdresKoresp',
  'BlokDanych',
  'DaneKontaktowe',
  'DodatkowyOpis',
  'FaWiersz',
  'Zamowienie',
  'Rozliczenie',
  'Platnosc',
  'WarunkiTransakcji',
  'Stopka',
]);

const everywhere: readonly Profile[] = ['test', 'demo', 'prod'];

export const forms = {
  'FA (2)': {
    format: 'FA(2)',
    namespace: 'http://crd.gov.pl/wzor/2023/06/29/12648/',
    smallest: '<Faktura xmlns="http://crd.gov.pl/wzor/2023/06/29/12648/"/>',
    unread: unreadOfFa,
    profiles: ['test'],
    attachmentsOnline: false,
  },
  'FA (3)': {
    format: 'FA(3)',
    namespace: 'http://crd.gov.pl/wzor/2025/06/25/13775/',
    smallest: '<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"/>',
    unread: unreadOfFa,
    profiles: everywhere,
    attachmentsOnline: false,
  },
  'PEF (3)': {
    format: 'PEF(3)',
    namespace: null,
    smallest: '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>',
    profiles: everywhere,
    attachmentsOnline: true,
  },
  'PEF_KOR (3)': {
    format: 'PEF_KOR(3)',
    namespace: null,
    smallest: '<CreditNote xmlns="urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2"/>',
    profiles: everywhere,
    attachmentsOnline: true,
  },
  'FA_RR (1)': {
    format: 'FA_RR(1)',
    namespace: 'http://crd.gov.pl/wzor/2026/03/06/14189/',
    smallest: '<Faktura xmlns="http://crd.gov.pl/wzor/2026/03/06/14189/"/>',
    profiles: everywhere,
    attachmentsOnline: false,
  },
} as const satisfies Record<SystemCode, Form>;

/** The content of the root element of a form's documents. */
export type RootOfForm<Code extends SystemCode> = RootOf<(typeof forms)[Code]['format']>;

/** The form of a session's row. */
export function formOfRow(systemCode: string): SystemCode {
  if (Object.hasOwn(forms, systemCode)) return systemCode as SystemCode;
  throw new Error(`there is no form ${systemCode}`);
}
