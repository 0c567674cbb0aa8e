/** The directory of a ZIP and the files behind it, each read by its place: several readers can share the work. */
import type { Readable } from 'node:stream';
import { crc32, type InflateRaw, inflateRawSync } from 'node:zlib';
import type { Entry } from 'yauzl';
import { ArchiveError } from './archive-error.ts';
import type { ByteSource } from './archive-reader.ts';

/** A file as the directory tells it. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes once unpacked. */
  readonly sizeBytes: number;
  readonly packedBytes: number;
  readonly isDeflated: boolean;
  readonly isEncrypted: boolean;
  /** Whether it stands for another file, by what Unix says of it. */
  readonly isLink: boolean;
  /** Whether it is packed in a way that is known, and not encrypted. */
  readonly isReadable: boolean;
  readonly crc32: number;
  /** Place of its own header in the archive. */
  readonly headerStart: number;
}

export interface UnpackedFile {
  readonly bytes: Uint8Array;
  /**
   * The same as raw DEFLATE, where the archive has exactly that; valid until the source is read again. It can go into
   * another archive as it is.
   */
  readonly deflated: Uint8Array | null;
}

/** So much of the directory is read at once. */
const directoryPieceBytes = 1 << 16;

/** With what an entry of the directory begins, and a file. */
const [directorySignature, fileSignature] = ['PK\x01\x02', 'PK\x03\x04'];

/** So many entries are handed out at once, or fewer: a turn of the event loop for each would take longer than reading it. */
const entriesAtOnce = 500;

/**
 * The entries in the order of the directory, many at a time; folders are passed over.
 * @throws {ArchiveError} `unreadable`
 */
