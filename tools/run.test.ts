import { type ChildProcess, spawn } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let clone: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'kwit-run-'));
  for (const folder of ['tools', 'bin', 'apps/cli/bin']) mkdirSync(join(clone, folder), { recursive: true });
  copyFileSync(join(import.meta.dirname, 'run.mjs'), join(clone, 'tools/run.mjs'));
  writeFileSync(join(clone, 'package-lock.json'), '{}');
  // In the place of npm: it brings the Node.js of the project and writes its hidden lock file, as npm does.
  writeFileSync(
    join(clone, 'bin/npm'),
    `#!/bin/sh
mkdir -p node_modules/node/bin && ln -sf "${process.execPath}" node_modules/node/bin/node
echo installed >> installations && touch node_modules/.package-lock.json\n`,
    { mode: 0o755 },
  );
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(clone, { recursive: true, force: true });
});

/** What is started in the place of Kwit. */
const program = (source: string) => writeFileSync(join(clone, 'apps/cli/bin/kwit.mjs'), source);

/** A program that starts another one and does nothing else. */
const nothingButA = (...command: string[]): string => {
  const [file, ...rest] = command;
  return `require('child_process').spawn(${JSON.stringify(file)}, ${JSON.stringify(rest)}, { stdio: 'inherit' })`;
};

interface Started {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Waits until these words have been said. */
  readonly until: (words: string) => Promise<void>;
  readonly ended: Promise<number | null>;
}

function start(command: string, ...rest: string[]): Started {
  const child = spawn(command, rest, {
    cwd: clone,
    // As npm starts it.
    env: { PATH: `${join(clone, 'bin')}${delimiter}${process.env.PATH}`, npm_lifecycle_event: 'start' },
  });
  children.push(child);
  let text = '';
  const until = (words: string) =>
    new Promise<void>((done) => {
      const look = () => text.includes(words) && done();
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', look);
      look();
    });
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (part) => {
      text += part;
    });
  const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
  return { child, said: () => text, until, ended };
}

const run = (...rest: string[]) => start(process.execPath, 'tools/run.mjs', ...rest);

describe('installing', () => {
  it('installs once, then starts at once', async () => {
    program("console.log('program', ...process.argv.slice(2))");
    const first = run('start', '--port', '4200');
    expect([await first.ended, first.said()]).toEqual([
      0,
      expect.stringContaining('program demo --port 4200'),
    ]);
    const second = run('start');
    await second.ended;
    expect(second.said()).toBe('program demo\n');
  });

  it('takes over a lock that nobody holds: of a process that is gone, and one without a name', async () => {
    program("console.log('program')");
    const lock = join(clone, '.install-lock');
    mkdirSync(lock);
    const anHourAgo = Date.now() / 1000 - 3600;
    utimesSync(lock, anHourAgo, anHourAgo);
    expect(await run('start').ended).toBe(0);
    rmSync(join(clone, 'node_modules'), { recursive: true });
    mkdirSync(lock);
    // Larger than any process number of Linux.
    writeFileSync(join(lock, 'pid'), '99999999');
    expect(await run('start').ended).toBe(0);
    expect(existsSync(lock)).toBe(false);
  });

  it('says whom it waits for, and goes on once that one has ended', async () => {
    program("console.log('program')");
    const lock = join(clone, '.install-lock');
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(process.pid));
    const waiting = run('start');
    await waiting.until(`process ${process.pid}`);
    rmSync(lock, { recursive: true });
    expect(await waiting.ended).toBe(0);
  });
});

describe('ending', () => {
  const untilEnded = `
    process.on('SIGTERM', () => { console.log('ended in order'); process.exit(0); });
    setInterval(() => {}, 1000);
    console.log('program', process.pid);`;
  const isRunning = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  const programOf = (said: string) => Number(/program (\d+)/.exec(said)?.[1]);

  beforeEach(() => {
    mkdirSync(join(clone, 'node_modules/node/bin'), { recursive: true });
    symlinkSync(process.execPath, join(clone, 'node_modules/node/bin/node'));
    writeFileSync(join(clone, 'node_modules/.package-lock.json'), '{}');
  });

  it('hands a termination signal on', async () => {
    program(untilEnded);
    const started = run('start');
    await started.until('program');
    started.child.kill('SIGTERM');
    expect(await started.ended).toBe(0);
    expect(started.said()).toContain('ended in order');
  });

  const runIt = `"${process.execPath}" tools/run.mjs start; exit 5`;
  it.each([
    ['the shell', ['sh', '-c', runIt]],
    ['npm above the shell', [process.execPath, '-e', nothingButA('sh', '-c', runIt)]],
  ])(
    'ends the program when %s is gone without handing anything on',
    async (_name, [command = '', ...rest]) => {
      program(untilEnded);
      const above = start(command, ...rest);
      await above.until('program');
      const pid = programOf(above.said());
      above.child.kill('SIGKILL');
      // The streams close only when everyone who inherited them is gone as well.
      await above.ended;
      expect(above.said()).toContain('ended in order');
      expect(isRunning(pid)).toBe(false);
    },
  );

  it('closes the channel to the program when it is killed itself', async () => {
    program(`process.on('disconnect', () => { console.log('alone'); process.exit(0); });
      setInterval(() => {}, 1000); console.log('program', process.pid);`);
    const started = run('start');
    await started.until('program');
    started.child.kill('SIGKILL');
    await started.ended;
    expect(started.said()).toContain('alone');
  });
});
