/**
 * ZIP, written here: libraries make several streams for every file, which for ten thousand invoices costs forty times
 * the compressing. A file is compressed in one call on the spot; handing each to the thread pool costs four times as
 * much as it takes. Source: APPNOTE of the ZIP format, 4.3; no ZIP64, so archives stay below 4 GiB.
 */
import { crc32, deflateRawSync, type ZlibOptions } from 'node:zlib';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveWriter, DeflatedFile, FileToPack } from './archive-writer.ts';
import { encodedName } from './entry-names.ts';

const versionNeeded = 20;
const methodDeflate = 8;
/** Names are UTF-8. */
const flagUtf8 = 0x0800;
/** 1 January 1980, the first day that the format knows: the time of packing tells nothing. */
const dosDate = 0x0021;
const localHeaderBytes = 30;
const directoryEntryBytes = 46;
const endBytes = 22;
const mostFiles = 0xfffe;
const mostBytes = 0xffff_fffe;
/** Sixteen bytes more than a file had is the most that deflate makes of each 16 KiB of it. */
const deflateBound = (bytes: number): number => bytes + (bytes >> 10) + 32;

/** Small files get small tables and little room: the usual sizes would cost more than compressing five kilobytes. */
const memoryFor = (bytes: number): ZlibOptions =>
  bytes <= 8192
    ? { windowBits: 13, memLevel: 6, chunkSize: Math.max(1024, bytes >> 1) }
    : { chunkSize: Math.min(1 << 16, bytes >> 1) };

export class ZipWriter implements ArchiveWriter {
  sizeBytes = 0;
  readonly #level: number;
  /** One buffer that grows: entries of their own would keep the memory alive that they were cut from. */
  #directory = Buffer.alloc(1 << 16);
  #directoryBytes = 0;
  #files = 0;

  constructor(level: number) {
    this.#level = level;
  }

  sizeWith(contentBytes: number): number {
    const longestName = 100;
    const entry = localHeaderBytes + longestName + deflateBound(contentBytes);
    return this.sizeBytes + entry + this.#directoryBytes + directoryEntryBytes + longestName + endBytes;
  }

  add({ name, content }: FileToPack): Uint8Array {
    const options = { level: this.#level, ...memoryFor(content.length) };
    const pack = () => ({ packed: deflateRawSync(content, options), crc: crc32(content) });
    return this.#add(name, content.length, pack);
  }

  addDeflated({ name, deflated, sizeBytes, crc32: crc }: DeflatedFile): Uint8Array {
    return this.#add(name, sizeBytes, () => ({ packed: deflated, crc }));
  }

  #add(name: string, sizeBytes: number, pack: () => { packed: Uint8Array; crc: number }): Uint8Array {
    const encoded = encodedName(name);
    const isFull = this.#files >= mostFiles || this.sizeWith(sizeBytes) > mostBytes;
    if (isFull) throw new ArchiveError('too-large-to-write', name);
    const { packed, crc } = pack();
    const head = this.#nextEntry(directoryEntryBytes + encoded.length);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(versionNeeded, 4);
    head.writeUInt16LE(versionNeeded, 6);
    head.writeUInt16LE(flagUtf8, 8);
    head.writeUInt16LE(methodDeflate, 10);
    head.writeUInt16LE(dosDate, 14);
    head.writeUInt32LE(crc, 16);
    head.writeUInt32LE(packed.length, 20);
    head.writeUInt32LE(sizeBytes, 24);
    head.writeUInt16LE(encoded.length, 28);
    head.writeUInt32LE(this.sizeBytes, 42);
    encoded.copy(head, directoryEntryBytes);
    return this.#out(localEntry(head, encoded, packed));
  }

  end(): Uint8Array {
    const end = Buffer.alloc(endBytes);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#files, 8);
    end.writeUInt16LE(this.#files, 10);
    end.writeUInt32LE(this.#directoryBytes, 12);
    end.writeUInt32LE(this.sizeBytes, 16);
    return this.#out(Buffer.concat([this.#directory.subarray(0, this.#directoryBytes), end]));
  }

  /** Zeroes for another entry of the directory. */
  #nextEntry(bytes: number): Buffer {
    const start = this.#directoryBytes;
    this.#files += 1;
    this.#directoryBytes += bytes;
    if (this.#directoryBytes > this.#directory.length) {
      const larger = Buffer.alloc(2 * this.#directory.length);
      this.#directory.copy(larger);
      this.#directory = larger;
    }
    return this.#directory.subarray(start, this.#directoryBytes);
  }

  #out(bytes: Buffer): Buffer {
    this.sizeBytes += bytes.length;
    return bytes;
  }
}

/** The file's own header has the same 26 bytes in the middle as its entry in the directory. */
function localEntry(head: Buffer, name: Buffer, packed: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(localHeaderBytes + name.length + packed.length);
  bytes.writeUInt32LE(0x04034b50, 0);
  head.copy(bytes, 4, 6, 32);
  name.copy(bytes, localHeaderBytes);
  bytes.set(packed, localHeaderBytes + name.length);
  return bytes;
}
