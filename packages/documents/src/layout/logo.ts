/** Logos: what kind of picture a file is and whether documents can hold it. Nothing is decoded here. */
import { DocumentError } from '../errors.ts';

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
 * Tells a logo apart by its first bytes.
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
  return facts;
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

/** Looks for the frame header of a JPEG (ITU-T T.81, B.2.2). */
function jpegFacts(view: DataView): LogoFacts | null {
  let at = 2;
  while (at + 9 < view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return frameFacts(view, at, marker);
    // A marker may be preceded by any number of bytes 0xff; a segment is never shorter than its own length.
    at += marker === 0xff ? 1 : 2 + Math.max(2, view.getUint16(at + 2));
  }
  return null;
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
