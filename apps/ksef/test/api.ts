/** Calls of the API by the names of the contract, over HTTP, for tests. */
import {
  type Credential,
  createSelfSignedCertificate,
  encryptForKsef,
  type KeyKind,
  readCertificate,
  type SubjectAttributes,
  signXades,
} from '@kwit/crypto';
import {
  type AnswerOf,
  type AuthenticationInitResponse,
  type AuthenticationOperationStatusResponse,
  type AuthenticationTokensResponse,
  type AuthorizationPolicy,
  type OperationName,
  type Operations,
  operations,
  pathOf,
  type RequestOf,
} from '@kwit/ksef-contract';
import type { Ksef } from '../src/index.ts';
import { until } from './until.ts';

export interface Reply<Body> {
  status: number;
  headers: Headers;
  body: Body;
  /** Codes of a 400, in either form. */
  codes: number[];
  /** Details of a 400, all of them. */
  details: string[];
}

export interface Extras {
  bearer?: string;
  headers?: Record<string, string>;
}

interface AnyRequest {
  path?: Record<string, string>;
  query?: Record<string, unknown>;
  headers?: Record<string, string>;
  body?: unknown;
}

/** Calls an operation with whatever the test gives it, right or wrong. */
export async function callLoosely<Name extends OperationName>(
  ksef: Pick<Ksef, 'apiUrl'>,
  name: Name,
  request: AnyRequest = {},
  { bearer, headers = {} }: Extras = {},
): Promise<Reply<AnswerOf<Operations[Name]>>> {
  const { method, request: content } = operations[name];
  const url = new URL(ksef.apiUrl + pathOf(operations[name], request.path));
  for (const [key, value] of Object.entries(request.query ?? {})) {
    for (const one of [value].flat()) url.searchParams.append(key, String(one));
  }
  const isText = typeof request.body === 'string';
  const body = request.body === undefined || isText ? request.body : JSON.stringify(request.body);
  const response = await fetch(url, {
    method,
    headers: {
      ...(body === undefined
        ? {}
        : { 'content-type': content.kind === 'xml' ? 'application/xml' : 'application/json' }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...request.headers,
      ...headers,
    },
    ...(body === undefined ? {} : { body: body as string }),
  });
  return replyOf(response);
}

/** Calls an operation with a request of the right type. */
export function call<Name extends OperationName>(
  ksef: Pick<Ksef, 'apiUrl'>,
  name: Name,
  request: RequestOf<Operations[Name]>,
  extras?: Extras,
): Promise<Reply<AnswerOf<Operations[Name]>>> {
  return callLoosely(ksef, name, request as AnyRequest, extras);
}

async function replyOf<Body>(response: Response): Promise<Reply<Body>> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const body = isJson ? JSON.parse(text) : text;
  const faults: { code?: number; exceptionCode?: number; details?: string[] }[] =
    body?.exception?.exceptionDetailList ?? body?.errors ?? [];
  return {
    status: response.status,
    headers: response.headers,
    body,
    codes: faults.map((fault) => fault.exceptionCode ?? fault.code ?? 0),
    details: faults.flatMap((fault) => fault.details ?? []),
  };
}

/** Good by whatever clock the KSeF has. */
const longValidity = {
  validFrom: new Date('2020-01-01T00:00:00Z'),
  validTo: new Date('2090-01-01T00:00:00Z'),
};

/** A seal of a firm, as the test environment takes it. */
export const sealOf = (
  nip: string,
  changes: { validFrom?: Date; validTo?: Date; keyKind?: KeyKind } = {},
): Promise<Credential> =>
  createSelfSignedCertificate({
    subject: {
      commonName: 'Firma testowa',
      organizationName: 'Firma testowa sp. z o.o.',
      organizationIdentifier: `VATPL-${nip}`,
      countryName: 'PL',
    },
    ...longValidity,
    ...changes,
  });

/** A certificate of a person with `TINPL-…` or `PNOPL-…` as its serial number. */
export const personWith = (serialNumber: string, changes: SubjectAttributes = {}): Promise<Credential> =>
  createSelfSignedCertificate({
    subject: {
      givenNames: ['Anna'],
      surname: 'Testowa',
      commonName: 'Anna Testowa',
      countryName: 'PL',
      serialNumber,
      ...changes,
    },
    ...longValidity,
  });

export interface LoginOptions {
  /** XML inside ContextIdentifier; the NIP by default. */
  context?: string;
  subjectType?: 'certificateSubject' | 'certificateFingerprint';
  /** XML after SubjectIdentifierType. */
  policy?: string;
  version?: '2.0' | '2.1';
}

