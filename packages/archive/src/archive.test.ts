import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import tar from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { ArchiveError } from './archive-error.ts';
import { type ByteSource, type ReadLimits, readArchive } from './archive-reader.ts';
import { type ArchiveKind, archiveWriter, type FileToPack } from './archive-writer.ts';
import { zipWriterOnWeb } from './web/index.ts';
import { unpackEntry, type ZipEntry, zipEntries } from './zip-entries.ts';
import { testEntries, unpackEntries } from './zip-groups.ts';

const kinds = ['Zip', 'TarGz'] as const;
const bytesOf = (text: string) => new TextEncoder().encode(text);

async function packed(kind: ArchiveKind, files: readonly FileToPack[]): Promise<Buffer> {
  const writer = archiveWriter(kind);
  const pieces: Uint8Array[] = [];
  for (const file of files) {
    const bound = writer.sizeWith(file.content.length);
    pieces.push(await writer.add(file));
    expect(writer.sizeBytes).toBeLessThanOrEqual(bound);
  }
  pieces.push(await writer.end());
  const archive = Buffer.concat(pieces);
  expect(writer.sizeBytes).toBe(archive.length);
  return archive;
}

const inMemory = (bytes: Uint8Array): ByteSource => ({
  sizeBytes: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
});

async function listed(archive: Uint8Array): Promise<ZipEntry[]> {
  const listed: ZipEntry[] = [];
  for await (const entries of zipEntries(inMemory(archive))) listed.push(...entries);
  return listed;
}

const limits: ReadLimits = { mostFiles: 1000, mostFileBytes: 1_000_000 };

async function unpacked(kind: ArchiveKind, archive: Uint8Array, within = limits) {
  const files: [string, string][] = [];
  for await (const { name, content } of readArchive(kind, inMemory(archive), within))
    files.push([name, Buffer.from(await content()).toString()]);
  return files;
}

const failure = async (kind: ArchiveKind, archive: Uint8Array, within = limits) => {
  try {
    await unpacked(kind, archive, within);
  } catch (error) {
    if (error instanceof ArchiveError) return error.code;
    throw error;
  }
  return undefined;
};

describe.each(kinds)('%s', (kind) => {
  test('what is written is read again, whatever it is', async () => {
    const file = fc.record({
      name: fc.stringMatching(/^[a-zA-Z0-9_ąćę-]{1,30}\.xml$/),
      content: fc.oneof(fc.uint8Array({ maxLength: 3000 }), fc.constant(Buffer.alloc(700_000, 'ą'))),
    });
    const check = async (files: { name: string; content: Uint8Array }[]) => {
      const archive = await packed(kind, files);
      expect(await unpacked(kind, archive)).toEqual(
        files.map(({ name, content }) => [name, Buffer.from(content).toString()]),
      );
    };
    await fc.assert(fc.asyncProperty(fc.array(file, { maxLength: 30 }), check), { numRuns: 40 });
  });

  test('files that are compressed already are taken over, and found so again', async () => {
    const files = ['', 'abc', 'zażółć '.repeat(1000)].map((text, at) => ({ name: `${at}.xml`, text }));
    const writer = archiveWriter(kind);
    const pieces: Uint8Array[] = [];
    for (const { name, text } of files) {
      const content = bytesOf(text);
      const deflated = deflateRawSync(content, { level: 9 });
      pieces.push(
        await writer.addDeflated({ name, deflated, sizeBytes: content.length, crc32: crc32(content) }),
      );
    }
    const archive = Buffer.concat([...pieces, await writer.end()]);
    expect(await unpacked(kind, archive)).toEqual(files.map(({ name, text }) => [name, text]));
    if (kind === 'TarGz') return;
    for (const entry of await listed(archive)) {
      const { bytes, deflated } = await unpackEntry(inMemory(archive), entry);
      expect(Buffer.from(deflated ?? [])).toEqual(deflateRawSync(bytes, { level: 9 }));
    }
  });

  test('an archive that is cut off or damaged is refused, never half-believed', async () => {
    const files = Array.from({ length: 20 }, (_, at) => ({
      name: `${at}.xml`,
      content: bytesOf(`<Faktura>${at}</Faktura>`.repeat(200)),
    }));
    const archive = await packed(kind, files);
    for (const length of [0, 1, 10, archive.length >> 1, archive.length - 1]) {
      expect(await failure(kind, archive.subarray(0, length))).toMatch(/unreadable/);
    }
    const damaged = Buffer.from(archive);
    damaged.fill(0xff, 60, 90);
    expect(await failure(kind, damaged)).toMatch(/unreadable/);
  });

  test('more or larger files than allowed, and names that lead elsewhere, are refused', async () => {
    const two = await packed(kind, [
      { name: 'a.xml', content: bytesOf('a') },
      { name: 'b.xml', content: bytesOf('b'.repeat(100)) },
    ]);
    expect(await failure(kind, two, { ...limits, mostFiles: 1 })).toBe('too-many-entries');
    expect(await failure(kind, two, { ...limits, mostFileBytes: 99 })).toBe('entry-too-large');
    expect(await failure(kind, two, { ...limits, mostBytes: 100 })).toBe('too-large');
    for (const name of ['', '../a.xml', '/a.xml', 'a/../../b.xml', 'C:a.xml', 'a\0b', 'a'.repeat(101)]) {
      await expect(packed(kind, [{ name, content: bytesOf('') }])).rejects.toMatchObject({
        code: 'entry-name',
      });
    }
  });
});

