import { constants, generateKeyPairSync, type KeyObject, sign, type X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ecdsaFromDer } from './external-signer.ts';
import {
  createSelfSignedCertificate,
  type ExternalSigner,
  type SignerAlgorithm,
  type SignerDigest,
  signXadesWith,
  verifyXades,
} from './index.ts';
import { loginRequest } from './xades.testing.ts';
import { options, validity } from './xades-refusal.testing.ts';

const subject = { commonName: 'Karta', serialNumber: 'TINPL-1111111111', countryName: 'PL' };
const digests = ['SHA-256', 'SHA-384', 'SHA-512'] as const;
const nameOf = (digest: SignerDigest) => digest.replace('-', '').toLowerCase();

interface Pair {
  certificate: X509Certificate;
  privateKey: KeyObject;
}
let rsa: Pair;
const ec = new Map<string, Pair>();
beforeAll(async () => {
  rsa = await createSelfSignedCertificate({ subject, keyKind: 'RSA', ...validity });
  for (const namedCurve of ['P-256', 'P-384', 'P-521']) {
    const keyPair = generateKeyPairSync('ec', { namedCurve });
    const { certificate, privateKey } = await createSelfSignedCertificate({ subject, keyPair, ...validity });
    ec.set(namedCurve, { privateKey, certificate });
  }
});

const signed = async (signer: ExternalSigner) =>
  verifyXades(Buffer.from(await signXadesWith(loginRequest(), signer)), options);

describe.each(digests)('%s', (digestAlgorithm) => {
  const hash = nameOf(digestAlgorithm);

  test('RSA PKCS#1', async () => {
    const { certificate, privateKey } = rsa;
    const seen: unknown[] = [];
    const result = await signed({
      certificate,
      digestAlgorithm,
      sign: (bytes, request) => {
        seen.push({ ...request, digest: request.digest.length });
        return sign(hash, bytes, privateKey);
      },
    });
    expect(result.certificate.raw).toEqual(certificate.raw);
    const digest = Number(digestAlgorithm.slice(4)) / 8;
    expect(seen).toEqual([{ algorithm: 'RSA-PKCS1', digestAlgorithm, digest }]);
  });

  test('RSA-PSS', async () => {
    const { certificate, privateKey } = rsa;
    const pss = { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING };
    const signer = (saltLength: number): ExternalSigner => ({
      certificate,
      algorithm: 'RSA-PSS',
      digestAlgorithm,
      sign: async (bytes) => sign(hash, bytes, { ...pss, saltLength }),
    });
    await expect(signed(signer(constants.RSA_PSS_SALTLEN_DIGEST))).resolves.toBeDefined();
    // A salt of another length is not what the algorithm's identifier says.
    await expect(signed(signer(20))).rejects.toMatchObject({ code: 'signer-mismatch' });
  });

  test.each(['P-256', 'P-384', 'P-521'])('ECDSA on %s, in both encodings', async (curve) => {
    const { certificate, privateKey } = ec.get(curve) as Pair;
    for (const dsaEncoding of ['ieee-p1363', 'der'] as const) {
      // Several, because R and S are shorter or longer in DER by chance.
      for (let round = 0; round < 8; round += 1) {
        const result = await signed({
          certificate,
          digestAlgorithm,
          sign: (bytes) => sign(hash, bytes, { key: privateKey, dsaEncoding }),
        });
        expect(result.certificate.raw).toEqual(certificate.raw);
      }
    }
  });
});

test('another key, another hash, garbage and nothing are told before anything is sent', async () => {
  const { certificate } = rsa;
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const wrong: ExternalSigner['sign'][] = [
    (bytes) => sign('sha256', bytes, other),
    (bytes) => sign('sha512', bytes, rsa.privateKey),
    () => new Uint8Array(256),
    () => new Uint8Array(),
    () => 'text' as never,
    () => undefined as never,
  ];
  for (const each of wrong) {
    await expect(signXadesWith(loginRequest(), { certificate, sign: each })).rejects.toMatchObject({
      code: 'signer-mismatch',
    });
  }
  const curve = ec.get('P-256') as Pair;
  for (const bytes of [
    '',
    '30',
    '3006',
    '3006020100020100',
    `30440220${'11'.repeat(32)}0220${'22'.repeat(32)}`,
  ]) {
    const signer = { certificate: curve.certificate, sign: () => Buffer.from(bytes, 'hex') };
    await expect(signXadesWith(loginRequest(), signer)).rejects.toMatchObject({ code: 'signer-mismatch' });
  }
});

test('an algorithm that the key cannot do is told, and the signer is not asked', async () => {
  const sign = () => {
    throw new Error('asked');
  };
  const cases: [Pair, SignerAlgorithm | 'HMAC'][] = [
    [rsa, 'ECDSA'],
    [ec.get('P-256') as Pair, 'RSA-PKCS1'],
    [ec.get('P-256') as Pair, 'RSA-PSS'],
    [rsa, 'HMAC'],
  ];
  for (const [{ certificate }, algorithm] of cases) {
    const signer = { certificate, algorithm: algorithm as SignerAlgorithm, sign };
    await expect(signXadesWith(loginRequest(), signer)).rejects.toMatchObject({ code: 'signer-algorithm' });
  }
});

test('what the signer throws comes through', async () => {
  const failure = new Error('the card was pulled out');
  const sign = async () => Promise.reject(failure);
  await expect(signXadesWith(loginRequest(), { certificate: rsa.certificate, sign })).rejects.toBe(failure);
});

test('DER of ECDSA: short and long numbers, and nothing else', () => {
  const short = Buffer.from('3006020101020102', 'hex');
  expect(Buffer.from(ecdsaFromDer(short, 2) ?? []).toString('hex')).toBe('00010002');
  const positive = Buffer.from('3008020200ff020200fe', 'hex');
  expect(Buffer.from(ecdsaFromDer(positive, 1) ?? []).toString('hex')).toBe('fffe');
  for (const bad of [
    '',
    '30',
    '3006020101',
    '300602010102010203',
    '3007020200ff020101ff',
    '3006030101020102',
  ]) {
    expect(ecdsaFromDer(Buffer.from(bad, 'hex'), 1)).toBeUndefined();
  }
  expect(ecdsaFromDer(short, undefined)).toBeUndefined();
});
