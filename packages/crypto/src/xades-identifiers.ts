/** What signatures are written in: namespaces, identifiers of algorithms. Nothing of Node is needed here. */

/** XML namespaces of signatures. */
export const dsNamespace = 'http://www.w3.org/2000/09/xmldsig#';
export const xadesNamespace = 'http://uri.etsi.org/01903/v1.3.2#';
/** `Type` of the reference that covers the signed properties. */
export const signedPropertiesType = 'http://uri.etsi.org/01903#SignedProperties';
export const exclusiveCanonicalization = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const sha256Digest = 'http://www.w3.org/2001/04/xmlenc#sha256';

export type Scheme = 'PKCS1' | 'PSS' | 'ECDSA';

export interface SignatureAlgorithm {
  scheme: Scheme;
  digest: string;
}

const more2001 = 'http://www.w3.org/2001/04/xmldsig-more#';
const more2007 = 'http://www.w3.org/2007/05/xmldsig-more#';
const more2021 = 'http://www.w3.org/2021/04/xmldsig-more#';
const sha2 = ['sha256', 'sha384', 'sha512'];
const sha3 = ['sha3-256', 'sha3-384', 'sha3-512'];
const row = (identifier: string, scheme: Scheme, digest: string): [string, SignatureAlgorithm] => [
  identifier,
  { scheme, digest },
];

/** Signature algorithms of the official page: asymmetric ones only, so that no key can be taken for a secret. */
const signatureAlgorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  row(`${dsNamespace}rsa-sha1`, 'PKCS1', 'sha1'),
  ...sha2.map((digest) => row(`${more2001}rsa-${digest}`, 'PKCS1', digest)),
  ...['sha1', ...sha2, ...sha3].map((digest) => row(`${more2007}${digest}-rsa-MGF1`, 'PSS', digest)),
  ...['sha1', ...sha2].map((digest) => row(`${more2001}ecdsa-${digest}`, 'ECDSA', digest)),
  ...sha3.map((digest) => row(`${more2021}ecdsa-${digest}`, 'ECDSA', digest)),
]);

/** The algorithm of an identifier; undefined for any that is not on the official page. */
export function signatureAlgorithmOf(identifier: string): SignatureAlgorithm | undefined {
  return signatureAlgorithms.get(identifier);
}

/** The identifier by which a signature names its algorithm; `digest` as `node:crypto` names it, of SHA-2. */
export function signatureMethodOf(scheme: Scheme, digest: string): string {
  for (const [identifier, algorithm] of signatureAlgorithms) {
    if (algorithm.scheme === scheme && algorithm.digest === digest) return identifier;
  }
  throw new Error(`no signature algorithm of ${scheme} with ${digest}`);
}
