/** The tax number of a Polish firm: ten digits, the last one a checksum. Source: the rule of the tax authority. */

import { CliError } from './exit.ts';
import { textOf } from './messages.ts';
import { wrongUsage } from './usage-error.ts';

const weights = [6, 5, 7, 2, 3, 4, 5, 6, 7];

/**
 * The NIP as ten digits. Spaces, dashes and the prefix PL are taken off.
 * Throws {@link CliError}: usage where none was given, `nip-checksum` or `nip-format` where it is wrong.
 */
export function checkedNip(given: string | undefined): string {
  if (given === undefined) throw wrongUsage('usage.option-needed', { option: '--nip NIP' });
  const nip = given.trim().replace(/^PL/i, '').replace(/[\s-]/g, '');
  if (!/^[1-9]\d{9}$/.test(nip))
    throw new CliError('nip-format', textOf('error.nip-format', { nip: given }), {
      remedy: textOf('remedy.nip'),
    });
  const sum = weights.reduce((total, weight, at) => total + weight * Number(nip[at]), 0);
  if (sum % 11 !== Number(nip[9]))
    throw new CliError('nip-checksum', textOf('error.nip-checksum', { nip: given }), {
      remedy: textOf('remedy.nip'),
    });
  return nip;
}
