/** `npm run fuzz -- --api`: the local KSeF under requests of every kind, until it is stopped or something is found. */

import { startKsef } from '../../apps/ksef/src/index.ts';
import { fuzz, reportOf } from '../../apps/ksef/test/fuzz/fuzz.ts';
import { newWorld } from '../../apps/ksef/test/fuzz/world.ts';

/** Requests of one local KSeF; then the next is started, with data of its own. */
const requestsPerServer = 20_000;
const requestsPerRound = 2000;

/** @returns whether all answers were as they should be */
export async function fuzzApi(firstSeed: number, goesOn: () => boolean): Promise<boolean> {
  let sent = 0;
  while (goesOn()) {
    const ksef = await startKsef({ port: 0, rateLimits: 'off', logger: false });
    try {
      const world = await newWorld(ksef);
      for (let round = 0; round < requestsPerServer && goesOn(); round += requestsPerRound) {
        const { findings } = await fuzz(ksef, world, firstSeed + sent, requestsPerRound);
        for (const finding of findings) console.error(`\n${reportOf(finding)}`);
        if (findings.length > 0) return false;
        sent += requestsPerRound;
        console.log(`${sent} requests, each answered as its contract says (next seed ${firstSeed + sent})`);
      }
    } finally {
      await ksef.close();
    }
  }
  return true;
}
