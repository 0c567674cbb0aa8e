/** PNG files from outside, decoded within bounds. */
import { decode } from 'fast-png';
import { Unzlib } from 'fflate';
import { DocumentError } from '../../errors.ts';

/** Rows from the top, pixels from the left. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue of each pixel. */
  readonly colours: Uint8Array;
}

/**
 * The pixels of a PNG whose size `logoFacts` has checked, on white paper. Throws `DocumentError` 'logo-unreadable' where
 * it is damaged.
 */
export function decodePng(bytes: Uint8Array): Pixels {
  try {
    return pixelsOf(decode(bounded(bytes), { checkCrc: true }));
  } catch (cause) {
    throw new DocumentError('logo-unreadable', { cause });
  }
}

const signatureSizeBytes = 8;
/** Length, type and checksum of a chunk beside its data. */
const chunkFrameSizeBytes = 12;
const neededChunks = ['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND'];

/**
 * The file with nothing but what the picture is made of, and no more data than it has pixels: the decoder would unpack
 * whatever is there.
 */
function bounded(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [bytes.subarray(0, signatureSizeBytes)];
  const data: Uint8Array[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = signatureSizeBytes; at + chunkFrameSizeBytes <= bytes.length; ) {
    const length = view.getUint32(at);
    const chunk = bytes.subarray(at, at + chunkFrameSizeBytes + length);
    const type = String.fromCharCode(...chunk.subarray(4, 8));
    const isFirst = at === signatureSizeBytes;
    if ((type === 'IHDR') !== isFirst) throw new Error('A PNG has one header, at its beginning.');
    if (neededChunks.includes(type)) parts.push(chunk);
    if (type === 'IDAT') data.push(chunk.subarray(8, 8 + length));
    at += chunk.length;
  }
  checkUnpackedSize(data, mostUnpackedBytes(view));
  return joined(parts);
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

type Decoded = ReturnType<typeof decode>;
type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

function pixelsOf(image: Decoded): Pixels {
  const { width, height } = image;
  const count = width * height;
  const colours = new Uint8Array(count * 3);
  const read = image.palette === undefined ? sampleReader(image) : paletteReader(image);
  for (let index = 0; index < count; index += 1) {
    const [red, green, blue, alpha] = read(index);
    colours[index * 3] = onWhite(red, alpha);
    colours[index * 3 + 1] = onWhite(green, alpha);
    colours[index * 3 + 2] = onWhite(blue, alpha);
  }
  return { width, height, colours };
}

const onWhite = (sample: number, alpha: number): number => 255 - Math.round(((255 - sample) * alpha) / 255);

/** Samples as they are stored: less than a byte each in files of few colours. */
function storedReader({ data, channels, depth, width }: Decoded): (index: number, channel: number) => number {
  if (depth >= 8) return (index, channel) => data[index * channels + channel] ?? 0;
  const bytesPerRow = Math.ceil((width * depth) / 8);
  const mask = 2 ** depth - 1;
  return (index) => {
    const bit = (index % width) * depth;
    const byte = data[Math.floor(index / width) * bytesPerRow + (bit >> 3)] ?? 0;
    return (byte >> (8 - depth - (bit & 7))) & mask;
  };
}

function paletteReader(image: Decoded): (index: number) => Pixel {
  const stored = storedReader(image);
  return (index) => {
    const [red = 0, green = 0, blue = 0, alpha = 255] = image.palette?.[stored(index, 0)] ?? [];
    return [red, green, blue, alpha];
  };
}

function sampleReader(image: Decoded): (index: number) => Pixel {
  const { channels, depth, transparency } = image;
  const stored = storedReader(image);
  const eight = (sample: number) => Math.round((sample * 255) / (2 ** depth - 1));
  const isGrey = channels <= 2;
  const alphaChannel = channels === 2 ? 1 : channels === 4 ? 3 : null;
  /** One colour may stand for nothing. */
  const isHidden = (index: number) =>
    transparency !== undefined &&
    transparency.length === channels &&
    transparency.every((sample, channel) => sample === stored(index, channel));
  return (index) => {
    const first = eight(stored(index, 0));
    const alpha = alphaChannel === null ? 255 : eight(stored(index, alphaChannel));
    const visible = isHidden(index) ? 0 : alpha;
    return isGrey
      ? [first, first, first, visible]
      : [first, eight(stored(index, 1)), eight(stored(index, 2)), visible];
  };
}

/**
 * The picture with each square of `factor` pixels as one, so that a logo made for posters does not fill every invoice.
 * What is left at the right and lower edge falls off.
 */
export function reduced(pixels: Pixels, factor: number): Pixels {
  if (factor < 2) return pixels;
  const [width, height] = [Math.floor(pixels.width / factor), Math.floor(pixels.height / factor)];
  const colours = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const index = (row * width + column) * 3;
      for (let channel = 0; channel < 3; channel += 1)
        colours[index + channel] = mean(pixels, {
          left: column * factor,
          top: row * factor,
          size: factor,
          channel,
        });
    }
  }
  return { width, height, colours };
}

interface Square {
  readonly left: number;
  readonly top: number;
  readonly size: number;
  readonly channel: number;
}

function mean({ width, colours }: Pixels, { left, top, size, channel }: Square): number {
  let sum = 0;
  for (let row = top; row < top + size; row += 1) {
    for (let column = left; column < left + size; column += 1)
      sum += colours[(row * width + column) * 3 + channel] ?? 0;
  }
  return Math.round(sum / size ** 2);
}
