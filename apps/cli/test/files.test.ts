import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { example, invoiceFile, kwit, launcher, temporaryFolder } from './harness.ts';

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

describe('kwit validate', () => {
  it('finds the examples valid, as JSON and as XML', async () => {
    const { code, objects } = await kwit(['validate', '--json', example('.')]);
    expect(code).toBe(0);
    expect(objects.length).toBeGreaterThan(10);
    for (const object of objects)
      expect(object).toMatchObject({ status: 'valid', ksefNumber: null, upo: null });
  });

  it('names file, line, path, code and remedy of every problem in XML', async () => {
    const file = join(temporaryFolder(), 'wrong.xml');
    const text = readFileSync(example('vat-invoice.xml'), 'utf8')
      .replace('<NIP>2222222222</NIP>', '<NIP>2222222223</NIP>')
      .replace('<KodWaluty>PLN</KodWaluty>', '<KodWaluty>ZŁOTY</KodWaluty>')
      .replace('<JST>2</JST>', '<JST>7</JST>');
    writeFileSync(file, text);
    const { code, objects } = await kwit(['validate', '--json', file]);
    expect(code).toBe(1);
    const problems = objects[0]?.problems as {
      path: string;
      line: number;
      code: string;
      remedy: { pl: string };
    }[];
    const schema = problems.filter((problem) => problem.code.startsWith('xsd-'));
    expect(schema.length).toBeGreaterThanOrEqual(2);
    for (const problem of schema) {
      expect(problem.line).toBeGreaterThan(0);
      expect(problem.path).toContain('/Faktura');
      expect(problem.remedy.pl).not.toBe('');
    }
    const human = await kwit(['validate', '--lang', 'pl', file]);
    expect(human.code).toBe(1);
    expect(human.stdout).toContain(`${file}:`);
    expect(human.stdout).toContain('błąd');
    expect(human.stdout).toContain('→');
  });

  it('holds XML against the rules, and with --schema-only against the schema alone', async () => {
    const file = join(temporaryFolder(), 'nip.xml');
    const text = readFileSync(example('vat-invoice.xml'), 'utf8');
    writeFileSync(file, text.replace('<NIP>2222222222</NIP>', '<NIP>2222222223</NIP>'));
    const rules = await kwit(['validate', '--json', file]);
    const schema = await kwit(['validate', '--json', '--schema-only', file]);
    expect(rules.code).toBe(1);
    const line = text.slice(0, text.indexOf('<NIP>2222222222</NIP>')).split('\n').length;
    expect(rules.objects[0]?.problems).toContainEqual(
      expect.objectContaining({ code: 'NIP-CHECKSUM', line }),
    );
    expect(schema.code).toBe(0);
    expect(schema.objects[0]).toMatchObject({ status: 'valid', problems: [] });
  });

  it('judges a document by its own format; read tells which one it takes', async () => {
    const file = join(temporaryFolder(), 'fa2.xml');
    const text = readFileSync(example('vat-invoice.xml'), 'utf8')
      .replace('2025/06/25/13775', '2023/06/29/12648')
      .replace('kodSystemowy="FA (3)"', 'kodSystemowy="FA (2)"')
      .replace('<WariantFormularza>3<', '<WariantFormularza>2<')
      .replace('<JST>2</JST><GV>2</GV>', '');
    writeFileSync(file, text);
    expect((await kwit(['validate', file])).code).toBe(0);
    writeFileSync(file, text.replace('<P_12>23<', '<P_12>24<'));
    expect((await kwit(['validate', file])).stdout).toContain('xsd-enumeration');
    const { code, stderr, stdout } = await kwit(['read', file]);
    expect([code, stdout + stderr]).toEqual([
      1,
      expect.stringContaining('of the format FA(2); expected is FA(3)'),
    ]);
  });

  it('visits each folder once, wherever links lead, and tells of one with nothing in it', async () => {
    const folder = temporaryFolder();
    const empty = join(folder, 'empty');
    mkdirSync(join(folder, 'deeper'));
    mkdirSync(empty);
    copyFileSync(example('vat-invoice.xml'), join(folder, 'deeper', 'a.xml'));
    symlinkSync('..', join(folder, 'deeper', 'up'));
    symlinkSync('..', join(folder, 'deeper', 'again'));
    symlinkSync(join(folder, 'deeper', 'a.xml'), join(folder, 'linked.xml'));
    const { code, objects } = await kwit(['validate', '--json', folder]);
    expect([code, objects.map(({ file }) => file)]).toEqual([
      0,
      [join(folder, 'deeper', 'a.xml'), join(folder, 'linked.xml')],
    ]);
    const both = await kwit(['validate', empty, join(folder, 'linked.xml')]);
    expect([both.code, both.stdout]).toEqual([1, expect.stringContaining('nothing-to-check')]);
  });

  it('points problems of JSON into the JSON', async () => {
    const { file } = invoiceFile({ extra: { lines: [{ name: 'A', quantity: 1, vatRate: '99' }] } });
    const { code, objects } = await kwit(['validate', '--json', file]);
    expect(code).toBe(1);
    const problems = objects[0]?.problems as { path: string; line: number }[];
    expect(problems.map((problem) => problem.path)).toContain('lines[0].vatRate');
    for (const problem of problems) expect(problem.line).toBeGreaterThan(1);
  });

  it('checks every JSON and XML file of a folder, and goes on after a broken one', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'deeper'));
    invoiceFile({ folder });
    invoiceFile({ folder: join(folder, 'deeper') });
    writeFileSync(join(folder, 'broken.json'), '{');
    writeFileSync(join(folder, 'notes.txt'), 'not an invoice');
    const { code, objects, stderr } = await kwit(['validate', '--json', folder]);
    expect(code).toBe(1);
    expect(objects.map((object) => object.status).sort()).toEqual(['invalid', 'valid', 'valid']);
    expect(stderr).toBe('');
  });

  it('says that a folder holds nothing to check', async () => {
    const { code, stderr } = await kwit(['validate', temporaryFolder()]);
    expect(code).toBe(1);
    expect(stderr).toContain('No JSON or XML file');
  });
});

