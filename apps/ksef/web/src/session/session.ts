/**
 * Who is logged in, and the client that speaks for them. Tokens are in the memory of the page alone; `handover.ts`
 * takes them over a reload.
 */
import { createKsefClient, type KsefClient, type LogInContext, type SavedTokens } from '@kwit/ksef-client';
import { forgetDrafts } from '@kwit/ui';
import { apiUrl } from '../addresses.ts';
import { watchingFetch } from '../api/connection.ts';
import { createStore, useStore } from '../store.ts';
import { handOver, takeOver } from './handover.ts';

/** Whom the page shows as logged in. Nothing in it is secret. */
export interface Identity {
  readonly context: LogInContext;
  /** As people call them: name and surname, or the subject of the certificate. */
  readonly person: string;
}

/** What a reload takes over. */
interface HandedOver {
  readonly identity: Identity;
  readonly tokens: SavedTokens;
}

export type SessionState =
  | { readonly status: 'anonymous' }
  | { readonly status: 'logged-in'; readonly identity: Identity }
  /** The refresh token has ended; the page stays, and asks for a new log-in. */
  | { readonly status: 'over'; readonly identity: Identity };

const state = createStore<SessionState>({ status: 'anonymous' });
let client = newClient();

function newClient(tokens?: SavedTokens): KsefClient {
  return createKsefClient({
    baseUrl: apiUrl,
    fetch: watchingFetch,
    userAgent: 'kwit-web',
    timeoutMs: 20_000,
    deadlineMs: 30_000,
    maxRetries: 1,
    // A person waits here: they are told of a limit, not held back before it.
    rateLimits: false,
    tokens,
  });
}

/**
 * A client of whoever is logged in for work of many requests: it keeps to the limits of KSeF by itself.
 * @param onWait told how long a request is held back, in milliseconds
 */
export const patientClient = (onWait: (delayMs: number) => void): KsefClient =>
  createKsefClient({
    baseUrl: apiUrl,
    fetch: watchingFetch,
    userAgent: 'kwit-web',
    timeoutMs: 60_000,
    deadlineMs: 30 * 60_000,
    rateLimits: { onWait: ({ delayMs }) => onWait(delayMs) },
    onRetry: ({ delayMs }) => onWait(delayMs),
    tokens: client.tokens,
  });

/** The client of whoever is logged in; one without a log-in calls public operations alone. */
export const currentClient = (): KsefClient => client;
export const sessionState = (): SessionState => state.get();
export const useSession = (): SessionState => useStore(state);

/** The identity of the page; to be used below the shell, where somebody is logged in. */
export function useIdentity(): Identity {
  const session = useSession();
  if (session.status === 'anonymous') throw new Error('nobody is logged in here');
  return session.identity;
}

/**
 * Logs in with a document that `sign` signs.
 * @throws {KsefError}
 */
export async function logIn(identity: Identity, sign: (xml: string) => Promise<Uint8Array>): Promise<void> {
  const fresh = newClient();
  await fresh.logInWithSignedDocument({ context: identity.context, sign });
  const before = state.get();
  // What another one typed is not for this one.
  if (before.status !== 'anonymous' && !isSame(before.identity, identity)) forgetDrafts();
  client = fresh;
  state.set({ status: 'logged-in', identity });
}

const isSame = (a: Identity, b: Identity): boolean =>
  a.person === b.person && a.context.type === b.context.type && a.context.value === b.context.value;

/** Ends the log-in here at once, and in KSeF where it can be reached. */
export async function logOut(): Promise<void> {
  const leaving = client;
  client = newClient();
  forgetDrafts();
  state.set({ status: 'anonymous' });
  await leaving.logOut().catch(() => {});
}

/** KSeF takes the tokens no longer. */
export function endSession(): void {
  const current = state.get();
  if (current.status === 'logged-in') state.set({ status: 'over', identity: current.identity });
}

/** Called once, before the first page is shown. */
export function resumeSession(): void {
  const taken = takeOver<HandedOver>('log-in');
  if (taken) {
    client = newClient(taken.tokens);
    state.set({ status: 'logged-in', identity: taken.identity });
  }
  handOver<HandedOver>('log-in', () => {
    const current = state.get();
    const { tokens } = client;
    return current.status === 'logged-in' && tokens ? { identity: current.identity, tokens } : undefined;
  });
}
