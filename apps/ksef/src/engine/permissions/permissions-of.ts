/**
 * What a subject may do in a context: the one place that decides it. Source: official page on permissions.
 */
import type { Permission } from '@kwit/ksef-contract';
import { sql } from 'kysely';
import type { Queries } from '../../store/store.ts';
import type { ContextIdentifier, SubjectIdentifier } from '../identifiers.ts';
import { identitiesOf } from './identities.ts';
import { mayEnforce } from './roles.ts';

/** What a subject has in a context. */
export interface Grants {
  /** As granted: `Owner` for the role, permissions by their names. Empty: nothing at all. */
  granted: readonly string[];
  permissions: ReadonlySet<Permission>;
}

/** What the role of the owner holds. Source: official page on permissions (everything but `VatUeManage`). */
const ownerPermissions = [
  'InvoiceRead',
  'InvoiceWrite',
  'CredentialsRead',
  'CredentialsManage',
  'SubunitManage',
  'Introspection',
  'CollectiveIdentifierManage',
] as const satisfies readonly Permission[];

/** What a provider of Peppol services may do in its own context, to which nobody else logs in. */
export const peppolProviderPermissions: readonly Permission[] = ['PefInvoiceWrite', 'Introspection'];

/** The permissions that follow from what was granted. */
export function permissionsFrom(granted: readonly string[]): ReadonlySet<Permission> {
  return new Set(granted.flatMap((name) => (name === 'Owner' ? ownerPermissions : [name as Permission])));
}

/**
 * What a subject may do in a context: all of the owner's for the firm's own NIP (or the PESEL that belongs to
 * it), what was granted to it there, and what an intermediary passed on to it for this client or for all of
 * them, as far as the client granted the intermediary the same with the right to pass it on.
 */
export async function permissionsOf(
  db: Queries,
  subject: SubjectIdentifier,
  context: ContextIdentifier,
): Promise<Grants> {
  const identities = await identitiesOf(db, subject);
  const names = await namesGranted(db, identities, context);
  const granted = isOwner(identities, context)
    ? ['Owner', ...((await mayEnforce(db, context.value)) ? ['EnforcementOperations'] : []), ...names]
    : names;
  const once = [...new Set(granted)];
  return { granted: once, permissions: permissionsFrom(once) };
}

/**
 * What is left of an author's permissions for whoever logged in with a KSeF token: what the token was given.
 * @param ksefToken its reference number; null for a log-in without one, which has all of them
 */
export async function narrowedToToken(
  db: Queries,
  ksefToken: string | null,
  author: Grants,
): Promise<Grants> {
  if (ksefToken === null) return author;
  const token = await db
    .selectFrom('ksef_tokens')
    .select('permissions')
    .where('reference_number', '=', ksefToken)
    .executeTakeFirst();
  const given = JSON.parse(token?.permissions ?? '[]') as Permission[];
  const left = given.filter((permission) => author.permissions.has(permission));
  return { granted: left, permissions: new Set(left) };
}

const isOwner = (identities: readonly SubjectIdentifier[], context: ContextIdentifier) =>
  context.type === 'Nip' && identities.some(({ type, value }) => type === 'Nip' && value === context.value);

/** Kinds whose permission works for its holder in the context of the row, by itself. */
const direct = ['person', 'entity', 'subunit', 'euAdministration', 'euRepresentative'] as const;

async function namesGranted(
  db: Queries,
  identities: readonly SubjectIdentifier[],
  context: ContextIdentifier,
): Promise<string[]> {
  const names = new Set<string>();
  for (const { type, value } of identities) {
    const rows = await db
      .selectFrom('permission_grants as passed')
      .select('permission')
      .distinct()
      .where('subject_value', '=', value)
      .where('subject_type', '=', type)
      // Nothing else has an empty value: both lists are bounded, and the index finds them.
      .where('context_value', 'in', [context.value, ''])
      .where('context_type', 'in', [context.type, 'AllPartners'])
      .where(({ eb, or, and }) =>
        or([eb('kind', 'in', direct), and([eb('kind', '=', 'indirect'), passedOnBy(context)])]),
      )
      .execute();
    for (const { permission } of rows) names.add(permission);
  }
  return [...names].sort();
}

/** Whether a client granted the granter of the row `passed` the same permission with the right to pass it on. */
const passedOnBy = (client: ContextIdentifier) => sql<boolean>`EXISTS (
  SELECT 1 FROM permission_grants AS basis
  WHERE basis.subject_value = passed.granter_value AND basis.subject_type = 'Nip'
    AND basis.context_value = ${client.value} AND basis.context_type = ${client.type}
    AND basis.permission = passed.permission AND basis.kind = 'entity' AND basis.can_delegate = 1
)`;
