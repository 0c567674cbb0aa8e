/** `kwit login`: connects a NIP to an environment, and makes that connection the current one. */
import type { Command, Context } from '../command.ts';
import { connect, type GivenCredential } from '../connect.ts';
import { connectionObject, connectionWords } from '../connection-text.ts';
import {
  credentialFrom,
  type LoginOptions,
  methodOf,
  selfSignedCredential,
  tokenFrom,
} from '../credentials.ts';
import { type Environment, environmentOf } from '../environments.ts';
import { CliError, exitCodes } from '../exit.ts';
import { nipOfToken } from '../ksef-token.ts';
import { textOf } from '../messages.ts';
import { checkedNip } from '../nip.ts';
import { wrongUsage } from '../usage-error.ts';

export const run: Command<[], LoginOptions> = async (context, options) => {
  const { output } = context;
  // Everything that can be refused without the network, before the network.
  const environment = await environmentOf(options.env);
  const { nip, given } = await givenLogIn(context, options, environment);
  const connection = await connect(context, environment, nip, given);
  output.object({ status: 'connected', ...connectionObject(connection) });
  output.say('login.done', connectionWords(output, connection));
  output.note('login.next');
  return exitCodes.done;
};

async function givenLogIn(
  context: Context,
  options: LoginOptions,
  environment: Environment,
): Promise<{ nip: string; given: GivenCredential }> {
  const method = methodOf(options, context.env);
  if (method === 'token') {
    // A token says by itself whose it is.
    const asked = options.nip === undefined ? null : await checkedNip(options.nip);
    const token = await tokenFrom(context, options);
    return { nip: agreed(nipOfToken(token), asked), given: { method, token } };
  }
  const nip = await checkedNip(options.nip);
  if (method === 'certificate')
    return { nip, given: { method, credential: await credentialFrom(context, options) } };
  if (!environment.takesSelfSigned)
    throw new CliError(
      'self-signed-refused',
      textOf('error.self-signed-refused', { env: environment.name }),
      {
        remedy: textOf('remedy.self-signed-refused'),
      },
    );
  return { nip, given: { method, credential: await selfSignedCredential(nip) } };
}

/** The NIP of the token and the one that was asked for must be the same where both are known. */
function agreed(theirs: string | null, asked: string | null): string {
  if (theirs !== null && asked !== null && theirs !== asked)
    throw new CliError('token-other-nip', textOf('error.token-other-nip', { theirs, nip: asked }), {
      remedy: textOf('remedy.token-other-nip'),
    });
  const nip = asked ?? theirs;
  if (nip === null) throw wrongUsage('usage.token-needs-nip');
  return nip;
}
