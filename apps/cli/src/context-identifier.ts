/** On whose behalf one acts in KSeF: a firm, a unit of it, a pair with a firm of another country, a Peppol provider. */
import type { AuthenticationContextIdentifier } from '@kwit/ksef-contract';
import { CliError } from './exit.ts';
import { textOf } from './messages.ts';
import { checkedNip } from './nip.ts';
import type { Output } from './output.ts';
import { wrongUsage } from './usage-error.ts';

type ContextType = AuthenticationContextIdentifier['type'];

/** What of each kind has the look, right or wrong; no identifier looks like two of them. */
const looks: Readonly<Record<ContextType, RegExp>> = {
  Nip: /^\d{10}$/,
  InternalId: /^\d{10}-\d+$/,
  NipVatUe: /^\d{10}-[A-Z]{2}[A-Z0-9+*]*$/,
  PeppolId: /^P[A-Z]{2}\d{6}$/,
};
const types = Object.keys(looks) as ContextType[];

/** Whether a text has the look of an identifier; nothing is checked beyond that. */
export const isContext = (text: string): boolean => types.some((one) => looks[one].test(text));

/** The kind of an identifier that was checked before. */
export function contextType(identifier: string): ContextType {
  const type = types.find((one) => looks[one].test(identifier));
  if (type === undefined) throw new Error(`no context has this identifier: ${identifier}`);
  return type;
}

/** The NIP that an identifier is, or begins with; null for a Peppol provider, which has none. */
export const nipOfContext = (identifier: string): string | null => /^\d{10}/.exec(identifier)?.[0] ?? null;

/** Options that name a context: `--nip` for a firm, `--context` for any. */
export interface ContextChoice {
  readonly nip?: string;
  readonly context?: string;
}

/**
 * The context that options name; undefined where they name none. Throws {@link CliError}: usage where both do,
 * a code for what is wrong with the identifier.
 */
export async function contextOf({ nip, context }: ContextChoice): Promise<string | undefined> {
  if (nip !== undefined && context !== undefined) throw wrongUsage('usage.nip-or-context');
  if (context !== undefined) return checkedContext(context);
  if (nip === undefined) return undefined;
  const other = types.find((one) => one !== 'Nip' && looks[one].test(nip.trim().toUpperCase()));
  if (other === undefined) return checkedNip(nip);
  throw new CliError('nip-format', textOf('error.nip-format', { nip }), {
    remedy: textOf('remedy.not-a-nip', { identifier: nip.trim().toUpperCase() }),
  });
}

/** An identifier in the spelling that KSeF takes. Throws {@link CliError} where it is none. */
export async function checkedContext(given: string): Promise<string> {
  const identifier = given.trim().toUpperCase().replaceAll(' ', '');
  const type = types.find((one) => looks[one].test(identifier));
  if (type !== undefined) return checks[type](identifier, given);
  // A NIP may have dashes in it, and the letters PL before it.
  if (/^(?:PL)?\d[\d-]*\d$/.test(identifier)) return checkedNip(given);
  throw wrong('context-format', given);
}

const checks: Readonly<Record<ContextType, (identifier: string, given: string) => string | Promise<string>>> =
  {
    Nip: checkedNip,
    async InternalId(identifier, given) {
      await checkedNip(nipOfContext(identifier) ?? '');
      if (!/-\d{5}$/.test(identifier)) throw wrong('context-format', given);
      const { isInternalId } = await import('@kwit/invoice');
      if (!isInternalId(identifier)) throw wrong('internal-id-checksum', given);
      return identifier;
    },
    async NipVatUe(identifier, given) {
      await checkedNip(nipOfContext(identifier) ?? '');
      const number = identifier.slice('1111111111-'.length);
      const { vatUePattern } = await import('@kwit/ksef-contract');
      // As KSeF judges it, no stricter: what it takes has to be enterable, and where one tests, numbers are made up.
      if (!new RegExp(vatUePattern).test(number))
        throw wrong('vat-ue-format', given, { country: number.slice(0, 2) });
      return identifier;
    },
    PeppolId: (identifier) => identifier,
  };

type Fault = 'context-format' | 'internal-id-checksum' | 'vat-ue-format';

const wrong = (code: Fault, identifier: string, words: Record<string, string> = {}): CliError =>
  new CliError(code, textOf(`error.${code}`, { identifier, ...words }), {
    remedy: textOf(code === 'context-format' ? 'remedy.context-format' : 'remedy.nip'),
  });

/** A context in words: `NIP 1111111111`. */
export const contextWords = (identifier: string, t: Output['t']): string =>
  t(`context.${contextType(identifier)}`, { identifier });

/** The option that names a context on a command line. */
export const contextOption = (identifier: string): string =>
  `${contextType(identifier) === 'Nip' ? '--nip' : '--context'} ${identifier}`;

/**
 * Whether one can get in there with a certificate made on the spot. Not as a representative of a firm abroad: what he
 * may do was granted to the fingerprint of one certificate.
 */
export const takesAnySeal = (identifier: string): boolean => contextType(identifier) !== 'NipVatUe';

/** The options to log in by where certificates made on the spot are taken. */
export const loginWay = (identifier: string, t: Output['t']): string =>
  takesAnySeal(identifier) ? '--self-signed' : t('login.way-certificate');

/** What a machine is told of a context; `nip` where it is one. */
export function contextObject(identifier: string) {
  const type = contextType(identifier);
  return { nip: type === 'Nip' ? identifier : null, context: { type, value: identifier } };
}
