/** PNG files from outside, decoded within bounds. */
import { decode } from 'fast-png';
import { DocumentError } from '../../errors.ts';
import { checkedPng } from '../../layout/png.ts';

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
    return pixelsOf(decode(checkedPng(bytes)));
  } catch (cause) {
    throw new DocumentError('logo-unreadable', { cause });
  }
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
