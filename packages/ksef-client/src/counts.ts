/** Numbers that say how many: what is none would loop for ever, or never begin. */
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';

/**
 * Looks at options by their names; those that are not given are right.
 * @param least the smallest that makes sense
 * @throws {KsefError} `refused` for what is no whole number from there; only `concurrency` may not be `Infinity`
 */
export function requireCounts(options: Readonly<Record<string, number | undefined>>, least: 0 | 1 = 1): void {
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined || (Number.isInteger(value) && value >= least)) continue;
    if (value === Number.POSITIVE_INFINITY && name !== 'concurrency') continue;
    const text = messages.badCount(name, String(value), least);
    throw new KsefError({ kind: 'refused', operation: 'sendInvoice', text });
  }
}
