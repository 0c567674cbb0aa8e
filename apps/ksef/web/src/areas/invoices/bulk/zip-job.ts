/**
 * Many invoices as one ZIP: fetched one by one within the limits of KSeF, packed as they come. It goes on while other
 * pages of the application are looked at; a reload ends it.
 */
import type { ArchiveWriter } from '@kwit/archive/web';
import { type KsefClient, KsefError } from '@kwit/ksef-client';
import type { Language } from '@kwit/ui';
import { currentClient, patientClient } from '../../../session/session.ts';
import { createStore, useStore } from '../../../store.ts';

export const zipForms = ['xml', 'pdf', 'both'] as const;
/** What of each invoice goes into the ZIP. */
export type ZipForm = (typeof zipForms)[number];

export interface ZipInvoice {
  readonly ksefNumber: string;
  readonly invoiceNumber: string;
}

export interface ZipFailure {
  readonly invoice: ZipInvoice;
  readonly error: unknown;
}

export interface ZipJob {
  readonly client: KsefClient;
  readonly total: number;
  readonly done: number;
  /** Where KSeF allows no more requests now: when it goes on, in milliseconds since 1970. */
  readonly waitsUntilMs?: number;
  /** `incomplete`: whoever asked decides whether to try again or to take what there is. */
  readonly step: 'running' | 'incomplete' | 'saved';
  readonly failures: readonly ZipFailure[];
}

interface Work {
  readonly abort: AbortController;
  readonly form: ZipForm;
  readonly language: Language;
  readonly pieces: BlobPart[];
  readonly writer: ArchiveWriter;
  readonly save: (zip: Blob) => void;
}

/** So many are asked for at the same time. */
const atOnce = 4;

const job = createStore<ZipJob | undefined>(undefined);
let work: Work | undefined;

/** The ZIP that is being made for whoever is logged in; undefined where there is none. */
export function useZipJob(): ZipJob | undefined {
  const current = useStore(job);
  return current?.client === currentClient() ? current : undefined;
}

export interface ZipOrder {
  readonly invoices: readonly ZipInvoice[];
  readonly form: ZipForm;
  readonly language: Language;
  readonly save: (zip: Blob) => void;
}

export async function beginZip({ invoices, form, language, save }: ZipOrder): Promise<void> {
  cancelZip();
  const client = currentClient();
  job.set({ client, total: invoices.length, done: 0, step: 'running', failures: [] });
  const abort = new AbortController();
  const { zipWriterOnWeb } = await import('@kwit/archive/web');
  work = { abort, form, language, save, pieces: [], writer: zipWriterOnWeb({ level: 6 }) };
  await pack(work, invoices);
}

/** Ends it; nothing is saved. */
export function cancelZip(): void {
  work?.abort.abort();
  work = undefined;
  job.set(undefined);
}

/** Asks again for those that failed. */
export async function retryZip(): Promise<void> {
  const current = job.get();
  if (!work || !current) return;
  const invoices = current.failures.map(({ invoice }) => invoice);
  change({ step: 'running', failures: [] });
  await pack(work, invoices);
}

/** Takes what there is. */
export async function finishZip(): Promise<void> {
  if (!work) return;
  const { pieces, writer, save } = work;
  work = undefined;
  save(new Blob([...pieces, own(await writer.end())], { type: 'application/zip' }));
  change({ step: 'saved' });
}

const change = (changes: Partial<ZipJob>): void => {
  const current = job.get();
  if (current) job.set({ ...current, ...changes });
};

async function pack(mine: Work, invoices: readonly ZipInvoice[]): Promise<void> {
  const client = patientClient((delayMs) => change({ waitsUntilMs: Date.now() + delayMs }));
  for (let first = 0; first < invoices.length; first += atOnce) {
    const group = invoices.slice(first, first + atOnce);
    const fetched = await Promise.all(group.map((invoice) => filesOf(client, invoice, mine)));
    if (mine.abort.signal.aborted) return;
    // Whoever has logged in meanwhile must not get what another one asked for.
    if (job.get()?.client !== currentClient()) return cancelZip();
    const failures: ZipFailure[] = [];
    for (const [index, invoice] of group.entries()) {
      const files = fetched[index];
      if (files === undefined || 'error' in files) failures.push({ invoice, error: files?.error });
      else {
        const error = await added(mine, files);
        if (error !== undefined) failures.push({ invoice, error });
      }
    }
    const current = job.get();
    if (!current) return;
    const { waitsUntilMs: _, ...rest } = current;
    job.set({
      ...rest,
      done: current.done + group.length - failures.length,
      failures: [...current.failures, ...failures],
    });
  }
  if ((job.get()?.failures.length ?? 0) > 0) change({ step: 'incomplete' });
  else await finishZip();
}

/** What keeps the files out of the ZIP; undefined where they are in. */
async function added({ pieces, writer }: Work, files: readonly ZipFile[]): Promise<unknown> {
  try {
    for (const file of files) pieces.push(own(await writer.add(file)));
    return undefined;
  } catch (error) {
    return error;
  }
}

interface ZipFile {
  readonly name: string;
  readonly content: Uint8Array;
}

async function filesOf(
  client: KsefClient,
  { ksefNumber }: ZipInvoice,
  { abort: { signal }, form, language }: Work,
): Promise<readonly ZipFile[] | { readonly error: unknown }> {
  try {
    const xml = await patiently(
      () => client.operations.getInvoiceByKsefNumber({ path: { ksefNumber } }, { signal }),
      signal,
    );
    const files: ZipFile[] = [];
    if (form !== 'pdf') files.push({ name: `${ksefNumber}.xml`, content: new TextEncoder().encode(xml) });
    if (form !== 'xml') {
      const { openInvoice, invoicePdf } = await import('../document/open-invoice.ts');
      const opened = await openInvoice(ksefNumber, xml);
      files.push({ name: `${ksefNumber}.pdf`, content: invoicePdf(opened, language) });
    }
    return files;
  } catch (error) {
    return { error };
  }
}

/** KSeF may hold a request back for longer than the client waits by itself. */
async function patiently<Result>(ask: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const pauseMs =
        error instanceof KsefError && error.kind === 'rate-limited' ? error.retryAfterMs : undefined;
      if (pauseMs === undefined || signal.aborted) throw error;
      change({ waitsUntilMs: Date.now() + pauseMs });
      await pause(pauseMs, signal);
    }
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });

/** Bytes of the archive as `Blob` takes them. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => bytes as Uint8Array<ArrayBuffer>;

addEventListener('beforeunload', (event) => {
  const step = job.get()?.step;
  if (step === 'running' || step === 'incomplete') event.preventDefault();
});
