/** A local KSeF in a process of its own, for tests that kill it: `node ksef-process.ts FOLDER` prints its address. */
import { startKsef } from '../src/index.ts';

const [, , data = ':memory:'] = process.argv;
const { apiUrl } = await startKsef({ port: 0, data });
process.stdout.write(`${JSON.stringify({ apiUrl })}\n`);
