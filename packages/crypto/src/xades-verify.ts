import { X509Certificate } from 'node:crypto';
import { canonicalForm } from './canonical-form.ts';
import { XadesError } from './errors.ts';
import { digestBy, isStrongEnough, suits, verifySignatureValue } from './xades-algorithms.ts';
import { dsNamespace, signatureAlgorithmOf, xadesNamespace } from './xades-identifiers.ts';
import { verifyReferences } from './xades-references.ts';
import {
  algorithmOf,
  base64Of,
  childElements,
  isElement,
  onlyChild,
  readSignature,
  refuse,
  type SignatureParts,
  textOf,
} from './xades-structure.ts';
import { chainOf } from './xades-trust.ts';
import { parseXml } from './xml-input.ts';

export interface XadesVerifyOptions {
  /** The moment at which certificates must be valid. */
  now: Date;
  /** Whether a certificate that signed itself is trusted, as on the test environment. */
  allowSelfSigned: boolean;
  /** Certificates of authorities; a signer's certificate must be issued by one of them directly. */
  trustedAuthorities: readonly X509Certificate[];
  /** Largest document that is looked at, in bytes; 2 MiB unless told otherwise. */
  maxSizeBytes?: number;
}

const defaultMaxSizeBytes = 2 * 1024 * 1024;

export interface XadesVerification {
  /** The certificate of the signer. */
  certificate: X509Certificate;
  /** The signer's certificate and, unless it signed itself, the authority's. */
  chain: X509Certificate[];
  /**
   * The document that the signature covers, without the signature, as canonical text (of an
   * enveloping signature that encodes it in Base64: as encoded). Read nothing else: what is around it
   * in the file is not signed.
   */
  signedXml: string;
  /** As the signer stated it; null where the signature has none. */
  signingTime: Date | null;
  form: 'enveloped' | 'enveloping';
  trust: 'self-signed' | 'authority';
}

/**
 * Verifies a XAdES signature in full: structure, algorithms, every digest, the signature value, the
 * certificate pinned by the signed properties, its strength, validity and issuer. Formats, algorithms
 * and transforms are those of the official page «Podpis XAdES».
 * Throws `XadesError` with the reason as `code` and what was looked at as `detail`.
 */
export function verifyXades(xml: Uint8Array | string, options: XadesVerifyOptions): XadesVerification {
  const { root } = parseXml(xml, options.maxSizeBytes ?? defaultMaxSizeBytes);
  const parts = readSignature(root);
  const candidates = pinnedCertificates(parts);
  const signingTime = readSigningTime(parts.signedProperties);
  const signedInfo = canonicalForm(parts.signedInfo, parts.canonicalization);
  const signedXml = verifyReferences(root, parts);
  const certificate = verifySignature(parts, candidates, signedInfo);
  const { chain, trust } = chainOf(certificate, options);
  return { certificate, chain, signedXml, signingTime, form: parts.form, trust };
}

const maxCertificates = 10;

function attachedCertificates({ keyInfo }: SignatureParts): X509Certificate[] {
  const elements = (keyInfo ? childElements(keyInfo) : [])
    .filter((child) => isElement(child, dsNamespace, 'X509Data'))
    .flatMap(childElements)
    .filter((child) => isElement(child, dsNamespace, 'X509Certificate'));
  if (elements.length > maxCertificates) refuse('bad-structure', `${elements.length} certificates`);
  return elements.map((element) => {
    const der = Buffer.from(base64Of(element), 'base64');
    try {
      const certificate = new X509Certificate(der);
      // Reading the key here, too: a kind that is not known throws.
      if (certificate.raw.length === der.length && certificate.publicKey) return certificate;
    } catch (cause) {
      throw new XadesError(
        'certificate-missing',
        { found: 'an X509Certificate that cannot be read' },
        { cause },
      );
    }
    return refuse('certificate-missing', 'bytes after the X509Certificate');
  });
}

