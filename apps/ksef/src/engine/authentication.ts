/**
 * Logging in: a signature or a token is read on arrival, decided in the background (100 → 200 or a failure),
 * and from then on is a session whose tokens can be fetched once.
 */
import {
  type AllowedIps,
  type AuthenticationMethod,
  type AuthenticationOperationStatusResponse,
  authenticationStatuses,
  errorDetails,
  type InitTokenAuthenticationRequest,
  type StatusInfo,
  statusText,
} from '@kwit/ksef-contract';
import { apiTexts } from '../api-texts.ts';
import { Gone, refusal } from '../errors.ts';
import type { AuthenticationRow } from '../store/identity.ts';
import type { Queries } from '../store/store.ts';
import type { AccessTokens, Caller, IssuedToken, SubjectDetails } from './access-tokens.ts';
import { methodInfos } from './authentication-methods.ts';
import type { Work } from './background.ts';
import { useChallenge } from './challenges.ts';
import { isoMoment } from './clock.ts';
import { isWellFormed } from './context-identifiers.ts';
import { dueRowsOf } from './due-rows.ts';
import type { Engine } from './engine.ts';
import type { ContextIdentifier, SubjectIdentifier } from './identifiers.ts';
import { permissionsOfToken } from './ksef-tokens.ts';
import { isBlocked } from './limits/blocked-contexts.ts';
import type { Login, LoginFailure } from './login.ts';
import { registerPeppolProvider } from './peppol-providers.ts';
import { isDeceased } from './permissions/identities.ts';
import { type Grants, peppolProviderPermissions, permissionsOf } from './permissions/permissions-of.ts';
import { newReferenceNumber } from './reference-numbers.ts';
import { readTokenLogin } from './token-login.ts';
import { readXadesLogin } from './xades-login.ts';

const statuses = authenticationStatuses;
const workName = 'authentication';
const retentionMs = 7 * 86_400_000;

export interface StartedLogin {
  referenceNumber: string;
  authenticationToken: IssuedToken;
}

export interface Authentication {
  /** Throws `BadRequest` with the codes of the operation. */
  startWithXades(document: Uint8Array, verifyChain: boolean): Promise<StartedLogin>;
  /** Throws `BadRequest` 21111 or 21470. */
  startWithToken(request: InitTokenAuthenticationRequest): Promise<StartedLogin>;
  /** Throws `BadRequest` 21304 where `requested` is not the log-in that the token belongs to, or `Gone`. */
  status(authentication: string, requested: string): Promise<AuthenticationOperationStatusResponse>;
}

export function createAuthentication(engine: Engine, accessTokens: AccessTokens): Authentication {
  engine.background.register(decisions(engine));
  const begin = async (
    login: Login,
    consume: (queries: Queries) => Promise<unknown>,
  ): Promise<StartedLogin> => {
    const row = rowOf(engine, login);
    await engine.store.db.transaction().execute(async (transaction) => {
      await consume(transaction);
      await transaction.insertInto('authentications').values(row).execute();
    });
    engine.background.wake(workName);
    const authenticationToken = await accessTokens.issue('OperationToken', row.reference_number);
    return { referenceNumber: row.reference_number, authenticationToken };
  };
  return {
    startWithXades: async (document, verifyChain) => {
      const { login, challenge } = await readXadesLogin(engine, document, verifyChain);
      return begin(login, async (queries) => {
        if (challenge !== null) await useChallenge(queries, challenge, engine.clock);
      });
    },
    startWithToken: async (request) => {
      const { contextIdentifier, publicKeyId } = request;
      if (!isWellFormed(contextIdentifier)) {
        throw refusal(21405, apiTexts.contextNotWellFormed('contextIdentifier.value'));
      }
      const privateKey = (await engine.authorities).decryptionKey('KsefTokenEncryption', publicKeyId);
      const timestampMs = await useChallenge(engine.store.db, request.challenge, engine.clock);
      return begin(await readTokenLogin(engine.store.db, request, privateKey, timestampMs), async () => {});
    },
    status: async (authentication, requested) => {
      const row =
        authentication === requested ? await findAuthentication(engine.store.db, requested) : undefined;
      if (!row) throw refusal(21304, errorDetails[21304].notFound(requested));
      if (row.started_at + retentionMs < engine.clock.nowMs()) throw new Gone();
      return describe(row);
    },
  };
}

