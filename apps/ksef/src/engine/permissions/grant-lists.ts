/**
 * Reading lists of permissions: a list is one or more selections that have no row in common, each answered from
 * an index in the order of the answer, newest first, then by identifier.
 */
import { type SqlBool, sql } from 'kysely';
import type { PermissionGrantRow } from '../../store/permissions.ts';
import type { Queries } from '../../store/store.ts';

interface Identifier {
  type: string;
  value: string;
}

/** Which permissions are wanted; what is absent does not narrow. */
export interface GrantSelection {
  kinds: readonly PermissionGrantRow['kind'][];
  /** Where it works. */
  context?: Identifier;
  /** Where it was granted. */
  granter?: Identifier;
  /** Who has it: any of these. */
  subjects?: readonly Identifier[];
  /** For all clients, as far as this one of them granted the granter something to pass on. */
  forAllWithClient?: Identifier;
}

/** What a caller asks for besides; null and absent alike do not narrow. */
export interface GrantFilters {
  /** Where it works, or for an indirect one also where it was granted. */
  contextIdentifier?: Identifier | null | undefined;
  /** For whom it works; `AllPartners`: for all clients. */
  targetIdentifier?: { type: string; value?: string | null | undefined } | null | undefined;
  authorIdentifier?: { type: string; value?: string | null | undefined } | null | undefined;
  authorizedIdentifier?: Identifier | null | undefined;
  permissionTypes?: readonly string[] | null | undefined;
  permissionState?: 'Active' | 'Inactive' | null | undefined;
  /** Part of the identifier of whoever has it, without regard to case. */
  authorizedPart?: string | null | undefined;
  /** VAT number in a context of the kind NipVatUe, whole. */
  euVatNumber?: string | null | undefined;
}

export interface PageRequest {
  pageSize: number;
  pageOffset: number;
}

export type ListedGrant = PermissionGrantRow & { is_active: number };

export interface GrantPage {
  rows: ListedGrant[];
  hasMore: boolean;
}

/** One page of what the selections have together. */
export async function listGrants(
  db: Queries,
  selections: readonly GrantSelection[],
  filters: GrantFilters,
  { pageSize, pageOffset }: PageRequest,
): Promise<GrantPage> {
  const [from, to] = [pageSize * pageOffset, pageSize * (pageOffset + 1)];
  const [only] = selections;
  if (selections.length === 1 && only) {
    const rows = await select(db, only, filters, pageSize + 1, from);
    return { rows: rows.slice(0, pageSize), hasMore: rows.length > pageSize };
  }
  const found: ListedGrant[] = [];
  for (const selection of selections) found.push(...(await select(db, selection, filters, to + 1, 0)));
  found.sort(newestFirst);
  return { rows: found.slice(from, to), hasMore: found.length > to };
}

const newestFirst = (a: ListedGrant, b: ListedGrant): number =>
  b.granted_at - a.granted_at || (a.id < b.id ? -1 : 1);

/** That a client granted the granter of a row the same permission with the right to pass it on; ends open. */
const basis = sql`SELECT 1 FROM permission_grants AS basis
  WHERE basis.subject_value = permission_grants.granter_value AND basis.subject_type = 'Nip'
    AND basis.permission = permission_grants.permission AND basis.kind = 'entity' AND basis.can_delegate = 1`;

/** An indirect permission is active as long as what it passes on is granted to the granter for that purpose. */
const isActive = sql<number>`CASE
  WHEN kind <> 'indirect' THEN 1
  WHEN context_type = 'AllPartners' THEN EXISTS (${basis})
  ELSE EXISTS (${basis} AND basis.context_value = permission_grants.context_value
    AND basis.context_type = permission_grants.context_type)
END`;

