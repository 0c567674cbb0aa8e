/**
 * Granting and revoking: a request is taken, and carried out in the background (100 → 200 or a refusal). Whether
 * its author may do it is judged again then, together with everything else, in the transaction that does it.
 */
import {
  type PermissionOperationStatusName,
  type PermissionsOperationResponse,
  type PermissionsOperationStatusResponse,
  permissionOperationStatuses,
  statusText,
} from '@kwit/ksef-contract';
import { apiTexts } from '../../api-texts.ts';
import { Gone, refusal } from '../../errors.ts';
import type { PermissionGrantRow, PermissionOperationRow } from '../../store/permissions.ts';
import type { Queries } from '../../store/store.ts';
import type { Caller } from '../access-tokens.ts';
import type { Work } from '../background.ts';
import { dueRowsOf } from '../due-rows.ts';
import type { Engine } from '../engine.ts';
import { type ContextIdentifier, type SubjectIdentifier, same } from '../identifiers.ts';
import { tokenOfLogin } from '../ksef-tokens.ts';
import { newReferenceNumber } from '../reference-numbers.ts';
import type { GrantKind, GrantOrder } from './grant.ts';
import { grantKinds, refusalOf } from './grant-kinds.ts';
import { deleteGrant, euEntityOf, findGrant, writeGrants } from './grant-rows.ts';
import { narrowedToToken, permissionsOf } from './permissions-of.ts';

const workName = 'permission-operations';
const statuses = permissionOperationStatuses;
const retentionMs = 30 * 86_400_000;

/** Which address a permission is revoked at: that of authorizations between entities, or that of all others. */
export type RevocationArea = 'common' | 'authorizations';

type PermissionTask = { grant: GrantOrder } | { revoke: string; area: RevocationArea };

export interface PermissionOperations {
  grant(caller: Caller, order: GrantOrder): Promise<PermissionsOperationResponse>;
  revoke(caller: Caller, permissionId: string, area: RevocationArea): Promise<PermissionsOperationResponse>;
  /** Throws `BadRequest` 21405 for an operation that the context does not know, `Gone` after 30 days. */
  status(caller: Caller, referenceNumber: string): Promise<PermissionsOperationStatusResponse>;
}

export function createPermissionOperations(engine: Engine): PermissionOperations {
  engine.background.register(execution(engine));
  return {
    grant: (caller, order) => submit(engine, caller, { grant: order }),
    revoke: (caller, id, area) => submit(engine, caller, { revoke: id.toLowerCase(), area }),
    status: (caller, referenceNumber) => status(engine, caller, referenceNumber),
  };
}

async function submit(
  { store, clock, latency, background }: Engine,
  caller: Caller,
  task: PermissionTask,
): Promise<PermissionsOperationResponse> {
  const { context, subject } = caller;
  const nowMs = clock.nowMs();
  const referenceNumber = newReferenceNumber('permissionOperation', nowMs);
  await store.db
    .insertInto('permission_operations')
    .values({
      reference_number: referenceNumber,
      context_type: context.type,
      context_value: context.value,
      author_type: subject.type,
      author_value: subject.value,
      ksef_token: await tokenOfLogin(store.db, caller),
      task: JSON.stringify(task),
      started_at: nowMs,
      due_at: latency.dueAtMs('permissionOperation', context),
      status_code: statuses.accepted.code,
    })
    .execute();
  background.wake(workName);
  return { referenceNumber };
}

async function status(
  { store, clock }: Engine,
  { context }: Caller,
  referenceNumber: string,
): Promise<PermissionsOperationStatusResponse> {
  const row = await findOperation(store.db, referenceNumber);
  if (!row || !same(context, contextOf(row))) throw refusal(21405, apiTexts.noSuchPermissionOperation);
  if (row.started_at + retentionMs < clock.nowMs()) throw new Gone();
  const { status_code: code } = row;
  const description = statusText(statuses, code) ?? statuses.unknownError.description;
  const isCancelled = code === statuses.cancelledBySystem.code;
  return {
    status: {
      code,
      description,
      ...(isCancelled ? { details: [statuses.cancelledBySystem.details.internal] } : {}),
    },
  };
}

