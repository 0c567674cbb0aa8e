/** Archives that attack whoever unpacks them: each package gets its status, and others go on meanwhile. */
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { type Company, logIn } from '../company.ts';
import { batchOutcome, encryptedParts, sendParts, zip } from '../package.ts';
import { sampleInvoice } from '../sample-invoice.ts';
import { entryOf, tarEntry, tarOf, zipOf, zipOfMany } from './archive-bytes.ts';

const issueDate = '2026-03-10';
let ksef: Ksef;
let company: Company;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', clock: `${issueDate}T11:00:00Z` });
  company = await logIn(ksef, '1111111111');
});
afterAll(() => ksef.close());

/** What becomes of an archive. */
async function outcomeOf(archive: Uint8Array, compressionType: 'Zip' | 'TarGz') {
  const prepared = await encryptedParts(company, archive);
  prepared.request.batchFile.compressionType = compressionType;
  const reference = await sendParts(company, prepared);
  expect((await company.post(`/sessions/batch/${reference}/close`)).status).toBe(204);
  const { status, successfulInvoiceCount } = await batchOutcome(company, reference);
  return { code: status.code, right: successfulInvoiceCount ?? 0 };
}
const refused = { code: 430, right: 0 };

const invoice = () => sampleInvoice({ issueDate });

describe('a ZIP archive', () => {
  it('made byte by byte is taken, where it is right', async () => {
    expect(await outcomeOf(zipOf([entryOf(invoice())]), 'Zip')).toEqual({ code: 200, right: 1 });
    expect(await outcomeOf(zipOf([entryOf(invoice())], 'a comment'), 'Zip')).toEqual({ code: 200, right: 1 });
    const stored = Buffer.from(invoice());
    const entry = entryOf(stored, { packed: stored, method: 0 });
    expect(await outcomeOf(zipOf([entry]), 'Zip')).toEqual({ code: 200, right: 1 });
  });

  it.each<[string, () => Buffer]>([
    ['entries that share their bytes', () => overlapping(5000)],
    ['an entry inside another', () => nestedEntries()],
    ['a size smaller than the file', () => zipOf([entryOf(invoice(), { size: 10 })])],
    ['a size larger than the file', () => zipOf([entryOf(invoice(), { size: 9_000_000 })])],
    ['a packed size beyond the archive', () => zipOf([entryOf(invoice(), { packedSize: 0xfffffff0 })])],
    ['another checksum', () => zipOf([entryOf(invoice(), { crc: 1 })])],
    ['a file that claims gigabytes', () => zipOf([entryOf(invoice(), { size: 0xfffffffe })])],
    ['an encrypted file', () => zipOf([entryOf(invoice(), { flags: 1 })])],
    ['an unknown compression', () => zipOf([entryOf(invoice(), { method: 93 })])],
    ['a place beyond the archive', () => zipOf([entryOf(invoice(), { at: 0x7fffffff })])],
    ['a ratio of a thousand to one', () => zipOf([entryOf(Buffer.alloc(10_000_001))])],
    ['a symbolic link', () => zipOf([entryOf('/etc/passwd', { attributes: 0xa1ff0000 })])],
    [
      'a comment that looks like an end',
      () => zipOf([entryOf(invoice())], 'PK\u0005\u0006'.padEnd(30, '\0')),
    ],
    ['nothing but an end, with a count', () => withCount(zipOf([]), 500)],
    ...['../a.xml', '/etc/passwd', 'C:\\a.xml', 'a\\..\\..\\b.xml', 'a/../../b.xml', 'a\u0000.xml'].map(
      (name): [string, () => Buffer] => [
        `the name ${JSON.stringify(name)}`,
        () => zipOf([entryOf(invoice(), { name })]),
      ],
    ),
  ])('with %s is refused', async (_, make) => {
    expect(await outcomeOf(make(), 'Zip')).toEqual(refused);
  });

  it('in an archive is no invoice', async () => {
    const inner = await zip([['a.xml', invoice()]]);
    expect(await outcomeOf(zipOf([entryOf(inner, { name: 'inner.zip' })]), 'Zip')).toEqual({
      code: 445,
      right: 0,
    });
  });

  it('may have odd names that lead nowhere', async () => {
    const names = [
      'faktura.xml',
      'faktura.xml',
      'x'.repeat(5000),
      'ą/ę/ć.xml',
      Buffer.from([0xff, 0xfe]),
      '...',
      '~',
    ];
    const archive = zipOf(names.map((name) => entryOf(invoice(), { name })));
    expect(await outcomeOf(archive, 'Zip')).toEqual({ code: 200, right: names.length });
  });
});

/** Many entries whose bytes are the same ones: small as a file, gigabytes once unpacked. */
function overlapping(count: number): Buffer {
  const bomb = entryOf(Buffer.alloc(9_000_000));
  return zipOf([bomb, ...Array.from({ length: count }, () => ({ ...bomb, at: 0 }))]);
}

/** The bytes of the first entry hold the second one with its header. */
function nestedEntries(): Buffer {
  const inner = zipOf([entryOf(invoice())]);
  const outer = entryOf(inner, { packed: inner, method: 0 });
  return zipOf([outer, { ...entryOf(invoice()), at: 35 }]);
}

function withCount(archive: Buffer, count: number): Buffer {
  archive.writeUInt16LE(count, archive.length - 12);
  archive.writeUInt16LE(count, archive.length - 14);
  return archive;
}

