/** Permissions in words of people, and how what became of a grant is told. */
import type { Text } from '@kwit/formats';
import {
  type authorizationPermissions,
  type Permission,
  permissionOperationStatuses,
} from '@kwit/ksef-contract';

const text = (pl: string, en: string): Text => ({ pl, en });

const words: Readonly<Record<Permission | (typeof authorizationPermissions)[number], Text>> = {
  InvoiceRead: text('przeglądanie faktur', 'reading invoices'),
  InvoiceWrite: text('wystawianie faktur', 'issuing invoices'),
  PefInvoiceWrite: text('wystawianie faktur PEF', 'issuing PEF invoices'),
  CredentialsRead: text('przeglądanie uprawnień', 'reading permissions'),
  CredentialsManage: text('zarządzanie uprawnieniami', 'managing permissions'),
  SubunitManage: text('zarządzanie jednostkami podrzędnymi', 'managing subunits'),
  EnforcementOperations: text('operacje egzekucyjne', 'enforcement operations'),
  Introspection: text('przeglądanie historii sesji', 'reading the history of sessions'),
  CollectiveIdentifierManage: text(
    'zarządzanie identyfikatorami zbiorczymi',
    'managing collective identifiers',
  ),
  VatUeManage: text('zarządzanie uprawnieniami podmiotu unijnego', 'managing permissions of an EU entity'),
  SelfInvoicing: text('samofakturowanie', 'self-invoicing'),
  RRInvoicing: text('wystawianie faktur VAT RR', 'issuing VAT RR invoices'),
  TaxRepresentative: text('działanie jako przedstawiciel podatkowy', 'acting as a tax representative'),
  PefInvoicing: text(
    'wystawianie faktur PEF w imieniu podmiotu',
    'issuing PEF invoices in the name of an entity',
  ),
};

/**
 * A permission by its official name and in words: `InvoiceRead (reading invoices)`. A name that is not known yet stays
 * as it is.
 *
 * @example
 * import { permissionInWords } from '@kwit/ksef-client';
 *
 * console.log(permissionInWords('InvoiceWrite').pl); // InvoiceWrite (wystawianie faktur)
 */
export function permissionInWords(name: string): Text {
  const known = Object.hasOwn(words, name) ? words[name as keyof typeof words] : undefined;
  return known ? text(`${name} (${known.pl})`, `${name} (${known.en})`) : text(name, name);
}

/** Several permissions, one after the other. */
export function permissionsInWords(names: readonly string[]): Text {
  const all = names.map(permissionInWords);
  return text(all.map(({ pl }) => pl).join(', '), all.map(({ en }) => en).join(', '));
}

const english: Readonly<Record<keyof typeof permissionOperationStatuses, string>> = {
  accepted: 'The operation is being carried out.',
  succeeded: 'The operation succeeded.',
  failed: 'The operation failed.',
  identifiersDoNotFit: 'The identifiers do not fit together, or do not stand in the needed relation.',
  noPermission: 'The credentials that were used do not have the right to this operation.',
  contextDoesNotFit: 'The context does not have the needed role or permissions.',
  relationNotAllowed: 'The operation is not allowed for these identifiers together.',
  identifierNotAllowed: 'The operation is not allowed for this identifier or its kind.',
  unknownError: 'An unknown error in KSeF.',
  cancelledBySystem: 'KSeF broke the operation off for reasons of its own; repeat it later.',
};

/** A status of a grant or a revocation, in words; what KSeF says itself where the code is not known yet. */
export function permissionStatusInWords({ code, description }: { code: number; description: string }): Text {
  const entries = Object.entries(permissionOperationStatuses) as [keyof typeof english, { code: number }][];
  const [name] = entries.find(([, status]) => status.code === code) ?? [];
  return text(description, name ? english[name] : description);
}
