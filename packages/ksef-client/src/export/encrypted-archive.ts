/**
 * The archive behind its encrypted parts. In AES-CBC any block is decrypted with the one before it, so it is read at
 * any place without ever being stored decrypted, and in constant memory.
 */
import { createDecipheriv } from 'node:crypto';
import type { ByteSource } from '@kwit/archive';
import type { SymmetricKey } from '@kwit/crypto';

export interface EncryptedPart {
  readonly content: Blob;
  /** Bytes before encryption. */
  readonly plainBytes: number;
}

const blockBytes = 16;
/** Neighbouring reads are answered from one piece; the directory of a ZIP and its files are read in turns. */
const windowBytes = 1 << 18;
const windowCount = 4;

export class EncryptedArchive implements ByteSource {
  readonly sizeBytes: number;
  readonly #parts: readonly (EncryptedPart & { start: number })[];
  readonly #key: SymmetricKey;
  /** Decrypted pieces by their number, the one used last at the end. */
  readonly #windows = new Map<number, Uint8Array>();

  constructor(parts: readonly EncryptedPart[], key: SymmetricKey) {
    let start = 0;
    this.#parts = parts.map((part) => {
      const placed = { ...part, start };
      start += part.plainBytes;
      return placed;
    });
    this.sizeBytes = start;
    this.#key = key;
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const number = Math.floor(start / windowBytes);
    const offset = number * windowBytes;
    if (end > offset + windowBytes) return this.#decrypted(start, end);
    const window = this.#windows.get(number) ?? (await this.#decrypted(offset, offset + windowBytes));
    this.#windows.delete(number);
    this.#windows.set(number, window);
    const [oldest] = this.#windows.keys();
    if (this.#windows.size > windowCount && oldest !== undefined) this.#windows.delete(oldest);
    return window.subarray(start - offset, end - offset);
  }

  async #decrypted(start: number, end: number): Promise<Uint8Array> {
    const found: Uint8Array[] = [];
    for (const part of this.#parts) {
      const from = Math.max(start, part.start) - part.start;
      const to = Math.min(end, part.start + part.plainBytes) - part.start;
      if (from < to) found.push(await this.#ofPart(part.content, from, to));
    }
    return found.length === 1 && found[0] ? found[0] : Buffer.concat(found);
  }

  async #ofPart(content: Blob, from: number, to: number): Promise<Uint8Array> {
    const first = from - (from % blockBytes);
    const last = Math.ceil(to / blockBytes) * blockBytes;
    const withBefore = first === 0 ? 0 : first - blockBytes;
    const bytes = new Uint8Array(await content.slice(withBefore, last).arrayBuffer());
    const before = first === 0 ? this.#key.initializationVector : bytes.subarray(0, blockBytes);
    const decipher = createDecipheriv('aes-256-cbc', this.#key.key, before).setAutoPadding(false);
    const plain = decipher.update(bytes.subarray(first - withBefore));
    return plain.subarray(from - first, to - first);
  }
}
