/** A request from its arrival to its answer: read `answer` from top to bottom. */
import { randomBytes } from 'node:crypto';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import {
  type AllowedIps,
  headerNames,
  type Operation,
  type OperationName,
  operations,
} from '@kwit/ksef-contract';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { downloads } from './api/downloads.ts';
import type { Call, Handlers } from './api/handlers.ts';
import { handlersOf } from './api/index.ts';
import { addLatarnia } from './api/latarnia.ts';
import { isServed } from './api/served.ts';
import { addUploads } from './api/uploads.ts';
import { apiTexts } from './api-texts.ts';
import { addFaults } from './control/faults/hooks.ts';
import { addJournal } from './control/journal/journal.ts';
import { addControl, type ControlSide, controlPrefix } from './control/routes.ts';
import { addGate } from './control/state/gate.ts';
import type { Core } from './core.ts';
import type { Caller, TokenType } from './engine/access-tokens.ts';
import { isAllowed } from './engine/allowed-ips.ts';
import {
  Forbidden,
  isRefusal,
  MethodNotAllowed,
  NotFound,
  problemOf,
  refusal,
  renderError,
  TooLarge,
  Unauthorized,
  UnsupportedMediaType,
} from './errors.ts';
import { addOpenApi } from './openapi/routes.ts';
import { addPages } from './pages/routes.ts';
import { requestIp } from './request-address.ts';
import { checkRequest } from './validation.ts';
import { addWeb, webPrefix } from './web/routes.ts';
import { welcome } from './welcome.ts';

const apiPrefix = '/v2';
/** What is neither noted in the journal nor struck by faults: the control side, and the files of the application. */
const besidesApi = [controlPrefix, webPrefix];

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] as const;

const defaultBodyBytes = 1_048_576;
/**
 * Bodies that may be larger: with the highest limits an invoice has 10,000,000 bytes, and in Base64 a third more;
 * 5,000 invoices may be described with 512 characters each.
 */
const bodyLimits: Partial<Record<OperationName, number>> = {
  sendInvoice: 14_680_064,
  createCollectiveIdentifier: 6_291_456,
};

export interface Server {
  handler: RequestListener;
  close(): Promise<void>;
}

export async function createServer(core: Core, controlSide: ControlSide): Promise<Server> {
  let handler: RequestListener | undefined;
  const app = Fastify({
    logger: false,
    bodyLimit: defaultBodyBytes,
    // Requests are checked by `validation.ts` and answers written as they are: Fastify's own compilers, which
    // take long to load, have nothing to do.
    schemaController: { compilersFactory: { buildValidator: unused, buildSerializer: unused } },
    // The official pages write some addresses with a slash at the end.
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    serverFactory: (listener) => {
      handler = listener;
      return createHttpServer(listener);
    },
    frameworkErrors: (_, request, reply) => sendError(core, request, reply, new NotFound()),
  });
  // Bodies are read as bytes; each operation says what it makes of them.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
  app.setNotFoundHandler((request, reply) => {
    const allowed = methodsOf(app, request.url);
    sendError(core, request, reply, allowed.length > 0 ? new MethodNotAllowed(allowed) : new NotFound());
  });
  app.setErrorHandler((error, request, reply) => sendError(core, request, reply, ofFramework(error)));
  addJournal(app, controlSide.journal, core.engine, besidesApi);
  addFaults(app, core.engine, controlSide.faults, besidesApi);
  addGate(app, controlSide.gate, besidesApi);
  addOperations(app, core);
  addDownloads(app, core);
  addUploads(app, core);
  addLatarnia(app, core.latarnia);
  addControl(app, controlSide);
  addPages(app, core);
  addOpenApi(app, core);
  addWeb(app, core.engine);
  app.get('/', (_, reply) => reply.type('application/json; charset=utf-8').send(welcome(core)));
  await app.ready();
  if (!handler) throw new Error('Fastify made no server');
  return { handler, close: () => app.close() };
}

