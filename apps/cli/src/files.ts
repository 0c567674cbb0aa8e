/**
 * Reading what a person names and writing what they get: no half-written file, no silent overwriting, and errors of
 * the file system in words.
 */
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { addAbortSignal } from 'node:stream';
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
  // A name that is no UTF-8 reaches us with its bytes replaced, and then names no file.
  if (code === 'ENOENT' && file.includes('\uFFFD')) return refusedFile('file-name-encoding', file);
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

type FileFault =
  | 'file-name-encoding'
  | 'file-not-regular'
  | 'file-is-folder'
  | 'file-too-large'
  | 'credential-too-large'
  | 'same-file';

const refusedFile = (
  fault: FileFault,
  file: string,
  remedy: MessageKey = `remedy.${fault}`,
  limit = 0,
): CliError =>
  new CliError(fault, textOf(`error.${fault}`, { file, limit }), { remedy: textOf(remedy, { file }) });

/** What a file should hold: an invoice, or something to log in with. Sentences and limits go by it. */
export type InputKind = 'invoice' | 'credential';

const limitBytes: Readonly<Record<InputKind, number>> = { invoice: 50_000_000, credential: 1_000_000 };

/** A pipe that the shell has opened for us (`<(…)`): unlike a FIFO in a folder it has somebody at its other end. */
const handedOver = /^\/(dev|proc\/self)\/fd\/\d+$/;

/**
 * The bytes of a file that a person named. Devices, and pipes that nobody may ever write to, are refused; reading
 * stops at the limit, whatever size the system claims. Throws {@link CliError} with what is wrong with it.
 */
export function readInput(file: string, kind: InputKind = 'invoice'): Uint8Array {
  const isHandedOver = handedOver.test(file);
  let handle: number | undefined;
  try {
    // Without waiting: opening a FIFO would otherwise last until somebody writes to it.
    handle = openSync(file, constants.O_RDONLY | (isHandedOver ? 0 : (constants.O_NONBLOCK ?? 0)));
    const found = fstatSync(handle);
    if (found.isDirectory())
      throw refusedFile(
        'file-is-folder',
        file,
        kind === 'invoice' ? 'remedy.file-is-folder' : 'remedy.file-needed',
      );
    if (!found.isFile() && !(isHandedOver && (found.isFIFO() || found.isSocket())))
      throw refusedFile('file-not-regular', file);
    return readBounded(handle, file, kind);
  } catch (error) {
    throw fileError(error, file);
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

function readBounded(handle: number, file: string, kind: InputKind): Uint8Array {
  const parts: Buffer[] = [];
  let length = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(65_536);
    const count = readSync(handle, part);
    if (count === 0) return Buffer.concat(parts);
    length += count;
    if (length > limitBytes[kind]) throw tooLarge(file, kind);
    parts.push(part.subarray(0, count));
  }
}

const tooLarge = (file: string, kind: InputKind): CliError =>
  kind === 'invoice'
    ? refusedFile('file-too-large', file, 'remedy.file-too-large', limitBytes.invoice / 1e6)
    : refusedFile('credential-too-large', file);

/** Whether a name on the command line means standard input. */
export const isStandardInput = (file: string): boolean => file === '-' || file === '/dev/stdin';

/** Standard input to its end, with the same limit as a file. Throws {@link CliError}, or the signal's reason. */
export async function readStandardInput(
  kind: InputKind = 'invoice',
  signal?: AbortSignal,
): Promise<Uint8Array> {
  if (signal) addAbortSignal(signal, process.stdin);
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of process.stdin) {
    length += part.length;
    if (length > limitBytes[kind]) throw tooLarge('-', kind);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/**
 * Refuses a place for a result before any work is done: a folder that is not there (a mistyped path must not make
 * folders), or the very file that the result is made from. Throws {@link CliError}.
 */
export function checkResultFile(file: string, source?: string): void {
  const folder = dirname(resolve(file));
  if (!existsSync(folder))
    throw new CliError('folder-missing', textOf('error.folder-missing', { folder }), {
      remedy: textOf('remedy.folder-missing'),
    });
  if (source !== undefined && existsSync(file) && realpathSync(file) === realpathSync(source))
    throw refusedFile('same-file', file);
}

/**
 * Refuses a file that is there already as `file-exists`. Throws {@link CliError}.
 * @param remedy where the command has other options than usual
 */
export function checkNotThere(file: string, remedy: MessageKey = 'remedy.file-exists'): void {
  if (existsSync(file))
    throw new CliError('file-exists', textOf('error.file-exists', { file }), {
      remedy: textOf(remedy),
    });
}

interface WriteOptions {
  /** Replace a file that is there; otherwise it is refused as `file-exists`. */
  overwrite: boolean;
  /** Permissions of the file; the usual ones where left out. */
  mode?: number;
}

/** A file that is being written, and is not there before it is finished. */
export interface WholeFile {
  /** Throws {@link CliError}; nothing is left behind then. */
  write(bytes: Uint8Array): void;
  /** Flushes it to the disk and puts it in place. Throws {@link CliError}; nothing is left behind then. */
  finish(): void;
  /** Removes what was written. */
  abandon(): void;
}

/**
 * Begins a file that is written as a whole or not at all: into a temporary file beside it, flushed to the disk, then put
 * in place. Throws {@link CliError}.
 */
export function openWhole(file: string, options: WriteOptions): WholeFile {
  const temporary = temporaryFor(file);
  let handle: number | undefined;
  const close = () => {
    if (handle !== undefined) closeSync(handle);
    handle = undefined;
  };
  const abandon = () => {
    close();
    rmSync(temporary, { force: true });
  };
  const orAbandon = (work: () => void) => {
    try {
      work();
    } catch (error) {
      abandon();
      throw fileError(error, file);
    }
  };
  orAbandon(() => {
    makeFolder(dirname(file));
    handle = openSync(temporary, 'wx', options.mode ?? 0o666);
  });
  return {
    abandon,
    write: (bytes) =>
      orAbandon(() => {
        for (let done = 0; done < bytes.length; ) done += writeSync(handle as number, bytes, done);
      }),
    finish: () =>
      orAbandon(() => {
        fsyncSync(handle as number);
        close();
        if (options.overwrite) renameSync(temporary, file);
        else placeNew(temporary, file);
      }),
  };
}

/** Writes a file as a whole or not at all. Throws {@link CliError}; a failed write leaves nothing behind. */
export function writeWhole(file: string, bytes: Uint8Array | string, options: WriteOptions): void {
  const whole = openWhole(file, options);
  whole.write(typeof bytes === 'string' ? Buffer.from(bytes) : bytes);
  whole.finish();
}

/** A file that has to be written. */
export interface FileToWrite {
  readonly file: string;
  readonly content: string;
}

/**
 * Writes many files, each as a whole or not at all, replacing what is there. Waiting for the disk takes longer than
 * anything else, so that it is done for all of them at once. Throws {@link CliError}; what is not in place then leaves
 * nothing behind.
 */
export async function writeManyWhole(files: readonly FileToWrite[]): Promise<void> {
  for (const folder of new Set(files.map(({ file }) => dirname(file)))) {
    try {
      makeFolder(folder);
    } catch (error) {
      throw fileError(error, folder);
    }
  }
  const ended = await Promise.allSettled(files.map(replaceWhole));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

async function replaceWhole({ file, content }: FileToWrite): Promise<void> {
  const temporary = temporaryFor(file);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw fileError(error, file);
  }
}

const temporaryFor = (file: string): string =>
  join(dirname(file), `.${basename(file).slice(0, 100)}.${randomBytes(6).toString('hex')}.tmp`);

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
