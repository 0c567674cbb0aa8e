import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectedHome, demoNip, kwit, launcher, localKsef, outcomeOf, temporaryFolder } from './harness.ts';

// `script` of Debian gives a command a terminal.
const hasTerminal = spawnSync('script', ['--version']).status === 0;
if (!hasTerminal) console.log('prompts are not tested here: the command «script» is missing');

/** Runs `kwit` on a terminal; each answer is typed once its question stands there. */
async function onTerminal(args: string[], home: string, answers: [question: string, typed: string][]) {
  const words = [process.execPath, launcher, ...args].map((word) => `'${word}'`).join(' ');
  const child: ChildProcess = spawn('script', ['-qec', words, '/dev/null'], {
    env: { PATH: process.env.PATH ?? '', HOME: home, KWIT_HOME: home, LANG: 'C' },
  });
  let shown = '';
  const waiting = [...answers];
  child.stdout?.on('data', (part) => {
    shown += part;
    const [next] = waiting;
    if (next && shown.includes(next[0])) {
      waiting.shift();
      child.stdin?.write(next[1]);
    }
  });
  return outcomeOf(child);
}

describe.runIf(hasTerminal)('secrets that are typed', () => {
  const password = 'Haslo-do-klucza-1!';
  let apiUrl: string;
  beforeAll(async () => {
    apiUrl = (await localKsef()).apiUrl;
  });

  it('are asked for without being shown, with a correction, and a new one twice', async () => {
    const home = await connectedHome(apiUrl);
    const folder = temporaryFolder();
    const enroll = ['cert', 'enroll', '--name', 'Certyfikat', '--out', folder];
    const different = await onTerminal(enroll, home, [
      ['Password for the new private key', `${password}\r`],
      ['The same password again', 'cokolwiek\r'],
    ]);
    expect(different.code).toBe(1);
    expect(different.stdout).toContain('differ');
    expect(readdirSync(folder)).toEqual([]);

    const enrolled = await onTerminal(enroll, home, [
      ['Password for the new private key', `${password}\r`],
      ['The same password again', `${password}x\u007f\r`],
    ]);
    expect(enrolled.code).toBe(0);
    expect(enrolled.stdout).not.toContain(password);
    const [cert, key] = [join(folder, 'Certyfikat.crt'), join(folder, 'Certyfikat.key')];
    const login = await onTerminal(
      ['login', '--env', apiUrl, '--nip', demoNip, '--cert', cert, '--key', key],
      home,
      [['Password of the private key', `${password}\r`]],
    );
    expect(login.code).toBe(0);
    expect(login.stdout).toContain('Connected');
    expect(login.stdout).not.toContain(password);
  });

  it('end with Ctrl+C', async () => {
    const home = join(temporaryFolder(), 'home');
    const ended = await onTerminal(['login', '--env', apiUrl, '--nip', demoNip, '--token'], home, [
      ['KSeF token', 'half a tok\u0003'],
    ]);
    expect(ended.code).toBe(130);
    expect(ended.stdout).not.toContain('half');
    expect((await kwit(['whoami'], { home })).code).toBe(1);
  });
});
