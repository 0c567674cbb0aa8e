/**
 * The package behind its encrypted parts. In AES-CBC any block is decrypted with the one before it, so the archive
 * can be read at any place without ever being stored decrypted, and in constant memory.
 */
import { createDecipheriv, createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { usedUp } from '../../buffer-garbage.ts';
import type { BlobPlace } from '../../store/blobs.ts';
import { BatchFailure, batchSentences } from './batch-failure.ts';

export interface PackagePart {
  readonly ordinal: number;
  readonly place: BlobPlace;
  readonly encryptedSize: number;
  /** Base64 SHA-256 of the encrypted part, as declared. */
  readonly declaredHash: string;
  /** The same of what came. */
  readonly receivedHash: string | null;
}

/** What a thread must know to read a package. */
export interface PackageSource {
  readonly parts: readonly PackagePart[];
  readonly key: Uint8Array;
  readonly initializationVector: Uint8Array;
  /** Bytes and Base64 SHA-256 before it was cut and encrypted, as declared. */
  readonly declaredSize: number;
  readonly declaredHash: string;
  /** Bytes that a part may have before it is encrypted. Told, because the contract takes threads long to load. */
  readonly partMaxSizeBytes: number;
}

const blockBytes = 16;
const pieceBytes = 1 << 18;
/** Neighbouring reads are answered from one piece; the directory of a ZIP and its files are read in turns. */
const windowBytes = 1 << 18;
const windowCount = 4;

interface OpenPart extends PackagePart {
  /** Bytes of the encrypted part; valid until any part is read again. */
  readonly read: (position: number, length: number) => Buffer;
  readonly close: () => void;
  /** Place of its first byte in the package, and its bytes there; known once it was verified. */
  start: number;
  size: number;
}

export class EncryptedPackage {
  readonly #source: PackageSource;
  readonly #parts: OpenPart[];
  /** Decrypted pieces by their number, the one used last at the end. */
  readonly #windows = new Map<number, Buffer>();

  constructor(source: PackageSource) {
    this.#source = source;
    this.#parts = [];
    try {
      for (const part of source.parts) this.#parts.push(openPart(part));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    for (const part of this.#parts) part.close();
  }

  /** Bytes of the whole package, as declared. */
  get size(): number {
    return this.#source.declaredSize;
  }

  /** The same as they came. */
  get sentBytes(): number {
    return this.#parts.reduce((sum, { encryptedSize }) => sum + encryptedSize, 0);
  }

  /**
   * Reads everything once and compares it with what was declared; each part was hashed when it came. Throws
   * `BatchFailure`: 405 for a part that is another or too large, 435 for one that cannot be decrypted, 430 where the
   * whole is not the declared package.
   */
  verify(): void {
    const { declaredHash, declaredSize, partMaxSizeBytes } = this.#source;
    const other = this.#parts.find(({ receivedHash, declaredHash }) => receivedHash !== declaredHash);
    if (other) {
      throw new BatchFailure('badParts', batchSentences.partHash(other.ordinal, other.declaredHash));
    }
    const whole = createHash('sha256');
    let size = 0;
    for (const part of this.#parts) {
      part.start = size;
      size += this.#decryptInto(part, (plain) => whole.update(plain));
      part.size = size - part.start;
      if (part.size > partMaxSizeBytes) {
        throw new BatchFailure('badParts', batchSentences.partTooLarge(part.ordinal, partMaxSizeBytes));
      }
    }
    if (whole.digest('base64') !== declaredHash) {
      throw new BatchFailure('badArchive', batchSentences.packageHash(declaredHash));
    }
    if (size !== declaredSize) throw new BatchFailure('badArchive', batchSentences.packageSize(declaredSize));
  }

  /** Finds the places of the parts by their ends alone; of a package that cannot be verified they mean nothing. */
  locate(): void {
    let start = 0;
    for (const part of this.#parts) {
      part.start = start;
      part.size = part.encryptedSize - this.#paddingOf(part);
      start += part.size;
    }
  }

  /** Bytes of the package from a place on; fewer than asked for at its end. */
  read(position: number, length: number): Buffer {
    const number = Math.floor(position / windowBytes);
    const offset = position - number * windowBytes;
    if (offset + length > windowBytes) return this.#decryptRange(position, length);
    return this.#windowOf(number).subarray(offset, offset + length);
  }

  #windowOf(number: number): Buffer {
    const window = this.#windows.get(number) ?? this.#decryptRange(number * windowBytes, windowBytes);
    this.#windows.delete(number);
    this.#windows.set(number, window);
    const [oldest] = this.#windows.keys();
    if (this.#windows.size > windowCount && oldest !== undefined) this.#windows.delete(oldest);
    return window;
  }

  /** The whole package in pieces. */
  *pieces(): Generator<Buffer> {
    for (let position = 0; position < this.size; position += pieceBytes) {
      yield this.#decryptRange(position, pieceBytes);
    }
  }

  #decryptInto(part: OpenPart, take: (plain: Buffer) => void): number {
    const { key, initializationVector } = this.#source;
    const decipher = createDecipheriv('aes-256-cbc', key, initializationVector);
    let size = 0;
    const add = (plain: Buffer) => {
      size += plain.length;
      usedUp(plain.length);
      take(plain);
    };
    try {
      for (let position = 0; position < part.encryptedSize; position += pieceBytes) {
        add(decipher.update(part.read(position, Math.min(pieceBytes, part.encryptedSize - position))));
      }
      add(decipher.final());
    } catch {
      throw new BatchFailure('partsNotDecrypted', batchSentences.partUndecryptable(part.ordinal));
    }
    return size;
  }

  #paddingOf(part: OpenPart): number {
    // What is no whole number of blocks cannot be decrypted.
    if (part.encryptedSize < blockBytes || part.encryptedSize % blockBytes !== 0) return part.encryptedSize;
    const last = this.#blocks(part, part.encryptedSize - blockBytes, blockBytes);
    return last[blockBytes - 1] ?? 0;
  }

  #decryptRange(position: number, length: number): Buffer {
    const found: Buffer[] = [];
    for (const part of this.#parts) {
      const from = Math.max(position, part.start) - part.start;
      const to = Math.min(position + length, part.start + part.size) - part.start;
      if (from >= to) continue;
      const first = from - (from % blockBytes);
      const blocks = Math.ceil((to - first) / blockBytes) * blockBytes;
      found.push(this.#blocks(part, first, blocks).subarray(from - first, to - first));
    }
    return found.length === 1 && found[0] ? found[0] : Buffer.concat(found);
  }

  /** Decrypts whole blocks of a part. */
  #blocks(part: OpenPart, position: number, length: number): Buffer {
    const { key, initializationVector } = this.#source;
    const before = position === 0 ? initializationVector : part.read(position - blockBytes, blockBytes);
    const decipher = createDecipheriv('aes-256-cbc', key, before).setAutoPadding(false);
    // What is unpacked from it and kept of it goes the same way.
    usedUp(3 * length);
    return decipher.update(part.read(position, length));
  }
}

/** What was read is decrypted before anything else is read: one piece of memory is enough for all parts. */
let room = Buffer.alloc(0);

function roomFor(length: number): Buffer {
  if (room.length < length) room = Buffer.allocUnsafeSlow(length);
  return room;
}

function openPart(part: PackagePart): OpenPart {
  const unknown = { start: 0, size: 0 };
  if (part.place.kind === 'memory') {
    const bytes = Buffer.from(part.place.bytes.buffer);
    const read = (position: number, length: number) => bytes.subarray(position, position + length);
    return { ...part, ...unknown, read, close: () => {} };
  }
  const file = openSync(part.place.path, 'r');
  const read = (position: number, length: number) => {
    const buffer = roomFor(length);
    return buffer.subarray(0, readSync(file, buffer, 0, length, position));
  };
  return { ...part, ...unknown, read, close: () => closeSync(file) };
}
