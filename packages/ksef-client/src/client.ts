/** The client: one door to everything KSeF can do for a logged-in caller. */

import { batches, enrolling, exporting, renewing, sending } from '#node-only';
import type { BatchResult } from './batch/batch-results.ts';
import type { BatchState } from './batch/batch-state.ts';
import type { InvoiceToPack } from './batch/pack-invoices.ts';
import type { ResumeBatchOptions, SendBatchOptions } from './batch/send-batch.ts';
import type {
  CertificateFilter,
  ListedCertificate,
  RenewCertificateOptions,
  RenewedCertificate,
} from './certificate-renewal.ts';
import type { EnrollCertificateOptions, EnrolledCertificate } from './certificates.ts';
import type { OriginalInvoice } from './duplicate.ts';
import { addressOf, type Environment, environments, isLocal } from './environment.ts';
import { KsefError } from './errors.ts';
import type { IncrementalExportOptions } from './export/export-invoices.ts';
import type { ExportPoint, ExportStep } from './export/export-point.ts';
import type { CreatedKsefToken, CreateKsefTokenOptions } from './ksef-tokens.ts';
import type {
  CertificateLogIn,
  DocumentLogIn,
  LogInContext,
  LogInTools,
  Pkcs12LogIn,
  SignerLogIn,
  TokenLogIn,
} from './log-in.ts';
import type { OnlineSession, OpenSessionOptions } from './online-session.ts';
import { type CallOptions, type OperationFunctions, operationFunctions } from './operations.ts';
import { Permissions } from './permissions.ts';
import { type EncryptionKey, PublicKeys, type PublicKeyUsage } from './public-keys.ts';
import { type RateLimitOptions, RateScheduler } from './rate-scheduler.ts';
import { RatePauses, type RetryNotice } from './retry.ts';
import type { SendInvoicesOptions } from './send-invoices.ts';
import type { InvoiceToSend, SentInvoice } from './sent-invoice.ts';
import { Session, type SessionInvoice } from './session.ts';
import type { StorageTransport } from './storage.ts';
import { type SavedTokens, TokenKeeper } from './tokens.ts';

interface CommonOptions {
  /** The `fetch` to use instead of the global one (a proxy, a certificate authority of one's own). */
  readonly fetch?: typeof fetch | undefined;
  readonly userAgent?: string | undefined;
  /** Milliseconds for one request; 30,000 without it. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds for one request with its token, all its repetitions and pauses; 120,000 without it. */
  readonly deadlineMs?: number | undefined;
  /** Milliseconds to wait for KSeF to finish a log-in, an invoice, a session, a certificate; 300,000 without it. */
  readonly processingDeadlineMs?: number | undefined;
  /** Repetitions of one request after failures other than 429, where a repetition is harmless; 3 without it. */
  readonly maxRetries?: number | undefined;
  /** Told before each repetition. */
  readonly onRetry?: ((notice: RetryNotice) => void) | undefined;
  /**
   * How the client keeps to the limits of requests that KSeF publishes; `false` switches that off, and only 429 is
   * heeded. A client that is far from the limits is not slowed down.
   */
  readonly rateLimits?: RateLimitOptions | false | undefined;
  /** Tokens of an earlier run, so that no log-in is needed. */
  readonly tokens?: SavedTokens | undefined;
  /**
   * Told of new tokens after each log-in and each refresh, to save them, and waited for. What it throws ends the call that needed
   * the tokens; the client itself has them.
   */
  readonly onTokens?: ((tokens: SavedTokens) => void | Promise<void>) | undefined;
}

/** Where KSeF is: a public environment, `local` for the local KSeF, or the address of an API with its `/v2`. */
export type KsefClientOptions = CommonOptions &
  (
    | { readonly environment: Environment; readonly baseUrl?: undefined }
    | { readonly baseUrl: string; readonly environment?: undefined }
  );

const longestPollMs = 2000;
/** Whoever waits for a limit does not wait long for the question where it is. */
const limitsDeadlineMs = 10_000;

