/** Certificates with their keys from files, by Web Cryptography. The counterpart of `loadCredential` and `loadPkcs12`. */
import { fromBase64 } from '../encoding.ts';
import { CryptoError } from '../errors.ts';
import { pemCertificatesIn, pemKeyIn } from '../pem.ts';
import { type Asn1, type Bytes, bytesOf, childrenOf, oidOf } from '../pkcs12-asn1.ts';
import { publicKeyOf, readWebCertificate } from './certificate.ts';
import { type WebCredential, webSigningAlgorithm } from './credential.ts';

/** Loaded on first use: most pages open no file. */
const keyFileLibrary = async () => ({
  ...(await import('../pkcs12-asn1.ts')),
  ...(await import('../pkcs12-encryption.ts')),
});

/**
 * Puts together a certificate file (.crt: PEM, also with its chain; DER; Base64 of DER) and a private key file (.key:
 * PKCS#8 in PEM, DER or Base64, encrypted or not; traditional EC and RSA, not encrypted). The key cannot be exported.
 * Throws `CryptoError`: 'certificate-unreadable', 'key-password-needed', 'key-password-wrong', 'key-unreadable',
 * 'key-encryption-unsupported', 'key-kind-unsupported', 'key-certificate-mismatch'.
 */
export async function loadWebCredential(files: {
  certificate: Uint8Array;
  key: Uint8Array;
  password?: string | undefined;
}): Promise<WebCredential> {
  const certificates = await certificatesOf(files.certificate);
  const privateKey = await importedKey(await plainKeyOf(files.key, files.password), 'key-unreadable');
  for (const certificate of certificates) {
    if (await belongsTo(privateKey, certificate)) return { certificate, privateKey };
  }
  throw new CryptoError('key-certificate-mismatch');
}

/**
 * Reads the certificate and the private key of a PKCS#12 file, as `loadPkcs12` does. The key cannot be exported.
 * Throws `CryptoError`: 'pkcs12-unreadable', 'pkcs12-unsupported', 'pkcs12-password-needed', 'pkcs12-password-wrong',
 * 'pkcs12-no-key', 'pkcs12-no-certificate', 'pkcs12-several', 'key-kind-unsupported', 'key-certificate-mismatch'.
 */
export async function loadWebPkcs12(
  bytes: Uint8Array,
  { password }: { password?: string | undefined } = {},
): Promise<WebCredential> {
  const { pkcs12Contents } = await import('../pkcs12-contents.ts');
  const { keys, certificates } = await pkcs12Contents(bytes, password);
  if (keys.length === 0) throw new CryptoError('pkcs12-no-key');
  if (certificates.length === 0) throw new CryptoError('pkcs12-no-certificate');
  const pairs = new Map<string, WebCredential>();
  for (const key of keys) {
    const privateKey = await importedKey(key, 'pkcs12-unreadable');
    for (const certificate of certificates) {
      // The same certificate may be there twice.
      if (await belongsTo(privateKey, certificate))
        pairs.set(certificate.join(), { certificate, privateKey });
    }
  }
  const [pair, ...others] = pairs.values();
  if (!pair) throw new CryptoError('key-certificate-mismatch');
  if (others.length === 0) return pair;
  const subjects = [];
  for (const { certificate } of pairs.values())
    subjects.push((await readWebCertificate(certificate)).subject);
  throw new CryptoError('pkcs12-several', { found: subjects.join('; ') });
}

const sequence = 0x30;

const textOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);

/** The certificates of a file in DER; there is at least one. Throws 'certificate-unreadable'. */
async function certificatesOf(bytes: Uint8Array): Promise<readonly Bytes[]> {
  try {
    const text = textOf(bytes);
    const blocks = pemCertificatesIn(text).map(({ content }) => fromBase64(content));
    const found = bytes[0] === sequence ? [Uint8Array.from(bytes)] : blocks;
    const certificates = found.length > 0 ? found : [fromBase64(text)];
    for (const certificate of certificates) await readWebCertificate(certificate);
    return certificates;
  } catch (cause) {
    throw new CryptoError('certificate-unreadable', { cause });
  }
}

/** The key of a file as PKCS#8 in DER, decrypted. */
async function plainKeyOf(bytes: Uint8Array, password: string | undefined): Promise<Bytes> {
  const { readAsn1 } = await keyFileLibrary();
  const der = keyDerOf(bytes);
  let element: Asn1;
  try {
    element = await readAsn1(der);
  } catch (cause) {
    throw new CryptoError('key-unreadable', { cause });
  }
  const [first, second] = childrenOf(element);
  // Encrypted, the first element is an algorithm; otherwise it is a version number.
  if (oidOf(childrenOf(first)[0]) !== '') return decryptedKey(first as Asn1, second, password);
  return Array.isArray(second?.value) ? der : asPkcs8(element);
}

function keyDerOf(bytes: Uint8Array): Bytes {
  if (bytes[0] === sequence) return Uint8Array.from(bytes);
  const text = textOf(bytes);
  const content = pemKeyIn(text)?.content ?? text;
  // The older way to encrypt a key in PEM, by MD5, is announced by a header.
  if (content.includes('Proc-Type:')) throw new CryptoError('key-encryption-unsupported');
  try {
    return fromBase64(content);
  } catch (cause) {
    throw new CryptoError('key-unreadable', { cause });
  }
}

