import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'minor' }) => void;

/** So many bytes of buffers may lie about. */
const mostBytes = 4_000_000;

let collect: Collect | undefined;
let bytes = 0;

/**
 * Says that buffers of so many bytes were used and let go. V8 looks for garbage among new objects when their space is
 * full, and of a buffer only a few bytes are there: hundreds of megabytes of invoices with attachments would lie about
 * until it looks. Looking at the new objects alone takes less than a millisecond.
 */
export function usedUp(sizeBytes: number): void {
  bytes += sizeBytes;
  if (bytes < mostBytes) return;
  bytes = 0;
  collect ??= collector();
  collect({ type: 'minor' });
}

/** The only way to V8's collector in a program that was not started with the flag. */
function collector(): Collect {
  setFlagsFromString('--expose-gc');
  const found = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  return found;
}
