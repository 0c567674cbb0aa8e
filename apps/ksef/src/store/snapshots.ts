/** Copies of the whole state under names, beside the data: in its folder, or in memory where that is. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyBlobFolder } from './blob-folders.ts';
import { databaseFile } from './database-file.ts';
import { migrate } from './migrations.ts';
import type { Store } from './store.ts';

/** What is known of a snapshot without opening it. */
export interface SnapshotFacts {
  /** Milliseconds since 1970 by the clock of this KSeF. */
  takenMs: number;
}

/** A snapshot that can be put in place of the state. */
export interface OpenSnapshot {
  /** File or URI of its database. */
  database: string;
  /** Makes its blobs those of the store; called once its rows are. @returns what undoes the preparation */
  blobs: { prepare(): Promise<PreparedBlobs> };
}

/** Blobs that lie ready. */
export interface PreparedBlobs {
  /** What the database must say, so that a start after a kill finds them. */
  readonly folder: string | null;
  use(): Promise<void>;
  discard(): Promise<void>;
}

export interface Snapshots {
  list(): Promise<({ name: string } & SnapshotFacts)[]>;
  /** Takes one, in place of one of the same name. The connection must be free of transactions. */
  take(name: string, facts: SnapshotFacts): Promise<void>;
  /** Undefined where there is none. Throws `NewerDatabaseError`. */
  open(name: string): Promise<OpenSnapshot | undefined>;
  /** @returns whether there was one */
  remove(name: string): Promise<boolean>;
  /** The blobs of an empty state. */
  noBlobs(): Promise<PreparedBlobs>;
  close(): void;
}

export const createSnapshots = (store: Store): Snapshots =>
  store.folder === null ? snapshotsInMemory(store) : snapshotsInFolder(store, store.folder);

const factsFile = 'snapshot.json';
const freshFolder = () => `blobs-${randomBytes(6).toString('hex')}`;

function snapshotsInFolder(store: Store, folder: string): Snapshots {
  const root = join(folder, 'snapshots');
  const placeOf = (name: string) => join(root, name);
  const prepare = async (from: string | null): Promise<PreparedBlobs> => {
    const name = freshFolder();
    const path = join(folder, name);
    if (from === null) await mkdir(path, { mode: 0o700 });
    else await copyBlobFolder(from, path);
    return {
      folder: name,
      use: async () => {
        const before = store.blobs.exchange({ folder: name });
        if (before) await rm(join(folder, before), { recursive: true, force: true });
      },
      discard: () => rm(path, { recursive: true, force: true }),
    };
  };
  return {
    async list() {
      const found: ({ name: string } & SnapshotFacts)[] = [];
      for (const name of existsSync(root) ? (await readdir(root)).sort() : []) {
        const facts = await readFile(join(root, name, factsFile), 'utf8').catch(() => undefined);
        if (facts !== undefined && !isUnfinished(name)) found.push({ name, ...JSON.parse(facts) });
      }
      return found;
    },
    async take(name, facts) {
      const unfinished = placeOf(`${name}${unfinishedSuffix}`);
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(unfinished, { recursive: true, mode: 0o700 });
      try {
        await store.exclusively((database) =>
          database.prepare('VACUUM INTO ?').run(join(unfinished, databaseFile)),
        );
        await copyBlobFolder(join(folder, store.blobs.folder ?? ''), join(unfinished, 'blobs'));
        await writeFile(join(unfinished, factsFile), JSON.stringify(facts));
        await rm(placeOf(name), { recursive: true, force: true });
        await rename(unfinished, placeOf(name));
      } catch (error) {
        await rm(unfinished, { recursive: true, force: true });
        throw error;
      }
    },
    async open(name) {
      const place = placeOf(name);
      if (!existsSync(join(place, factsFile))) return undefined;
      const database = join(place, databaseFile);
      bringUpToDate(database);
      return { database, blobs: { prepare: () => prepare(join(place, 'blobs')) } };
    },
    async remove(name) {
      const isThere = existsSync(join(placeOf(name), factsFile));
      await rm(placeOf(name), { recursive: true, force: true });
      return isThere;
    },
    noBlobs: () => prepare(null),
    close: () => {},
  };
}

const unfinishedSuffix = '.unfinished';
const isUnfinished = (name: string) => name.endsWith(unfinishedSuffix);

/** A snapshot may be of an earlier version: it gets the shape of today. */
function bringUpToDate(file: string): void {
  const database = new DatabaseSync(file);
  try {
    migrate(database);
  } finally {
    database.close();
  }
}

interface InMemory extends SnapshotFacts {
  uri: string;
  /** Keeps the copy alive. */
  holder: DatabaseSync;
  blobs: ReadonlyMap<string, Uint8Array<SharedArrayBuffer>>;
}

function snapshotsInMemory(store: Store): Snapshots {
  const kept = new Map<string, InMemory>();
  const prepare = async (blobs: InMemory['blobs']): Promise<PreparedBlobs> => ({
    folder: null,
    use: async () => {
      store.blobs.exchange({ memory: blobs });
    },
    discard: async () => {},
  });
  return {
    list: async () =>
      [...kept].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { takenMs }]) => ({ name, takenMs })),
    async take(name, facts) {
      const uri = `file:kwit-${randomBytes(12).toString('hex')}?mode=memory&cache=shared`;
      const holder = new DatabaseSync(uri);
      try {
        await store.exclusively((database) => database.prepare('VACUUM INTO ?').run(uri));
      } catch (error) {
        holder.close();
        throw error;
      }
      kept.get(name)?.holder.close();
      kept.set(name, { ...facts, uri, holder, blobs: store.blobs.inMemory() });
    },
    async open(name) {
      const found = kept.get(name);
      return found && { database: found.uri, blobs: { prepare: () => prepare(found.blobs) } };
    },
    async remove(name) {
      kept.get(name)?.holder.close();
      return kept.delete(name);
    },
    noBlobs: () => prepare(new Map()),
    close: () => {
      for (const { holder } of kept.values()) holder.close();
      kept.clear();
    },
  };
}
