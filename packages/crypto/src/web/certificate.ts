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
