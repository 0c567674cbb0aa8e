/**
 * Files that are too large for a row: parts of packages, encrypted as they were sent or will be fetched. In the
 * data folder below `blobs/`, or in memory where the KSeF has no folder.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';

/** Where the bytes of a blob are; can be passed to another thread. */
export type BlobPlace =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'memory'; readonly bytes: Uint8Array<SharedArrayBuffer> };

/** What was written. */
export interface WrittenBlob {
  readonly sizeBytes: number;
  /** Base64 SHA-256. */
  readonly hash: string;
}

/** A blob of which the last byte came, and which is not there yet. */
export interface ReceivedBlob extends WrittenBlob {
  /** Puts it in the place of one of the same name. */
  keep(): Promise<void>;
  /** Forgets it, unless it was kept. */
  drop(): Promise<void>;
}

export interface Blobs {
  /**
   * Takes the bytes of a blob. Throws `BlobTooLarge` once there are more than allowed, and whatever the source throws.
   * @param name names of folders and files of ours, with slashes
   */
  receive(name: string, content: AsyncIterable<Uint8Array>, mostBytes: number): Promise<ReceivedBlob>;
  /** Where a blob is; for one that was never written, reading there fails. */
  placeOf(name: string): BlobPlace;
  /** The bytes of a blob as a stream; null where there is none. */
  read(name: string): Promise<Readable | null>;
  /** Removes a folder with everything in it, if it is there. */
  remove(folder: string): Promise<void>;
  /** Name of the folder that they are in, below the data folder; null in memory. */
  readonly folder: string | null;
  /** Everything there is at this moment, of blobs in memory. */
  inMemory(): ReadonlyMap<string, Uint8Array<SharedArrayBuffer>>;
  /** Puts others in place of all: those of another folder, or of memory. @returns the folder before, if any */
  exchange(
    others: { folder: string } | { memory: ReadonlyMap<string, Uint8Array<SharedArrayBuffer>> },
  ): string | null;
}

/** There are more bytes than may be. */
export class BlobTooLarge extends Error {}

/**
 * @param folder the data folder, or null for memory
 * @param name of the folder in it that the blobs are in
 */
export const createBlobs = (folder: string | null, name: string): Blobs =>
  folder === null ? blobsInMemory() : blobsInFolder(folder, name);

function blobsInFolder(dataFolder: string, name: string): Blobs {
  let attempts = 0;
  let current = name;
  let root = join(dataFolder, current);
  return {
    async receive(name, content, mostBytes) {
      const path = join(root, name);
      attempts += 1;
      const unfinished = `${path}.${process.pid}-${attempts}`;
      const drop = () => rm(unfinished, { force: true });
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(unfinished, 'w', 0o600);
      try {
        const counted = counting(mostBytes);
        for await (const piece of content) {
          counted.add(piece);
          await file.writeFile(piece);
        }
        await file.close();
        return { ...counted.result(), keep: () => rename(unfinished, path), drop };
      } catch (error) {
        await file.close().catch(() => {});
        await drop();
        throw error;
      }
    },
    placeOf: (name) => ({ kind: 'file', path: join(root, name) }),
    async read(name) {
      const file = await open(join(root, name), 'r').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      return file === null ? null : createReadStream('', { fd: file });
    },
    remove: (name) => rm(join(root, name), { recursive: true, force: true }),
    get folder() {
      return current;
    },
    inMemory: () => new Map(),
    exchange(others) {
      if (!('folder' in others)) throw new Error('blobs of a folder are exchanged for those of a folder');
      const before = current;
      current = others.folder;
      root = join(dataFolder, current);
      return before;
    },
  };
}

function blobsInMemory(): Blobs {
  const blobs = new Map<string, Uint8Array<SharedArrayBuffer>>();
  return {
    async receive(name, content, mostBytes) {
      const counted = counting(mostBytes);
      const pieces: Uint8Array[] = [];
      for await (const piece of content) {
        counted.add(piece);
        pieces.push(piece);
      }
      const written = counted.result();
      const bytes = new Uint8Array(new SharedArrayBuffer(written.sizeBytes));
      let offset = 0;
      for (const piece of pieces) {
        bytes.set(piece, offset);
        offset += piece.length;
      }
      const keep = async () => {
        blobs.set(name, bytes);
      };
      return { ...written, keep, drop: async () => {} };
    },
    placeOf: (name) => ({
      kind: 'memory',
      bytes: blobs.get(name) ?? new Uint8Array(new SharedArrayBuffer(0)),
    }),
    async read(name) {
      const bytes = blobs.get(name);
      return bytes === undefined ? null : Readable.from([Buffer.from(bytes.buffer)], { objectMode: false });
    },
    async remove(folder) {
      for (const name of [...blobs.keys()]) if (name.startsWith(`${folder}/`)) blobs.delete(name);
    },
    folder: null,
    inMemory: () => new Map(blobs),
    exchange(others) {
      if (!('memory' in others)) throw new Error('blobs in memory are exchanged for those in memory');
      blobs.clear();
      for (const [name, bytes] of others.memory) blobs.set(name, bytes);
      return null;
    },
  };
}

function counting(mostBytes: number) {
  const digest = createHash('sha256');
  let sizeBytes = 0;
  return {
    add(piece: Uint8Array): void {
      sizeBytes += piece.length;
      if (sizeBytes > mostBytes) throw new BlobTooLarge();
      digest.update(piece);
    },
    result: (): WrittenBlob => ({ sizeBytes, hash: digest.digest('base64') }),
  };
}
