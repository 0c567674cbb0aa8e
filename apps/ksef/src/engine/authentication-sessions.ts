/** What becomes of a log-in that succeeded: its tokens, their refreshing, the list of sessions, their end. */
import { type AuthenticationListItem, authenticationStatuses, errorDetails } from '@kwit/ksef-contract';
import { Forbidden, refusal } from '../errors.ts';
import type { AuthenticationRow } from '../store/identity.ts';
import { type AccessTokens, type Caller, type IssuedToken, tokenLifeMs } from './access-tokens.ts';
import { callerOf, describe, findAuthentication, grantsOf } from './authentication.ts';
import { continuationToken, readContinuation } from './continuation.ts';
import type { Engine } from './engine.ts';

const statuses = authenticationStatuses;

export interface AuthenticationSessions {
  /** Hands the tokens out, once. Throws `BadRequest` 21301 or 21304. */
  redeem(authentication: string): Promise<{ accessToken: IssuedToken; refreshToken: IssuedToken }>;
  /** Throws `BadRequest` 21301 or 21304. */
  refresh(authentication: string): Promise<IssuedToken>;
  /** Sessions of the caller's subject in its context that are alive, newest first. */
  list(
    caller: Caller,
    pageSize: number,
    continuation: string | undefined,
  ): Promise<{ items: AuthenticationListItem[]; continuationToken: string | null }>;
  /** Ends the session that a token belongs to. */
  revokeCurrent(authentication: string): Promise<void>;
  /** Ends a session of the caller, also one whose log-in is under way. Throws `Forbidden` for any other. */
  revoke(caller: Caller, referenceNumber: string): Promise<void>;
}

export function createAuthenticationSessions(
  engine: Engine,
  accessTokens: AccessTokens,
): AuthenticationSessions {
  const { clock } = engine;
  const { db } = engine.store;

  const find = async (authentication: string): Promise<AuthenticationRow> => {
    const row = await findAuthentication(db, authentication);
    if (!row) throw refusal(21304, errorDetails[21304].notFound(authentication));
    return row;
  };
  /**
   * Whoever logged in, with the permissions of now; there may be none left. The tokens go with a KSeF token that opened
   * the session and was revoked.
   */
  const currentCaller = async (row: AuthenticationRow): Promise<Caller> => {
    if (row.ksef_token !== null && (await isRevoked(engine, row.ksef_token))) {
      throw refusal(21301, errorDetails[21301].tokenRevoked());
    }
    return callerOf(row, await grantsOf(db, row));
  };
  const endSession = async (referenceNumber: string): Promise<void> => {
    const { code, details } = statuses.revoked;
    await db
      .updateTable('authentications')
      .set({ status_code: code, status_detail: details.byUser, due_at: null })
      .where('reference_number', '=', referenceNumber)
      .where('status_code', 'in', [statuses.inProgress.code, statuses.succeeded.code])
      .execute();
  };

  return {
    redeem: async (authentication) => {
      const row = await find(authentication);
      if (row.status_code !== statuses.succeeded.code) {
        throw refusal(21301, errorDetails[21301].statusForbidsRedeeming(row.status_code));
      }
      const caller = await currentCaller(row);
      if (caller.permissions.size === 0) {
        throw refusal(21301, errorDetails[21301].statusForbidsRedeeming(statuses.noPermissions.code));
      }
      const [accessToken, refreshToken] = await Promise.all([
        accessTokens.issueAccess(caller),
        accessTokens.issue('RefreshToken', authentication),
      ]);
      const { numUpdatedRows } = await db
        .updateTable('authentications')
        .set({ redeemed_at: clock.nowMs(), refresh_valid_until: refreshToken.validUntilMs })
        .where('reference_number', '=', authentication)
        .where('redeemed_at', 'is', null)
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n) throw refusal(21301, errorDetails[21301].alreadyRedeemed(authentication));
      return { accessToken, refreshToken };
    },

    refresh: async (authentication) => {
      const row = await find(authentication);
      if (row.status_code !== statuses.succeeded.code) {
        throw refusal(21301, refreshForbidden(row.status_code));
      }
      const accessToken = await accessTokens.issueAccess(await currentCaller(row));
      await db
        .updateTable('authentications')
        .set({ last_refreshed_at: clock.nowMs() })
        .where('reference_number', '=', authentication)
        .execute();
      return accessToken;
    },

    list: async (caller, pageSize, continuation) => {
      const key = ['auth-sessions', caller.context, caller.subject];
      const after = readContinuation(key, continuation, ['number', 'string']);
      let query = db
        .selectFrom('authentications')
        .selectAll()
        .where('context_type', '=', caller.context.type)
        .where('context_value', '=', caller.context.value)
        .where('subject_type', '=', caller.subject.type)
        .where('subject_value', '=', caller.subject.value)
        .where('status_code', '=', statuses.succeeded.code)
        .where('started_at', '>', clock.nowMs() - tokenLifeMs.RefreshToken)
        .where(({ eb, or }) =>
          or([eb('refresh_valid_until', 'is', null), eb('refresh_valid_until', '>', clock.nowMs())]),
        );
      if (after) {
        const [startedAt, reference] = after;
        query = query.where(({ eb, or, and }) =>
          or([
            eb('started_at', '<', startedAt),
            and([eb('started_at', '=', startedAt), eb('reference_number', '<', reference)]),
          ]),
        );
      }
      const rows = await query
        .orderBy('started_at', 'desc')
        .orderBy('reference_number', 'desc')
        .limit(pageSize + 1)
        .execute();
      const page = rows.slice(0, pageSize);
      const last = rows.length > pageSize ? page.at(-1) : undefined;
      return {
        items: page.map((row) => ({
          ...describe(row),
          referenceNumber: row.reference_number,
          isCurrent: row.reference_number === caller.authentication,
        })),
        continuationToken: last ? continuationToken(key, [last.started_at, last.reference_number]) : null,
      };
    },

    revokeCurrent: endSession,

    revoke: async (caller, referenceNumber) => {
      const row = await findAuthentication(db, referenceNumber);
      const isOwn =
        row?.context_type === caller.context.type &&
        row.context_value === caller.context.value &&
        row.subject_type === caller.subject.type &&
        row.subject_value === caller.subject.value;
      if (!isOwn) throw new Forbidden('insufficient-resource-access');
      await endSession(referenceNumber);
    },
  };
}

/** The real system words this refusal a little differently from its own table; its clients compare it. */
const refreshForbidden = (status: number) =>
  errorDetails[21301].statusForbidsRefreshing(status).replace('uwierzytelniania', 'uwierzytelnienia');

async function isRevoked({ store }: Engine, ksefToken: string): Promise<boolean> {
  const token = await store.db
    .selectFrom('ksef_tokens')
    .select('status')
    .where('reference_number', '=', ksefToken)
    .executeTakeFirst();
  return token?.status !== 'Active';
}
