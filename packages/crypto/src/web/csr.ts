/** Certificate requests by a key of Web Cryptography. The counterpart of `createCsr`. */
import type { SubjectAttributes } from '../certificates.ts';
import { nameOf, x509Library } from '../x509-library.ts';
import { webSigningAlgorithm } from './credential.ts';

/**
 * A certificate request (PKCS#10, DER) for a subject, signed with its key by SHA-256.
 * Throws `CryptoError` 'key-kind-unsupported'.
 */
export async function createCsrOnWeb(options: {
  subject: SubjectAttributes;
  keyPair: CryptoKeyPair;
}): Promise<Uint8Array<ArrayBuffer>> {
  const x509 = await x509Library();
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: await nameOf(options.subject),
    keys: options.keyPair,
    signingAlgorithm: webSigningAlgorithm(options.keyPair.privateKey),
  });
  return new Uint8Array(request.rawData);
}
