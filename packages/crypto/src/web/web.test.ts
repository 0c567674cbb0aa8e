/** What browsers use, against the rest of the package. */
import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  certificateIdentity,
  createCertificateAuthority,
  decryptAsKsef,
  decryptContent,
  encryptContent,
  generateKeyPair,
  issueCertificate,
  loadCredential,
  randomSerialNumber,
  readCsr,
  sha256Base64,
  verifyXades,
} from '../index.ts';
import { loginRequest } from '../xades.testing.ts';
import {
  certificatePemOnWeb,
  createCsrOnWeb,
  createSelfSignedWebCredential,
  decryptContentOnWeb,
  encryptContentOnWeb,
  encryptedKeyPemOnWeb,
  encryptForKsefOnWeb,
  generateWebKeyPair,
  newWebSymmetricKey,
  sha256Base64OnWeb,
  signCanonicalXadesOnWeb,
} from './index.ts';

const subject = {
  givenNames: ['Łucja'],
  surname: 'Nowak, "Żuk" <&>',
  serialNumber: 'TINPL-1111111111',
  commonName: 'Łucja Nowak',
  countryName: 'PL',
};
const canonical = '<a xmlns="urn:a"><b>ż𝄞 &amp;</b></a>';

describe.each(['EC', 'RSA'] as const)('a key of the kind %s', (keyKind) => {
  test('signs what the verifier takes, for the person of its certificate', async () => {
    const credential = await createSelfSignedWebCredential({ subject, keyKind });
    expect(credential.privateKey.extractable).toBe(false);
    const signingTime = new Date();
    const document = new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8"?>${canonical}`);
    const signed = await signCanonicalXadesOnWeb(document, credential, { signingTime });
    const verified = verifyXades(signed, { now: signingTime, allowSelfSigned: true, trustedAuthorities: [] });
    expect(verified).toMatchObject({ signedXml: canonical, signingTime });
    expect(certificateIdentity(verified.certificate)).toMatchObject({ kind: 'person', nip: '1111111111' });
    expect(Buffer.from(signed).toString()).toContain('serialNumber=TINPL-1111111111');
  });

  test('is asked a certificate for, and opens from its file with the password only', async () => {
    const keyPair = await generateWebKeyPair(keyKind, true);
    const request = await readCsr(await createCsrOnWeb({ subject, keyPair }));
    expect(request).toMatchObject({ subject, keyKind });

    const validity = { validFrom: new Date('2026-01-01'), validTo: new Date('2030-01-01') };
    const authority = await createCertificateAuthority({ name: 'Test', ...validity });
    const der = await issueCertificate({
      authority,
      subject,
      publicKey: request.publicKey,
      serialNumber: randomSerialNumber(),
      usage: 'Authentication',
      ...validity,
    });
    const certificate = Buffer.from(certificatePemOnWeb(der));
    const password = 'Dobre-haslo-2026-x';
    const key = await encryptedKeyPemOnWeb(keyPair.privateKey, password);
    expect(key).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    const loaded = loadCredential({ certificate, key: Buffer.from(key), password });
    expect(loaded.certificate.raw).toEqual(Buffer.from(der));
    expect(loaded.privateKey.export({ type: 'pkcs8', format: 'der' })).toEqual(
      Buffer.from(await crypto.subtle.exportKey('pkcs8', keyPair.privateKey)),
    );
    expect(() =>
      loadCredential({ certificate, key: Buffer.from(key), password: 'Inne-haslo-2026-x' }),
    ).toThrow(expect.objectContaining({ code: 'key-password-wrong' }));
  });
});

test('the login request as the client writes it is canonical', async () => {
  const credential = await createSelfSignedWebCredential({ subject });
  const signed = await signCanonicalXadesOnWeb(new TextEncoder().encode(loginRequest()), credential);
  expect(
    verifyXades(signed, { now: new Date(), allowSelfSigned: true, trustedAuthorities: [] }).signedXml,
  ).toContain('Challenge');
});

test('a name is written as the rest of the package writes it', async () => {
  const { certificate } = await createSelfSignedWebCredential({ subject });
  const text = Buffer.from(
    await signCanonicalXadesOnWeb(Buffer.from(canonical), {
      certificate,
      privateKey: (await createSelfSignedWebCredential({ subject })).privateKey,
    }),
  ).toString();
  const expected = new X509Certificate(certificate).issuer.split('\n').toReversed().join(',');
  const written = /<ds:X509IssuerName>([^<]*)</
    .exec(text)?.[1]
    ?.replace('&lt;', '<')
    .replace('&gt;', '>')
    .replace('&amp;', '&');
  expect(written).toBe(expected);
});

test('contents and keys are opened by the other side', async () => {
  const key = newWebSymmetricKey();
  const bytes = new TextEncoder().encode('<Faktura/>');
  expect(decryptContent(await encryptContentOnWeb(bytes, key), key)).toEqual(Buffer.from(bytes));
  expect(await decryptContentOnWeb(encryptContent(bytes, key), key)).toEqual(bytes);
  await expect(decryptContentOnWeb(bytes, key)).rejects.toThrow(
    expect.objectContaining({ code: 'content-undecryptable' }),
  );
  expect(await sha256Base64OnWeb(bytes)).toBe(sha256Base64(bytes));

  const validity = { validFrom: new Date('2026-01-01'), validTo: new Date('2030-01-01') };
  const authority = await createCertificateAuthority({ name: 'Test', ...validity });
  const { publicKey, privateKey } = await generateKeyPair('RSA');
  const der = await issueCertificate({
    authority,
    subject: { commonName: 'Encryption' },
    publicKey,
    serialNumber: randomSerialNumber(),
    usage: 'Encryption',
    ...validity,
  });
  const certificate = Buffer.from(der).toString('base64');
  expect(decryptAsKsef(privateKey, await encryptForKsefOnWeb(certificate, key.key))).toEqual(
    Buffer.from(key.key),
  );
  await expect(encryptForKsefOnWeb(certificate, new Uint8Array(191))).rejects.toThrow(
    expect.objectContaining({ code: 'envelope-too-long' }),
  );
  await expect(encryptForKsefOnWeb(certificate.slice(0, 100), key.key)).rejects.toThrow(
    expect.objectContaining({ code: 'certificate-unreadable' }),
  );
  await expect(encryptForKsefOnWeb('?', key.key)).rejects.toThrow(
    expect.objectContaining({ code: 'certificate-unreadable' }),
  );
  await expect(encryptForKsefOnWeb(authority.certificate.raw.toString('base64'), key.key)).rejects.toThrow(
    expect.objectContaining({ code: 'key-kind-unsupported' }),
  );
});
