/** Packing batches for benchmarks. */
import { archiveWriter } from '@kwit/archive';
import { encryptContent, newSymmetricKey, type SymmetricKey, sha256Base64 } from '@kwit/crypto';
import { filePartStore } from '@kwit/ksef-client';
import { packInvoices } from '../../packages/ksef-client/src/batch/pack-invoices.ts';
import { InvoiceSource } from '../../packages/ksef-client/src/invoice-source.ts';

/** Archive, hashes, encryption and files on the disk: what `sendBatch` does before it opens the session. */
export async function packIntoFolder(documents: readonly Uint8Array[], folder: string): Promise<void> {
  const source = new InvoiceSource(documents.map((bytes) => ({ bytes })));
  const { invoices: packed } = await packInvoices(source, {
    store: await filePartStore(folder),
    key: newSymmetricKey(),
    id: 'bench',
    compressionType: 'Zip',
    level: undefined,
    mostInvoices: documents.length,
    partBytes: undefined,
    maxInvoiceBytes: undefined,
    signal: undefined,
    onInvoice: () => {},
  });
  if (packed.length !== documents.length) throw new Error(`only ${packed.length} were packed`);
}

/** A ZIP archive of documents in memory; the files are named by their places. */
export async function packed(documents: readonly Uint8Array[]): Promise<Buffer> {
  const writer = archiveWriter('Zip');
  const pieces: Uint8Array[] = [];
  for (const [index, content] of documents.entries()) {
    pieces.push(await writer.add({ name: `${index + 1}.xml`, content }));
  }
  return Buffer.concat([...pieces, await writer.end()]);
}

export interface PackedBatch {
  readonly key: SymmetricKey;
  readonly parts: readonly Uint8Array<ArrayBuffer>[];
  readonly batchFile: {
    fileSize: number;
    fileHash: string;
    fileParts: { ordinalNumber: number; fileSize: number; fileHash: string }[];
  };
}

/** Cuts an archive into parts and encrypts them. */
export function cutAndEncrypted(archive: Uint8Array, count: number): PackedBatch {
  const key = newSymmetricKey();
  const length = Math.ceil(archive.length / count);
  const parts = Array.from({ length: count }, (_, index) =>
    Uint8Array.from(encryptContent(archive.subarray(index * length, (index + 1) * length), key)),
  );
  return {
    key,
    parts,
    batchFile: {
      fileSize: archive.length,
      fileHash: sha256Base64(archive),
      fileParts: parts.map((part, index) => ({
        ordinalNumber: index + 1,
        fileSize: part.length,
        fileHash: sha256Base64(part),
      })),
    },
  };
}
