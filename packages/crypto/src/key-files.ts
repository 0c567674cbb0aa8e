import { createPrivateKey, type KeyObject, type PrivateKeyInput } from 'node:crypto';
import { type Credential, readCertificates } from './certificates.ts';
import { CryptoError } from './errors.ts';
import { isBase64Text, pemKeyIn } from './pem.ts';

/**
 * Puts together a certificate file (.crt: PEM, also with its chain; DER; Base64 of DER) and a private
 * key file (.key: PKCS#8 in PEM, DER or Base64, encrypted or not; traditional EC and RSA).
 * Throws `CryptoError`: 'certificate-unreadable', 'key-password-needed', 'key-password-wrong',
 * 'key-unreadable', 'key-certificate-mismatch'.
 */
export function loadCredential(files: {
  certificate: Uint8Array;
  key: Uint8Array;
  password?: string | undefined;
}): Credential {
  const certificates = readCertificates(files.certificate);
  const privateKey = readPrivateKey(files.key, files.password);
  const certificate = certificates.find((candidate) => candidate.checkPrivateKey(privateKey));
  if (!certificate) throw new CryptoError('key-certificate-mismatch');
  return { certificate, privateKey };
}

/** The private key as encrypted PKCS#8 in PEM (PBES2, AES-256-CBC), the form KSeF tools exchange. */
export function encryptedKeyPem(privateKey: KeyObject, password: string): string {
  return privateKey
    .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: password })
    .toString();
}

function readPrivateKey(bytes: Uint8Array, password: string | undefined): KeyObject {
  const key = bytes[0] === 0x30 ? readDerKey(Buffer.from(bytes), password) : readTextKey(bytes, password);
  if (key.asymmetricKeyType !== 'rsa' && key.asymmetricKeyType !== 'ec') {
    throw new CryptoError('key-kind-unsupported');
  }
  return key;
}

function readTextKey(bytes: Uint8Array, password: string | undefined): KeyObject {
  const text = Buffer.from(bytes).toString('latin1');
  const pem = pemKeyIn(text)?.whole;
  if (pem) {
    const encrypted = pem.includes('ENCRYPTED');
    return openKey({ key: pem, format: 'pem' }, encrypted, password);
  }
  const der = isBase64Text(text) ? Buffer.from(text, 'base64') : undefined;
  if (der?.[0] !== 0x30) throw new CryptoError('key-unreadable');
  return readDerKey(der, password);
}

function readDerKey(der: Buffer, password: string | undefined): KeyObject {
  // Encrypted, the first element is an algorithm (a SEQUENCE that begins with an object identifier);
  // otherwise it is a version number.
  const first = contentStart(der, 0);
  if (der[first] === 0x30 && der[contentStart(der, first)] === 0x06) {
    return openKey({ key: der, format: 'der', type: 'pkcs8' }, true, password);
  }
  for (const type of ['pkcs8', 'sec1', 'pkcs1'] as const) {
    try {
      return createPrivateKey({ key: der, format: 'der', type });
    } catch {
      // another of the forms, or none: decided after the loop
    }
  }
  throw new CryptoError('key-unreadable');
}

/** Where the content of the ASN.1 element at `start` begins. */
function contentStart(der: Buffer, start: number): number {
  const length = der[start + 1] ?? 0;
  return start + 2 + (length < 0x80 ? 0 : length & 0x7f);
}

function openKey(input: PrivateKeyInput, encrypted: boolean, password: string | undefined): KeyObject {
  if (encrypted && (password === undefined || password === '')) throw new CryptoError('key-password-needed');
  try {
    return createPrivateKey(encrypted && password !== undefined ? { ...input, passphrase: password } : input);
  } catch (cause) {
    throw new CryptoError(encrypted && isDecryptionFailure(cause) ? 'key-password-wrong' : 'key-unreadable', {
      cause,
    });
  }
}

// A wrong password shows as bad padding, or (one time in 256) as garbage that does not parse.
function isDecryptionFailure(cause: unknown): boolean {
  const { code = '', message = '' } = cause as { code?: string; message?: string };
  return /BAD_DECRYPT|CIPHERFINAL|WRONG_FINAL|PKCS12|UNSUPPORTED|ASN1|decod|bad decrypt/i.test(
    `${code} ${message}`,
  );
}
