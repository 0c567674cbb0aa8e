/** Finding a session for a caller. */
import { onlineSessionStatuses } from '@kwit/ksef-contract';
import type { Selectable } from 'kysely';
import { Forbidden, refusal } from '../../errors.ts';
import type { Profile } from '../../options.ts';
import type { InvoiceSessionRow } from '../../store/sessions.ts';
import { same } from '../identifiers.ts';
import { closingWork, expireSessions } from './closing.ts';
import type { Invoicing, Sender } from './invoicing.ts';

export type SessionRow = Selectable<InvoiceSessionRow>;

/**
 * Whether the caller has to do with every session of the context, and not only with those that the caller opened.
 * Source: the official OpenAPI on the list of sessions; the Ministry's own test scenarios expect it of the sessions
 * themselves, too.
 */
export const seesAllSessions = ({ permissions }: Pick<Sender, 'permissions'>): boolean =>
  permissions.has('Introspection') || permissions.has('EnforcementOperations');

/** Whether the context is the caller's own: everything in it is the caller's business. */
const ownsContext = ({ context, granted }: Pick<Sender, 'context' | 'granted'>): boolean =>
  granted.includes('Owner') || context.type === 'PeppolId';

/**
 * The session of this reference number, if it belongs to the caller's context and is the caller's business there.
 * Throws `BadRequest` 21173 where there is none, `Forbidden` where it is another's.
 * @param use to look into it, which Introspection allows; to fill or to close it, which whoever opened it does
 * @param found the participle with which the official tables say it; they differ by operation
 */
export async function ownSession(
  invoicing: Invoicing,
  sender: Sender,
  reference: string,
  use: 'reading' | 'changing',
  found: 'znaleziona' | 'odnaleziona' = 'znaleziona',
): Promise<SessionRow> {
  const session = await currentSession(invoicing, reference);
  if (!session) throw refusal(21173, `Sesja o numerze referencyjnym ${reference} nie została ${found}.`);
  const maySee = use === 'reading' ? seesAllSessions(sender) : ownsContext(sender);
  const isMine = maySee || same(authorOf(session), sender.subject);
  if (!isMine || !same(contextOf(session), sender.context)) {
    throw new Forbidden('insufficient-resource-access');
  }
  return session;
}

/** The row of a session, closed if its time is over. */
async function currentSession(
  { engine, instants }: Invoicing,
  reference: string,
): Promise<SessionRow | undefined> {
  const { db } = engine.store;
  const query = db.selectFrom('invoice_sessions').selectAll().where('reference_number', '=', reference);
  const session = await query.executeTakeFirst();
  const now = instants.clock();
  if (session?.status_code !== onlineSessionStatuses.open.code || session.valid_until > now) return session;
  await expireSessions(db, now);
  engine.background.wake(closingWork);
  return query.executeTakeFirst();
}

/** The context in which a session was opened. */
export const contextOf = (
  session: Pick<SessionRow, 'context_type' | 'context_value'>,
): Sender['context'] => ({
  type: session.context_type as Sender['context']['type'],
  value: session.context_value,
});

/** Whether the checksums of identifiers count in a session: on `prod` always, on `test` where it was asked for. */
export const checksIdentifiers = (session: SessionRow, profile: Profile): boolean =>
  profile === 'prod' || session.checks_identifiers === 1;

/** Who opened a session. */
const authorOf = (session: SessionRow): Sender['subject'] => ({
  type: session.author_type as Sender['subject']['type'],
  value: session.author_value,
});
