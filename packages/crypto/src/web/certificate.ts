/** Reading certificates where there is no Node. */
import type { Name, X509Certificate } from '@peculiar/x509';
import { CryptoError } from '../errors.ts';
import { x509Library } from '../x509-library.ts';

/** The certificate (DER) as the X.509 library has it. Throws `CryptoError` 'certificate-unreadable'. */
export async function readWebCertificate(der: Uint8Array<ArrayBuffer>): Promise<X509Certificate> {
  const x509 = await x509Library();
  try {
    return new x509.X509Certificate(der);
  } catch (cause) {
    throw new CryptoError('certificate-unreadable', { cause });
  }
}

/** A distinguished name as text: the last part first, special characters escaped. Source: RFC 4514. */
export function rfc4514(name: Name): string {
  const parts = name
    .toJSON()
    .map((part) =>
      Object.entries(part).flatMap(([type, values]) =>
        values.map((value) => `${shortNames[type] ?? type}=${escapeValue(String(value))}`),
      ),
    )
    .map((attributes) => attributes.join('+'));
  return parts.toReversed().join(',');
}

/** Types that the library writes otherwise than OpenSSL (and so the rest of this package) does. */
const shortNames: Readonly<Record<string, string>> = {
  G: 'GN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.45': 'x500UniqueIdentifier',
  '2.5.4.97': 'organizationIdentifier',
};

const escapeValue = (value: string): string =>
  value.replace(/[",+;<>\\]/g, '\\$&').replace(/^[ #]|(?<!^) $/g, '\\$&');

/**
 * The public key (SubjectPublicKeyInfo) of a certificate, both in DER: the seventh field of what is signed, after
 * version, serial number, algorithm, issuer, validity and subject. Source: RFC 5280, 4.1.
 * Throws `CryptoError` 'certificate-unreadable'.
 */
export function publicKeyOf(der: Uint8Array): Uint8Array<ArrayBuffer> {
  const field = 6;
  const signed = elementAt(der, elementAt(der, 0).start);
  let at = signed.start;
  for (let index = 0; index < field; index += 1) at = elementAt(der, at).end;
  return der.slice(at, elementAt(der, at).end);
}

/** Where the content of an element of DER begins and ends. */
function elementAt(der: Uint8Array, at: number): { start: number; end: number } {
  const first = der[at + 1] ?? 0;
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const start = at + 2 + lengthBytes;
  const length =
    lengthBytes === 0 ? first : der.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  if (at + 2 > der.length || lengthBytes > 3 || start + length > der.length) {
    throw new CryptoError('certificate-unreadable');
  }
  return { start, end: start + length };
}
