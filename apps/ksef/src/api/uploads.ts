/** Where parts of packages are sent to: outside the contract, with the address alone, as to the real storage. */
import type { FastifyInstance } from 'fastify';
import type { Core } from '../core.ts';
import { receivePart, type UploadAnswer } from '../engine/batch/receive-part.ts';
import { unhurried } from '../listen.ts';

/** Adds the routes in a scope of their own: bodies are read as they come, never as a whole. */
export function addUploads(app: FastifyInstance, core: Core): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_, payload, done) => done(null, payload));
    scope.put<{ Params: { session: string; part: string }; Querystring: { se?: string; sig?: string } }>(
      '/storage/01/:session/batch-parts/:part',
      { config: { operation: 'uploadPart' } },
      async (request, reply) => {
        const { params, query, headers, raw, note } = request;
        unhurried(raw);
        const isLost = note.isUploadLost ?? false;
        const upload = { ...params, query, headers, content: raw, isLost };
        const answer = await receivePart(await core.invoicing, upload);
        // What was not read would be taken for the next request.
        if (answer.status !== 201) reply.header('connection', 'close');
        return reply.code(answer.status).type('application/xml; charset=utf-8').send(documentOf(answer));
      },
    );
  });
}

/** The error document of the real storage. */
const documentOf = (answer: UploadAnswer): string =>
  answer.status === 201
    ? ''
    : `<?xml version="1.0" encoding="utf-8"?><Error><Code>${answer.code}</Code><Message>${answer.message}</Message></Error>`;
