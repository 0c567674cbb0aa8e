import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Credential,
  certificateIdentity,
  certificatePem,
  createCertificateAuthority,
  createSelfSignedCertificate,
  fingerprintOf,
  generateKeyPair,
  issueCertificate,
  ksefCertificateUsage,
  loadCredential,
  readCertificate,
  type SubjectAttributes,
  serialNumberOf,
  subjectOf,
} from './index.ts';
import { loadWebCredential } from './web/index.ts';

const validFrom = new Date('2026-01-01T00:00:00Z');
const validTo = new Date('2028-01-01T00:00:00Z');

const selfSigned = async (subject: SubjectAttributes): Promise<X509Certificate> =>
  (await createSelfSignedCertificate({ subject })).certificate;

test('a subject comes back as it went in, whatever characters it has', async () => {
  const subject: SubjectAttributes = {
    commonName: '#Zażółć, "gęślą" + jaźń\\ = <&>',
    surname: "O'Hara-Łęcka",
    givenNames: ['Zoë', 'Ądam'],
    serialNumber: 'PNOPL-44051401359',
    countryName: 'PL',
    organizationName: 'A; B',
    organizationIdentifier: 'VATPL-1111111111',
    uniqueIdentifier: 'abc-ś',
  };
  const { certificate } = await createSelfSignedCertificate({ subject, keyKind: 'RSA', validFrom, validTo });
  expect(subjectOf(certificate)).toEqual(subject);
  expect(new Date(certificate.validFrom)).toEqual(validFrom);
  expect(new Date(certificate.validTo)).toEqual(validTo);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
});

test('a file made to be slow to read is refused all the same, not looked through again and again', async () => {
  const certificate = Buffer.from(certificatePem(await selfSigned({ commonName: 'X' })));
  const length = 600_000;
  const hostile = [
    `${' '.repeat(length)}!`,
    '-----BEGIN CERTIFICATE-----'.repeat(length / 20),
    '-----BEGIN EC PRIVATE KEY-----'.repeat(length / 20),
  ];
  for (const text of hostile) {
    const file = Buffer.from(text);
    expect(() => readCertificate(file)).toThrow(expect.objectContaining({ code: 'certificate-unreadable' }));
    expect(() => loadCredential({ certificate, key: file })).toThrow(
      expect.objectContaining({ code: 'key-unreadable' }),
    );
    await expect(loadWebCredential({ certificate, key: file })).rejects.toThrow(
      expect.objectContaining({ code: 'key-unreadable' }),
    );
  }
});

test('PEM, DER and Base64 of DER are read; anything else is refused', async () => {
  const certificate = await selfSigned({ commonName: 'X' });
  const der = new Uint8Array(certificate.raw);
  const base64 = certificate.raw.toString('base64');
  for (const form of [
    der,
    base64,
    Buffer.from(base64),
    certificatePem(certificate),
    Buffer.from(`text\n${certificate}`),
  ]) {
    expect(fingerprintOf(readCertificate(form))).toBe(fingerprintOf(certificate));
  }
  const longer = Buffer.concat([certificate.raw, Buffer.from([0])]);
  for (const bad of [
    longer,
    longer.toString('base64'),
    '',
    'not a certificate',
    der.subarray(0, 100),
    new Uint8Array(),
  ]) {
    expect(() => readCertificate(bad)).toThrow(expect.objectContaining({ code: 'certificate-unreadable' }));
  }
});

