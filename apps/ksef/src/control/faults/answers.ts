/** Answers that faults give: of a front proxy, of a limit, of the blob store. */
import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from './operations.ts';

const problem = 'application/problem+json; charset=utf-8';
const pathOf = ({ url }: FastifyRequest) => url.split('?', 1)[0] ?? '';

/** An answer that leaves the body unread: what is left of it would be taken for the next request. */
const unread = (request: FastifyRequest, reply: FastifyReply) =>
  request.routeOptions.config?.operation === 'uploadPart' ? reply.header('connection', 'close') : reply;

/** 5xx, as problem, as the HTML page of a proxy, or bare. */
export function sendFailure(request: FastifyRequest, reply: FastifyReply, fault: Fault): FastifyReply {
  const { status = 503, page = 'problem' } = fault;
  const title = STATUS_CODES[status] ?? '';
  unread(request, reply).code(status);
  if (page === 'empty') return reply.send();
  if (page === 'html') {
    const heading = `${status} ${title}`;
    return reply
      .type('text/html; charset=utf-8')
      .send(
        `<html>\r\n<head><title>${heading}</title></head>\r\n<body>\r\n<center><h1>${heading}</h1></center>\r\n</body>\r\n</html>\r\n`,
      );
  }
  const detail = 'Usługa jest chwilowo niedostępna (usterka lokalnego KSeF na żądanie).';
  return reply.type(problem).send(JSON.stringify({ title, status, detail, instance: pathOf(request) }));
}

/** As the blob store says it. */
export function sendStorageUnavailable(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return unread(request, reply)
    .code(503)
    .header('retry-after', '5')
    .type('application/xml; charset=utf-8')
    .send(
      '<?xml version="1.0" encoding="utf-8"?><Error><Code>ServerBusy</Code><Message>The server is busy.</Message></Error>',
    );
}
