/** Logs in and keeps the connection: what `kwit login` and the demo share. */
import type { Credential } from '@kwit/crypto';
import type { Context } from './command.ts';
import type { Connection, LoginMethod, StoredCredential } from './connections.ts';
import { storedForm } from './credentials.ts';
import type { Environment } from './environments.ts';
import { logIn, showRetry } from './ksef.ts';
import { identityOf, isReplaceable } from './ksef-identity.ts';
import { openState } from './state.ts';

/** Nobody waits longer for a log-in that may not come: two attempts of half a minute. */
const logInDeadlineMs = 60_000;

export type GivenCredential =
  | { readonly method: 'token'; readonly token: string }
  | { readonly method: Exclude<LoginMethod, 'token'>; readonly credential: Credential };

/** Logs in at KSeF; only when it has let the credential in, the connection is kept and becomes the current one. */
export async function connect(
  context: Context,
  environment: Environment,
  contextIdentifier: string,
  given: GivenCredential,
): Promise<Connection> {
  // Opened first: a home that cannot be written must not cost a log-in.
  const { connections } = openState(context);
  const { createKsefClient } = await import('@kwit/ksef-client');
  const client = createKsefClient({
    baseUrl: environment.baseUrl,
    deadlineMs: logInDeadlineMs,
    onRetry: showRetry(context.output),
  });
  context.output.progress(context.output.t('ksef.connecting', { url: environment.baseUrl }));
  const stored: StoredCredential =
    given.method === 'token' ? { kind: 'token', token: given.token } : await storedForm(given.credential);
  await logIn(client, contextIdentifier, stored, context.signal);
  const ksefIdentity = isReplaceable(environment.name) ? await identityOf(client, context.signal) : null;
  context.output.progress('');
  const certificate = given.method === 'token' ? undefined : given.credential.certificate;
  return connections.save(
    {
      environment: environment.name,
      baseUrl: environment.baseUrl,
      contextIdentifier,
      method: given.method,
      certificateSerial: certificate?.serialNumber.toUpperCase() ?? null,
      certificateValidTo: certificate?.validToDate.toISOString() ?? null,
      ksefIdentity,
    },
    stored,
    JSON.stringify(client.tokens),
  );
}
