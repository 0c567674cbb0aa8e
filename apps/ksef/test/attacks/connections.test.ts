/** Attacks by connections: requests within requests, heads without end, and clients that never finish. */
import { connect, type Socket } from 'node:net';
import type { Logger } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { until } from '../until.ts';

let ksef: Ksef;
const errors: unknown[] = [];
const ignore = () => {};
const logger = { debug: ignore, info: ignore, warn: ignore, error: (fact: unknown) => errors.push(fact) };
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', logger: logger as unknown as Logger });
});
afterAll(() => ksef.close());

function opened(): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = connect(ksef.port, '127.0.0.1', () => done(socket));
    socket.once('error', fail);
  });
}

/** Sends bytes and reads until the other side is done, or `enough` says so. */
async function talk(bytes: string, enough: (text: string) => boolean = () => false): Promise<string> {
  const socket = await opened();
  return new Promise((done) => {
    let text = '';
    const end = () => {
      socket.destroy();
      done(text);
    };
    socket.on('data', (piece) => {
      text += piece.toString('latin1');
      if (enough(text)) end();
    });
    socket.on('error', end);
    socket.on('close', end);
    socket.write(bytes, 'latin1');
  });
}

const statusesIn = (text: string) =>
  [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
const challenge = '/v2/auth/challenge';
const serves = async () => expect((await fetch(ksef.url)).status).toBe(200);

describe('a request within a request', () => {
  const hidden = `GET ${challenge}?hidden HTTP/1.1\r\nHost: x\r\n\r\n`;
  it.each([
    ['both lengths', `Content-Length: ${hidden.length}\r\nTransfer-Encoding: chunked`, `0\r\n\r\n${hidden}`],
    [
      'both lengths, the other way round',
      'Transfer-Encoding: chunked\r\nContent-Length: 4',
      `0\r\n\r\n${hidden}`,
    ],
    ['two lengths', `Content-Length: 0\r\nContent-Length: ${hidden.length}`, hidden],
    ['a length of two numbers', `Content-Length: 0, ${hidden.length}`, hidden],
    ['a length with a sign', `Content-Length: +${hidden.length}`, hidden],
    ['a length that is none', 'Content-Length: 0x10', hidden],
    ['an encoding nobody knows', 'Transfer-Encoding: xchunked', hidden],
    ['a blank before the colon', 'Transfer-Encoding : chunked', `0\r\n\r\n${hidden}`],
    [
      'a line that goes on',
      `X-A: b\r\n Transfer-Encoding: chunked\r\nContent-Length: ${hidden.length}`,
      hidden,
    ],
    ['a line end without its beginning', `X-A: b\nContent-Length: ${hidden.length}`, hidden],
    ['a chunk of odd size', 'Transfer-Encoding: chunked', `-1\r\n${hidden}`],
  ])('by %s is never answered by itself', async (_, heads, body) => {
    const text = await talk(
      `POST ${challenge} HTTP/1.1\r\nHost: x\r\n${heads}\r\n\r\n${body}`,
      (all) => statusesIn(all).length >= 2 || /\r\n\r\n.*[}]/s.test(all),
    );
    const statuses = statusesIn(text);
    // Either refused as a whole, or its body is a body: 405 would be the answer to what was hidden.
    expect(statuses).toHaveLength(1);
    expect(statuses[0]).toBeGreaterThanOrEqual(200);
    expect(statuses[0]).toBeLessThan(500);
    expect(statuses).not.toContain(405);
    await serves();
  });

  it('behind an upload that is refused is not taken for the next one', async () => {
    const upload = `PUT /storage/01/20260101-SB-0000000000-0000000000-00/batch-parts/1?sig=x HTTP/1.1\r\nHost: x\r\nContent-Length: ${hidden.length}\r\n\r\n${hidden}`;
    expect(statusesIn(await talk(upload))).toEqual([401]);
  });
});