/** The row of a log-in. */
export function findAuthentication(
  db: Queries,
  referenceNumber: string,
): Promise<AuthenticationRow | undefined> {
  return db
    .selectFrom('authentications')
    .selectAll()
    .where('reference_number', '=', referenceNumber)
    .executeTakeFirst();
}

function rowOf({ clock, latency }: Engine, login: Login): AuthenticationRow {
  const nowMs = clock.nowMs();
  return {
    reference_number: newReferenceNumber('authentication', nowMs),
    context_type: login.context?.type ?? null,
    context_value: login.context?.value ?? null,
    subject_type: login.subject?.type ?? null,
    subject_value: login.subject?.value ?? null,
    subject_details: JSON.stringify(login.subjectDetails),
    method: login.method,
    started_at: nowMs,
    due_at: latency.dueAtMs('authentication', login.context),
    status_code: statuses.inProgress.code,
    status_detail: null,
    planned_failure: login.failure === null ? null : JSON.stringify(login.failure),
    document_sha256: login.documentSha256,
    certificate: login.certificate,
    certificate_serial: login.certificateSerial,
    ksef_token: login.ksefToken,
    allowed_ips: login.allowedIps === null ? null : JSON.stringify(login.allowedIps),
    redeemed_at: null,
    refresh_valid_until: null,
    last_refreshed_at: null,
  };
}

/** How a log-in is shown, alone and in the list of sessions. */
export function describe(row: AuthenticationRow): AuthenticationOperationStatusResponse {
  const method = row.method as AuthenticationMethod;
  const optional = {
    lastTokenRefreshDate: row.last_refreshed_at,
    refreshTokenValidUntil: row.refresh_valid_until,
  };
  const dates = Object.entries(optional).flatMap(([name, ms]) =>
    ms === null ? [] : [[name, isoMoment(ms)]],
  );
  return {
    startDate: isoMoment(row.started_at),
    authenticationMethod: method,
    authenticationMethodInfo: methodInfos[method],
    status: statusOf(row),
    isTokenRedeemed: row.redeemed_at !== null,
    ...Object.fromEntries(dates),
  };
}

function statusOf({ status_code: code, status_detail: detail }: AuthenticationRow): StatusInfo {
  const description = statusText(statuses, code) ?? statuses.unknownError.description;
  return detail === null ? { code, description } : { code, description, details: [detail] };
}

/** What a log-in may do now: of its subject in its context, of the token it came with, of a Peppol provider. */
export async function grantsOf(db: Queries, row: AuthenticationRow): Promise<Grants> {
  const caller = identityOf(row);
  if (!caller) return { granted: [], permissions: new Set() };
  if (caller.context.type === 'PeppolId') {
    return { granted: peppolProviderPermissions, permissions: new Set(peppolProviderPermissions) };
  }
  const grants = await permissionsOf(db, caller.subject, caller.context);
  return row.ksef_token === null ? grants : permissionsOfToken(db, row.ksef_token, grants);
}

/** Subject and context of a log-in; undefined where its certificate was refused unread. */
export function identityOf(
  row: AuthenticationRow,
): { subject: SubjectIdentifier; context: ContextIdentifier } | undefined {
  const { subject_type, subject_value, context_type, context_value } = row;
  if (subject_type === null || subject_value === null || context_type === null || context_value === null) {
    return undefined;
  }
  return {
    subject: { type: subject_type as SubjectIdentifier['type'], value: subject_value },
    context: { type: context_type as ContextIdentifier['type'], value: context_value },
  };
}

