/** Whether a context may issue an invoice of a seller. Source: the official page on permissions. */
import type { InvoiceFacts } from '@kwit/invoice';
import type { EntityAuthorizationPermissionType } from '@kwit/ksef-contract';
import type { Queries } from '../../store/store.ts';
import type { ContextIdentifier, SubjectIdentifier } from '../identifiers.ts';
import { permissionsOf } from '../permissions/permissions-of.ts';
import { verdictSentences } from './verdict-sentences.ts';

/**
 * By what right an invoice is issued: as the own one, by what the seller granted the entity of the context, by the
 * powers of enforcement; null: by none that there is.
 */
type Basis =
  | 'own'
  | 'enforcement'
  | Extract<EntityAuthorizationPermissionType, 'SelfInvoicing' | 'TaxRepresentative'>
  | null;

/** Roles of the authorised party (RolaPU) that issue invoices of others. Source: schema of FA(3). */
const bases: Readonly<Record<number, Basis>> = {
  1: 'enforcement', // organ egzekucyjny
  2: 'enforcement', // komornik sądowy
  3: 'TaxRepresentative',
};

/**
 * A company for itself, its unit (an internal identifier begins with the company's NIP) for the company, and an
 * EU buyer for the seller whose NIP its context names; another entity as the buyer or the authorised party that
 * the document names.
 */
const basisIn: Readonly<Record<ContextIdentifier['type'], (value: string, facts: InvoiceFacts) => Basis>> = {
  Nip: (nip, { seller, buyer, isSelfInvoicing, authorizedParty }) => {
    if (nip === seller.nip) return 'own';
    const isBuyer = buyer.identifier.type === 'Nip' && buyer.identifier.value === nip;
    if (isSelfInvoicing && isBuyer) return 'SelfInvoicing';
    return authorizedParty?.nip === nip ? (bases[authorizedParty.role] ?? null) : null;
  },
  InternalId: (id, { seller }) => (id.startsWith(`${seller.nip}-`) ? 'own' : null),
  NipVatUe: (id, { seller, buyer, isSelfInvoicing }) =>
    isSelfInvoicing && buyer.identifier.type === 'VatUe' && id === `${seller.nip}-${buyer.identifier.value}`
      ? 'own'
      : null,
  PeppolId: () => null,
};

const basisOf = (context: ContextIdentifier, facts: InvoiceFacts): Basis =>
  basisIn[context.type](context.value, facts);

/** Whether the document and the context give the right, or name one that has to be looked up. */
export const mayIssue = (context: ContextIdentifier, facts: InvoiceFacts): boolean =>
  basisOf(context, facts) !== null;

/**
 * Says of invoices of one session why they may not be issued: the details of the refusal, or undefined where the
 * right is there now. Rights may come and go while a session is open.
 */
export function issuingRefusals(
  db: Queries,
  session: string,
): (facts: InvoiceFacts) => Promise<readonly string[] | undefined> {
  let sender: Promise<Sender> | undefined;
  let enforces: Promise<boolean> | undefined;
  const isThere = async (basis: Basis, { context, author }: Sender, sellerNip: string): Promise<boolean> => {
    if (basis === 'own' || basis === null) return basis === 'own';
    if (basis !== 'enforcement') return isAuthorized(db, context.value, sellerNip, basis);
    enforces ??= permissionsOf(db, author, context).then(({ permissions }) =>
      permissions.has('EnforcementOperations'),
    );
    return enforces;
  };
  return async (facts) => {
    sender ??= senderOf(db, session);
    const { context, author } = await sender;
    const sellerNip = facts.seller.nip;
    if (await isThere(basisOf(context, facts), { context, author }, sellerNip)) return undefined;
    return [verdictSentences.noInvoicePermission, verdictSentences.notEntitled(context.value, sellerNip)];
  };
}

interface Sender {
  context: ContextIdentifier;
  author: SubjectIdentifier;
}

async function senderOf(db: Queries, session: string): Promise<Sender> {
  const row = await db
    .selectFrom('invoice_sessions')
    .select(['context_type', 'context_value', 'author_type', 'author_value'])
    .where('reference_number', '=', session)
    .executeTakeFirstOrThrow();
  return {
    context: { type: row.context_type as ContextIdentifier['type'], value: row.context_value },
    author: { type: row.author_type as SubjectIdentifier['type'], value: row.author_value },
  };
}

/** Whether a seller granted an entity the right to issue invoices in this way. */
async function isAuthorized(
  db: Queries,
  nip: string,
  sellerNip: string,
  permission: EntityAuthorizationPermissionType,
): Promise<boolean> {
  const row = await db
    .selectFrom('permission_grants')
    .select('id')
    .where('subject_value', '=', nip)
    .where('subject_type', '=', 'Nip')
    .where('context_value', '=', sellerNip)
    .where('context_type', '=', 'Nip')
    .where('permission', '=', permission)
    .where('kind', '=', 'authorization')
    .executeTakeFirst();
  return row !== undefined;
}
