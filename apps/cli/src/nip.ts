/** The NIP of a command line. */
import { CliError } from './exit.ts';
import { textOf } from './messages.ts';
import { wrongUsage } from './usage-error.ts';

/**
 * The NIP as ten digits. Spaces, dashes and the prefix PL are taken off.
 * Throws {@link CliError}: usage where none was given, `nip-checksum` or `nip-format` where it is wrong.
 */
export async function checkedNip(given: string | undefined): Promise<string> {
  if (given === undefined) throw wrongUsage('usage.option-needed', { option: '--nip NIP' });
  const nip = given.trim().replace(/^PL/i, '').replace(/[\s-]/g, '');
  if (!/^[1-9]\d{9}$/.test(nip)) throw wrongNip('nip-format', given);
  const { isNip } = await import('@kwit/invoice');
  if (!isNip(nip)) throw wrongNip('nip-checksum', given);
  return nip;
}

const wrongNip = (code: 'nip-format' | 'nip-checksum', nip: string): CliError =>
  new CliError(code, textOf(`error.${code}`, { nip }), { remedy: textOf('remedy.nip') });
