/** The control side over HTTP: under `/control`, with its own key, never part of `/v2`. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../logging.ts';
import { readParameters } from '../validation.ts';
import type { ControlParts } from './control.ts';
import { ControlError, controlError, renderProblem } from './errors.ts';
import { hasKey } from './key.ts';
import { type Control, type ControlOperationName, controlOperations } from './operations.ts';

export const controlPrefix = '/control';

/** What the routes work with. */
export interface ControlSide extends ControlParts {
  readonly key: string;
  readonly control: Control;
  readonly log: Log;
}

/** Adds all routes of the control side, in a scope that refuses in its own way. */
export function addControl(app: FastifyInstance, side: ControlSide): void {
  app.register(
    async (scope) => {
      scope.addHook('onRequest', async (request) => {
        if (!hasKey(request.headers.authorization, side.key)) throw controlError('unauthorized');
      });
      scope.setErrorHandler((error, request, reply) => refuse(side, request, reply, error));
      scope.setNotFoundHandler((request, reply) =>
        refuse(
          side,
          request,
          reply,
          hasKey(request.headers.authorization, side.key) ? noRoute(request) : controlError('unauthorized'),
        ),
      );
      for (const name of Object.keys(controlOperations) as ControlOperationName[])
        addRoute(scope, side, name);
      scope.get('/', (_, reply) => reply.send(overview()));
    },
    { prefix: controlPrefix },
  );
}

function addRoute(scope: FastifyInstance, { control }: ControlSide, name: ControlOperationName): void {
  const { method, path } = controlOperations[name];
  scope.route({
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    handler: async (request, reply) => {
      const run = control[name] as (input: unknown) => Promise<unknown>;
      const answer = await run(inputOf(name, request));
      if (answer === undefined || answer === null) return reply.code(204).send();
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
    },
  });
}

/** Parameters of path, query and body in one object; text becomes numbers and flags where the schema says so. */
function inputOf(name: ControlOperationName, request: FastifyRequest): Record<string, unknown> {
  const { input } = controlOperations[name];
  const { query, params } = request as { query: Record<string, string>; params: Record<string, string> };
  const known = readParameters(input, { ...query, ...params });
  // What the schema does not know is passed on, to be refused by name.
  return { ...query, ...bodyOf(request), ...known };
}

function bodyOf({ body }: FastifyRequest): object {
  if (!(body instanceof Uint8Array) || body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw controlError('body-not-json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw controlError('body-not-json');
  return value;
}

/** Every operation with its address, for whoever looks around. */
function overview(): object {
  const operations = Object.entries(controlOperations).map(([name, { method, path, summary }]) => ({
    name,
    method,
    path: controlPrefix + path,
    summary,
  }));
  return { operations };
}

function noRoute({ url }: FastifyRequest): ControlError {
  const [path = ''] = url.slice(controlPrefix.length).split('?', 1);
  const allowed = Object.values(controlOperations)
    .filter((operation) => new RegExp(`^${operation.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path))
    .map(({ method }) => method);
  return allowed.length > 0
    ? controlError('method-not-allowed', { allowed: allowed.join(', ') })
    : controlError('no-such-address');
}

function refuse({ log }: ControlSide, request: FastifyRequest, reply: FastifyReply, error: unknown): void {
  const refusal = error instanceof ControlError ? error : ofOthers(error);
  const instance = request.url.split('?', 1)[0] ?? '';
  if (refusal.status === 500)
    log.error({ err: error, method: request.method, path: instance }, 'control failed');
  const wantsPolish = /^\s*pl\b/i.test(String(request.headers['accept-language'] ?? ''));
  reply
    .code(refusal.status)
    .headers(refusal.status === 401 ? { 'www-authenticate': 'Bearer' } : {})
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(renderProblem(refusal, wantsPolish ? 'pl' : 'en', instance)));
}

function ofOthers(error: unknown): ControlError {
  const { code, errcode } = (error ?? {}) as { code?: string; errcode?: number };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return controlError('body-too-large');
  // The connection ended within the body.
  if (code === 'ECONNRESET') return controlError('body-not-json');
  // SQLITE_FULL, https://sqlite.org/rescode.html#full
  if (code === 'ENOSPC' || code === 'EDQUOT' || (errcode ?? 0) % 256 === 13) return controlError('disk-full');
  return controlError('internal');
}
