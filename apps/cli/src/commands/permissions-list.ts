/** `kwit permissions list`: who may do what in the context, or what the context may do. */
import type { KsefClient } from '@kwit/ksef-client';
import type { permissionLists } from '../catalogue.ts';
import type { Command, ConnectionChoice } from '../command.ts';
import { contextType } from '../context-identifier.ts';
import { exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';

interface Options extends ConnectionChoice {
  of?: (typeof permissionLists)[number];
}

/** A line of a list: what the lists have in common under different names. */
interface Line {
  readonly id: string;
  readonly who: string;
  readonly what: string;
  readonly note: string;
}

type Permissions = KsefClient['permissions'];
interface List {
  items(permissions: Permissions, options: { signal: AbortSignal }): AsyncIterable<object>;
}

/** The lists of the API by the name that `--of` takes. */
const lists = {
  persons: {
    items: (permissions, options) =>
      permissions.persons({ queryType: 'PermissionsInCurrentContext' }, options),
  },
  mine: { items: (permissions, options) => permissions.personal({}, options) },
  received: { items: (permissions, options) => permissions.entities({}, options) },
  'authorizations-granted': {
    items: (permissions, options) => permissions.authorizations({ queryType: 'Granted' }, options),
  },
  'authorizations-received': {
    items: (permissions, options) => permissions.authorizations({ queryType: 'Received' }, options),
  },
  subunits: { items: (permissions, options) => permissions.subunits({}, options) },
  'eu-entities': { items: (permissions, options) => permissions.euEntities({}, options) },
  roles: { items: (permissions, options) => permissions.roles(options) },
  subordinates: { items: (permissions, options) => permissions.subordinates({}, options) },
} as const satisfies Record<(typeof permissionLists)[number], List>;

/** Who may do what in a context: of a pair with a firm of another country KSeF tells it in a list of its own. */
const usualList = (contextIdentifier: string): keyof typeof lists =>
  contextType(contextIdentifier) === 'NipVatUe' ? 'eu-entities' : 'persons';

export const run: Command<[], Options> = async (context, options) => {
  const { output, signal } = context;
  const { permissionInWords } = await import('@kwit/ksef-client');
  const ksef = await openKsef(context, options);
  // The log-in may have ended: asking for it first keeps the list in one piece.
  await ksef.loggedIn(() => ksef.client.operations.queryPersonalGrants({}, { signal }));
  let shown = 0;
  const list = options.of ?? usualList(ksef.connection.contextIdentifier);
  for await (const item of lists[list].items(ksef.client.permissions, { signal })) {
    shown += 1;
    output.object({ ...item });
    const { id, who, what, note } = lineOf(item as Readonly<Record<string, unknown>>);
    output.say('permissions.line', { id, who, what: output.pick(permissionInWords(what)), note });
  }
  if (shown === 0) output.say('permissions.none');
  return exitCodes.done;
};

function lineOf(item: Readonly<Record<string, unknown>>): Line {
  const text = (...names: string[]) =>
    names.map((name) => item[name]).find((value) => typeof value === 'string');
  const party = (...names: string[]) =>
    names
      .map((name) => item[name] as { type?: unknown; value?: unknown } | null | undefined)
      .map((found) => (found ? `${found.type} ${found.value ?? ''}`.trim() : undefined))
      .find((found) => found !== undefined);
  return {
    id: text('id') ?? '',
    who:
      party(
        'authorizedIdentifier',
        'authorizedEntityIdentifier',
        'contextIdentifier',
        'subordinateEntityIdentifier',
        'parentEntityIdentifier',
      ) ??
      text('authorizedFingerprintIdentifier') ??
      '',
    what: text('permissionScope', 'authorizationScope', 'role') ?? '',
    note: text('description', 'startDate') ?? '',
  };
}
