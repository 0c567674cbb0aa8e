/**
 * The files of an archive, one after another. What could harm is refused: paths that lead elsewhere, links,
 * encrypted files, files that grow far beyond any invoice. No name of the archive is ever used as a path.
 */
import { pipeline, Readable } from 'node:stream';
import { crc32, createGunzip, inflateRawSync } from 'node:zlib';
import type { CompressionType } from '@kwit/ksef-contract';
import { BatchFailure, batchSentences } from './batch-failure.ts';
import type { EncryptedPackage } from './encrypted-package.ts';

/** Larger files cannot be invoices, whatever the limits of a context are. */
export const entryMaxSizeBytes = 10_000_000;
/** From here on files are counted no further: the archive has too many anyway. */
const countedEntries = 100_000;
/** From here on files are not unpacked any more to see whether they can be. */
const unpackedEntries = 10_000;
const nameMaxLength = 128;

export interface ArchiveFile {
  /** As it is shown; cut where it is too long. */
  readonly name: string;
  /** Bytes once unpacked. */
  readonly size: number;
  /** Unpacks the file; for `TarGz` only before the next one is asked for. */
  content(): Promise<Uint8Array>;
}

/** Every file of the archive in its order. Throws `BatchFailure` 430 for an archive that cannot be read or trusted. */
export function archiveFiles(
  source: EncryptedPackage,
  compression: CompressionType,
): AsyncGenerator<ArchiveFile> {
  return compression === 'Zip' ? zipFiles(source) : tarGzFiles(source);
}

/** Unpacks every file once; says their sizes, in their order, of no more than `countedEntries`. */
export async function archiveSizes(
  source: EncryptedPackage,
  compression: CompressionType,
): Promise<number[]> {
  const sizes: number[] = [];
  for await (const file of archiveFiles(source, compression)) {
    sizes.push(file.size);
    if (sizes.length >= countedEntries) break;
    // Once there are too many, only their number is of interest.
    if (sizes.length <= unpackedEntries) await file.content();
  }
  return sizes;
}

const bad = (detail: string) => new BatchFailure('badArchive', detail);

/** Anything that a library says of the archive is a refusal of it. */
const asFailure = (error: unknown, detail: string) => (error instanceof BatchFailure ? error : bad(detail));

async function* zipFiles(source: EncryptedPackage): AsyncGenerator<ArchiveFile> {
  const { default: yauzl } = await import('yauzl');
  class PackageReader extends yauzl.RandomAccessReader {
    // Answers at once; the base class would make a stream for every few bytes.
    override read(
      buffer: Buffer,
      offset: number,
      length: number,
      position: number,
      callback: (error: Error | null) => void,
    ): void {
      const bytes = source.read(position, length);
      const isShort = bytes.length < length;
      bytes.copy(buffer, offset);
      setImmediate(callback, isShort ? new Error('unexpected end of the archive') : null);
    }
    override _readStreamForRange(start: number, end: number): Readable {
      return Readable.from([source.read(start, end - start)]);
    }
  }
  try {
    const archive = await yauzl.fromRandomAccessReaderPromise(new PackageReader(), source.size, {
      autoClose: false,
    });
    for await (const entry of archive.eachEntry()) {
      const name = entry.fileName;
      if (name.endsWith('/')) continue;
      if (entry.isEncrypted()) throw bad(batchSentences.entryEncrypted(shown(name)));
      if (!entry.canDecodeFileData()) throw bad(batchSentences.entryUnreadable(shown(name)));
      refuseName(name);
      refuseSize(name, entry.uncompressedSize);
      yield {
        name: shown(name),
        size: entry.uncompressedSize,
        content: readable(name, async () => {
          const { fileDataStart } = await archive.readLocalFileHeaderPromise(entry, { minimal: true });
          const packed = source.read(fileDataStart, entry.compressedSize);
          const bytes = unpacked(packed, entry.isCompressed(), entry.uncompressedSize, name);
          if (crc32(bytes) !== entry.crc32) throw bad(batchSentences.entryUnreadable(shown(name)));
          return bytes;
        }),
      };
    }
  } catch (error) {
    throw asFailure(error, batchSentences.unreadable);
  }
}

/** Whatever goes wrong while a file is unpacked is a refusal of the archive. */
const readable = (name: string, content: () => Promise<Uint8Array>) => (): Promise<Uint8Array> =>
  content().catch((error: unknown) => {
    throw asFailure(error, batchSentences.entryUnreadable(shown(name)));
  });

function unpacked(packed: Buffer, isCompressed: boolean, size: number, name: string): Uint8Array {
  try {
    // A copy: the bytes are a view of what is read next.
    const bytes = isCompressed
      ? inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) })
      : Uint8Array.from(packed);
    if (bytes.length === size) return bytes;
  } catch {
    // Told below.
  }
  throw bad(batchSentences.entryUnreadable(shown(name)));
}

async function* tarGzFiles(source: EncryptedPackage): AsyncGenerator<ArchiveFile> {
  const { default: tar } = await import('tar-stream');
  const archive = tar.extract();
  // An error of any of the three ends the last one, which the loop below reads.
  pipeline(Readable.from(source.pieces()), createGunzip(), archive, () => {});
  try {
    for await (const entry of archive) {
      const { name, type, size = 0 } = entry.header;
      if (type === 'directory') {
        entry.resume();
        continue;
      }
      if (type !== 'file' && type !== 'contiguous-file') throw bad(batchSentences.entryKind(shown(name)));
      refuseName(name);
      refuseSize(name, size);
      let isTaken = false;
      yield {
        name: shown(name),
        size,
        content: readable(name, async () => {
          isTaken = true;
          const pieces: Uint8Array[] = [];
          for await (const piece of entry) pieces.push(piece as Uint8Array);
          return Buffer.concat(pieces);
        }),
      };
      if (!isTaken) entry.resume();
    }
  } catch (error) {
    throw asFailure(error, batchSentences.unreadable);
  } finally {
    archive.destroy();
  }
}

function refuseName(name: string): void {
  const isPath = name.includes('\\') || name.includes('\0') || /^([a-zA-Z]:|\/)/.test(name);
  if (name === '' || isPath || name.split('/').includes('..')) {
    throw bad(batchSentences.entryName(shown(name)));
  }
}

function refuseSize(name: string, size: number): void {
  if (size > entryMaxSizeBytes) throw bad(batchSentences.entryTooLarge(shown(name), entryMaxSizeBytes));
}

const shown = (name: string): string => name.slice(0, nameMaxLength);
