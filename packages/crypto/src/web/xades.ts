/** XAdES by a key of Web Cryptography. */
import { canonicalDocument } from '../canonical-document.ts';
import { toBase64, toHex } from '../encoding.ts';
import { type CertificateFacts, signatureElement, signedInfoOf, signedPropertiesOf } from '../xades-form.ts';
import { signatureMethodOf } from '../xades-identifiers.ts';
import { readWebCertificate, rfc4514 } from './certificate.ts';
import { type WebCredential, webSigningAlgorithm } from './credential.ts';
import { sha256Base64OnWeb } from './hash.ts';

/**
 * Signs as `signCanonicalXades` does (enveloped XAdES-BES, exclusive canonicalization, SHA-256): the root of the
 * document has to be written in its exclusive canonical form, with nothing after it.
 * @param options.signingTime now without it
 * @throws {XadesError} 'bad-structure' where the bytes cannot end with the end tag of a root; {@link CryptoError}
 *   'key-kind-unsupported', 'certificate-unreadable'
 */
export async function signCanonicalXadesOnWeb(
  document: Uint8Array,
  { certificate, privateKey }: WebCredential,
  { signingTime = new Date() }: { signingTime?: Date } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const algorithm = webSigningAlgorithm(privateKey);
  const parsed = canonicalDocument(document);
  const id = toHex(crypto.getRandomValues(new Uint8Array(8))).toLowerCase();
  const facts = await factsOf(certificate);
  const properties = signedPropertiesOf(id, facts, signingTime);
  const method = signatureMethodOf(algorithm.name === 'ECDSA' ? 'ECDSA' : 'PKCS1', 'sha256');
  const info = signedInfoOf(
    id,
    await sha256Base64OnWeb(parsed.root),
    await sha256Base64OnWeb(utf8(properties.canonical)),
    method,
  );
  // ECDSA of Web Cryptography is R || S, as XMLDSig wants it.
  const value = await crypto.subtle.sign(algorithm, privateKey, utf8(info.canonical));
  return parsed.with(signatureElement(id, info, properties, facts, toBase64(new Uint8Array(value))));
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

async function factsOf(der: Uint8Array<ArrayBuffer>): Promise<CertificateFacts> {
  const certificate = await readWebCertificate(der);
  return {
    base64: toBase64(der),
    digest: await sha256Base64OnWeb(der),
    issuerName: rfc4514(certificate.issuerName),
    serialNumber: BigInt(`0x${certificate.serialNumber}`),
  };
}
