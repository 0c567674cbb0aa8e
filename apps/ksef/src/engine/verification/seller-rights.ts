/** Whether a context may issue invoices of a seller at all, before the invoice itself is known. */
import type { EntityAuthorizationPermissionType } from '@kwit/ksef-contract';
import type { Queries } from '../../store/store.ts';
import type { ContextIdentifier } from '../identifiers.ts';
import { mayEnforce } from '../permissions/roles.ts';

/** What a seller grants to whoever issues in its name, by the kind of context. Source: official page on permissions. */
const authorizations: Partial<
  Record<ContextIdentifier['type'], readonly EntityAuthorizationPermissionType[]>
> = {
  Nip: ['SelfInvoicing', 'RRInvoicing', 'TaxRepresentative'],
  // Rights of a unit are granted to its company.
  InternalId: ['RRInvoicing'],
  PeppolId: ['PefInvoicing'],
};

/**
 * A company for itself, its unit (an internal identifier begins with the company's NIP) and an EU entity (its context
 * begins with the seller's) for the company; an enforcement authority for anyone; everyone else by what the seller
 * granted, a unit also by what was granted to its company. What the invoice says beyond that is judged when it is sent.
 */
export async function mayIssueFor(
  db: Queries,
  context: ContextIdentifier,
  sellerNip: string,
): Promise<boolean> {
  const { type, value } = context;
  if (value === sellerNip || value.startsWith(`${sellerNip}-`)) return true;
  if (type === 'Nip' && (await mayEnforce(db, value))) return true;
  const granted = await db
    .selectFrom('permission_grants')
    .select('id')
    .where('subject_value', '=', type === 'InternalId' ? value.slice(0, 10) : value)
    .where('subject_type', '=', type === 'InternalId' ? 'Nip' : type)
    .where('context_value', '=', sellerNip)
    .where('context_type', '=', 'Nip')
    .where('permission', 'in', authorizations[type] ?? [])
    .where('kind', '=', 'authorization')
    .executeTakeFirst();
  return granted !== undefined;
}
