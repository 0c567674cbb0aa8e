import { encode, type ImageData } from 'fast-png';
import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { missingPrograms } from '../../../../tools/testing/programs.ts';
import { DocumentError } from '../errors.ts';
import { renderHtml } from '../html/render-html.ts';
import { checkDocumentLook } from '../layout/check-look.ts';
import { sampleLayout } from './layouts.testing.ts';
import { checkWithQpdf, jpegOf, pageColours, plainObjects } from './pdf-programs.testing.ts';
import { renderPdf } from './render-pdf.ts';

const missing = missingPrograms('Logos of documents', 'pdftoppm', 'qpdf');
const layout = sampleLayout({ lines: 1 });
const render = (logo: Uint8Array) => renderPdf(layout, { look: { logo } });

const side = 60;
/** A square of one colour. */
function square(channels: ImageData['channels'], depth: 8 | 16, sample: readonly number[]): Uint8Array {
  const count = side * side;
  const samples = Array.from({ length: count }, () => sample).flat();
  const data = depth === 8 ? Uint8Array.from(samples) : Uint16Array.from(samples);
  return encode({ width: side, height: side, channels: channels ?? 3, depth, data });
}

/** The colour in the middle of the logo, which begins at the upper left margin. */
function logoColour(pdf: Uint8Array): number[] {
  const { width, colours } = pageColours(pdf);
  const [left, top] = [42 + 20, 39 + 20];
  return [...colours.subarray((top * width + left) * 3, (top * width + left) * 3 + 3)];
}

describe.skipIf(missing.length > 0)('a logo', () => {
  it.each<[string, Uint8Array, number[]]>([
    ['in colours', square(3, 8, [200, 30, 60]), [200, 30, 60]],
    ['half covering', square(4, 8, [0, 0, 0, 128]), [127, 127, 127]],
    ['in greys', square(1, 8, [90]), [90, 90, 90]],
    ['in greys that cover nothing', square(2, 8, [90, 0]), [255, 255, 255]],
    ['of sixteen bits', square(3, 16, [0xc8c8, 0x1e1e, 0x3c3c]), [200, 30, 60]],
    ['of one bit', bilevel(), [0, 0, 0]],
    ['with a palette', indexed(), [10, 200, 30]],
  ])('as PNG %s is shown', (_, logo, colour) => {
    const pdf = render(logo);
    checkWithQpdf(pdf);
    expect(logoColour(pdf)).toEqual(colour);
  });

  it('as JPEG is shown', () => {
    const logo = jpegOf(render(square(3, 8, [200, 30, 60])));
    const pdf = render(logo);
    checkWithQpdf(pdf);
    expect(Buffer.from(pdf).includes(Buffer.from(logo))).toBe(true);
  });

  it('is told to those who do not see it', () => {
    expect(plainObjects(render(square(3, 8, [200, 30, 60])))).toContain(
      '/Alt (Znak firmowy: Biuro Rachunkowe Sosna sp. z o.o.)',
    );
  });
});

it('takes no more room than can be printed', () => {
  const [width, height] = [2000, 1000];
  const data = Uint8Array.from({ length: width * height * 3 }, (_, index) => (index * index) % 251);
  const logo = encode({ width, height, channels: 3, depth: 8, data }, { zlib: { level: 9 } });
  expect(logo.length).toBeLessThan(1024 * 1024);
  expect(render(logo).length).toBeLessThan(400_000);
});

/** Frame, scan and end: as much of a picture as is looked at. */
const realJpeg = (): Uint8Array =>
  Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 10, 0, 10, 1, 1, 0x11, 0],
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x55, 0xff, 0xd9],
  ]);

it('as JPEG is taken where its end is there, whatever follows', () => {
  for (const end of [[], [0, 0]]) {
    const logo = Uint8Array.from([...realJpeg(), ...end]);
    expect(() => checkDocumentLook({ logo })).not.toThrow();
  }
});

