import { constants, hash, sign } from 'node:crypto';
import { XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import type { Credential } from './index.ts';

/** A login request as clients make it; the challenge tells documents apart. */
export const loginRequest = (challenge = '20260101-CR-0000000000-0000000000-00'): string =>
  `<AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/2.0"><Challenge>${challenge}</Challenge>` +
  '<ContextIdentifier><Nip>1111111111</Nip></ContextIdentifier>' +
  '<SubjectIdentifierType>certificateSubject</SubjectIdentifierType></AuthTokenRequest>';

export const ds = 'http://www.w3.org/2000/09/xmldsig#';
export const xades = 'http://uri.etsi.org/01903/v1.3.2#';
export const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const inclusive = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';
export const enveloped = `${ds}enveloped-signature`;
export const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
export const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const ecdsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256';

const modes: Record<string, number> = {
  [exclusive]: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0,
  [inclusive]: XmlC14NMode.XML_C14N_1_0,
  'http://www.w3.org/2006/12/xml-c14n11': XmlC14NMode.XML_C14N_1_1,
};

export const transform = (algorithm: string, content = ''): string =>
  `<ds:Transform Algorithm="${algorithm}">${content}</ds:Transform>`;

/** What can be varied in a signature. Everything has the value of an ordinary enveloped one. */
export interface Variation {
  document?: string;
  form?: 'enveloped' | 'enveloping';
  /** Canonicalization of all parts, as the oracle does it. */
  canonicalization?: string;
  /** Identifier written in CanonicalizationMethod, where it differs from what is done. */
  canonicalizationWritten?: string;
  documentTransforms?: string;
  documentUri?: string;
  /** What the digest of the document is computed over, where it is not the document. */
  documentDigested?: string | Uint8Array;
  propertiesTransforms?: string;
  propertiesUri?: string;
  /** Path of what the second reference covers, where it is not the signed properties. */
  propertiesDigested?: string;
  propertiesType?: string;
  digestMethod?: string;
  digestName?: string;
  signatureMethod?: string;
  /** Produces the bytes of SignatureValue. */
  signer?: (signedInfo: Buffer) => Buffer;
  keyInfo?: string;
  extraReferences?: string;
  signingCertificate?: string;
  signingTime?: string;
  target?: string;
  /** Further attributes and content. */
  qualifyingExtra?: string;
  objectContent?: string;
  extraObjects?: string;
  prolog?: string;
}

/** Signers by the last part of the identifier of their algorithm. */
export function signerOf(credential: Credential, digest: string, scheme: 'PKCS1' | 'PSS' | 'ECDSA') {
  const options = {
    PKCS1: {},
    PSS: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
    ECDSA: { dsaEncoding: 'ieee-p1363' },
  } as const;
  return (bytes: Buffer): Buffer => sign(digest, bytes, { key: credential.privateKey, ...options[scheme] });
}

export const x509Data = (...credentials: Credential[]): string =>
  `<ds:X509Data>${credentials
    .map(
      ({ certificate }) => `<ds:X509Certificate>${certificate.raw.toString('base64')}</ds:X509Certificate>`,
    )
    .join('')}</ds:X509Data>`;

export const certDigest = (bytes: Uint8Array, method = sha256, name = 'sha256'): string =>
  `<xades:CertDigest><ds:DigestMethod Algorithm="${method}"/>` +
  `<ds:DigestValue>${hash(name, bytes, 'base64')}</ds:DigestValue></xades:CertDigest>`;

/**
 * Makes a signature with libxml2 doing the canonicalization, independently of the code under test.
 * Every variation is signed properly: what is wrong in it is only what the variation says.
 */
export function makeSigned(credential: Credential, variation: Variation = {}): string {
  const kind = credential.privateKey.asymmetricKeyType === 'ec' ? 'ECDSA' : 'PKCS1';
  const v = {
    document: loginRequest(),
    form: 'enveloped',
    canonicalization: exclusive,
    digestMethod: sha256,
    digestName: 'sha256',
    signatureMethod: kind === 'ECDSA' ? ecdsaSha256 : rsaSha256,
    signer: signerOf(credential, 'sha256', kind),
    keyInfo: x509Data(credential),
    extraReferences: '',
    signingCertificate: `<xades:SigningCertificate><xades:Cert>${certDigest(credential.certificate.raw)}<xades:IssuerSerial><ds:X509IssuerName>CN=X</ds:X509IssuerName><ds:X509SerialNumber>1</ds:X509SerialNumber></xades:IssuerSerial></xades:Cert></xades:SigningCertificate>`,
    signingTime: '<xades:SigningTime>2026-06-01T10:00:00.1234567+00:00</xades:SigningTime>',
    target: '#S',
    qualifyingExtra: '',
    extraObjects: '',
    propertiesUri: '#P',
    propertiesDigested: "//*[@Id='P']",
    propertiesType: 'http://uri.etsi.org/01903#SignedProperties',
    prolog: '',
    ...variation,
  } as const;
  const isEnveloped = v.form === 'enveloped';
  const canonical = transform(v.canonicalization);
  const documentTransforms =
    v.documentTransforms ?? (isEnveloped ? transform(enveloped) + canonical : canonical);
  const reference = (uri: string, type: string, transforms: string, value: string): string =>
    `<ds:Reference URI="${uri}"${type && ` Type="${type}"`}>${transforms && `<ds:Transforms>${transforms}</ds:Transforms>`}` +
    `<ds:DigestMethod Algorithm="${v.digestMethod}"/><ds:DigestValue>${value}</ds:DigestValue></ds:Reference>`;
  const uri = v.documentUri ?? (isEnveloped ? '' : '#O');
  const build = (documentDigest: string, propertiesDigest: string, value: string): string => {
    const signature =
      `<ds:Signature xmlns:ds="${ds}" Id="S"><ds:SignedInfo>` +
      `<ds:CanonicalizationMethod Algorithm="${v.canonicalizationWritten ?? v.canonicalization}"/>` +
      `<ds:SignatureMethod Algorithm="${v.signatureMethod}"/>${reference(uri, '', documentTransforms, documentDigest)}` +
      `${reference(v.propertiesUri, v.propertiesType, v.propertiesTransforms ?? canonical, propertiesDigest)}${v.extraReferences}` +
      `</ds:SignedInfo><ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo Id="K">${v.keyInfo}</ds:KeyInfo>` +
      `${isEnveloped ? '' : `<ds:Object Id="O">${v.objectContent ?? v.document}</ds:Object>`}${v.extraObjects}` +
      `<ds:Object><xades:QualifyingProperties xmlns:xades="${xades}" Target="${v.target}"><xades:SignedProperties Id="P">` +
      `<xades:SignedSignatureProperties>${v.signingTime}${v.signingCertificate}</xades:SignedSignatureProperties>` +
      `</xades:SignedProperties>${v.qualifyingExtra}</xades:QualifyingProperties></ds:Object></ds:Signature>`;
    const place = v.document.lastIndexOf('</');
    return (
      v.prolog + (isEnveloped ? v.document.slice(0, place) + signature + v.document.slice(place) : signature)
    );
  };
  const mode = modes[v.canonicalization] ?? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0;
  const part = (xml: string, path: string): string => {
    using parsed = XmlDocument.fromString(xml);
    const node = parsed.get(path, { ds, xades });
    return node?.canonicalizeToString({ mode: mode as 0 | 1 | 2 }) ?? '';
  };
  const digest = (content: string | Uint8Array): string => hash(v.digestName, content, 'base64');
  const draft = build('', '', '');
  const document =
    v.documentDigested ??
    (isEnveloped ? part(v.prolog + v.document, '/*') : part(draft, `//*[@Id='${uri.slice(1)}']`));
  const info = build(digest(document), digest(part(draft, v.propertiesDigested)), '');
  const value = v.signer(Buffer.from(part(info, '//ds:SignedInfo'), 'utf8')).toString('base64');
  return build(digest(document), digest(part(draft, v.propertiesDigested)), value);
}
