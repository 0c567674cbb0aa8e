import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Listener, listen, unhurried } from './listen.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await listen({
    host: '127.0.0.1',
    port: 0,
    receivingMs: 50,
    credential: () => Promise.reject(new Error('HTTPS is not asked for')),
    handler: (received, response) => {
      if (received.url === '/upload') unhurried(received);
      received.resume().on('end', () => response.end('taken'));
    },
  });
});
afterAll(() => listener.close());

/** Begins a request and leaves it unfinished. */
function begun(path: string) {
  const sent = request({
    port: listener.port,
    host: '127.0.0.1',
    path,
    method: 'PUT',
    headers: { 'content-length': 2 },
  });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  sent.write('a');
  return { sent, answered };
}

it('ends a request that does not come in, and lets an unhurried one take its time', async () => {
  const upload = begun('/upload');
  const other = begun('/other');
  const [refused] = await other.answered;
  expect(refused.statusCode).toBe(408);
  expect((await begun('/another').answered)[0].statusCode).toBe(408);
  upload.sent.end('b');
  const [taken] = await upload.answered;
  taken.resume();
  expect(taken.statusCode).toBe(200);
});
