import { spawnSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../src/catalogue.ts';
import { en } from '../src/messages/en.ts';
import { pl } from '../src/messages/pl.ts';
import { kwit, launcher, temporaryFolder } from './harness.ts';

const named = catalogue.flatMap((entry) =>
  entry.children ? entry.children.map((child) => [entry.name, child.name]) : [[entry.name]],
);

describe('usage', () => {
  it.each(named)('kwit %s %s --help says how it is used, in both languages', async (...path) => {
    const words = path.filter((part) => part !== undefined);
    const [english, polish] = await Promise.all([
      kwit([...words, '--help']),
      kwit([...words, '--help', '--lang', 'pl']),
    ]);
    expect(english.code).toBe(0);
    expect(english.stdout).toContain(`Usage: kwit ${words.join(' ')}`);
    expect(polish.code).toBe(0);
    expect(polish.stdout).toContain(`Użycie: kwit ${words.join(' ')}`);
    expect(polish.stdout).toContain('Opcje:');
  });

  it('lists the commands, and keeps the hidden one to itself', async () => {
    const { stdout, code } = await kwit(['--help']);
    expect(code).toBe(0);
    for (const entry of catalogue)
      if (entry.hidden) expect(stdout).not.toMatch(new RegExp(`^  ${entry.name} `, 'm'));
      else expect(stdout).toMatch(new RegExp(`^  ${entry.name} `, 'm'));
  });

  it.each([
    [['sned', 'x.json'], 'Unknown command "sned"', 'Did you mean send'],
    [['send', '--jsno', 'x.json'], 'Unknown option --jsno', '--json'],
    [['validate'], 'An argument is missing: paths', 'kwit validate --help'],
    [['read', 'a.xml', 'b.xml'], 'Too many arguments', 'kwit read --help'],
    [['login', '--nip'], 'needs a value', 'kwit login --help'],
    [['--lang', 'de', 'whoami'], 'cannot be "de"', 'kwit --help'],
    [['ksef', '--latency', 'fast'], 'cannot be "fast"', 'kwit ksef --help'],
    [['ksef', '--port', '70000'], '--port', '0–65535'],
    [
      ['login', '--env', 'moon', '--nip', '1111111111', '--self-signed'],
      'Unknown environment "moon"',
      'kwit login --help',
    ],
    [['login', '--env', 'local', '--nip', '1111111111'], 'Choose one way', ''],
    [['login', '--env', 'local', '--nip', '1111111111', '--cert', 'x.crt'], '--key go together', ''],
    [['login', '--env', 'local', '--self-signed'], '--nip NIP', ''],
  ])('%j is wrong usage', async (args, message, remedy) => {
    const { code, stdout, stderr } = await kwit(args, { home: join(temporaryFolder(), 'home') });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toContain(remedy);
    expect(stderr).not.toContain('    at ');
  });

  it('without a command shows the help and counts it as wrong usage', async () => {
    const { code, stdout, stderr } = await kwit([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: kwit');
    const machine = await kwit(['--json']);
    expect([machine.code, machine.objects]).toEqual([2, [expect.objectContaining({ code: 'usage' })]]);
  });

  it('speaks the language of the locale unless --lang says another', async () => {
    const polish = await kwit(['sned'], { env: { LANG: 'pl_PL.UTF-8' } });
    const english = await kwit(['sned', '--lang', 'en'], { env: { LANG: 'pl_PL.UTF-8' } });
    expect(polish.stderr).toContain('Nieznane polecenie „sned”');
    expect(english.stderr).toContain('Unknown command "sned"');
  });

  it('names itself as it was started', async () => {
    const { stderr } = await kwit(['sned'], { env: { npm_command: 'exec' } });
    expect(stderr).toContain('npx kwit --help');
  });

  it('leaves no English in the Polish help', async () => {
    for (const path of [[], ...named]) {
      const { stdout } = await kwit([...path.filter((one) => one !== undefined), '--help', '--lang', 'pl']);
      expect(stdout).not.toMatch(
        /choices|default|\[options\]|\[command\]|<(file|paths|what|language|serial)\b/,
      );
    }
  });

  it('says what may be given, and an example, where a permission is missing', async () => {
    const { code, stderr } = await kwit(['token', 'create', '--name', 'Token']);
    expect(code).toBe(2);
    expect(stderr).toContain('InvoiceWrite');
    expect(stderr).toContain('kwit token create --name Shop --permission');
    expect((await kwit(['cert', 'enroll', '--help'])).stdout).toContain('15 to 32 characters');
  });

  it('tells a machine of wrong usage by one object', async () => {
    const { code, objects, stderr } = await kwit(['sned', '--json']);
    expect(code).toBe(2);
    expect(stderr).toBe('');
    expect(objects).toEqual([expect.objectContaining({ status: 'error', code: 'usage' })]);
  });

  it('says what to do where the packages are not installed', () => {
    const copy = join(temporaryFolder(), 'kwit.mjs');
    copyFileSync(launcher, copy);
    const ended = spawnSync(process.execPath, [copy, 'whoami'], { env: { LANG: 'pl_PL.UTF-8' } });
    expect(ended.status).toBe(1);
    expect(String(ended.stderr)).toContain('npm start');
  });

  it('fills the same parameters in both languages', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1]).sort();
    for (const key of Object.keys(en) as (keyof typeof en)[])
      expect([key, ...new Set(names(pl[key]))]).toEqual([key, ...new Set(names(en[key]))]);
  });
});
