/** Reads a certificate with its private key from a PKCS#12 file (.p12, .pfx). Source: RFC 7292. */
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { type Credential, fingerprintOf } from './certificates.ts';
import { CryptoError } from './errors.ts';
import { type Pkcs12Contents, pkcs12Contents } from './pkcs12-contents.ts';

export interface Pkcs12Options {
  /** Password of the file; a file without one needs none. */
  readonly password?: string | undefined;
  /** SHA-256 of the certificate to take (hexadecimal), where the file has several keys. */
  readonly fingerprint?: string | undefined;
}

/**
 * Reads the certificate and the private key (RSA or EC) of a PKCS#12 file: encrypted by AES (PBES2), Triple DES or RC2,
 * as OpenSSL, Windows, Java and the issuers of certificates write it. Of several certificates, the one that the key
 * belongs to; its chain is passed over.
 *
 * Throws `CryptoError`: 'pkcs12-unreadable', 'pkcs12-unsupported', 'pkcs12-password-needed', 'pkcs12-password-wrong',
 * 'pkcs12-no-key', 'pkcs12-no-certificate', 'pkcs12-several' (several keys, and no fingerprint says which),
 * 'key-certificate-mismatch', 'key-kind-unsupported'.
 */
export async function loadPkcs12(bytes: Uint8Array, options: Pkcs12Options = {}): Promise<Credential> {
  return chosen(foundIn(await pkcs12Contents(bytes, options.password)), options.fingerprint);
}

interface Found {
  readonly keys: readonly KeyObject[];
  readonly certificates: readonly X509Certificate[];
}

function foundIn({ keys, certificates }: Pkcs12Contents): Found {
  try {
    return {
      keys: keys.map((der) => createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' })),
      certificates: certificates.map((der) => new X509Certificate(der)),
    };
  } catch (cause) {
    throw new CryptoError('pkcs12-unreadable', { cause });
  }
}

/** The pair of key and certificate to log in with. */
function chosen({ keys, certificates }: Found, fingerprint: string | undefined): Credential {
  if (keys.length === 0) throw new CryptoError('pkcs12-no-key');
  if (certificates.length === 0) throw new CryptoError('pkcs12-no-certificate');
  const all = keys.flatMap((key) =>
    certificates
      .filter((certificate) => certificate.checkPrivateKey(key))
      .map((certificate) => ({ certificate, privateKey: key })),
  );
  // The same certificate may be there twice.
  const pairs = [...new Map(all.map((pair) => [fingerprintOf(pair.certificate), pair])).values()];
  const wanted = fingerprint?.replace(/[:\s]/g, '').toUpperCase();
  const fitting =
    wanted === undefined ? pairs : pairs.filter(({ certificate }) => fingerprintOf(certificate) === wanted);
  const [pair] = fitting;
  if (pairs.length === 0) throw new CryptoError('key-certificate-mismatch');
  if (!pair || fitting.length > 1)
    throw new CryptoError('pkcs12-several', { found: pairs.map(described).join('; ') });
  const kind = pair.privateKey.asymmetricKeyType;
  if (kind !== 'rsa' && kind !== 'ec') throw new CryptoError('key-kind-unsupported');
  return pair;
}

/** A certificate in a few words: whom it names, until when, and the fingerprint to choose it by. */
const described = ({ certificate }: Credential): string =>
  `${certificate.subject.split('\n').join(', ')} (${certificate.validToDate.toISOString().slice(0, 10)}, SHA-256 ${fingerprintOf(certificate)})`;
