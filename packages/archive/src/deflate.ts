/** Compressing a file of a ZIP by Node.js. */
import { crc32, deflateRawSync, type ZlibOptions } from 'node:zlib';
import type { Deflated } from './zip-writer.ts';

/** Small files get small tables and little room: the usual sizes would cost more than compressing five kilobytes. */
const memoryFor = (bytes: number): ZlibOptions =>
  bytes <= 8192
    ? { windowBits: 13, memLevel: 6, chunkSize: Math.max(1024, bytes >> 1) }
    : { chunkSize: Math.min(1 << 16, bytes >> 1) };

export const deflateWith =
  (level: number) =>
  (content: Uint8Array): Deflated => ({
    packed: deflateRawSync(content, { level, ...memoryFor(content.length) }),
    crc: crc32(content),
  });
