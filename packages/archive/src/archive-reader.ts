/**
 * Reading archives from anywhere, one file after another, in constant memory. What could harm is refused: names that
 * lead elsewhere, links, encrypted files, files that grow beyond what the caller allows.
 */

import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveKind } from './archive-writer.ts';
import { leadsElsewhere } from './entry-names.ts';
import { unpackEntry, zipEntries } from './zip-entries.ts';

/** The bytes of an archive, wherever they are. */
export interface ByteSource {
  readonly sizeBytes: number;
  /**
   * The bytes from `start` to before `end`; fewer than asked for only at the end of the archive. Where they are at hand,
   * without a promise: of a ZIP two pieces are read for each file.
   */
  read(start: number, end: number): Uint8Array | Promise<Uint8Array>;
}

export interface ArchivedFile {
  readonly name: string;
  readonly sizeBytes: number;
  /** The unpacked bytes; of a TarGz only before the next file is asked for. Throws {@link ArchiveError}. */
  content(): Promise<Uint8Array>;
}

export interface ReadLimits {
  readonly mostFiles: number;
  readonly mostFileBytes: number;
  /** Bytes of everything that is unpacked; of a TarGz also what stands between the files. Default: any. */
  readonly mostBytes?: number;
}

/**
 * The files of an archive in their order; folders are passed over.
 *
 * ```ts
 * for await (const file of readArchive('Zip', source, { mostFiles: 10_001, mostFileBytes: 10_000_000 })) {
 *   console.log(file.name, (await file.content()).length);
 * }
 * ```
 * @throws {ArchiveError}
 */
export async function* readArchive(
  kind: ArchiveKind,
  source: ByteSource,
  limits: ReadLimits,
): AsyncGenerator<ArchivedFile, void, void> {
  const files = kind === 'Zip' ? zipFiles(source, limits) : tarGzFiles(source, limits);
  let count = 0;
  for await (const file of files) {
    count += 1;
    if (count > limits.mostFiles) throw new ArchiveError('too-many-entries');
    if (leadsElsewhere(file.name)) throw new ArchiveError('entry-name', file.name);
    if (file.sizeBytes > limits.mostFileBytes) throw new ArchiveError('entry-too-large', file.name);
    yield file;
  }
}

const mostBytesOf = ({ mostBytes = Number.POSITIVE_INFINITY }: ReadLimits): number => mostBytes;

async function* zipFiles(source: ByteSource, limits: ReadLimits): AsyncGenerator<ArchivedFile, void, void> {
  let bytes = 0;
  for await (const entries of zipEntries(source)) {
    for (const entry of entries) {
      const { name, sizeBytes } = entry;
      bytes += sizeBytes;
      if (bytes > mostBytesOf(limits)) throw new ArchiveError('too-large');
      const content = async (): Promise<Uint8Array> => {
        // Nothing is unpacked that could be larger than was said or allowed.
        if (sizeBytes > limits.mostFileBytes) throw new ArchiveError('entry-too-large', name);
        return (await unpackEntry(source, entry)).bytes;
      };
      yield { name, sizeBytes, content };
    }
  }
}

async function asArchiveError<T>(work: Promise<T>, name: string): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof ArchiveError
      ? error
      : new ArchiveError('entry-unreadable', name, { cause: error });
  }
}

const pieceBytes = 1 << 20;

async function* pieces(source: ByteSource, start = 0, end = source.sizeBytes): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += pieceBytes) yield source.read(at, Math.min(end, at + pieceBytes));
}

async function* tarGzFiles(source: ByteSource, limits: ReadLimits): AsyncGenerator<ArchivedFile, void, void> {
  const { default: tar } = await import('tar-stream');
  const archive = tar.extract();
  const gunzip = createGunzip();
  let bytes = 0;
  // What describes a file is held in memory as a whole, and counts as well.
  gunzip.on('data', (piece: Uint8Array) => {
    bytes += piece.length;
    if (bytes > mostBytesOf(limits)) gunzip.destroy(new ArchiveError('too-large'));
  });
  // An error of any of them ends the last one, which is read below.
  const unpacked = pipeline(Readable.from(pieces(source)), gunzip, archive, () => {});
  try {
    for await (const entry of archive) {
      const { name, size = 0, type } = entry.header;
      if (type === 'directory') {
        entry.resume();
        continue;
      }
      if (type !== 'file' && type !== 'contiguous-file') throw new ArchiveError('entry-kind', name);
      let taken = false;
      const content = async (): Promise<Uint8Array> => {
        taken = true;
        if (size > limits.mostFileBytes) throw new ArchiveError('entry-too-large', name);
        const parts: Uint8Array[] = [];
        for await (const part of entry) parts.push(part as Uint8Array);
        return Buffer.concat(parts);
      };
      yield { name, sizeBytes: size, content: () => asArchiveError(content(), name) };
      if (!taken) entry.resume();
    }
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError('unreadable', undefined, { cause: error });
  } finally {
    unpacked.destroy();
  }
}
