/**
 * Files of invoices that were chosen, and their way to KSeF. It goes on while other pages are shown; what it holds is
 * forgotten with the page, because files cannot be kept over a reload. The same file chosen again is not doubled: KSeF
 * refuses a duplicate, and one's own is recognised by its hash.
 */
import { type BatchProgress, KsefError, type SentInvoice } from '@kwit/ksef-client';
import { formCodes, type SystemCode } from '@kwit/ksef-contract';
import { drafts } from '@kwit/ui';
import { queryClient } from '../../../api/use-api.ts';
import { currentClient, sessionState } from '../../../session/session.ts';
import { invoiceDrafts } from '../../../session/unsent.ts';
import { createStore, useStore } from '../../../store.ts';
import { type ExaminedFile, examineBytes, isInOrder, type SizeLimits } from './examine.ts';

export type RowState =
  | { readonly step: 'ready' | 'wrong' | 'sending' | 'taken' }
  | {
      readonly step: 'accepted';
      readonly ksefNumber: string;
      readonly alreadyThere: boolean;
      /** Reference number of the session in which KSeF accepted it. */
      readonly session: string;
    }
  | { readonly step: 'rejected'; readonly status: Rejected['invoice']['status'] }
  | { readonly step: 'not-sent' | 'unknown'; readonly error: unknown };

type Rejected = Extract<SentInvoice, { outcome: 'rejected' }>;

export interface UploadRow {
  readonly id: number;
  readonly file: ExaminedFile;
  readonly state: RowState;
}

/** One by one in an online session, or together as a package. */
export type Way = 'online' | 'batch';

export interface Uploads {
  readonly rows: readonly UploadRow[];
  /** Files that are still being looked at. */
  readonly waiting: number;
  readonly isSending: boolean;
  readonly progress?: BatchProgress;
  /** What ended the sending of all. */
  readonly error?: unknown;
}

const empty: Uploads = { rows: [], waiting: 0, isSending: false };
const store = createStore<Uploads>(empty);
export const useUploads = (): Uploads => useStore(store);

const change = (changes: Partial<Uploads>): void => store.set({ ...store.get(), ...changes });

let owner = '';
const ownerNow = (): string => {
  const state = sessionState();
  return state.status === 'anonymous' ? '' : `${JSON.stringify(state.identity)}`;
};

/** Nobody finds what another one chose. */
export function forgetOthersUploads(): void {
  if (owner !== ownerNow()) forgetUploads();
}

export function forgetUploads(): void {
  owner = ownerNow();
  store.set(empty);
}

/** How many files were being sent when the page went away; undefined where all that was begun has ended. */
export const cutOffUpload = (): number | undefined =>
  store.get().isSending ? undefined : drafts.read<number>(invoiceDrafts.upload);

export const forgetCutOff = (): void => drafts.write(invoiceDrafts.upload, undefined);

let lastId = 0;
/** So long the page may be busy with files before it has to answer its user. */
const busyMs = 30;

/** Looks at files one after the other and lists them. */
export async function addFiles(files: readonly File[], today: string): Promise<void> {
  forgetOthersUploads();
  change({ waiting: store.get().waiting + files.length });
  let found: UploadRow[] = [];
  let since = performance.now();
  const show = () => {
    const { rows, waiting } = store.get();
    change({ rows: [...rows, ...found], waiting: Math.max(0, waiting - found.length) });
    found = [];
  };
  const limits = await sizeLimits();
  for (const file of files) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const twin = [...store.get().rows, ...found].find((row) => isSame(row.file.bytes, bytes));
    const examined: ExaminedFile = twin
      ? { fileName: file.name, bytes, problems: [], trouble: { kind: 'twice', fileName: twin.file.fileName } }
      : examineBytes(file.name, bytes, today, limits);
    lastId += 1;
    found.push({ id: lastId, file: examined, state: { step: isInOrder(examined) ? 'ready' : 'wrong' } });
    if (performance.now() - since < busyMs) continue;
    show();
    await new Promise((done) => setTimeout(done));
    since = performance.now();
  }
  show();
}

const megabyte = 1_000_000;

