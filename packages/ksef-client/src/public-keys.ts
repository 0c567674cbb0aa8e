/** The public keys of KSeF, under which tokens and symmetric keys are encrypted. Source: the official page on them. */
import type { AnswerOf, Operations } from '@kwit/ksef-contract';
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import type { OperationFunctions } from './operations.ts';
import { unlessAborted } from './wait.ts';

type Published = AnswerOf<Operations['listPublicKeyCertificates']>[number];
/** What a published key is for. */
export type PublicKeyUsage = Published['usage'][number];

export interface EncryptionKey {
  /** Encrypts under the key; gives Base64. */
  readonly encrypt: (bytes: Uint8Array) => Promise<string>;
  /** Names the key in the request that carries what was encrypted under it. */
  readonly publicKeyId: string;
}

/** A list older than this is fetched anew, so that a planned rotation is noticed. */
const keepMs = 12 * 3_600_000;
/** KSeF knows the key no longer, or never did. */
const unknownKey = 21470;

export class PublicKeys {
  readonly #operations: Pick<OperationFunctions, 'listPublicKeyCertificates'>;
  #list: Promise<readonly Published[]> | undefined;
  #fetchedAt = 0;

  constructor(operations: Pick<OperationFunctions, 'listPublicKeyCertificates'>) {
    this.#operations = operations;
  }

  /**
   * Runs `use` with the key that is right now; where KSeF says it does not know that key (21470), once more with
   * another one of a list fetched anew.
   */
  async with<T>(
    usage: PublicKeyUsage,
    signal: AbortSignal | undefined,
    use: (key: EncryptionKey) => Promise<T>,
  ): Promise<T> {
    const key = await this.#key(usage, undefined, signal);
    try {
      return await use(key);
    } catch (error) {
      if (!(error instanceof KsefError) || !error.hasCode(unknownKey)) throw error;
      this.#list = undefined;
      return use(await this.#key(usage, key.publicKeyId, signal));
    }
  }

  async #key(
    usage: PublicKeyUsage,
    refused: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<EncryptionKey> {
    const chosen = choose(
      await unlessAborted(this.#published(), signal, aborted),
      usage,
      refused,
      Date.now(),
    );
    if (!chosen) {
      throw new KsefError({
        kind: 'unexpected-answer',
        operation: 'listPublicKeyCertificates',
        text: messages.noPublicKey(usage),
      });
    }
    const { encryptForKsefOnWeb, toBase64 } = await import('@kwit/crypto/web');
    const { certificate, publicKeyId } = chosen;
    return { publicKeyId, encrypt: async (bytes) => toBase64(await encryptForKsefOnWeb(certificate, bytes)) };
  }

  #published(): Promise<readonly Published[]> {
    if (this.#list && Date.now() - this.#fetchedAt < keepMs) return this.#list;
    this.#fetchedAt = Date.now();
    // Not tied to the signal of the caller who happened to be first.
    const list = this.#operations.listPublicKeyCertificates();
    this.#list = list;
    // A failure must not be remembered.
    list.catch(() => {
      if (this.#list === list) this.#list = undefined;
    });
    return list;
  }
}

const aborted = (): KsefError =>
  new KsefError({
    kind: 'aborted',
    operation: 'listPublicKeyCertificates',
    text: messages.aborted('GET /security/public-key-certificates'),
  });

/**
 * The certificate to use: of the right usage, valid now, the newest of several. Where none is valid by this clock
 * (it may be wrong), the newest of all: KSeF decides.
 */
function choose(
  published: readonly Published[],
  usage: PublicKeyUsage,
  refused: string | undefined,
  now: number,
): Published | undefined {
  const fitting = published.filter((entry) => entry.usage.includes(usage));
  const others = fitting.filter((entry) => entry.publicKeyId !== refused);
  const candidates = others.length > 0 ? others : fitting;
  const valid = candidates.filter(
    ({ validFrom, validTo }) => Date.parse(validFrom) <= now && now < Date.parse(validTo),
  );
  return (valid.length > 0 ? valid : candidates).toSorted(
    (a, b) => Date.parse(b.validFrom) - Date.parse(a.validFrom),
  )[0];
}
