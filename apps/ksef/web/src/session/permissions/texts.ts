import type { authorizationPermissions, Permission } from '@kwit/ksef-contract';
import { defineTexts } from '@kwit/ui';

/** What somebody may do in a context, or one entity in the name of another. */
export type PermissionName = Permission | (typeof authorizationPermissions)[number];

type Words = Readonly<Record<PermissionName, string>>;

/** Every permission in words, in the order of the guide; those that it does not show stand after it. */
const pl: Words = {
  InvoiceWrite: 'wystawianie faktur',
  InvoiceRead: 'przeglądanie faktur',
  CredentialsRead: 'przeglądanie uprawnień',
  CredentialsManage: 'zarządzanie uprawnieniami',
  SubunitManage: 'zarządzanie jednostkami podrzędnymi',
  EnforcementOperations: 'wykonywanie operacji egzekucyjnych',
  Introspection: 'przeglądanie historii sesji',
  CollectiveIdentifierManage: 'zarządzanie identyfikatorami zbiorczymi',
  VatUeManage: 'zarządzanie uprawnieniami podmiotu unijnego',
  PefInvoiceWrite: 'wystawianie faktur PEF',
  SelfInvoicing: 'samofakturowanie',
  RRInvoicing: 'wystawianie faktur VAT RR',
  TaxRepresentative: 'działanie jako przedstawiciel podatkowy',
  PefInvoicing: 'wystawianie faktur PEF w imieniu podmiotu',
};
const en: Words = {
  InvoiceWrite: 'issuing invoices',
  InvoiceRead: 'viewing invoices',
  CredentialsRead: 'viewing permissions',
  CredentialsManage: 'managing permissions',
  SubunitManage: 'managing subordinate units',
  EnforcementOperations: 'carrying out enforcement operations',
  Introspection: 'viewing the session history',
  CollectiveIdentifierManage: 'managing collective identifiers',
  VatUeManage: 'managing the permissions of an EU entity',
  PefInvoiceWrite: 'issuing PEF invoices',
  SelfInvoicing: 'self-invoicing',
  RRInvoicing: 'issuing VAT RR invoices',
  TaxRepresentative: 'acting as a tax representative',
  PefInvoicing: 'issuing PEF invoices in the name of the entity',
};

export const permissionNames = defineTexts({ pl, en });
