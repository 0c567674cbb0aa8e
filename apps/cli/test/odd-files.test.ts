import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { example, invoiceFile, kwit, temporaryFolder } from './harness.ts';

/** Whatever a terminal would obey. */
const control = /[\p{Cc}\u202e]/u;
const withoutLineEnds = (text: string) => text.replaceAll('\n', '');

describe('what is not an ordinary file', () => {
  it.runIf(existsSync('/dev/zero'))('a device is refused, not read', async () => {
    const { code, stdout } = await kwit(['validate', '/dev/zero']);
    expect(code).toBe(1);
    expect(stdout).toContain('is not an ordinary file');
  });

  it('a pipe to which nobody writes does not hold the command up', async () => {
    const pipe = join(temporaryFolder(), 'pipe.json');
    expect(spawnSync('mkfifo', [pipe]).status).toBe(0);
    const { code, objects } = await kwit(['validate', '--json', pipe]);
    expect(code).toBe(1);
    expect(objects[0]).toMatchObject({ file: pipe, problems: [{ code: 'file-not-regular' }] });
  });

  it.each(['-', '/dev/stdin'])('standard input is read as %s', async (name) => {
    const input = readFileSync(example('vat-invoice.json'), 'utf8');
    const { code, objects } = await kwit(['validate', '--json', name], { input });
    expect(code).toBe(0);
    expect(objects[0]).toMatchObject({ number: 'DEMO/VAT/1', status: 'valid' });
  });

  it('standard input that does not end soon is given up at the limit', async () => {
    const { code, stdout } = await kwit(['validate', '-'], { input: ' '.repeat(50_000_001) });
    expect(code).toBe(1);
    expect(stdout).toContain('50 MB');
  });

  it('a pipe that the shell hands over is read', () => {
    const script = `"$0" "$1" validate --json <(cat "$2")`;
    const launcher = join(import.meta.dirname, '../bin/kwit.mjs');
    const ended = spawnSync('bash', ['-c', script, process.execPath, launcher, example('vat-invoice.json')]);
    expect([ended.status, String(ended.stdout)]).toEqual([0, expect.stringContaining('DEMO/VAT/1')]);
  });

  it('a folder in the place of a certificate or a token is not told to be a folder of invoices', async () => {
    const folder = temporaryFolder();
    const login = ['login', '--env', 'local', '--nip', '1111111111'];
    const cert = await kwit([...login, '--cert', folder, '--key', folder], { home: join(folder, 'home') });
    const token = await kwit([...login, '--token-file', folder], { home: join(folder, 'home') });
    for (const { code, stderr } of [cert, token]) {
      expect([code, stderr]).toEqual([1, expect.stringContaining(folder)]);
      expect(stderr).not.toContain('.xml');
    }
  });

  it('an empty name is wrong usage', async () => {
    for (const command of ['send', 'validate', 'status', 'read']) {
      const { code, stderr } = await kwit([command, ''], { home: join(temporaryFolder(), 'home') });
      expect([command, code, stderr]).toEqual([command, 2, expect.stringContaining('empty')]);
    }
  });
});

describe('names and contents that would command a terminal', () => {
  it('are shown as escapes: in names, in problems, in numbers', async () => {
    const folder = temporaryFolder();
    const name = join(folder, 'a\u001b[31m\u009b\n\u202eb.json');
    writeFileSync(name, JSON.stringify({ number: 'A\u001b]0;title\u0007' }));
    const human = await kwit(['validate', folder]);
    expect(human.code).toBe(1);
    expect(withoutLineEnds(human.stdout + human.stderr)).not.toMatch(control);
    expect(human.stdout).toContain('a\\x1b[31m\\x9b\\n\\u202eb.json');
    const machine = await kwit(['validate', '--json', folder]);
    expect(withoutLineEnds(machine.stdout)).not.toMatch(control);
    expect(machine.objects[0]?.file).toBe(name);
    const usage = await kwit(['\u001b[2J']);
    expect(withoutLineEnds(usage.stderr)).not.toMatch(control);
  });

  it('are shown as escapes where read shows an invoice', async () => {
    const file = join(temporaryFolder(), 'a.xml');
    const text = readFileSync(example('vat-invoice.xml'), 'utf8');
    writeFileSync(file, text.replace('Regał', '\u202eRega\u0085ł'));
    const { code, stdout } = await kwit(['read', file]);
    expect(code).toBe(0);
    expect(withoutLineEnds(stdout)).not.toMatch(control);
    expect(stdout).toContain('\\u202eRega');
  });

  it('a name that is not UTF-8 is told as such', async () => {
    const folder = temporaryFolder();
    const name = Buffer.concat([
      Buffer.from(join(folder, 'faktura-')),
      Buffer.from([0xb3]),
      Buffer.from('.xml'),
    ]);
    writeFileSync(name, '<Faktura/>');
    const { code, objects } = await kwit(['validate', '--json', folder]);
    expect(code).toBe(1);
    expect(objects[0]).toMatchObject({ problems: [{ code: 'file-name-encoding' }] });
  });
});

describe('where results go', () => {
  it('build does not replace its own source, also under another name', async () => {
    const folder = temporaryFolder();
    const { file } = invoiceFile({ folder });
    const link = join(folder, 'link.xml');
    symlinkSync(file, link);
    const before = readFileSync(file);
    for (const output of [file, link]) {
      const { code, stderr } = await kwit(['build', file, '-o', output, '--overwrite']);
      expect([code, stderr]).toEqual([1, expect.stringContaining('its own source')]);
    }
    expect(readFileSync(file)).toEqual(before);
  });

  it('build makes no folders', async () => {
    const folder = temporaryFolder();
    const { code, stderr } = await kwit(['build', example('exempt.json'), '-o', join(folder, 'a/b/x.xml')]);
    expect([code, stderr]).toEqual([1, expect.stringContaining(join(folder, 'a/b'))]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('an empty folder is told to a machine by one object', async () => {
    const { code, objects, stderr } = await kwit(['validate', '--json', temporaryFolder()]);
    expect([code, stderr]).toEqual([1, '']);
    expect(objects).toEqual([expect.objectContaining({ status: 'error', code: 'nothing-to-check' })]);
  });

  it('an empty --home is no home in the current folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'here'));
    const { code } = await kwit(['send', example('vat-invoice.xml'), '--home', ''], {
      home: join(folder, 'home'),
      cwd: join(folder, 'here'),
    });
    expect(code).toBe(1);
    expect(readdirSync(join(folder, 'here'))).toEqual([]);
    expect(readdirSync(join(folder, 'home'))).toContain('kwit.db');
  });
});

describe('amounts in words', () => {
  it('have thin spaces and, in Polish, a comma; rates have their percent sign', async () => {
    const polish = await kwit(['read', example('vat-invoice.xml'), '--lang', 'pl']);
    expect(polish.stdout).toContain('Razem: 1\u202f560,22 PLN');
    expect(polish.stdout).toContain('(VAT 23%)');
    const english = await kwit(['read', example('vat-invoice.xml')]);
    expect(english.stdout).toContain('Total: 1\u202f560.22 PLN');
  });
});
