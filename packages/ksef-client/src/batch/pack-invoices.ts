/**
 * One package from as many invoices as it may have: archived, cut, hashed and encrypted as they come, so that nothing
 * but what is under way is in memory. Source: the official page on the batch session.
 */

import type { SymmetricKey } from '@kwit/crypto/web';
import { batchFileMaxParts, batchFileMaxSizeBytes, batchPartMaxSizeBytes } from '@kwit/ksef-contract';
import { archiveWriter, EncryptedParts, mostArchiveBytes, sha256 } from '#packing-tools';
import type { KsefError } from '../errors.ts';
import type { InvoiceSource } from '../invoice-source.ts';
import { bytesOf, type InvoiceBytes } from '../sent-invoice.ts';
import type { BatchCompression, BatchPart, PackedInvoice } from './batch-state.ts';
import { localProblem } from './local-rules.ts';
import type { PartStore } from './part-store.ts';

/** An invoice for a package. */
export interface InvoiceToPack {
  /** The XML exactly as it is to be kept, or what reads it when its turn comes. */
  readonly bytes: InvoiceBytes;
  /** Name to find it again in the results; one is made where it is missing, taken, or no plain name. */
  readonly fileName?: string | undefined;
}

export interface PackingOptions {
  readonly store: PartStore;
  readonly key: SymmetricKey;
  /** Names the parts. */
  readonly id: string;
  readonly compressionType: BatchCompression;
  /** 1 (fast) to 9 (small). */
  readonly level: number | undefined;
  readonly mostInvoices: number;
  readonly partBytes: number | undefined;
  readonly maxInvoiceBytes: number | undefined;
  readonly signal: AbortSignal | undefined;
  readonly onInvoice: (count: number) => void;
}

/** An invoice that did not go in, and why. */
export interface NotPacked {
  readonly index: number;
  readonly fileName: string;
  readonly invoiceHash: string;
  readonly error: KsefError;
}

export interface Packed {
  readonly sizeBytes: number;
  readonly hash: string;
  readonly parts: readonly BatchPart[];
  readonly invoices: readonly PackedInvoice[];
  readonly notPacked: readonly NotPacked[];
}

/** After so many refused invoices a package is ended, so that they are told. */
const mostNotPacked = 10_000;

/** Packs until the package is full or the source ends. Leaves no part behind where it fails. */
export async function packInvoices(
  source: InvoiceSource<InvoiceToPack>,
  options: PackingOptions,
): Promise<Packed> {
  const { store, key, id, compressionType, level, signal } = options;
  const partBytes = Math.min(options.partBytes ?? batchPartMaxSizeBytes, batchPartMaxSizeBytes);
  const mostBytes = Math.min(
    batchFileMaxSizeBytes,
    batchFileMaxParts * partBytes,
    mostArchiveBytes[compressionType],
  );
  const parts = new EncryptedParts(store, key, partBytes, (ordinal) => `${id}-${ordinal}`);
  const archive = archiveWriter(compressionType, level === undefined ? {} : { level });
  const names = new Set<string>();
  const invoices: PackedInvoice[] = [];
  const notPacked: NotPacked[] = [];
  try {
    while (invoices.length < options.mostInvoices && notPacked.length < mostNotPacked) {
      const next = await source.next(signal);
      if (!next) break;
      const { item, index } = next;
      const content = await bytesOf(item, signal);
      const fileName = nameOf(item.fileName, index, names);
      names.add(fileName);
      const invoice = { index, fileName, invoiceHash: await sha256(content) };
      const error = localProblem(content, options.maxInvoiceBytes);
      if (error) {
        notPacked.push({ ...invoice, error });
        continue;
      }
      if (invoices.length > 0 && archive.sizeWith(content.length) > mostBytes) {
        source.giveBack(next);
        break;
      }
      invoices.push(invoice);
      await parts.write(await archive.add({ name: fileName, content }));
      options.onInvoice(invoices.length);
    }
    await parts.write(await archive.end());
    const whole = await parts.end();
    if (invoices.length === 0) await parts.discard();
    return { ...whole, parts: parts.parts, invoices, notPacked };
  } catch (error) {
    await parts.discard();
    throw error;
  }
}

/** A name that no path can be made of, and that no other invoice of the package has. */
function nameOf(wanted: string | undefined, index: number, taken: ReadonlySet<string>): string {
  const isPlain = wanted !== undefined && /^[\w-][\w.-]{0,79}$/.test(wanted);
  const base = isPlain ? wanted : `${String(index + 1).padStart(6, '0')}.xml`;
  let name = base;
  for (let number = index + 1; taken.has(name); number++) name = `${number}-${base}`;
  return name;
}
