/**
 * The files of a package, as threads read them. What could harm is refused: paths that lead elsewhere, links,
 * encrypted files, files that grow far beyond any invoice. No name of the archive is ever used as a path.
 */
import { crc32 } from 'node:zlib';
import {
  type ArchivedFile,
  ArchiveError,
  type ByteSource,
  findOverlapping,
  readArchive,
  testEntries,
  unpackEntries,
  type ZipEntry,
  zipEntries,
} from '@kwit/archive';
import type { CompressionType } from '@kwit/ksef-contract';
import { BatchFailure, batchSentences } from './batch-failure.ts';
import type { EncryptedPackage } from './encrypted-package.ts';
import type { Chunk } from './judge-messages.ts';

/** Larger files cannot be invoices, whatever the limits of a context are. */
const entryMaxSizeBytes = 10_000_000;
/** From here on files are counted no further: the archive has too many anyway. */
const countedEntries = 100_001;
const nameMaxLength = 128;
/**
 * A package may unpack to so many bytes, or to so many times its own. Invoices are packed 5 to 30 times, one of thousands
 * of equal lines 190 times, and a thousand times what was made to keep others waiting.
 */
const freelyUnpackedBytes = 500_000_000;
const mostRatio = 200;

export interface PackageFile {
  /** As it is shown; cut where it is too long. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The same as raw DEFLATE, where the archive has it so. */
  readonly deflated: Uint8Array | null;
  readonly crc32: number;
}

export interface PackageReader {
  /** Sizes of the files in their order, of no more than `countedEntries`. */
  sizes(): Promise<number[]>;
  /** Unpacks files, to see whether they can be, in the thread pool; others may be read meanwhile. */
  check(chunk: Chunk): Promise<void>;
  /** Unpacks files; each chunk must be later in the package than the one before. */
  read(chunk: Chunk): AsyncGenerator<PackageFile, void, void>;
  close(): Promise<void>;
}

/** Reads a package whose parts were located. Everything throws `BatchFailure` 430 for what cannot be read or trusted. */
export const packageReader = (
  source: EncryptedPackage,
  compression: CompressionType,
  maxInvoices: number,
): PackageReader => {
  const bytes: ByteSource = {
    sizeBytes: source.size,
    read: (start, end) => source.read(start, end - start),
  };
  const mostBytes = Math.max(freelyUnpackedBytes, source.sentBytes * mostRatio);
  return compression === 'Zip'
    ? new ZipReader(bytes, mostBytes)
    : new TarGzReader(bytes, mostBytes, maxInvoices);
};

/** Any file is found by its place. */
class ZipReader implements PackageReader {
  readonly #source: ByteSource;
  readonly #mostBytes: number;
  #entries: ZipEntry[] = [];

  constructor(source: ByteSource, mostBytes: number) {
    this.#source = source;
    this.#mostBytes = mostBytes;
  }

  async sizes(): Promise<number[]> {
    this.#entries = await refusing(() => this.#listed());
    return this.#entries.map(({ sizeBytes }) => sizeBytes);
  }

