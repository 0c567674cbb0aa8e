/** Where the encrypted parts of packages are kept between packing and sending, or fetching and reading. */
import { partFiles } from '#node-only';

/** Takes the bytes of one part in their order. */
export interface PartSink {
  write(piece: Uint8Array): Promise<void>;
  /** Resolves once the part is complete and would survive a crash. */
  close(): Promise<void>;
}

/**
 * A store of one's own needs these three. Parts are encrypted; names are made of letters, digits, `-` and `.`.
 *
 * ```ts
 * const store: PartStore = memoryPartStore();
 * const sink = await store.create('part-1');
 * await sink.write(new Uint8Array([1, 2, 3]));
 * await sink.close();
 * console.log((await store.open('part-1'))?.size);
 * ```
 */
export interface PartStore {
  /** Begins a part; replaces one of the same name. */
  create(name: string): Promise<PartSink>;
  /** The complete part, read piece by piece when it is used; undefined where there is none. */
  open(name: string): Promise<Blob | undefined>;
  /** Forgets a part; none of that name is no error. */
  remove(name: string): Promise<void>;
}

/**
 * Keeps parts in memory: for few invoices, and where no file can be written. A crash loses them.
 *
 * ```ts
 * for await (const result of client.sendBatch(invoices, { store: memoryPartStore() })) console.log(result.outcome);
 * ```
 */
export function memoryPartStore(): PartStore {
  const parts = new Map<string, Blob>();
  return {
    async create(name) {
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      return {
        async write(piece) {
          pieces.push(Uint8Array.from(piece));
        },
        async close() {
          parts.set(name, new Blob(pieces));
        },
      };
    },
    open: async (name) => parts.get(name),
    async remove(name) {
      parts.delete(name);
    },
  };
}

/**
 * Keeps parts as files, for Node. Without a folder they are in one of this user below the folder of temporary files,
 * so that a later run finds them again.
 *
 * ```ts
 * const store = await filePartStore('/var/lib/shop/ksef-parts');
 * for await (const result of client.sendBatch(invoices, { store })) console.log(result.outcome);
 * ```
 * @throws {Error} where the folder cannot be made, or belongs to somebody else
 */
export async function filePartStore(folder?: string): Promise<PartStore> {
  const { openFolder } = await partFiles();
  return openFolder(folder);
}