/** The attached certificates that SigningCertificate (or its version 2) names by their digest. */
function pinnedCertificates(parts: SignatureParts): X509Certificate[] {
  const attached = attachedCertificates(parts);
  if (attached.length === 0) throw new XadesError('certificate-missing');
  const digests = certificateDigests(parts.signedProperties);
  const pinned = attached.filter((certificate) =>
    digests.some(({ method, value }) => digestBy(method, certificate.raw) === value),
  );
  if (pinned.length === 0) {
    const [expected] = digests;
    throw new XadesError('signing-certificate-mismatch', {
      algorithm: expected?.method ?? '',
      expectedDigest: expected?.value ?? '',
      computedDigest: digestBy(expected?.method ?? '', attached[0]?.raw ?? '') ?? '',
    });
  }
  return pinned;
}

function certificateDigests(signedProperties: Element): { method: string; value: string }[] {
  const properties = onlyChild(signedProperties, xadesNamespace, 'SignedSignatureProperties');
  const forms = ['SigningCertificate', 'SigningCertificateV2'].flatMap(
    (name) => (properties && onlyChild(properties, xadesNamespace, name)) ?? [],
  );
  const digests = forms.flatMap(childElements).map((certificate) => {
    const digest = onlyChild(certificate, xadesNamespace, 'CertDigest');
    const method = digest && onlyChild(digest, dsNamespace, 'DigestMethod');
    const value = digest && onlyChild(digest, dsNamespace, 'DigestValue');
    if (!method || !value) return refuse('bad-structure', 'a certificate without CertDigest');
    if (digestBy(algorithmOf(method), '') === undefined) {
      throw new XadesError('algorithm-not-allowed', {
        algorithm: algorithmOf(method),
        found: 'xades:CertDigest',
      });
    }
    return { method: algorithmOf(method), value: base64Of(value) };
  });
  if (digests.length === 0)
    throw new XadesError('signed-properties-missing', { found: 'no SigningCertificate' });
  return digests;
}

function readSigningTime(signedProperties: Element): Date | null {
  const properties = onlyChild(signedProperties, xadesNamespace, 'SignedSignatureProperties');
  const element = properties && onlyChild(properties, xadesNamespace, 'SigningTime');
  if (!element) return null;
  const text = textOf(element);
  const time = new Date(text);
  const isDateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/.test(text);
  if (!isDateTime || Number.isNaN(time.getTime()))
    refuse('bad-structure', `SigningTime ${text.slice(0, 40)}`);
  return time;
}

/** The pinned certificate whose key signed. */
function verifySignature(
  { signatureMethod, signatureValue }: SignatureParts,
  candidates: readonly X509Certificate[],
  signedInfo: string,
): X509Certificate {
  const algorithm = signatureAlgorithmOf(signatureMethod);
  if (!algorithm) {
    throw new XadesError('algorithm-not-allowed', {
      algorithm: signatureMethod,
      found: 'ds:SignatureMethod',
    });
  }
  const suitable = candidates.filter(({ publicKey }) => suits(publicKey, algorithm));
  if (suitable.length === 0) {
    const kinds = candidates.map(({ publicKey }) => publicKey.asymmetricKeyType).join(', ');
    throw new XadesError('algorithm-not-allowed', {
      algorithm: signatureMethod,
      found: `a key of kind ${kinds}`,
    });
  }
  const strong = suitable.filter(({ publicKey }) => isStrongEnough(publicKey));
  if (strong.length === 0) {
    const { modulusLength, namedCurve } = suitable[0]?.publicKey.asymmetricKeyDetails ?? {};
    throw new XadesError('key-too-weak', { found: `${modulusLength ?? namedCurve ?? ''}` });
  }
  const signer = strong.find(({ publicKey }) =>
    verifySignatureValue(algorithm, publicKey, signedInfo, signatureValue),
  );
  if (!signer) {
    throw new XadesError('signature-mismatch', { algorithm: signatureMethod, digested: signedInfo });
  }
  return signer;
}
