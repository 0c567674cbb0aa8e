import { randomBytes, sign, type X509Certificate } from 'node:crypto';
import { canonicalDocument } from './canonical-document.ts';
import { canonicalForm } from './canonical-form.ts';
import type { Credential } from './certificates.ts';
import { CryptoError, XadesError } from './errors.ts';
import { sha256Base64 } from './hashes.ts';
import { type CertificateFacts, signatureElement, signedInfoOf, signedPropertiesOf } from './xades-form.ts';
import { dsNamespace, exclusiveCanonicalization, signatureMethodOf } from './xades-identifiers.ts';
import { parseXml } from './xml-input.ts';

export interface XadesSignOptions {
  /** Defaults to now. */
  signingTime?: Date;
  /** Digest of references, certificate and signature; SHA-256 is the only one offered. */
  digest?: 'SHA-256';
}

const canonicalization = { method: exclusiveCanonicalization, prefixes: [] };

/**
 * Signs an XML document as KSeF takes it: enveloped XAdES-BES with SigningTime and SigningCertificate,
 * exclusive canonicalization, SHA-256, RSA (PKCS#1 v1.5) or ECDSA (R || S). The document stays as it
 * is, byte for byte; the signature becomes the last child of its root. The result is text in UTF-8.
 * Throws `XadesError` 'xml-malformed', 'doctype', 'bad-structure' or 'too-many-signatures' (a document
 * that is signed already), `CryptoError` 'key-kind-unsupported'.
 */
export function signXades(
  xml: string | Uint8Array,
  credential: Credential,
  options: XadesSignOptions = {},
): string {
  const prepared = prepareXades(xml, credential.certificate, methodOf(credential), options);
  return prepared.signedBy(signText(prepared.signedInfo, credential));
}

/** A document that lacks nothing but the value of its signature. */
export interface PreparedXades {
  /** Canonical text that the key signs. */
  readonly signedInfo: string;
  /** The signed document (or its signature alone). @param value Base64 of the signature over `signedInfo` */
  signedBy(value: string): string;
}

/**
 * Prepares what `signXades` signs, for a key wherever it is.
 * @param signatureMethod identifier of the signature algorithm
 * @throws {XadesError} as `signXades`
 */
export function prepareXades(
  xml: string | Uint8Array,
  certificate: X509Certificate,
  signatureMethod: string,
  options: XadesSignOptions = {},
): PreparedXades {
  const { root, text } = parseXml(xml);
  if (root.namespaceURI === dsNamespace || root.getElementsByTagNameNS(dsNamespace, 'Signature').length > 0) {
    throw new XadesError('too-many-signatures', { found: 'the document is signed already' });
  }
  const documentDigest = sha256Base64(canonicalForm(root, canonicalization));
  const { signedInfo, signedBy } = prepareSignature(documentDigest, certificate, signatureMethod, options);
  return { signedInfo, signedBy: (value) => appendToRoot(text, root.tagName, signedBy(value)) };
}

/**
 * Signs as `signXades` does, but takes the document at its word: its root has to be written in its exclusive canonical
 * form already (nothing after it, before it at most an XML declaration), so that its own bytes are what is digested.
 * For documents of any size that we wrote ourselves: nothing is parsed, and no second form of it is held in memory.
 * Whoever calls vouches for the form; a document in another one gets a signature that does not verify.
 * Throws `XadesError` 'bad-structure' where the bytes cannot end with the end tag of a root; `CryptoError` as above.
 */
export function signCanonicalXades(
  document: Uint8Array,
  credential: Credential,
  options: XadesSignOptions = {},
): Uint8Array {
  const parsed = canonicalDocument(document);
  const { signedInfo, signedBy } = prepareSignature(
    sha256Base64(parsed.root),
    credential.certificate,
    methodOf(credential),
    options,
  );
  return parsed.with(signedBy(signText(signedInfo, credential)));
}

/** A signature element that lacks nothing but its value. */
function prepareSignature(
  documentDigest: string,
  certificate: X509Certificate,
  signatureMethod: string,
  { signingTime = new Date() }: XadesSignOptions,
): PreparedXades {
  const id = randomBytes(8).toString('hex');
  const facts = factsOf(certificate);
  const properties = signedPropertiesOf(id, facts, signingTime);
  const info = signedInfoOf(id, documentDigest, sha256Base64(properties.canonical), signatureMethod);
  return {
    signedInfo: info.canonical,
    signedBy: (value) => signatureElement(id, info, properties, facts, value),
  };
}

const factsOf = (certificate: X509Certificate): CertificateFacts => ({
  base64: certificate.raw.toString('base64'),
  digest: sha256Base64(certificate.raw),
  issuerName: issuerName(certificate.issuer),
  serialNumber: BigInt(`0x${certificate.serialNumber}`),
});

/** Distinguished name in the order of RFC 4514, the last part first. Node gives one part a line, escaped. */
function issuerName(lines: string): string {
  return lines.split('\n').reverse().join(',');
}

function methodOf({ privateKey }: Credential): string {
  const { asymmetricKeyType } = privateKey;
  if (asymmetricKeyType === 'rsa') return signatureMethodOf('PKCS1', 'sha256');
  if (asymmetricKeyType === 'ec') return signatureMethodOf('ECDSA', 'sha256');
  throw new CryptoError('key-kind-unsupported');
}

function signText(text: string, { privateKey }: Credential): string {
  const bytes = Buffer.from(text, 'utf8');
  return sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64');
}

/** Puts an element at the end of the root of a well-formed document, leaving every other character as it is. */
function appendToRoot(text: string, rootName: string, element: string): string {
  let end = text.trimEnd().length;
  while (text.endsWith('-->', end)) end = text.slice(0, text.lastIndexOf('<!--', end)).trimEnd().length;
  if (text.endsWith('/>', end)) {
    return `${text.slice(0, end - 2)}>${element}</${rootName}>${text.slice(end)}`;
  }
  const endTag = text.lastIndexOf('</', end);
  return text.slice(0, endTag) + element + text.slice(endTag);
}
