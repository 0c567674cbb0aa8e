/** What `kwit pdf` and `kwit qr` share: options, the document as it was sent, and where its codes lead. */
import { basename } from 'node:path';
import type { DocumentLanguage, DocumentLook, QrAddress } from '@kwit/documents';
import type { Problem } from '@kwit/formats';
import type { Context } from '../command.ts';
import { type CredentialFiles, checkCredentialFiles, credentialFrom } from '../credentials.ts';
import { buildFromJson, openSource, type SourceFile } from '../document.ts';
import { environmentOf } from '../environments.ts';
import { readInput } from '../files.ts';
import { type Outbox, type OutboxRow, outboxOf } from '../outbox.ts';
import { openStateToRead } from '../state.ts';
import { wrongUsage } from '../usage-error.ts';
import type { DrawJob, OfflineIssuer } from './draw.ts';
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
  /** Where codes lead whose invoice is not in the outbox. */
  readonly address: QrAddress | null;
}

export async function knownHere(context: Context, { env }: DrawingOptions): Promise<Known> {
  const { store, connections } = openStateToRead(context);
  const address = env ?? connections.current()?.baseUrl;
  return {
    outbox: outboxOf(store, context.home),
    address: address === undefined ? null : await qrAddressFor(address),
  };
}

/** A document ready to be drawn, or what is wrong with it. */
export type Opened =
  | { readonly kind: 'job'; readonly job: DrawJob }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/**
 * Opens an invoice or receipt. One that was sent is shown as it was sent: JSON would be made into another document today.
 * Throws {@link CliError} for a file that cannot be read.
 */
export async function openToDraw(
  file: string,
  known: Known,
  { ksefNumber, env }: DrawingOptions,
  signal: AbortSignal,
): Promise<Opened> {
  const source = await openSource(file, signal);
  const name = file === '-' ? 'invoice' : basename(file);
  const row = await sentFrom(source, known, env);
  if (row !== undefined) {
    const address = await qrAddressFor(row.baseUrl);
    const xml = known.outbox.xmlOf(row.id);
    return { kind: 'job', job: { name, xml, ksefNumber: ksefNumber ?? row.ksefNumber, address } };
  }
  const { xml, problems } =
    source.kind === 'xml' ? { xml: source.bytes, problems: [] } : await buildFromJson(source.bytes);
  if (xml === null) return { kind: 'refused', problems };
  return { kind: 'job', job: { name, xml, ksefNumber: ksefNumber ?? null, address: known.address } };
}

/** The row of the invoice where it has been sent; only of the environment that was asked for, if any was. */
async function sentFrom(
  source: SourceFile,
  { outbox }: Known,
  env: string | undefined,
): Promise<OutboxRow | undefined> {
  const row = outbox.acceptedAs(source.sha256);
  if (row === undefined || env === undefined) return row;
  return (await environmentOf(env)).baseUrl === row.baseUrl ? row : undefined;
}

/** Refuses a number that is none, or one number for many files. Throws a usage error. */
export async function checkKsefNumber({ ksefNumber }: DrawingOptions, count: number): Promise<void> {
  if (ksefNumber === undefined) return;
  const { isKsefNumber } = await import('@kwit/crypto');
  if (!isKsefNumber(ksefNumber)) throw wrongUsage('usage.bad-ksef-number', { number: ksefNumber });
  if (count !== 1) throw wrongUsage('usage.one-ksef-number');
}

/** The certificate that invoices issued offline are signed with; null where none was named. Throws {@link CliError}. */
export async function offlineIssuer(
  context: Context,
  options: DrawingOptions,
): Promise<OfflineIssuer | null> {
  if (options.cert === undefined && options.key === undefined) return null;
  checkCredentialFiles(options);
  const { privateKey: key, certificate } = await credentialFrom(context, options);
  const { serialNumberOf } = await import('@kwit/crypto');
  return { key, certificateSerialNumber: serialNumberOf(certificate) };
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
