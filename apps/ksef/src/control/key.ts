/** The key of the control side. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../store/store.ts';

/** In the data folder, mode 0600. */
const keyFile = 'control-key';

/** What a key may look like: it travels in a header. */
export const isControlKey = (text: string): boolean => /^[\x21-\x7e]{16,200}$/.test(text);

/**
 * The key that was given, else the one of the data folder, else a fresh one, which is kept there.
 * Throws `KsefStartError` where the folder cannot be written to.
 */
export function controlKeyOf(given: string | null, store: Pick<Store, 'folder' | 'exportFile'>): string {
  if (given !== null) return given;
  const known = store.folder === null ? undefined : readIfThere(join(store.folder, keyFile));
  if (known !== undefined && isControlKey(known)) return known;
  const made = randomBytes(24).toString('base64url');
  store.exportFile(keyFile, `${made}\n`, 0o600);
  return made;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether a request carries the key; takes as long whatever it carries. */
export function hasKey(authorization: string | undefined, key: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(authorization ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(key));
}
