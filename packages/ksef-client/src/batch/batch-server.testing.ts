/** A front of KSeF for tests that takes one kind of package after the other and answers as the test says. */
import {
  inTurn,
  json,
  publishedKey,
  type Responder,
  savedTokens,
  type TestServer,
  testServer,
} from '../http-server.testing.ts';
import { type BatchState, createKsefClient, type KsefClient, type SessionInvoice } from '../index.ts';

export interface BatchServer extends AsyncDisposable {
  readonly client: KsefClient;
  readonly server: TestServer;
  /** To be told of each state. */
  readonly onState: (state: BatchState) => void;
  /** Every state that was told, as JSON keeps it. */
  readonly states: BatchState[];
}

export interface BatchAnswers {
  /** To the status of a session; code 200 without it. */
  readonly status?: Responder;
  /** To a part; taken without it. */
  readonly part?: Responder;
  /** To closing; done without it. */
  readonly close?: Responder;
  /** To opening, before a session is opened after all. */
  readonly refusedOpening?: Responder;
  /** What a session of before lists; undefined: there is no more time to ask. */
  readonly earlier?: (
    url: string,
    invoices: BatchState['invoices'],
  ) => readonly Partial<SessionInvoice>[] | undefined;
  /** What the session lists; every invoice accepted under its name without it. */
  readonly listed?: (state: BatchState) => readonly Partial<SessionInvoice>[];
}

export const empty =
  (status: number): Responder =>
  (_request, response) => {
    response.writeHead(status).end();
  };

/** A refusal with one of the codes of KSeF. */
export const refusal =
  (code: number): Responder =>
  (_request, response) =>
    json(response, 400, { status: 400, errors: [{ code, description: 'Odmowa', details: [] }] });

export const statusOf =
  (code: number): Responder =>
  (_request, response) =>
    json(response, 200, {
      status: { code, description: `status ${code}` },
      dateCreated: '',
      dateUpdated: '',
    });

export async function batchServer(answers: BatchAnswers = {}): Promise<BatchServer> {
  const key = await publishedKey();
  const states: BatchState[] = [];
  const { status = statusOf(200), part = empty(201), close = empty(204), refusedOpening } = answers;
  let sessions = 0;
  const taken: Responder = (_request, response) => {
    sessions += 1;
    const url = `${server.baseUrl}/parts`;
    const count = states.at(-1)?.parts.length ?? 1;
    const partUploadRequests = Array.from({ length: count }, (_, at) => ({
      ...{ ordinalNumber: at + 1, method: 'PUT', url, headers: {} },
    }));
    json(response, 201, { referenceNumber: `session-${sessions}`, partUploadRequests });
  };
  const opening = refusedOpening ? inTurn(refusedOpening, taken) : taken;
  const listed =
    answers.listed ??
    ((state) =>
      state.invoices.map(({ fileName, invoiceHash }) => ({ invoiceFileName: fileName, invoiceHash })));
  const server = await testServer((request, response) => {
    const { method, url } = request;
    if (url.endsWith('/public-key-certificates')) return json(response, 200, [key]);
    if (method === 'POST' && url.endsWith('/sessions/batch')) return opening(request, response);
    if (url.endsWith('/parts')) return part(request, response);
    if (url.endsWith('/close')) return close(request, response);
    if (!url.includes('/invoices')) return status(request, response);
    const last = states.findLast(({ session }) => session && url.includes(`/${session.referenceNumber}/`));
    const entries = last ? listed(last) : answers.earlier?.(url, states[0]?.invoices ?? []);
    if (!entries) return json(response, 429, {}, { 'retry-after': '3600' });
    const invoices = entries.map((entry, at) => ({
      ordinalNumber: at + 1,
      referenceNumber: `invoice-${at + 1}`,
      invoicingDate: '2026-01-01T00:00:00Z',
      ksefNumber: `number-${at + 1}`,
      status: { code: 200, description: 'Sukces' },
      ...entry,
    }));
    return json(response, 200, { invoices });
  });
  return {
    client: createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens(), rateLimits: false }),
    server,
    states,
    onState: (state) => void states.push(JSON.parse(JSON.stringify(state))),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
