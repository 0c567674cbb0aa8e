/**
 * One invoice on its way to KSeF. What is known of it is stored before and after each step, so that neither a reload nor
 * a second click sends it twice: where it is not known whether it arrived, KSeF is asked by its hash.
 */
import { KsefError, type OpenSessionOptions, type SessionInvoice } from '@kwit/ksef-client';
import { drafts } from '@kwit/ui';
import { queryClient } from '../../../api/use-api.ts';
import { currentClient, sessionState } from '../../../session/session.ts';
import { invoiceDrafts } from '../../../session/unsent.ts';
import { createStore, useStore } from '../../../store.ts';

type FormCode = NonNullable<OpenSessionOptions['formCode']>;

/** What is stored. `outcome` is there once KSeF has decided. */
export interface Sending {
  /** Number of the invoice as its issuer gave it. */
  readonly number: string;
  readonly xml: string;
  /** SHA-256 of the XML, Base64. */
  readonly hash: string;
  readonly formCode: FormCode;
  /** The form that it was typed into. */
  readonly form: 'short' | 'full';
  /** Context and person, so that nobody finds what another one sent. */
  readonly owner: string;
  /** Reference number of the session; from then on the invoice may have been sent. */
  readonly session?: string;
  /** Reference number of the invoice: KSeF has it. */
  readonly reference?: string;
  readonly outcome?: Outcome;
}

export type Outcome =
  | {
      readonly kind: 'accepted';
      readonly ksefNumber: string;
      readonly alreadyThere: boolean;
      readonly isOffline?: boolean;
    }
  | { readonly kind: 'rejected'; readonly status: SessionInvoice['status'] };

/** What happens now; `stopped` where something went wrong (`error`), `not-there` where KSeF does not have it. */
export type Activity =
  | { readonly step: 'idle' | 'opening' | 'sending' | 'checking' | 'waiting' | 'not-there' }
  | { readonly step: 'stopped'; readonly error: unknown };

const key = invoiceDrafts.sending;
const stored = createStore<Sending | undefined>(undefined);
const activity = createStore<Activity>({ step: 'idle' });

export const useSending = (): Sending | undefined => useStore(stored);
export const useActivity = (): Activity => useStore(activity);

function ownerNow(): string {
  const state = sessionState();
  if (state.status === 'anonymous') return '';
  const { context, person } = state.identity;
  return `${context.type} ${context.value} ${person}`;
}

/** Says whether it was stored; not where another one has logged in meanwhile. */
function keep(sending: Sending | undefined): boolean {
  if (sending && sending.owner !== ownerNow()) return false;
  drafts.write(key, sending);
  stored.set(sending);
  return true;
}

/** Thrown where whoever began the sending has left. */
class LeftError extends Error {}

function note(changes: Partial<Sending>): Sending {
  const before = stored.get();
  if (!before) throw new LeftError();
  const next = { ...before, ...changes };
  if (!keep(next)) throw new LeftError();
  return next;
}

let running = false;

/** One at a time: a second call while the first is under way does nothing. */
async function alone(act: () => Promise<void>): Promise<void> {
  if (running) return;
  running = true;
  try {
    await act();
  } catch (error) {
    if (error instanceof LeftError) activity.set({ step: 'idle' });
    else activity.set({ step: 'stopped', error });
  } finally {
    running = false;
  }
}

/** Takes up what was stored before a reload: what may have been sent is looked up, and followed to its end. */
export function resumeSending(): void {
  if (running) return;
  const sending = drafts.read<Sending>(key);
  if (sending?.owner !== ownerNow()) {
    stored.set(undefined);
    activity.set({ step: 'idle' });
    return;
  }
  stored.set(sending);
  // Without a session nothing has left the page: the form is as it was.
  if (sending.session === undefined) forgetSending();
  else if (!sending.outcome) void lookUp();
}

export function forgetSending(): void {
  keep(undefined);
  activity.set({ step: 'idle' });
}