  async #listed(): Promise<ZipEntry[]> {
    const entries: ZipEntry[] = [];
    let bytes = 0;
    for await (const some of zipEntries(this.#source)) {
      for (const entry of some) {
        const { name, sizeBytes, isEncrypted, isLink, isReadable } = entry;
        if (isLink) throw bad(batchSentences.entryKind(shown(name)));
        if (isEncrypted) throw bad(batchSentences.entryEncrypted(shown(name)));
        if (!isReadable) throw bad(batchSentences.entryUnreadable(shown(name)));
        refuse(name, sizeBytes);
        bytes += sizeBytes;
        if (bytes > this.#mostBytes) throw new ArchiveError('too-large');
        entries.push(entry);
        // There are too many anyway.
        if (entries.length >= countedEntries) return entries;
      }
    }
    const overlapping = findOverlapping(entries);
    if (overlapping) throw bad(batchSentences.entryUnreadable(shown(overlapping.name)));
    return entries;
  }

  async check({ first, end }: Chunk): Promise<void> {
    await refusing(() => testEntries(this.#source, this.#entries.slice(first, end)));
  }

  async *read({ first, end }: Chunk): AsyncGenerator<PackageFile, void, void> {
    const entries = this.#entries.slice(first, end);
    const groups = unpackEntries(this.#source, entries);
    for (let at = 0; at < entries.length; ) {
      const { value: group } = await refusing(() => groups.next());
      if (!group) throw new Error('fewer files were unpacked than asked for');
      for (const { bytes, deflated } of group) {
        const entry = entries[at++] as ZipEntry;
        yield { name: shown(entry.name), bytes, deflated, crc32: entry.crc32 };
      }
    }
    await groups.return();
  }

  async close(): Promise<void> {}
}

/** Files come one after another: whoever reads some passes over those before. */
class TarGzReader implements PackageReader {
  /** What is beyond is not unpacked to see whether it can be: there are too many anyway. */
  readonly #maxInvoices: number;
  readonly #mostBytes: number;
  readonly #source: ByteSource;
  #files: AsyncGenerator<ArchivedFile, void, void>;
  /** Place of the file that comes next. */
  #next = 0;

  constructor(source: ByteSource, mostBytes: number, maxInvoices: number) {
    this.#source = source;
    this.#mostBytes = mostBytes;
    this.#maxInvoices = maxInvoices;
    this.#files = this.#started();
  }

  #started(): AsyncGenerator<ArchivedFile, void, void> {
    return readArchive('TarGz', this.#source, {
      mostFiles: Number.POSITIVE_INFINITY,
      mostFileBytes: entryMaxSizeBytes,
      mostBytes: this.#mostBytes,
    });
  }

  /** Unpacks everything: there is no other way to know it, and so it is also seen whether that can be done. */
  async sizes(): Promise<number[]> {
    const sizes: number[] = [];
    await refusing(async () => {
      for await (const { name, sizeBytes, content } of this.#started()) {
        refuse(name, sizeBytes);
        sizes.push(sizeBytes);
        if (sizes.length >= countedEntries) break;
        if (sizes.length <= this.#maxInvoices) await content();
      }
    });
    return sizes;
  }

  async check(): Promise<void> {}

  async *read({ first, end }: Chunk): AsyncGenerator<PackageFile, void, void> {
    while (this.#next < end) {
      const file = await refusing(() => this.#files.next());
      if (file.done) throw new Error(`the package ended before its file ${end}`);
      this.#next += 1;
      if (this.#next <= first) continue;
      const bytes = await refusing(() => file.value.content());
      yield { name: shown(file.value.name), bytes, deflated: null, crc32: crc32(bytes) };
    }
  }

  async close(): Promise<void> {
    await this.#files.return(undefined);
  }
}

const bad = (detail: string) => new BatchFailure('badArchive', detail);

/** Whatever is said of an archive is a refusal of it. */
async function refusing<Outcome>(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ArchiveError ? bad(sentenceOf(error)) : error;
  }
}

function sentenceOf({ code, entry }: ArchiveError): string {
  const name = shown(entry ?? '');
  switch (code) {
    case 'entry-name':
      return batchSentences.entryName(name);
    case 'entry-kind':
      return batchSentences.entryKind(name);
    case 'too-large':
      return batchSentences.tooLarge;
    case 'entry-too-large':
      return batchSentences.entryTooLarge(name, entryMaxSizeBytes);
    case 'entry-unreadable':
      return batchSentences.entryUnreadable(name);
    default:
      return batchSentences.unreadable;
  }
}

function refuse(name: string, size: number): void {
  const isPath = name.includes('\\') || name.includes('\0') || /^([a-zA-Z]:|\/)/.test(name);
  if (name === '' || isPath || name.split('/').includes('..')) {
    throw bad(batchSentences.entryName(shown(name)));
  }
  if (size > entryMaxSizeBytes) throw bad(batchSentences.entryTooLarge(shown(name), entryMaxSizeBytes));
}

const shown = (name: string): string => name.slice(0, nameMaxLength);
