/** What a home holds, opened together: the database, the secrets, the connections. */
import type { ConnectionChoice, Context } from './command.ts';
import { type Connection, type Connections, connectionsOf } from './connections.ts';
import { environmentOf } from './environments.ts';
import { CliError } from './exit.ts';
import { textOf } from './messages.ts';
import { checkedNip } from './nip.ts';
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
 * The connection that a command works with: the current one, or the one that `--env` and `--nip` name.
 * Throws {@link CliError} `not-connected`.
 */
export async function chosenConnection(
  connections: Connections,
  choice: ConnectionChoice,
): Promise<Connection> {
  const nip = choice.nip === undefined ? undefined : await checkedNip(choice.nip);
  const baseUrl = choice.env === undefined ? undefined : (await environmentOf(choice.env)).baseUrl;
  if (nip === undefined && baseUrl === undefined) {
    const current = connections.current();
    if (current) return current;
    throw notConnected({});
  }
  const matching = connections
    .all()
    .filter((one) => (nip ?? one.nip) === one.nip && (baseUrl ?? one.baseUrl) === one.baseUrl);
  const chosen = matching.find((one) => one.current) ?? matching[0];
  if (!chosen) throw notConnected(choice);
  if (matching.length > 1 && !chosen.current)
    throw new CliError('connection-ambiguous', textOf('error.connection-ambiguous'), {
      remedy: textOf('remedy.connection-ambiguous'),
    });
  return chosen;
}

/** The remedy names what was asked for: advice for another environment or firm would lead astray. */
function notConnected(choice: ConnectionChoice): CliError {
  const env = choice.env ?? 'local';
  const isPublic = env === 'demo' || env === 'prod';
  const who = [choice.nip && `NIP ${choice.nip}`, choice.env].filter(Boolean).join(', ');
  return new CliError(
    'not-connected',
    who ? textOf('error.not-connected-as', { who }) : textOf('error.not-connected'),
    {
      remedy: textOf(isPublic ? 'remedy.not-connected' : 'remedy.not-connected-test', {
        env,
        nip: choice.nip ?? 'NIP',
      }),
    },
  );
}
