/**
 * A package from its parts in the store to its closed session. Every step is written into the state, and it goes on
 * from any state: what may have happened already is asked of KSeF, and what does no harm twice is done again.
 */
import { KsefError } from '../errors.ts';
import type { PublicKeys } from '../public-keys.ts';
import type { ReceiptTools } from '../receipt.ts';
import { openStatus, Session } from '../session.ts';
import { storageExchange } from '../storage.ts';
import { batchMessages } from './batch-messages.ts';
import type { BatchPart, BatchSessionState, BatchState } from './batch-state.ts';
import type { PartStore } from './part-store.ts';

/** What sending packages needs of the client. */
export type BatchTools = ReceiptTools & { publicKeys: PublicKeys };

export interface SubmitOptions {
  readonly store: PartStore;
  /** The key of the parts, where the caller still has it: KSeF may change its public key before the session is open. */
  readonly plainKey?: Uint8Array | undefined;
  /** Parts under way at once. */
  readonly concurrency: number;
  readonly startOver: boolean;
  readonly signal: AbortSignal | undefined;
  /** Told of the state after each step, one at a time. */
  readonly save: (state: BatchState) => Promise<void>;
}

const cancelledStatus = 440;
/** KSeF knows no such session. */
const unknownSession = 21173;
/** The time for parts and closing is over. */
const tooLate = 21208;
const closedAlready = 21180;
/** A part is missing, or has another size than was declared. */
const incomplete = [21205, 21157];
const unknownKey = 21470;

/** Brings a package to a session that works on it. Throws `KsefError`; what was saved last can go on. */
export async function submitBatch(
  tools: BatchTools,
  saved: BatchState,
  options: SubmitOptions,
): Promise<BatchState> {
  const submission = new Submission(tools, saved, options);
  await submission.run();
  return submission.state;
}

class Submission {
  state: BatchState;
  readonly #tools: BatchTools;
  readonly #options: SubmitOptions;
  #saving: Promise<void> = Promise.resolve();
  /** The session ended without taking the package. */
  #isOver = false;

  constructor(tools: BatchTools, state: BatchState, options: SubmitOptions) {
    this.#tools = tools;
    this.state = state;
    this.#options = options;
  }

