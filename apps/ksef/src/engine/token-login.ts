import type { KeyObject } from 'node:crypto';
import { CryptoError, decryptAsKsef, sha256Hex } from '@kwit/crypto';
import { authenticationStatuses, type InitTokenAuthenticationRequest } from '@kwit/ksef-contract';
import type { KsefTokenRow } from '../store/identity.ts';
import type { Queries } from '../store/store.ts';
import type { SubjectDetails } from './access-tokens.ts';
import { type ContextIdentifier, type SubjectIdentifier, same } from './identifiers.ts';
import type { Login, LoginFailure } from './login.ts';

const { badToken } = authenticationStatuses;

/**
 * Reads an encrypted KSeF token. What is wrong with it shows as the outcome of the log-in (status 450).
 * @param challengeTimestampMs when the challenge was made; the token comes together with this very number
 */
export async function readTokenLogin(
  db: Queries,
  request: InitTokenAuthenticationRequest,
  privateKey: KeyObject,
  challengeTimestampMs: number,
): Promise<Login> {
  const { contextIdentifier: context } = request;
  const found = await findToken(db, request, privateKey, challengeTimestampMs);
  const token = found.token;
  return {
    method: 'Token',
    context,
    subject: token ? authorOf(token) : null,
    subjectDetails: token ? (JSON.parse(token.author_details ?? '{}') as SubjectDetails) : {},
    allowedIps: request.authorizationPolicy?.allowedIps ?? null,
    documentSha256: null,
    certificate: null,
    certificateSerial: null,
    ksefToken: token?.reference_number ?? null,
    failure: found.failure ?? (token ? stateFailure(token, context) : null),
  };
}

/** Who made a token: whoever logs in with it acts as this subject. */
export const authorOf = (token: Pick<KsefTokenRow, 'author_type' | 'author_value'>): SubjectIdentifier => ({
  type: token.author_type as SubjectIdentifier['type'],
  value: token.author_value,
});

interface Found {
  token?: KsefTokenRow;
  failure?: LoginFailure;
}

const failed = (detail: string): { failure: LoginFailure } => ({ failure: { code: badToken.code, detail } });

async function findToken(
  db: Queries,
  request: InitTokenAuthenticationRequest,
  privateKey: KeyObject,
  challengeTimestampMs: number,
): Promise<Found> {
  const bytes = decrypted(privateKey, Buffer.from(request.encryptedToken, 'base64'));
  if (!bytes) return failed(badToken.details.encryption);
  const text = decoded(bytes);
  // The token itself has bars; the number follows the last one.
  const bar = text?.lastIndexOf('|') ?? -1;
  if (text === undefined || bar < 0) return failed(badToken.details.encoding);
  if (text.slice(bar + 1) !== String(challengeTimestampMs)) return failed(badToken.details.time);
  const token = await db
    .selectFrom('ksef_tokens')
    .selectAll()
    .where('token_sha256', '=', sha256Hex(text.slice(0, bar)))
    .executeTakeFirst();
  return token ? { token } : failed(badToken.details.token);
}

function decrypted(privateKey: KeyObject, bytes: Uint8Array): Uint8Array | undefined {
  try {
    return decryptAsKsef(privateKey, bytes);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function stateFailure(token: KsefTokenRow, context: ContextIdentifier): LoginFailure | null {
  const { details } = badToken;
  if (!same({ type: token.context_type, value: token.context_value }, context)) {
    const name = `${context.type}: ${context.value}`;
    return failed(details.context.replace('{contextIdentifier}', name)).failure;
  }
  if (token.status === 'Revoked' || token.status === 'Revoking') return failed(details.revoked).failure;
  // One that is still being activated is no failure: the log-in waits for it.
  return token.status === 'Failed' ? failed(details.inactive).failure : null;
}
