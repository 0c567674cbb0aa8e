/**
 * Many small files of a ZIP unpacked by one call: as members of one GZIP file, whose reader compares the size and the
 * CRC-32 of each. A call for every file of five kilobytes costs as much again as unpacking it.
 */
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';
import type { ByteSource } from './archive-reader.ts';
import { packedBytesOf, type UnpackedFile, unpackEntry, type ZipEntry } from './zip-entries.ts';

/** A group of more than one file has no more bytes than this, unpacked. */
const groupBytes = 500_000;
/** Groups that wait for the thread pool or are in it; who reads them may look after it seldom. */
const groupsAtOnce = 16;

type Gunzip = (packed: Uint8Array, room: { maxOutputLength: number; chunkSize: number }) => Promise<Buffer>;
const onTheSpot: Gunzip = async (packed, room) => gunzipSync(packed, room);
const inThePool: Gunzip = promisify(gunzip);

/**
 * Unpacks files, some at a time; never more of one than the directory says of it. The bytes of a group are taken away
 * when the next group is asked for, or no more of them.
 * @throws {ArchiveError} `entry-unreadable`, for the first that cannot be unpacked
 */
export async function* unpackEntries(
  source: ByteSource,
  entries: readonly ZipEntry[],
): AsyncGenerator<UnpackedFile[], void, void> {
  const room = new Room();
  for (const group of groups(entries)) {
    const files = await unpackGroup(source, group, await packedTogether(source, group, room), onTheSpot);
    try {
      yield files;
    } finally {
      letGo(files);
    }
  }
}

/**
 * Unpacks files in the thread pool, only to see whether they can be; other work goes on meanwhile. They are read in their
 * order, one group after another, as a source may have to decrypt what is elsewhere.
 * @throws {ArchiveError} `entry-unreadable`, for the first that cannot be unpacked
 */
export async function testEntries(source: ByteSource, entries: readonly ZipEntry[]): Promise<void> {
  const failures: { place: number; reason: unknown }[] = [];
  const rooms = Array.from({ length: groupsAtOnce }, () => new Room());
  const testing = new Set<Promise<void>>();
  let place = 0;
  for (const group of groups(entries)) {
    if (rooms.length === 0) await Promise.race(testing);
    // Those before it are tested already, and what comes after it is not told.
    if (failures.length > 0) break;
    const room = rooms.pop() as Room;
    const own = place++;
    const together = await packedTogether(source, group, room);
    const test = unpackGroup(source, group, together, inThePool)
      .then(letGo, (reason: unknown) => {
        failures.push({ place: own, reason });
      })
      .finally(() => {
        rooms.push(room);
        testing.delete(test);
      });
    testing.add(test);
  }
  await Promise.all(testing);
  const [first] = failures.sort((one, other) => one.place - other.place);
  if (first) throw first.reason;
}

function* groups(entries: readonly ZipEntry[]): Generator<ZipEntry[], void, void> {
  let group: ZipEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    if (group.length > 0 && bytes + entry.sizeBytes > groupBytes) {
      yield group;
      group = [];
      bytes = 0;
    }
    group.push(entry);
    bytes += entry.sizeBytes;
  }
  if (group.length > 0) yield group;
}

async function unpackGroup(
  source: ByteSource,
  entries: readonly ZipEntry[],
  together: PackedTogether | undefined,
  gunzip: Gunzip,
): Promise<UnpackedFile[]> {
  const unpacked = together && (await unpackTogether(entries, together, gunzip));
  if (unpacked) return unpacked;
  const files: UnpackedFile[] = [];
  for (const entry of entries) {
    const { bytes, deflated } = await unpackEntry(source, entry);
    // A copy, because the source may give a view of what it reads next.
    files.push({ bytes, deflated: deflated && Uint8Array.from(deflated) });
  }
  return files;
}

/** A piece of memory that is used again and again. */
class Room {
  #bytes = Buffer.alloc(0);

  of(length: number): Buffer {
    if (this.#bytes.length < length) this.#bytes = Buffer.allocUnsafeSlow(length);
    return this.#bytes.subarray(0, length);
  }
}

/**
 * Frees what a group was unpacked to. Left to the collector of garbage it would wait for a collection of everything, and
 * cause one for every few megabytes: a fifth of the time of reading a package.
 */
function letGo([file]: readonly UnpackedFile[]): void {
  // Smaller ones may lie beside others in a pool.
  if (file && file.bytes.buffer.byteLength > Buffer.poolSize) (file.bytes.buffer as ArrayBuffer).transfer(0);
}

/** What every member begins with: DEFLATE, no flags, no time. */
const memberHead = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
const memberMagic = memberHead.subarray(0, 3);
const memberTailBytes = 8;

/** A group as one GZIP file. */
interface PackedTogether {
  readonly members: Uint8Array;
  /** What each file is packed to, in it. */
  readonly deflated: readonly Buffer[];
  readonly unpackedBytes: number;
}

/** Reads a group; undefined where any of its files has to be looked at by itself. */
async function packedTogether(
  source: ByteSource,
  entries: readonly ZipEntry[],
  room: Room,
): Promise<PackedTogether | undefined> {
  if (!entries.every(({ isReadable, isDeflated }) => isReadable && isDeflated)) return undefined;
  const unpackedBytes = entries.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const packedBytes = entries.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  // One file that is larger than a group, and more bytes than deflate makes of so few.
  if (unpackedBytes > groupBytes || packedBytes > 2 * groupBytes) return undefined;
  const members = room.of(packedBytes + entries.length * (memberHead.length + memberTailBytes));
  const deflated: Buffer[] = [];
  let length = 0;
  for (const entry of entries) {
    let packed: Uint8Array | undefined;
    try {
      const soon = packedBytesOf(source, entry);
      packed = soon instanceof Promise ? await soon : soon;
    } catch {
      // Told of the file, once it is looked at by itself.
    }
    if (packed === undefined) return undefined;
    length += memberHead.copy(members, length);
    members.set(packed, length);
    const copy = members.subarray(length, length + packed.length);
    // Where another member seems to begin inside of a file, that could hide what the file is packed to.
    if (copy.includes(memberMagic)) return undefined;
    deflated.push(copy);
    length = members.writeUInt32LE(entry.crc32, length + packed.length);
    length = members.writeUInt32LE(entry.sizeBytes, length);
  }
  return { members, deflated, unpackedBytes };
}

/** The files of a group; undefined where one of them cannot be unpacked. */
async function unpackTogether(
  entries: readonly ZipEntry[],
  { members, deflated, unpackedBytes }: PackedTogether,
  gunzip: Gunzip,
): Promise<UnpackedFile[] | undefined> {
  const most = unpackedBytes + 1;
  const bytes = await gunzip(members, { maxOutputLength: most, chunkSize: Math.max(most, 64) }).catch(
    () => undefined,
  );
  if (bytes?.length !== unpackedBytes) return undefined;
  let start = 0;
  return entries.map(({ sizeBytes }, index) => {
    start += sizeBytes;
    return { bytes: bytes.subarray(start - sizeBytes, start), deflated: deflated[index] ?? null };
  });
}