/** Methods that an address takes. */
function methodsOf(app: FastifyInstance, url: string): string[] {
  const [path = ''] = url.split('?', 1);
  return methods.filter((method) => app.findRoute({ method, url: path }) !== null);
}

function unused(): never {
  throw new Error('no route has a schema of Fastify');
}

function addOperations(app: FastifyInstance, core: Core): void {
  const handlers = handlersOf(core);
  for (const name of Object.keys(operations) as OperationName[]) {
    const operation: Operation = operations[name];
    if (!isServed(operation, core.engine.settings.profile)) continue;
    app.route({
      method: operation.method,
      url: apiPrefix + operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      bodyLimit: bodyLimits[name] ?? defaultBodyBytes,
      config: { operation: name },
      handler: (request, reply) => answer(core, operation, handlers[name], request, reply),
    });
  }
}

/** Any handler, for the place where their types are no longer told apart. */
type AnyHandler = (request: never, call: Call) => Promise<unknown>;

/** The way of a request. The router has matched it with its operation and kept to the size limit. */
async function answer(
  core: Core,
  operation: Operation,
  handler: Handlers[OperationName],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const call = newCall(core, request);
  await readBearer(core, operation, request, call);
  checkAddress(call);
  await core.engine.limits.count(operation, call);
  checkPermissions(operation, call);
  const checked = await checkRequest(operation, {
    path: request.params as Record<string, string>,
    query: request.query as Record<string, string | string[] | undefined>,
    headers: request.headers,
    body: bodyOf(operation, request, call.rawBody),
  });
  const result = await (handler as unknown as AnyHandler)(checked as never, call);
  reply.headers(call.answerHeaders).code(operation.answer.status);
  sendContent(operation, reply, result);
}

/** What is known of a call while it goes on. */
interface CallInProgress extends Call {
  knownCaller: Caller | undefined;
  knownAuthentication: string | undefined;
  /** From where the token is good; null: from anywhere. */
  allowedIps: AllowedIps | null;
}

function newCall({ engine }: Core, request: FastifyRequest): CallInProgress {
  return {
    clientIp: requestIp(request, engine.settings),
    traceId: traceIdOf(request),
    feature: headerOf(request, headerNames.feature),
    rawBody: request.body instanceof Uint8Array ? request.body : new Uint8Array(),
    answerHeaders: engine.settings.profile === 'test' ? warningFor(request) : {},
    knownCaller: undefined,
    knownAuthentication: undefined,
    allowedIps: null,
    get caller() {
      if (!this.knownCaller) throw new Error('this operation has no access token');
      return this.knownCaller;
    },
    get authentication() {
      if (!this.knownAuthentication) throw new Error('this operation has no bearer token');
      return this.knownAuthentication;
    },
  };
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

/** On the test environment a request can ask for a technical warning, to see what its sender makes of it. */
function warningFor(request: FastifyRequest): Record<string, string> {
  const warning = headerOf(request, headerNames.testSystemWarning);
  return warning ? { [headerNames.systemWarning]: warning } : {};
}

const tokenTypes = {
  none: [],
  authenticationToken: ['OperationToken'],
  refreshToken: ['RefreshToken'],
  accessToken: ['ContextToken'],
  accessOrRefreshToken: ['ContextToken', 'RefreshToken'],
} as const satisfies Record<Operation['bearer'], readonly TokenType[]>;

async function readBearer(
  { accessTokens }: Core,
  operation: Operation,
  request: FastifyRequest,
  call: CallInProgress,
): Promise<void> {
  if (operation.bearer === 'none') return;
  const token = /^Bearer +([^\s]+) *$/i.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw new Unauthorized();
  if (operation.bearer !== 'accessToken') {
    const read = await accessTokens.readAuthentication(token, tokenTypes[operation.bearer]);
    call.knownAuthentication = read.authentication;
    call.allowedIps = read.allowedIps;
    return;
  }
  call.knownCaller = await accessTokens.readAccess(token);
  call.knownAuthentication = call.knownCaller.authentication;
  call.allowedIps = call.knownCaller.allowedIps;
  request.note.context = call.knownCaller.context;
}

/** Whoever logged in may have said from where the access token is good. */
function checkAddress({ allowedIps, clientIp }: CallInProgress): void {
  if (!isAllowed(allowedIps, clientIp)) throw new Forbidden('ip-not-allowed', { clientIp });
}

function checkPermissions({ permissions }: Operation, { knownCaller }: CallInProgress): void {
  if (permissions.length === 0 || !knownCaller) return;
  if (permissions.some((permission) => knownCaller.permissions.has(permission))) return;
  throw new Forbidden('missing-permissions', {
    requiredAnyOfPermissions: [...permissions],
    presentPermissions: [...knownCaller.permissions],
  });
}

const jsonTypes = /^(application\/(.+\+)?json|text\/json)\s*(;|$)/i;
const xmlTypes = /^(application|text)\/(.+\+)?xml\s*(;|$)/i;

/** The body as its operation takes it. Throws `UnsupportedMediaType`, or `BadRequest` for what is no JSON. */
function bodyOf(operation: Operation, request: FastifyRequest, bytes: Uint8Array): unknown {
  const { kind } = operation.request;
  if (kind === 'none' || bytes.length === 0) return undefined;
  const accepted = kind === 'json' ? jsonTypes : xmlTypes;
  if (!accepted.test(request.headers['content-type'] ?? '')) throw new UnsupportedMediaType();
  if (kind === 'xml') return Buffer.from(bytes).toString('utf8');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refusal(21001, apiTexts.bodyNotJson);
  }
}

