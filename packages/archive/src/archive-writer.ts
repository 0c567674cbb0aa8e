/** Writing archives file by file: what has become ready is handed out at once, nothing is kept but the directory. */
import { deflateWith } from './deflate.ts';
import { TarGzWriter } from './tar-gz-writer.ts';
import { ZipWriter } from './zip-writer.ts';

/** As the contract of KSeF names them. */
export type ArchiveKind = 'Zip' | 'TarGz';

export interface FileToPack {
  /** At most 100 bytes of UTF-8. */
  readonly name: string;
  readonly content: Uint8Array;
}

/** A file that is compressed already. */
export interface DeflatedFile {
  readonly name: string;
  /** Raw DEFLATE of the content, and nothing more. */
  readonly deflated: Uint8Array;
  /** Bytes and CRC-32 of the content. */
  readonly sizeBytes: number;
  readonly crc32: number;
}

export interface ArchiveWriter {
  /** Bytes handed out so far. */
  readonly sizeBytes: number;
  /** The most bytes that the archive can have once a file of this size is added and the archive ended. */
  sizeWith(contentBytes: number): number;
  /** Adds a file. Returns the bytes of the archive that became ready; TarGz holds some back. */
  add(file: FileToPack): Promise<Uint8Array> | Uint8Array;
  /** Adds a file that is compressed already: a ZIP takes it as it is, TarGz unpacks it. */
  addDeflated(file: DeflatedFile): Promise<Uint8Array> | Uint8Array;
  /** Ends the archive. Returns the rest of its bytes. */
  end(): Promise<Uint8Array> | Uint8Array;
}

/**
 * Begins an archive.
 *
 * ```ts
 * const writer = archiveWriter('Zip');
 * await sink.write(await writer.add({ name: 'invoice.xml', content }));
 * await sink.write(await writer.end());
 * ```
 * @param level 1 (fast) to 9 (small). Without it 1 for Zip, where nine make a small file hardly smaller, and 6 for TarGz
 * @throws {ArchiveError} from `add`: `entry-name` for a name that is empty or too long, `too-large-to-write`
 */
export const archiveWriter = (kind: ArchiveKind, { level }: { level?: number } = {}): ArchiveWriter =>
  kind === 'Zip' ? new ZipWriter(deflateWith(level ?? 1)) : new TarGzWriter(level ?? 6);