async function decryptedKey(
  algorithm: Asn1,
  encrypted: Asn1 | undefined,
  password: string | undefined,
): Promise<Bytes> {
  if (password === undefined || password === '') throw new CryptoError('key-password-needed');
  const { decryptByPassword, Pkcs12Problem, readAsn1 } = await keyFileLibrary();
  let plain: Bytes | undefined;
  try {
    plain = await decryptByPassword(algorithm, bytesOf(encrypted), password);
  } catch (cause) {
    const code = cause instanceof Pkcs12Problem ? 'key-encryption-unsupported' : 'key-unreadable';
    throw new CryptoError(code, { cause });
  }
  try {
    // One time in 256 the padding of garbage looks right: what comes out must be a whole element of ASN.1 as well.
    await readAsn1(plain ?? new Uint8Array());
  } catch (cause) {
    throw new CryptoError('key-password-wrong', { cause });
  }
  return plain ?? new Uint8Array();
}

const oids = {
  rsa: '1.2.840.113549.1.1.1',
  ec: '1.2.840.10045.2.1',
} as const;
const curves: Readonly<Record<string, string>> = {
  '1.2.840.10045.3.1.7': 'P-256',
  '1.3.132.0.34': 'P-384',
  '1.3.132.0.35': 'P-521',
};

/** A traditional key (PKCS#1 of RSA, SEC 1 of EC) in the form that Web Cryptography takes. Source: RFC 5208, RFC 5915. */
async function asPkcs8(traditional: Asn1): Promise<Bytes> {
  const { derOf, forgeLibrary } = await keyFileLibrary();
  const { asn1 } = await forgeLibrary();
  const { Class, Type } = asn1;
  const element = (type: number, value: string | Asn1[]) =>
    asn1.create(Class.UNIVERSAL, type, Array.isArray(value), value);
  const [, key, parameters] = childrenOf(traditional);
  const isEc = key?.type === Type.OCTETSTRING;
  const [curve] = isEc ? childrenOf(parameters) : [];
  if (isEc ? !curve : key?.type !== Type.INTEGER) throw new CryptoError('key-unreadable');
  const algorithm = element(Type.SEQUENCE, [
    element(Type.OID, asn1.oidToDer(isEc ? oids.ec : oids.rsa).getBytes()),
    curve ?? element(Type.NULL, ''),
  ]);
  const content = element(Type.OCTETSTRING, asn1.toDer(traditional).getBytes());
  return derOf(element(Type.SEQUENCE, [element(Type.INTEGER, '\0'), algorithm, content]));
}

/** The key for signing; its kind stands in the file. */
async function importedKey(pkcs8: Bytes, code: 'key-unreadable' | 'pkcs12-unreadable'): Promise<CryptoKey> {
  const { readAsn1 } = await keyFileLibrary();
  let algorithm: RsaHashedImportParams | EcKeyImportParams | undefined;
  try {
    algorithm = algorithmOf(childrenOf(await readAsn1(pkcs8))[1]);
  } catch (cause) {
    throw new CryptoError(code, { cause });
  }
  if (!algorithm) throw new CryptoError('key-kind-unsupported');
  try {
    return await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  } catch (cause) {
    throw new CryptoError(code, { cause });
  }
}

function algorithmOf(identifier: Asn1 | undefined): RsaHashedImportParams | EcKeyImportParams | undefined {
  const [kind, parameters] = childrenOf(identifier);
  if (oidOf(kind) === oids.rsa) return { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const namedCurve = curves[oidOf(parameters)];
  return oidOf(kind) === oids.ec && namedCurve ? { name: 'ECDSA', namedCurve } : undefined;
}

/** Whether what the key signs can be verified by the certificate: then the two are a pair. */
async function belongsTo(privateKey: CryptoKey, certificate: Bytes): Promise<boolean> {
  const algorithm = webSigningAlgorithm(privateKey);
  const probe = crypto.getRandomValues(new Uint8Array(32));
  try {
    const publicKey = await crypto.subtle.importKey('spki', publicKeyOf(certificate), algorithm, false, [
      'verify',
    ]);
    const signature = await crypto.subtle.sign(algorithm, privateKey, probe);
    return await crypto.subtle.verify(algorithm, publicKey, signature, probe);
  } catch {
    // A certificate of another kind of key, or on another curve.
    return false;
  }
}

/** What a page says of a certificate. */
export interface WebCertificateFacts {
  /** Whom it names: its common name, else the whole subject. */
  readonly subject: string;
  readonly validFrom: Date;
  readonly validTo: Date;
}

/** Reads what a page says of a certificate (DER). Throws `CryptoError` 'certificate-unreadable'. */
export async function webCertificateFacts(der: Uint8Array<ArrayBuffer>): Promise<WebCertificateFacts> {
  const { subject, subjectName, notBefore, notAfter } = await readWebCertificate(der);
  const [commonName] = subjectName.getField('CN');
  return { subject: commonName ?? subject, validFrom: notBefore, validTo: notAfter };
}
