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
  /** Undefined where there is none. Throws `NewerDatabaseError`, `DamagedSnapshotError`, or what SQLite throws. */
  open(name: string): Promise<OpenSnapshot | undefined>;
  /** @returns whether there was one */
  remove(name: string): Promise<boolean>;
  /** The blobs of an empty state. */
  noBlobs(): Promise<PreparedBlobs>;
  close(): void;
}

/** Something of a snapshot is missing. */
export class DamagedSnapshotError extends Error {}

export const createSnapshots = (store: Store): Snapshots =>
  store.folder === null ? snapshotsInMemory(store) : snapshotsInFolder(store, store.folder);

const factsFile = 'snapshot.json';
const [snapshotsFolder, blobsFolder] = ['snapshots', 'blobs'];
/** Added to the name of a snapshot that is being made, replaced or removed; no name has a dot. */
const aside = { unfinished: '.unfinished', replaced: '.replaced', removed: '.removed' } as const;
const freshFolder = () => `blobs-${randomBytes(6).toString('hex')}`;

function snapshotsInFolder(store: Store, folder: string): Snapshots {
  const root = join(folder, snapshotsFolder);
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
        if (before) await removeIfPossible(join(folder, before));
      },
      discard: () => rm(path, { recursive: true, force: true }),
    };
  };
  return {
    async list() {
      const found: ({ name: string } & SnapshotFacts)[] = [];
      for (const name of existsSync(root) ? (await readdir(root)).sort() : []) {
        const facts = await readFile(join(root, name, factsFile), 'utf8').catch(() => undefined);
        if (facts !== undefined && !name.includes('.')) found.push({ name, ...JSON.parse(facts) });
      }
      return found;
    },
    async take(name, facts) {
      const unfinished = placeOf(name + aside.unfinished);
      await rm(unfinished, { recursive: true, force: true });
      await mkdir(unfinished, { recursive: true, mode: 0o700 });
      try {
        await store.exclusively((database) =>
          database.prepare('VACUUM INTO ?').run(join(unfinished, databaseFile)),
        );
        await copyBlobFolder(join(folder, store.blobs.folder ?? ''), join(unfinished, blobsFolder));
        await writeFile(join(unfinished, factsFile), JSON.stringify(facts));
        await putInPlace(unfinished, placeOf(name));
      } catch (error) {
        await rm(unfinished, { recursive: true, force: true });
        throw error;
      }
    },
    async open(name) {
      const place = placeOf(name);
      if (!existsSync(join(place, factsFile))) return undefined;
      const [database, blobs] = [join(place, databaseFile), join(place, blobsFolder)];
      if (!existsSync(database) || !existsSync(blobs)) throw new DamagedSnapshotError(name);
      bringUpToDate(database);
      return { database, blobs: { prepare: () => prepare(blobs) } };
    },
    async remove(name) {
      const place = placeOf(name);
      if (!existsSync(place)) return false;
      const isThere = existsSync(join(place, factsFile));
      const removed = place + aside.removed;
      await rm(removed, { recursive: true, force: true });
      // Half removed it must not look like one.
      await rename(place, removed);
      await removeIfPossible(removed);
      return isThere;
    },
    noBlobs: () => prepare(null),
    close: () => {},
  };
}

/** What is left is removed at the next start. */
const removeIfPossible = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true }).catch(() => {});

/** Puts a snapshot in place of the one that is there, if any; cut off anywhere, one of them is kept. */
async function putInPlace(unfinished: string, place: string): Promise<void> {
  const replaced = place + aside.replaced;
  await rm(replaced, { recursive: true, force: true });
  const isTaken = existsSync(place);
  if (isTaken) await rename(place, replaced);
  try {
    await rename(unfinished, place);
  } catch (error) {
    if (isTaken) await rename(replaced, place);
    throw error;
  }
  await removeIfPossible(replaced);
}

/** Settles what was cut off while snapshots were made, replaced or removed; called at the start. */
export async function settleSnapshots(folder: string): Promise<void> {
  const root = join(folder, snapshotsFolder);
  for (const found of existsSync(root) ? await readdir(root) : []) {
    const suffix = Object.values(aside).find((suffix) => found.endsWith(suffix));
    if (suffix === undefined) continue;
    const place = join(root, found.slice(0, -suffix.length));
    if (suffix === aside.replaced && !existsSync(place)) await rename(join(root, found), place);
    else await rm(join(root, found), { recursive: true, force: true });
  }
}

/** A snapshot may be of an earlier version: it gets the shape of today. */
function bringUpToDate(file: string): void {
  const database = new DatabaseSync(file);
  try {
    // Of an empty file SQLite makes an empty database.
    const tables = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'migrations'");
    if (!tables.get()) throw new DamagedSnapshotError(file);
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
