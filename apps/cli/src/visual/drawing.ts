/** What `kwit pdf` and `kwit qr` share: options, the document as it was sent, and where its codes lead. */
import { basename } from 'node:path';
import type { DocumentLanguage, DocumentLook, QrAddress } from '@kwit/documents';
import type { Problem } from '@kwit/formats';
import type { Context } from '../command.ts';
import type { CredentialFiles } from '../credentials.ts';
import { buildFromJson, openSource, type SourceFile } from '../document.ts';
import { environmentOf } from '../environments.ts';
import { CliError } from '../exit.ts';
import { isStandardInput, readInput } from '../files.ts';
import { textOf } from '../messages.ts';
import { type Outbox, type OutboxRow, outboxOf } from '../outbox.ts';
import { openStateToRead } from '../state.ts';
import { type DrawJob, documentOf } from './draw.ts';
import { checkAgainstSent, checkFits } from './given-number.ts';
import { qrAddressFor } from './qr-address.ts';

export interface DrawingOptions extends CredentialFiles {
  readonly language?: DocumentLanguage;
  readonly ksefNumber?: string;
  readonly env?: string;
  readonly logo?: string;
  readonly accent?: string;
}

/** What is known on this machine of invoices that were sent; nothing is created for it. */
export interface Known {
  readonly outbox: Outbox;
  /** Address of the KSeF that one is connected to. */
  readonly current: string | undefined;
  /** Where codes lead whose invoice is not in the outbox. */
  readonly address: QrAddress | null;
}

export async function knownHere(context: Context, { env }: DrawingOptions): Promise<Known> {
  const { store, connections } = openStateToRead(context);
  const current = connections.current()?.baseUrl;
  const address = env ?? current;
  return {
    outbox: outboxOf(store, context.home),
    current,
    address: address === undefined ? null : await qrAddressFor(address),
  };
}

/** A document ready to be drawn, or what is wrong with it. */
export type Opened =
  | { readonly kind: 'job'; readonly job: DrawJob }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/**
 * Opens an invoice or receipt. One that was sent is shown as it was sent: JSON would be made into another document today,
 * which is why it gets no code of KSeF otherwise.
 * Throws {@link CliError} for a file that cannot be read, and for a KSeF number that is not the document's.
 */
export async function openToDraw(
  file: string,
  known: Known,
  options: DrawingOptions,
  signal: AbortSignal,
): Promise<Opened> {
  const source = await openSource(file, signal);
  const row = await keptFrom(source, known, options.env);
  if (row === undefined && source.kind === 'json') return openJson(source, options);
  if (row !== undefined) checkAgainstSent(options.ksefNumber, row);
  const ksefNumber = options.ksefNumber ?? row?.ksefNumber ?? null;
  const xml = row === undefined ? source.bytes : known.outbox.xmlOf(row.id);
  if (options.ksefNumber !== undefined) await checkFits(options.ksefNumber, await documentOf(xml));
  const address = row === undefined ? known.address : await qrAddressFor(row.baseUrl);
  return { kind: 'job', job: { name: nameOf(file), xml, ksefNumber, address } };
}

const nameOf = (file: string): string => (isStandardInput(file) ? 'invoice' : basename(file));

/** JSON that nothing was sent of: a preview, or refused, since its XML is another one each time that it is made. */
async function openJson(source: SourceFile, options: DrawingOptions): Promise<Opened> {
  const { file } = source;
  if (options.ksefNumber !== undefined || options.cert !== undefined) throw codesNeedXml(file);
  const { xml, problems } = await buildFromJson(source.bytes);
  if (xml === null) return { kind: 'refused', problems };
  return { kind: 'job', job: { name: nameOf(file), xml, ksefNumber: null, address: null } };
}

function codesNeedXml(file: string): CliError {
  const target = isStandardInput(file) ? 'invoice.xml' : file.replace(/(?:\.json)?$/i, '.xml');
  return new CliError('codes-need-xml', textOf('error.codes-need-xml', { file }), {
    remedy: textOf('remedy.codes-need-xml', { file, target }),
  });
}

/**
 * The row of the invoice where it is kept as it is sent: of the environment that was asked for, else of the one that one
 * is connected to, else of any. A file may have been sent to a test environment first.
 */
async function keptFrom(
  source: SourceFile,
  { outbox, current }: Known,
  env: string | undefined,
): Promise<OutboxRow | undefined> {
  if (env !== undefined) return outbox.keptAs(source.sha256, (await environmentOf(env)).baseUrl);
  return outbox.keptAs(source.sha256, current) ?? outbox.keptAs(source.sha256);
}

/** Refuses a colour or logo that no document can have, before the first one is drawn. Throws what `@kwit/documents` throws. */
export async function checkLook(look: DocumentLook): Promise<void> {
  if (look.accentColour === undefined && look.logo === undefined) return;
  const { checkDocumentLook } = await import('@kwit/documents');
  checkDocumentLook(look);
}

/** Reads the logo and keeps the accent as it was given; the package of documents judges both. */
export function lookOf({ logo, accent }: DrawingOptions): DocumentLook {
  return {
    ...(logo === undefined ? {} : { logo: readInput(logo) }),
    ...(accent === undefined ? {} : { accentColour: accent }),
  };
}
