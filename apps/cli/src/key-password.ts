/** The rules for the password of a private key, as the taxpayer application of KSeF has them. */
import { CliError } from './exit.ts';
import { type MessageKey, textOf } from './messages.ts';

const special = '!@#$%^&*()-_+=';

const rules: readonly (readonly [MessageKey, (password: string) => boolean])[] = [
  ['password.short', (password) => password.length >= 15],
  ['password.long', (password) => password.length <= 32],
  ['password.upper', (password) => /[A-Z]/.test(password)],
  ['password.lower', (password) => /[a-z]/.test(password)],
  ['password.digit', (password) => /[0-9]/.test(password)],
  ['password.special', (password) => [...password].some((character) => special.includes(character))],
  [
    'password.other',
    (password) => [...password].every((one) => /[A-Za-z0-9]/.test(one) || special.includes(one)),
  ],
];

/** Throws {@link CliError} `key-password` that names every rule which the password breaks, never the password. */
export function checkKeyPassword(password: string): void {
  const broken = rules.filter(([, holds]) => !holds(password)).map(([key]) => textOf(key));
  if (broken.length === 0) return;
  const reason = {
    pl: broken.map((text) => text.pl).join(', '),
    en: broken.map((text) => text.en).join(', '),
  };
  throw new CliError(
    'key-password',
    {
      pl: textOf('error.key-password', { reason: reason.pl }).pl,
      en: textOf('error.key-password', { reason: reason.en }).en,
    },
    { remedy: textOf('remedy.key-password') },
  );
}
