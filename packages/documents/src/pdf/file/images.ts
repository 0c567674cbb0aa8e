/** Logos as pictures of a document. */
import { decode } from 'fast-png';
import { zlibSync } from 'fflate';
import { DocumentError } from '../../errors.ts';
import { type LogoFacts, logoFacts } from '../../layout/logo.ts';
import type { PdfFile } from './pdf-file.ts';
import { pdfReference } from './syntax.ts';

/** A picture that was added to a file. */
export interface PlacedImage {
  /** Its name among the resources of a page. */
  readonly key: string;
  readonly objectNumber: number;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

interface PreparedImage {
  readonly width: number;
  readonly height: number;
  /** Entries of the stream beside its size. */
  readonly entries: string;
  readonly content: Uint8Array;
  /** How much each pixel covers, where it is not all. */
  readonly mask: Uint8Array | null;
}

/** A company's logo is the same array in all of its documents. */
const prepared = new WeakMap<Uint8Array, PreparedImage>();

export function addImage(file: PdfFile, bytes: Uint8Array): PlacedImage {
  const image = prepared.get(bytes) ?? prepare(bytes);
  prepared.set(bytes, image);
  const { width, height } = image;
  const size = `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8`;
  const mask =
    image.mask === null
      ? ''
      : `/SMask ${pdfReference(file.addStream(`${size}/ColorSpace/DeviceGray/Filter/FlateDecode`, image.mask))}`;
  const objectNumber = file.addStream(`${size}${image.entries}${mask}`, image.content);
  return { key: 'Logo', objectNumber, width, height };
}

function prepare(bytes: Uint8Array): PreparedImage {
  const facts = logoFacts(bytes);
  return facts.mimeType === 'image/png' ? preparePng(bytes) : prepareJpeg(bytes, facts);
}

function preparePng(bytes: Uint8Array): PreparedImage {
  const image = decodePng(bytes);
  const { width, height } = image;
  const { colours, coverage } = pixelsOf(image);
  return {
    width,
    height,
    entries: '/ColorSpace/DeviceRGB/Filter/FlateDecode',
    content: zlibSync(colours, { level: 9 }),
    mask: coverage === null ? null : zlibSync(coverage, { level: 9 }),
  };
}

type DecodedPng = ReturnType<typeof decode>;

function decodePng(bytes: Uint8Array): DecodedPng {
  try {
    return decode(bytes, { checkCrc: true });
  } catch (cause) {
    throw new DocumentError('logo-unreadable', { cause });
  }
}

/** Red, green and blue of each pixel, and how much it covers where some do not cover all. */
function pixelsOf(image: DecodedPng): { colours: Uint8Array; coverage: Uint8Array | null } {
  const count = image.width * image.height;
  const colours = new Uint8Array(count * 3);
  const coverage = new Uint8Array(count);
  const pixel = pixelReader(image);
  for (let index = 0; index < count; index += 1) {
    const [red, green, blue, alpha] = pixel(index);
    colours.set([red, green, blue], index * 3);
    coverage[index] = alpha;
  }
  return { colours, coverage: coverage.every((alpha) => alpha === 255) ? null : coverage };
}

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

function pixelReader({
  data,
  channels,
  depth,
  palette,
  transparency,
  width,
}: DecodedPng): (index: number) => Pixel {
  const perRow = Math.ceil((width * channels * depth) / 8);
  /** A sample as it is stored. */
  const stored = (index: number, channel: number): number => {
    if (depth >= 8) return data[index * channels + channel] ?? 0;
    const bit = (index % width) * depth;
    const byte = data[Math.floor(index / width) * perRow + (bit >> 3)] ?? 0;
    return (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
  };
  if (palette !== undefined)
    return (index) => {
      const [red = 0, green = 0, blue = 0, alpha = 255] = palette[stored(index, 0)] ?? [];
      return [red, green, blue, alpha];
    };
  const most = 2 ** depth - 1;
  const eight = (sample: number) => Math.round((sample * 255) / most);
  const hidden = transparency;
  return (index) => {
    const samples = Array.from({ length: channels }, (_, channel) => stored(index, channel));
    const isHidden =
      hidden !== undefined && hidden.length > 0 && samples.every((sample, at) => sample === hidden[at]);
    const [first = 0, second = 0, third = 0, fourth = most] = samples;
    if (channels <= 2) {
      const grey = eight(first);
      return [grey, grey, grey, isHidden ? 0 : channels === 2 ? eight(second) : 255];
    }
    return [eight(first), eight(second), eight(third), isHidden ? 0 : eight(fourth)];
  };
}

/** JPEG is put into the document as it is. */
function prepareJpeg(bytes: Uint8Array, { width, height, components }: LogoFacts): PreparedImage {
  const space = components === 1 ? '/ColorSpace/DeviceGray' : '/ColorSpace/DeviceRGB';
  return { width, height, entries: `${space}/Filter/DCTDecode`, content: bytes, mask: null };
}
