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
import { textOf } from '../messages.ts';
import { checkedNip } from '../nip.ts';

export const run: Command<[], LoginOptions> = async (context, options) => {
  const { output } = context;
  // Everything that can be refused without the network, before the network.
  const environment = await environmentOf(options.env);
  const nip = await checkedNip(options.nip);
  const given = await givenCredential(context, options, environment, nip);
  const connection = await connect(context, environment, nip, given);
  output.object({ status: 'connected', ...connectionObject(connection) });
  output.say('login.done', connectionWords(output, connection));
  output.note('login.next');
  return exitCodes.done;
};

async function givenCredential(
  context: Context,
  options: LoginOptions,
  environment: Environment,
  nip: string,
): Promise<GivenCredential> {
  const method = methodOf(options, context.env);
  if (method === 'token') return { method, token: await tokenFrom(context, options) };
  if (method === 'certificate') return { method, credential: await credentialFrom(context, options) };
  if (!environment.takesSelfSigned)
    throw new CliError(
      'self-signed-refused',
      textOf('error.self-signed-refused', { env: environment.name }),
      {
        remedy: textOf('remedy.self-signed-refused'),
      },
    );
  return { method, credential: await selfSignedCredential(nip) };
}
