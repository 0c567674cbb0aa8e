/** An open online session: encrypts and sends invoices one by one. Source: the official page on interactive sessions. */
import type { SymmetricKey } from '@kwit/crypto/web';
import type { AnswerOf, Operations } from '@kwit/ksef-contract';
import { KsefError } from './errors.ts';
import { formCodeOf, type OpenSessionOptions } from './form-code.ts';
import { sha256Base64 } from './hashes.ts';
import type { CallOptions } from './operations.ts';
import type { PublicKeys } from './public-keys.ts';
import { openStatus, Session, type SessionTools } from './session.ts';

export type { OpenSessionOptions } from './form-code.ts';

export interface SendOptions extends Pick<CallOptions, 'signal'> {
  /** The invoice was issued offline and is delivered now. */
  readonly offlineMode?: boolean | undefined;
  /** SHA-256 (Base64) of the rejected offline invoice that this one corrects technically. */
  readonly hashOfCorrectedInvoice?: string | undefined;
}

/** What KSeF said when it took the invoice; whether it accepts it, it decides afterwards. */
export interface TakenInvoice {
  readonly referenceNumber: string;
  /** SHA-256 of the bytes, Base64. */
  readonly invoiceHash: string;
}

/** The session's state does not allow the operation. */
const wrongState = 21180;

/** Opens a session under a fresh key. A lost answer leaves an empty session behind, which KSeF cancels by itself. */
export async function openOnlineSession(
  tools: SessionTools & { publicKeys: PublicKeys },
  { formCode, signal }: OpenSessionOptions = {},
): Promise<OnlineSession> {
  const { newWebSymmetricKey, toBase64 } = await import('@kwit/crypto/web');
  const key = newWebSymmetricKey();
  const opened = await tools.publicKeys.with(
    'SymmetricKeyEncryption',
    signal,
    async ({ encrypt, publicKeyId }) => {
      const encryption = {
        encryptedSymmetricKey: await encrypt(key.key),
        initializationVector: toBase64(key.initializationVector),
        publicKeyId,
      };
      const body = { formCode: formCodeOf(formCode), encryption };
      return tools.operations.openOnlineSession({ body }, { signal, repeatable: true });
    },
  );
  return new OnlineSession(tools, opened, key);
}

export class OnlineSession extends Session {
  /** When KSeF closes the session by itself (12 hours after it was opened), by the clock of KSeF. */
  readonly validUntil: string;
  readonly #tools: SessionTools;
  readonly #key: SymmetricKey;

  constructor(tools: SessionTools, opened: AnswerOf<Operations['openOnlineSession']>, key: SymmetricKey) {
    super(tools, opened.referenceNumber);
    this.validUntil = opened.validUntil;
    this.#tools = tools;
    this.#key = key;
  }

  /**
   * Encrypts and sends one invoice. It is never sent twice by itself: where the answer is lost
   * (`error.mayHaveBeenAccepted`), ask {@link Session.findByHash} before sending again.
   * @param bytes the XML exactly as it is to be kept
   *
   * @example
   * const { referenceNumber, invoiceHash } = await onlineSession.send(bytes);
   * console.log(referenceNumber, invoiceHash);
   */
  async send(bytes: Uint8Array, options: SendOptions = {}): Promise<TakenInvoice> {
    const { encryptContentOnWeb, toBase64 } = await import('@kwit/crypto/web');
    const encrypted = await encryptContentOnWeb(bytes, this.#key);
    const invoiceHash = await sha256Base64(bytes);
    const body = {
      invoiceHash,
      invoiceSize: bytes.length,
      encryptedInvoiceHash: await sha256Base64(encrypted),
      encryptedInvoiceSize: encrypted.length,
      encryptedInvoiceContent: toBase64(encrypted),
      offlineMode: options.offlineMode ?? false,
      ...(options.hashOfCorrectedInvoice !== undefined && {
        hashOfCorrectedInvoice: options.hashOfCorrectedInvoice,
      }),
    };
    const path = { referenceNumber: this.referenceNumber };
    const { referenceNumber } = await this.#tools.operations.sendInvoice(
      { path, body },
      { signal: options.signal },
    );
    return { referenceNumber, invoiceHash };
  }

  /**
   * Closes the session; KSeF then makes its receipt. Closing a session that is closed or has ended already is no
   * error, so that a lost answer does no harm.
   *
   * @example
   * await onlineSession.close();
   */
  async close(options: CallOptions = {}): Promise<void> {
    const path = { referenceNumber: this.referenceNumber };
    try {
      await this.#tools.operations.closeOnlineSession({ path }, { repeatable: true, ...options });
    } catch (error) {
      if (!(error instanceof KsefError) || !error.hasCode(wrongState)) throw error;
      const { status } = await this.status(options);
      if (status.code === openStatus) throw error;
    }
  }
}
