/** ZIP without Node.js: compressed by `fflate`. */
import { deflateSync } from 'fflate';
import type { ArchiveWriter } from '../archive-writer.ts';
import { ZipWriter } from '../zip-writer.ts';

/** Begins a ZIP, as `archiveWriter('Zip')` does. @param level 1 (fast) to 9 (small) */
export function zipWriterOnWeb({ level = 1 }: { level?: number } = {}): ArchiveWriter {
  const chosen = Math.min(9, Math.max(1, Math.round(level))) as 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
  return new ZipWriter((content) => ({
    packed: deflateSync(content, { level: chosen }),
    crc: crc32(content),
  }));
}

/** The reversed polynomial of CRC-32 for each value of a byte. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb8_8320 : rest >>> 1;
  return rest;
});

function crc32(content: Uint8Array): number {
  let crc = 0xffff_ffff;
  for (const byte of content) crc = (crc >>> 8) ^ (crcTable[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffff_ffff) >>> 0;
}