export async function* zipEntries(source: ByteSource): AsyncGenerator<ZipEntry[], void, void> {
  const { default: yauzl } = await import('yauzl');
  class SourceReader extends yauzl.RandomAccessReader {
    /** Where what was read last ends. */
    end = 0;
    /** What was read last, and the little pieces after it: each entry takes two of them. */
    #start = 0;
    #piece: Uint8Array = new Uint8Array();

    // Without the stream that the base class would make for every few bytes.
    override read(
      buffer: Buffer,
      offset: number,
      length: number,
      position: number,
      callback: (error: Error | null) => void,
    ): void {
      this.end = position + length;
      const start = position - this.#start;
      if (start >= 0 && start + length <= this.#piece.length) {
        buffer.set(this.#piece.subarray(start, start + length), offset);
        callback(null);
        return;
      }
      const reading = async () => source.read(position, position + Math.max(length, directoryPieceBytes));
      reading().then(
        (bytes) => {
          this.#start = position;
          // A copy, because the source may give a view of what it reads next.
          this.#piece = Uint8Array.from(bytes);
          buffer.set(this.#piece.subarray(0, length), offset);
          callback(bytes.length < length ? new Error('unexpected end of the archive') : null);
        },
        (error) => callback(error as Error),
      );
    }
    override _readStreamForRange(): Readable {
      throw new Error('files are read by their places');
    }
  }
  try {
    const reader = new SourceReader();
    // Names as they are: decoded by `yauzl`, a backslash would become a slash, and what a name leads to would not be told.
    const options = { autoClose: false, decodeStrings: false };
    const archive = await yauzl.fromRandomAccessReaderPromise(reader, source.sizeBytes, options);
    let last: Entry | undefined;
    let failure: unknown;
    let goOn = (): void => {};
    archive.on('entry', (entry) => {
      last = entry;
      goOn();
    });
    archive.on('error', (error) => {
      failure = error;
      goOn();
    });
    let entries: ZipEntry[] = [];
    for (let count = 0; count < archive.entryCount; count += 1) {
      last = undefined;
      archive.readEntry();
      // Most are there at once, out of the piece that was read last.
      if (last === undefined && failure === undefined) {
        await new Promise<void>((resolve) => {
          goOn = resolve;
        });
      }
      if (last === undefined) {
        // What is wrong with those before it comes first.
        yield entries;
        throw failure;
      }
      const { generalPurposeBitFlag, fileNameRaw, extraFields } = last as Entry;
      const name = yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
      if (!name.endsWith('/')) entries.push(entryOf(last, name));
      if (entries.length < entriesAtOnce) continue;
      yield entries;
      entries = [];
    }
    if (entries.length > 0) yield entries;
    // Files that the end of the archive does not count would be passed over without a word.
    const hasEntries = archive.entryCount > 0;
    const end = hasEntries ? reader.end : 0;
    const signature = Buffer.from(await source.read(end, end + 4)).toString('latin1');
    if (signature === (hasEntries ? directorySignature : fileSignature)) throw new ArchiveError('unreadable');
  } catch (error) {
    throw error instanceof ArchiveError ? error : new ArchiveError('unreadable', undefined, { cause: error });
  }
}

function entryOf(entry: Entry, name: string): ZipEntry {
  const isEncrypted = entry.isEncrypted();
  return {
    name,
    sizeBytes: entry.uncompressedSize,
    packedBytes: entry.compressedSize,
    isDeflated: entry.isCompressed(),
    isEncrypted,
    isLink: isLink(entry),
    isReadable: !isEncrypted && entry.canDecodeFileData(),
    crc32: entry.crc32,
    headerStart: entry.relativeOffsetOfLocalHeader,
  };
}

const madeByUnix = 3;
const [kindMask, linkKind] = [0o170000, 0o120000];

const isLink = (entry: { versionMadeBy: number; externalFileAttributes: number }): boolean =>
  entry.versionMadeBy >>> 8 === madeByUnix && ((entry.externalFileAttributes >>> 16) & kindMask) === linkKind;

const localHeaderBytes = 30;

/** An entry whose bytes, by the directory, are also those of another: a small archive could be of any size unpacked. */
export function findOverlapping(entries: readonly ZipEntry[]): ZipEntry | undefined {
  const inOrder = entries.toSorted((one, other) => one.headerStart - other.headerStart);
  return inOrder.find((entry, index) => {
    const before = inOrder[index - 1];
    return before && entry.headerStart < before.headerStart + localHeaderBytes + before.packedBytes;
  });
}

/**
 * Unpacks one file; never more than the directory says of it.
 * @throws {ArchiveError} `entry-unreadable`
 */
export async function unpackEntry(source: ByteSource, entry: ZipEntry): Promise<UnpackedFile> {
  const unreadable = (cause?: unknown) => new ArchiveError('entry-unreadable', entry.name, { cause });
  if (!entry.isReadable) throw unreadable();
  try {
    const file = await unpacked(source, entry);
    if (file && crc32(file.bytes) === entry.crc32) return file;
  } catch (error) {
    throw unreadable(error);
  }
  throw unreadable();
}

async function unpacked(source: ByteSource, entry: ZipEntry): Promise<UnpackedFile | undefined> {
  const packed = await packedBytesOf(source, entry);
  if (packed === undefined) return undefined;
  const { sizeBytes, packedBytes, isDeflated } = entry;
  // A copy, because the source may give a view of what it reads next.
  if (!isDeflated)
    return sizeBytes === packedBytes ? { bytes: Uint8Array.from(packed), deflated: null } : undefined;
  return inflated(packed, sizeBytes);
}

type Soon<Value> = Value | Promise<Value>;

/** Goes on with a value, at once where it is there. */
const after = <In, Out>(value: Soon<In>, next: (value: In) => Soon<Out>): Soon<Out> =>
  value instanceof Promise ? value.then(next) : next(value);

/**
 * What a file is packed to, which may be a view of what the source reads next; undefined where it is not there. It throws
 * or rejects what the source does.
 */
export const packedBytesOf = (
  source: ByteSource,
  { headerStart, packedBytes }: ZipEntry,
): Soon<Uint8Array | undefined> =>
  after(source.read(headerStart, headerStart + localHeaderBytes), (bytes) => {
    const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (header.getUint32(0, true) !== 0x04034b50) return undefined;
    const start = headerStart + localHeaderBytes + header.getUint16(26, true) + header.getUint16(28, true);
    return after(source.read(start, start + packedBytes), (packed) =>
      packed.length === packedBytes ? packed : undefined,
    );
  });

/** One byte of room more than needed: the end of the data is then met in the first round. */
function inflated(packed: Uint8Array, sizeBytes: number): UnpackedFile | undefined {
  const room = sizeBytes + 1;
  const { buffer, engine } = inflateRawSync(packed, {
    maxOutputLength: room,
    chunkSize: Math.max(room, 64),
    info: true,
  }) as unknown as { buffer: Buffer; engine: InflateRaw };
  if (buffer.length !== sizeBytes) return undefined;
  return { bytes: buffer, deflated: engine.bytesWritten === packed.length ? packed : null };
}
