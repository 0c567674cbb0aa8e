import { describe, expect, it } from 'vitest';
import { call, logIn, newNip, redeemed, sealOf, submitToken } from '../../test/api.ts';
import { type Ksef, startKsef } from '../index.ts';
import { clientIpOf, forwardedIpOf, isAllowed, isWellFormedPolicy } from './allowed-ips.ts';

describe('allowed addresses', () => {
  it('are single ones, ranges and networks', () => {
    const policy = {
      ip4Addresses: ['10.0.0.1'],
      ip4Ranges: ['10.0.1.5-10.0.1.9'],
      ip4Masks: ['192.168.4.0/22'],
    };
    const yes = ['10.0.0.1', '10.0.1.5', '10.0.1.7', '10.0.1.9', '192.168.4.0', '192.168.7.255'];
    const no = ['10.0.0.2', '10.0.1.4', '10.0.1.10', '192.168.3.255', '192.168.8.0', 'fe80::1', ''];
    expect(yes.filter((ip) => !isAllowed(policy, ip))).toEqual([]);
    expect(no.filter((ip) => isAllowed(policy, ip))).toEqual([]);
  });

  it('are all, where nothing is said', () => {
    for (const policy of [null, {}, { ip4Addresses: [], ip4Masks: null }]) {
      expect(isAllowed(policy, '203.0.113.9')).toBe(true);
    }
    expect(isAllowed({ ip4Masks: ['0.0.0.0/0'] }, '203.0.113.9')).toBe(true);
  });

  it('must be readable', () => {
    expect(
      isWellFormedPolicy({
        ip4Addresses: ['1.2.3.4'],
        ip4Ranges: ['1.2.3.4-1.2.3.9'],
        ip4Masks: ['1.0.0.0/8'],
      }),
    ).toBe(true);
    for (const policy of [
      { ip4Addresses: ['1.2.3'] },
      { ip4Addresses: ['1.2.3.256'] },
      { ip4Addresses: ['127.0.0.01'] },
      { ip4Ranges: ['01.1.1.1-2.2.2.2'] },
      { ip4Ranges: ['1.2.3.4'] },
      { ip4Ranges: ['1.2.3.4-5'] },
      { ip4Masks: ['1.2.3.4/33'] },
      { ip4Masks: ['1.2.3.4'] },
    ]) {
      expect(isWellFormedPolicy(policy)).toBe(false);
    }
  });
});

describe('the address of a client', () => {
  it('is IPv4 in dots wherever it can be', () => {
    expect(clientIpOf('::1')).toBe('127.0.0.1');
    expect(clientIpOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
    expect(clientIpOf('192.0.2.7')).toBe('192.0.2.7');
    expect(clientIpOf('2001:db8::7')).toBe('2001:db8::7');
  });

  it('is behind a proxy the last one that the proxy names', () => {
    expect(forwardedIpOf('127.0.0.1', '203.0.113.9')).toBe('203.0.113.9');
    expect(forwardedIpOf('127.0.0.1', '10.0.0.1, ::ffff:203.0.113.9')).toBe('203.0.113.9');
    expect(forwardedIpOf('127.0.0.1', ['10.0.0.1', '203.0.113.9'])).toBe('203.0.113.9');
    for (const nothing of [undefined, '', 'unknown', '203.0.113.9, x', []]) {
      expect(forwardedIpOf('::1', nothing)).toBe('127.0.0.1');
    }
  });
});

describe('a request', () => {
  const asked = async (ksef: Ksef) => {
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    return (await call(ksef, 'createChallenge', {}, { headers })).body.clientIp;
  };

  it('comes from where its connection comes, unless a proxy with an address of its own stands before', async () => {
    const direct = await startKsef({ port: 0, rateLimits: 'off' });
    const behind = await startKsef({ port: 0, rateLimits: 'off', publicUrl: 'https://ksef.example' });
    try {
      expect(await asked(direct)).toBe('127.0.0.1');
      expect(await asked(behind)).toBe('203.0.113.9');
    } finally {
      await direct.close();
      await behind.close();
    }
  });

  it.each<[string, object, string, string]>([
    ['an address', { ip4Addresses: ['203.0.113.9'] }, '203.0.113.9', '203.0.113.10'],
    ['a range', { ip4Ranges: ['203.0.113.5-203.0.113.9'] }, '203.0.113.7', '203.0.113.4'],
    ['a network', { ip4Masks: ['203.0.113.0/28'] }, '203.0.113.15', '203.0.113.16'],
  ])(
    'is let in from %s that the log-in named, and from nowhere else',
    async (_, allowedIps, inside, outside) => {
      const ksef = await startKsef({ port: 0, rateLimits: 'off', publicUrl: 'https://ksef.example' });
      try {
        const nip = newNip();
        const { access: owner } = await logIn(ksef, await sealOf(nip), nip);
        const request = { body: { permissions: ['InvoiceRead' as const], description: 'Token testowy' } };
        const { body: made } = await call(ksef, 'createToken', request, { bearer: owner });
        const started = await submitToken(ksef, made.token, nip, { authorizationPolicy: { allowedIps } });
        const bearer = (await redeemed(ksef, started.body)).accessToken.token;
        const from = async (address: string) =>
          (await call(ksef, 'listTokens', { query: {} }, { bearer, headers: { 'x-forwarded-for': address } }))
            .status;
        expect(await from(inside)).toBe(200);
        expect(await from(outside)).toBe(403);
        // Nor does it end its own session from elsewhere.
        const end = async (address: string) => {
          const extras = { bearer, headers: { 'x-forwarded-for': address } };
          return (await call(ksef, 'revokeCurrentAuthenticationSession', {}, extras)).status;
        };
        expect(await end(outside)).toBe(403);
        expect(await end(inside)).toBe(204);
      } finally {
        await ksef.close();
      }
    },
  );
});