function select(
  db: Queries,
  selection: GrantSelection,
  filters: GrantFilters,
  limit: number,
  offset: number,
): Promise<ListedGrant[]> {
  const conditions = [...selectionConditions(selection), ...filterConditions(filters)];
  let query = db.selectFrom('permission_grants').selectAll().select(isActive.as('is_active'));
  for (const condition of conditions) query = query.where(condition);
  // Of few rows the order is made; the plus keeps SQLite from walking an index of many in their order instead.
  const moment = isNarrow(selection) ? sql`+granted_at` : sql.ref('granted_at');
  return query.orderBy(moment, 'desc').orderBy('id').limit(limit).offset(offset).execute();
}

/** Whether a selection names both ends, of which there is one row for each permission and kind. */
const isNarrow = ({ context, forAllWithClient, subjects }: GrantSelection): boolean =>
  subjects !== undefined && (context ?? forAllWithClient) !== undefined;

type Condition = ReturnType<typeof sql<SqlBool>>;

const anyOf = (conditions: readonly Condition[]): Condition =>
  sql<SqlBool>`(${sql.join(conditions, sql` OR `)})`;

const contextIs = ({ type, value }: Identifier): Condition =>
  sql<SqlBool>`(context_value = ${value} AND context_type = ${type})`;
const granterIs = ({ type, value }: Identifier): Condition =>
  sql<SqlBool>`(granter_value = ${value} AND granter_type = ${type})`;
const subjectIs = ({ type, value }: Identifier): Condition =>
  sql<SqlBool>`(subject_value = ${value} AND subject_type = ${type})`;

/** As literals, so that the indexes of a single kind are found. */
const kindIs = (kinds: GrantSelection['kinds']): Condition => {
  const [only] = kinds;
  return kinds.length === 1
    ? sql<SqlBool>`kind = ${sql.lit(only)}`
    : sql<SqlBool>`kind IN (${sql.join(kinds.map((kind) => sql.lit(kind)))})`;
};

function selectionConditions(selection: GrantSelection): Condition[] {
  const { kinds, context, granter, subjects, forAllWithClient } = selection;
  const conditions: Condition[] = [kindIs(kinds)];
  if (context) conditions.push(contextIs(context));
  if (granter) conditions.push(granterIs(granter));
  if (subjects) conditions.push(anyOf(subjects.map(subjectIs)));
  if (forAllWithClient) {
    const { type, value } = forAllWithClient;
    conditions.push(sql<SqlBool>`context_value = '' AND context_type = 'AllPartners'
      AND EXISTS (${basis} AND basis.context_value = ${value} AND basis.context_type = ${type})`);
  }
  return conditions;
}

function filterConditions(filters: GrantFilters): Condition[] {
  const { contextIdentifier: context, targetIdentifier: target, authorIdentifier: author } = filters;
  const { authorizedIdentifier: authorized, permissionTypes: types, permissionState: state } = filters;
  const conditions: Condition[] = [];
  if (context) {
    const passedOnHere = sql<SqlBool>`(kind = 'indirect' AND ${granterIs(context)})`;
    conditions.push(anyOf([contextIs(context), passedOnHere]));
  }
  if (target) conditions.push(contextIs({ type: target.type, value: target.value ?? '' }));
  if (author?.type === 'System') conditions.push(sql<SqlBool>`author_type = 'System'`);
  else if (author) {
    conditions.push(sql<SqlBool>`author_type = ${author.type} AND author_value = ${author.value ?? ''}`);
  }
  if (authorized) conditions.push(subjectIs(authorized));
  if (types && types.length > 0) conditions.push(sql<SqlBool>`permission IN (${sql.join(types)})`);
  if (state) conditions.push(sql<SqlBool>`${isActive} = ${Number(state === 'Active')}`);
  if (filters.authorizedPart) {
    conditions.push(sql<SqlBool>`instr(subject_value, ${filters.authorizedPart.toUpperCase()}) > 0`);
  }
  if (filters.euVatNumber) {
    // The value is ten digits, a dash and the number.
    conditions.push(sql<SqlBool>`substr(context_value, 12) = ${filters.euVatNumber}`);
  }
  return conditions;
}
