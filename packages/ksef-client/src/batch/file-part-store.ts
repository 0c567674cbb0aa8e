/** Parts as files of Node. Loaded only where it is used. */
import { lstatSync, mkdirSync, openAsBlob } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { PartStore } from './part-store.ts';

/** Makes the folder where it is missing, readable by its owner alone. */
export function openFolder(given?: string): PartStore {
  const folder = given ?? join(tmpdir(), `kwit-parts-${userName().replace(/[^\w-]/g, '_')}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (given === undefined) refuseForeign(folder);
  const pathOf = (name: string) => {
    if (!/^[\w-][\w.-]*$/.test(name)) throw new Error(`not the name of a part: ${JSON.stringify(name)}`);
    return join(folder, name);
  };
  return {
    async create(name) {
      const path = pathOf(name);
      // Under its own name only once it is complete.
      const unfinished = `${path}.new`;
      const file = await open(unfinished, 'w', 0o600);
      return {
        async write(piece) {
          await file.writeFile(piece);
        },
        async close() {
          try {
            await file.sync();
          } finally {
            await file.close();
          }
          await rename(unfinished, path);
          // Its name is in the folder, which is kept apart from it.
          await syncFolder(folder);
        },
      };
    },
    async open(name) {
      try {
        return await openAsBlob(pathOf(name));
      } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        if (code === 'ENOENT' || code === 'ERR_INVALID_ARG_VALUE') return undefined;
        throw error;
      }
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
      await rm(`${pathOf(name)}.new`, { force: true });
    },
  };
}

/** Who runs the program; in containers a user may have a number and no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.());
  }
}

/** Not every system has folders that can be written through. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP'].includes(code)) throw error;
  } finally {
    await opened.close();
  }
}

/** A folder for temporary files is open to all: somebody else may have made one of this name. */
function refuseForeign(folder: string): void {
  const uid = process.getuid?.();
  const found = lstatSync(folder);
  const isOwn = uid === undefined || (found.uid === uid && (found.mode & 0o022) === 0);
  if (!found.isDirectory() || !isOwn)
    throw new Error(`${folder} belongs to somebody else; name another folder`);
}
