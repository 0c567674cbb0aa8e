/** The local KSeF as the commands `ksef` and `demo` start it. */
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import type { Ksef, KsefOptions } from '@kwit/ksef';
import { fileError } from './files.ts';
import { makeFolder } from './folders.ts';
import { wrongUsage } from './usage-error.ts';

export const defaultPort = 4100;

/** The number of a port from the command line. Throws a usage error. */
export function portOf(text: string | undefined): number {
  if (text === undefined) return defaultPort;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw wrongUsage('usage.bad-number', { option: '--port', value: text, range: '0–65535' });
  return port;
}

/** Starts it with its data in `options.data`. Loaded only here: the server is the heaviest part of the program. */
export async function startLocalKsef(options: KsefOptions & { data: string }): Promise<Ksef> {
  const { data } = options;
  if (data !== ':memory:') {
    try {
      makeFolder(resolve(data), 0o700);
    } catch (error) {
      throw fileError(error, data);
    }
  }
  const { startKsef } = await import('@kwit/ksef');
  return startKsef(options);
}

/** A port that is free at this moment, for an address that must be known before the start. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, 'localhost', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

/** Waits for Ctrl+C or a termination signal. */
export function untilEnded(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
