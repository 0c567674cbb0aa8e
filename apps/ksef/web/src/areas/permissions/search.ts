/** What the lists show, as the address keeps it. */
import type { LogInContext } from '@kwit/ksef-client';
import {
  authorizationPermissions,
  euEntityAdministrationPermissions,
  personalPermissions,
} from '@kwit/ksef-contract';
import { nothingBut } from '../../search.ts';
import type { PermissionName } from '../../session/permissions/texts.ts';

export const tabs = ['persons', 'received', 'authorizations', 'subunits', 'eu', 'mine'] as const;
export type Tab = (typeof tabs)[number];

/** The lists that there is something for, by the kind of the context. */
export const tabsOf: Readonly<Record<LogInContext['type'], readonly Tab[]>> = {
  Nip: tabs,
  InternalId: ['persons', 'received', 'mine'],
  NipVatUe: ['eu', 'mine'],
  PeppolId: ['authorizations', 'mine'],
};

/** The second list of a tab that has two: granted from here instead of at work here, received instead of granted. */
export const otherLists = ['granted', 'received'] as const;
export const states = ['Active', 'Inactive'] as const;

export interface PermissionSearch {
  readonly tab?: Tab;
  readonly list?: (typeof otherLists)[number];
  /** Identifier of whoever has the permission, or of whom it concerns. */
  readonly who?: string;
  /** Identifier of whoever granted it. */
  readonly author?: string;
  /** Identifier of the client that it was passed on for, or of the EU entity. */
  readonly client?: string;
  readonly permission?: PermissionName;
  readonly state?: (typeof states)[number];
}

const filterable: readonly PermissionName[] = [
  ...personalPermissions,
  ...authorizationPermissions,
  ...euEntityAdministrationPermissions,
];

const longestIdentifier = 100;

type Given = Readonly<Record<string, unknown>>;

export function permissionSearch(given: Given): PermissionSearch {
  const text = (value: unknown): string | undefined =>
    // A search of digits comes back as a number.
    (typeof value === 'string' || typeof value === 'number') && value !== ''
      ? String(value).slice(0, longestIdentifier)
      : undefined;
  const found = {
    tab: one(tabs, given.tab),
    list: one(otherLists, given.list),
    who: text(given.who),
    author: text(given.author),
    client: text(given.client),
    permission: one(filterable, given.permission),
    state: one(states, given.state),
  };
  return nothingBut(
    given,
    Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)),
  );
}

const one = <Value extends string>(values: readonly Value[], given: unknown): Value | undefined =>
  values.find((value) => value === given);

export const grantKinds = [
  'person',
  'entity',
  'indirect',
  'authorization',
  'subunit',
  'euAdministration',
  'euRepresentative',
] as const;
export type GrantKind = (typeof grantKinds)[number];

/** What can be granted, by the kind of the context. */
export const grantKindsOf: Readonly<Record<LogInContext['type'], readonly GrantKind[]>> = {
  Nip: ['person', 'entity', 'authorization', 'indirect', 'subunit', 'euAdministration'],
  InternalId: ['person', 'entity'],
  NipVatUe: ['euRepresentative'],
  PeppolId: [],
};

export interface GrantSearch {
  readonly kind?: GrantKind;
  /** Reference number of the grant that was sent. */
  readonly operation?: string;
}

export function grantSearch(given: Given): GrantSearch {
  const kind = one(grantKinds, given.kind);
  const operation =
    typeof given.operation === 'string' && /^[0-9A-Z-]{36}$/.test(given.operation)
      ? given.operation
      : undefined;
  return nothingBut(given, { ...(kind && { kind }), ...(operation && { operation }) });
}
