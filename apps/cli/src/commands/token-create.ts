/** `kwit token create`: makes a KSeF token and shows it this once. */
import { personPermissions } from '@kwit/ksef-contract';
import type { Command, ConnectionChoice, Context } from '../command.ts';
import { describe } from '../errors.ts';
import { CliError, exitCodes } from '../exit.ts';
import { type Ksef, openKsef } from '../ksef.ts';
import { textOf } from '../messages.ts';
import { wrongUsage } from '../usage-error.ts';

interface Options extends ConnectionChoice {
  name?: string;
  permission?: string[];
}

/** A token has any of the permissions of a person. */
const known = personPermissions;
type Permission = (typeof known)[number];

export const run: Command<[], Options> = async (context, options) => {
  const { output, signal } = context;
  const { name } = options;
  if (name === undefined) throw wrongUsage('usage.option-needed', { option: '--name' });
  if (name.length < 5 || name.length > 256) throw wrongUsage('usage.bad-token-name');
  if (!options.permission)
    throw wrongUsage(
      'usage.permission-needed',
      { known: known.join(', ') },
      textOf('usage.permission-example'),
    );
  const permissions = [...new Set(options.permission.flatMap((list) => list.split(',')).map(permissionOf))];
  const ksef = await openKsef(context, options);
  const created = await ksef.loggedIn(() =>
    ksef.client.createKsefToken({ description: name, permissions, signal }),
  );
  output.object({
    status: 'active',
    name,
    permissions,
    referenceNumber: created.referenceNumber,
    token: created.token,
  });
  output.say('token.done', { name, reference: created.referenceNumber });
  output.line(created.token);
  const undelivered = await output.delivered();
  if (undelivered) throw await afterLoss(context, ksef, created.referenceNumber);
  output.note('token.once');
  return exitCodes.done;
};

function permissionOf(text: string): Permission {
  const wanted = text.trim().toLowerCase();
  const permission = known.find((one) => one.toLowerCase() === wanted);
  if (!permission) throw wrongUsage('usage.bad-permission', { permission: text, known: known.join(', ') });
  return permission;
}

/** A token that nobody has seen is of no use to its owner, and must not stay valid. */
async function afterLoss(context: Context, ksef: Ksef, reference: string): Promise<CliError> {
  try {
    await ksef.client.revokeKsefToken(reference, { signal: context.signal });
    return new CliError('token-lost', textOf('error.token-lost', { reference }), {
      remedy: textOf('remedy.token-lost'),
    });
  } catch (error) {
    const reason = context.output.pick(describe(error).message);
    return new CliError('token-lost-active', textOf('error.token-lost-active', { reference, reason }), {
      remedy: textOf('remedy.token-lost-active', { reference }),
    });
  }
}
