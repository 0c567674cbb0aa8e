/** A connection at work: the client of KSeF with the tokens of the last log-in, and the log-in when they have ended. */
import type { KsefClient, SavedTokens } from '@kwit/ksef-client';
import type { ConnectionChoice, Context } from './command.ts';
import type { Connection, Connections, StoredCredential } from './connections.ts';
import { chosenConnection, openState } from './state.ts';
import type { Store } from './store.ts';

export interface Ksef {
  readonly client: KsefClient;
  readonly connection: Connection;
  readonly connections: Connections;
  readonly store: Store;
  /** Runs what needs a log-in; where the log-in has ended, logs in once more and runs it again. */
  loggedIn<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Opens the connection that a command works with. Nothing is asked of KSeF yet. Throws {@link CliError}. */
export async function openKsef(context: Context, choice: ConnectionChoice): Promise<Ksef> {
  const { output } = context;
  const { store, connections } = openState(context);
  const connection = await chosenConnection(connections, choice);
  const saved = connections.tokens(connection);
  const { createKsefClient } = await import('@kwit/ksef-client');
  const client = createKsefClient({
    baseUrl: connection.baseUrl,
    ...(saved === null ? {} : { tokens: JSON.parse(saved) as SavedTokens }),
    onRetry: ({ attempt, delayMs }) =>
      output.progress(output.t('ksef.retry', { attempt, seconds: Math.ceil(delayMs / 1000) })),
    onTokens: (tokens) => connections.saveTokens(connection, JSON.stringify(tokens)),
  });
  return {
    client,
    connection,
    connections,
    store,
    async loggedIn(work) {
      try {
        return await work();
      } catch (error) {
        if (!isLoginOver(error)) throw error;
        await logIn(client, connection.nip, connections.credential(connection), context.signal);
        return work();
      }
    },
  };
}

/** Whether KSeF (or the client, by the tokens' own dates) says that a new log-in is needed. */
export const isLoginOver = (error: unknown): boolean =>
  error instanceof Error && error.name === 'KsefError' && 'kind' in error && error.kind === 'unauthorized';

/** Logs in with a stored credential. Throws what the client throws. */
export async function logIn(
  client: KsefClient,
  nip: string,
  credential: StoredCredential,
  signal: AbortSignal,
): Promise<void> {
  const at = { type: 'Nip', value: nip } as const;
  if (credential.kind === 'token') {
    await client.logInWithToken({ context: at, token: credential.token, signal });
    return;
  }
  const { loadCredential } = await import('@kwit/crypto');
  const loaded = loadCredential({
    certificate: Buffer.from(credential.certificatePem),
    key: Buffer.from(credential.keyPem),
  });
  await client.logInWithCertificate({ context: at, credential: loaded, signal });
}
