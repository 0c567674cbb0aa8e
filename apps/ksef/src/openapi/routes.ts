/**
 * The API's own description: the OpenAPI document under `/docs/v2/openapi.json`, a page that shows it under `/docs/v2`,
 * the schemas of requests to log in under `/docs/v2/schemas`, as the real system has them. All of them are loaded when
 * somebody asks; until then they cost nothing.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Core } from '../core.ts';
import { NotFound } from '../errors.ts';

const prefix = '/docs/v2';

const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

export function addOpenApi(app: FastifyInstance, core: Core): void {
  app.get(`${prefix}/openapi.json`, async (_, reply) => {
    const { documentOf } = await import('./document.ts');
    return reply.type('application/json; charset=utf-8').send(documentOf(core));
  });
  app.get<{ Params: { name: string } }>(`${prefix}/schemas/:name`, async (request, reply) => {
    const { requestSchema } = await import('./request-schemas.ts');
    const schema = requestSchema(request.params.name);
    if (schema === undefined) throw new NotFound();
    return reply.headers(headers).type('application/xml; charset=utf-8').send(schema);
  });
  // The page names its parts by addresses beside its own. Relative, so that it holds for every scheme and proxy.
  app.get(prefix, (request, reply) => {
    const [path = ''] = request.url.split('?', 1);
    return reply.redirect(path.endsWith('/') ? 'index.html' : 'v2/index.html', 302);
  });
  app.get<{ Params: { file: string } }>(`${prefix}/:file`, (request, reply) =>
    sendFile(request.params.file || 'index.html', reply),
  );
}

async function sendFile(name: string, reply: FastifyReply): Promise<FastifyReply> {
  const { pageFile } = await import('./page.ts');
  const file = await pageFile(name);
  if (!file) throw new NotFound();
  return reply.headers(headers).type(file.contentType).send(file.content);
}
