/** A local KSeF in a process of its own, so that its memory can be measured. Argument: data folder. Prints its address. */
import { startKsef } from '@kwit/ksef';

const ksef = await startKsef({ port: 0, data: process.argv[2] ?? ':memory:' });
process.stdout.write(`${ksef.apiUrl}\n`);
process.once('SIGTERM', () => ksef.close());
