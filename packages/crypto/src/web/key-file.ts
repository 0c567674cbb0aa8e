/** The file of a private key, by Web Cryptography. The counterpart of `encryptedKeyPem`. */
import { toBase64 } from '../encoding.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** How often the password is hashed: what OWASP advises for PBKDF2 with SHA-256. */
const iterations = 600_000;

/** Object identifiers in DER, without tag and length. Source: RFC 8018, appendices A to C. */
const oids = {
  pbes2: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d],
  pbkdf2: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c],
  hmacWithSha256: [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09],
  aes256Cbc: [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a],
};
const tags = { integer: 0x02, octetString: 0x04, null: 0x05, objectIdentifier: 0x06, sequence: 0x30 };

/**
 * The private key as encrypted PKCS#8 in PEM: PBES2 with PBKDF2 (HMAC-SHA-256) and AES-256-CBC, as every KSeF tool
 * opens it.
 * @param privateKey an extractable key
 */
export async function encryptedKeyPemOnWeb(privateKey: CryptoKey, password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const iv = crypto.getRandomValues(new Uint8Array(16));
  const key = await keyFrom(password, salt);
  const content = await crypto.subtle.exportKey('pkcs8', privateKey);
  const encrypted = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, key, content));
  return pemOf(
    'ENCRYPTED PRIVATE KEY',
    sequence(algorithmOf(salt, iv), element(tags.octetString, encrypted)),
  );
}

/** A certificate (DER) as the text of a `.crt` file. */
export const certificatePemOnWeb = (der: Uint8Array): string => pemOf('CERTIFICATE', der);

async function keyFrom(password: string, salt: Bytes): Promise<CryptoKey> {
  const secret = new TextEncoder().encode(password);
  const base = await crypto.subtle.importKey('raw', secret, 'PBKDF2', false, ['deriveKey']);
  const derivation = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(derivation, base, { name: 'AES-CBC', length: 256 }, false, ['encrypt']);
}

function algorithmOf(salt: Bytes, iv: Bytes): Bytes {
  const hash = sequence(oid(oids.hmacWithSha256), element(tags.null));
  const derivation = sequence(
    element(tags.octetString, salt),
    element(tags.integer, bigEndian(iterations)),
    hash,
  );
  const parameters = sequence(
    sequence(oid(oids.pbkdf2), derivation),
    sequence(oid(oids.aes256Cbc), element(tags.octetString, iv)),
  );
  return sequence(oid(oids.pbes2), parameters);
}

const oid = (bytes: number[]): Bytes => element(tags.objectIdentifier, Uint8Array.from(bytes));
const sequence = (...parts: Bytes[]): Bytes => element(tags.sequence, ...parts);

/** An element of DER: tag, length in the shortest form, content. */
function element(tag: number, ...parts: Bytes[]): Bytes {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const size = bigEndian(length);
  const header = length < 0x80 ? [tag, length] : [tag, 0x80 + size.length, ...size];
  return Uint8Array.from([header, ...parts].flatMap((part) => [...part]));
}

/** A number from 0 up, without zeros before it; its first bit is clear in the only INTEGER that is written here. */
function bigEndian(value: number): Bytes {
  const digits = value.toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return Uint8Array.from(even.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function pemOf(label: string, der: Uint8Array): string {
  const lines = toBase64(der).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
