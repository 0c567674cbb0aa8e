/**
 * TAR under gzip. Similar documents pack thirty times smaller than in a ZIP, because they share one dictionary.
 * Source: POSIX.1-1988 (ustar), which every reader knows.
 */
import { once } from 'node:events';
import { createGzip, type Gzip, inflateRawSync } from 'node:zlib';
import { ArchiveError } from './archive-error.ts';
import type { ArchiveWriter, DeflatedFile, FileToPack } from './archive-writer.ts';
import { encodedName } from './entry-names.ts';

const blockBytes = 512;
/** What eleven octal digits say. */
const mostFileBytes = 8 ** 11 - 1;
/** So much is gathered before it is given to gzip: each piece costs a turn of the thread pool. */
const pieceBytes = 1 << 18;
const gzipHeaderAndTrailerBytes = 18;

export class TarGzWriter implements ArchiveWriter {
  sizeBytes = 0;
  readonly #gzip: Gzip;
  readonly #ready: Buffer[] = [];
  #gathered: Uint8Array[] = [];
  #gatheredBytes = 0;
  /** Bytes before compression that have not come out yet, at most. */
  #heldBytes = 0;

  constructor(level: number) {
    this.#gzip = createGzip({ level });
    this.#gzip.on('data', (piece: Buffer) => this.#ready.push(piece));
  }

  sizeWith(contentBytes: number): number {
    const plain = this.#heldBytes + contentBytes + 4 * blockBytes;
    return this.sizeBytes + plain + (plain >> 10) + gzipHeaderAndTrailerBytes;
  }

  async add({ name, content }: FileToPack): Promise<Uint8Array> {
    if (content.length > mostFileBytes) throw new ArchiveError('too-large-to-write', name);
    const padding = (blockBytes - (content.length % blockBytes)) % blockBytes;
    // The caller may use its buffer again; gzip reads it later.
    this.#gather(
      tarHeader(Buffer.from(encodedName(name)), content.length),
      Uint8Array.from(content),
      Buffer.alloc(padding),
    );
    if (this.#gatheredBytes >= pieceBytes) await this.#compress();
    return this.#out();
  }

  addDeflated({ name, deflated, sizeBytes }: DeflatedFile): Promise<Uint8Array> {
    return this.add({ name, content: inflateRawSync(deflated, { maxOutputLength: Math.max(1, sizeBytes) }) });
  }

  async end(): Promise<Uint8Array> {
    this.#gather(Buffer.alloc(2 * blockBytes));
    await this.#compress();
    const ended = once(this.#gzip, 'end');
    this.#gzip.end();
    await ended;
    return this.#out();
  }

  #gather(...pieces: Uint8Array[]): void {
    for (const piece of pieces) {
      this.#gathered.push(piece);
      this.#gatheredBytes += piece.length;
      this.#heldBytes += piece.length;
    }
  }

  async #compress(): Promise<void> {
    const bytes = Buffer.concat(this.#gathered, this.#gatheredBytes);
    this.#gathered = [];
    this.#gatheredBytes = 0;
    await new Promise<void>((done, fail) => {
      this.#gzip.write(bytes, (error) => (error ? fail(error) : done()));
    });
  }

  #out(): Uint8Array {
    if (this.#ready.length === 0) return new Uint8Array();
    const bytes = Buffer.concat(this.#ready.splice(0));
    this.sizeBytes += bytes.length;
    // What gzip still holds is no more than its window and what was gathered since.
    this.#heldBytes = Math.min(this.#heldBytes, this.#gatheredBytes + pieceBytes * 2);
    return bytes;
  }
}

function tarHeader(name: Buffer, size: number): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number, offset: number) =>
    header.write(`${value.toString(8).padStart(digits, '0')}\0`, offset, 'latin1');
  name.copy(header);
  octal(0o644, 7, 100);
  octal(0, 7, 108);
  octal(0, 7, 116);
  octal(size, 11, 124);
  octal(0, 11, 136);
  header.write('        0', 148, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}
