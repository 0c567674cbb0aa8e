/**
 * The colour space of all documents, as an ICC profile (ISO 15076-1, version 4.2): sRGB (IEC 61966-2-1) with its
 * primaries adapted to D50. Made here because ready profiles have conditions of their own and are ten times the size.
 */
import { zlibSync } from 'fflate';

/** Numbers of the profile are in units of 1/65536. */
const fixed = (value: number): number => Math.round(value * 65536);

/** XYZ of D50, and of the primaries of sRGB adapted to it (Bradford). */
const whitePoint = [0.9642, 1, 0.82491];
const primaries = {
  rXYZ: [0.43607, 0.22249, 0.01392],
  gXYZ: [0.38515, 0.71687, 0.09708],
  bXYZ: [0.14307, 0.06061, 0.7141],
};
/** From D65, which sRGB is defined for, to D50. */
const adaptation = [1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168];
/** Y = (aX + b)^g from d on, cX below. */
const transferCurve = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

const headerSizeBytes = 128;

let compressed: Uint8Array | undefined;

/** The same in every document. */
export function compressedSrgbProfile(): Uint8Array {
  compressed ??= zlibSync(srgbProfile());
  return compressed;
}

function srgbProfile(): Uint8Array {
  const curve = signature('para', 3 << 16, ...transferCurve.map(fixed));
  const tags: [string, Uint8Array][] = [
    ['desc', localized('sRGB')],
    ['cprt', localized('No copyright')],
    ['wtpt', signature('XYZ ', ...whitePoint.map(fixed))],
    ['chad', signature('sf32', ...adaptation.map(fixed))],
    ...Object.entries(primaries).map(([name, value]): [string, Uint8Array] => [
      name,
      signature('XYZ ', ...value.map(fixed)),
    ]),
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  return assembled(tags);
}

function assembled(tags: readonly [string, Uint8Array][]): Uint8Array {
  const places = new Map<Uint8Array, number>();
  let size = headerSizeBytes + 4 + 12 * tags.length;
  for (const [, data] of tags) {
    if (places.has(data)) continue;
    places.set(data, size);
    size += Math.ceil(data.length / 4) * 4;
  }
  const profile = new Uint8Array(size);
  const view = new DataView(profile.buffer);
  writeHeader(profile, view);
  view.setUint32(headerSizeBytes, tags.length);
  tags.forEach(([name, data], index) => {
    const at = headerSizeBytes + 4 + 12 * index;
    const place = places.get(data) ?? 0;
    writeText(profile, at, name);
    view.setUint32(at + 4, place);
    view.setUint32(at + 8, data.length);
    profile.set(data, place);
  });
  return profile;
}

function writeHeader(profile: Uint8Array, view: DataView): void {
  view.setUint32(0, profile.length);
  view.setUint32(8, 0x04200000);
  writeText(profile, 12, 'mntrRGB XYZ ');
  [2025, 1, 1].forEach((part, index) => {
    view.setUint16(24 + 2 * index, part);
  });
  writeText(profile, 36, 'acsp');
  whitePoint.forEach((value, index) => {
    view.setUint32(68 + 4 * index, fixed(value));
  });
}

/** A tag: its kind, four bytes of zero, and numbers of 32 bits. */
function signature(kind: string, ...values: number[]): Uint8Array {
  const data = new Uint8Array(8 + 4 * values.length);
  const view = new DataView(data.buffer);
  writeText(data, 0, kind);
  values.forEach((value, index) => {
    view.setInt32(8 + 4 * index, value);
  });
  return data;
}

/** Text in one language. */
function localized(text: string): Uint8Array {
  const data = new Uint8Array(28 + 2 * text.length);
  const view = new DataView(data.buffer);
  writeText(data, 0, 'mluc');
  view.setUint32(8, 1);
  view.setUint32(12, 12);
  writeText(data, 16, 'enUS');
  view.setUint32(20, 2 * text.length);
  view.setUint32(24, 28);
  for (let index = 0; index < text.length; index += 1) view.setUint16(28 + 2 * index, text.charCodeAt(index));
  return data;
}

function writeText(bytes: Uint8Array, at: number, text: string): void {
  for (let index = 0; index < text.length; index += 1) bytes[at + index] = text.charCodeAt(index);
}
