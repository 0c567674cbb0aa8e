/** Rotation of the published keys, as callers meet it. */
import { join } from 'node:path';
import { encryptForKsef, readCertificate } from '@kwit/crypto';
import type { PublicKeyCertificate, PublicKeyCertificateUsage } from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, decided, logIn as loggedIn, newNip, sealOf } from '../../../test/api.ts';
import { base64, type Company, fa3, logIn } from '../../../test/company.ts';
import { controlCall } from '../../../test/control.ts';
import { sampleInvoice } from '../../../test/sample-invoice.ts';
import { removeFolder, temporaryFolder } from '../../../test/temporary-folder.ts';
import { type Ksef, startKsef } from '../../index.ts';

const symmetric = 'SymmetricKeyEncryption';
const root = temporaryFolder();
let ksef: Ksef;
let company: Company;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
  company = await logIn(ksef, newNip());
});
afterAll(async () => {
  await ksef.close();
  removeFolder(root);
});

async function published(usage: PublicKeyCertificateUsage, of = ksef): Promise<PublicKeyCertificate[]> {
  const { body } = await call(of, 'listPublicKeyCertificates', {});
  return body.filter((key) => key.usage.includes(usage));
}

/** Opens a session under a key and sends an invoice: the code with which it ends, or that of the refusal. */
async function sendUnder(key: PublicKeyCertificate, named = true): Promise<number> {
  const session = await company.openSession();
  const encryptedSymmetricKey = base64(
    encryptForKsef(readCertificate(key.certificate).publicKey, session.key.key),
  );
  const opened = await company.post<{
    referenceNumber: string;
    exception?: { exceptionDetailList: { exceptionCode: number }[] };
  }>('/sessions/online', {
    formCode: fa3,
    encryption: {
      encryptedSymmetricKey,
      initializationVector: base64(session.key.initializationVector),
      ...(named ? { publicKeyId: key.publicKeyId } : {}),
    },
  });
  if (opened.status !== 201) return opened.body.exception?.exceptionDetailList[0]?.exceptionCode ?? 0;
  const document = sampleInvoice({ seller: company.nip });
  const state = await company.sendAndWait(
    { reference: opened.body.referenceNumber, key: session.key },
    document,
  );
  return state.status.code;
}

describe('a planned rotation', () => {
  it('publishes a second key; both are good until the former is withdrawn', async () => {
    const [former] = await published(symmetric);
    const others = await published('KsefTokenEncryption');
    const rotated = await controlCall(ksef, 'POST', '/keys/rotate', { usage: symmetric });
    expect(rotated.status).toBe(200);
    const [newest, second, ...more] = await published(symmetric);
    expect(more).toEqual([]);
    expect(second).toEqual(former);
    expect(newest?.publicKeyId).not.toBe(former?.publicKeyId);
    expect(Date.parse(newest?.validFrom ?? '')).toBeGreaterThan(Date.parse(former?.validFrom ?? ''));
    expect(Date.parse(newest?.validFrom ?? '')).toBeLessThan(Date.now());
    expect(await published('KsefTokenEncryption')).toEqual(others);
    if (!newest || !former) throw new Error('two keys were expected');
    expect(await sendUnder(newest)).toBe(200);
    expect(await sendUnder(newest, false)).toBe(200);
    expect(await sendUnder(former)).toBe(200);

    await ksef.control.withdrawFormerKey({ usage: symmetric });
    expect(await published(symmetric)).toEqual([newest]);
    expect(await sendUnder(former)).toBe(21470);
    expect(await sendUnder(newest)).toBe(200);
  });

  it('publishes the former key as long as its certificate is good, by the clock', async () => {
    await ksef.control.rotateKey({ usage: symmetric, kind: 'emergency' });
    await ksef.control.rotateKey({ usage: symmetric, kind: 'planned' });
    const [newest, former] = await published(symmetric);
    try {
      await ksef.control.setClock({ at: former?.validTo ?? '' });
      expect((await published(symmetric)).map(({ publicKeyId }) => publicKeyId)).toEqual([
        newest?.publicKeyId,
      ]);
    } finally {
      await ksef.control.setClock({ at: new Date().toISOString() });
    }
    expect((await published(symmetric)).map(({ publicKeyId }) => publicKeyId)).toEqual([
      newest?.publicKeyId,
      former?.publicKeyId,
    ]);
  });

  it('keeps two keys at most', async () => {
    const before = await published(symmetric);
    await ksef.control.rotateKey({ usage: symmetric });
    await ksef.control.rotateKey({ usage: symmetric, kind: 'planned' });
    const after = await published(symmetric);
    expect(after).toHaveLength(2);
    expect(after.map(({ publicKeyId }) => publicKeyId)).not.toContain(before[0]?.publicKeyId);
  });
});

