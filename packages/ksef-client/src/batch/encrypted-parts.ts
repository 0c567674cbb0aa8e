/** Cuts an archive that is being written into parts, and hashes and encrypts each on its way into the store. */
import { type Cipheriv, createCipheriv, createHash, type Hash } from 'node:crypto';
import type { SymmetricKey } from '@kwit/crypto/web';
import type { BatchPart } from './batch-state.ts';
import type { PartSink, PartStore } from './part-store.ts';

/** So much is gathered before it is encrypted and written: files of an archive are small. */
const pieceBytes = 1 << 17;

interface OpenPart {
  readonly name: string;
  readonly sink: PartSink;
  readonly cipher: Cipheriv;
  readonly digest: Hash;
  plainBytes: number;
  sizeBytes: number;
}

export class EncryptedParts {
  readonly parts: BatchPart[] = [];
  readonly #store: PartStore;
  readonly #key: SymmetricKey;
  readonly #partBytes: number;
  readonly #nameOf: (ordinalNumber: number) => string;
  readonly #whole = createHash('sha256');
  #sizeBytes = 0;
  #open: OpenPart | undefined;
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;

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
    if (bytes.length === 0) return;
    this.#gathered.push(bytes);
    this.#gatheredBytes += bytes.length;
    if (this.#gatheredBytes >= pieceBytes) await this.#flush();
  }

  /** Completes the last part. Returns size and hash of the whole archive. */
  async end(): Promise<{ sizeBytes: number; hash: string }> {
    await this.#flush();
    await this.#closePart();
    return { sizeBytes: this.#sizeBytes, hash: this.#whole.digest('base64') };
  }

  /** Takes away whatever was written. */
  async discard(): Promise<void> {
    await this.#open?.sink.close().catch(() => {});
    const names = [...this.parts.map(({ name }) => name), ...(this.#open ? [this.#open.name] : [])];
    for (const name of names) await this.#store.remove(name);
  }

  async #flush(): Promise<void> {
    const [first, ...others] = this.#gathered;
    // A large file comes in one piece.
    let rest: Uint8Array =
      first && others.length === 0 ? first : Buffer.concat(this.#gathered, this.#gatheredBytes);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    this.#whole.update(rest);
    this.#sizeBytes += rest.length;
    while (rest.length > 0) {
      this.#open ??= await this.#openPart();
      const part = this.#open;
      const piece = rest.subarray(0, this.#partBytes - part.plainBytes);
      rest = rest.subarray(piece.length);
      part.plainBytes += piece.length;
      await put(part, part.cipher.update(piece));
      if (part.plainBytes === this.#partBytes) await this.#closePart();
    }
  }

  async #openPart(): Promise<OpenPart> {
    const name = this.#nameOf(this.parts.length + 1);
    const { key, initializationVector } = this.#key;
    return {
      name,
      sink: await this.#store.create(name),
      cipher: createCipheriv('aes-256-cbc', key, initializationVector),
      digest: createHash('sha256'),
      plainBytes: 0,
      sizeBytes: 0,
    };
  }

  async #closePart(): Promise<void> {
    const part = this.#open;
    if (!part) return;
    await put(part, part.cipher.final());
    await part.sink.close();
    this.#open = undefined;
    const { name, sizeBytes, digest } = part;
    const ordinalNumber = this.parts.length + 1;
    this.parts.push({ ordinalNumber, name, sizeBytes, hash: digest.digest('base64'), isUploaded: false });
  }
}

async function put(part: OpenPart, encrypted: Uint8Array): Promise<void> {
  if (encrypted.length === 0) return;
  part.digest.update(encrypted);
  part.sizeBytes += encrypted.length;
  await part.sink.write(encrypted);
}
