/**
 * The kinds of grants: who may grant what, to whom, where. What can be said in a table is said here; what needs
 * a look at the data is a rule with a name. Source: official page on permissions, official OpenAPI.
 */
import type { Permission, PermissionOperationStatusName } from '@kwit/ksef-contract';
import type { Queries } from '../../store/store.ts';
import type { ContextIdentifier } from '../identifiers.ts';
import type { GrantKind, GrantOrder, GrantSubject } from './grant.ts';
import { isParent, mayEnforce, membersOf } from './roles.ts';

/** The status with which an order ends that a rule refuses; undefined where the rule has nothing against it. */
type Verdict = PermissionOperationStatusName | undefined;
type Rule = (db: Queries, order: GrantOrder, granter: ContextIdentifier) => Verdict | Promise<Verdict>;

export interface GrantKindRules {
  /** What whoever grants or revokes must hold in the context. */
  readonly requires: Permission;
  /** In which contexts it can be granted. */
  readonly granters: readonly ContextIdentifier['type'][];
  /** To whom. */
  readonly subjects: readonly GrantSubject['type'][];
  readonly rules: readonly Rule[];
}

const enforcementNeedsRole: Rule = async (db, { permissions }, { value }) => {
  if (permissions.every(({ permission }) => permission !== 'EnforcementOperations')) return undefined;
  return (await mayEnforce(db, value)) ? undefined : 'contextDoesNotFit';
};

const notToItself: Rule = (_, { subject }, granter) =>
  subject.type === granter.type && subject.value === granter.value ? 'relationNotAllowed' : undefined;

const notForItself: Rule = (_, { context }, granter) =>
  context?.type === granter.type && context.value === granter.value ? 'relationNotAllowed' : undefined;

const peppolForProvidersAlone: Rule = (_, { permissions, subject }) => {
  const isForProviders = permissions.some(({ permission }) => permission === 'PefInvoicing');
  return isForProviders === (subject.type === 'PeppolId') ? undefined : 'identifierNotAllowed';
};

/** Units inside an entity begin with its NIP; so do its pairs with entities of the EU. */
const contextBeginsWithGranter: Rule = (_, { context }, granter) =>
  context === null || context.type === 'Nip' || context.value.startsWith(`${granter.value}-`)
    ? undefined
    : 'identifiersDoNotFit';

/** Another NIP can only be a member of the VAT group or the local government unit that grants. */
const memberOfGranter: Rule = async (db, { context }, granter) => {
  if (context?.type !== 'Nip') return undefined;
  if (!(await isParent(db, granter.value))) return 'contextDoesNotFit';
  const [member] = await membersOf(db, granter.value, context.value);
  return member === undefined ? 'identifiersDoNotFit' : undefined;
};

const anyone = ['Nip', 'Pesel', 'Fingerprint'] as const;

export const grantKinds: Readonly<Record<GrantKind, GrantKindRules>> = {
  person: {
    requires: 'CredentialsManage',
    granters: ['Nip', 'InternalId'],
    subjects: anyone,
    rules: [enforcementNeedsRole],
  },
  entity: {
    requires: 'CredentialsManage',
    granters: ['Nip', 'InternalId'],
    subjects: ['Nip'],
    rules: [notToItself],
  },
  authorization: {
    requires: 'CredentialsManage',
    granters: ['Nip'],
    subjects: ['Nip', 'PeppolId'],
    rules: [peppolForProvidersAlone, notToItself],
  },
  indirect: {
    requires: 'CredentialsManage',
    granters: ['Nip'],
    subjects: anyone,
    rules: [notForItself],
  },
  subunit: {
    requires: 'SubunitManage',
    granters: ['Nip'],
    subjects: anyone,
    rules: [contextBeginsWithGranter, memberOfGranter],
  },
  euAdministration: {
    requires: 'CredentialsManage',
    granters: ['Nip'],
    subjects: ['Fingerprint'],
    rules: [contextBeginsWithGranter],
  },
  euRepresentative: {
    requires: 'VatUeManage',
    granters: ['NipVatUe'],
    subjects: ['Fingerprint'],
    rules: [],
  },
};

/** Why an order cannot be carried out in a context; undefined where it can. */
export async function refusalOf(
  db: Queries,
  order: GrantOrder,
  granter: ContextIdentifier,
): Promise<Verdict> {
  const { granters, subjects, rules } = grantKinds[order.kind];
  if (!granters.includes(granter.type)) return 'identifierNotAllowed';
  if (!subjects.includes(order.subject.type)) return 'identifierNotAllowed';
  for (const rule of rules) {
    const verdict = await rule(db, order, granter);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}
