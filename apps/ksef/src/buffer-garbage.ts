import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'minor' }) => void;

/** So many bytes of buffers may lie about. */
const mostBytes = 4_000_000;

let collect: Collect | undefined;
let bytes = 0;

/**
 * Lets this thread collect the garbage of buffers as it arises. Only a program that is a local KSeF and nothing else asks
 * for it: the way to V8's collector leads over a flag of the whole process, which is set for a moment.
 */
export function collectBuffers(): void {
  setFlagsFromString('--expose-gc');
  collect = runInNewContext('gc') as Collect;
  // Compiled code is kept for the flags that it was compiled under.
  setFlagsFromString('--no-expose-gc');
}

/** Whether it was asked for; threads that begin later are told. */
export const collectsBuffers = (): boolean => collect !== undefined;

/**
 * Says that buffers of so many bytes were used and let go. V8 looks for garbage among new objects when their space is
 * full, and of a buffer only a few bytes are there: hundreds of megabytes of invoices with attachments would lie about
 * until it looks. Looking at the new objects alone takes less than a millisecond.
 */
export function usedUp(sizeBytes: number): void {
  if (collect === undefined) return;
  bytes += sizeBytes;
  if (bytes < mostBytes) return;
  bytes = 0;
  collect({ type: 'minor' });
}

/**
 * Frees the memory of bytes that nobody needs any more; left to the collector of garbage, large ones cause a collection of
 * everything. Small ones are left: they may lie beside others in a pool.
 */
export function letGo({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer && buffer.byteLength > Buffer.poolSize) buffer.transfer(0);
}
