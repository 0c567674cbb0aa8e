/** Attacks by addresses and by names of hosts: nothing is found beside what is served, and no page runs what it is told. */

import { request } from 'node:http';
import type { OpenBatchSessionResponse } from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { type Company, logIn } from '../company.ts';
import { encryptedParts, upload, zip } from '../package.ts';
import { sampleInvoice } from '../sample-invoice.ts';

let ksef: Ksef;
let company: Company;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
  company = await logIn(ksef, '1111111111');
});
afterAll(() => ksef.close());

/** A request whose path is sent as it is; `fetch` would tidy it up. */
function ask(path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((done, fail) => {
    const sent = request({ host: '127.0.0.1', port: ksef.port, path, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (piece) => {
        text += piece;
      });
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on('error', fail);
    sent.end();
  });
}

describe('an address that leads elsewhere', () => {
  const steps = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '..%c0%af', '....//', '%252e%252e%252f'];
  const starts = [
    '/docs/v2/',
    '/storage/01/',
    '/storage/01/20260101-sb-0000000000-0000000000-00/invoice-part/',
    '/storage/01/20260101-sb-0000000000-0000000000-00/session-upo/',
    '/invoice/',
    '/latarnia/',
    '/control/snapshots/',
    '/v2/tokens/',
  ];
  it.each(starts)('from %s finds nothing', async (start) => {
    for (const step of steps) {
      for (const end of ['etc/passwd', 'package.json', 'src/index.ts', '%00', 'ksef.db']) {
        const { status, text } = await ask(start + step.repeat(6) + end);
        expect(status, start + step + end).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(text).not.toMatch(/root:|"dependencies"|startKsef\(/);
      }
    }
  });
});

describe('addresses of uploads', () => {
  it('are good for their own part of their own session alone', async () => {
    const files = [['a.xml', sampleInvoice()]] as const;
    const announced = async (who: Company) => {
      const { request, parts } = await encryptedParts(who, await zip(files), { parts: 2 });
      const { body } = await who.post<OpenBatchSessionResponse>('/sessions/batch', request);
      return { body, parts };
    };
    const own = await announced(company);
    const theirs = await announced(await logIn(ksef, '5265877635'));
    const [mine, second] = own.body.partUploadRequests;
    const [other] = theirs.body.partUploadRequests;
    if (!mine || !second || !other) throw new Error('no addresses were given');
    const mineUrl = new URL(mine.url);
    const otherUrl = new URL(other.url);
    const attempts = [
      // My signature at the address of others, and at another part.
      `${otherUrl.origin}${otherUrl.pathname}${mineUrl.search}`,
      `${mineUrl.origin}${new URL(second.url).pathname}${mineUrl.search}`,
      // A later end, other rights, no signature.
      mine.url.replace(/se=\d+/, 'se=99999999999999'),
      mine.url.replace('sp=w', 'sp=rw').replace(/sig=[^&]*/, 'sig='),
      mine.url.replace(/sig=[^&]*/, ''),
      mine.url.replace(/sig=[^&]*/, 'sig[]=1'),
      `${mine.url}&sig=${new URL(other.url).searchParams.get('sig')}`,
      mine.url.replace('/batch-parts/1', '/batch-parts/01'),
      mine.url.replace('/batch-parts/1', '/batch-parts/1%2f..%2f2'),
    ];
    for (const url of attempts) {
      const { status } = await upload({ ...mine, url }, own.parts[0]);
      expect([401, 403, 404], url).toContain(status);
    }
    // What may be written may not be read.
    expect((await ask(mineUrl.pathname + mineUrl.search)).status).toBe(405);
    expect((await upload(mine, own.parts[0])).status).toBe(201);
  });
});

describe('the control side', () => {
  it.each([
    ['no key', {}],
    ['the token of a company', { authorization: 'Bearer token' }],
    ['a name of a host that was bent to this machine', { host: 'evil.example' }],
    ['a page of somebody else', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a page of this machine', { origin: 'http://localhost:3000', cookie: 'key=x' }],
  ])('with %s is closed', async (_, headers) => {
    const sent = 'authorization' in headers ? { authorization: `Bearer ${company.accessToken}` } : headers;
    for (const [method, path] of [
      ['GET', '/control/'],
      ['GET', '/control/clock'],
      ['POST', '/control/reset'],
      ['GET', '/%63ontrol/journal'],
      ['GET', `/control/journal?key=${ksef.controlKey}&access_token=${ksef.controlKey}`],
      ['OPTIONS', '/control/reset'],
      ['GET', '/control/nothing'],
    ] as const) {
      const { status, headers: answered, text } = await ask(path, { method, headers: sent });
      expect([401, 404, 405], `${method} ${path}`).toContain(status);
      expect(text).not.toContain(ksef.controlKey);
      // No page of another origin may ask with a key, nor read an answer.
      expect(Object.keys(answered).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  it('takes the key from the header alone, whatever the method says', async () => {
    const headers = { authorization: `Bearer ${ksef.controlKey}` };
    expect((await ask('/control/clock', { headers })).status).toBe(200);
    expect(
      (await ask('/control/clock', { headers: { authorization: `Bearer ${ksef.controlKey}x` } })).status,
    ).toBe(401);
    expect((await ask('/control/clock', { headers: { authorization: ksef.controlKey } })).status).toBe(401);
  });

  it('is no way into the API, nor the API a way into it', async () => {
    const headers = { authorization: `Bearer ${ksef.controlKey}` };
    expect((await ask('/v2/tokens', { headers })).status).toBe(401);
  });
});

describe('pages', () => {
  const evil = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "';alert(1)//",
    '{{7*7}}',
    'javascript:alert(1)',
  ];
  it.each([
    (text: string) => `/invoice/1111111111/01-01-2026/${encodeURIComponent(text)}`,
    (text: string) => `/invoice/${encodeURIComponent(text)}/01-01-2026/${'A'.repeat(43)}`,
    (text: string) => `/invoice?lang=${encodeURIComponent(text)}`,
    (text: string) =>
      `/certificate/Nip/1111111111/1111111111/01F20A5D352AE590/${'A'.repeat(43)}/${encodeURIComponent(text)}`,
    (text: string) => `/certificate/${encodeURIComponent(text)}/1111111111/1111111111/01F20A5D352AE590/A/B`,
    (text: string) => `/docs/v2/${encodeURIComponent(text)}`,
    (text: string) => `/docs/v2?url=${encodeURIComponent(text)}&configUrl=${encodeURIComponent(text)}`,
    (text: string) => `/${encodeURIComponent(text)}`,
  ])('show what stands in their address as text, or not at all (%#)', async (addressOf) => {
    for (const text of evil) {
      const {
        status,
        headers,
        text: page,
      } = await ask(addressOf(text), { headers: { host: 'evil.example' } });
      expect(status).toBeLessThan(500);
      const isPage = String(headers['content-type'] ?? '').startsWith('text/html');
      if (!isPage) continue;
      expect(page).not.toContain(text.startsWith('<') || text.startsWith('"') ? text : '\u0000');
      expect(page).not.toMatch(/<script>alert|<img src=x|href="javascript:/);
      expect(headers).toMatchObject({
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'x-content-type-options': 'nosniff',
      });
    }
  });

  it('lead nowhere else', async () => {
    for (const path of ['/docs/v2', '//evil.example/docs/v2', '/docs//evil.example', '/\\evil.example']) {
      const { headers } = await ask(path, { headers: { host: 'evil.example' } });
      expect(String(headers.location ?? '')).not.toContain('evil.example');
    }
  });
});

describe('the journal', () => {
  it('keeps what stands in an address as it came, in one line', async () => {
    await ask('/v2/x%0d%0aforged%20line,=cmd()%22');
    const { entries } = await ksef.control.readJournal({ path: 'forged', limit: 10 });
    expect(entries.map(({ path }) => path)).toEqual(['/v2/x%0d%0aforged%20line,=cmd()%22']);
    expect(JSON.stringify(entries)).not.toMatch(/[\r\n]/);
  });
});
