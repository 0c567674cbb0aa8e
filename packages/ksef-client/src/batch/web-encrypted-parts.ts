/** Cuts an archive into parts and encrypts each by Web Cryptography, which needs a part as a whole. */
import type { SymmetricKey } from '@kwit/crypto/web';
import { encryptContentOnWeb } from '@kwit/crypto/web';
import { sha256Base64 } from '../hashes.ts';
import type { BatchPart } from './batch-state.ts';
import type { PartStore } from './part-store.ts';

export class WebEncryptedParts {
  readonly parts: BatchPart[] = [];
  readonly #store: PartStore;
  readonly #key: SymmetricKey;
  readonly #partBytes: number;
  readonly #nameOf: (ordinalNumber: number) => string;
  /** The archive so far; its hash is of the whole. */
  readonly #pieces: Uint8Array<ArrayBuffer>[] = [];

  /** @param partBytes size of each part before encryption; the last one has what is left */
  constructor(
    store: PartStore,
    key: SymmetricKey,
    partBytes: number,
    nameOf: (ordinalNumber: number) => string,
  ) {
    this.#store = store;
    this.#key = key;
    this.#partBytes = partBytes;
    this.#nameOf = nameOf;
  }

  /** Takes the next bytes of the archive. */
  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length > 0) this.#pieces.push(bytes as Uint8Array<ArrayBuffer>);
  }

  /** Encrypts the parts into the store. Returns size and hash of the whole archive. */
  async end(): Promise<{ sizeBytes: number; hash: string }> {
    const whole = new Uint8Array(await new Blob(this.#pieces).arrayBuffer());
    for (let start = 0; start < whole.length; start += this.#partBytes) {
      await this.#encrypt(whole.subarray(start, start + this.#partBytes));
    }
    return { sizeBytes: whole.length, hash: await sha256Base64(whole) };
  }

  /** Takes away whatever was written. */
  async discard(): Promise<void> {
    for (const { name } of this.parts) await this.#store.remove(name);
  }

  async #encrypt(plain: Uint8Array): Promise<void> {
    const ordinalNumber = this.parts.length + 1;
    const name = this.#nameOf(ordinalNumber);
    const encrypted = await encryptContentOnWeb(plain, this.#key);
    const sink = await this.#store.create(name);
    await sink.write(encrypted);
    await sink.close();
    const hash = await sha256Base64(encrypted);
    this.parts.push({ ordinalNumber, name, sizeBytes: encrypted.length, hash, isUploaded: false });
  }
}
