/** Writing and finding rows of permissions. */
import { randomUUID } from 'node:crypto';
import type { PermissionGrantRow } from '../../store/permissions.ts';
import type { Queries } from '../../store/store.ts';
import type { ContextIdentifier, SubjectIdentifier } from '../identifiers.ts';
import type { GrantDetails, GrantOrder } from './grant.ts';

/** Who grants: a subject, or KSeF itself. */
export type GrantAuthor = SubjectIdentifier | { type: 'System'; value: null };
export const system: GrantAuthor = { type: 'System', value: null };

export interface GrantedBy {
  granter: ContextIdentifier;
  author: GrantAuthor;
  atMs: number;
}

/**
 * Writes the permissions of an order. One that is there already keeps its identifier, its author and its
 * beginning; what is said of it, and whether it may be passed on, becomes what was said last.
 */
export async function writeGrants(
  db: Queries,
  order: Omit<GrantOrder, 'kind'> & { kind: PermissionGrantRow['kind'] },
  { granter, author, atMs }: GrantedBy,
): Promise<void> {
  const context = order.context ?? granter;
  for (const { permission, canDelegate } of order.permissions) {
    const said = {
      can_delegate: Number(canDelegate),
      description: order.description,
      details: JSON.stringify(order.details),
    };
    await db
      .insertInto('permission_grants')
      .values({
        id: randomUUID(),
        kind: order.kind,
        granter_type: granter.type,
        granter_value: granter.value,
        context_type: context.type,
        context_value: context.value,
        subject_type: order.subject.type,
        subject_value: order.subject.value,
        permission,
        author_type: author.type,
        author_value: author.value,
        granted_at: atMs,
        ...said,
      })
      .onConflict((conflict) =>
        conflict
          .columns([
            'subject_value',
            'subject_type',
            'context_value',
            'context_type',
            'permission',
            'kind',
            'granter_value',
            'granter_type',
          ])
          .doUpdateSet(said),
      )
      .execute();
  }
}

export function findGrant(db: Queries, id: string): Promise<PermissionGrantRow | undefined> {
  return db.selectFrom('permission_grants').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function deleteGrant(db: Queries, id: string): Promise<void> {
  await db.deleteFrom('permission_grants').where('id', '=', id).execute();
}

/** What is known of the EU entity of a context, from the grant of its newest administrator. */
export async function euEntityOf(
  db: Queries,
  context: ContextIdentifier,
): Promise<Pick<GrantDetails, 'euEntity' | 'euEntityName'>> {
  const row = await db
    .selectFrom('permission_grants')
    .select('details')
    .where('context_value', '=', context.value)
    .where('context_type', '=', context.type)
    .where('kind', '=', 'euAdministration')
    .orderBy('granted_at', 'desc')
    .orderBy('id')
    .executeTakeFirst();
  const { euEntity, euEntityName } = JSON.parse(row?.details ?? '{}') as GrantDetails;
  return {
    ...(euEntity === undefined ? {} : { euEntity }),
    ...(euEntityName === undefined ? {} : { euEntityName }),
  };
}
