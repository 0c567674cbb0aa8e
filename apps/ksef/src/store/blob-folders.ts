/** Folders of blobs as a whole: copied without copying bytes, exchanged for one another. */
import { constants } from 'node:fs';
import { copyFile, link, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Blobs of a data folder that never exchanged them. */
export const firstBlobFolder = 'blobs';

/**
 * Makes a copy of a folder of blobs, or an empty folder where there is none. The files are shared: a blob is only ever
 * replaced or removed, never written to. Where the disk cannot share files their bytes are copied.
 */
export async function copyBlobFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  const entries = await readdir(from, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const entry of entries) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyBlobFolder(source, target);
    else await link(source, target).catch(() => copyFile(source, target, constants.COPYFILE_FICLONE));
  }
}

/** Removes what an exchange that was cut off has left: every folder of blobs but the one in use. */
export async function removeOtherBlobFolders(folder: string, current: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const isOther = /^blobs(-[0-9a-f]+)?$/.test(name) && name !== current;
    if (isOther) await rm(join(folder, name), { recursive: true, force: true });
  }
}