describe('the head of a request', () => {
  it.each([
    ['a long line', `X-Long: ${'a'.repeat(100_000)}`],
    ['many lines', Array.from({ length: 5000 }, (_, index) => `X-${index}: a`).join('\r\n')],
    ['a long token', `Authorization: Bearer ${'a'.repeat(60_000)}`],
  ])('of %s is refused', async (_, heads) => {
    const text = await talk(`GET /v2/tokens HTTP/1.1\r\nHost: x\r\n${heads}\r\n\r\n`);
    expect(statusesIn(text)).toEqual([431]);
    await serves();
  });

  it.each([
    ['an address of 100,000 characters', `GET /v2/${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, [431]],
    ['no host', `POST ${challenge} HTTP/1.1\r\n\r\n`, [400]],
    ['an address with line ends', `GET /v2/x\ry HTTP/1.1\r\nHost: x\r\n\r\n`, [400]],
    ['another protocol', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', [400, 505]],
    ['a preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, 505]],
    ['an upgrade', `GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, close\r\nUpgrade: h2c\r\n\r\n`, [200]],
    ['a tunnel', 'CONNECT 127.0.0.1:1 HTTP/1.1\r\nHost: x\r\n\r\n', []],
    [
      'a trace',
      `TRACE ${challenge} HTTP/1.1\r\nHost: x\r\nCookie: secret\r\nConnection: close\r\n\r\n`,
      [404, 405],
    ],
    [
      'a wish for a go-ahead',
      `POST /v2/tokens HTTP/1.1\r\nHost: x\r\nExpect: 200-maybe\r\nConnection: close\r\n\r\n`,
      [401, 417],
    ],
  ])('with %s is answered or cut off', async (_, bytes, expected) => {
    const statuses = statusesIn(await talk(bytes));
    if (expected.length === 0) expect(statuses).toEqual([]);
    else expect(expected).toContain(statuses[0]);
    await serves();
  });

  it('of any method gets nothing done but what is declared', async () => {
    for (const method of [
      'PATCH',
      'TRACE',
      'OPTIONS',
      'PROPFIND',
      'MKCOL',
      'LOCK',
      'SEARCH',
      'QUERY',
      'GET',
    ]) {
      const text = await talk(`${method} ${challenge} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect([400, 401, 404, 405], method).toContain(statusesIn(text)[0]);
      expect(text).not.toContain('"challenge"');
    }
    const overridden = await fetch(ksef.apiUrl + challenge.slice(3), {
      headers: { 'x-http-method-override': 'POST' },
    });
    expect(overridden.status).toBe(401);
  });
});

describe('clients that never finish', () => {
  it('keep nobody else from being served', async () => {
    const beginnings = [
      '',
      'G',
      'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      `POST ${challenge} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`,
      `POST /v2/tokens HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n`,
      '\u0016\u0003\u0001\u0002\u0000',
    ];
    const slow = await Promise.all(Array.from({ length: 300 }, opened));
    slow.forEach((socket, index) => {
      socket.on('error', () => {});
      socket.write(beginnings[index % beginnings.length] ?? '', 'latin1');
    });
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => fetch(ksef.apiUrl + challenge.slice(3), { method: 'POST' })),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
    for (const socket of slow) socket.destroy();
    await serves();
    // Those who were cut off within a body are in the journal, and are no defects.
    await until(async () => {
      const { entries } = await ksef.control.readJournal({ method: 'POST', path: '/v2/tokens', limit: 1000 });
      return entries.filter(({ status }) => status === null).length >= slow.length / beginnings.length;
    });
    expect(errors).toEqual([]);
  });

  it('do not keep a KSeF from ending', async () => {
    const other = await startKsef({ port: 0, rateLimits: 'off' });
    const socket = connect(other.port, '127.0.0.1');
    socket.on('error', () => {});
    const closed = new Promise((done) => socket.once('close', done));
    socket.resume();
    await new Promise((done) => socket.write('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: a', done));
    await other.close();
    await closed;
  });
});
