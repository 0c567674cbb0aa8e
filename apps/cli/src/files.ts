/**
 * Reading what a person names and writing what they get: no half-written file, no silent overwriting, and errors of
 * the file system in words.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CliError } from './exit.ts';
import { makeFolder } from './folders.ts';
import { type MessageKey, textOf } from './messages.ts';

const known: Readonly<Record<string, { code: string; message: MessageKey; remedy: MessageKey }>> = {
  ENOENT: { code: 'file-missing', message: 'error.file-missing', remedy: 'remedy.file-missing' },
  ENOTDIR: { code: 'file-missing', message: 'error.file-missing', remedy: 'remedy.file-missing' },
  EACCES: { code: 'file-denied', message: 'error.file-denied', remedy: 'remedy.file-denied' },
  EPERM: { code: 'file-denied', message: 'error.file-denied', remedy: 'remedy.file-denied' },
  EISDIR: { code: 'file-is-folder', message: 'error.file-is-folder', remedy: 'remedy.file-is-folder' },
  EEXIST: { code: 'file-exists', message: 'error.file-exists', remedy: 'remedy.file-exists' },
  ENOSPC: { code: 'disk-full', message: 'error.disk-full', remedy: 'remedy.disk-full' },
  EDQUOT: { code: 'disk-full', message: 'error.disk-full', remedy: 'remedy.disk-full' },
  EROFS: { code: 'disk-read-only', message: 'error.disk-read-only', remedy: 'remedy.disk-read-only' },
};

/** How file systems without hard links (memory sticks, some network shares) say that they have none. */
const withoutLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK']);

/** Turns an error of the file system into one that a person can act on; anything else is handed back as it is. */
export function fileError(error: unknown, file: string): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (!code || !(error as NodeJS.ErrnoException).syscall) return error;
  const words = known[code] ?? {
    code: 'file-error',
    message: 'error.file-error',
    remedy: 'remedy.file-error',
  };
  return new CliError(words.code, textOf(words.message as MessageKey, { file, reason: code }), {
    remedy: textOf(words.remedy as MessageKey, { file }),
    cause: error,
  });
}

/** The bytes of a file that a person named. Throws {@link CliError} with what is wrong with it. */
export function readInput(file: string, limitBytes = 50_000_000): Uint8Array {
  try {
    const { size } = statSync(file);
    if (size > limitBytes)
      throw new CliError(
        'file-too-large',
        textOf('error.file-too-large', { file, limit: limitBytes / 1e6 }),
        {
          remedy: textOf('remedy.file-too-large'),
        },
      );
    return readFileSync(file);
  } catch (error) {
    throw fileError(error, file);
  }
}

interface WriteOptions {
  /** Replace a file that is there; otherwise it is refused as `file-exists`. */
  overwrite: boolean;
  /** Permissions of the file; the usual ones where left out. */
  mode?: number;
}

/**
 * Writes a file as a whole or not at all: into a temporary file beside it, flushed to the disk, then put in place.
 * Throws {@link CliError}; a failed write leaves nothing behind.
 */
export function writeWhole(file: string, bytes: Uint8Array | string, options: WriteOptions): void {
  const temporary = join(
    dirname(file),
    `.${basename(file).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  let handle: number | undefined;
  try {
    makeFolder(dirname(file));
    handle = openSync(temporary, 'wx', options.mode ?? 0o666);
    const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
    for (let done = 0; done < content.length; ) done += writeSync(handle, content, done);
    fsyncSync(handle);
    closeSync(handle);
    handle = undefined;
    if (options.overwrite) renameSync(temporary, file);
    else placeNew(temporary, file);
  } catch (error) {
    if (handle !== undefined) closeSync(handle);
    rmSync(temporary, { force: true });
    throw fileError(error, file);
  }
}

/** Puts a finished file where none is yet. A link refuses an existing one in the same step. */
function placeNew(temporary: string, file: string): void {
  try {
    linkSync(temporary, file);
    rmSync(temporary, { force: true });
  } catch (error) {
    if (!withoutLinks.has(String((error as NodeJS.ErrnoException).code))) throw error;
    closeSync(openSync(file, 'wx'));
    renameSync(temporary, file);
  }
}
