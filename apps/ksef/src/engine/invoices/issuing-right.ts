/** Whether a context, and whoever acts in it, may issue an invoice of a seller. Source: the official page on permissions. */
import type { EntityAuthorizationPermissionType, Permission, SystemCode } from '@kwit/ksef-contract';
import type { Queries } from '../../store/store.ts';
import type { ContextIdentifier, SubjectIdentifier } from '../identifiers.ts';
import { narrowedToToken, peppolProviderPermissions, permissionsOf } from '../permissions/permissions-of.ts';
import type { DocumentFacts } from './facts/document-facts.ts';
import { verdictSentences } from './verdict-sentences.ts';

/**
 * By what right an invoice is issued: as the own one, by what the seller granted the entity of the context, by the
 * powers of enforcement; null: by none that there is.
 */
type Basis = 'own' | 'enforcement' | EntityAuthorizationPermissionType | null;

/** Roles of the authorised party (RolaPU) that issue invoices of others. Source: schema of FA(3). */
const bases: Readonly<Record<number, Basis>> = {
  1: 'enforcement', // organ egzekucyjny
  2: 'enforcement', // komornik sądowy
  3: 'TaxRepresentative',
};

/** By what right each kind of context issues the invoices of a form; those that are absent never do. */
type BasisIn = Partial<
  Readonly<Record<ContextIdentifier['type'], (value: string, facts: DocumentFacts) => Basis>>
>;

/**
 * VAT invoices: a company for itself, its unit (an internal identifier begins with the company's NIP) for the
 * company, and an EU buyer for the seller whose NIP its context names; another entity as the buyer or the authorised
 * party that the document names.
 */
const vatInvoices: BasisIn = {
  Nip: (nip, { seller, buyer, isSelfInvoicing, authorizedParty }) => {
    if (nip === seller.nip) return 'own';
    if (isSelfInvoicing && isBuyer(buyer, nip)) return 'SelfInvoicing';
    return authorizedParty?.nip === nip ? (bases[authorizedParty.role] ?? null) : null;
  },
  InternalId: (id, { seller }) => (id.startsWith(`${seller.nip}-`) ? 'own' : null),
  NipVatUe: (id, { seller, buyer, isSelfInvoicing }) =>
    isSelfInvoicing && buyer.identifier.type === 'VatUe' && id === `${seller.nip}-${buyer.identifier.value}`
      ? 'own'
      : null,
};

/** Invoices for farm products: the buyer, or a unit of the buyer, where the farmer who sells allowed it. */
const farmProductInvoices: BasisIn = {
  Nip: (nip, { buyer }) => (isBuyer(buyer, nip) ? 'RRInvoicing' : null),
  InternalId: (id, { buyer }) => (isBuyer(buyer, id.slice(0, id.indexOf('-'))) ? 'RRInvoicing' : null),
};

/** Invoices of Peppol: providers alone, where the seller allowed it. */
const peppolInvoices: BasisIn = { PeppolId: () => 'PefInvoicing' };

const basisOfForm: Readonly<Record<SystemCode, BasisIn>> = {
  'FA (2)': vatInvoices,
  'FA (3)': vatInvoices,
  'FA_RR (1)': farmProductInvoices,
  'PEF (3)': peppolInvoices,
  'PEF_KOR (3)': peppolInvoices,
};

const isBuyer = ({ identifier }: DocumentFacts['buyer'], nip: string): boolean =>
  identifier.type === 'Nip' && identifier.value === nip;

const basisOf = ({ type, value }: ContextIdentifier, facts: DocumentFacts): Basis =>
  basisOfForm[facts.form][type]?.(value, facts) ?? null;

/** Whether the document and the context give the right, or name one that has to be looked up. */
export const mayIssue = (context: ContextIdentifier, facts: DocumentFacts): boolean =>
  basisOf(context, facts) !== null;

