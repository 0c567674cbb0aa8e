/** Contexts in which nobody logs in, as the real system blocks them after an incident; here test data does. */
import type { BlockContextAuthenticationRequest } from '@kwit/ksef-contract';
import { apiTexts } from '../../api-texts.ts';
import { refusal } from '../../errors.ts';
import type { Database, Queries } from '../../store/store.ts';
import { isWellFormed } from '../context-identifiers.ts';
import type { ContextIdentifier } from '../identifiers.ts';

/** Log-ins to the context end in 480 from now on; tokens that are there live on. Throws `BadRequest` 21405. */
export async function blockContext(db: Database, request: BlockContextAuthenticationRequest): Promise<void> {
  const { type, value } = contextOf(request);
  await db
    .insertInto('blocked_contexts')
    .values({ type, value })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Throws `BadRequest` 21405. */
export async function unblockContext(
  db: Database,
  request: BlockContextAuthenticationRequest,
): Promise<void> {
  const { type, value } = contextOf(request);
  await db.deleteFrom('blocked_contexts').where('type', '=', type).where('value', '=', value).execute();
}

export async function isBlocked(db: Queries, { type, value }: ContextIdentifier): Promise<boolean> {
  const row = await db
    .selectFrom('blocked_contexts')
    .select('value')
    .where('type', '=', type)
    .where('value', '=', value)
    .executeTakeFirst();
  return row !== undefined;
}

function contextOf({ contextIdentifier }: BlockContextAuthenticationRequest): ContextIdentifier {
  if (!contextIdentifier) throw refusal(21405, apiTexts.required('contextIdentifier'));
  if (!isWellFormed(contextIdentifier)) {
    throw refusal(21405, apiTexts.contextNotWellFormed('contextIdentifier.value'));
  }
  return contextIdentifier;
}
