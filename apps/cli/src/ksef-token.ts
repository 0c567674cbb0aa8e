/** The form of a KSeF token, so that what is no token is refused here and not at KSeF. */
import { isContext } from './context-identifier.ts';
import { CliError } from './exit.ts';
import { textOf } from './messages.ts';

/** Reference number, context, secret; bars between them. Source: the official page on KSeF tokens. */
const form = /^\d{8}-EC-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}\|[a-z]+-([^|\s]+)\|[0-9A-Za-z]+$/i;

/** The context that a token is of, as it says itself. Throws {@link CliError} `token-format`, which never holds the token. */
export function contextOfToken(token: string): string {
  const [, value = ''] = form.exec(token) ?? [];
  const identifier = value.toUpperCase();
  if (!isContext(identifier))
    throw new CliError('token-format', textOf('error.token-format'), {
      remedy: textOf('remedy.token-format'),
    });
  return identifier;
}
