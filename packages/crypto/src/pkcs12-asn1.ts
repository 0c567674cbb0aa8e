/** The few things that key files need of ASN.1, on the reader of `node-forge` (BER as well as DER); browsers use them, too. */
import type { asn1 } from 'node-forge';
import { binaryText, bytesFrom } from './encoding.ts';

export type Asn1 = asn1.Asn1;
export type Bytes = Uint8Array<ArrayBuffer>;

/** Loads the library on first use: only files of keys need it. */
export const forgeLibrary = async () => (await import('node-forge')).default;

/** Reads one element, which must fill the bytes. Throws where it does not. */
export async function readAsn1(bytes: Uint8Array): Promise<Asn1> {
  const forge = await forgeLibrary();
  return forge.asn1.fromDer(forge.util.createBuffer(binaryText(bytes)));
}

/** The element as DER. */
export async function derOf(element: Asn1): Promise<Bytes> {
  const forge = await forgeLibrary();
  return bytesFrom(forge.asn1.toDer(element).getBytes());
}

/** The elements in an element; none where it holds bytes, or is not there. */
export const childrenOf = (element: Asn1 | undefined): readonly Asn1[] =>
  element !== undefined && Array.isArray(element.value) ? element.value : [];

/** The bytes of an octet string, also of one that was written in pieces. */
export function bytesOf(element: Asn1 | undefined): Bytes {
  return bytesFrom(textOf(element));
}

function textOf(element: Asn1 | undefined): string {
  if (element === undefined) throw new Error('an element is missing');
  return Array.isArray(element.value) ? element.value.map(textOf).join('') : element.value;
}

/** A small integer; NaN for one that is not. */
export function integerOf(element: Asn1 | undefined): number {
  const bytes = bytesOf(element);
  if (bytes.length === 0 || bytes.length > 6) return Number.NaN;
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return (bytes[0] ?? 0) < 0x80 ? value : value - 256 ** bytes.length;
}

/** An object identifier in dots; empty where the element is none. Source: X.690, 8.19. */
export function oidOf(element: Asn1 | undefined): string {
  if (element === undefined || typeof element.value !== 'string') return '';
  const numbers: number[] = [];
  let number = 0;
  for (const byte of bytesFrom(element.value)) {
    number = number * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      numbers.push(number);
      number = 0;
    }
  }
  const [first = 0, ...others] = numbers;
  const top = Math.min(2, Math.floor(first / 40));
  return [top, first - top * 40, ...others].join('.');
}
