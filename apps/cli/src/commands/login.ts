/** `kwit login`: connects a firm, or another context, to an environment, and makes that connection the current one. */
import type { Command, Context } from '../command.ts';
import { connect, type GivenCredential } from '../connect.ts';
import { connectionObject, connectionWords } from '../connection-text.ts';
import { contextOf, contextOption, loginWay, takesAnySeal } from '../context-identifier.ts';
import {
  credentialFrom,
  type LoginOptions,
  methodOf,
  selfSignedCredential,
  tokenFrom,
} from '../credentials.ts';
import { type Environment, environmentOf } from '../environments.ts';
import { CliError, exitCodes } from '../exit.ts';
import { contextOfToken } from '../ksef-token.ts';
import { textBy, textOf } from '../messages.ts';
import { wrongUsage } from '../usage-error.ts';

export const run: Command<[], LoginOptions> = async (context, options) => {
  const { output } = context;
  // Everything that can be refused without the network, before the network.
  const environment = await environmentOf(options.env);
  const { contextIdentifier, given } = await givenLogIn(context, options, environment);
  const connection = await connect(context, environment, contextIdentifier, given);
  output.object({ status: 'connected', ...connectionObject(connection) });
  output.say('login.done', connectionWords(output, connection));
  output.note('login.next');
  return exitCodes.done;
};

async function givenLogIn(
  context: Context,
  options: LoginOptions,
  environment: Environment,
): Promise<{ contextIdentifier: string; given: GivenCredential }> {
  const method = methodOf(options, context.env);
  if (method === 'token') {
    // A token says by itself whose it is.
    const asked = await contextOf(options);
    const token = await tokenFrom(context, options);
    return { contextIdentifier: agreed(contextOfToken(token), asked), given: { method, token } };
  }
  const contextIdentifier = await contextOf(options);
  if (contextIdentifier === undefined) throw wrongUsage('usage.option-needed', { option: '--nip NIP' });
  if (method === 'certificate')
    return { contextIdentifier, given: { method, credential: await credentialFrom(context, options) } };
  if (!environment.takesSelfSigned)
    throw new CliError(
      'self-signed-refused',
      textOf('error.self-signed-refused', { env: environment.name }),
      {
        remedy: textOf('remedy.self-signed-refused'),
      },
    );
  if (!takesAnySeal(contextIdentifier))
    throw sealOfNobody(contextIdentifier, options.env ?? environment.name);
  return { contextIdentifier, given: { method, credential: await selfSignedCredential(contextIdentifier) } };
}

/** KSeF would take the certificate, make a log-in of it, and find that nothing was granted to it. */
function sealOfNobody(identifier: string, env: string): CliError {
  const words = { env, option: contextOption(identifier) };
  return new CliError('self-signed-pair', textOf('error.self-signed-pair', { identifier }), {
    remedy: textBy((t) => t('remedy.self-signed-pair', { ...words, way: loginWay(identifier, t) })),
  });
}

/** The context of the token must be the one that was asked for, where one was. */
function agreed(theirs: string, asked = theirs): string {
  if (theirs === asked) return theirs;
  throw new CliError('token-other-nip', textOf('error.token-other-nip', { theirs, asked }), {
    remedy: textOf('remedy.token-other-nip'),
  });
}
