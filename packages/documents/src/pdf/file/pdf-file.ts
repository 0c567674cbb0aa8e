/**
 * The file around the objects of a PDF 1.7 document: object streams, cross-reference stream, trailer (ISO 32000-1,
 * 7.5). Everything but streams is packed, because a tagged document has thousands of small objects.
 */
import { zlibSync } from 'fflate';
import { bytesOf, pdfReference } from './syntax.ts';

/** Objects packed together; a reader unpacks all of them to look at one. */
const objectsPerStream = 500;

const objectKinds = { free: 0, plain: 1, packed: 2 } as const;

/** Where an object is: at a byte of the file, or in which stream of objects at which place. */
interface Location {
  readonly kind: 1 | 2;
  readonly place: number;
  readonly index: number;
}

export interface Trailer {
  readonly root: number;
  readonly info: number;
}

export class PdfFile {
  readonly #chunks: Uint8Array[] = [];
  readonly #locations: (Location | undefined)[] = [undefined];
  readonly #fingerprint = new Fingerprint();
  readonly #deflate: (content: Uint8Array) => Uint8Array;
  #packing: { number: number; body: string }[] = [];
  #offset = 0;

  /** @param deflate compresses to the format of zlib */
  constructor(deflate: (content: Uint8Array) => Uint8Array = zlibSync) {
    this.#deflate = deflate;
    // Four bytes above 127 tell programs that this is no text.
    this.#write(bytesOf('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n'));
  }

  /** A number for an object that is added later. */
  reserve(): number {
    return this.#locations.push(undefined) - 1;
  }

  /** Adds an object that is not a stream. */
  add(body: string, number: number = this.reserve()): number {
    this.#packing.push({ number, body });
    if (this.#packing.length === objectsPerStream) this.#pack();
    return number;
  }

  /** Adds a stream. `entries` are those of its dictionary beside the length. */
  addStream(entries: string, content: Uint8Array, number: number = this.reserve()): number {
    this.#locations[number] = { kind: objectKinds.plain, place: this.#offset, index: 0 };
    this.#write(bytesOf(`${number} 0 obj\n<<${entries}/Length ${content.length}>>\nstream\n`));
    this.#write(content);
    this.#write(bytesOf('\nendstream\nendobj\n'));
    return number;
  }

  /** Adds a stream, compressed. */
  addCompressed(entries: string, content: Uint8Array, number: number = this.reserve()): number {
    return this.addStream(`${entries}/Filter/FlateDecode`, this.#deflate(content), number);
  }

  /** The whole file. Its identifier follows from its content, so that equal documents are equal files. */
  finish({ root, info }: Trailer): Uint8Array {
    this.#pack();
    const number = this.reserve();
    const start = this.#offset;
    this.#locations[number] = { kind: objectKinds.plain, place: start, index: 0 };
    const identifier = `<${this.#fingerprint.hex()}>`;
    const entries =
      `/Type/XRef/Size ${this.#locations.length}/W[1 4 2]/Root ${pdfReference(root)}` +
      `/Info ${pdfReference(info)}/ID[${identifier}${identifier}]`;
    this.addCompressed(entries, this.#crossReferences(), number);
    this.#write(bytesOf(`startxref\n${start}\n%%EOF\n`));
    return this.#joined();
  }

  #pack(): void {
    const packing = this.#packing;
    if (packing.length === 0) return;
    this.#packing = [];
    const stream = this.reserve();
    let head = '';
    let offset = 0;
    packing.forEach(({ number, body }, index) => {
      this.#locations[number] = { kind: objectKinds.packed, place: stream, index };
      head += `${number} ${offset} `;
      offset += body.length + 1;
    });
    const bodies = packing.map(({ body }) => body).join('\n');
    const entries = `/Type/ObjStm/N ${packing.length}/First ${head.length}`;
    this.addCompressed(entries, bytesOf(`${head}${bodies}`), stream);
  }

  #crossReferences(): Uint8Array {
    const rows = new Uint8Array(this.#locations.length * 7);
    const view = new DataView(rows.buffer);
    this.#locations.forEach((location, number) => {
      const at = number * 7;
      if (location === undefined) {
        if (number > 0) throw new Error(`Object ${number} was reserved but never added.`);
        view.setUint16(at + 5, 0xffff);
        return;
      }
      view.setUint8(at, location.kind);
      view.setUint32(at + 1, location.place);
      view.setUint16(at + 5, location.index);
    });
    return rows;
  }

  #write(bytes: Uint8Array): void {
    this.#fingerprint.add(bytes);
    this.#chunks.push(bytes);
    this.#offset += bytes.length;
  }

  #joined(): Uint8Array {
    const file = new Uint8Array(this.#offset);
    let offset = 0;
    for (const chunk of this.#chunks) {
      file.set(chunk, offset);
      offset += chunk.length;
    }
    return file;
  }
}

/** 128 bits that tell documents apart; no protection against those who want two to be alike. */
class Fingerprint {
  readonly #lanes = new Uint32Array([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]);

  add(bytes: Uint8Array): void {
    let [a = 0, b = 0, c = 0, d = 0] = this.#lanes;
    for (const byte of bytes) {
      a = Math.imul(a ^ byte, 0x01000193);
      b = Math.imul(b ^ (byte + (a >>> 24)), 0x85ebca6b);
      c = Math.imul(c ^ (byte + (b >>> 24)), 0xc2b2ae35);
      d = Math.imul(d ^ (byte + (c >>> 24)), 0x27d4eb2f);
    }
    this.#lanes.set([a, b, c, d]);
  }

  hex(): string {
    return [...this.#lanes].map((lane) => lane.toString(16).padStart(8, '0')).join('');
  }
}
