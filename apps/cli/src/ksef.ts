/** A connection at work: the client of KSeF with the tokens of the last log-in, and the log-in when they have ended. */
import type {
  KsefClient,
  RateLimitOptions,
  RateWaitNotice,
  RetryNotice,
  SavedTokens,
} from '@kwit/ksef-client';
import type { ConnectionChoice, Context } from './command.ts';
import type { Connection, Connections, StoredCredential } from './connections.ts';
import { contextOption, contextType, contextWords, loginWay } from './context-identifier.ts';
import { describe } from './errors.ts';
import { CliError } from './exit.ts';
import { ksefDay } from './ksef-day.ts';
import { identityOf, isReplaceable, isSameKsef } from './ksef-identity.ts';
import { textBy } from './messages.ts';
import type { Output } from './output.ts';
import { asKsefError } from './sender.ts';
import { chosenConnection, openState } from './state.ts';
import type { Store } from './store.ts';

export interface Ksef {
  readonly client: KsefClient;
  readonly connection: Connection;
  readonly connections: Connections;
  readonly store: Store;
  /** The day that it judges invoices by, YYYY-MM-DD; undefined where that is the machine's. */
  today(): Promise<string | undefined>;
  /** Runs what needs a log-in; where the log-in has ended, logs in once more and runs it again. */
  loggedIn<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Logs in anew, beside the log-in that is kept, and out again: tokens in hand outlive the credential's end. */
  tryCredential(): Promise<void>;
}

/** Opens the connection that a command works with. Nothing is asked of KSeF yet. Throws {@link CliError}. */
export async function openKsef(context: Context, choice: ConnectionChoice): Promise<Ksef> {
  const { output } = context;
  const { store, connections } = openState(context);
  const connection = await chosenConnection(connections, choice);
  const saved = connections.tokens(connection);
  const { createKsefClient } = await import('@kwit/ksef-client');
  const rateLimits = await sharedRateLimits(context);
  const client = createKsefClient({
    baseUrl: connection.baseUrl,
    rateLimits,
    ...(saved === null ? {} : { tokens: JSON.parse(saved) as SavedTokens }),
    onRetry: showRetry(output),
    onTokens: (tokens) => connections.saveTokens(connection, JSON.stringify(tokens)),
  });
  const logInAgain = async () => {
    const { signal } = context;
    try {
      await logIn(client, connection.contextIdentifier, connections.credential(connection), signal);
    } catch (error) {
      throw await explained(client, connection, error, signal);
    }
    if (isReplaceable(connection.environment))
      connections.saveIdentity(connection, await identityOf(client, signal));
  };
  return {
    client,
    connection,
    connections,
    store,
    today: ksefDay(client, connection.environment, context.signal),
    async loggedIn(work) {
      try {
        return await work();
      } catch (error) {
        if (!isLoginOver(error)) throw error;
        await logInAgain();
        return work();
      }
    },
    async tryCredential() {
      const { signal } = context;
      const other = createKsefClient({
        baseUrl: connection.baseUrl,
        onRetry: showRetry(output),
        deadlineMs: 20_000,
      });
      try {
        await logIn(other, connection.contextIdentifier, connections.credential(connection), signal);
      } catch (error) {
        throw await explained(other, connection, error, signal);
      }
      // Its session ends by itself where this fails.
      await other.logOut({ signal, deadlineMs: 5_000 }).catch(() => {});
    },
  };
}

/**
 * The budget of requests, shared by all commands of this home: KSeF counts them together. Where the file cannot be
 * opened, each command counts for itself.
 */
export async function sharedRateLimits({ home, output }: Context): Promise<RateLimitOptions> {
  const onWait = ({ delayMs }: RateWaitNotice) => {
    if (delayMs >= 1000) output.progress(output.t('ksef.rate-wait', { seconds: Math.ceil(delayMs / 1000) }));
  };
  try {
    const { fileRateStore } = await import('@kwit/ksef-client');
    return { store: await fileRateStore(home.path('rate-limits.db')), onWait };
  } catch {
    return { onWait };
  }
}

/** Shows a person on a terminal that something is waited for. */
export const showRetry =
  (output: Output) =>
  ({ attempt, delayMs, error }: RetryNotice): void => {
    const seconds = Math.ceil(delayMs / 1000);
    if (error.kind === 'rate-limited') output.progress(output.t('ksef.rate-limited', { seconds }));
    else output.progress(output.t('ksef.retry', { attempt, seconds }));
  };

