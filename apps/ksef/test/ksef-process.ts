/**
 * A local KSeF in a process of its own, for tests that kill it. Arguments: data folder, latency, and `packages` where they
 * are expected. Prints one line of JSON.
 */
import { KsefStartError, startKsef } from '../src/index.ts';

const [data = ':memory:', latency = 'none', expected] = process.argv.slice(2);
try {
  const ksef = await startKsef({
    port: 0,
    rateLimits: 'off',
    data,
    latency: latency === 'realistic' ? 'realistic' : 'none',
    expectsPackages: expected === 'packages',
  });
  process.stdout.write(`${JSON.stringify({ apiUrl: ksef.apiUrl })}\n`);
} catch (error) {
  const code = error instanceof KsefStartError ? error.code : String(error);
  process.stdout.write(`${JSON.stringify({ code })}\n`);
  process.exitCode = 1;
}
