/** What a PKCS#12 file (.p12, .pfx) holds, opened by its password; browsers use this, too. Source: RFC 7292. */
import { CryptoError } from './errors.ts';
import { type Asn1, type Bytes, bytesOf, childrenOf, derOf, oidOf, readAsn1 } from './pkcs12-asn1.ts';
import { decryptByPassword, macFits } from './pkcs12-encryption.ts';

export interface Pkcs12Contents {
  /** Private keys: PKCS#8 in DER. */
  readonly keys: Bytes[];
  /** Certificates in DER, chains included. */
  readonly certificates: Bytes[];
}

const oids = {
  data: '1.2.840.113549.1.7.1',
  encryptedData: '1.2.840.113549.1.7.6',
  key: '1.2.840.113549.1.12.10.1.1',
  encryptedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  safe: '1.2.840.113549.1.12.10.1.6',
  x509: '1.2.840.113549.1.9.22.1',
} as const;

/** Safes within safes; nobody writes more than one. */
const deepestSafe = 4;

/**
 * Opens a file that is encrypted by AES (PBES2), Triple DES or RC2, as OpenSSL, Windows, Java and the issuers of
 * certificates write it.
 *
 * Throws `CryptoError`: 'pkcs12-unreadable', 'pkcs12-unsupported', 'pkcs12-password-needed', 'pkcs12-password-wrong'.
 */
export async function pkcs12Contents(bytes: Uint8Array, given: string | undefined): Promise<Pkcs12Contents> {
  const { contents, password } = await openFile(bytes, given);
  const found: Pkcs12Contents = { keys: [], certificates: [] };
  try {
    for (const content of contents) await readContent(content, password, found);
  } catch (cause) {
    throw cause instanceof CryptoError ? cause : problemOf(cause);
  }
  return found;
}

interface OpenFile {
  readonly contents: readonly Asn1[];
  readonly password: string;
}

/** The outer layer; the file's check value tells whether the password is right. */
async function openFile(bytes: Uint8Array, given: string | undefined): Promise<OpenFile> {
  const { content, macData } = await outerLayer(bytes);
  const password = given ?? '';
  try {
    if ((await macFits(macData, content, password)) === false) {
      throw new CryptoError(password === '' ? 'pkcs12-password-needed' : 'pkcs12-password-wrong');
    }
    return { contents: childrenOf(await readAsn1(content)), password };
  } catch (cause) {
    throw cause instanceof CryptoError ? cause : problemOf(cause);
  }
}

async function outerLayer(bytes: Uint8Array): Promise<{ content: Bytes; macData: Asn1 | undefined }> {
  try {
    const [, authenticatedSafe, macData] = childrenOf(await readAsn1(bytes));
    const [type, content] = childrenOf(authenticatedSafe);
    if (oidOf(type) !== oids.data) throw new Error('the outer layer is no data');
    return { content: bytesOf(childrenOf(content)[0]), macData };
  } catch (cause) {
    throw new CryptoError('pkcs12-unreadable', { cause });
  }
}

const problemOf = (cause: unknown): CryptoError =>
  new CryptoError((cause as Error).name === 'Pkcs12Problem' ? 'pkcs12-unsupported' : 'pkcs12-unreadable', {
    cause,
  });

/** One content of the outer layer: bags in the open, or encrypted. Contents of other kinds hold nothing for us. */
async function readContent(content: Asn1, password: string, found: Pkcs12Contents): Promise<void> {
  const [type, tagged] = childrenOf(content);
  const [inner] = childrenOf(tagged);
  if (oidOf(type) === oids.data) return readBags(await readAsn1(bytesOf(inner)), password, found);
  if (oidOf(type) !== oids.encryptedData) return;
  const [, algorithm, encrypted] = childrenOf(childrenOf(inner)[1]);
  if (!algorithm) throw new Error('an algorithm is missing');
  await readBags(await readAsn1(await decrypted(algorithm, bytesOf(encrypted), password)), password, found);
}

async function decrypted(algorithm: Asn1, encrypted: Bytes, password: string): Promise<Bytes> {
  const plain = await decryptByPassword(algorithm, encrypted, password);
  // One time in 256 the padding of garbage looks right: what comes out must be a whole element of ASN.1 as well.
  if (plain && (await isWhole(plain))) return plain;
  throw new CryptoError(password === '' ? 'pkcs12-password-needed' : 'pkcs12-password-wrong');
}

async function isWhole(bytes: Bytes): Promise<boolean> {
  try {
    await readAsn1(bytes);
    return true;
  } catch {
    return false;
  }
}

async function readBags(bags: Asn1, password: string, found: Pkcs12Contents, depth = 0): Promise<void> {
  for (const bag of childrenOf(bags)) {
    const [type, tagged] = childrenOf(bag);
    const [value] = childrenOf(tagged);
    if (!value) continue;
    switch (oidOf(type)) {
      case oids.key:
        found.keys.push(await derOf(value));
        break;
      case oids.encryptedKey: {
        const [algorithm, encrypted] = childrenOf(value);
        if (!algorithm) throw new Error('an algorithm is missing');
        found.keys.push(await decrypted(algorithm, bytesOf(encrypted), password));
        break;
      }
      case oids.certificate: {
        const [kind, certificate] = childrenOf(value);
        if (oidOf(kind) === oids.x509) {
          found.certificates.push(bytesOf(childrenOf(certificate)[0]));
        }
        break;
      }
      case oids.safe:
        if (depth < deepestSafe) await readBags(value, password, found, depth + 1);
    }
  }
}

/** Whether a file looks like PKCS#12: DER or BER of a sequence that begins with version 3. */
export function isPkcs12(bytes: Uint8Array): boolean {
  // Past the header of the sequence (1 to 5 bytes of length): INTEGER, one byte, 3.
  const [tag, length = 0] = bytes;
  const start = 2 + (length < 0x80 ? 0 : length & 0x7f);
  return tag === 0x30 && bytes[start] === 0x02 && bytes[start + 1] === 1 && bytes[start + 2] === 3;
}
