import { openAsBlob } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { KsefError } from './errors.ts';
import { failureOf } from './http-server.testing.ts';
import { storageExchange } from './storage.ts';

async function storage(respond: RequestListener) {
  const server = createServer(respond);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const transport = { fetch, baseUrl, userAgent: 'test', maxRetries: 3, onRetry: undefined };
  return {
    put: (body: Blob) =>
      storageExchange(transport, {
        operation: 'openBatchSession',
        what: 'PUT part 1',
        method: 'PUT',
        url: baseUrl,
        body,
      }),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test('a part is read as it is sent, and what was sent is not held', async () => {
  const sizeBytes = 300_000_000;
  const folder = await mkdtemp(join(tmpdir(), 'kwit-test-'));
  try {
    const path = join(folder, 'part');
    const file = await open(path, 'w');
    await file.truncate(sizeBytes);
    await file.close();
    const before = process.memoryUsage().arrayBuffers;
    let heldBytes = 0;
    let receivedBytes = 0;
    let length: string | undefined;
    await using server = await storage(async (request, response) => {
      length = request.headers['content-length'];
      for await (const piece of request) {
        receivedBytes += (piece as Buffer).length;
        heldBytes = Math.max(heldBytes, process.memoryUsage().arrayBuffers - before);
      }
      response.writeHead(201).end();
    });
    expect(await server.put(await openAsBlob(path))).toMatchObject({ status: 201 });
    expect([receivedBytes, length]).toEqual([sizeBytes, String(sizeBytes)]);
    expect(heldBytes).toBeLessThan((2 * sizeBytes) / 3);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('a storage that sends elsewhere is told as that, and not asked again', async () => {
  let requests = 0;
  await using server = await storage((request, response) => {
    requests += 1;
    request.resume();
    response.writeHead(307, { location: 'https://elsewhere.invalid/' }).end();
  });
  const error = (await failureOf(server.put(new Blob(['part'])))) as KsefError;
  expect(error).toMatchObject({ kind: 'unexpected-answer', operation: 'openBatchSession' });
  expect(error.text.en).toContain('redirection');
  expect(requests).toBe(1);
});
