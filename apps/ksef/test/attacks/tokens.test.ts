/** Attacks with tokens: forged ones, those of others, and those that were taken back. */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { readCertificate } from '@kwit/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { call, callLoosely, logIn, newNip, sealOf } from '../api.ts';
import { runningKsefs } from '../running.ts';

const running = runningKsefs();
let ksef: Ksef;
let nip: string;
let tokens: { access: string; refresh: string };
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
  nip = newNip();
  tokens = await logIn(ksef, await sealOf(nip), nip);
});
afterAll(() => ksef.close());

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

/** A token with a header and claims of the attacker's, signed as they can. */
function forged(header: object, claims: object, signed: (bytes: Buffer) => Buffer): string {
  const text = `${encoded(header)}.${encoded(claims)}`;
  return `${text}.${signed(Buffer.from(text)).toString('base64url')}`;
}

const nothing = () => Buffer.alloc(0);
const hmac = (secret: string | Buffer) => (bytes: Buffer) =>
  createHmac('sha256', secret).update(bytes).digest();
const hs256 = { alg: 'HS256', typ: 'JWT' };

const isRefused = async (bearer: string) => {
  expect((await call(ksef, 'listTokens', {}, { bearer })).status).toBe(401);
  expect((await call(ksef, 'refreshAccessToken', {}, { bearer })).status).toBe(401);
  expect((await call(ksef, 'redeemTokens', {}, { bearer })).status).toBe(401);
};

describe('a forged token', () => {
  it.each(['none', 'None', 'NONE', 'nOnE'])('without a signature (%s) is refused', async (alg) => {
    const claims = claimsOf(tokens.access);
    await isRefused(forged({ alg, typ: 'JWT' }, claims, nothing));
    await isRefused(`${encoded({ alg })}.${encoded(claims)}`);
  });

  it('signed with what is published is refused', async () => {
    const { body: keys } = await call(ksef, 'listPublicKeyCertificates', {});
    const published = keys.flatMap(({ certificate, publicKeyId }) => {
      const { publicKey } = readCertificate(certificate);
      return [
        certificate,
        publicKeyId,
        Buffer.from(certificate, 'base64'),
        publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        publicKey.export({ type: 'spki', format: 'der' }),
      ];
    });
    for (const secret of [
      ...published,
      ksef.caCertificate,
      ksef.controlKey,
      '',
      'secret',
      'ksef-api-local',
      nip,
    ]) {
      await isRefused(forged(hs256, claimsOf(tokens.access), hmac(secret)));
    }
  });

  it('with a key of its own in the header is refused', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = publicKey.export({ format: 'jwk' });
    const claims = claimsOf(tokens.access);
    for (const extra of [
      { jwk },
      { jku: `${ksef.url}/x` },
      { x5u: `${ksef.url}/x` },
      { kid: '../../dev/null' },
    ]) {
      await isRefused(
        forged({ alg: 'RS256', ...extra }, claims, (bytes) => sign('sha256', bytes, privateKey)),
      );
      await isRefused(forged({ alg: 'HS256', ...extra }, claims, hmac('')));
    }
    await isRefused(forged({ alg: 'HS256', b64: false, crit: ['b64'] }, claims, hmac('')));
  });

  it('with other claims, or with the signature of another token, is refused', async () => {
    const [header, claims, signature] = tokens.access.split('.');
    const [, otherClaims, otherSignature] = tokens.refresh.split('.');
    const richer = encoded({ ...claimsOf(tokens.access), civ: newNip() });
    for (const token of [
      `${header}.${richer}.${signature}`,
      `${header}.${otherClaims}.${signature}`,
      `${header}.${claims}.${otherSignature}`,
      `${header}.${claims}.${signature}=`,
      `${header}.${claims}.${signature}.`,
      `.${header}.${claims}.${signature}`,
      `${header}..${signature}`,
    ]) {
      await isRefused(token);
    }
  });
});

describe('a token', () => {
  it('of another KSeF, or of one that started anew without its data, is refused', async () => {
    const other = await running.start();
    expect((await call(other, 'listTokens', {}, { bearer: tokens.access })).status).toBe(401);
    const theirs = await logIn(other, await sealOf(nip), nip);
    await isRefused(theirs.access);
    await isRefused(theirs.refresh);
  });

  it('is good after a start with the same data, and as little as before', async () => {
    const data = running.newFolder();
    const first = await running.start({ data });
    const own = await logIn(first, await sealOf(nip), nip);
    const ended = await logIn(first, await sealOf(nip), nip);
    await call(first, 'revokeCurrentAuthenticationSession', {}, { bearer: ended.refresh });
    await first.close();
    const again = await running.start({ data });
    expect((await call(again, 'listTokens', {}, { bearer: own.access })).status).toBe(200);
    expect((await call(again, 'refreshAccessToken', {}, { bearer: own.refresh })).status).toBe(200);
    expect((await call(again, 'refreshAccessToken', {}, { bearer: ended.refresh })).codes).toEqual([21301]);
    expect((await call(again, 'listTokens', {}, { bearer: tokens.access })).status).toBe(401);
  });

  it('is taken from its header alone', async () => {
    const { access } = tokens;
    for (const headers of [
      { authorization: access },
      { authorization: `Basic ${access}` },
      { authorization: `Bearer ${access}, Bearer ${access}` },
      { authorization: `Bearer\t${access}` },
      { cookie: `authorization=Bearer ${access}` },
      { 'x-authorization': `Bearer ${access}` },
    ]) {
      expect(
        (await callLoosely(ksef, 'listTokens', {}, { headers: headers as Record<string, string> })).status,
      ).toBe(401);
    }
    const inQuery = await fetch(
      `${ksef.apiUrl}/tokens?access_token=${access}&authorization=Bearer%20${access}`,
    );
    expect(inQuery.status).toBe(401);
  });
});
