import type { Permission } from '@kwit/ksef-contract';
import type { Queries } from '../store/store.ts';
import { type ContextIdentifier, type SubjectIdentifier, same } from './identifiers.ts';

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

/**
 * What a subject may do in a context: all of the owner's for the firm's own NIP (or the PESEL that belongs to
 * it), else what was granted to it.
 */
export async function permissionsOf(
  db: Queries,
  subject: SubjectIdentifier,
  context: ContextIdentifier,
): Promise<Grants> {
  const identities = await identitiesOf(db, subject);
  const grants = await grantedTo(db, identities, context);
  if (!isOwner(identities, context)) return grants;
  const extra: Permission[] = (await mayEnforce(db, context.value)) ? ['EnforcementOperations'] : [];
  return {
    granted: ['Owner', ...extra, ...grants.granted],
    permissions: new Set([...ownerPermissions, ...extra, ...grants.permissions]),
  };
}

/** A subject under all its identifiers: NIP and PESEL of one person stand for each other. */
export async function identitiesOf(db: Queries, subject: SubjectIdentifier): Promise<SubjectIdentifier[]> {
  if (subject.type === 'Fingerprint') return [subject];
  const person = await personOf(db, subject);
  if (!person) return [subject];
  const both: SubjectIdentifier[] = [
    { type: 'Nip', value: person.nip },
    { type: 'Pesel', value: person.pesel },
  ];
  return [subject, ...both.filter((identifier) => !same(identifier, subject))];
}

/** Whether the person behind an identifier is registered as dead. */
export async function isDeceased(db: Queries, subject: SubjectIdentifier): Promise<boolean> {
  const person = subject.type === 'Fingerprint' ? undefined : await personOf(db, subject);
  return person?.is_deceased === 1;
}

function personOf(db: Queries, subject: SubjectIdentifier) {
  return db
    .selectFrom('test_persons')
    .selectAll()
    .where(subject.type === 'Nip' ? 'nip' : 'pesel', '=', subject.value)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}

const isOwner = (identities: readonly SubjectIdentifier[], context: ContextIdentifier) =>
  context.type === 'Nip' && identities.some(({ type, value }) => type === 'Nip' && value === context.value);

/** Bailiffs and enforcement authorities. */
async function mayEnforce(db: Queries, nip: string): Promise<boolean> {
  const bailiff = await db
    .selectFrom('test_persons')
    .select('nip')
    .where('nip', '=', nip)
    .where('is_bailiff', '=', 1)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (bailiff) return true;
  const authority = await db
    .selectFrom('test_subjects')
    .select('nip')
    .where('nip', '=', nip)
    .where('type', '=', 'EnforcementAuthority')
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return authority !== undefined;
}

async function grantedTo(
  db: Queries,
  identities: readonly SubjectIdentifier[],
  context: ContextIdentifier,
): Promise<Grants> {
  const rows = await db
    .selectFrom('permission_grants')
    .select('permission')
    .distinct()
    .where('context_type', '=', context.type)
    .where('context_value', '=', context.value)
    .where(({ eb, or }) =>
      or(identities.map(({ type, value }) => eb.and({ subject_type: type, subject_value: value }))),
    )
    .orderBy('permission')
    .execute();
  const permissions = rows.map((row) => row.permission as Permission);
  return { granted: permissions, permissions: new Set(permissions) };
}
