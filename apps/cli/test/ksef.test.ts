import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  example,
  firstObject,
  invoiceFile,
  kwit,
  launcher,
  outcomeOf,
  root,
  startKwit,
  temporaryFolder,
} from './harness.ts';

const newHome = () => join(temporaryFolder(), 'home');

/** A port that something else occupies. */
async function occupiedPort(): Promise<{ port: number; close: () => void }> {
  const server = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello'));
  await new Promise<void>((done) => server.listen(0, 'localhost', done));
  const address = server.address();
  return { port: typeof address === 'object' && address ? address.port : 0, close: () => server.close() };
}

async function freePort(): Promise<string> {
  const { port, close } = await occupiedPort();
  close();
  return String(port);
}

describe('kwit ksef', () => {
  it('says where it is, answers, and ends with a termination signal', async () => {
    const home = newHome();
    const child = startKwit(['ksef', '--json', '--port', '0', '--latency', 'none'], { home });
    const ended = outcomeOf(child);
    const ready = await firstObject(child);
    expect(ready).toMatchObject({ status: 'ready', data: join(home, 'ksef') });
    expect(ready.apiUrl).toBe(`${ready.url}/v2`);
    expect(readFileSync(String(ready.caFile), 'utf8')).toBe(ready.caCertificate);
    expect((await fetch(`${ready.apiUrl}/security/public-key-certificates`)).status).toBe(200);
    const authorization = `Bearer ${ready.controlKey}`;
    expect((await fetch(`${ready.controlUrl}/clock`, { headers: { authorization } })).status).toBe(200);
    expect((await fetch(`${ready.latarniaUrl}/status`)).status).toBe(200);
    expect(statSync(home).mode & 0o777).toBe(0o700);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, signal: null });
    await expect(fetch(String(ready.url))).rejects.toThrow();
  });

  it('leaves nothing on disk with its data in memory', async () => {
    const home = newHome();
    const child = startKwit(['ksef', '--lang', 'pl', '--port', '0', '--data', ':memory:'], { home });
    const ended = outcomeOf(child);
    await new Promise<void>((done) =>
      child.stdout?.on('data', (text) => String(text).includes('Ctrl+C') && done()),
    );
    child.kill('SIGINT');
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout).toContain('Lokalny KSeF działa');
    expect(stdout).toContain('znikną po zakończeniu');
    expect(stdout).toMatch(/Strona sterująca: http:.*\/control, klucz \S{32}/);
    expect(existsSync(home)).toBe(false);
  });

  it('announces HTTPS, and clients that trust its authority log in and send there', async () => {
    const home = newHome();
    const child = startKwit(['ksef', '--json', '--port', '0', '--https', '--latency', 'none'], { home });
    const ready = await firstObject(child);
    expect(ready.publicUrl).toBe(`https://localhost:${ready.port}`);
    const env = { NODE_EXTRA_CA_CERTS: String(ready.caFile) };
    const login = ['login', '--env', String(ready.httpsUrl), '--nip', '1111111111', '--self-signed'];
    const stranger = await kwit(login, { home });
    expect(stranger.code).toBe(3);
    expect((await kwit(login, { home, env })).code).toBe(0);
    const sent = await kwit(['send', '--json', invoiceFile().file], { home, env });
    expect(sent.objects[0]).toMatchObject({ status: 'accepted' });
  });

  it('says plainly that the port is taken', async () => {
    const taken = await occupiedPort();
    const ended = await kwit(['ksef', '--port', String(taken.port), '--data', ':memory:'], {
      home: newHome(),
    });
    taken.close();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(String(taken.port));
    expect(ended.stderr).toContain('kwit ksef --port 4200');
    expect(ended.stderr).not.toContain('fault of its own');
  });

  it.each([
    [['--clock', 'yesterday'], 2, '2026-03-01T12:00:00Z'],
    [['--clock', '2026-03-01 12:00'], 2, '2026-03-01T12:00:00Z'],
    [['--clock', '1999-01-01'], 2, '2020-02-01'],
    [['--public-url', 'nowhere'], 2, 'https://'],
    [['--port', '4190'], 2, 'refuse to connect'],
    [['--control-key', 'short'], 2, '16 to 200'],
    [['--data', '/proc/nothing/here'], 1, 'kwit ksef --data'],
    [['--data', join(root, 'package.json')], 1, 'kwit ksef --data'],
  ])('refuses %j in words', async (options, code, remedy) => {
    const ended = await kwit(['ksef', '--port', '0', ...options], { home: newHome() });
    expect(ended.code).toBe(code);
    expect(ended.stderr).toMatch(/^kwit: .+/);
    expect(ended.stderr).toContain(remedy);
    expect(ended.stderr).not.toContain('fault of its own');
  });
});

