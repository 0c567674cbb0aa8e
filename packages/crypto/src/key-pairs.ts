import { generateKeyPair as generate, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export type KeyKind = 'EC' | 'RSA';

export interface KeyPair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const generateAsync = promisify(generate);

/** A new key pair of the two kinds KSeF takes: EC on P-256 (recommended), or RSA of 2048 bits. */
export function generateKeyPair(kind: KeyKind): Promise<KeyPair> {
  return kind === 'EC'
    ? generateAsync('ec', { namedCurve: 'prime256v1' })
    : generateAsync('rsa', { modulusLength: 2048 });
}
