/** Serves the taxpayer application under `/web`: files whose name tells their content, and one page for every route. */
import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '../engine/engine.ts';
import { html } from '../pages/html.ts';
import { languageOf } from '../pages/language.ts';
import { createSiteKeeper, type Site } from './site.ts';
import { webTexts } from './texts.ts';

export const webPrefix = '/web';

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
  woff: 'font/woff',
};

const everyAnswer = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

/**
 * Nothing from elsewhere, nothing inline but the few style elements that Mantine makes for its variables: they carry a
 * nonce that is fresh in each answer. `data:` images are drawn by Mantine's styles; `blob:` by the application itself.
 */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self' blob:",
    "worker-src 'self'",
    "base-uri 'self'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export function addWeb(app: FastifyInstance, engine: Engine): void {
  const keeper = createSiteKeeper();
  app.addHook('onClose', async () => keeper.close());
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const prepared = keeper.now();
    switch (prepared.state) {
      case 'preparing':
        return sendWaiting(request, reply);
      case 'failed':
        engine.log.error({ reason: prepared.reason }, 'building the taxpayer application failed');
        return sendFailed(request, reply, prepared.reason);
      case 'ready':
        return sendFromSite(prepared.site, basePath(engine), request, reply);
    }
  };
  app.get(webPrefix, answer);
  app.get(`${webPrefix}/*`, answer);
}

/** Path below which this KSeF is reached: empty, or `/prefix` of a proxy. */
const basePath = (engine: Engine): string => new URL(engine.publicUrl()).pathname.replace(/\/$/, '');

async function sendFromSite(
  site: Site,
  base: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { '*': path = '' } = request.params as { '*'?: string };
  const file = await site.file(path, String(request.headers['accept-encoding'] ?? ''));
  if (file) {
    return reply
      .headers({
        ...everyAnswer,
        // The name holds a hash of the content.
        'cache-control': path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        vary: 'accept-encoding',
        ...(file.contentEncoding && { 'content-encoding': file.contentEncoding }),
      })
      .type(types[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
      .send(file.bytes);
  }
  if (path.startsWith('assets/')) return reply.code(404).headers(everyAnswer).type('text/plain').send('404');
  const nonce = randomBytes(16).toString('base64');
  return sendPage(
    reply,
    200,
    policyOf(nonce),
    site.page.replaceAll('__NONCE__', nonce).replaceAll('__BASE__', `${base}${webPrefix}/`),
  );
}

function sendPage(reply: FastifyReply, status: number, policy: string, page: string): FastifyReply {
  return reply
    .code(status)
    .headers({ ...everyAnswer, 'content-security-policy': policy, 'cache-control': 'no-store' })
    .type('text/html; charset=utf-8')
    .send(page);
}

const plainPolicy = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'";

function sendWaiting(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const language = languageOf(undefined, request.headers['accept-language']);
  const texts = webTexts[language];
  const page = html`<html lang="${language}"><meta charset="utf-8"><meta http-equiv="refresh" content="1">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.preparing}</title><h1>${texts.preparing}</h1><p>${texts.preparingText}</p></html>`;
  return sendPage(reply.header('retry-after', '1'), 503, plainPolicy, `<!doctype html>\n${page.text}`);
}

function sendFailed(request: FastifyRequest, reply: FastifyReply, reason: string): FastifyReply {
  const language = languageOf(undefined, request.headers['accept-language']);
  const texts = webTexts[language];
  const page = html`<html lang="${language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${texts.failed}</title><h1>${texts.failed}</h1><p>${texts.failedText}</p><pre>${reason}</pre></html>`;
  return sendPage(reply, 500, plainPolicy, `<!doctype html>\n${page.text}`);
}