  async run(): Promise<void> {
    try {
      if (this.state.session && (await this.#sessionIsOver())) throw this.#over();
      await this.#send();
    } catch (error) {
      if (!this.#isOver || !this.#options.startOver) throw error;
      // Once: a session that ends at once would end again.
      await this.#forgetSession();
      await this.#send();
    }
  }

  async #send(): Promise<void> {
    if (this.state.step === 'closed' || this.state.step === 'done') return;
    if (!this.state.session) await this.#open();
    if (this.state.step === 'open') await this.#upload(this.state.parts);
    await this.#close();
  }

  /** Looks at the session of an earlier run. True where it ended without taking the package. */
  async #sessionIsOver(): Promise<boolean> {
    const { signal } = this.#options;
    try {
      const { status } = await this.#session.status({ signal });
      if (status.code === cancelledStatus) return true;
      // Closing was asked for by a run that did not hear the answer.
      if (status.code !== openStatus && this.state.step !== 'done') await this.#change({ step: 'closed' });
      else if (status.code === openStatus) await this.#change({ step: 'open' });
      return false;
    } catch (error) {
      if (!(error instanceof KsefError) || !error.hasCode(unknownSession)) throw error;
      return true;
    }
  }

  async #open(): Promise<void> {
    const { plainKey, signal } = this.#options;
    const { operations, publicKeys } = this.#tools;
    let { encryption } = this.state;
    const open = () =>
      // A lost answer leaves a session behind that nothing is sent in, and that KSeF cancels by itself.
      operations.openBatchSession({ body: requestOf(this.state, encryption) }, { signal, repeatable: true });
    const { referenceNumber, partUploadRequests } = plainKey
      ? await publicKeys.with('SymmetricKeyEncryption', signal, async ({ encrypt, publicKeyId }) => {
          const encryptedSymmetricKey = await encrypt(plainKey);
          encryption = { ...encryption, encryptedSymmetricKey, publicKeyId };
          return open();
        })
      : await open().catch((error) => {
          if (error instanceof KsefError && error.hasCode(unknownKey))
            throw problem(batchMessages.keyRotated);
          throw error;
        });
    // Another session for the same parts will need the key as this one took it.
    await this.#change({
      step: 'open',
      encryption,
      session: { referenceNumber, uploads: partUploadRequests },
    });
  }

  async #upload(parts: readonly BatchPart[]): Promise<void> {
    const waiting = parts.filter(({ isUploaded }) => !isUploaded).values();
    const stop = new AbortController();
    const { signal, concurrency } = this.#options;
    const either = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
    const worker = async () => {
      for (const part of waiting) await this.#uploadPart(part, either);
    };
    const failures: unknown[] = [];
    const guarded = () =>
      worker().catch((error) => {
        failures.push(error);
        stop.abort();
      });
    await Promise.all(Array.from({ length: concurrency }, guarded));
    if (failures.length > 0) throw failures[0];
  }

  async #uploadPart({ ordinalNumber, name, sizeBytes }: BatchPart, signal: AbortSignal): Promise<void> {
    const to = this.#uploads.find((upload) => upload.ordinalNumber === ordinalNumber);
    const body = await this.#options.store.open(name);
    if (!to || body?.size !== sizeBytes) throw problem(batchMessages.partsGone(name));
    const { url, method, headers } = to;
    const what = batchMessages.part(ordinalNumber);
    const request = { operation: 'openBatchSession', what, method, url, headers, body };
    try {
      await storageExchange(this.#tools.storage, request, signal);
    } catch (error) {
      // The address works no more, whether or not the session knows yet that its time is over.
      const isRefused = error instanceof KsefError && (error.status === 403 || error.status === 401);
      throw isRefused ? this.#over(error) : error;
    }
    const parts = this.state.parts.map((part) =>
      part.ordinalNumber === ordinalNumber ? { ...part, isUploaded: true } : part,
    );
    await this.#change({ parts });
  }

  async #close(repeated = false): Promise<void> {
    await this.#change({ step: 'closing' });
    const { signal } = this.#options;
    const path = { referenceNumber: this.#reference };
    try {
      await this.#tools.operations.closeBatchSession({ path }, { signal, repeatable: true });
    } catch (error) {
      if (!(error instanceof KsefError)) throw error;
      if (error.hasCode(tooLate)) return this.#notTaken(this.#over(error));
      if (incomplete.some((code) => error.hasCode(code))) {
        if (repeated) return this.#notTaken(error);
        await this.#change({ step: 'open' });
        await this.#upload(this.state.parts.map((part) => ({ ...part, isUploaded: false })));
        return this.#close(true);
      }
      if (!error.hasCode(closedAlready)) throw error;
      const { status } = await this.#session.status({ signal });
      if (status.code === cancelledStatus) return this.#notTaken(this.#over(error));
      if (status.code === openStatus) throw error;
    }
    await this.#change({ step: 'closed' });
  }

  /** The answer to closing proves that KSeF does not work on the package. */
  async #notTaken(error: KsefError): Promise<never> {
    await this.#change({ step: 'open' });
    throw error;
  }

  async #forgetSession(): Promise<void> {
    const parts = this.state.parts.map((part) => ({ ...part, isUploaded: false }));
    await this.#change({ step: 'packed', session: undefined, parts });
  }

  /** Saves one change after the other, although several parts are under way. */
  #change(changes: Partial<BatchState>): Promise<void> {
    this.state = { ...this.state, ...changes };
    const { state } = this;
    this.#saving = this.#saving.then(() => this.#options.save(state));
    return this.#saving;
  }

  get #reference(): string {
    return this.state.session?.referenceNumber ?? '';
  }
  get #uploads(): BatchSessionState['uploads'] {
    return this.state.session?.uploads ?? [];
  }
  get #session(): Session {
    return new Session(this.#tools, this.#reference);
  }

  #over(cause?: KsefError): KsefError {
    this.#isOver = true;
    const text = batchMessages.over(this.#reference);
    return new KsefError({ kind: 'gone', operation: 'openBatchSession', text, cause });
  }
}

const problem = (text: KsefError['text']): KsefError =>
  new KsefError({ kind: 'refused', operation: 'openBatchSession', text });

const requestOf = (
  { formCode, offlineMode, compressionType, sizeBytes, hash, parts }: BatchState,
  encryption: BatchState['encryption'],
) => ({
  formCode,
  offlineMode,
  encryption,
  batchFile: {
    fileSize: sizeBytes,
    fileHash: hash,
    compressionType,
    fileParts: parts.map((part) => ({
      ordinalNumber: part.ordinalNumber,
      fileSize: part.sizeBytes,
      fileHash: part.hash,
    })),
  },
});