/** What whoever opened the session must be permitted in its context. */
const permissionFor = (basis: Basis): Permission => {
  if (basis === 'enforcement') return 'EnforcementOperations';
  return basis === 'PefInvoicing' ? 'PefInvoiceWrite' : 'InvoiceWrite';
};

/**
 * Says why an invoice may not be issued: the details of the refusal, or undefined where there is the right to it. At once,
 * unless a right has to be looked up.
 */
export type LackingRight = (
  facts: DocumentFacts,
) => readonly string[] | undefined | Promise<readonly string[] | undefined>;

/**
 * What the sender of a session lacks within a transaction, which looks its rights up once. They may come and go while the
 * session is open.
 */
export async function issuingRefusals(db: Queries, session: string): Promise<LackingRight> {
  const { context, permissions } = await senderOf(db, session);
  // Whoever sends for others often sends many for one seller; no right changes within the transaction.
  const authorizations = new Map<string, Promise<boolean>>();
  const authorizationOf = (
    sellerNip: string,
    permission: EntityAuthorizationPermissionType,
  ): Promise<boolean> => {
    const key = `${sellerNip} ${permission}`;
    const known = authorizations.get(key) ?? isAuthorized(db, entityOf(context), sellerNip, permission);
    authorizations.set(key, known);
    return known;
  };
  const notEntitled = (sellerNip: string) => [
    verdictSentences.noInvoicePermission,
    verdictSentences.notEntitled(context.value, sellerNip),
  ];
  return (facts) => {
    const sellerNip = facts.seller.nip;
    const basis = basisOf(context, facts);
    if (!permissions.has(permissionFor(basis))) return [verdictSentences.noInvoicePermission];
    if (basis === 'own' || basis === 'enforcement') return undefined;
    if (basis === null) return notEntitled(sellerNip);
    return authorizationOf(sellerNip, basis).then((is) => (is ? undefined : notEntitled(sellerNip)));
  };
}

interface Sender {
  context: ContextIdentifier;
  permissions: ReadonlySet<Permission>;
}

/** Where a session was opened, and what whoever opened it may do there now. */
async function senderOf(db: Queries, session: string): Promise<Sender> {
  const row = await db
    .selectFrom('invoice_sessions')
    .select(['context_type', 'context_value', 'author_type', 'author_value', 'proof_kind', 'proof_value'])
    .where('reference_number', '=', session)
    .executeTakeFirstOrThrow();
  const context = { type: row.context_type as ContextIdentifier['type'], value: row.context_value };
  // Nobody but the provider itself logs in to its context.
  if (context.type === 'PeppolId') return { context, permissions: new Set(peppolProviderPermissions) };
  const author = { type: row.author_type as SubjectIdentifier['type'], value: row.author_value };
  const grants = await permissionsOf(db, author, context);
  const ksefToken = row.proof_kind === 'token' ? row.proof_value : null;
  return { context, permissions: (await narrowedToToken(db, ksefToken, grants)).permissions };
}

interface Entity {
  type: 'Nip' | 'PeppolId';
  value: string;
}

/** To whom rights of a context are granted: those of a unit to its company. */
const entityOf = ({ type, value }: ContextIdentifier): Entity =>
  type === 'PeppolId' ? { type, value } : { type: 'Nip', value: value.slice(0, 10) };

/** Whether a seller granted an entity the right to issue invoices in this way. */
async function isAuthorized(
  db: Queries,
  entity: Entity,
  sellerNip: string,
  permission: EntityAuthorizationPermissionType,
): Promise<boolean> {
  const row = await db
    .selectFrom('permission_grants')
    .select('id')
    .where('subject_value', '=', entity.value)
    .where('subject_type', '=', entity.type)
    .where('context_value', '=', sellerNip)
    .where('context_type', '=', 'Nip')
    .where('permission', '=', permission)
    .where('kind', '=', 'authorization')
    .executeTakeFirst();
  return row !== undefined;
}
