/**
 * The JSON Web Tokens of the API: of a log-in under way, of a session (refresh), and for access. Signed with
 * HS256 under a key of the data, as the real system's are. Claims: official clients (docs/deviations.md).
 */
import { randomUUID } from 'node:crypto';
import type { AllowedIps, AuthenticationMethod, Permission } from '@kwit/ksef-contract';
import { Unauthorized } from '../errors.ts';
import type { Clock } from './clock.ts';
import type { ContextIdentifier, SubjectIdentifier } from './identifiers.ts';
import { permissionsFrom } from './permissions/permissions-of.ts';

const issuer = 'ksef-api-local';
const minuteMs = 60_000;
/** How many tokens are known to be good without being verified again. */
const rememberedTokens = 1000;

/** Source: expiry of the examples in the official OpenAPI; 7 days: official page on authentication. */
export const tokenLifeMs = {
  OperationToken: 45 * minuteMs,
  ContextToken: 15 * minuteMs,
  RefreshToken: 7 * 24 * 60 * minuteMs,
} as const;
export type TokenType = keyof typeof tokenLifeMs;

/** Whoever holds an access token. */
export interface Caller {
  /** Reference number of the log-in. */
  authentication: string;
  context: ContextIdentifier;
  subject: SubjectIdentifier;
  method: AuthenticationMethod;
  /** Names from the certificate, for `SubjectDetails` of tokens and receipts. */
  subjectDetails: SubjectDetails;
  /** What the caller was granted: `Owner`, or permissions by name. */
  granted: readonly string[];
  /** What the caller may do. */
  permissions: ReadonlySet<Permission>;
  allowedIps: AllowedIps | null;
}

/** Names of the subject as the certificate of the log-in gives them. */
export interface SubjectDetails {
  givenNames?: readonly string[];
  surname?: string;
  serialNumber?: string;
  commonName?: string;
  countryName?: string;
  organizationName?: string;
  organizationIdentifier?: string;
}

export interface IssuedToken {
  token: string;
  validUntilMs: number;
}

/** Signs and reads tokens. */
export interface AccessTokens {
  /** A token of a log-in under way, or one for refreshing. */
  issue(type: 'OperationToken' | 'RefreshToken', authentication: string): Promise<IssuedToken>;
  issueAccess(caller: Caller): Promise<IssuedToken>;
  /** The log-in that a token of one of these kinds belongs to; an access token may be good from some addresses alone. Throws `Unauthorized`. */
  readAuthentication(
    token: string,
    types: readonly TokenType[],
  ): Promise<{ authentication: string; allowedIps: AllowedIps | null }>;
  /** Throws `Unauthorized`. */
  readAccess(token: string): Promise<Caller>;
}

/**
 * @param isKnown whether a log-in is there: after the state was exchanged a good token may be of one that never was
 */
export function createAccessTokens(
  secret: Promise<Uint8Array>,
  clock: Clock,
  isKnown: (authentication: string) => Promise<boolean>,
): AccessTokens {
  // Whoever signs or reads a token sees the failure; until then it must not end the process.
  secret.catch(() => {});
  const issue = async (type: TokenType, claims: Record<string, unknown>): Promise<IssuedToken> => {
    const [{ SignJWT }, key] = await Promise.all([import('jose'), secret]);
    const issuedAt = Math.floor(clock.nowMs() / 1000);
    const expires = issuedAt + tokenLifeMs[type] / 1000;
    const token = await new SignJWT({ typ: type, ...claims })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuer(issuer)
      .setAudience(issuer)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expires)
      .setJti(randomUUID())
      .sign(key);
    return { token, validUntilMs: expires * 1000 };
  };
  /** Claims of tokens whose signature was right: under the same key it is so for ever, only their time runs out. */
  const verified = new Map<string, Record<string, unknown>>();
  const verify = async (token: string): Promise<Record<string, unknown>> => {
    if (!token.split('.').every(isCanonicalBase64Url)) throw new Unauthorized();
    const [{ jwtVerify }, key] = await Promise.all([import('jose'), secret]);
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      issuer,
      audience: issuer,
      currentDate: clock.now(),
    }).catch(() => {
      throw new Unauthorized();
    });
    if (verified.size >= rememberedTokens) verified.clear();
    verified.set(token, payload);
    return payload;
  };
  const read = async (token: string, types: readonly TokenType[]): Promise<Record<string, unknown>> => {
    const claims = verified.get(token) ?? (await verify(token));
    if (clock.nowMs() >= Number(claims.exp) * 1000) throw new Unauthorized();
    if (!types.includes(claims.typ as TokenType)) throw new Unauthorized();
    if (!(await isKnown(String(claims.arn)))) throw new Unauthorized();
    return claims;
  };
  return {
    issue: (type, authentication) => issue(type, { arn: authentication }),
    issueAccess: (caller) => issue('ContextToken', claimsOf(caller)),
    readAuthentication: async (token, types) => {
      const claims = await read(token, types);
      return { authentication: String(claims.arn), allowedIps: allowedIpsOf(claims) };
    },
    readAccess: async (token) => callerOf(await read(token, ['ContextToken'])),
  };
}

/** A token has one way to be written: spare bits of the last character and other signs are not passed over. */
const isCanonicalBase64Url = (text: string) => Buffer.from(text, 'base64url').toString('base64url') === text;

/** Lists and objects travel as JSON text, the way the official clients read them. */
function claimsOf(caller: Caller): Record<string, unknown> {
  const { context, subject, subjectDetails, allowedIps } = caller;
  return {
    cit: context.type,
    civ: context.value,
    aum: caller.method,
    arn: caller.authentication,
    sud: JSON.stringify({ subjectIdentifier: subject, ...subjectDetails }),
    per: JSON.stringify(caller.granted),
    pec: JSON.stringify([]),
    rol: JSON.stringify([]),
    pep: JSON.stringify([]),
    iop: JSON.stringify(allowedIps ?? {}),
  };
}

function allowedIpsOf({ iop = '{}' }: Record<string, unknown>): AllowedIps | null {
  const allowedIps = JSON.parse(String(iop)) as AllowedIps;
  return Object.keys(allowedIps).length > 0 ? allowedIps : null;
}

function callerOf(claims: Record<string, unknown>): Caller {
  const json = (name: string): unknown => JSON.parse(String(claims[name]));
  const { subjectIdentifier, ...subjectDetails } = json('sud') as SubjectDetails & {
    subjectIdentifier: SubjectIdentifier;
  };
  const granted = json('per') as string[];
  return {
    authentication: String(claims.arn),
    context: { type: claims.cit as ContextIdentifier['type'], value: String(claims.civ) },
    subject: subjectIdentifier,
    method: claims.aum as AuthenticationMethod,
    subjectDetails,
    granted,
    permissions: permissionsFrom(granted),
    allowedIps: allowedIpsOf(claims),
  };
}
