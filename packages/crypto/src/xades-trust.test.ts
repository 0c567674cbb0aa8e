import 'reflect-metadata';
import { createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto';
import { X509CertificateGenerator } from '@peculiar/x509';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Credential,
  createCertificateAuthority,
  createSelfSignedCertificate,
  generateKeyPair,
  issueCertificate,
  signXades,
  verifyXades,
  type XadesVerifyOptions,
} from './index.ts';
import { libraryKey } from './x509-library.ts';
import { loginRequest, makeSigned, rsaSha256, signerOf, x509Data } from './xades.testing.ts';
import { codeOf, newSigner, options, subject, validity } from './xades-refusal.testing.ts';

let rsa: Credential;
let ec: Credential;
beforeAll(async () => {
  rsa = await newSigner('RSA');
  ec = await newSigner('EC');
});

/** A self-signed certificate as some tools make them, without any extension. */
async function plainCertificate(): Promise<Credential> {
  const { privateKey, publicKey } = await generateKeyPair('EC');
  const certificate = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Plain',
    notBefore: validity.validFrom,
    notAfter: validity.validTo,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
    keys: { privateKey: libraryKey(privateKey, 'sign'), publicKey: libraryKey(publicKey, 'verify') },
  });
  return { certificate: new X509Certificate(new Uint8Array(certificate.rawData)), privateKey };
}

describe('certificates', () => {
  let authority: Credential;
  beforeAll(async () => {
    authority = await createCertificateAuthority({ name: 'CA', ...validity });
  });

  const issued = async (by: Credential, changes: object = {}): Promise<Credential> => {
    const { privateKey, publicKey } = await generateKeyPair('EC');
    const common = { subject, publicKey, serialNumber: '01', usage: 'Authentication', ...validity } as const;
    const der = await issueCertificate({ authority: by, ...common, ...changes });
    return { certificate: new X509Certificate(der), privateKey };
  };
  const strict = (): XadesVerifyOptions => ({
    ...options,
    allowSelfSigned: false,
    trustedAuthorities: [authority.certificate],
  });

  test('one that the authority issued is trusted', async () => {
    const leaf = await issued(authority);
    const { chain, trust } = verifyXades(signXades(loginRequest(), leaf), strict());
    expect(trust).toBe('authority');
    expect(chain.map(({ fingerprint256 }) => fingerprint256)).toEqual(
      [leaf, authority].map(({ certificate }) => certificate.fingerprint256),
    );
  });

  test('one that signed itself is trusted only where that is allowed', () => {
    expect(codeOf(signXades(loginRequest(), ec), strict())).toBe('certificate-untrusted');
  });

  test('one of an authority nobody trusts', async () => {
    const stranger = await createCertificateAuthority({ name: 'Other', ...validity });
    expect(codeOf(signXades(loginRequest(), await issued(stranger)), strict())).toBe('certificate-untrusted');
    expect(codeOf(signXades(loginRequest(), await issued(stranger)))).toBe('certificate-untrusted');
  });

  test('one of an authority of the same name', async () => {
    const impostor = await createCertificateAuthority({ name: 'CA', ...validity });
    expect(codeOf(signXades(loginRequest(), await issued(impostor)), strict())).toBe('chain-invalid');
    const attached = makeSigned(await issued(impostor), {});
    expect(codeOf(attached, { ...strict(), allowSelfSigned: true })).toBe('chain-invalid');
  });

  test('one that signed itself under the name of the authority', async () => {
    const names = { commonName: 'CA', countryName: 'PL' };
    const impostor = await createSelfSignedCertificate({ subject: names, ...validity });
    expect(impostor.certificate.checkIssued(authority.certificate)).toBe(true);
    expect(codeOf(signXades(loginRequest(), impostor), strict())).toBe('chain-invalid');
    expect(codeOf(signXades(loginRequest(), impostor), { ...strict(), allowSelfSigned: true })).toBe(
      'chain-invalid',
    );
  });

  test('one that only bears the name of its issuer has not signed itself', async () => {
    const issuer = await createCertificateAuthority({ name: 'Same', ...validity });
    const leaf = await issued(issuer, { subject: { commonName: 'Same', countryName: 'PL' } });
    expect(leaf.certificate.subject).toBe(leaf.certificate.issuer);
    expect(codeOf(signXades(loginRequest(), leaf), options)).toBe('certificate-untrusted');
  });

  test('one issued under a trusted certificate without extensions, which is no authority', async () => {
    const plain = await plainCertificate();
    const leaf = await issued(plain);
    expect(leaf.certificate.checkIssued(plain.certificate)).toBe(true);
    const trusting = { ...strict(), trustedAuthorities: [plain.certificate] };
    expect(codeOf(signXades(loginRequest(), leaf), trusting)).toBe('chain-invalid');
  });

  test('one issued under a certificate that is no authority', async () => {
    const leaf = await issued(authority, { subject: { commonName: 'Leaf' } });
    const below = await issued(leaf);
    expect(codeOf(signXades(loginRequest(), below), strict())).toBe('certificate-untrusted');
    const both = makeSigned(below, { keyInfo: x509Data(below, leaf, authority) });
    expect(codeOf(both, strict())).toBe('certificate-untrusted');
    const trusting = { ...strict(), trustedAuthorities: [leaf.certificate] };
    expect(codeOf(signXades(loginRequest(), below), trusting)).toBe('chain-invalid');
  });

  test('validity is that of the moment given', async () => {
    const signed = signXades(loginRequest(), await issued(authority));
    expect(codeOf(signed, { ...strict(), now: new Date('2025-12-31T23:59:59Z') })).toBe(
      'certificate-not-yet-valid',
    );
    expect(codeOf(signed, { ...strict(), now: new Date('2028-01-01T00:00:01Z') })).toBe(
      'certificate-expired',
    );
    const longer = await issued(authority, { validTo: new Date('2030-01-01T00:00:00Z') });
    const later = { ...strict(), now: new Date('2029-01-01T00:00:00Z') };
    expect(codeOf(signXades(loginRequest(), longer), later)).toBe('chain-invalid');
  });

  test.each([
    ['RSA of 1024 bits', () => generateKeyPairSync('rsa', { modulusLength: 1024 })],
    ['EC of 224 bits', () => generateKeyPairSync('ec', { namedCurve: 'secp224r1' })],
  ])('%s is too weak', async (_, generate) => {
    const { privateKey, publicKey } = generate();
    const der = await issueCertificate({
      authority,
      subject,
      publicKey,
      serialNumber: '01',
      usage: 'Authentication',
      ...validity,
    });
    const weak = { certificate: new X509Certificate(der), privateKey };
    const signed = makeSigned(weak);
    expect(codeOf(signed, strict())).toBe('key-too-weak');
  });

  test('the key in KeyValue decides nothing', () => {
    const { n, e } = createPublicKey(rsa.privateKey).export({ format: 'jwk' });
    const value = (text: string | undefined): string =>
      Buffer.from(text ?? '', 'base64url').toString('base64');
    const keyValue = `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${value(n)}</ds:Modulus><ds:Exponent>${value(e)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>`;
    const forged = {
      signatureMethod: rsaSha256,
      signer: signerOf(rsa, 'sha256', 'PKCS1'),
      keyInfo: keyValue + x509Data(ec),
    };
    expect(codeOf(makeSigned(ec, forged))).toBe('algorithm-not-allowed');
    expect(codeOf(makeSigned(ec, { keyInfo: keyValue }))).toBe('certificate-missing');
  });
});
