/** The key of the control side. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In the data folder, mode 0600. */
const keyFile = 'control-key';

/** What a key may look like: it travels in a header. */
export const isControlKey = (text: string): boolean => /^[\x21-\x7e]{16,200}$/.test(text);

/** The key that was given, else the one of the data folder, else a fresh one, which is kept there. */
export function controlKeyOf(given: string | null, folder: string | null): string {
  if (given !== null) return given;
  if (folder === null) return randomBytes(24).toString('base64url');
  const path = join(folder, keyFile);
  const known = readIfThere(path);
  if (known !== undefined && isControlKey(known)) return known;
  const made = randomBytes(24).toString('base64url');
  writeFileSync(path, `${made}\n`, { mode: 0o600 });
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
