/** Ways to log in beyond a key in memory: PKCS#12 files, signers elsewhere, documents signed elsewhere. */
import { execFileSync, spawnSync } from 'node:child_process';
import { constants, sign } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Credential, certificatePem, type ExternalSigner, signXades } from '@kwit/crypto';
import { createKsefClient, type KsefError } from '@kwit/ksef-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoNip, failureOf, nip, sealOf, type TestKsef, testKsef } from './client-fixture.testing.ts';
import { temporaryFolder } from './harness.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
const context = nip(demoNip);

let ksef: TestKsef;
const seals = {} as Record<'EC' | 'RSA', Credential>;
beforeAll(async () => {
  ksef = await testKsef();
  seals.EC = await sealOf(demoNip, 'EC');
  seals.RSA = await sealOf(demoNip, 'RSA');
});
afterAll(() => ksef[Symbol.asyncDispose]());

const newClient = () => createKsefClient({ baseUrl: ksef.apiUrl });

/** Whether the client is let in. */
async function isLoggedIn(client: ReturnType<typeof newClient>): Promise<boolean> {
  const { items } = await client.operations.listAuthenticationSessions();
  return items.some(({ isCurrent }) => isCurrent);
}

/** A file made by `openssl pkcs12`. */
function pkcs12Of({ certificate, privateKey }: Credential, options: string[]): Buffer {
  const folder = temporaryFolder();
  const [input, output] = [join(folder, 'in.pem'), join(folder, 'out.p12')];
  writeFileSync(
    input,
    `${privateKey.export({ type: 'pkcs8', format: 'pem' })}${certificatePem(certificate)}`,
  );
  const command = ['pkcs12', '-export', '-in', input, '-out', output, '-passout', 'pass:haslo'];
  execFileSync('openssl', [...command, ...options], { stdio: 'pipe' });
  return readFileSync(output);
}

test.runIf(hasOpenssl).each([
  ['EC', []],
  ['RSA', []],
  ['EC', ['-legacy']],
  ['RSA', ['-legacy']],
] as ['EC' | 'RSA', string[]][])('a PKCS#12 file with an %s key logs in %j', async (kind, options) => {
  const client = newClient();
  const file = pkcs12Of(seals[kind], options);
  await client.logInWithPkcs12({ context, file, password: 'haslo' });
  expect(await isLoggedIn(client)).toBe(true);
});

test.runIf(hasOpenssl)('a wrong password is told before anything is asked of KSeF', async () => {
  const file = pkcs12Of(seals.EC, []);
  const client = createKsefClient({ baseUrl: 'http://127.0.0.1:9/v2' });
  const error = await failureOf(client.logInWithPkcs12({ context, file, password: 'inne' }));
  expect(error).toMatchObject({ code: 'pkcs12-password-wrong' });
});

const signers: [string, () => ExternalSigner][] = [
  [
    'RSA PKCS#1',
    () => ({
      certificate: seals.RSA.certificate,
      sign: (bytes) => sign('sha256', bytes, seals.RSA.privateKey),
    }),
  ],
  [
    'RSA-PSS',
    () => ({
      certificate: seals.RSA.certificate,
      algorithm: 'RSA-PSS',
      digestAlgorithm: 'SHA-512',
      sign: async (bytes) =>
        sign('sha512', bytes, {
          key: seals.RSA.privateKey,
          padding: constants.RSA_PKCS1_PSS_PADDING,
          saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
        }),
    }),
  ],
  ...(['ieee-p1363', 'der'] as const).map((dsaEncoding): [string, () => ExternalSigner] => [
    `ECDSA in ${dsaEncoding}`,
    () => ({
      certificate: seals.EC.certificate,
      sign: (bytes) => sign('sha256', bytes, { key: seals.EC.privateKey, dsaEncoding }),
    }),
  ]),
];

test.each(signers)('a key elsewhere logs in: %s', async (_name, signer) => {
  const client = newClient();
  await client.logInWithSigner({ context, signer: signer() });
  expect(await isLoggedIn(client)).toBe(true);
});

test('a signer that signs with another key is told, and KSeF is not asked', async () => {
  const sign = () => new Uint8Array(64);
  const client = newClient();
  const logIn = client.logInWithSigner({ context, signer: { certificate: seals.EC.certificate, sign } });
  expect(await failureOf(logIn)).toMatchObject({ code: 'signer-mismatch' });
  expect(client.tokens).toBeUndefined();
});

test.each(['text', 'bytes'] as const)('a document that is signed elsewhere logs in, as %s', async (form) => {
  const client = newClient();
  await client.logInWithSignedDocument({
    context,
    sign: async (xml) => {
      const signed = signXades(xml, seals.RSA);
      return form === 'text' ? signed : new TextEncoder().encode(`\uFEFF${signed}`);
    },
  });
  expect(await isLoggedIn(client)).toBe(true);
});

test('a document that comes back unsigned, or as something else, is told', async () => {
  const client = newClient();
  const answers: unknown[] = [undefined, '', 'podpisano', Uint8Array.of(0xff, 0xfe), '%PDF-1.7 <Signature>'];
  for (const answer of answers) {
    const logIn = client.logInWithSignedDocument({ context, sign: () => answer as string });
    expect(await failureOf(logIn)).toMatchObject({ kind: 'refused', operation: 'authenticateWithXades' });
  }
  const unchanged = client.logInWithSignedDocument({ context, sign: (xml) => xml });
  expect(((await failureOf(unchanged)) as KsefError).text.pl).toContain('XAdES');
});

test('waiting for a card or for a person ends with the signal', async () => {
  const controller = new AbortController();
  const never = () => {
    controller.abort();
    return new Promise<never>(() => {});
  };
  const { signal } = controller;
  const client = newClient();
  const { certificate } = seals.EC;
  expect(
    await failureOf(client.logInWithSigner({ context, signal, signer: { certificate, sign: never } })),
  ).toMatchObject({ kind: 'aborted' });
  expect(await failureOf(client.logInWithSignedDocument({ context, signal, sign: never }))).toMatchObject({
    kind: 'aborted',
  });
});

test('what the signer says of its own failure comes through', async () => {
  const failure = new Error('PIN zablokowany');
  const sign = () => Promise.reject(failure);
  const client = newClient();
  expect(
    await failureOf(client.logInWithSigner({ context, signer: { certificate: seals.EC.certificate, sign } })),
  ).toBe(failure);
});
