/** A company that talks to a local KSeF over HTTP, for tests: logged in with a seal of its own. */
import { X509Certificate } from 'node:crypto';
import {
  type Credential,
  createSelfSignedCertificate,
  encryptContent,
  encryptForKsef,
  newSymmetricKey,
  type SymmetricKey,
  sha256Base64,
  signXades,
} from '@kwit/crypto';
import {
  type AuthenticationChallengeResponse,
  type AuthenticationInitResponse,
  type AuthenticationOperationStatusResponse,
  type AuthenticationTokensResponse,
  type EncryptionInfo,
  type ExceptionResponse,
  type FormCode,
  formCodes,
  type OpenOnlineSessionResponse,
  type PublicKeyCertificate,
  type SendInvoiceRequest,
  type SendInvoiceResponse,
  type SessionInvoiceStatusResponse,
  type SessionStatusResponse,
  type SystemCode,
} from '@kwit/ksef-contract';
import { until } from './until.ts';

export interface Answer<Body> {
  status: number;
  headers: Headers;
  /** JSON where the answer is JSON, else the text. */
  body: Body;
}

export interface OpenSession {
  reference: string;
  key: SymmetricKey;
}

export class Company {
  readonly nip: string;
  readonly apiUrl: string;
  readonly accessToken: string;

  constructor(apiUrl: string, nip: string, accessToken: string) {
    this.apiUrl = apiUrl;
    this.nip = nip;
    this.accessToken = accessToken;
  }

  get = <Body = unknown>(path: string, headers: Record<string, string> = {}): Promise<Answer<Body>> =>
    this.#request('GET', path, undefined, headers);