describe('a TarGz archive', () => {
  it('made byte by byte is taken, in one piece or in several', async () => {
    const whole = Buffer.concat([
      tarEntry(invoice()),
      tarEntry(invoice(), { name: 'b.xml' }),
      Buffer.alloc(1024),
    ]);
    expect(await outcomeOf(gzipSync(whole), 'TarGz')).toEqual({ code: 200, right: 2 });
    const others = Buffer.concat([tarEntry(invoice()), tarEntry(invoice()), Buffer.alloc(1024)]);
    const members = Buffer.concat([gzipSync(others.subarray(0, 700)), gzipSync(others.subarray(700))]);
    expect(await outcomeOf(members, 'TarGz')).toEqual({ code: 200, right: 2 });
  });

  it.each<[string, () => Buffer]>([
    ['a symbolic link', () => tarOf(tarEntry('', { type: '2', link: '/etc/passwd' }))],
    ['a hard link', () => tarOf(tarEntry('', { type: '1', link: '../../x' }))],
    ['a device', () => tarOf(tarEntry('', { type: '3' }))],
    ['a block device', () => tarOf(tarEntry('', { type: '4' }))],
    ['a pipe', () => tarOf(tarEntry('', { type: '6' }))],
    ['an unknown kind', () => tarOf(tarEntry('', { type: 'Z' }))],
    ['a size of octal nonsense', () => tarOf(tarEntry(invoice(), { size: '99999999999\0' }))],
    ['a size beyond all', () => tarOf(tarEntry(invoice(), { size: `\u00ff${'\u007f'.repeat(11)}` }))],
    ['a negative size', () => tarOf(tarEntry(invoice(), { size: `\u00ff${'\u00ff'.repeat(11)}` }))],
    ['a size larger than the archive', () => tarOf(tarEntry(invoice(), { size: '00007777777\0' }))],
    [
      'a long name of a gigabyte',
      () => tarOf(tarEntry('', { type: 'L', size: '10000000000\0' }), Buffer.alloc(50_000_000)),
    ],
    [
      'attributes of a gigabyte',
      () => tarOf(tarEntry('', { type: 'x', size: '10000000000\0' }), Buffer.alloc(50_000_000)),
    ],
    [
      'attributes for all of a gigabyte',
      () => tarOf(tarEntry('', { type: 'g', size: '10000000000\0' }), Buffer.alloc(50_000_000)),
    ],
    [
      'attributes that make a path lead out',
      () => tarOf(tarEntry('20 path=../../b.xml\n', { type: 'x' }), tarEntry(invoice())),
    ],
    [
      'attributes that claim a size',
      () => tarOf(tarEntry('22 size=99999999999999\n', { type: 'x' }), tarEntry(invoice())),
    ],
    [
      'a long name that leads out',
      () => tarOf(tarEntry(`${'../'.repeat(50)}x`, { type: 'L' }), tarEntry(invoice())),
    ],
    ['a ratio of a thousand to one', () => tarOf(tarEntry(Buffer.alloc(10_000_001)))],
    ['a damaged head', () => tarOf(Buffer.alloc(512, 0x41))],
    ['a second member that is damaged', () => damagedMember()],
  ])('with %s is refused', async (_, make) => {
    expect(await outcomeOf(make(), 'TarGz')).toEqual(refused);
  });

  it('of a million files is counted no further than it must be', async () => {
    const entry = tarEntry('', { name: 'a.xml' });
    const thousand = Buffer.concat(Array.from({ length: 1000 }, () => entry));
    const archive = gzipSync(
      Buffer.concat([...Array.from({ length: 1000 }, () => thousand), Buffer.alloc(1024)]),
      { level: 1 },
    );
    expect(await outcomeOf(archive, 'TarGz')).toEqual({ code: 420, right: 0 });
  });
});

it('a ZIP archive of a million files is counted no further than it must be', async () => {
  const entry = { name: 'a', packed: Buffer.alloc(0), size: 0, crc: 0, method: 0 };
  expect(await outcomeOf(zipOfMany(entry, 1_000_000), 'Zip')).toEqual({ code: 420, right: 0 });
});

function damagedMember(): Buffer {
  const whole = Buffer.concat([tarEntry(invoice()), tarEntry(invoice()), Buffer.alloc(1024)]);
  const second = gzipSync(whole.subarray(1024));
  second.fill(0x55, second.length >> 1, (second.length >> 1) + 8);
  return Buffer.concat([gzipSync(whole.subarray(0, 1024)), second]);
}

describe('documents in a package', () => {
  it.each([
    [
      'a billion laughs',
      `<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(1000)}"><!ENTITY c "${'&b;'.repeat(1000)}">]><Faktura>&c;</Faktura>`,
    ],
    ['an entity of a file', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><Faktura>&e;</Faktura>'],
    ['300,000 levels', '<a>'.repeat(300_000)],
    ['100,000 attributes', `<a ${Array.from({ length: 100_000 }, (_, index) => `a${index}=""`).join(' ')}/>`],
    ['bytes of no text', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
    ['nothing', ''],
  ])('%s are refused one by one', async (_, document) => {
    const archive = await zip([
      ['a.xml', document],
      ['b.xml', invoice()],
    ]);
    expect(await outcomeOf(archive, 'Zip')).toEqual({ code: 200, right: 1 });
  });
});
