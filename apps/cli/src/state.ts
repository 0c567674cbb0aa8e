/** What a home holds, opened together: the database, the secrets, the connections. */
import type { ConnectionChoice, Context } from './command.ts';
import { type Connection, type Connections, connectionsOf } from './connections.ts';
import { contextOf, contextOption, contextWords, takesAnySeal } from './context-identifier.ts';
import { environmentOf } from './environments.ts';
import { CliError } from './exit.ts';
import { textBy, textOf } from './messages.ts';
import { askedPlace, isIn } from './place.ts';
import { secretBox } from './secrets.ts';
import { openStore, openStoreToRead, type Store, saltOf } from './store.ts';

export interface State {
  readonly store: Store;
  readonly connections: Connections;
}

/** Opens the state of the home; creates it where there is none. Throws {@link CliError}. */
export const openState = (context: Context): State => stateIn(context, openStore(context.home));

/** Opens the state of the home for what changes nothing in it; nothing is created. Throws {@link CliError}. */
export const openStateToRead = (context: Context): State => stateIn(context, openStoreToRead(context.home));

function stateIn(context: Context, store: Store): State {
  const box = secretBox(context.home, context.env, () => saltOf(store));
  return { store, connections: connectionsOf(store, box) };
}

/**
 * The connection that a command works with: the current one, or the one that `--env`, `--nip` and `--context` name.
 * Throws {@link CliError} `not-connected`.
 */
export async function chosenConnection(
  connections: Connections,
  choice: ConnectionChoice,
): Promise<Connection> {
  const matching = await matchingConnections(connections, choice);
  const chosen = matching.find((one) => one.current) ?? (isChoice(choice) ? matching[0] : undefined);
  if (!chosen) throw matching.length > 0 ? noneCurrent() : await notConnected(connections, choice);
  if (matching.length > 1 && !chosen.current) throw ambiguous();
  return chosen;
}

/**
 * The connection that becomes the current one: of those that are not, the one that the options name. Where only the
 * current one fits, that one. Throws {@link CliError} `not-connected`, or `connection-ambiguous` where several fit.
 */
export async function connectionToSwitchTo(
  connections: Connections,
  choice: ConnectionChoice,
): Promise<Connection> {
  const matching = await matchingConnections(connections, choice);
  const [other, ...more] = matching.filter((one) => !one.current);
  if (more.length > 0) throw ambiguous();
  const chosen = other ?? matching[0];
  if (!chosen) throw await notConnected(connections, choice);
  return chosen;
}

/** Whether any connection is named. */
export const isChoice = ({ env, nip, context }: ConnectionChoice): boolean =>
  (env ?? nip ?? context) !== undefined;

/** The kept connections that options name; all where they name none. Throws {@link CliError} where one is wrong. */
export const matchingConnections = async (
  connections: Connections,
  choice: ConnectionChoice,
): Promise<Connection[]> => connections.all().filter(isIn(await askedPlace(choice)));

const ambiguous = (): CliError =>
  new CliError('connection-ambiguous', textOf('error.connection-ambiguous'), {
    remedy: textOf('remedy.connection-ambiguous'),
  });

/** Connections are kept, and none of them is current. */
export const noneCurrent = (
  remedy: 'remedy.none-current' | 'remedy.log-out-of-one' = 'remedy.none-current',
): CliError => new CliError('not-connected', textOf('error.none-current'), { remedy: textOf(remedy) });

/** The remedy names what was asked for: advice for another environment or firm would lead astray. */
async function notConnected(connections: Connections, choice: ConnectionChoice): Promise<CliError> {
  const env = choice.env ?? usualEnvironment(connections);
  const context = await contextOf(choice);
  const isSealTaken =
    (await environmentOf(env)).takesSelfSigned && (context === undefined || takesAnySeal(context));
  const happened = isChoice(choice)
    ? textBy((t) =>
        t('error.not-connected-as', {
          who: [context && contextWords(context, t), choice.env].filter(Boolean).join(', '),
        }),
      )
    : textOf('error.not-connected');
  const option = context === undefined ? '--nip NIP' : contextOption(context);
  return new CliError('not-connected', happened, {
    remedy: textOf(isSealTaken ? 'remedy.not-connected-test' : 'remedy.not-connected', { env, option }),
  });
}

/** Where to log in next: there where the current connection is, or all others are; else at the local KSeF. */
function usualEnvironment(connections: Connections): string {
  const kept = connections.all();
  const first = connections.current() ?? kept[0];
  if (!first) return 'local';
  if (!first.current && kept.some(({ baseUrl }) => baseUrl !== first.baseUrl)) return 'local';
  return first.environment === 'custom' ? first.baseUrl : first.environment;
}
