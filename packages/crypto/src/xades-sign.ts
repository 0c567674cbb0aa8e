import { randomBytes, sign, type X509Certificate } from 'node:crypto';
import { canonicalForm, exclusiveCanonicalization } from './canonical-form.ts';
import type { Credential } from './certificates.ts';
import { CryptoError, XadesError } from './errors.ts';
import { sha256Base64 } from './hashes.ts';
import {
  dsNamespace,
  sha256Digest,
  signatureMethodOf,
  signedPropertiesType,
  xadesNamespace,
} from './xades-algorithms.ts';
import { parseXml } from './xml-input.ts';

export interface XadesSignOptions {
  /** Defaults to now. */
  signingTime?: Date;
  /** Digest of references, certificate and signature; SHA-256 is the only one offered. */
  digest?: 'SHA-256';
}

const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
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

const declarationEnd = Buffer.from('?>');

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
  const bytes = Buffer.from(document.buffer, document.byteOffset, document.length);
  const hasDeclaration = bytes.subarray(0, 5).toString('latin1') === '<?xml';
  const start = hasDeclaration ? bytes.indexOf(declarationEnd) + declarationEnd.length : 0;
  const endTag = bytes.lastIndexOf('</');
  if (endTag <= start || bytes.indexOf('>', endTag) !== bytes.length - 1) {
    throw new XadesError('bad-structure', {
      found: 'a document that does not end with the end tag of its root',
    });
  }
  const digest = sha256Base64(bytes.subarray(start));
  const { signedInfo, signedBy } = prepareSignature(
    digest,
    credential.certificate,
    methodOf(credential),
    options,
  );
  const signature = signedBy(signText(signedInfo, credential));
  return Buffer.concat([bytes.subarray(0, endTag), Buffer.from(signature), bytes.subarray(endTag)]);
}

/** A signature element that lacks nothing but its value. */
function prepareSignature(
  documentDigest: string,
  certificate: X509Certificate,
  signatureMethod: string,
  { signingTime = new Date() }: XadesSignOptions,
): PreparedXades {
  const id = randomBytes(8).toString('hex');
  const properties = signedProperties(`SignedProperties-${id}`, certificate, signingTime);
  const propertiesDigest = sha256Base64(canonicalIn(properties));
  const info = signedInfo(documentDigest, `SignedProperties-${id}`, propertiesDigest, signatureMethod);
  const certificateText = certificate.raw.toString('base64');
  return {
    signedInfo: canonicalIn(info),
    signedBy: (value) =>
      `<ds:Signature xmlns:ds="${dsNamespace}" Id="Signature-${id}">${info}` +
      `<ds:SignatureValue>${value}</ds:SignatureValue>` +
      `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificateText}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>` +
      `<ds:Object><xades:QualifyingProperties xmlns:xades="${xadesNamespace}" Target="#Signature-${id}">` +
      `${properties}</xades:QualifyingProperties></ds:Object></ds:Signature>`,
  };
}

/** Canonical form of a part of the signature; exclusive, so it does not depend on what is around it. */
function canonicalIn(element: string): string {
  const { root } = parseXml(`<x xmlns:ds="${dsNamespace}" xmlns:xades="${xadesNamespace}">${element}</x>`);
  return canonicalForm(root.firstChild as Element, canonicalization);
}

function signedInfo(
  documentDigest: string,
  propertiesId: string,
  propertiesDigest: string,
  signatureMethod: string,
): string {
  const digestOf = (value: string): string =>
    `<ds:DigestMethod Algorithm="${sha256Digest}"/><ds:DigestValue>${value}</ds:DigestValue>`;
  const transform = (algorithm: string): string => `<ds:Transform Algorithm="${algorithm}"/>`;
  return (
    `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${exclusiveCanonicalization}"/>` +
    `<ds:SignatureMethod Algorithm="${signatureMethod}"/>` +
    `<ds:Reference URI=""><ds:Transforms>${transform(enveloped)}${transform(exclusiveCanonicalization)}` +
    `</ds:Transforms>${digestOf(documentDigest)}</ds:Reference>` +
    `<ds:Reference Type="${signedPropertiesType}" URI="#${propertiesId}"><ds:Transforms>` +
    `${transform(exclusiveCanonicalization)}</ds:Transforms>${digestOf(propertiesDigest)}</ds:Reference></ds:SignedInfo>`
  );
}

function signedProperties(id: string, certificate: X509Certificate, signingTime: Date): string {
  return (
    `<xades:SignedProperties Id="${id}"><xades:SignedSignatureProperties>` +
    `<xades:SigningTime>${signingTime.toISOString()}</xades:SigningTime><xades:SigningCertificate><xades:Cert>` +
    `<xades:CertDigest><ds:DigestMethod Algorithm="${sha256Digest}"/>` +
    `<ds:DigestValue>${sha256Base64(certificate.raw)}</ds:DigestValue></xades:CertDigest>` +
    `<xades:IssuerSerial><ds:X509IssuerName>${escapeText(issuerName(certificate.issuer))}</ds:X509IssuerName>` +
    `<ds:X509SerialNumber>${BigInt(`0x${certificate.serialNumber}`)}</ds:X509SerialNumber></xades:IssuerSerial>` +
    '</xades:Cert></xades:SigningCertificate></xades:SignedSignatureProperties></xades:SignedProperties>'
  );
}

/** Distinguished name in the order of RFC 4514, the last part first. Node gives one part a line, escaped. */
function issuerName(lines: string): string {
  return lines.split('\n').reverse().join(',');
}

// The carriage return, too, which a parser would otherwise take for a line end.
function escapeText(text: string): string {
  return text.replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`);
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
