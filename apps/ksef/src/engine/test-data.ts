import type {
  PersonCreateRequest,
  SubjectCreateRequest,
  TestDataPermissionsGrantRequest,
  TestDataPermissionsRevokeRequest,
} from '@kwit/ksef-contract';
import { apiTexts } from '../api-texts.ts';
import { refusal } from '../errors.ts';
import type { Database } from '../store/store.ts';
import type { Clock } from './clock.ts';
import { isWellFormedSubject } from './permissions/grant-requests.ts';
import { system, writeGrants } from './permissions/grant-rows.ts';
import { momentOf } from './polish-time.ts';

/** Subjects, persons and permissions that the test environment makes up on request. */
export interface TestData {
  /** Throws `BadRequest` 30001 where the subject is there already. */
  createSubject(request: SubjectCreateRequest): Promise<void>;
  removeSubject(nip: string): Promise<void>;
  /** Throws `BadRequest` 30001 where the person is there already. */
  createPerson(request: PersonCreateRequest): Promise<void>;
  /** Takes the permissions that were granted to the person, too. */
  removePerson(nip: string): Promise<void>;
  grant(request: TestDataPermissionsGrantRequest): Promise<void>;
  revoke(request: TestDataPermissionsRevokeRequest): Promise<void>;
}

export function createTestData(db: Database, clock: Clock): TestData {
  return {
    createSubject: (request) => createSubject(db, clock, request),
    removeSubject: (nip) => removeSubject(db, clock, nip),
    createPerson: (request) => createPerson(db, clock, request),
    removePerson: (nip) => removePerson(db, clock, nip),
    grant: (request) => grant(db, clock, request),
    revoke: (request) => revoke(db, request),
  };
}

interface Existing {
  created_at: number;
  removed_at: number | null;
}

/** A NIP that was removed can be made up again, but only with a later date. */
function createdAt(clock: Clock, given: string | null | undefined, existing: Existing | undefined): number {
  if (existing && existing.removed_at === null) throw refusal(30001);
  const date = given === null || given === undefined ? clock.nowMs() : momentOf(given);
  if (existing && date <= existing.created_at) throw refusal(21405, apiTexts.createdDateTooEarly);
  return date;
}

function createSubject(db: Database, clock: Clock, request: SubjectCreateRequest): Promise<void> {
  const { subjectNip: nip, subjectType: type, description } = request;
  return db.transaction().execute(async (transaction) => {
    const existing = await transaction
      .selectFrom('test_subjects')
      .select(['created_at', 'removed_at'])
      .where('nip', '=', nip)
      .executeTakeFirst();
    const created_at = createdAt(clock, request.createdDate, existing);
    const row = { type, description, created_at, removed_at: null };
    await transaction
      .insertInto('test_subjects')
      .values({ nip, ...row })
      .onConflict((conflict) => conflict.column('nip').doUpdateSet(row))
      .execute();
    for (const subunit of request.subunits ?? []) {
      await transaction
        .insertInto('test_subunits')
        .values({ parent_nip: nip, nip: subunit.subjectNip, description: subunit.description })
        .onConflict((conflict) => conflict.doUpdateSet({ description: subunit.description }))
        .execute();
    }
  });
}

function removeSubject(db: Database, clock: Clock, nip: string): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('test_subunits').where('parent_nip', '=', nip).execute();
    // Whoever administers a member was made its administrator by the group that is gone.
    await transaction
      .deleteFrom('permission_grants')
      .where('granter_value', '=', nip)
      .where('granter_type', '=', 'Nip')
      .where('kind', '=', 'subunit')
      .where('context_type', '=', 'Nip')
      .execute();
    await transaction
      .updateTable('test_subjects')
      .set({ removed_at: clock.nowMs() })
      .where('nip', '=', nip)
      .where('removed_at', 'is', null)
      .execute();
  });
}

function createPerson(db: Database, clock: Clock, request: PersonCreateRequest): Promise<void> {
  const { nip, pesel, description } = request;
  return db.transaction().execute(async (transaction) => {
    const existing = await transaction
      .selectFrom('test_persons')
      .select(['created_at', 'removed_at'])
      .where('nip', '=', nip)
      .executeTakeFirst();
    const row = {
      pesel,
      is_bailiff: Number(request.isBailiff),
      is_deceased: Number(request.isDeceased ?? false),
      description,
      created_at: createdAt(clock, request.createdDate, existing),
      removed_at: null,
    };
    await transaction
      .insertInto('test_persons')
      .values({ nip, ...row })
      .onConflict((conflict) => conflict.column('nip').doUpdateSet(row))
      .execute();
    const order = {
      kind: 'owner' as const,
      context: null,
      subject: { type: 'Pesel' as const, value: pesel },
      permissions: [{ permission: 'Owner', canDelegate: false }],
      description,
      details: {},
    };
    const granter = { type: 'Nip' as const, value: nip };
    await writeGrants(transaction, order, { granter, author: system, atMs: row.created_at });
  });
}

function removePerson(db: Database, clock: Clock, nip: string): Promise<void> {
  return db.transaction().execute(async (transaction) => {
    const person = await transaction
      .updateTable('test_persons')
      .set({ removed_at: clock.nowMs() })
      .where('nip', '=', nip)
      .where('removed_at', 'is', null)
      .returning('pesel')
      .executeTakeFirst();
    if (!person) return;
    await transaction
      .deleteFrom('permission_grants')
      .where(({ eb, or }) =>
        or([
          eb.and({ subject_type: 'Nip', subject_value: nip }),
          eb.and({ subject_type: 'Pesel', subject_value: person.pesel }),
        ]),
      )
      .execute();
  });
}

/** Throws `BadRequest` 21405 for a value that has not the form of its kind. */
function requireWellFormed({
  contextIdentifier: context,
  authorizedIdentifier: subject,
}: TestDataPermissionsRevokeRequest): void {
  const fields = { 'contextIdentifier.value': context, 'authorizedIdentifier.value': subject };
  const wrong = Object.entries(fields).filter(([, identifier]) => !isWellFormedSubject(identifier));
  const details = wrong.map(([field]) => apiTexts.contextNotWellFormed(field));
  if (details.length > 0) throw refusal(21405, ...details);
}

async function grant(db: Database, clock: Clock, request: TestDataPermissionsGrantRequest): Promise<void> {
  requireWellFormed(request);
  const { contextIdentifier: context, authorizedIdentifier: subject } = request;
  return db.transaction().execute(async (transaction) => {
    for (const { permissionType = 'InvoiceRead', description } of request.permissions) {
      const order = {
        kind: 'person' as const,
        context: null,
        subject,
        permissions: [{ permission: permissionType, canDelegate: false }],
        description,
        details: {},
      };
      await writeGrants(transaction, order, { granter: context, author: system, atMs: clock.nowMs() });
    }
  });
}

async function revoke(db: Database, request: TestDataPermissionsRevokeRequest): Promise<void> {
  requireWellFormed(request);
  const { contextIdentifier: context, authorizedIdentifier: subject } = request;
  await db
    .deleteFrom('permission_grants')
    .where('context_type', '=', context.type)
    .where('context_value', '=', context.value)
    .where('subject_type', '=', subject.type)
    .where('subject_value', '=', subject.value)
    .where('kind', 'in', ['person', 'entity', 'subunit'])
    .execute();
}