/**
 * Makes a client of one KSeF and one caller. Nothing is sent before the first call.
 *
 * ```ts
 * const client = createKsefClient({ environment: 'local' });
 * await client.logInWithToken({ context: { type: 'Nip', value: '1111111111' }, token });
 * for await (const sent of client.sendInvoices([{ bytes }])) console.log(sent.outcome);
 * ```
 * @throws {KsefError} `refused` where the address is no address, or no environment has the name
 */
export function createKsefClient(options: KsefClientOptions): KsefClient {
  return new KsefClient(options);
}

export class KsefClient {
  /** Address of the API, with its `/v2`. */
  readonly baseUrl: string;
  /** Every operation of the contract as a typed function, with the tokens of this client. */
  readonly operations: OperationFunctions;
  /** Granting and revoking permissions to their end, and the lists of them. */
  readonly permissions: Permissions;
  readonly #tokens: TokenKeeper;
  readonly #tools: LogInTools & { readonly storage: StorageTransport };

  constructor(options: KsefClientOptions) {
    this.baseUrl = addressOf(options, environments);
    const scheduler =
      options.rateLimits === false
        ? undefined
        : new RateScheduler({
            ...options.rateLimits,
            baseUrl: this.baseUrl,
            unlimitedUnlessTold: isLocal(this.baseUrl),
            context: () => this.#tokens.context,
            readLimits: () => this.operations.getRateLimits({}, { deadlineMs: limitsDeadlineMs }),
          });
    const transport = {
      scheduler,
      fetch: options.fetch ?? globalThis.fetch,
      baseUrl: this.baseUrl,
      userAgent: options.userAgent ?? 'kwit-ksef-client',
      timeoutMs: options.timeoutMs ?? 30_000,
      deadlineMs: options.deadlineMs ?? 120_000,
      maxRetries: options.maxRetries ?? 3,
      onRetry: options.onRetry,
      pauses: new RatePauses(),
    };
    this.#tokens = new TokenKeeper({
      refresh: async (bearer) => {
        // Whoever waits for the token has time left for the request itself.
        const options = { bearer, deadlineMs: transport.deadlineMs / 2 };
        return (await this.operations.refreshAccessToken({}, options)).accessToken;
      },
      onTokens: options.onTokens,
      saved: options.tokens,
    });
    this.operations = operationFunctions(transport, this.#tokens);
    this.#tools = {
      operations: this.operations,
      publicKeys: new PublicKeys(this.operations),
      storage: transport,
      pace: {
        // Asking the local KSeF costs nothing; the real one needs seconds, and counts the questions.
        firstMs: isLocal(this.baseUrl) ? 15 : 400,
        longestMs: longestPollMs,
        deadlineMs: options.processingDeadlineMs ?? 300_000,
      },
    };
    this.permissions = new Permissions(this.#tools);
  }

  /** The tokens to save for a later run; undefined before a log-in and after a log-out. */
  get tokens(): SavedTokens | undefined {
    return this.#tokens.saved;
  }

  /**
   * Logs in with a certificate of a person, a firm (seal) or of KSeF. The client keeps the credential in memory and
   * logs in again by itself when the refresh token has died.
   * @throws {KsefError} `failed-status` where KSeF rejects the log-in (no permission, certificate not valid),
   *   `refused` where it rejects the signature
   *
   * @example
   * import { readFile } from 'node:fs/promises';
   * import { loadCredential } from '@kwit/crypto';
   *
   * const files = { certificate: await readFile('firm.crt'), key: await readFile('firm.key') };
   * const credential = loadCredential({ ...files, password: process.env.KEY_PASSWORD });
   * await client.logInWithCertificate({ context: { type: 'Nip', value: '1111111111' }, credential });
   */
  async logInWithCertificate(options: CertificateLogIn): Promise<void> {
    await this.#logIn(options, ({ logInWithCertificate }, given) => logInWithCertificate(this.#tools, given));
  }

  /**
   * Logs in with the certificate of a PKCS#12 file (.p12, .pfx), RSA or EC. The client keeps it in memory as
   * {@link logInWithCertificate} does.
   * @throws {KsefError} as {@link logInWithCertificate}; `CryptoError` of `@kwit/crypto` where the file cannot be read:
   *   wrong password, no key, several keys
   *
   * @example
   * import { readFile } from 'node:fs/promises';
   *
   * await client.logInWithPkcs12({
   *   context: { type: 'Nip', value: '1111111111' },
   *   file: await readFile('firm.p12'),
   *   password: process.env.KEY_PASSWORD,
   * });
   */
  async logInWithPkcs12(options: Pkcs12LogIn): Promise<void> {
    await this.#logIn(options, ({ logInWithPkcs12 }, given) => logInWithPkcs12(this.#tools, given));
  }

  /**
   * Logs in with a certificate whose key is somewhere else (a card, a hardware module, a cloud): a callback gets the
   * bytes and gives their signature. It is asked again where the log-in has to be repeated.
   * @throws {KsefError} as {@link logInWithCertificate}; `CryptoError` of `@kwit/crypto` where the signature does not
   *   match the certificate; what the callback throws
   *
   * @example
   * import { readFile } from 'node:fs/promises';
   * import { readCertificate } from '@kwit/crypto';
   *
   * const certificate = readCertificate(await readFile('firm.crt'));
   * // Of a cloud or a card: anything that takes bytes and gives a signature.
   * const sign = async (bytes: Uint8Array) => {
   *   const answer = await fetch('https://hsm.example/keys/ksef/sign', { method: 'POST', body: Buffer.from(bytes) });
   *   return new Uint8Array(await answer.arrayBuffer());
   * };
   * const signer = { certificate, algorithm: 'RSA-PSS', sign } as const;
   * await client.logInWithSigner({ context: { type: 'Nip', value: '1111111111' }, signer });
   */
  async logInWithSigner(options: SignerLogIn): Promise<void> {
    await this.#logIn(options, ({ logInWithSigner }, given) => logInWithSigner(this.#tools, given));
  }

  /**
   * Logs in with a document that is signed elsewhere, by a qualified signature in a desktop program for instance: a
   * callback gets the XML and gives it back signed.
   * @throws {KsefError} as {@link logInWithCertificate}; what the callback throws
   *
   * @example
   * import { readFile, writeFile } from 'node:fs/promises';
   * import { createInterface } from 'node:readline/promises';
   *
   * await client.logInWithSignedDocument({
   *   context: { type: 'Nip', value: '1111111111' },
   *   async sign(xml) {
   *     await writeFile('to-sign.xml', xml);
   *     const terminal = createInterface(process.stdin, process.stdout);
   *     await terminal.question('Sign to-sign.xml as signed.xml (XAdES), then press Enter. ');
   *     terminal.close();
   *     return readFile('signed.xml');
   *   },
   * });
   */
  async logInWithSignedDocument(options: DocumentLogIn): Promise<void> {
    await this.#logIn(options, ({ logInWithSignedDocument }, given) =>
      logInWithSignedDocument(this.#tools, given),
    );
  }

  /**
   * Logs in with a KSeF token. The client keeps the token in memory and logs in again by itself when the refresh token
   * has died.
   * @throws {KsefError} `failed-status` where KSeF rejects the log-in (token revoked, or of another context)
   *
   * @example
   * await client.logInWithToken({ context: { type: 'Nip', value: '1111111111' }, token });
   */
  async logInWithToken(options: TokenLogIn): Promise<void> {
    await this.#logIn(options, ({ logInWithToken }, given) => logInWithToken(this.#tools, given));
  }

  async #logIn<Options extends { context: LogInContext; signal?: AbortSignal | undefined }>(
    options: Options,
    way: (
      module: typeof import('./log-in.ts'),
      options: Options,
    ) => Promise<Pick<SavedTokens, 'accessToken' | 'refreshToken'>>,
  ): Promise<void> {
    const { type, value } = options.context;
    await this.#tokens.logIn(
      async (signal) => way(await import('./log-in.ts'), { ...options, signal }),
      `${type} ${value}`,
      options.signal,
    );
  }

  /**
   * Ends the log-in in KSeF (its refresh token dies) and forgets tokens and credentials, also where KSeF cannot be
   * reached. A log-in that has ended already is no error.
   *
   * @example
   * await client.logOut();
   */
  async logOut(options: CallOptions = {}): Promise<void> {
    const saved = this.#tokens.saved;
    this.#tokens.forget();
    if (!saved) return;
    try {
      const bearer = saved.refreshToken.token;
      await this.operations.revokeCurrentAuthenticationSession({}, { ...options, bearer });
    } catch (error) {
      const over = error instanceof KsefError && (error.kind === 'unauthorized' || error.kind === 'refused');
      if (!over) throw error;
    }
  }

  /**
   * Opens a session for sending invoices one by one, under a fresh key.
   *
   * @example
   * const session = await client.openOnlineSession({ formCode: 'FA (3)' });
   * const { referenceNumber } = await session.send(bytes);
   * await session.close();
   * console.log((await session.waitForInvoice(referenceNumber)).ksefNumber);
   */
  async openOnlineSession(options: OpenSessionOptions = {}): Promise<OnlineSession> {
    const { openOnlineSession } = await import('./online-session.ts');
    return openOnlineSession(this.#tools, options);
  }

  /**
   * Runs `use` with the public key of KSeF that is right now, for requests that carry something encrypted under it (an
   * export). Where KSeF says that it does not know that key, once more with another one.
   * @throws {KsefError} what `use` throws; `unexpected-answer` where KSeF publishes no such key
   *
   * @example
   * const key = crypto.getRandomValues(new Uint8Array(32));
   * const encrypted = await client.underPublicKey('SymmetricKeyEncryption', ({ encrypt }) => encrypt(key));
   * console.log(encrypted);
   */
  underPublicKey<Result>(
    usage: PublicKeyUsage,
    use: (key: EncryptionKey) => Promise<Result>,
    { signal }: Pick<CallOptions, 'signal'> = {},
  ): Promise<Result> {
    return this.#tools.publicKeys.with(usage, signal, use);
  }

  /**
   * A session of the context by its reference number, to ask after it; of this run or an earlier one.
   *
   * @example
   * const { status } = await client.session('20250625-SO-2C3E6C8000-B675CF5D68-07').status();
   * console.log(status.code, status.description);
   */
  session(referenceNumber: string): Session {
    return new Session(this.#tools, referenceNumber);
  }

  /**
   * Sends any number of invoices and follows each to its KSeF number and UPO; yields one result for each as they end.
   * Few go one by one in online sessions, more than 20 (`batchAbove`) in packages, since KSeF takes some thirty a minute
   * one by one; attachments always go in packages, technical corrections and PEF never. `item.bytes` may be a function, so that
   * thousands need not be in memory at once. What concerns all of them (no network, no permission) is thrown after the
   * last result.
   *
   * ```ts
   * for await (const sent of client.sendInvoices([{ bytes }])) {
   *   if (sent.outcome === 'accepted') console.log(sent.ksefNumber, sent.upo);
   *   else console.log(sent.outcome);
   * }
   * ```
   */
  async *sendInvoices<Item extends InvoiceToSend>(
    invoices: Iterable<Item> | AsyncIterable<Item>,
    options: SendInvoicesOptions<Item> = {},
  ): AsyncGenerator<SentInvoice<Item>, void, void> {
    const { sendInvoices } = await sending();
    const openSession = (opening: OpenSessionOptions) => this.openOnlineSession(opening);
    yield* sendInvoices({ ...this.#tools, openSession }, invoices, options);
  }

  /**
   * Sends invoices as packages of up to 10,000, in constant memory: each is archived, cut into parts, hashed and
   * encrypted as the invoices come, sent in parallel, and followed to its results. An invoice that is empty or too large
   * is told and not sent. What `onState` saved lets {@link resumeBatch} go on after a crash.
   *
   * ```ts
   * const options = { onState: (state: BatchState) => writeFile(`${state.id}.json`, JSON.stringify(state)) };
   * for await (const result of client.sendBatch(invoices, options)) {
   *   if (result.outcome === 'accepted') console.log(result.fileName, result.ksefNumber);
   *   if (result.outcome === 'rejected') console.log(result.fileName, result.invoice.status);
   * }
   * ```
   * @throws {KsefError} after the results of the packages that were sent before; `gone` where the time to send the parts
   *   was over
   */
  async *sendBatch(
    invoices: Iterable<InvoiceToPack> | AsyncIterable<InvoiceToPack>,
    options: SendBatchOptions = {},
  ): AsyncGenerator<BatchResult, void, void> {
    const { sendBatch } = await batches();
    yield* sendBatch(this.#tools, invoices, options);
  }

  /**
   * Goes on with a package of {@link sendBatch} from its saved state: parts of which it is not known that they arrived
   * are sent (again), the session is closed unless it was, and the results are yielded. Nothing is doubled.
   *
   * ```ts
   * const state = JSON.parse(await readFile('saved.json', 'utf8')) as BatchState;
   * for await (const result of client.resumeBatch(state, { startOver: true })) console.log(result.outcome);
   * ```
   * @throws {KsefError} `gone` where the session ended before it took the package and `startOver` does not say to open
   *   another; `refused` where the parts are no longer in the store
   */
  async *resumeBatch(
    state: BatchState,
    options: ResumeBatchOptions = {},
  ): AsyncGenerator<BatchResult, void, void> {
    const { resumeBatch } = await batches();
    yield* resumeBatch(this.#tools, state, options);
  }

  /**
   * Fetches the invoices that were stored for good since a point, package by package in constant memory: decrypted,
   * verified, each KSeF number once for each subject type (`isKnown` makes it once for all of them). Yields invoices;
   * after each package the point to save together with them; at the end a report of how complete it is. Where the twenty
   * exports of an hour are used up it waits.
   *
   * ```ts
   * const from = newExportPoint({ from: '2026-02-01T00:00:00Z', subjects: ['Subject2'] });
   * for await (const step of client.incrementalExport(from)) {
   *   if (step.kind === 'invoice') console.log(step.ksefNumber, step.xml?.length);
   *   if (step.kind === 'point') await writeFile('point.json', JSON.stringify(step.point));
   *   if (step.kind === 'report') console.log(step.delivered, step.completeUntil);
   * }
   * ```
   * @throws {KsefError} `failed-status` where KSeF cannot pack, `unexpected-answer` for a package that is damaged; the
   *   last point that was yielded is where to go on
   */
  async *incrementalExport(
    point: ExportPoint,
    options: IncrementalExportOptions = {},
  ): AsyncGenerator<ExportStep, void, void> {
    const { incrementalExport } = await exporting();
    yield* incrementalExport(this.#tools, point, options);
  }

  /**
   * For an invoice that KSeF rejected as a duplicate (status 440): the original, if it is the very same document.
   * Undefined where it is another document with the same number, or where this cannot be found out.
   *
   * @example
   * const invoice = await session.invoice('20250626-EE-2F15D39000-242207E5C4-1B');
   * const original = invoice.status.code === 440 ? await client.originalOfDuplicate(invoice) : undefined;
   * console.log(original?.ksefNumber ?? 'another invoice has this number');
   */
  async originalOfDuplicate(
    duplicate: SessionInvoice,
    options: CallOptions = {},
  ): Promise<OriginalInvoice | undefined> {
    const { originalOfDuplicate } = await import('./duplicate.ts');
    return originalOfDuplicate(this.#tools, duplicate, options);
  }

  /**
   * Makes a key, applies for a KSeF certificate of the logged-in subject, waits for it, and fetches it. Needs a log-in
   * by certificate.
   *
   * @example
   * import { writeFile } from 'node:fs/promises';
   * import { encryptedKeyPem } from '@kwit/crypto';
   *
   * const { certificatePem } = await client.enrollCertificate({
   *   name: 'Certyfikat Firmy',
   *   usage: 'Authentication',
   *   // Before KSeF hears of it: a certificate without its key would be lost.
   *   onPrivateKey: (key) => writeFile('firm.key', encryptedKeyPem(key, 'a long password'), { mode: 0o600 }),
   * });
   * await writeFile('firm.crt', certificatePem);
   */
  async enrollCertificate(options: EnrollCertificateOptions): Promise<EnrolledCertificate> {
    const { enrollCertificate } = await enrolling();
    return enrollCertificate(this.#tools, options);
  }

  /**
   * Applies for a new certificate with a new key for the subject and the use of an own one, before that one ends. The
   * old one works on until its end: revoke it when the new one, as it was stored, has proved itself. Needs a log-in by
   * certificate.
   * @throws {KsefError} `refused` where the certificate is not an active one of the caller's
   *
   * @example
   * import { readFile, writeFile } from 'node:fs/promises';
   * import { encryptedKeyPem, loadCredential } from '@kwit/crypto';
   *
   * const password = process.env.KWIT_KEY_PASSWORD ?? '';
   * const nextMonth = Date.now() + 30 * 86_400_000;
   * const ending: string[] = [];
   * // Only those that log in: renewing does not turn one for offline invoices into one of them.
   * const mine = client.certificates({ type: 'Authentication', status: 'Active' });
   * for await (const { certificateSerialNumber, validTo } of mine) {
   *   if (Date.parse(validTo) < nextMonth) ending.push(certificateSerialNumber);
   * }
   * for (const serialNumber of ending) {
   *   const file = `firm-after-${serialNumber}`;
   *   const { certificatePem } = await client.renewCertificate({
   *     serialNumber,
   *     // Before KSeF hears of it: a certificate without its key would be lost.
   *     onPrivateKey: (key) => writeFile(`${file}.key`, encryptedKeyPem(key, password), { mode: 0o600 }),
   *   });
   *   await writeFile(`${file}.crt`, certificatePem);
   *   // What was stored logs in; then the old one may go.
   *   const [certificate, key] = await Promise.all([readFile(`${file}.crt`), readFile(`${file}.key`)]);
   *   const credential = loadCredential({ certificate, key, password });
   *   await client.logInWithCertificate({ context: { type: 'Nip', value: '1111111111' }, credential });
   *   await client.revokeCertificate(serialNumber, { reason: 'Superseded' });
   * }
   */
  async renewCertificate(options: RenewCertificateOptions): Promise<RenewedCertificate> {
    const { renewCertificate } = await renewing();
    return renewCertificate(this.#tools, options);
  }

  /**
   * The certificates of the logged-in subject that meet the filter, page by page as they are taken.
   *
   * @example
   * for await (const { name, validTo } of client.certificates({ type: 'Offline' })) console.log(name, validTo);
   */
  async *certificates(
    filter: CertificateFilter = {},
    options: CallOptions = {},
  ): AsyncGenerator<ListedCertificate, void, void> {
    const { listCertificates } = await renewing();
    yield* listCertificates(this.#tools, filter, options);
  }

  /**
   * Revokes a certificate of the logged-in subject, for good.
   *
   * @example
   * await client.revokeCertificate('0123456789ABCDEF', { reason: 'KeyCompromise' });
   */
  async revokeCertificate(
    serialNumber: string,
    {
      reason = 'Unspecified',
      ...options
    }: CallOptions & { reason?: 'Unspecified' | 'Superseded' | 'KeyCompromise' } = {},
  ): Promise<void> {
    const path = { certificateSerialNumber: serialNumber };
    await this.operations.revokeCertificate({ path, body: { revocationReason: reason } }, options);
  }

  /**
   * Makes a KSeF token in the context of the log-in and waits until it is active. Needs a log-in by certificate.
   *
   * @example
   * const { token, referenceNumber } = await client.createKsefToken({
   *   description: 'Sklep internetowy',
   *   permissions: ['InvoiceWrite'],
   * });
   * console.log('keep it, it is shown this once:', token, referenceNumber);
   */
  async createKsefToken(options: CreateKsefTokenOptions): Promise<CreatedKsefToken> {
    const { createKsefToken } = await import('./ksef-tokens.ts');
    return createKsefToken(this.#tools, options);
  }

  /**
   * Revokes a KSeF token, for good.
   *
   * @example
   * await client.revokeKsefToken('20250625-EC-2C3E6C8000-B675CF5D68-07');
   */
  async revokeKsefToken(referenceNumber: string, options: CallOptions = {}): Promise<void> {
    await this.operations.revokeToken({ path: { referenceNumber } }, options);
  }
}