/** The same bytes, not a copy: receipts have megabytes. */
const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

function sendContent(operation: Operation, reply: FastifyReply, result: unknown): void {
  switch (operation.answer.content.kind) {
    case 'none':
      reply.send();
      return;
    case 'xml':
      reply
        .type('application/xml; charset=utf-8')
        .send(typeof result === 'string' ? result : asBuffer(result as Uint8Array));
      return;
    case 'json':
      reply.type('application/json; charset=utf-8').send(JSON.stringify(result));
  }
}

function addDownloads(app: FastifyInstance, core: Core): void {
  for (const [url, find] of Object.entries(downloads)) {
    app.get(url, { config: { operation: 'download' } }, async (request, reply) => {
      const parameters = { ...(request.query as object), ...(request.params as object) } as Record<
        string,
        string
      >;
      const document = await find(parameters, core);
      if (!document) throw new NotFound();
      return reply
        .headers(document.headers ?? {})
        .type(document.contentType)
        .send(document.bytes instanceof Uint8Array ? asBuffer(document.bytes) : document.bytes);
    });
  }
}

/** One identifier a request, in its answer, in the journal and in the log. */
function traceIdOf(request: FastifyRequest): string {
  // An address that cannot be read is refused before any hook.
  request.note ??= {};
  request.note.traceId ??= randomBytes(16).toString('hex');
  return request.note.traceId;
}

/** What Fastify says of bodies, in our words; everything else passes. */
function ofFramework(error: unknown): unknown {
  const { code, statusCode } = error as { code?: string; statusCode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new TooLarge();
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new UnsupportedMediaType();
  // The connection ended within the body: nobody is there to read what is said of it, and nothing is wrong here.
  if (code === 'ECONNRESET') return refusal(21001);
  if (code?.startsWith('FST_') && statusCode !== undefined && statusCode < 500) return refusal(21001);
  return error;
}

function sendError(core: Core, request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const traceId = traceIdOf(request);
  const { log, clock } = core.engine;
  const instance = request.url.split('?', 1)[0] ?? '';
  if (!isRefusal(error))
    log.error({ err: error, traceId, method: request.method, path: instance }, 'request failed');
  const problemDetails = request.headers[headerNames.errorFormat] === 'problem-details';
  request.note.problem = problemOf(error);
  const { status, headers, body, contentType } = renderError(error, {
    instance,
    traceId,
    nowMs: clock.nowMs(),
    problemDetails,
  });
  reply.code(status).headers(headers ?? {});
  if (body === null) reply.send();
  else reply.type(contentType).send(JSON.stringify(body));
}
