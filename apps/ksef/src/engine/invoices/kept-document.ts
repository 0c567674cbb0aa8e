/** Documents as they are kept: as they are, or compressed the way they came in a package. */
import { inflateRawSync } from 'node:zlib';
import type { Selectable } from 'kysely';
import type { InvoiceDocumentRow } from '../../store/sessions.ts';

export interface KeptDocument {
  /** The document, or where it is `packed`, its raw DEFLATE. */
  readonly content: Uint8Array;
  readonly packed: { readonly sizeBytes: number; readonly crc32: number } | null;
}

type ContentColumns = Pick<Selectable<InvoiceDocumentRow>, 'content' | 'unpacked_size' | 'unpacked_crc32'>;

export const contentColumns = ['content', 'unpacked_size', 'unpacked_crc32'] as const;

/** What is kept of a row; null where nothing is. */
export function keptDocument({
  content,
  unpacked_size,
  unpacked_crc32,
}: ContentColumns): KeptDocument | null {
  if (content === null) return null;
  if (unpacked_size === null || unpacked_crc32 === null) return { content, packed: null };
  return { content, packed: { sizeBytes: unpacked_size, crc32: unpacked_crc32 } };
}

/** The bytes of the document itself. */
export function documentBytes({ content, packed }: KeptDocument): Uint8Array {
  if (packed === null) return content;
  const room = packed.sizeBytes + 1;
  return inflateRawSync(content, { maxOutputLength: room, chunkSize: Math.max(room, 64) });
}
