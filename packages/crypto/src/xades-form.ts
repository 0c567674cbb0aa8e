/**
 * The text of a XAdES-BES signature (enveloped, exclusive canonicalization, SHA-256), written straight in its canonical
 * form: nothing is parsed, and nothing of Node or of a browser is needed. Whoever calls hashes and signs in between:
 * digest of the document → signed properties → their digest → signed info → its signature → the element.
 */
import {
  dsNamespace,
  exclusiveCanonicalization,
  sha256Digest,
  signedPropertiesType,
  xadesNamespace,
} from './xades-identifiers.ts';

/** What a signature tells of the certificate of its key. */
export interface CertificateFacts {
  /** DER in Base64. */
  readonly base64: string;
  /** SHA-256 of the DER, Base64. */
  readonly digest: string;
  /** Distinguished name of the issuer in the order of RFC 4514. */
  readonly issuerName: string;
  readonly serialNumber: bigint;
}

/** A part of the signature: as it stands in the document, and the text that is hashed or signed. */
export interface SignedPart {
  readonly written: string;
  readonly canonical: string;
}

const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const dsDeclaration = ` xmlns:ds="${dsNamespace}"`;
const xadesDeclaration = ` xmlns:xades="${xadesNamespace}"`;

/** The properties that are signed: when, and by which certificate. */
export function signedPropertiesOf(id: string, certificate: CertificateFacts, signingTime: Date): SignedPart {
  const write = (xades: string, ds: string): string =>
    `<xades:SignedProperties${xades} Id="${propertiesId(id)}"><xades:SignedSignatureProperties>` +
    `<xades:SigningTime>${signingTime.toISOString()}</xades:SigningTime><xades:SigningCertificate><xades:Cert>` +
    `<xades:CertDigest>${digestMethod(ds)}` +
    `<ds:DigestValue${ds}>${certificate.digest}</ds:DigestValue></xades:CertDigest>` +
    `<xades:IssuerSerial><ds:X509IssuerName${ds}>${escapeText(certificate.issuerName)}</ds:X509IssuerName>` +
    `<ds:X509SerialNumber${ds}>${certificate.serialNumber}</ds:X509SerialNumber></xades:IssuerSerial>` +
    '</xades:Cert></xades:SigningCertificate></xades:SignedSignatureProperties></xades:SignedProperties>';
  // Canonical, each part declares the prefixes that it is the first to use.
  return { written: write('', ''), canonical: write(xadesDeclaration, dsDeclaration) };
}

/** What the key signs: the digests of the document and of the properties. */
export function signedInfoOf(
  id: string,
  documentDigest: string,
  propertiesDigest: string,
  signatureMethod: string,
): SignedPart {
  const write = (ds: string): string =>
    `<ds:SignedInfo${ds}>` +
    `${algorithm('CanonicalizationMethod', exclusiveCanonicalization)}${algorithm('SignatureMethod', signatureMethod)}` +
    `<ds:Reference URI=""><ds:Transforms>${transform(enveloped)}${transform(exclusiveCanonicalization)}` +
    `</ds:Transforms>${digestMethod('')}<ds:DigestValue>${documentDigest}</ds:DigestValue></ds:Reference>` +
    `<ds:Reference Type="${signedPropertiesType}" URI="#${propertiesId(id)}"><ds:Transforms>` +
    `${transform(exclusiveCanonicalization)}</ds:Transforms>${digestMethod('')}` +
    `<ds:DigestValue>${propertiesDigest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  return { written: write(''), canonical: write(dsDeclaration) };
}

/**
 * The whole element.
 * @param value Base64 of the signature over `info.canonical`
 */
export const signatureElement = (
  id: string,
  info: SignedPart,
  properties: SignedPart,
  certificate: CertificateFacts,
  value: string,
): string =>
  `<ds:Signature${dsDeclaration} Id="Signature-${id}">${info.written}` +
  `<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data>` +
  `<ds:X509Certificate>${certificate.base64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>` +
  `<ds:Object><xades:QualifyingProperties${xadesDeclaration} Target="#Signature-${id}">` +
  `${properties.written}</xades:QualifyingProperties></ds:Object></ds:Signature>`;

const propertiesId = (id: string): string => `SignedProperties-${id}`;
const digestMethod = (ds: string): string =>
  `<ds:DigestMethod${ds} Algorithm="${sha256Digest}"></ds:DigestMethod>`;
const algorithm = (element: string, identifier: string): string =>
  `<ds:${element} Algorithm="${identifier}"></ds:${element}>`;
const transform = (identifier: string): string => algorithm('Transform', identifier);

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const escapeText = (text: string): string =>
  text.replace(/[&<>\r]/g, (character) => escapes[character] ?? character);
