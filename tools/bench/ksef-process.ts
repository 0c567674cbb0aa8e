/** A local KSeF in a process of its own, so that its memory can be measured. Argument: data folder. Prints its address. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { root } from './measure.ts';

// As the command `kwit` does it.
enableCompileCache(join(root, 'node_modules/.cache/kwit-compiled'));
const { keepHeapSmall } = await import('@kwit/ksef/small-heap');
const { startKsef } = await import('@kwit/ksef');
keepHeapSmall();
const ksef = await startKsef({ port: 0, rateLimits: 'off', data: process.argv[2] ?? ':memory:' });
process.stdout.write(`${ksef.apiUrl}\n`);
process.once('SIGTERM', () => ksef.close());