/** Forgets an invoice that KSeF has accepted, unless another one is under way meanwhile. */
export function forgetAccepted(hash: string): void {
  const sending = stored.get();
  if (sending?.hash === hash && sending.outcome?.kind === 'accepted') forgetSending();
}

/** Sends a new invoice; does nothing while another one is under way. */
export function startSending(
  invoice: Pick<Sending, 'number' | 'formCode' | 'form'> & { bytes: Uint8Array },
): Promise<void> {
  return alone(async () => {
    const before = stored.get();
    // One that may have been sent is first asked after.
    if (before?.session !== undefined && !before.outcome) return;
    activity.set({ step: 'opening' });
    const { bytes, ...rest } = invoice;
    const { sha256Base64OnWeb } = await import('@kwit/crypto/web');
    const hash = await sha256Base64OnWeb(bytes);
    const xml = new TextDecoder().decode(bytes);
    keep({ ...rest, xml, hash, owner: ownerNow() });
    await send(note({}));
  });
}

/** Sends once more what KSeF does not have, after asking it again. */
export function sendAgain(): Promise<void> {
  return alone(async () => {
    const sending = note({});
    if (await found(sending)) return follow(note({}));
    const { session: _, ...fresh } = sending;
    keep(fresh);
    await send(fresh);
  });
}

/** Asks KSeF whether it has the invoice, and follows it if so. */
export function lookUp(): Promise<void> {
  return alone(async () => {
    const sending = note({});
    if (sending.reference !== undefined || (await found(sending))) return follow(note({}));
    activity.set({ step: 'not-there' });
  });
}

async function send(sending: Sending): Promise<void> {
  const session = await currentClient().openOnlineSession({ formCode: sending.formCode });
  note({ session: session.referenceNumber });
  activity.set({ step: 'sending' });
  try {
    const { referenceNumber } = await session.send(new TextEncoder().encode(sending.xml));
    note({ reference: referenceNumber });
  } catch (error) {
    if (!(error instanceof KsefError) || !error.mayHaveBeenAccepted) {
      await closeQuietly(session.referenceNumber);
      // KSeF has said that it did not take it.
      const { session: _, ...untaken } = note({});
      keep(untaken);
      throw error;
    }
    if (!(await found(note({})))) throw error;
  }
  await follow(note({}));
}

/** Whether the session has the invoice; its reference is stored then. */
async function found(sending: Sending): Promise<boolean> {
  activity.set({ step: 'checking' });
  if (sending.session === undefined) return false;
  const invoice = await currentClient().session(sending.session).findByHash(sending.hash);
  if (!invoice) return false;
  note({ reference: invoice.referenceNumber });
  return true;
}

/** KSeF closes what is left open by itself; closing it makes the receipt of the session sooner. */
async function closeQuietly(referenceNumber: string): Promise<void> {
  try {
    await currentClient().operations.closeOnlineSession({ path: { referenceNumber } });
  } catch (error) {
    if (!(error instanceof KsefError)) throw error;
  }
}

async function follow({ session = '', reference = '' }: Sending): Promise<void> {
  activity.set({ step: 'waiting' });
  await closeQuietly(session);
  const client = currentClient();
  const invoice = await client.session(session).waitForInvoice(reference);
  note({ outcome: await outcomeOf(invoice) });
  activity.set({ step: 'idle' });
  await queryClient.invalidateQueries();
}

async function outcomeOf(invoice: SessionInvoice): Promise<Outcome> {
  const { status, ksefNumber, invoicingMode } = invoice;
  if (status.code === 200) {
    const isOffline = invoicingMode === 'Offline';
    return { kind: 'accepted', ksefNumber: ksefNumber ?? '', alreadyThere: false, isOffline };
  }
  const original = await currentClient().originalOfDuplicate(invoice);
  return original
    ? { kind: 'accepted', ksefNumber: original.ksefNumber, alreadyThere: true }
    : { kind: 'rejected', status };
}
