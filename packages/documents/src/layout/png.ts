/** PNG files from outside: whether they are whole, and hold no more than they say. Nothing is decoded here. */
import { Unzlib } from 'fflate';

const signatureSizeBytes = 8;
/** Length, type and checksum of a chunk beside its data. */
const chunkFrameSizeBytes = 12;
const neededChunks = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

/**
 * The file with nothing but what the picture is made of, whole and undamaged, and no more data than it has pixels:
 * decoders would unpack whatever is there. Throws for every other file.
 */
export function checkedPng(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [bytes.subarray(0, signatureSizeBytes)];
  const data: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let isEnded = false;
  for (let at = signatureSizeBytes; at + chunkFrameSizeBytes <= bytes.length; ) {
    const length = view.getUint32(at);
    const chunk = bytes.subarray(at, at + chunkFrameSizeBytes + length);
    const type = String.fromCharCode(...chunk.subarray(4, 8));
    const isFirst = at === signatureSizeBytes;
    if ((type === 'IHDR') !== isFirst) throw new Error('A PNG has one header, at its beginning.');
    if (neededChunks.includes(type)) parts.push(whole(chunk, length));
    if (type === 'IDAT') data.push(chunk.subarray(8, 8 + length));
    isEnded ||= type === 'IEND';
    at += chunk.length;
  }
  if (!isEnded) throw new Error('The end of the file is missing.');
  checkUnpackedSize(data, mostUnpackedBytes(view));
  return joined(parts);
}

/** A chunk whose length and checksum are as it says. */
function whole(chunk: Uint8Array, length: number): Uint8Array {
  if (chunk.length !== length + chunkFrameSizeBytes) throw new Error('The file is cut off.');
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (view.getUint32(length + 8) !== crc32(chunk.subarray(4, length + 8)))
    throw new Error('A part of the file is damaged.');
  return chunk;
}

/** ISO/IEC 15948, annex D. */
function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}

/** Of the data of a picture: a byte more for each row, and the rows of an interlaced one are several pictures. */
function mostUnpackedBytes(view: DataView): number {
  const [width, height, depth] = [view.getUint32(16), view.getUint32(20), view.getUint8(24)];
  const mostChannels = 4;
  return height * (Math.ceil((width * mostChannels * depth) / 8) + 1) + 8 * (width + height) + 64;
}

/** So much is unpacked at once: a thousand times as much can come of it. */
const stepSizeBytes = 4096;

function checkUnpackedSize(data: readonly Uint8Array[], most: number): void {
  let size = 0;
  const unpacking = new Unzlib((part) => {
    size += part.length;
    if (size > most) throw new Error('The picture has more data than pixels.');
  });
  for (const part of data) {
    for (let from = 0; from < part.length; from += stepSizeBytes)
      unpacking.push(part.subarray(from, from + stepSizeBytes));
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
