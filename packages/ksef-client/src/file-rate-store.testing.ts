/**
 * A process of its own that takes places from a shared file: `node file-rate-store.testing.ts FILE COUNT`. Prints them
 * as JSON; ends by the hardest signal in the middle of its work where the count is negative.
 */
import { FileRateStore } from './file-rate-store.ts';

const [path = '', count = '0'] = process.argv.slice(2);
const windows = [
  { lengthMs: 1000, limit: 7 },
  { lengthMs: 60_000, limit: 40 },
];
const store = new FileRateStore(path);
const places: number[] = [];
for (let request = 0; request < Math.abs(Number(count)); request++) {
  const now = Date.now();
  const { at, taken } = store.reserve({ key: 'shared', windows, now, latest: now + 3_000_000 });
  if (taken) places.push(at);
}
process.stdout.write(JSON.stringify(places), () => {
  if (Number(count) < 0) process.kill(process.pid, 'SIGKILL');
});
