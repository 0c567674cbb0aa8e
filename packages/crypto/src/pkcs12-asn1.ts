/** The few things that reading a PKCS#12 file needs of ASN.1, on the reader of `node-forge` (BER as well as DER). */
import type { asn1 } from 'node-forge';

export type Asn1 = asn1.Asn1;

/** Reads one element, which must fill the bytes. Throws where it does not. */
export async function readAsn1(bytes: Uint8Array): Promise<Asn1> {
  const { default: forge } = await import('node-forge');
  return forge.asn1.fromDer(forge.util.createBuffer(Buffer.from(bytes).toString('latin1')));
}

/** The element as DER. */
export async function derOf(element: Asn1): Promise<Buffer> {
  const { default: forge } = await import('node-forge');
  return Buffer.from(forge.asn1.toDer(element).getBytes(), 'latin1');
}

/** The elements in an element; none where it holds bytes, or is not there. */
export const childrenOf = (element: Asn1 | undefined): readonly Asn1[] =>
  element !== undefined && Array.isArray(element.value) ? element.value : [];

/** The bytes of an octet string, also of one that was written in pieces. */
export function bytesOf(element: Asn1 | undefined): Buffer {
  if (element === undefined) throw new Error('an element is missing');
  return Array.isArray(element.value)
    ? Buffer.concat(element.value.map(bytesOf))
    : Buffer.from(element.value, 'latin1');
}

/** A small integer; NaN for one that is not. */
export function integerOf(element: Asn1 | undefined): number {
  const bytes = bytesOf(element);
  return bytes.length === 0 || bytes.length > 6 ? Number.NaN : bytes.readIntBE(0, bytes.length);
}

/** An object identifier in dots; empty where the element is none. Source: X.690, 8.19. */
export function oidOf(element: Asn1 | undefined): string {
  if (element === undefined || typeof element.value !== 'string') return '';
  const numbers: number[] = [];
  let number = 0;
  for (const byte of Buffer.from(element.value, 'latin1')) {
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
