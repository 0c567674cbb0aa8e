/**
 * All ways to log in: challenge, proof (a signature, or an encrypted token), waiting for the verdict, tokens.
 * Source: the official page on authentication.
 */
import type { Credential, ExternalSigner } from '@kwit/crypto';
import type { AnswerOf, Operations } from '@kwit/ksef-contract';
import { nodeCrypto } from '#node-only';
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import type { OperationFunctions } from './operations.ts';
import { type Pace, poll } from './polling.ts';
import type { PublicKeys } from './public-keys.ts';
import type { IssuedToken } from './tokens.ts';
import { unlessAborted } from './wait.ts';

/** On whose behalf one acts. */
export interface LogInContext {
  /** `Nip`: a firm; `InternalId`: a unit of it; `NipVatUe`: a Polish and a foreign number; `PeppolId`: a provider. */
  readonly type: 'Nip' | 'InternalId' | 'NipVatUe' | 'PeppolId';
  readonly value: string;
}

/** Addresses from which the access token may be used; at most ten entries in each list. */
export interface AllowedIps {
  readonly addresses?: readonly string[];
  /** `first-last`. */
  readonly ranges?: readonly string[];
  /** CIDR notation. */
  readonly masks?: readonly string[];
}

interface CommonOptions {
  readonly context: LogInContext;
  readonly allowedIps?: AllowedIps | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface SignedLogIn extends CommonOptions {
  /** How KSeF finds the person: by the certificate's subject (default), or by its fingerprint. */
  readonly subjectIdentifierType?: 'certificateSubject' | 'certificateFingerprint' | undefined;
  /** Asks for the check of the chain even where self-made certificates are taken (environment test). */
  readonly verifyCertificateChain?: boolean | undefined;
}

export interface CertificateLogIn extends SignedLogIn {
  /** Certificate and private key; `loadCredential` of `@kwit/crypto` reads them from files. */
  readonly credential: Credential;
}

export interface Pkcs12LogIn extends SignedLogIn {
  /** Bytes of the .p12 or .pfx file. */
  readonly file: Uint8Array;
  readonly password?: string | undefined;
  /** SHA-256 of the certificate to take, where the file has several with keys. */
  readonly fingerprint?: string | undefined;
}

export interface SignerLogIn extends SignedLogIn {
  /** The certificate, and the callback that has its key sign bytes. */
  readonly signer: ExternalSigner;
}

export interface DocumentLogIn extends SignedLogIn {
  /**
   * Has the AuthTokenRequest signed elsewhere (XAdES, enveloped or enveloping) and gives the signed document. KSeF
   * waits ten minutes for it. Asked again with a new document where the log-in has to be repeated.
   */
  readonly sign: (xml: string) => string | Uint8Array | Promise<string | Uint8Array>;
}

export interface TokenLogIn extends CommonOptions {
  /** The KSeF token, as it was shown when it was created. */
  readonly token: string;
}

/** What the log-ins need of the client. */
export interface LogInTools {
  readonly operations: OperationFunctions;
  readonly publicKeys: PublicKeys;
  readonly pace: Pace;
}

type Challenge = AnswerOf<Operations['createChallenge']>;
type Begun = AnswerOf<Operations['authenticateWithXades']>;
type IssuedTokens = { accessToken: IssuedToken; refreshToken: IssuedToken };

/** Logs in with a certificate: signs an AuthTokenRequest with XAdES. */
export function logInWithCertificate(tools: LogInTools, options: CertificateLogIn): Promise<IssuedTokens> {
  return logInSigned(tools, options, async (request, { signingTime }) => {
    const { signXades } = await nodeCrypto();
    return signXades(request, options.credential, { signingTime });
  });
}

/** Logs in with the certificate of a PKCS#12 file, which is read before anything is asked of KSeF. */
export async function logInWithPkcs12(tools: LogInTools, options: Pkcs12LogIn): Promise<IssuedTokens> {
  const { loadPkcs12 } = await nodeCrypto();
  const { file, password, fingerprint } = options;
  const credential = await loadPkcs12(file, { password, fingerprint });
  return logInWithCertificate(tools, { ...options, credential });
}

/** Logs in with a key that is somewhere else: it is handed the bytes to sign. */
export function logInWithSigner(tools: LogInTools, options: SignerLogIn): Promise<IssuedTokens> {
  return logInSigned(tools, options, async (request, { signingTime }) => {
    const { signXadesWith } = await nodeCrypto();
    return signXadesWith(request, options.signer, { signingTime });
  });
}

/** Logs in with a document that is signed elsewhere. */
export function logInWithSignedDocument(tools: LogInTools, options: DocumentLogIn): Promise<IssuedTokens> {
  return logInSigned(tools, options, async (request) => {
    const signed = signedText(await options.sign(new TextDecoder().decode(request)));
    if (signed !== undefined) return signed;
    const text = messages.notSigned;
    throw new KsefError({ kind: 'refused', operation: 'authenticateWithXades', text });
  });
}

/** The document as text; undefined where it is no signed XML in UTF-8, which KSeF would tell in fewer words. */
function signedText(document: string | Uint8Array): string | undefined {
  try {
    const text =
      typeof document === 'string' ? document : new TextDecoder('utf-8', { fatal: true }).decode(document);
    return /^\s*</.test(text) && /<(?:[\w.-]+:)?Signature[\s>]/.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function logInSigned(
  tools: LogInTools,
  options: SignedLogIn,
  sign: (request: Uint8Array, at: { signingTime: Date }) => Promise<string>,
): Promise<IssuedTokens> {
  const { verifyCertificateChain, signal } = options;
  return logIn(tools, signal, async (challenge) => {
    const request = await authTokenRequest(challenge, options);
    // The clock of KSeF is the one that the signature is judged by.
    const signing = sign(request, { signingTime: new Date(challenge.timestamp) });
    // A card waits for its PIN for as long as it takes, whatever became of the caller.
    const body = await unlessAborted(signing, signal, aborted);
    const query = verifyCertificateChain === undefined ? {} : { verifyCertificateChain };
    return tools.operations.authenticateWithXades({ query, body }, { signal, harmless: true });
  });
}

const aborted = (): KsefError =>
  new KsefError({
    kind: 'aborted',
    operation: 'authenticateWithXades',
    text: messages.aborted('POST /auth/xades-signature'),
  });

/** Logs in with a KSeF token: sends `token|timestamp` encrypted under the published key. */
export function logInWithToken(tools: LogInTools, options: TokenLogIn): Promise<IssuedTokens> {
  const { context, token, allowedIps, signal } = options;
  return logIn(tools, signal, (challenge) =>
    tools.publicKeys.with('KsefTokenEncryption', signal, async ({ encrypt, publicKeyId }) => {
      const secret = new TextEncoder().encode(`${token.trim()}|${challenge.timestampMs}`);
      const body = {
        challenge: challenge.challenge,
        contextIdentifier: { type: context.type, value: context.value },
        encryptedToken: await encrypt(secret),
        publicKeyId,
        ...(allowedIps && { authorizationPolicy: { allowedIps: jsonPolicy(allowedIps) } }),
      };
      return tools.operations.authenticateWithToken({ body }, { signal, harmless: true });
    }),
  );
}

const jsonPolicy = ({ addresses, ranges, masks }: AllowedIps) => ({
  ...(addresses && { ip4Addresses: [...addresses] }),
  ...(ranges && { ip4Ranges: [...ranges] }),
  ...(masks && { ip4Masks: [...masks] }),
});

async function authTokenRequest(
  { challenge }: Challenge,
  { context, subjectIdentifierType = 'certificateSubject', allowedIps }: SignedLogIn,
): Promise<Uint8Array> {
  const { write } = await import('@kwit/formats');
  const policy = allowedIps && {
    AuthorizationPolicy: {
      AllowedIps: {
        Ip4Address: [...(allowedIps.addresses ?? [])],
        Ip4Range: [...(allowedIps.ranges ?? [])],
        Ip4Mask: [...(allowedIps.masks ?? [])],
      },
    },
  };
  const root = {
    Challenge: challenge,
    ContextIdentifier: { [context.type]: context.value },
    SubjectIdentifierType: subjectIdentifierType,
    ...policy,
  };
  return write({ format: 'AuthTokenRequest(2.0)', root });
}

/**
 * The steps that all ways share. Where the answer to the proof or to the redemption is lost, everything starts once
 * more with a fresh challenge: the tokens of a log-in are handed out only once, and an unused log-in harms nobody.
 */
async function logIn(
  tools: LogInTools,
  signal: AbortSignal | undefined,
  prove: (challenge: Challenge) => Promise<Begun>,
): Promise<IssuedTokens> {
  try {
    return await logInOnce(tools, signal, prove);
  } catch (error) {
    const lost = error instanceof KsefError && error.mayHaveBeenAccepted && lostKinds.has(error.kind);
    if (!lost || !unrepeatedSteps.has(error.operation)) throw error;
    return logInOnce(tools, signal, prove);
  }
}

const lostKinds: ReadonlySet<string> = new Set(['unreachable', 'timeout']);
/** The steps that the generic call does not repeat by itself. */
const unrepeatedSteps: ReadonlySet<string> = new Set([
  'authenticateWithXades',
  'authenticateWithToken',
  'redeemTokens',
]);

async function logInOnce(
  { operations, pace }: LogInTools,
  signal: AbortSignal | undefined,
  prove: (challenge: Challenge) => Promise<Begun>,
): Promise<IssuedTokens> {
  const { referenceNumber, authenticationToken } = await prove(
    await operations.createChallenge({}, { signal, harmless: true }),
  );
  const bearer = authenticationToken.token;
  const operation = 'getAuthenticationStatus';
  const { status } = await poll(
    () => operations.getAuthenticationStatus({ path: { referenceNumber } }, { signal, bearer }),
    (answer) => answer.status.code >= 200,
    { operation, what: messages.logIn, pace, signal },
  );
  if (status.code >= 300) {
    const reason = { code: status.code, description: status.description, details: status.details ?? [] };
    const text = messages.failedStatus(messages.logIn, operation, reason);
    throw new KsefError({ kind: 'failed-status', operation, codes: [reason], text });
  }
  const { accessToken, refreshToken } = await operations.redeemTokens({}, { signal, bearer, harmless: true });
  return { accessToken, refreshToken };
}