describe('whom a certificate names', () => {
  test.each<[string, SubjectAttributes, object]>([
    ['a seal', { organizationIdentifier: 'VATPL-1111111111' }, { kind: 'seal', nip: '1111111111' }],
    [
      'a person by NIP',
      { surname: 'N', serialNumber: 'TINPL-1111111111' },
      { kind: 'person', nip: '1111111111' },
    ],
    ['a person by PESEL', { serialNumber: 'PNOPL-44051401359' }, { kind: 'person', pesel: '44051401359' }],
    ['the older spelling', { serialNumber: 'PESEL: 44051401359' }, { kind: 'person', pesel: '44051401359' }],
    [
      'a person with a firm: the person',
      { givenNames: ['A'], serialNumber: 'PNOPL-44051401359', organizationIdentifier: 'VATPL-1111111111' },
      { kind: 'person', pesel: '44051401359' },
    ],
    [
      'a person who names only a firm',
      { givenNames: ['A'], organizationIdentifier: 'VATPL-1111111111' },
      { kind: 'other' },
    ],
    ['a Peppol provider', { commonName: 'PPL000001', organizationName: 'P' }, { kind: 'other' }],
    ['a foreigner', { serialNumber: 'PNODE-1234567890' }, { kind: 'other' }],
    ['a number that is too short', { serialNumber: 'TINPL-111111111' }, { kind: 'other' }],
  ])('%s', async (_, subject, identity) => {
    const certificate = await selfSigned({ commonName: 'X', ...subject });
    expect(certificateIdentity(certificate)).toEqual({
      ...identity,
      fingerprint: fingerprintOf(certificate),
    });
    expect(fingerprintOf(certificate)).toMatch(/^[0-9A-F]{64}$/);
  });
});

describe('an authority', () => {
  let authority: Credential;
  beforeAll(async () => {
    authority = await createCertificateAuthority({ name: 'KSeF lokalny', validFrom, validTo });
  });

  const issue = async (
    options: Partial<Parameters<typeof issueCertificate>[0]>,
  ): Promise<X509Certificate> => {
    const { publicKey } = await generateKeyPair('EC');
    const common = { authority, subject: { commonName: 'L' }, publicKey, serialNumber: '01F20A5D352AE590' };
    return new X509Certificate(
      await issueCertificate({ ...common, validFrom, validTo, usage: 'Authentication', ...options }),
    );
  };

  test('signs certificates that chain to it and are no authorities themselves', async () => {
    const certificate = await issue({});
    expect(authority.certificate.ca).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(certificate.checkIssued(authority.certificate)).toBe(true);
    expect(certificate.verify(authority.certificate.publicKey)).toBe(true);
    expect(serialNumberOf(certificate)).toBe('01F20A5D352AE590');
  });

  test('keeps a serial number whose first bit is set', async () => {
    expect(serialNumberOf(await issue({ serialNumber: 'F1'.repeat(8) }))).toBe('F1'.repeat(8));
  });

  test('gives each usage the key usage of the official page', async () => {
    // keyUsage extension: OID 2.5.29.15, critical, then the BIT STRING.
    const keyUsage = async (usage: 'Authentication' | 'Offline'): Promise<string | undefined> =>
      /0603551d0f0101ff0404(03\w{6})/.exec((await issue({ usage })).raw.toString('hex'))?.[1];
    expect(await keyUsage('Authentication')).toBe('03020780');
    expect(await keyUsage('Offline')).toBe('03020640');
  });

  test('is asked what its certificates are for; what KSeF has not issued is for neither', async () => {
    for (const usage of ['Authentication', 'Offline'] as const)
      expect(await ksefCertificateUsage(await issue({ usage }))).toBe(usage);
    expect(await ksefCertificateUsage(await selfSigned({ commonName: 'X' }))).toBeNull();
    expect(
      await ksefCertificateUsage(await issue({ usage: 'Offline', serialNumber: '01'.repeat(20) })),
    ).toBeNull();
  });

  test('names hosts and addresses of a server', async () => {
    const server = await issue({ usage: 'Server', hostNames: ['localhost', '127.0.0.1', '::1'] });
    expect(server.checkHost('localhost')).toBe('localhost');
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(server.checkIP('::1')).toBe('::1');
    expect(server.checkHost('example.com')).toBeUndefined();
  });

  test('refuses parameters that make no certificate', async () => {
    for (const bad of [{ serialNumber: 'xyz' }, { validTo: validFrom }, { subject: {} }]) {
      await expect(issue(bad)).rejects.toMatchObject({ code: 'certificate-parameters' });
    }
  });
});