test('a ZIP is read by other programs', async () => {
  const archive = await packed('Zip', [
    { name: 'faktura ą.xml', content: bytesOf('zażółć '.repeat(1000)) },
    { name: 'empty', content: bytesOf('') },
  ]);
  const folder = mkdtempSync(join(tmpdir(), 'kwit-archive-'));
  try {
    writeFileSync(join(folder, 'a.zip'), archive);
    const script = `import zipfile; z = zipfile.ZipFile('a.zip'); assert z.testzip() is None; print(z.namelist())`;
    if (spawnSync('python3', ['--version']).status !== 0) return;
    const listed = execFileSync('python3', ['-c', script], { cwd: folder, encoding: 'utf8' });
    expect(listed.trim()).toBe("['faktura ą.xml', 'empty']");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a TarGz is what tar-stream would have written, and a link in one is refused', async () => {
  const archive = await packed('TarGz', [{ name: 'a.xml', content: bytesOf('abc') }]);
  const pack = tar.pack();
  pack.entry({ name: 'a.xml', mtime: new Date(0) }, 'abc');
  pack.finalize();
  const theirs: Uint8Array[] = [];
  for await (const piece of pack) theirs.push(piece as Uint8Array);
  expect(gunzipSync(archive).subarray(512)).toEqual(Buffer.concat(theirs).subarray(512));

  const linked = tar.pack();
  linked.entry({ name: 'a.xml', type: 'symlink', linkname: '/etc/passwd' });
  linked.finalize();
  const { gzipSync } = await import('node:zlib');
  const bytes: Uint8Array[] = [];
  for await (const piece of linked) bytes.push(piece as Uint8Array);
  expect(await failure('TarGz', gzipSync(Buffer.concat(bytes)))).toBe('entry-kind');
});

/** Their directory is not read by one look at the end of the archive. */
const thousands = Array.from({ length: 1501 }, (_, at) => ({ name: `${at}.xml`, content: bytesOf(`${at}`) }));

test('a ZIP of thousands of files is listed in its order, and in pieces', async () => {
  const archive = await packed('Zip', thousands);
  expect((await listed(archive)).map(({ name }) => name)).toEqual(thousands.map(({ name }) => name));
  const pieces: number[] = [];
  for await (const entries of zipEntries(inMemory(archive))) pieces.push(entries.length);
  expect(pieces.length).toBeGreaterThan(1);
  expect(Math.max(...pieces)).toBeLessThan(thousands.length);
});

test('of a ZIP whose directory is damaged, the entries before that are listed', async () => {
  const archive = await packed('Zip', [
    { name: 'first.xml', content: bytesOf('1') },
    { name: 'second.xml', content: bytesOf('2') },
  ]);
  const damaged = Buffer.from(archive);
  damaged.write('XX', damaged.lastIndexOf('PK\x01\x02'));
  const found: string[] = [];
  const list = async () => {
    for await (const entries of zipEntries(inMemory(damaged))) found.push(...entries.map(({ name }) => name));
  };
  await expect(list()).rejects.toMatchObject({ code: 'unreadable' });
  expect(found).toEqual(['first.xml']);
});

test('a source that cannot be read while a ZIP is listed is told', async () => {
  const archive = await packed('Zip', thousands);
  const directory = Buffer.from(archive).indexOf('PK\x01\x02');
  const { sizeBytes, read } = inMemory(archive);
  const failing: ByteSource = {
    sizeBytes,
    read: async (start, end) => {
      if (start === directory) throw new Error('the disk is gone');
      return read(start, end);
    },
  };
  const list = async () => {
    for await (const _ of zipEntries(failing));
  };
  await expect(list()).rejects.toMatchObject({ code: 'unreadable', cause: { message: 'the disk is gone' } });
});

describe('files of a ZIP that are unpacked together', () => {
  async function together(archive: Uint8Array, entries: readonly ZipEntry[]) {
    const files: { bytes: Uint8Array; deflated: Uint8Array | null }[] = [];
    for await (const group of unpackEntries(inMemory(archive), entries)) {
      for (const { bytes, deflated } of group) {
        files.push({ bytes: Uint8Array.from(bytes), deflated: deflated && Uint8Array.from(deflated) });
      }
    }
    return files;
  }
  /** A ZIP of files that are packed already, whatever they are packed to. */
  async function zipOf(files: readonly { content: Uint8Array; deflated?: Uint8Array }[]): Promise<Buffer> {
    const writer = archiveWriter('Zip');
    const pieces: Uint8Array[] = [];
    for (const [at, { content, deflated = deflateRawSync(content) }] of files.entries()) {
      const file = { name: `${at}.xml`, deflated, sizeBytes: content.length, crc32: crc32(content) };
      pieces.push(await writer.addDeflated(file));
    }
    return Buffer.concat([...pieces, await writer.end()]);
  }
  const numbered = (count: number, size: number) =>
    Array.from({ length: count }, (_, at) => ({ content: Buffer.alloc(size + at, `${at} zażółć `) }));

  test.each([
    { count: 0, size: 0 },
    { count: 3, size: 0 },
    { count: 300, size: 5000 },
    { count: 3, size: 400_000 },
    { count: 2, size: 1_500_000 },
  ])('are the same as one by one: $count of $size bytes', async ({ count, size }) => {
    const files = numbered(count, size);
    const archive = await zipOf(files);
    const entries = await listed(archive);
    await testEntries(inMemory(archive), entries);
    const found = await together(archive, entries);
    expect(found.map(({ bytes }) => crc32(bytes))).toEqual(files.map(({ content }) => crc32(content)));
    expect(found.map(({ deflated }) => crc32(deflated ?? ''))).toEqual(
      files.map(({ content }) => crc32(deflateRawSync(content))),
    );
  });

  test('free their memory when the next are asked for, or no more', async () => {
    const archive = await zipOf(numbered(300, 5000));
    const groups = unpackEntries(inMemory(archive), await listed(archive));
    const { value: first } = await groups.next();
    expect(first?.[0]?.bytes.length).toBe(5000);
    const { value: second } = await groups.next();
    expect(first?.[0]?.bytes.length).toBe(0);
    await groups.return();
    expect(second?.[0]?.bytes.length).toBe(0);
  });

  test.each([0, 1, 2])(
    'that the end of the archive does not count make it unreadable: %i of 3',
    async (counted) => {
      const archive = await zipOf(numbered(3, 100));
      archive.writeUInt16LE(counted, archive.length - 22 + 8);
      archive.writeUInt16LE(counted, archive.length - 22 + 10);
      await expect(listed(archive)).rejects.toMatchObject({ code: 'unreadable' });
    },
  );

  test.each([
    ['a\\b.xml', undefined],
    ['../.xml', 'entry-name'],
    ['/-b.xml', 'entry-name'],
    ['C:b.xml', 'entry-name'],
  ])('have their names as they are: %s', async (name, refusal) => {
    const archive = await packed('Zip', [{ name: 'a-b.xml', content: bytesOf('x') }]);
    const renamed = Buffer.from(archive.toString('latin1').replaceAll('a-b.xml', name), 'latin1');
    expect((await listed(renamed)).map((entry) => entry.name)).toEqual([name]);
    expect(await failure('Zip', renamed)).toBe(refusal);
  });

  test('the first that cannot be unpacked is told, whichever is looked at first', async () => {
    const files = numbered(500, 5000);
    const archive = await zipOf(files);
    const entries = await listed(archive);
    for (const bad of [[0], [120, 490], [499]]) {
      const damaged = Buffer.from(archive);
      for (const at of bad)
        damaged.fill(0xff, (entries[at]?.headerStart ?? 0) + 40, (entries[at]?.headerStart ?? 0) + 50);
      const failure = { code: 'entry-unreadable', entry: `${bad[0]}.xml` };
      await expect(testEntries(inMemory(damaged), entries)).rejects.toMatchObject(failure);
      await expect(together(damaged, entries)).rejects.toMatchObject(failure);
    }
  });

  test('what only looks packed is unpacked, and not handed on as if it were', async () => {
    const content = bytesOf('<Faktura/>');
    const hidden = deflateRawSync(content);
    const nothing = deflateRawSync('');
    const tail = Buffer.alloc(8);
    const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    // As a member of a GZIP file that would be two: nothing, and the document.
    const two = Buffer.concat([nothing, tail, head, hidden]);
    const archive = await zipOf([{ content }, { content, deflated: two }, { content }]);
    const entries = await listed(archive);
    await expect(together(archive, entries)).rejects.toMatchObject({ entry: '1.xml' });
    await expect(testEntries(inMemory(archive), entries)).rejects.toMatchObject({ entry: '1.xml' });

    // Bytes after the end belong to no document, so what is there is no DEFLATE of it alone.
    const long = await zipOf([{ content }, { content, deflated: Buffer.concat([hidden, tail]) }]);
    const found = await together(long, await listed(long));
    expect(found.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual(['<Faktura/>', '<Faktura/>']);
    expect(found.map(({ deflated }) => deflated !== null)).toEqual([true, false]);
  });
});

test('a ZIP made without Node.js says what one made with it says', async () => {
  const contents = ['', 'a', 'faktura '.repeat(5000), '<Faktura>żółć</Faktura>'];
  const files = contents.map((text, index) => ({ name: `${index}.xml`, content: bytesOf(text) }));
  const writer = zipWriterOnWeb({ level: 9 });
  const pieces = files.map((file) => writer.add(file) as Uint8Array);
  const archive = Buffer.concat([...pieces, writer.end() as Uint8Array]);
  expect(await unpacked('Zip', archive)).toEqual(await unpacked('Zip', await packed('Zip', files)));
});
