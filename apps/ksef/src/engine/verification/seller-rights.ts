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
  PeppolId: ['PefInvoicing'],
};

/**
 * A company for itself, its unit (an internal identifier begins with the company's NIP) and an EU entity (its context
 * begins with the seller's) for the company; an enforcement authority for anyone; everyone else by what the seller
 * granted. What the invoice says beyond that is judged when it is sent.
 */
export async function mayIssueFor(
  db: Queries,
  context: ContextIdentifier,
  sellerNip: string,
): Promise<boolean> {
  const { type, value } = context;
  if (type === 'Nip' && value === sellerNip) return true;
  if (type === 'InternalId' || type === 'NipVatUe') return value.startsWith(`${sellerNip}-`);
  if (type === 'Nip' && (await mayEnforce(db, value))) return true;
  const granted = await db
    .selectFrom('permission_grants')
    .select('id')
    .where('subject_value', '=', value)
    .where('subject_type', '=', type)
    .where('context_value', '=', sellerNip)
    .where('context_type', '=', 'Nip')
    .where('permission', 'in', authorizations[type] ?? [])
    .where('kind', '=', 'authorization')
    .executeTakeFirst();
  return granted !== undefined;
}
