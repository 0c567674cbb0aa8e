/** Archives byte by byte, also such as no library would write. */
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

export interface Entry {
  name?: string | Buffer;
  packed: Buffer;
  /** What the directory says. */
  size: number;
  packedSize?: number;
  crc: number;
  method?: number;
  flags?: number;
  attributes?: number;
  /** Place of the local header, where it is another than behind the entry before. */
  at?: number;
}

/** A ZIP archive byte by byte, with what the directory says of it, true or not. */
export function zipOf(entries: readonly Entry[], comment = ''): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    directory.push(directoryRecord(entry, entry.at ?? offset));
    if (entry.at !== undefined) continue;
    const local = localRecord(entry);
    pieces.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  return Buffer.concat([...pieces, list, endRecord(entries.length, list.length, offset, comment)]);
}

/** The same entry many times, all with the same bytes, in an archive that counts with 64 bits. */
export function zipOfMany(entry: Entry, count: number): Buffer {
  const local = localRecord(entry);
  const record = directoryRecord(entry, 0);
  const list = Buffer.alloc(count * record.length, record);
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(0x06064b50, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(list.length), 40);
  end64.writeBigUInt64LE(BigInt(local.length), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(local.length + list.length), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([local, list, end64, locator, endRecord(0xffff, list.length, local.length, '')]);
}

function localRecord({ name = 'a.xml', packed, method = 8 }: Entry): Buffer {
  const nameBytes = Buffer.from(name as string);
  const record = Buffer.alloc(30);
  record.writeUInt32LE(0x04034b50, 0);
  record.writeUInt16LE(20, 4);
  record.writeUInt16LE(method, 8);
  record.writeUInt16LE(nameBytes.length, 26);
  return Buffer.concat([record, nameBytes, packed]);
}

function directoryRecord(entry: Entry, offset: number): Buffer {
  const { name = 'a.xml', packed, size, packedSize, crc, method = 8, flags = 0, attributes = 0 } = entry;
  const nameBytes = Buffer.from(name as string);
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(0x0314, 4);
  record.writeUInt16LE(20, 6);
  record.writeUInt16LE(flags, 8);
  record.writeUInt16LE(method, 10);
  record.writeUInt32LE(crc, 16);
  record.writeUInt32LE(packedSize ?? packed.length, 20);
  record.writeUInt32LE(size, 24);
  record.writeUInt16LE(nameBytes.length, 28);
  record.writeUInt32LE(attributes, 38);
  record.writeUInt32LE(offset, 42);
  return Buffer.concat([record, nameBytes]);
}

function endRecord(count: number, listBytes: number, listStart: number, comment: string): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(listBytes, 12);
  record.writeUInt32LE(listStart, 16);
  record.writeUInt16LE(comment.length, 20);
  return Buffer.concat([record, Buffer.from(comment)]);
}

export function entryOf(content: string | Buffer, changes: Partial<Entry> = {}): Entry {
  const bytes = Buffer.from(content);
  return { packed: deflateRawSync(bytes), size: bytes.length, crc: crc32(bytes), ...changes };
}

/** One block of TAR, with the content behind it. */
export function tarEntry(
  content: string | Buffer,
  {
    name = 'a.xml',
    type = '0',
    size,
    link = '',
  }: { name?: string; type?: string; size?: string; link?: string } = {},
): Buffer {
  const bytes = Buffer.from(content);
  const block = Buffer.alloc(512);
  block.write(name, 0, 100);
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(size ?? `${bytes.length.toString(8).padStart(11, '0')}\0`, 124, 12, 'latin1');
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write(type, 156);
  block.write(link, 157, 100);
  block.write('ustar\u000000', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([block, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}
export const tarOf = (...entries: Buffer[]) => gzipSync(Buffer.concat([...entries, Buffer.alloc(1024)]));
