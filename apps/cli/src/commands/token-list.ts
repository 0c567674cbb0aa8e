/** `kwit token list`: the tokens of the context that the caller may see. */
import type { Command, ConnectionChoice } from '../command.ts';
import { dayOf } from '../connection-text.ts';
import { exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';
import { wordOf } from '../output.ts';

/** More pages than any context has tokens: the loop has an end whatever KSeF answers. */
const mostPages = 1000;

export const run: Command<[], ConnectionChoice> = async (context, options) => {
  const { output, signal } = context;
  const ksef = await openKsef(context, options);
  let headers: { 'x-continuation-token'?: string } = {};
  let shown = 0;
  for (let page = 0; page < mostPages; page++) {
    const answer = await ksef.loggedIn(() =>
      ksef.client.operations.listTokens({ query: { pageSize: 100 }, headers }, { signal }),
    );
    for (const token of answer.tokens) {
      shown += 1;
      output.object({ ...token });
      output.say('token.line', {
        reference: token.referenceNumber,
        status: wordOf(output, 'token-status', token.status),
        date: dayOf(token.dateCreated),
        permissions: token.requestedPermissions.join(','),
        name: token.description,
      });
    }
    if (!answer.continuationToken) break;
    headers = { 'x-continuation-token': answer.continuationToken };
  }
  if (shown === 0) output.say('token.none');
  return exitCodes.done;
};
