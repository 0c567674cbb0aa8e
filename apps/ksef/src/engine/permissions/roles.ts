/** What an entity is besides a taxpayer: bailiff, enforcement authority, VAT group, local government, their members. */
import type { EntityRole, EntityRoleType, SubordinateEntityRole } from '@kwit/ksef-contract';
import type { TestSubjectRow } from '../../store/identity.ts';
import type { Queries } from '../../store/store.ts';
import { isoMoment } from '../clock.ts';

const roleOfType = {
  EnforcementAuthority: 'EnforcementAuthority',
  VatGroup: 'VatGroupUnit',
  JST: 'LocalGovernmentUnit',
} as const satisfies Record<TestSubjectRow['type'], EntityRoleType>;

const memberOfType = {
  VatGroup: 'VatGroupSubUnit',
  JST: 'LocalGovernmentSubUnit',
} as const satisfies Partial<Record<TestSubjectRow['type'], SubordinateEntityRole['role']>>;

const parentRoles: readonly EntityRoleType[] = ['VatGroupUnit', 'LocalGovernmentUnit'];
const enforcementRoles: readonly EntityRoleType[] = ['CourtBailiff', 'EnforcementAuthority'];

/** All roles of an entity, newest first. */
export async function rolesOf(db: Queries, nip: string): Promise<EntityRole[]> {
  const found = [
    ...(await ownRoles(db, nip)),
    ...(await bailiffRole(db, nip)),
    ...(await memberships(db, nip)),
  ];
  return found
    .sort((a, b) => b.since - a.since || a.role.role.localeCompare(b.role.role))
    .map(({ since, role }) => ({ ...role, startDate: isoMoment(since) }));
}

interface FoundRole {
  since: number;
  role: Omit<EntityRole, 'startDate'>;
}

async function ownRoles(db: Queries, nip: string): Promise<FoundRole[]> {
  const subject = await subjectOf(db, nip);
  if (!subject) return [];
  return [
    { since: subject.created_at, role: { role: roleOfType[subject.type], description: subject.description } },
  ];
}

async function bailiffRole(db: Queries, nip: string): Promise<FoundRole[]> {
  const person = await db
    .selectFrom('test_persons')
    .selectAll()
    .where('nip', '=', nip)
    .where('is_bailiff', '=', 1)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (!person) return [];
  return [{ since: person.created_at, role: { role: 'CourtBailiff', description: person.description } }];
}

async function memberships(db: Queries, nip: string): Promise<FoundRole[]> {
  const rows = await membersQuery(db).where('test_subunits.nip', '=', nip).execute();
  return rows.flatMap(({ parent_nip, description, created_at, type }) =>
    type === 'EnforcementAuthority'
      ? []
      : [
          {
            since: created_at,
            role: {
              parentEntityIdentifier: { type: 'Nip' as const, value: parent_nip },
              role: memberOfType[type],
              description,
            },
          },
        ],
  );
}

/** Entities that belong to one, newest first, then by NIP. @param member only this one */
export async function membersOf(
  db: Queries,
  parentNip: string,
  member?: string,
): Promise<SubordinateEntityRole[]> {
  let query = membersQuery(db)
    .where('test_subunits.parent_nip', '=', parentNip)
    .orderBy('test_subjects.created_at', 'desc')
    .orderBy('test_subunits.nip');
  if (member !== undefined) query = query.where('test_subunits.nip', '=', member);
  const rows = await query.execute();
  return rows.flatMap(({ nip, description, created_at, type }) =>
    type === 'EnforcementAuthority'
      ? []
      : [
          {
            subordinateEntityIdentifier: { type: 'Nip' as const, value: nip },
            role: memberOfType[type],
            description,
            startDate: isoMoment(created_at),
          },
        ],
  );
}

function membersQuery(db: Queries) {
  return db
    .selectFrom('test_subunits')
    .innerJoin('test_subjects', 'test_subjects.nip', 'test_subunits.parent_nip')
    .where('test_subjects.removed_at', 'is', null)
    .select([
      'test_subunits.nip',
      'test_subunits.parent_nip',
      'test_subunits.description',
      'test_subjects.created_at',
      'test_subjects.type',
    ]);
}

/** Bailiffs and enforcement authorities. */
export const mayEnforce = (db: Queries, nip: string): Promise<boolean> => hasRole(db, nip, enforcementRoles);

/** VAT groups and local government units: what has members. */
export const isParent = (db: Queries, nip: string): Promise<boolean> => hasRole(db, nip, parentRoles);

async function hasRole(db: Queries, nip: string, wanted: readonly EntityRoleType[]): Promise<boolean> {
  const found = [...(await ownRoles(db, nip)), ...(await bailiffRole(db, nip))];
  return found.some(({ role }) => wanted.includes(role.role));
}

function subjectOf(db: Queries, nip: string) {
  return db
    .selectFrom('test_subjects')
    .selectAll()
    .where('nip', '=', nip)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
}