function findOperation(db: Queries, referenceNumber: string): Promise<PermissionOperationRow | undefined> {
  return db
    .selectFrom('permission_operations')
    .selectAll()
    .where('reference_number', '=', referenceNumber)
    .executeTakeFirst();
}

const contextOf = (row: PermissionOperationRow): ContextIdentifier => ({
  type: row.context_type as ContextIdentifier['type'],
  value: row.context_value,
});

const authorOf = (row: PermissionOperationRow): SubjectIdentifier => ({
  type: row.author_type as SubjectIdentifier['type'],
  value: row.author_value,
});

function execution({ store, clock }: Engine): Work {
  const { db } = store;
  const finish = async (queries: Queries, key: string, name: PermissionOperationStatusName) => {
    await queries
      .updateTable('permission_operations')
      .set({ status_code: statuses[name].code, due_at: null })
      .where('reference_number', '=', key)
      .where('status_code', '=', statuses.accepted.code)
      .execute();
  };
  return {
    name: workName,
    ...dueRowsOf(db, 'permission_operations'),
    run: (key) =>
      db.transaction().execute(async (transaction) => {
        const row = await findOperation(transaction, key);
        if (!row || row.due_at === null) return;
        await finish(transaction, key, await carryOut(transaction, row, clock.nowMs()));
      }),
    giveUp: (key) => finish(db, key, 'cancelledBySystem'),
  };
}

function carryOut(
  db: Queries,
  row: PermissionOperationRow,
  nowMs: number,
): Promise<PermissionOperationStatusName> {
  const task = JSON.parse(row.task) as PermissionTask;
  const granter = contextOf(row);
  const by: Grantor = { author: authorOf(row), ksefToken: row.ksef_token };
  return 'grant' in task
    ? carryOutGrant(db, task.grant, granter, by, nowMs)
    : carryOutRevocation(db, task, granter, by);
}

/** Who grants or revokes, and with which KSeF token, if any, they had logged in: nobody does more than that may. */
export interface Grantor {
  author: SubjectIdentifier;
  ksefToken: string | null;
}

async function mayGrant(
  db: Queries,
  { author, ksefToken }: Grantor,
  granter: ContextIdentifier,
  kind: GrantKind,
): Promise<boolean> {
  const { permissions } = await narrowedToToken(db, ksefToken, await permissionsOf(db, author, granter));
  return permissions.has(grantKinds[kind].requires);
}

/** Grants, if the author may: every check at the moment in which it is done. @returns what became of it */
export async function carryOutGrant(
  db: Queries,
  order: GrantOrder,
  granter: ContextIdentifier,
  by: Grantor,
  atMs: number,
): Promise<PermissionOperationStatusName> {
  if (!(await mayGrant(db, by, granter, order.kind))) return 'noPermission';
  const refused = await refusalOf(db, order, granter);
  if (refused !== undefined) return refused;
  const details =
    order.kind === 'euRepresentative'
      ? { ...(await euEntityOf(db, granter)), ...order.details }
      : order.details;
  await writeGrants(db, { ...order, details }, { granter, author: by.author, atMs });
  return 'succeeded';
}

async function carryOutRevocation(
  db: Queries,
  { revoke: id, area }: { revoke: string; area: RevocationArea },
  granter: ContextIdentifier,
  by: Grantor,
): Promise<PermissionOperationStatusName> {
  const row = await findGrant(db, id);
  // What another context granted does not exist for this one.
  if (!row || row.granter_type !== granter.type || row.granter_value !== granter.value) {
    return 'identifiersDoNotFit';
  }
  if (row.kind === 'owner' || areaOf(row.kind) !== area) return 'identifierNotAllowed';
  if (!(await mayGrant(db, by, granter, row.kind))) return 'noPermission';
  await deleteGrant(db, id);
  return 'succeeded';
}

const areaOf = (kind: PermissionGrantRow['kind']): RevocationArea =>
  kind === 'authorization' ? 'authorizations' : 'common';
