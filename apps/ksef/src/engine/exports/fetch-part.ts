/** Fetching a part of an export by its address. */
import type { Readable } from 'node:stream';
import type { Invoicing } from '../invoices/invoicing.ts';
import { exportBlob, ordinalInName, partPath } from './export-addresses.ts';

export interface FetchedPart {
  readonly content: Readable;
  readonly sizeBytes: number;
  /** Base64 SHA-256 of the encrypted part. */
  readonly hash: string;
}

/**
 * The encrypted part behind an address that was handed out; null where the address is not good (any more).
 * @param lowerCase reference number of the export as addresses carry it
 */
export async function fetchPart(
  { engine, instants, links }: Invoicing,
  lowerCase: string,
  name: string,
  query: { se?: string | undefined; sig?: string | undefined },
): Promise<FetchedPart | null> {
  const reference = lowerCase.toUpperCase();
  if (!links.isGood(partPath(reference, name), query, instants.clock())) return null;
  const ordinal = ordinalInName(name);
  const part = await engine.store.db
    .selectFrom('export_parts')
    .select(['encrypted_size', 'encrypted_hash'])
    .where('export', '=', reference)
    .where('ordinal', '=', ordinal ?? 0)
    .executeTakeFirst();
  const content = part ? await engine.store.blobs.read(exportBlob(reference, ordinal ?? 0)) : null;
  if (!part || !content) return null;
  return { content, sizeBytes: part.encrypted_size, hash: part.encrypted_hash };
}
