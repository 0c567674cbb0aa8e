/**
 * Who is logged in, and the client that speaks for them. Tokens are in the memory of the page alone; `handover.ts`
 * takes them over a reload.
 */
import { createKsefClient, type KsefClient, type LogInContext, type SavedTokens } from '@kwit/ksef-client';
import { operations } from '@kwit/ksef-contract';
import { forgetDrafts, keepDraftsOf } from '@kwit/ui';
import { useState } from 'react';
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

const refreshUrl = apiUrl + operations.refreshAccessToken.path;

/** Notices the end of the session, whoever asked: KSeF gives no access token for its refresh token any more. */
async function sessionFetch(...request: Parameters<typeof fetch>): Promise<Response> {
  const response = await watchingFetch(...request);
  const isRefused = [400, 401, 403, 410].includes(response.status);
  if (isRefused && String(request[0]) === refreshUrl) endSession();
  return response;
}

function newClient(tokens?: SavedTokens): KsefClient {
  return createKsefClient({
    baseUrl: apiUrl,
    fetch: sessionFetch,
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
    fetch: sessionFetch,
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
  // It stays until the page is left: at the log-out that is a moment after the session has ended.
  const [identity] = useState(() => {
    const session = state.get();
    if (session.status === 'anonymous') throw new Error('nobody is logged in here');
    return session.identity;
  });
  return identity;
}

let onLogIn: () => void = () => {};
/** Says what to do when somebody has logged in, who may be another one than before. */
export const whenLoggedIn = (act: () => void): void => {
  onLogIn = act;
};

/**
 * Logs in with a document that `sign` signs.
 * @throws {KsefError}
 */
export async function logIn(identity: Identity, sign: (xml: string) => Promise<Uint8Array>): Promise<void> {
  const fresh = newClient();
  await fresh.logInWithSignedDocument({ context: identity.context, sign });
  // What another one typed is not for this one.
  keepDraftsOf(ownerOf(identity));
  // The one that logged in would do so again by itself, and a session that was ended has to be over.
  client = newClient(fresh.tokens);
  onLogIn();
  state.set({ status: 'logged-in', identity });
}

const ownerOf = ({ person, context: { type, value } }: Identity): string =>
  JSON.stringify([person, type, value]);

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
    keepDraftsOf(ownerOf(taken.identity));
    state.set({ status: 'logged-in', identity: taken.identity });
  }
  handOver<HandedOver>('log-in', () => {
    const current = state.get();
    const { tokens } = client;
    return current.status === 'logged-in' && tokens ? { identity: current.identity, tokens } : undefined;
  });
}