describe('other rotations', () => {
  it('put a new key in the place of all others at once, where there was an incident', async () => {
    await ksef.control.rotateKey({ usage: symmetric });
    const before = await published(symmetric);
    await ksef.control.rotateKey({ usage: symmetric, kind: 'emergency' });
    const [only, ...more] = await published(symmetric);
    expect(more).toEqual([]);
    for (const key of before) expect(await sendUnder(key)).toBe(21470);
    if (!only) throw new Error('a key was expected');
    expect(await sendUnder(only)).toBe(200);
  });

  it('give the same key a new certificate', async () => {
    const [before] = await published('KsefTokenEncryption');
    await ksef.control.rotateKey({ usage: 'KsefTokenEncryption', kind: 'recertification' });
    const [after, ...more] = await published('KsefTokenEncryption');
    expect(more).toEqual([]);
    expect(after?.publicKeyId).toBe(before?.publicKeyId);
    expect(after?.certificateId).not.toBe(before?.certificateId);
  });

  it('are refused where the usage or the kind is unknown', async () => {
    expect((await controlCall(ksef, 'POST', '/keys/rotate', { usage: 'Everything' })).status).toBe(400);
    const body = { usage: symmetric, kind: 'sudden' };
    expect((await controlCall(ksef, 'POST', '/keys/rotate', body)).status).toBe(400);
  });
});

describe('keys for tokens', () => {
  it('let a token in under the key that the caller names', async () => {
    const nip = newNip();
    const { access: bearer } = await loggedIn(ksef, await sealOf(nip), nip);
    const request = { body: { permissions: ['InvoiceRead' as const], description: 'Token testowy' } };
    const { body: made } = await call(ksef, 'createToken', request, { bearer });
    await ksef.control.rotateKey({ usage: 'KsefTokenEncryption' });
    for (const key of await published('KsefTokenEncryption')) {
      const { body: challenge } = await call(ksef, 'createChallenge', {});
      const text = `${made.token}|${challenge.timestampMs}`;
      const started = await call(ksef, 'authenticateWithToken', {
        body: {
          challenge: challenge.challenge,
          contextIdentifier: { type: 'Nip', value: nip },
          encryptedToken: base64(
            encryptForKsef(readCertificate(key.certificate).publicKey, Buffer.from(text)),
          ),
          publicKeyId: key.publicKeyId,
        },
      });
      expect((await decided(ksef, started.body)).status.code).toBe(200);
    }
  });
});

describe('rotated keys', () => {
  it('are there after a restart', async () => {
    const data = join(root, 'keys');
    const first = await startKsef({ port: 0, rateLimits: 'off', data });
    await first.control.rotateKey({ usage: symmetric });
    const before = await published(symmetric, first);
    await first.close();
    const second = await startKsef({ port: 0, rateLimits: 'off', data });
    try {
      expect(before).toHaveLength(2);
      expect(await published(symmetric, second)).toEqual(before);
    } finally {
      await second.close();
    }
  });
});