describe('the demo that npm start runs', () => {
  it('connects the demo company with an enrolled certificate; a second start uses it all again', async () => {
    const home = newHome();
    const args = ['demo', '--json', '--port', await freePort()];
    const first = startKwit(args, { home });
    const firstEnded = outcomeOf(first);
    const ready = await firstObject(first);
    expect(ready).toMatchObject({
      status: 'ready',
      nip: '1111111111',
      method: 'certificate',
      current: true,
      port: Number(args[3]),
    });
    const sent = await kwit(['send', '--json', example('vat-invoice.json')], { home });
    expect(sent.code).toBe(0);

    // A second one beside it finds that it is running, and is content.
    const beside = await kwit(args, { home });
    expect(beside.code).toBe(0);
    expect(beside.objects[0]).toMatchObject({
      status: 'already-running',
      certificateSerial: ready.certificateSerial,
    });

    first.kill('SIGINT');
    expect(await firstEnded).toMatchObject({ code: 0 });
    const second = startKwit(args, { home });
    expect(await firstObject(second)).toMatchObject({
      status: 'ready',
      certificateSerial: ready.certificateSerial,
    });
    const again = await kwit(['send', '--json', example('vat-invoice.json')], { home });
    expect(again.objects[0]).toMatchObject({ alreadySent: true, ksefNumber: sent.objects[0]?.ksefNumber });
    const certificates = await kwit(['cert', 'list', '--json'], { home });
    expect(certificates.objects).toHaveLength(1);
  });

  it('starts anew where the data of the local KSeF were removed, and sends again what the old one had', async () => {
    const home = newHome();
    const args = ['demo', '--json', '--port', await freePort()];
    const first = startKwit(args, { home });
    const firstEnded = outcomeOf(first);
    const before = await firstObject(first);
    const file = example('exempt.json');
    const old = await kwit(['send', '--json', file], { home });
    first.kill('SIGKILL');
    await firstEnded;
    cpSync(join(home, 'ksef'), join(home, 'old'), { recursive: true });
    for (const name of readdirSync(join(home, 'ksef'))) spawnSync('rm', ['-f', join(home, 'ksef', name)]);
    const second = startKwit(args, { home });
    const after = await firstObject(second);
    expect(after.certificateSerial).not.toBe(before.certificateSerial);
    const sent = await kwit(['send', '--json', file], { home });
    expect(sent.objects[0]).toMatchObject({ status: 'accepted', alreadySent: false });
    expect(sent.objects[0]?.ksefNumber).not.toBe(old.objects[0]?.ksefNumber);
  });

  it('says what to do next in the language of the user, and leaves an own connection the current one', async () => {
    const home = newHome();
    const port = await freePort();
    const own = startKwit(['ksef', '--json', '--port', '0', '--data', ':memory:', '--latency', 'none'], {
      home,
    });
    const { apiUrl } = await firstObject(own);
    await kwit(['login', '--env', String(apiUrl), '--nip', '2222222222', '--self-signed'], { home });
    const demo = startKwit(['demo', '--lang', 'pl', '--port', port], { home });
    const said = await new Promise<string>((done) => {
      let text = '';
      demo.stdout?.on('data', (part) => {
        text += part;
        if (text.includes('Ctrl+C')) done(text);
      });
    });
    expect(said).toContain(
      `npx kwit send examples/vat-invoice.json --env http://localhost:${port}/v2 --nip 1111111111`,
    );
    const current = await kwit(['whoami', '--json'], { home });
    expect(current.objects[0]).toMatchObject({ nip: '2222222222' });
  });

  it('tells a port that something else uses from one of its own', async () => {
    const taken = await occupiedPort();
    const ended = await kwit(['demo', '--lang', 'pl', '--port', String(taken.port)], { home: newHome() });
    taken.close();
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('zajęty przez inny program');
    expect(ended.stderr).toContain('npm start -- --port 4200');
  });
});

describe('the launcher', () => {
  const older = spawnSync('/usr/bin/node', ['--version']).stdout?.toString().trim() ?? '';
  const isOlder = /^v2[0-3]\./.test(older);
  if (!isOlder) console.log('the launcher is not tested with an older Node.js: none on this machine');

  it.runIf(isOlder)(
    'goes on with the Node.js of the project, with streams, signals and exit codes',
    async () => {
      const home = newHome();
      const env = { PATH: process.env.PATH ?? '', KWIT_HOME: home, LANG: 'C' };
      const wrong = spawnSync('/usr/bin/node', [launcher, 'sned'], { env, cwd: root });
      expect(wrong.status).toBe(2);
      expect(String(wrong.stderr)).toContain('Unknown command');
      const child = spawn(
        '/usr/bin/node',
        [launcher, 'ksef', '--json', '--port', '0', '--data', ':memory:'],
        { env },
      );
      const ended = outcomeOf(child);
      const { pid } = await firstObject(child);
      expect(pid).not.toBe(child.pid);
      child.kill('SIGTERM');
      expect(await ended).toMatchObject({ code: 0 });
    },
  );

  it.runIf(isOlder)('takes its program along when it is killed', async () => {
    const env = { PATH: process.env.PATH ?? '', KWIT_HOME: newHome(), LANG: 'C' };
    const child = spawn('/usr/bin/node', [launcher, 'ksef', '--json', '--port', '0', '--data', ':memory:'], {
      env,
    });
    const ended = outcomeOf(child);
    const { url } = await firstObject(child);
    child.kill('SIGKILL');
    // The streams close only when the program that inherited them is gone as well.
    await ended;
    await expect(fetch(String(url))).rejects.toThrow();
  });
});