/** A failed log-in with the way out of it, where this command knows one. */
const explained = async (
  client: KsefClient,
  connection: Connection,
  failure: unknown,
  signal: AbortSignal,
): Promise<unknown> =>
  (await otherKsef(client, connection, failure, signal)) ??
  credentialForgotten(connection, failure) ??
  failure;

/** Statuses of a log-in with a token, and with a certificate, that is worth nothing (any more). */
const worthlessCredential = [450, 460];

/** A KSeF that is tested against is emptied now and then, and knows no certificate and no token of before. */
function credentialForgotten(
  { environment, baseUrl, contextIdentifier }: Connection,
  failure: unknown,
): CliError | undefined {
  const known = asKsefError(failure);
  if (!isReplaceable(environment) || !worthlessCredential.some((code) => known?.hasCode(code)))
    return undefined;
  const { code, message, exit, remedy: plain } = describe(failure);
  const env = environment === 'custom' ? baseUrl : environment;
  const anew = textBy((t) =>
    t('remedy.credential-forgotten', {
      env,
      option: contextOption(contextIdentifier),
      way: loginWay(contextIdentifier, t),
    }),
  );
  const remedy = plain ? { pl: `${plain.pl} ${anew.pl}`, en: `${plain.en} ${anew.en}` } : anew;
  return new CliError(code, message, { remedy, exit, cause: failure });
}

export const otherKsefCode = 'other-ksef';

/** The error to tell where a log-in failed because another KSeF is there now; undefined where it is the same one. */
async function otherKsef(
  client: KsefClient,
  { environment, ksefIdentity, baseUrl, contextIdentifier }: Connection,
  failure: unknown,
  signal: AbortSignal,
): Promise<CliError | undefined> {
  if (!isReplaceable(environment) || ksefIdentity === null) return undefined;
  // Without an answer nothing is known of who did not answer.
  if (!isKsefError(failure) || !answeredKinds.has(failure.kind)) return undefined;
  const now = await identityOf(client, signal).catch(() => ksefIdentity);
  if (isSameKsef(now, ksefIdentity)) return undefined;
  const env = environment === 'custom' ? baseUrl : environment;
  const { message } = describe(failure);
  const happened = textBy((t, language) =>
    t('error.other-ksef', {
      url: baseUrl,
      who: contextWords(contextIdentifier, t),
      reason: message[language],
    }),
  );
  const remedy = textBy((t) =>
    t('remedy.other-ksef', {
      env,
      option: contextOption(contextIdentifier),
      way: loginWay(contextIdentifier, t),
    }),
  );
  return new CliError(otherKsefCode, happened, { remedy, cause: failure });
}

const answeredKinds: ReadonlySet<string> = new Set(['failed-status', 'refused', 'unauthorized', 'forbidden']);

const isKsefError = (error: unknown): error is Error & { kind: string } =>
  error instanceof Error && error.name === 'KsefError' && 'kind' in error;

/** Whether KSeF (or the client, by the tokens' own dates) says that a new log-in is needed. */
export const isLoginOver = (error: unknown): boolean => isKsefError(error) && error.kind === 'unauthorized';

/** Logs in with a stored credential. Throws what the client throws. */
export async function logIn(
  client: KsefClient,
  contextIdentifier: string,
  credential: StoredCredential,
  signal: AbortSignal,
): Promise<void> {
  const at = { type: contextType(contextIdentifier), value: contextIdentifier };
  if (credential.kind === 'token') {
    await client.logInWithToken({ context: at, token: credential.token, signal });
    return;
  }
  const { certificateIdentity, loadCredential } = await import('@kwit/crypto');
  const loaded = loadCredential({
    certificate: Buffer.from(credential.certificatePem),
    key: Buffer.from(credential.keyPem),
  });
  // Who is named by neither NIP nor PESEL, as representatives of firms abroad, is known by the certificate itself.
  const { nip, pesel } = certificateIdentity(loaded.certificate);
  const subjectIdentifierType =
    (nip ?? pesel) === undefined ? 'certificateFingerprint' : 'certificateSubject';
  await client.logInWithCertificate({ context: at, credential: loaded, subjectIdentifierType, signal });
}
