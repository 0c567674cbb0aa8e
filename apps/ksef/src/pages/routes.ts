/**
 * The public pages, which QR codes lead to: plain documents made here, without scripts, open to everyone. They are
 * no part of the API; the real system has them under an address of their own.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Core } from '../core.ts';
import { verifyCertificateLink } from '../engine/verification/certificate-links.ts';
import { invoiceOfData, invoiceOfLink } from '../engine/verification/public-invoices.ts';
import { certificateContent } from './certificate-page.ts';
import type { Html } from './html.ts';
import {
  accessForm,
  disclosedContent,
  linkContent,
  nothingTyped,
  refusedContent,
  type TypedData,
} from './invoice-pages.ts';
import { type Language, languageOf } from './language.ts';
import { documentOf, verdict } from './layout.ts';
import { certificateLinkOf, invoiceLinkOf } from './links.ts';
import { hundredthsOf } from './numbers.ts';
import { styles } from './styles.ts';
import { pageTexts } from './texts.ts';

const pageHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};
const formBytes = 16_384;

/** A page before it is put into its frame. */
interface PageAnswer {
  status: number;
  heading: string;
  content: Html;
}

export function addPages(app: FastifyInstance, core: Core): void {
  app.get('/pages.css', (_, reply) => reply.type('text/css; charset=utf-8').send(styles));
  app.get('/invoice', (request, reply) =>
    send(core, request, reply, ({ language, base }) => ({
      status: 200,
      heading: pageTexts[language].access.heading,
      content: accessForm(language, base, nothingTyped),
    })),
  );
  app.get('/invoice/*', (request, reply) => send(core, request, reply, (view) => invoicePage(core, view)));
  app.get('/certificate/*', (request, reply) =>
    send(core, request, reply, (view) => certificatePage(core, view, request.headers.host)),
  );
  app.post('/invoice', { bodyLimit: formBytes }, (request, reply) => showInvoice(core, request, reply));
}

/** What a page is made for. */
interface View {
  language: Language;
  /** Path below which this KSeF is reached. */
  base: string;
  path: string;
}

function viewOf({ engine }: Core, request: FastifyRequest): View {
  const [path = '', query] = request.url.split('?', 2);
  const chosen = new URLSearchParams(query).get('lang');
  return {
    language: languageOf(chosen, request.headers['accept-language']),
    base: new URL(engine.publicUrl()).pathname.replace(/\/$/, ''),
    path,
  };
}

async function send(
  core: Core,
  request: FastifyRequest,
  reply: FastifyReply,
  make: (view: View) => PageAnswer | Promise<PageAnswer>,
): Promise<FastifyReply> {
  const view = viewOf(core, request);
  const { language, base, path } = view;
  const { status, heading, content } = await make(view);
  const otherLanguage = `${base}${path}?lang=${language === 'pl' ? 'en' : 'pl'}`;
  return reply
    .code(status)
    .headers({ ...pageHeaders, 'content-language': language, vary: 'accept-language' })
    .type('text/html; charset=utf-8')
    .send(documentOf({ language, base, otherLanguage, heading, content }));
}

async function invoicePage(core: Core, { language, base, path }: View): Promise<PageAnswer> {
  const texts = pageTexts[language].invoice;
  const { heading } = texts;
  const link = invoiceLinkOf(path);
  if (!link) {
    return { status: 400, heading, content: verdict('wrong', texts.malformed, texts.malformedText) };
  }
  const invoice = await invoiceOfLink(await core.invoicing, link);
  return { status: 200, heading, content: linkContent(language, base, link, invoice) };
}

async function certificatePage(
  core: Core,
  { language, base, path }: View,
  host: string | undefined,
): Promise<PageAnswer> {
  const texts = pageTexts[language].certificate;
  const { heading } = texts;
  const publicHost = core.engine.publicUrl().replace(/^https?:\/\//, '');
  const link = certificateLinkOf(path, [...new Set([publicHost, host ?? publicHost])]);
  if (!link) {
    return { status: 400, heading, content: verdict('wrong', texts.malformed, texts.malformedText) };
  }
  const found = await verifyCertificateLink(core.engine, link);
  const invoice = await invoiceOfLink(await core.invoicing, link);
  const outcome = { link, verdict: found, invoice, nowMs: core.engine.clock.nowMs() };
  return { status: 200, heading, content: certificateContent(language, base, outcome) };
}

/** The document for whoever knows what is in it: as a page, or the file itself. */
async function showInvoice(core: Core, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
  const form = new URLSearchParams(Buffer.from(body).toString('utf8'));
  const typed = typedIn(form);
  const isComplete = typed.ksefNumber !== '' && typed.invoiceNumber !== '' && typed.gross !== '';
  const invoice = isComplete
    ? await invoiceOfData(await core.invoicing, { ...typed, grossHundredths: hundredthsOf(typed.gross) })
    : undefined;
  if (invoice && form.get('do') === 'download') {
    return reply
      .headers({
        ...pageHeaders,
        'content-disposition': `attachment; filename="${invoice.ksefNumber}.xml"`,
      })
      .type('application/xml; charset=utf-8')
      .send(Buffer.from(invoice.content));
  }
  return send(core, request, reply, ({ language, base }) => {
    const { access } = pageTexts[language];
    if (invoice) {
      const content = disclosedContent(language, base, typed, invoice);
      return { status: 200, heading: access.shown, content };
    }
    const why = isComplete ? 'refusedText' : 'incomplete';
    return {
      status: isComplete ? 404 : 400,
      heading: access.heading,
      content: refusedContent(language, base, typed, why),
    };
  });
}

function typedIn(form: URLSearchParams): TypedData {
  const field = (name: keyof TypedData) => (form.get(name) ?? '').trim().slice(0, 300);
  return {
    ksefNumber: field('ksefNumber'),
    invoiceNumber: field('invoiceNumber'),
    buyer: field('buyer'),
    gross: field('gross'),
  };
}
