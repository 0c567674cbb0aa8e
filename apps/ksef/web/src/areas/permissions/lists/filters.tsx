/** The filters of the lists; what is chosen stands in the address. */
import {
  authorizationPermissions,
  euEntityAdministrationPermissions,
  personalPermissions,
  personPermissions,
} from '@kwit/ksef-contract';
import { TextFilter, useTexts, useWide } from '@kwit/ui';
import { Button, NativeSelect } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { inOrderOfGuide } from '../../../session/permissions/order.ts';
import { type PermissionName, permissionNames } from '../../../session/permissions/texts.ts';
import { guessedType, type IdentifierType, identifierFault } from '../identifiers.ts';
import { type PermissionSearch, permissionSearch, states, type Tab } from '../search.ts';
import { identifierTexts } from '../texts.ts';
import classes from './lists.module.css';
import { actorTypes, entityTypes, unitTypes } from './sources.ts';
import { listTexts } from './texts.ts';

const route = getRouteApi('/shell/permissions');

type TextName = 'who' | 'author' | 'client';

interface Offered {
  readonly hasTwoLists?: boolean;
  /** Kinds of identifiers that a text may be; an empty list takes any text. */
  readonly texts?: Partial<Record<TextName, readonly IdentifierType[]>>;
  readonly permissions?: readonly PermissionName[];
  readonly hasStates?: boolean;
}

const offered: Readonly<Record<Tab, Offered>> = {
  persons: {
    hasTwoLists: true,
    texts: { who: actorTypes, author: actorTypes, client: unitTypes },
    permissions: inOrderOfGuide(personPermissions),
    hasStates: true,
  },
  received: { texts: { who: unitTypes } },
  authorizations: { hasTwoLists: true, texts: { who: entityTypes }, permissions: authorizationPermissions },
  subunits: { texts: { who: unitTypes } },
  eu: {
    texts: { who: [], client: ['VatUe'] },
    permissions: inOrderOfGuide(euEntityAdministrationPermissions),
  },
  mine: { permissions: inOrderOfGuide(personalPermissions), hasStates: true },
};

const filterNames = ['who', 'author', 'client', 'permission', 'state'] as const;

export const hasFilters = (search: PermissionSearch): boolean =>
  filterNames.some((name) => search[name] !== undefined);

export const withoutFilters = ({ tab, list }: PermissionSearch): PermissionSearch =>
  permissionSearch({ tab, list });

/** On a phone they are folded, so that the list is in sight. */
export function Filters({ tab }: { tab: Tab }) {
  const { filters } = useTexts(listTexts);
  const search = route.useSearch();
  const wide = useWide();
  if (wide) return <AllFilters tab={tab} />;
  return (
    <details className={classes.more} open={hasFilters(search) || search.list !== undefined}>
      <summary>{filters}</summary>
      <AllFilters tab={tab} />
    </details>
  );
}

function AllFilters({ tab }: { tab: Tab }) {
  const texts = useTexts(listTexts);
  const { faults } = useTexts(identifierTexts);
  const names = useTexts(permissionNames);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { hasTwoLists, texts: textFilters = {}, permissions, hasStates } = offered[tab];
  const change = (changed: Readonly<Record<string, string>>) =>
    void navigate({ search: permissionSearch({ ...search, ...changed }), replace: true });
  const textOf = (name: TextName) => {
    const types = textFilters[name];
    if (!types) return null;
    return (
      <TextFilter
        key={`${tab}.${name}.${search[name] ?? ''}`}
        label={labelOf(texts, tab, name)}
        className={classes.filter}
        judge={(wanted) => {
          const fault = types.length > 0 && identifierFault(guessedType(types, wanted), wanted);
          return fault ? faults[fault] : undefined;
        }}
        value={search[name] ?? ''}
        onChange={(value) => change({ [name]: value })}
      />
    );
  };
  const more = tab === 'persons' && (
    <details className={classes.more} open={Boolean(search.author ?? search.client)}>
      <summary>{texts.moreFilters}</summary>
      <div className={classes.filters}>
        {textOf('author')}
        {textOf('client')}
      </div>
    </details>
  );
  return (
    <div className={classes.filters}>
      {hasTwoLists && (tab === 'persons' || tab === 'authorizations') && (
        <Select
          label={texts.list}
          value={search.list}
          options={[[otherListOf[tab], texts.lists[tab].other]]}
          all={texts.lists[tab].first}
          onChange={(list) => change({ list })}
        />
      )}
      {textOf('who')}
      {permissions && (
        <Select
          label={texts.permission}
          value={search.permission}
          options={permissions.map((permission) => [permission, names[permission]])}
          all={texts.all}
          onChange={(permission) => change({ permission })}
        />
      )}
      {hasStates && (
        <Select
          label={texts.state}
          value={search.state}
          options={states.map((state) => [state, texts.states[state]])}
          all={texts.all}
          onChange={(state) => change({ state })}
        />
      )}
      {tab === 'persons' ? more : textOf('client')}
    </div>
  );
}

const otherListOf = { persons: 'granted', authorizations: 'received' } as const;

function labelOf(texts: typeof listTexts.pl, tab: Tab, name: TextName): string {
  if (name === 'author') return texts.author;
  if (name === 'client') return tab === 'eu' ? texts.euEntity : texts.client;
  return tab === 'mine' ? '' : texts.who[tab];
}

interface SelectProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, label: string])[];
  readonly all: string;
  readonly onChange: (value: string) => void;
}

const Select = ({ label, value = '', options, all, onChange }: SelectProps) => (
  <NativeSelect
    label={label}
    size="md"
    className={classes.filter ?? ''}
    value={value}
    onChange={(event) => onChange(event.currentTarget.value)}
    data={[{ value: '', label: all }, ...options.map(([one, text]) => ({ value: one, label: text }))]}
  />
);

/** Offered once something narrows the list. */
export function ClearFilters() {
  const { clear } = useTexts(listTexts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  if (!hasFilters(search)) return null;
  return (
    <div>
      <Button
        variant="default"
        size="sm"
        h={44}
        onClick={() => void navigate({ search: withoutFilters(search), replace: true })}
      >
        {clear}
      </Button>
    </div>
  );
}
