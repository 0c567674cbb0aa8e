/** KSeF tokens: secrets with fixed permissions. Only their SHA-256 is kept. */
import { randomBytes } from 'node:crypto';
import { sha256Hex } from '@kwit/crypto';
import type {
  GenerateTokenRequest,
  GenerateTokenResponse,
  QueryTokensParameters,
  QueryTokensResponse,
  TokenPermissionType,
  TokenStatusResponse,
} from '@kwit/ksef-contract';
import { sql } from 'kysely';
import { apiTexts } from '../api-texts.ts';
import { Forbidden, refusal } from '../errors.ts';
import type { KsefTokenRow } from '../store/identity.ts';
import type { Queries } from '../store/store.ts';
import type { Caller } from './access-tokens.ts';
import { methodInfos } from './authentication-methods.ts';
import type { Work } from './background.ts';
import { isoMoment } from './clock.ts';
import { continuationToken, readContinuation } from './continuation.ts';
import { dueRowsOf } from './due-rows.ts';
import type { Engine } from './engine.ts';
import type { ContextIdentifier, SubjectIdentifier } from './identifiers.ts';
import { identitiesOf } from './permissions/identities.ts';
import { type Grants, narrowedToToken } from './permissions/permissions-of.ts';
import { newReferenceNumber } from './reference-numbers.ts';

const workName = 'ksef-tokens';

/** Source: official page on KSeF tokens. */
const contextTypes: readonly ContextIdentifier['type'][] = ['Nip', 'InternalId'];

export interface KsefTokens {
  /** Throws `BadRequest` 26001 or 26002, or `Forbidden` for a caller who logged in with a token. */
  create(caller: Caller, request: GenerateTokenRequest): Promise<GenerateTokenResponse>;
  list(
    caller: Caller,
    filters: QueryTokensParameters,
    continuation: string | undefined,
  ): Promise<QueryTokensResponse>;
  /** Throws `Forbidden` for a token that is not the caller's business, or that does not exist. */
  get(caller: Caller, referenceNumber: string): Promise<TokenStatusResponse>;
  /** The same; a token that is revoked already stays so. */
  revoke(caller: Caller, referenceNumber: string): Promise<void>;
}

/** What a log-in by token may do: what the token was given, as far as its author still has it; of one that is not active, nothing. */
export async function permissionsOfToken(
  db: Queries,
  referenceNumber: string,
  author: Grants,
): Promise<Grants> {
  const token = await db
    .selectFrom('ksef_tokens')
    .select('status')
    .where('reference_number', '=', referenceNumber)
    .executeTakeFirst();
  if (token?.status !== 'Active') return { granted: [], permissions: new Set() };
  return narrowedToToken(db, referenceNumber, author);
}

export function createKsefTokens(engine: Engine): KsefTokens {
  engine.background.register(transitions(engine));
  return {
    create: (caller, request) => create(engine, caller, request),
    list: (caller, filters, continuation) => list(engine.store.db, caller, filters, continuation),
    get: async (caller, referenceNumber) => {
      const token = await findVisible(engine.store.db, caller, referenceNumber, mayRead(caller));
      return describe(token);
    },
    revoke: async (caller, referenceNumber) => {
      const manages = caller.permissions.has('CredentialsManage');
      await findVisible(engine.store.db, caller, referenceNumber, manages, { ownOnly: true });
      await engine.store.db
        .updateTable('ksef_tokens')
        .set({ status: 'Revoking', due_at: engine.latency.dueAtMs('tokenRevocation', caller.context) })
        .where('reference_number', '=', referenceNumber)
        .where('status', 'in', ['Pending', 'Active'])
        .execute();
      engine.background.wake(workName);
    },
  };
}

async function create(
  engine: Engine,
  caller: Caller,
  request: GenerateTokenRequest,
): Promise<GenerateTokenResponse> {
  const { context, subject, method } = caller;
  if (method === 'Token') {
    const authenticationMethodCategory = methodInfos[method].category;
    throw new Forbidden('auth-method-not-allowed', { authenticationMethodCategory });
  }
  if (!contextTypes.includes(context.type)) throw refusal(26002, apiTexts.contextTypeForToken(context.type));
  const permissions = [...new Set(request.permissions)];
  if (permissions.length === 0) throw refusal(21405, apiTexts.tooFew('permissions', 1));
  const missing = permissions.filter((permission) => !caller.permissions.has(permission));
  if (missing.length > 0) throw refusal(26001, apiTexts.missingTokenPermissions(missing));

  const nowMs = engine.clock.nowMs();
  const referenceNumber = newReferenceNumber('ksefToken', nowMs);
  const kind = context.type === 'Nip' ? 'nip' : 'internalId';
  const token = `${referenceNumber}|${kind}-${context.value}|${randomBytes(32).toString('hex')}`;
  await engine.store.db
    .insertInto('ksef_tokens')
    .values({
      reference_number: referenceNumber,
      token_sha256: sha256Hex(token),
      context_type: context.type,
      context_value: context.value,
      author_type: subject.type,
      author_value: subject.value,
      author_details: JSON.stringify(caller.subjectDetails),
      description: request.description,
      permissions: JSON.stringify(permissions),
      created_at: nowMs,
      last_used_at: null,
      status: 'Pending',
      due_at: engine.latency.dueAtMs('tokenActivation', context),
    })
    .execute();
  engine.background.wake(workName);
  return { referenceNumber, token };
}

const mayRead = ({ permissions }: Caller) =>
  permissions.has('CredentialsManage') || permissions.has('CredentialsRead');

