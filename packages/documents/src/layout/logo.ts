/** Logos: what kind of picture a file is and whether documents can hold it. Nothing is decoded here. */
import { DocumentError } from '../errors.ts';
import { checkedPng } from './png.ts';

export interface LogoFacts {
  readonly mimeType: 'image/png' | 'image/jpeg';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** Of a JPEG: 1 (greys) or 3. */
  readonly components: number;
}

const mostBytes = 1024 * 1024;
/** A small file can hold a picture that fills the memory. */
const mostPixels = 8_000_000;

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/**
 * Tells a logo apart by its first bytes, and whether it is whole.
 *
 * Throws `DocumentError`: 'logo-too-large', 'logo-too-many-pixels', 'logo-kind' (neither PNG nor JPEG), 'logo-jpeg-kind'
 * (CMYK, twelve bits, arithmetic coding), 'logo-unreadable'.
 */
export function logoFacts(bytes: Uint8Array): LogoFacts {
  if (bytes.length > mostBytes) throw new DocumentError('logo-too-large');
  const facts = factsOf(bytes);
  if (facts === null || facts.width === 0 || facts.height === 0) throw new DocumentError('logo-unreadable');
  if (facts.width * facts.height > mostPixels)
    throw new DocumentError('logo-too-many-pixels', { found: `${facts.width} × ${facts.height}` });
  if (facts.mimeType === 'image/png') checkPng(bytes);
  return facts;
}

/** Browsers and readers of PDF would each show something else of a damaged file, and unpack one without end. */
function checkPng(bytes: Uint8Array): void {
  try {
    checkedPng(bytes);
  } catch (cause) {
    throw new DocumentError('logo-unreadable', { cause });
  }
}

function factsOf(bytes: Uint8Array): LogoFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (pngSignature.every((byte, index) => bytes[index] === byte)) return pngFacts(view);
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return jpegFacts(view);
  throw new DocumentError('logo-kind');
}

/** The header of a PNG stands first (ISO/IEC 15948, 11.2.2). */
function pngFacts(view: DataView): LogoFacts | null {
  if (view.byteLength < 33) return null;
  return { mimeType: 'image/png', width: view.getUint32(16), height: view.getUint32(20), components: 0 };
}

const startOfScan = 0xda;

/**
 * The frame header of a JPEG (ITU-T T.81, B.2.2); null where the picture does not begin, or is cut off before its end:
 * readers of PDF show half of it, or an error.
 */
function jpegFacts(view: DataView): LogoFacts | null {
  let facts: LogoFacts | null = null;
  for (const { marker, at } of segmentsOf(view)) {
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) facts ??= frameFacts(view, at, marker);
    if (marker === startOfScan) return hasEnd(view, at) ? facts : null;
  }
  return null;
}

/** Up to the first scan: what follows is compressed. */
function* segmentsOf(view: DataView): Generator<{ marker: number; at: number }> {
  for (let at = 2; at + 9 < view.byteLength && view.getUint8(at) === 0xff; ) {
    const marker = view.getUint8(at + 1);
    yield { marker, at };
    // A marker may be preceded by any number of bytes 0xff; a segment is never shorter than its own length.
    at += marker === 0xff ? 1 : 2 + Math.max(2, view.getUint16(at + 2));
  }
}

/** Looked for behind the first scan alone: small pictures among the data of a camera have ends of their own. */
function hasEnd(view: DataView, from: number): boolean {
  for (let at = from; at + 1 < view.byteLength; at += 1) if (view.getUint16(at) === 0xffd9) return true;
  return false;
}

function frameFacts(view: DataView, at: number, marker: number): LogoFacts {
  const components = view.getUint8(at + 9);
  // Baseline, extended and progressive JPEG with eight bits are what readers of PDF and browsers know.
  if (marker > 0xc2 || view.getUint8(at + 4) !== 8 || ![1, 3].includes(components))
    throw new DocumentError('logo-jpeg-kind');
  return {
    mimeType: 'image/jpeg',
    height: view.getUint16(at + 5),
    width: view.getUint16(at + 7),
    components,
  };
}
