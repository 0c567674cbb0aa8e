import type { KeyObject, webcrypto } from 'node:crypto';
import type { Name } from '@peculiar/x509';
import type { SubjectAttributes } from './certificates.ts';
import { CryptoError } from './errors.ts';

/** Loads the X.509 library on first use: it takes longer than everything else of this package. */
export async function x509Library() {
  await import('reflect-metadata');
  return import('@peculiar/x509');
}

export type SigningAlgorithm =
  | (webcrypto.EcKeyImportParams & webcrypto.EcdsaParams)
  | webcrypto.RsaHashedImportParams;

/** Parameters for signing certificates and requests with a key: SHA-256 with RSA PKCS#1 v1.5 or ECDSA. */
export function signingAlgorithmOf(key: KeyObject): SigningAlgorithm {
  if (key.asymmetricKeyType === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const namedCurve = curves[key.asymmetricKeyDetails?.namedCurve ?? ''];
  if (key.asymmetricKeyType === 'ec' && namedCurve) return { name: 'ECDSA', namedCurve, hash: 'SHA-256' };
  throw new CryptoError('key-kind-unsupported');
}

/** Curves that the library signs and verifies on: OpenSSL's name and that of Web Cryptography. */
export const curves: Record<string, string> = { prime256v1: 'P-256', secp384r1: 'P-384', secp521r1: 'P-521' };

const oids = {
  countryName: '2.5.4.6',
  organizationName: '2.5.4.10',
  organizationIdentifier: '2.5.4.97',
  givenNames: '2.5.4.42',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  commonName: '2.5.4.3',
  uniqueIdentifier: '2.5.4.45',
} as const satisfies Record<keyof SubjectAttributes, string>;

/** The subject as a name of X.509, one attribute a RDN; X.520 asks for PrintableString in two of them. */
export async function nameOf(subject: SubjectAttributes): Promise<Name> {
  const x509 = await x509Library();
  const json = (Object.entries(oids) as [keyof SubjectAttributes, string][]).flatMap(([attribute, oid]) =>
    [subject[attribute] ?? []].flat().map((value) => ({ [oid]: [encodeText(attribute, value)] })),
  );
  return new x509.Name(json);
}

/** The key as the library takes it. The library's type of the key knows fewer usages than Node's; it is the same object. */
export function libraryKey(key: KeyObject, usage: 'sign' | 'verify'): CryptoKey {
  return key.toCryptoKey(signingAlgorithmOf(key), true, [usage]) as CryptoKey;
}

function encodeText(attribute: keyof SubjectAttributes, value: string) {
  const printable = attribute === 'countryName' || attribute === 'serialNumber';
  return printable && /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value)
    ? { printableString: value }
    : { utf8String: value };
}

/** Object identifiers of the attributes of `SubjectAttributes`. */
export const attributeOids: Readonly<Record<keyof SubjectAttributes, string>> = oids;
