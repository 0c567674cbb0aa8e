/** What a home holds, opened together: the database, the secrets, the connections. */
import type { ConnectionChoice, Context } from './command.ts';
import { type Connection, type Connections, connectionsOf } from './connections.ts';
import { contextOf, contextOption, contextWords } from './context-identifier.ts';
import { CliError } from './exit.ts';
import { type Language, textOf, translate } from './messages.ts';
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
  if (!chosen) throw await notConnected(choice, matching.length > 0);
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
  if (!chosen) throw await notConnected(choice);
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

/**
 * The remedy names what was asked for: advice for another environment or firm would lead astray.
 * @param areKept whether there are connections, none of which is current
 */
async function notConnected(choice: ConnectionChoice, areKept = false): Promise<CliError> {
  if (areKept)
    return new CliError('not-connected', textOf('error.none-current'), {
      remedy: textOf('remedy.none-current'),
    });
  const { env = 'local' } = choice;
  const context = await contextOf(choice);
  const isPublic = env === 'demo' || env === 'prod';
  const whoIn = (language: Language) =>
    [context && contextWords(context, (key, words) => translate(language, key, words)), choice.env]
      .filter(Boolean)
      .join(', ');
  const happened = isChoice(choice)
    ? {
        pl: translate('pl', 'error.not-connected-as', { who: whoIn('pl') }),
        en: translate('en', 'error.not-connected-as', { who: whoIn('en') }),
      }
    : textOf('error.not-connected');
  const option = context === undefined ? '--nip NIP' : contextOption(context);
  return new CliError('not-connected', happened, {
    remedy: textOf(isPublic ? 'remedy.not-connected' : 'remedy.not-connected-test', { env, option }),
  });
}
