/**
 * Archives that are written as a stream, whatever their size, in constant memory. ZIP is written here: the libraries
 * make several streams for every file, which costs more than packing it. What comes out is read by them in the tests.
 * Source: APPNOTE of the ZIP format, 4.3.
 */
import { once } from 'node:events';
import { PassThrough, pipeline, type Readable, Transform } from 'node:stream';
import { promisify } from 'node:util';
import { crc32, createGzip, deflateRaw } from 'node:zlib';
import type { CompressionType } from '@kwit/ksef-contract';

export interface PackedFile {
  /** ASCII. */
  readonly name: string;
  readonly content: Uint8Array;
}

export interface ArchiveWriter {
  /** The archive. Someone must read it while files are added. */
  readonly output: Readable;
  /** Bytes of the archive so far. */
  readonly sizeBytes: number;
  /**
   * Adds files in their order, as long as the archive stays below a size.
   * @returns how many were added; fewer than given where the limit is met
   */
  add(files: readonly PackedFile[], mostBytes: number): Promise<number>;
  end(): Promise<void>;
}

export const archiveWriter = async (compression: CompressionType): Promise<ArchiveWriter> =>
  compression === 'Zip' ? zipWriter() : tarGzWriter();

const deflate = promisify(deflateRaw);

/** 1 January 1980, the first day that the format knows: the time of packing tells nothing. */
const dosDate = 0x0021;
const versionNeeded = 20;
const methodDeflate = 8;

function zipWriter(): ArchiveWriter {
  const output = new PassThrough({ highWaterMark: 1 << 20 });
  const directory: Buffer[] = [];
  let size = 0;
  const write = async (...pieces: Uint8Array[]) => {
    let hasRoom = true;
    for (const piece of pieces) {
      size += piece.length;
      hasRoom = output.write(piece);
    }
    if (!hasRoom) await once(output, 'drain');
  };
  return {
    output,
    get sizeBytes() {
      return size;
    },
    async add(files, mostBytes) {
      const packed = await Promise.all(files.map(({ content }) => deflate(content)));
      for (const [index, { name, content }] of files.entries()) {
        const bytes = packed[index] ?? Buffer.alloc(0);
        const fields = commonFields(name, content, bytes);
        if (size + bytes.length > mostBytes) return index;
        directory.push(directoryEntry(fields, name, size));
        await write(signed(0x04034b50, fields), Buffer.from(name), bytes);
      }
      return files.length;
    },
    async end() {
      const start = size;
      await write(...directory);
      await write(endOfDirectory(directory.length, size - start, start));
      output.end();
    },
  };
}

/** The fields that a file's own header and its entry in the directory share. */
function commonFields(name: string, content: Uint8Array, packed: Uint8Array): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(versionNeeded, 0);
  fields.writeUInt16LE(methodDeflate, 4);
  fields.writeUInt16LE(dosDate, 8);
  fields.writeUInt32LE(crc32(content), 10);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(content.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}

function signed(signature: number, fields: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(signature);
  return Buffer.concat([head, fields]);
}

function directoryEntry(fields: Buffer, name: string, position: number): Buffer {
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(versionNeeded);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(position, 10);
  return Buffer.concat([signed(0x02014b50, madeBy), fields, rest, Buffer.from(name)]);
}

function endOfDirectory(count: number, sizeBytes: number, start: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(sizeBytes, 12);
  end.writeUInt32LE(start, 16);
  return end;
}

async function tarGzWriter(): Promise<ArchiveWriter> {
  const { default: tar } = await import('tar-stream');
  const archive = tar.pack();
  let size = 0;
  const output = new Transform({
    transform(piece: Uint8Array, _, done) {
      size += piece.length;
      done(null, piece);
    },
  });
  // An error of any of them ends the last one, which someone reads.
  pipeline(archive, createGzip(), output, () => {});
  return {
    output,
    get sizeBytes() {
      return size;
    },
    async add(files, mostBytes) {
      for (const [index, { name, content }] of files.entries()) {
        if (size + content.length > mostBytes) return index;
        await new Promise<void>((resolve, reject) => {
          const entry = archive.entry({ name, size: content.length }, (error) =>
            error ? reject(error) : resolve(),
          );
          entry.end(content);
        });
      }
      return files.length;
    },
    async end() {
      archive.finalize();
    },
  };
}