describe('what is no logo', () => {
  const codeOf = (draw: () => unknown): string => {
    try {
      draw();
    } catch (error) {
      if (error instanceof DocumentError) return error.code;
      throw error;
    }
    return 'taken';
  };
  const good = square(3, 8, [1, 2, 3]);
  const jpeg = (marker: number, components: number) =>
    Uint8Array.from([0xff, 0xd8, 0xff, marker, 0, 17, 8, 0, 10, 0, 10, components, 0, 0, 0, 0, 0, 0]);

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'logo-kind'],
    ['a text', new TextEncoder().encode('<svg onload="alert(1)"/>'), 'logo-kind'],
    ['more than 1 MB', new Uint8Array(1024 * 1024 + 1), 'logo-too-large'],
    ['a PNG that is cut off', good.subarray(0, good.length - 20), 'logo-unreadable'],
    ['a PNG without its header', good.subarray(0, 20), 'logo-unreadable'],
    ['a damaged PNG', damaged(good), 'logo-unreadable'],
    ['a PNG with a second header', withChunks(chunk('IHDR', header(9000, 9000))), 'logo-unreadable'],
    ['a PNG without pixels', withHeader(0, 10), 'logo-unreadable'],
    ['a PNG of too many pixels', withHeader(30_000, 30_000), 'logo-too-many-pixels'],
    [
      'a PNG that unpacks without end',
      withChunks(chunk('IDAT', zlibSync(new Uint8Array(200_000_000)))),
      'logo-unreadable',
    ],
    ['a JPEG that is cut off', jpeg(0xc0, 3).subarray(0, 8), 'logo-unreadable'],
    ['a JPEG without its last bytes', realJpeg().subarray(0, -2), 'logo-unreadable'],
    ['a JPEG of four colours', jpeg(0xc0, 4), 'logo-jpeg-kind'],
    ['a JPEG without loss', jpeg(0xc3, 3), 'logo-jpeg-kind'],
  ])('is refused: %s', (_, logo, expected) => {
    expect(codeOf(() => render(logo))).toBe(expected);
    expect(codeOf(() => renderHtml(layout, { look: { logo } }))).toBe(expected);
    expect(codeOf(() => checkDocumentLook({ logo }))).toBe(expected);
  });
});

function header(width: number, height: number, depth = 8, kind = 2): Uint8Array {
  const data = new Uint8Array(13);
  const view = new DataView(data.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  data.set([depth, kind], 8);
  return data;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const whole = new Uint8Array(data.length + 12);
  const view = new DataView(whole.buffer);
  view.setUint32(0, data.length);
  whole.set(new TextEncoder().encode(type), 4);
  whole.set(data, 8);
  view.setUint32(data.length + 8, crc(whole.subarray(4, data.length + 8)));
  return whole;
}

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}

const signature = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const file = (...chunks: Uint8Array[]): Uint8Array =>
  Buffer.concat([signature, ...chunks, chunk('IEND', new Uint8Array())]);

function withHeader(width: number, height: number): Uint8Array {
  return file(chunk('IHDR', header(width, height)), chunk('IDAT', zlibSync(new Uint8Array(10))));
}

function withChunks(...more: Uint8Array[]): Uint8Array {
  return file(chunk('IHDR', header(8, 8)), ...more);
}

/** A black square of one bit a pixel; its last byte of each row is not full. */
function bilevel(): Uint8Array {
  const bytesPerRow = 1 + Math.ceil(side / 8);
  return file(
    chunk('IHDR', header(side, side, 1, 0)),
    chunk('IDAT', zlibSync(new Uint8Array(bytesPerRow * side))),
  );
}

/** A square whose pixels are all the second colour of four, two bits each. */
function indexed(): Uint8Array {
  const bytesPerRow = 1 + Math.ceil(side / 4);
  const rows = new Uint8Array(bytesPerRow * side).map((_, index) =>
    index % bytesPerRow === 0 ? 0 : 0b01010101,
  );
  const palette = Uint8Array.from([255, 255, 255, 10, 200, 30, 0, 0, 0, 9, 9, 9]);
  return file(chunk('IHDR', header(side, side, 2, 3)), chunk('PLTE', palette), chunk('IDAT', zlibSync(rows)));
}

function damaged(good: Uint8Array): Uint8Array {
  const copy = good.slice();
  copy[good.length - 30] = (copy[good.length - 30] ?? 0) ^ 0xff;
  return copy;
}
