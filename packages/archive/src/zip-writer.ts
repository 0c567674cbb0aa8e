/**
 * ZIP, written here: libraries make several streams for every file, which for ten thousand invoices costs forty times
 * the compressing. A file is compressed in one call on the spot; handing each to the thread pool costs four times as
 * much as it takes. Source: APPNOTE of the ZIP format, 4.3; no ZIP64, so archives stay below 4 GiB.
 */
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

/** A content as raw DEFLATE, and its CRC-32. */
export interface Deflated {
  readonly packed: Uint8Array;
  readonly crc: number;
}

/** Memory that small entries share. */
const slabBytes = 1 << 16;

/** Runs in browsers as well: what compresses is given. */
export class ZipWriter implements ArchiveWriter {
  sizeBytes = 0;
  readonly #deflate: (content: Uint8Array) => Deflated;
  /** One buffer that grows: entries of their own would keep the memory alive that they were cut from. */
  #directory = new Uint8Array(1 << 16);
  #directoryBytes = 0;
  #files = 0;
  #slab = new Uint8Array();
  #slabUsed = slabBytes;

  constructor(deflate: (content: Uint8Array) => Deflated) {
    this.#deflate = deflate;
  }

  sizeWith(contentBytes: number): number {
    const longestName = 100;
    const entry = localHeaderBytes + longestName + deflateBound(contentBytes);
    return this.sizeBytes + entry + this.#directoryBytes + directoryEntryBytes + longestName + endBytes;
  }

  add({ name, content }: FileToPack): Uint8Array {
    return this.#add(name, content.length, () => this.#deflate(content));
  }

  addDeflated({ name, deflated, sizeBytes, crc32: crc }: DeflatedFile): Uint8Array {
    return this.#add(name, sizeBytes, () => ({ packed: deflated, crc }));
  }

  #add(name: string, sizeBytes: number, pack: () => Deflated): Uint8Array {
    const encoded = encodedName(name);
    const isFull = this.#files >= mostFiles || this.sizeWith(sizeBytes) > mostBytes;
    if (isFull) throw new ArchiveError('too-large-to-write', name);
    const { packed, crc } = pack();
    const head = this.#nextEntry(directoryEntryBytes + encoded.length);
    const fields = viewOf(head);
    fields.setUint32(0, 0x02014b50, true);
    fields.setUint16(4, versionNeeded, true);
    fields.setUint16(6, versionNeeded, true);
    fields.setUint16(8, flagUtf8, true);
    fields.setUint16(10, methodDeflate, true);
    fields.setUint16(14, dosDate, true);
    fields.setUint32(16, crc, true);
    fields.setUint32(20, packed.length, true);
    fields.setUint32(24, sizeBytes, true);
    fields.setUint16(28, encoded.length, true);
    fields.setUint32(42, this.sizeBytes, true);
    head.set(encoded, directoryEntryBytes);
    return this.#out(this.#localEntry(head, encoded, packed));
  }

  end(): Uint8Array {
    const bytes = new Uint8Array(this.#directoryBytes + endBytes);
    bytes.set(this.#directory.subarray(0, this.#directoryBytes));
    const end = viewOf(bytes.subarray(this.#directoryBytes));
    end.setUint32(0, 0x06054b50, true);
    end.setUint16(8, this.#files, true);
    end.setUint16(10, this.#files, true);
    end.setUint32(12, this.#directoryBytes, true);
    end.setUint32(16, this.sizeBytes, true);
    return this.#out(bytes);
  }

  /** Zeroes for another entry of the directory. */
  #nextEntry(bytes: number): Uint8Array {
    const start = this.#directoryBytes;
    this.#files += 1;
    this.#directoryBytes += bytes;
    if (this.#directoryBytes > this.#directory.length) {
      const larger = new Uint8Array(2 * this.#directory.length);
      larger.set(this.#directory);
      this.#directory = larger;
    }
    return this.#directory.subarray(start, this.#directoryBytes);
  }

  /** The file's own header has the same 26 bytes in the middle as its entry in the directory. */
  #localEntry(head: Uint8Array, name: Uint8Array, packed: Uint8Array): Uint8Array {
    const bytes = this.#room(localHeaderBytes + name.length + packed.length);
    viewOf(bytes).setUint32(0, 0x04034b50, true);
    bytes.set(head.subarray(6, 32), 4);
    bytes.set(name, localHeaderBytes);
    bytes.set(packed, localHeaderBytes + name.length);
    return bytes;
  }

  /** Zeroes for an entry. Small ones lie side by side: memory of its own for each took 5 % of the time of packing. */
  #room(length: number): Uint8Array {
    if (length > slabBytes / 8) return new Uint8Array(length);
    if (this.#slabUsed + length > slabBytes) {
      this.#slab = new Uint8Array(slabBytes);
      this.#slabUsed = 0;
    }
    this.#slabUsed += length;
    return this.#slab.subarray(this.#slabUsed - length, this.#slabUsed);
  }

  #out(bytes: Uint8Array): Uint8Array {
    this.sizeBytes += bytes.length;
    return bytes;
  }
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
