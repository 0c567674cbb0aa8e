import { createSelfSignedCertificate, publicKeyId } from '@kwit/crypto';
import { beforeAll, expect, test } from 'vitest';
import { failureOf, json, type Responder, savedTokens, testServer } from './http-server.testing.ts';
import { createKsefClient } from './index.ts';

type Usage = 'KsefTokenEncryption' | 'SymmetricKeyEncryption';
const day = 86_400_000;

/** An entry of the published list; days are counted from now. */
async function published(usage: Usage, fromDay: number, toDay: number) {
  const { certificate } = await createSelfSignedCertificate({
    subject: { commonName: usage },
    keyKind: 'RSA',
  });
  return {
    certificate: certificate.raw.toString('base64'),
    certificateId: 'x',
    publicKeyId: publicKeyId(certificate.publicKey),
    validFrom: new Date(Date.now() + fromDay * day).toISOString(),
    validTo: new Date(Date.now() + toDay * day).toISOString(),
    usage: [usage],
  };
}

let old: Awaited<ReturnType<typeof published>>;
let current: typeof old;
let future: typeof old;
let forTokens: typeof old;
beforeAll(async () => {
  [old, current, future, forTokens] = await Promise.all([
    published('SymmetricKeyEncryption', -700, 30),
    published('SymmetricKeyEncryption', -1, 700),
    published('SymmetricKeyEncryption', 20, 700),
    published('KsefTokenEncryption', -1, 700),
  ]);
});

/** A KSeF that publishes these lists in turn and opens sessions under the accepted key alone. */
function ksef(lists: (typeof old)[][], accepted: () => string): Responder {
  let turn = 0;
  return ({ url, body }, response) => {
    if (url.endsWith('/public-key-certificates')) {
      return json(response, 200, lists[Math.min(turn++, lists.length - 1)]);
    }
    const used = JSON.parse(body).encryption.publicKeyId;
    if (used === accepted()) {
      const referenceNumber = '20250625-SO-2C3E6C8000-B675CF5D68-07';
      return json(response, 201, { referenceNumber, validUntil: new Date().toISOString() });
    }
    const details = [`Klucz o identyfikatorze ${used} nie jest wspierany.`];
    return json(response, 400, { errors: [{ code: 21470, description: 'Nieznany klucz.', details }] });
  };
}

const keysAskedFor = (requests: readonly { url: string }[]) =>
  requests.filter(({ url }) => url.endsWith('/public-key-certificates')).length;

test('the newest key of the right use that is valid now is taken, and the list is asked for once', async () => {
  await using server = await testServer(ksef([[forTokens, future, old, current]], () => current.publicKeyId));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  await Promise.all([client.openOnlineSession(), client.openOnlineSession()]);
  await client.openOnlineSession();
  expect(keysAskedFor(server.requests)).toBe(1);
});

test('after a rotation the list is fetched anew and the operation repeated with the new key', async () => {
  let accepted = old.publicKeyId;
  await using server = await testServer(ksef([[old], [current]], () => accepted));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  await client.openOnlineSession();
  accepted = current.publicKeyId;
  await client.openOnlineSession();
  expect(keysAskedFor(server.requests)).toBe(2);
});

test('a key that KSeF refuses is not tried again where another is published', async () => {
  await using server = await testServer(ksef([[old, current]], () => old.publicKeyId));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  await expect(client.openOnlineSession()).resolves.toBeDefined();
});

test('a KSeF that knows none of its own keys is reported after one repetition', async () => {
  await using server = await testServer(ksef([[current]], () => 'none'));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  const error = await failureOf(client.openOnlineSession());
  expect(error).toMatchObject({ kind: 'refused', operation: 'openOnlineSession', codes: [{ code: 21470 }] });
  expect(server.requests.filter(({ url }) => url.endsWith('/sessions/online'))).toHaveLength(2);
});

test('where this clock finds no key valid, the newest is taken and KSeF decides', async () => {
  await using server = await testServer(ksef([[future]], () => future.publicKeyId));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  await expect(client.openOnlineSession()).resolves.toBeDefined();
});

test('a list without a key for the use is told as that', async () => {
  await using server = await testServer(ksef([[forTokens]], () => ''));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  const error = await failureOf(client.openOnlineSession());
  expect(error).toMatchObject({ kind: 'unexpected-answer', operation: 'listPublicKeyCertificates' });
});