  post = <Body = unknown>(
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> => this.#request('POST', path, body, headers);

  /** Opens an interactive session, for FA(3) unless another form is given. */
  async openSession(
    encryption: Partial<EncryptionInfo> = {},
    formCode: FormCode = fa3,
    headers: Record<string, string> = {},
  ): Promise<OpenSession> {
    const key = newSymmetricKey();
    const request = { formCode, encryption: { ...(await this.encryptionOf(key)), ...encryption } };
    const { status, body } = await this.post<OpenOnlineSessionResponse>('/sessions/online', request, headers);
    if (status !== 201) throw new Error(`a session was not opened: ${status} ${JSON.stringify(body)}`);
    return { reference: body.referenceNumber, key };
  }

  async encryptionOf(key: SymmetricKey): Promise<EncryptionInfo> {
    const { body } = await this.get<PublicKeyCertificate[]>('/security/public-key-certificates');
    const published = body.find(({ usage }) => usage.includes('SymmetricKeyEncryption'));
    if (!published) throw new Error('no key for symmetric keys is published');
    const { publicKey } = new X509Certificate(Buffer.from(published.certificate, 'base64'));
    return {
      encryptedSymmetricKey: base64(encryptForKsef(publicKey, key.key)),
      initializationVector: base64(key.initializationVector),
      publicKeyId: published.publicKeyId,
    };
  }

  /** Sends a document; `changes` replace what the request would say of it. */
  send(
    session: OpenSession,
    document: string,
    changes: Partial<SendInvoiceRequest> = {},
  ): Promise<Answer<SendInvoiceResponse>> {
    return this.post(`/sessions/online/${session.reference}/invoices`, {
      ...sendRequest(document, session.key),
      ...changes,
    });
  }

  /** Sends a document and waits for the last word on it. */
  async sendAndWait(
    session: OpenSession,
    document: string,
    changes: Partial<SendInvoiceRequest> = {},
  ): Promise<SessionInvoiceStatusResponse> {
    const { status, body } = await this.send(session, document, changes);
    if (status !== 202) throw new Error(`an invoice was not taken: ${status} ${JSON.stringify(body)}`);
    return this.verdict(session.reference, body.referenceNumber);
  }

  /** The final state of an invoice. */
  verdict(session: string, invoice: string): Promise<SessionInvoiceStatusResponse> {
    return until(async () => {
      const { body } = await this.get<SessionInvoiceStatusResponse>(
        `/sessions/${session}/invoices/${invoice}`,
      );
      return body.status.code >= 200 ? body : undefined;
    });
  }

  close(session: OpenSession): Promise<Answer<unknown>> {
    return this.post(`/sessions/online/${session.reference}/close`);
  }

  /** The state of a session once it has a final one. */
  outcome(session: OpenSession): Promise<SessionStatusResponse> {
    return until(async () => {
      const { body } = await this.get<SessionStatusResponse>(`/sessions/${session.reference}`);
      return body.status.code >= 200 ? body : undefined;
    });
  }

  async #request<Body>(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Answer<Body>> {
    const response = await fetch(this.apiUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${this.accessToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return answerOf<Body>(response);
  }
}

/** The code of a form, to open a session with. */
export function formCode(systemCode: SystemCode): FormCode {
  const form = formCodes.find((known) => known.systemCode === systemCode);
  if (!form) throw new Error(`there is no form ${systemCode}`);
  const { schemaVersion, value } = form;
  return { systemCode, schemaVersion, value };
}
export const fa3 = formCode('FA (3)');

/** The request that sends a document under a key. */
export function sendRequest(document: string, key: SymmetricKey): SendInvoiceRequest {
  const bytes = new TextEncoder().encode(document);
  const encrypted = encryptContent(bytes, key);
  return {
    invoiceHash: sha256Base64(bytes),
    invoiceSize: bytes.length,
    encryptedInvoiceHash: sha256Base64(encrypted),
    encryptedInvoiceSize: encrypted.length,
    encryptedInvoiceContent: base64(encrypted),
    offlineMode: false,
  };
}

/** Codes and details of a refusal. */
export const faultsOf = (body: unknown) =>
  ((body as ExceptionResponse).exception?.exceptionDetailList ?? []).map(({ exceptionCode, details }) => ({
    code: exceptionCode,
    details,
  }));

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

async function answerOf<Body>(response: Response): Promise<Answer<Body>> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

const newSeal = (nip: string): Promise<Credential> =>
  createSelfSignedCertificate({
    subject: {
      commonName: `Test ${nip}`,
      organizationName: `Test ${nip}`,
      organizationIdentifier: `VATPL-${nip}`,
      countryName: 'PL',
    },
    // Good by whatever clock the KSeF has.
    validFrom: new Date('2020-01-01T00:00:00Z'),
    validTo: new Date('2090-01-01T00:00:00Z'),
  });

/** Logs in to the context of a company: with a seal that it made itself, unless another credential is given. */
export async function logIn(
  { apiUrl }: { apiUrl: string },
  nip: string,
  credential?: Credential,
): Promise<Company> {
  const { body: challenge } = await answerOf<AuthenticationChallengeResponse>(
    await fetch(`${apiUrl}/auth/challenge`, { method: 'POST' }),
  );
  const request = `<AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/2.0"><Challenge>${challenge.challenge}</Challenge><ContextIdentifier><Nip>${nip}</Nip></ContextIdentifier><SubjectIdentifierType>certificateSubject</SubjectIdentifierType></AuthTokenRequest>`;
  const started = await answerOf<AuthenticationInitResponse>(
    await fetch(`${apiUrl}/auth/xades-signature`, {
      method: 'POST',
      headers: { 'content-type': 'application/xml' },
      body: signXades(request, credential ?? (await newSeal(nip))),
    }),
  );
  if (started.status !== 202)
    throw new Error(`log-in refused: ${started.status} ${JSON.stringify(started.body)}`);
  const authorization = `Bearer ${started.body.authenticationToken.token}`;
  await until(async () => {
    const { body } = await answerOf<AuthenticationOperationStatusResponse>(
      await fetch(`${apiUrl}/auth/${started.body.referenceNumber}`, { headers: { authorization } }),
    );
    if (body.status.code >= 400) throw new Error(`log-in failed: ${JSON.stringify(body.status)}`);
    return body.status.code === 200;
  });
  const { body: tokens } = await answerOf<AuthenticationTokensResponse>(
    await fetch(`${apiUrl}/auth/token/redeem`, { method: 'POST', headers: { authorization } }),
  );
  return new Company(apiUrl, nip, tokens.accessToken.token);
}