describe('kwit build and kwit read', () => {
  it('builds XML that is valid, and reads it back', async () => {
    const folder = temporaryFolder();
    const output = join(folder, 'invoice.xml');
    const built = await kwit(['build', '--json', example('vat-invoice.json'), '-o', output]);
    expect(built.code).toBe(0);
    expect(built.objects[0]).toMatchObject({ status: 'built', output, problems: [] });
    expect((await kwit(['validate', output])).code).toBe(0);
    const read = await kwit(['read', '--json', output]);
    expect(read.objects[0]).toMatchObject({
      number: 'DEMO/VAT/1',
      invoice: { seller: { nip: '1111111111' }, gross: '1560.22', currency: 'PLN' },
    });
    const human = await kwit(['read', output, '--lang', 'pl']);
    expect(human.stdout).toContain('Sprzedawca: Demo Sp. z o.o., NIP 1111111111');
  });

  it('writes the document to standard output, and nothing else', async () => {
    const { stdout, code } = await kwit(['build', example('exempt.json')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^<\?xml [^>]*>\s*<Faktura/);
    expect(stdout.trimEnd()).toMatch(/<\/Faktura>$/);
  });

  it('never replaces a file silently', async () => {
    const output = join(temporaryFolder(), 'invoice.xml');
    writeFileSync(output, 'mine');
    const refused = await kwit(['build', example('exempt.json'), '-o', output]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('already exists');
    expect(readFileSync(output, 'utf8')).toBe('mine');
    const replaced = await kwit(['build', example('exempt.json'), '-o', output, '--overwrite']);
    expect(replaced.code).toBe(0);
    expect(readFileSync(output, 'utf8')).toContain('<Faktura');
  });

  it('writes nothing where the invoice is not right', async () => {
    const folder = temporaryFolder();
    const { file } = invoiceFile({ seller: '1111111112' });
    const { code, stdout } = await kwit(['build', file, '-o', join(folder, 'out.xml')]);
    expect(code).toBe(1);
    expect(stdout).toContain('seller.nip');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('files that are no invoices', () => {
  const folder = temporaryFolder();
  const place = (name: string) => join(folder, name);
  beforeAll(() => {
    writeFileSync(place('broken.json'), '{\n  "number": "1",\n  "seller" {}\n}');
    writeFileSync(place('empty.json'), '');
    writeFileSync(place('blank.xml'), ' \n ');
    writeFileSync(place('page.xml'), '<html><body/></html>');
    writeFileSync(place('cut.xml'), '<Faktura xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"><Nag');
    writeFileSync(
      place('doctype.xml'),
      '<?xml version="1.0"?><!DOCTYPE Faktura [<!ENTITY x SYSTEM "file:///etc/passwd">]><Faktura>&x;</Faktura>',
    );
    writeFileSync(place('picture.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10]));
    writeFileSync(place('random.xml'), Buffer.from([0xff, 0xfe, 0x00, 0x3c, 0x80]));
  });

  it.each([
    ['broken.json', 'json-syntax', ':3:'],
    ['empty.json', 'file-empty', 'is empty'],
    ['blank.xml', 'file-empty', 'is empty'],
    ['page.xml', '', 'page.xml'],
    ['cut.xml', '', 'cut.xml'],
    ['doctype.xml', '', 'DOCTYPE'],
    ['picture.png', 'file-kind-unknown', 'neither JSON nor XML'],
    ['random.xml', '', 'random.xml'],
    ['missing.xml', 'file-missing', 'There is no'],
  ])('%s is told to be wrong by validate', async (name, problemCode, message) => {
    const { code, stdout, stderr } = await kwit(['validate', place(name)]);
    expect(code).toBe(1);
    expect(stdout).toContain(problemCode);
    expect(stdout).toContain(message);
    expect(stdout + stderr).not.toMatch(/^ {4}at |root:/m);
  });

  it('a folder instead of a file', async () => {
    const { code, stderr } = await kwit(['read', folder]);
    expect(code).toBe(1);
    expect(stderr).toContain('is a folder');
  });

  it.each(['page.xml', 'cut.xml', 'doctype.xml', 'random.xml'])(
    '%s is told to be wrong by read',
    async (name) => {
      const { code, stderr } = await kwit(['read', place(name)]);
      expect(code).toBe(1);
      expect(stderr).toContain('kwit:');
      expect(stderr).not.toMatch(/fault of its own|^ {4}at /m);
    },
  );

  it.runIf(isRoot)('a file without permission', async () => {
    const file = place('locked.xml');
    writeFileSync(file, '<a/>');
    chmodSync(file, 0o600);
    chmodSync(folder, 0o755);
    const { code, stdout } = await kwit(['validate', file], { uid: nobody });
    expect(code).toBe(1);
    expect(stdout).toContain('file-denied');
  });

  it('a reader that goes away is no error', async () => {
    const child = spawn(process.execPath, [launcher, 'validate', ...Array(300).fill(place('empty.json'))], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (part) => {
      stderr += part;
    });
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((done) => child.on('close', done));
    expect(stderr).toBe('');
    expect(code).toBe(1);
  });
});

describe('a disk that cannot be written', () => {
  it.runIf(existsSync('/dev/full'))('a full disk under standard output is no crash', async () => {
    const child = spawn('sh', [
      '-c',
      `"$0" "$1" build "$2" > /dev/full`,
      process.execPath,
      launcher,
      example('exempt.json'),
    ]);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (part) => {
      stderr += part;
    });
    const code = await new Promise((done) => child.on('close', done));
    expect(code).toBe(1);
    expect(stderr).toContain('The disk is full');
  });

  it.runIf(isRoot)('a read-only folder', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    const { code, stderr } = await kwit(['build', example('exempt.json'), '-o', join(folder, 'out.xml')], {
      uid: nobody,
    });
    expect(code).toBe(1);
    expect(stderr).toContain('No permission');
  });
});
