/** Logos as pictures of a document. */
import { zlibSync } from 'fflate';
import { type LogoFacts, logoFacts } from '../../layout/logo.ts';
import { logoSize } from '../theme.ts';
import type { PdfFile } from './pdf-file.ts';
import { decodePng, reduced } from './png.ts';

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
}

/** A company's logo is the same array in all of its documents. */
const prepared = new WeakMap<Uint8Array, PreparedImage>();

/** Adds a logo. Throws `DocumentError` as `logoFacts` does. */
export function addImage(file: PdfFile, bytes: Uint8Array): PlacedImage {
  const image = prepared.get(bytes) ?? prepare(bytes);
  prepared.set(bytes, image);
  const { width, height, entries, content } = image;
  const objectNumber = file.addStream(
    `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/BitsPerComponent 8${entries}`,
    content,
  );
  return { key: 'Logo', objectNumber, width, height };
}

function prepare(bytes: Uint8Array): PreparedImage {
  const facts = logoFacts(bytes);
  return facts.mimeType === 'image/png' ? preparePng(bytes, facts) : prepareJpeg(bytes, facts);
}

/** Pixels for each inch of paper that a printer can make use of. */
const usefulResolution = 400;

function preparePng(bytes: Uint8Array, facts: LogoFacts): PreparedImage {
  const inches = Math.min(logoSize.width / facts.width, logoSize.height / facts.height) / 72;
  const factor = Math.floor(1 / (inches * usefulResolution));
  const { width, height, colours } = reduced(decodePng(bytes), factor);
  return {
    width,
    height,
    entries: '/ColorSpace/DeviceRGB/Filter/FlateDecode',
    content: zlibSync(colours, { level: 9 }),
  };
}

/** JPEG is put into the document as it is. */
function prepareJpeg(bytes: Uint8Array, { width, height, components }: LogoFacts): PreparedImage {
  const space = components === 1 ? '/ColorSpace/DeviceGray' : '/ColorSpace/DeviceRGB';
  return { width, height, entries: `${space}/Filter/DCTDecode`, content: bytes };
}