/** The token of a log-in by token; null for any other log-in. */
export async function tokenOfLogin(db: Queries, { authentication }: Caller): Promise<string | null> {
  const row = await db
    .selectFrom('authentications')
    .select('ksef_token')
    .where('reference_number', '=', authentication)
    .executeTakeFirst();
  return row?.ksef_token ?? null;
}

/**
 * A token of the caller's context. Without rights over credentials: of the caller as its author; with
 * `ownOnly`, whoever logged in with a token sees only that one.
 */
async function findVisible(
  db: Queries,
  caller: Caller,
  referenceNumber: string,
  seesAll: boolean,
  { ownOnly = false } = {},
): Promise<KsefTokenRow> {
  const token = await db
    .selectFrom('ksef_tokens')
    .selectAll()
    .where('reference_number', '=', referenceNumber)
    .where('context_type', '=', caller.context.type)
    .where('context_value', '=', caller.context.value)
    .executeTakeFirst();
  if (!token) throw new Forbidden('insufficient-resource-access');
  if (seesAll) return token;
  const isOfLogin = (await tokenOfLogin(db, caller)) === referenceNumber;
  const byAuthor = !(ownOnly && caller.method === 'Token') && (await isAuthor(db, caller, token));
  if (!isOfLogin && !byAuthor) throw new Forbidden('insufficient-resource-access');
  return token;
}

async function isAuthor(db: Queries, { subject }: Caller, token: KsefTokenRow): Promise<boolean> {
  const identities = await identitiesOf(db, subject);
  return identities.some(({ type, value }) => type === token.author_type && value === token.author_value);
}

async function list(
  db: Queries,
  caller: Caller,
  filters: QueryTokensParameters,
  continuation: string | undefined,
): Promise<QueryTokensResponse> {
  const { pageSize = 10, ...others } = filters;
  const key = ['tokens', caller.context, caller.subject, others];
  const after = readContinuation(key, continuation, ['number', 'string']);
  let query = db
    .selectFrom('ksef_tokens')
    .selectAll()
    .where('context_type', '=', caller.context.type)
    .where('context_value', '=', caller.context.value);
  if (!mayRead(caller)) {
    const own = caller.method === 'Token' ? await tokenOfLogin(db, caller) : null;
    const identities = await identitiesOf(db, caller.subject);
    query = query.where(({ eb, or }) =>
      own === null
        ? or(identities.map(({ type, value }) => eb.and({ author_type: type, author_value: value })))
        : eb('reference_number', '=', own),
    );
  }
  if (filters.status && filters.status.length > 0) query = query.where('status', 'in', filters.status);
  if (filters.authorIdentifierType) query = query.where('author_type', '=', filters.authorIdentifierType);
  if (filters.authorIdentifier) {
    query = query.where(sql<boolean>`instr(lower(author_value), lower(${filters.authorIdentifier})) > 0`);
  }
  if (after) {
    const [createdAt, reference] = after;
    query = query.where(({ eb, or, and }) =>
      or([
        eb('created_at', '<', createdAt),
        and([eb('created_at', '=', createdAt), eb('reference_number', '<', reference)]),
      ]),
    );
  }
  const ordered = query.orderBy('created_at', 'desc').orderBy('reference_number', 'desc');
  const rows = filters.description
    ? // SQLite folds case in ASCII only; descriptions are Polish.
      (await ordered.execute()).filter(contains(filters.description))
    : await ordered.limit(pageSize + 1).execute();
  const page = rows.slice(0, pageSize);
  const last = rows.length > pageSize ? page.at(-1) : undefined;
  return {
    continuationToken: last ? continuationToken(key, [last.created_at, last.reference_number]) : null,
    tokens: page.map(describe),
  };
}

const contains = (text: string) => {
  const wanted = text.toLocaleLowerCase('pl');
  return ({ description }: KsefTokenRow) => description.toLocaleLowerCase('pl').includes(wanted);
};

function describe(token: KsefTokenRow): TokenStatusResponse {
  return {
    referenceNumber: token.reference_number,
    authorIdentifier: {
      type: token.author_type as SubjectIdentifier['type'],
      value: token.author_value,
    },
    contextIdentifier: {
      type: token.context_type as ContextIdentifier['type'],
      value: token.context_value,
    },
    description: token.description,
    requestedPermissions: JSON.parse(token.permissions) as TokenPermissionType[],
    dateCreated: isoMoment(token.created_at),
    ...(token.last_used_at === null ? {} : { lastUseDate: isoMoment(token.last_used_at) }),
    status: token.status,
    statusDetails: [],
  };
}

/** Pending tokens become active, revoked ones get there by way of `Revoking`. */
function transitions({ store }: Engine): Work {
  const { db } = store;
  const move = async (key: string, from: KsefTokenRow['status'], to: KsefTokenRow['status']) => {
    await db
      .updateTable('ksef_tokens')
      .set({ status: to, due_at: null })
      .where('reference_number', '=', key)
      .where('status', '=', from)
      .execute();
  };
  return {
    name: workName,
    ...dueRowsOf(db, 'ksef_tokens'),
    run: async (key) => {
      // One of them applies. The order matters: a token revoked while pending must not become active.
      await move(key, 'Revoking', 'Revoked');
      await move(key, 'Pending', 'Active');
    },
    giveUp: async (key) => {
      await move(key, 'Revoking', 'Revoked');
      await move(key, 'Pending', 'Failed');
    },
  };
}
