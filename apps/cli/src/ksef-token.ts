/** The form of a KSeF token, so that what is no token is refused here and not at KSeF. */
import { CliError } from './exit.ts';
import { textOf } from './messages.ts';

/** Reference number, context, secret; bars between them. Source: the official page on KSeF tokens. */
const form = /^\d{8}-EC-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}\|([A-Za-z]+)-([^|\s]+)\|[0-9A-Za-z]+$/i;

/**
 * What a token says about itself: the NIP of its context, or null where the context is of another kind.
 * Throws {@link CliError} `token-format`, which never holds the token.
 */
export function nipOfToken(token: string): string | null {
  const [, kind = '', value = ''] = form.exec(token) ?? [];
  if (!kind)
    throw new CliError('token-format', textOf('error.token-format'), {
      remedy: textOf('remedy.token-format'),
    });
  return kind.toLowerCase() === 'nip' ? value : null;
}