/** What KSeF takes in this context; where it does not say, what it takes everywhere. */
async function sizeLimits(): Promise<SizeLimits> {
  try {
    const { onlineSession, batchSession } = await currentClient().operations.getContextLimits({});
    const most = (name: keyof typeof onlineSession) => Math.max(onlineSession[name], batchSession[name]);
    return {
      plain: most('maxInvoiceSizeInMB') * megabyte,
      withAttachment: most('maxInvoiceWithAttachmentSizeInMB') * megabyte,
    };
  } catch (error) {
    if (!(error instanceof KsefError)) throw error;
    return { plain: megabyte, withAttachment: 3 * megabyte };
  }
}

const isSame = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.length > 0 && one.every((byte, index) => byte === other[index]);

export const removeRow = (id: number): void =>
  change({ rows: store.get().rows.filter((row) => row.id !== id) });

/** What can be sent: in order, and not known to have been sent. */
export const isSendable = ({ state, file }: UploadRow): boolean =>
  state.step === 'ready' || (state.step === 'not-sent' && isInOrder(file));

/** Changes of rows are gathered for a moment, so that thousands of them cost few drawings. */
const changed = new Map<number, RowState>();
function setState(id: number, state: RowState): void {
  if (changed.size === 0) setTimeout(flush, 50);
  changed.set(id, state);
}
function flush(): void {
  const rows = store
    .get()
    .rows.map((row) => (changed.has(row.id) ? { ...row, state: changed.get(row.id) ?? row.state } : row));
  changed.clear();
  change({ rows });
}

/** Sends what can be sent, a session for each form; does nothing while that is under way. */
export async function sendAll(way: Way): Promise<void> {
  if (store.get().isSending) return;
  const rows = store.get().rows.filter(isSendable);
  const { error: _, progress: __, ...before } = store.get();
  store.set({ ...before, isSending: true });
  // Files are gone with the page; that some of them were on their way is not.
  drafts.write(invoiceDrafts.upload, rows.length);
  try {
    const byForm = Map.groupBy(rows, ({ file }) => file.formCode as SystemCode);
    for (const [formCode, group] of byForm) await sendGroup(formCode, group, way);
  } catch (error) {
    change({ error });
  } finally {
    flush();
    change({ isSending: false });
    forgetCutOff();
    await queryClient.invalidateQueries();
  }
}

interface Item {
  readonly bytes: Uint8Array;
  readonly id: number;
}

async function sendGroup(formCode: SystemCode, rows: readonly UploadRow[], way: Way): Promise<void> {
  const items = rows.map(({ id, file }): Item => ({ id, bytes: file.bytes }));
  for (const { id } of items) setState(id, { step: 'sending' });
  const takesPackages = formCodes.find(({ systemCode }) => systemCode === formCode)?.batch === true;
  const settled = new Set<number>();
  try {
    const sending = currentClient().sendInvoices(items, {
      formCode,
      upo: false,
      batchAbove: way === 'batch' && takesPackages ? 0 : Number.POSITIVE_INFINITY,
      onProgress: (progress) => change({ progress }),
      onTaken: ({ id }) => setState(id, { step: 'taken' }),
    });
    for await (const sent of sending) {
      settled.add(sent.item.id);
      setState(sent.item.id, stateOf(sent));
    }
  } catch (error) {
    for (const { id } of items) if (!settled.has(id)) setState(id, { step: 'not-sent', error });
    throw error;
  }
}

/** Sessions in which something was accepted now: those that have a receipt of it. */
export const sessionsOf = (rows: readonly UploadRow[]): readonly string[] => [
  ...new Set(
    rows.flatMap(({ state }) => (state.step === 'accepted' && !state.alreadyThere ? [state.session] : [])),
  ),
];

function stateOf(sent: SentInvoice<Item>): RowState {
  switch (sent.outcome) {
    case 'accepted':
      return {
        step: 'accepted',
        ksefNumber: sent.ksefNumber,
        alreadyThere: sent.alreadyThere,
        session: sent.sessionReferenceNumber,
      };
    case 'rejected':
      return { step: 'rejected', status: sent.invoice.status };
    case 'not-taken':
      return { step: 'not-sent', error: sent.error };
    case 'unknown':
      return { step: 'unknown', error: sent.error };
  }
}
