import { constants, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CryptoError } from './errors.ts';
import { generateKeyPair } from './key-pairs.ts';
import { judgeLinkSignature, signLink } from './link-signature.ts';

const link =
  'qr-test.ksef.mf.gov.pl/certificate/Nip/1111111111/1111111111/01F20A5D352AE590/UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE';

describe('the signature of a link', () => {
  it.each([
    ['EC', 64],
    ['RSA', 256],
  ] as const)('by a key of kind %s is judged right', async (kind, length) => {
    const { privateKey, publicKey } = await generateKeyPair(kind);
    const signature = signLink(privateKey, link);
    expect(signature).toHaveLength(length);
    expect(judgeLinkSignature(publicKey, ['another', link], signature)).toBe('right');
    expect(judgeLinkSignature(publicKey, [`${link}/`], signature)).toBe('wrong');
    const other = await generateKeyPair(kind);
    expect(judgeLinkSignature(other.publicKey, [link], signature)).toBe('wrong');
  });

  it('has a salt of 32 bytes, which others verify strictly', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RSA');
    const pss = (saltLength: number) => ({
      key: publicKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength,
    });
    const signature = signLink(privateKey, Buffer.from(link));
    expect(verify('sha256', Buffer.from(link), pss(32), signature)).toBe(true);
    expect(verify('sha256', Buffer.from(link), pss(20), signature)).toBe(false);
  });

  it.each<[string, () => KeyObject]>([
    ['a short RSA key', () => generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey],
    ['another curve', () => generateKeyPairSync('ec', { namedCurve: 'secp384r1' }).privateKey],
    ['another kind of key', () => generateKeyPairSync('ed25519').privateKey],
    ['a public key', () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).publicKey],
  ])('is refused for %s', (_, key) => {
    expect(() => signLink(key(), link)).toThrow(CryptoError);
    expect(() => signLink(key(), link)).toThrow(expect.objectContaining({ code: 'link-key' }));
  });
});
