/** Random bytes for numbers that must not be guessed, drawn in larger pieces: asking the system for each costs more. */
import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(4096);
let used = pool.length;

/** So many random bytes in upper-case hexadecimal; no byte is ever given twice. @param count at most 4096 */
export function randomHex(count: number): string {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const start = used;
  used += count;
  return pool.toString('hex', start, used).toUpperCase();
}
