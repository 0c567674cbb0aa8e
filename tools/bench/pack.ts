/** Packing a batch for benchmarks: archive, digests, encryption, all in memory. */
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { encryptContent, newSymmetricKey, type SymmetricKey, sha256Base64 } from '@kwit/crypto';

const deflate = promisify(deflateRaw);
/** Files that are compressed at once. */
const filesAtOnce = 64;

/** A ZIP archive of documents; the files are named by their places. */
export async function packed(documents: readonly Uint8Array[]): Promise<Buffer> {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let size = 0;
  for (let first = 0; first < documents.length; first += filesAtOnce) {
    const group = documents.slice(first, first + filesAtOnce);
    const contents = await Promise.all(group.map((document) => deflate(document)));
    for (const [index, content] of contents.entries()) {
      const name = Buffer.from(`${first + index + 1}.xml`);
      const document = group[index] ?? new Uint8Array();
      const fields = Buffer.alloc(26);
      fields.writeUInt16LE(20, 0);
      fields.writeUInt16LE(8, 4);
      fields.writeUInt16LE(0x21, 8);
      fields.writeUInt32LE(crc32(document), 10);
      fields.writeUInt32LE(content.length, 14);
      fields.writeUInt32LE(document.length, 18);
      fields.writeUInt16LE(name.length, 22);
      const place = Buffer.alloc(14);
      place.writeUInt32LE(size, 10);
      directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, place, name);
      const file = [Buffer.from('PK\x03\x04', 'latin1'), fields, name, content];
      files.push(...file);
      size += file.reduce((sum, { length }) => sum + length, 0);
    }
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(documents.length, 8);
  end.writeUInt16LE(documents.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(size, 16);
  return Buffer.concat([...files, ...directory, end]);
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