/** The holder of an access token for a log-in. */
export function callerOf(row: AuthenticationRow, grants: Grants): Caller {
  const identity = identityOf(row);
  if (!identity) throw new Error('a log-in without subject has no access token');
  return {
    authentication: row.reference_number,
    ...identity,
    method: row.method as AuthenticationMethod,
    subjectDetails: JSON.parse(row.subject_details ?? '{}') as SubjectDetails,
    ...grants,
    allowedIps: row.allowed_ips === null ? null : (JSON.parse(row.allowed_ips) as AllowedIps),
  };
}

/** The work that ends log-ins. */
function decisions({ store, clock }: Engine): Work {
  const { db } = store;
  const finish = async (key: string, code: number, detail: string | null): Promise<void> => {
    await db
      .updateTable('authentications')
      .set({ status_code: code, status_detail: detail, due_at: null })
      .where('reference_number', '=', key)
      .where('status_code', '=', statuses.inProgress.code)
      .execute();
  };
  const putOff = async (key: string): Promise<void> => {
    await db
      .updateTable('authentications')
      .set({ due_at: Date.now() + tokenPauseMs })
      .where('reference_number', '=', key)
      .where('status_code', '=', statuses.inProgress.code)
      .execute();
  };
  return {
    name: workName,
    concurrency: 4,
    ...dueRowsOf(db, 'authentications'),
    run: async (key) => {
      const row = await findAuthentication(db, key);
      if (!row) return;
      if (await awaitsItsToken(db, row)) return putOff(key);
      const failure = await judge(db, row);
      if (failure) return finish(key, failure.code, failure.detail);
      await noteUse(db, row, clock.nowMs());
      await finish(key, statuses.succeeded.code, null);
    },
    giveUp: (key) => finish(key, statuses.unknownError.code, null),
  };
}

/** How long a log-in waits before it looks again whether its token has become active. */
const tokenPauseMs = 200;

/** Whether a log-in came with a token that was just made: it is decided once the token is active. */
async function awaitsItsToken(db: Queries, { ksef_token }: AuthenticationRow): Promise<boolean> {
  if (ksef_token === null) return false;
  const token = await db
    .selectFrom('ksef_tokens')
    .select('status')
    .where('reference_number', '=', ksef_token)
    .executeTakeFirst();
  return token?.status === 'Pending';
}

async function judge(db: Queries, row: AuthenticationRow): Promise<LoginFailure | null> {
  if (row.planned_failure !== null) return JSON.parse(row.planned_failure) as LoginFailure;
  const identity = identityOf(row);
  if (identity && (await isBlocked(db, identity.context))) {
    return { code: statuses.blocked.code, detail: statuses.blocked.details.incident };
  }
  if (identity && (await isDeceased(db, identity.subject))) {
    return { code: statuses.deceased.code, detail: statuses.deceased.details.deceased };
  }
  const { permissions } = await grantsOf(db, row);
  if (permissions.size > 0) return null;
  return { code: statuses.noPermissions.code, detail: statuses.noPermissions.details.noPermissions };
}

/** Remembers when token and certificate were last used, and who provides Peppol services. */
async function noteUse(db: Queries, row: AuthenticationRow, nowMs: number): Promise<void> {
  if (row.ksef_token !== null) {
    await db
      .updateTable('ksef_tokens')
      .set({ last_used_at: nowMs })
      .where('reference_number', '=', row.ksef_token)
      .execute();
  }
  if (row.context_type === 'PeppolId' && row.context_value !== null) {
    const { organizationName } = JSON.parse(row.subject_details ?? '{}') as SubjectDetails;
    await registerPeppolProvider(db, row.context_value, organizationName, nowMs);
  }
  if (row.certificate_serial !== null) {
    await db
      .updateTable('certificates')
      .set({ last_used_at: nowMs })
      .where('serial_number', '=', row.certificate_serial)
      .execute();
  }
}