export function authTokenRequest(challenge: string, nip: string, options: LoginOptions = {}): string {
  const {
    context = `<Nip>${nip}</Nip>`,
    subjectType = 'certificateSubject',
    policy = '',
    version = '2.0',
  } = options;
  return `<?xml version="1.0" encoding="utf-8"?><AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/${version}"><Challenge>${challenge}</Challenge><ContextIdentifier>${context}</ContextIdentifier><SubjectIdentifierType>${subjectType}</SubjectIdentifierType>${policy}</AuthTokenRequest>`;
}

export async function newChallenge(ksef: Ksef) {
  return (await call(ksef, 'createChallenge', {})).body;
}

/** Signs and sends an AuthTokenRequest. */
export async function submitSigned(
  ksef: Ksef,
  credential: Credential,
  nip: string,
  options: LoginOptions & { verifyCertificateChain?: boolean } = {},
) {
  const { challenge } = await newChallenge(ksef);
  const body = signXades(authTokenRequest(challenge, nip, options), credential);
  const { verifyCertificateChain } = options;
  const query = verifyCertificateChain === undefined ? {} : { verifyCertificateChain };
  return call(ksef, 'authenticateWithXades', { query, body });
}

/** Encrypts and sends a KSeF token. */
export async function submitToken(
  ksef: Ksef,
  token: string,
  nip: string,
  changes: {
    timestampMs?: number;
    publicKeyId?: string;
    challenge?: string;
    authorizationPolicy?: AuthorizationPolicy;
  } = {},
) {
  const { challenge, timestampMs } = await newChallenge(ksef);
  const { body: keys } = await call(ksef, 'listPublicKeyCertificates', {});
  const key = keys.find(({ usage }) => usage.includes('KsefTokenEncryption'));
  if (!key) throw new Error('no key for tokens is published');
  const text = `${token}|${changes.timestampMs ?? timestampMs}`;
  const encrypted = encryptForKsef(readCertificate(key.certificate).publicKey, Buffer.from(text));
  return call(ksef, 'authenticateWithToken', {
    body: {
      challenge: changes.challenge ?? challenge,
      contextIdentifier: { type: 'Nip', value: nip },
      encryptedToken: Buffer.from(encrypted).toString('base64'),
      publicKeyId: changes.publicKeyId ?? key.publicKeyId,
      ...(changes.authorizationPolicy ? { authorizationPolicy: changes.authorizationPolicy } : {}),
    },
  });
}

/** The state of a log-in once it is decided. */
export function decided(
  ksef: Ksef,
  started: AuthenticationInitResponse,
): Promise<AuthenticationOperationStatusResponse> {
  return until(async () => {
    const { body } = await call(
      ksef,
      'getAuthenticationStatus',
      { path: { referenceNumber: started.referenceNumber } },
      { bearer: started.authenticationToken.token },
    );
    return body.status.code === 100 ? undefined : body;
  });
}

/** Waits for a log-in and fetches its tokens. */
export async function redeemed(
  ksef: Ksef,
  started: AuthenticationInitResponse,
): Promise<AuthenticationTokensResponse> {
  const { status } = await decided(ksef, started);
  if (status.code !== 200) throw new Error(`the log-in failed: ${JSON.stringify(status)}`);
  return (await call(ksef, 'redeemTokens', {}, { bearer: started.authenticationToken.token })).body;
}

/** Logs in with a certificate. */
export async function logIn(
  ksef: Ksef,
  credential: Credential,
  nip: string,
  options: LoginOptions = {},
): Promise<{ access: string; refresh: string; referenceNumber: string }> {
  const { status, body } = await submitSigned(ksef, credential, nip, options);
  if (status !== 202) throw new Error(`the log-in was refused: ${status} ${JSON.stringify(body)}`);
  const tokens = await redeemed(ksef, body);
  return {
    access: tokens.accessToken.token,
    refresh: tokens.refreshToken.token,
    referenceNumber: body.referenceNumber,
  };
}

/** A NIP with the right checksum, another one each time. */
export function newNip(): string {
  for (;;) {
    const digits = Array.from(
      { length: 9 },
      (_, index) => Math.floor(Math.random() * (index < 3 ? 9 : 10)) + (index < 3 ? 1 : 0),
    );
    const sum = digits.reduce(
      (total, digit, index) => total + digit * ([6, 5, 7, 2, 3, 4, 5, 6, 7][index] ?? 0),
      0,
    );
    if (sum % 11 !== 10) return [...digits, sum % 11].join('');
  }
}
