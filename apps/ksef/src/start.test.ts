import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { call, decided, logIn, newNip, redeemed, sealOf, submitSigned, submitToken } from '../test/api.ts';
import { openFilesBelow, tellsOpenFiles } from '../test/open-files.ts';
import { removeFolder, temporaryFolder } from '../test/temporary-folder.ts';
import { tellsThreads, threadCount } from '../test/threads.ts';
import { until } from '../test/until.ts';
import { type Ksef, type KsefOptions, KsefStartError, startKsef } from './index.ts';

const root = temporaryFolder();
afterAll(() => removeFolder(root));
let folders = 0;
const newFolder = () => join(root, `data-${++folders}`);

const running: Ksef[] = [];
const processes: ChildProcess[] = [];
afterEach(async () => {
  for (const ksef of running.splice(0)) await ksef.close();
  for (const child of processes.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) await kill(child);
  }
});

async function start(options: KsefOptions = {}): Promise<Ksef> {
  const ksef = await startKsef({ port: 0, rateLimits: 'off', ...options });
  running.push(ksef);
  return ksef;
}

const failure = async (options: KsefOptions): Promise<KsefStartError> => {
  const error = await startKsef({ port: 0, rateLimits: 'off', ...options }).then(
    (ksef) => ksef.close(),
    (reason) => reason,
  );
  expect(error).toBeInstanceOf(KsefStartError);
  return error as KsefStartError;
};

/** Starts the local KSeF in another process and waits for its one line. */
async function inProcess(
  data: string,
  latency = 'none',
  { more = [], flags = [] }: { more?: readonly string[]; flags?: readonly string[] } = {},
): Promise<{ child: ChildProcess; apiUrl: string; code?: string }> {
  const script = join(import.meta.dirname, '../test/ksef-process.ts');
  const child = spawn(process.execPath, [...flags, script, data, latency, ...more], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.push(child);
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  return { child, ...JSON.parse(line.toString()) };
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

describe('the data folder', () => {
  it('is for its owner alone and holds everything; the root certificate is exported', async () => {
    const data = newFolder();
    const ksef = await start({ data });
    expect(mode(data)).toBe('700');
    for (const name of readdirSync(data).filter((file) => file !== 'ca.pem')) {
      expect([name, mode(join(data, name))]).toEqual([name, '600']);
    }
    expect(ksef.caFile).toBe(join(data, 'ca.pem'));
    expect(readFileSync(join(data, 'ca.pem'), 'utf8')).toBe(ksef.caCertificate);
  });

  it('keeps keys and data from one start to the next', async () => {
    const data = newFolder();
    const first = await start({ data });
    const nip = newNip();
    const { access } = await logIn(first, await sealOf(nip), nip);
    const keys = (await call(first, 'listPublicKeyCertificates', {})).body;
    await first.close();
    const second = await start({ data });
    expect((await call(second, 'listPublicKeyCertificates', {})).body).toEqual(keys);
    expect(second.caCertificate).toBe(first.caCertificate);
    expect((await call(second, 'listTokens', {}, { bearer: access })).status).toBe(200);
  });

  it('is used by one local KSeF at a time, in this process or in another', async () => {
    const data = newFolder();
    const ksef = await start({ data });
    const here = await failure({ data });
    expect(here.code).toBe('data-folder-in-use');
    expect(here.text.pl).toContain(data);
    expect((await inProcess(data)).code).toBe('data-folder-in-use');
    await ksef.close();
    await start({ data });
  });

  it('is free again after a kill', async () => {
    const data = newFolder();
    const { child } = await inProcess(data);
    expect((await failure({ data })).code).toBe('data-folder-in-use');
    await kill(child);
    await start({ data });
  });

  it('that is a file is refused, and the file stays as it was', async () => {
    const file = join(root, 'a-file');
    writeFileSync(file, 'mine');
    expect((await failure({ data: file })).code).toBe('data-folder-not-a-folder');
    expect((await failure({ data: join(file, 'below') })).code).toBe('data-folder-not-a-folder');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('that cannot be written to is refused', async () => {
    // The kernel's own file system takes no folders, not even from root.
    expect((await failure({ data: '/proc/kwit-data' })).code).toBe('data-folder-not-writable');
    if (process.getuid?.() === 0) return;
    const data = newFolder();
    mkdirSync(data);
    chmodSync(data, 0o500);
    expect((await failure({ data })).code).toBe('data-folder-not-writable');
  });

  it('with a database that is none, or of a newer version, is refused and left alone', async () => {
    const broken = newFolder();
    mkdirSync(broken);
    writeFileSync(join(broken, 'ksef.db'), 'this is no database, whatever its name says'.repeat(100));
    expect((await failure({ data: broken })).code).toBe('database-unreadable');
    if (tellsOpenFiles) expect(openFilesBelow(broken)).toEqual([]);

    const newer = newFolder();
    await (await start({ data: newer })).close();
    const database = new DatabaseSync(join(newer, 'ksef.db'));
    database.exec("INSERT INTO migrations VALUES ('999-from-the-future', '2030-01-01')");
    database.close();
    const error = await failure({ data: newer });
    expect(error.code).toBe('database-newer');
    expect(error.text.en).toContain('newer version');
  });

  it('is not needed: in memory nothing is left behind', async () => {
    const before = readdirSync(process.cwd()).sort();
    const ksef = await start();
    expect(ksef.caFile).toBeUndefined();
    const nip = newNip();
    await logIn(ksef, await sealOf(nip), nip);
    expect(readdirSync(process.cwd()).sort()).toEqual(before);
  });
});

describe('the thread that judges packages', () => {
  const beginLogIn = ({ apiUrl }: Pick<Ksef, 'apiUrl'>) =>
    fetch(`${apiUrl}/auth/challenge`, { method: 'POST' });

  it.skipIf(!tellsThreads)(
    'starts with a log-in where packages are expected, and ends with the KSeF',
    async () => {
      const before = threadCount();
      const other = await start();
      await beginLogIn(other);
      await other.close();
      const ksef = await start({ expectsPackages: true });
      expect(threadCount()).toBe(before);
      await beginLogIn(ksef);
      await until(() => threadCount() > before);
      await ksef.close();
      expect(threadCount()).toBe(before);
    },
  );

  it('is not needed to log in: where none may start, everything else works', async () => {
    const flags = ['--permission', '--allow-fs-read=*', '--allow-fs-write=*', '--allow-addons'];
    const ksef = await inProcess(newFolder(), 'none', { more: ['packages'], flags });
    expect((await beginLogIn(ksef)).status).toBe(200);
  });
});

describe('a kill at any moment', () => {
  it('loses nothing that was answered, and work that was under way goes on', async () => {
    const data = newFolder();
    const first = await inProcess(data, 'realistic');
    const ksef = first as unknown as Ksef;
    const nip = newNip();
    const seal = await sealOf(nip);
    const owner = await logIn(ksef, seal, nip);
    const body = { permissions: ['InvoiceRead' as const], description: 'Token testowy' };
    const token = await call(ksef, 'createToken', { body }, { bearer: owner.access });
    // Under way when the process dies: a log-in at 100, a token at Pending.
    const started = await submitSigned(ksef, seal, nip);
    await kill(first.child);

    const second = await start({ data });
    expect((await decided(second, started.body)).status.code).toBe(200);
    await redeemed(second, started.body);
    const path = { referenceNumber: token.body.referenceNumber };
    await until(async () => {
      const state = await call(second, 'getToken', { path }, { bearer: owner.access });
      return state.body.status === 'Active';
    });
    const byToken = await submitToken(second, token.body.token, nip);
    expect((await decided(second, byToken.body)).status.code).toBe(200);
    expect((await call(second, 'refreshAccessToken', {}, { bearer: owner.refresh })).status).toBe(200);
  });

  it('during the first start leaves a folder that starts', async () => {
    for (const waitMs of [50, 250, 500]) {
      const data = newFolder();
      const script = join(import.meta.dirname, '../test/ksef-process.ts');
      const child = spawn(process.execPath, [script, data], { stdio: 'ignore' });
      processes.push(child);
      const killed = once(child, 'exit');
      const timer = setTimeout(() => child.kill('SIGKILL'), waitMs);
      await killed;
      clearTimeout(timer);
      const ksef = await start({ data });
      expect((await call(ksef, 'listPublicKeyCertificates', {})).body).toHaveLength(2);
      await ksef.close();
    }
  });

  it('under load keeps every challenge that was answered', async () => {
    const data = newFolder();
    const { child, apiUrl } = await inProcess(data);
    const answered: string[] = [];
    const ask = async () => {
      for (;;) {
        const reply = await call({ apiUrl }, 'createChallenge', {}).catch(() => undefined);
        if (!reply) return;
        answered.push(reply.body.challenge);
      }
    };
    const asking = Promise.all([ask(), ask(), ask(), ask()]);
    await until(() => answered.length > 100);
    await kill(child);
    await asking;
    await (await start({ data })).close();
    const database = new DatabaseSync(join(data, 'ksef.db'), { readOnly: true });
    const rows = database.prepare('SELECT challenge FROM challenges').all() as { challenge: string }[];
    database.close();
    const kept = new Set(rows.map(({ challenge }) => challenge));
    expect(answered.filter((challenge) => !kept.has(challenge))).toEqual([]);
  });
});

describe('the port', () => {
  it('speaks HTTP and HTTPS, on IPv4 and IPv6, under a certificate of the own authority', async () => {
    const ksef = await start({ publicUrl: 'https://ksef.example.org:8443/base' });
    for (const host of ['127.0.0.1', 'localhost']) {
      expect((await fetch(`http://${host}:${ksef.port}/`)).status).toBe(200);
    }
    const servername = ['localhost', 'api-test.ksef.mf.gov.pl', 'storage.ksef.test', 'ksef.example.org'];
    for (const name of servername) {
      const status = await new Promise((done, fail) => {
        httpsRequest(
          { host: '127.0.0.1', port: ksef.port, path: '/', servername: name, ca: ksef.caCertificate },
          (response) => {
            response.resume();
            done(response.statusCode);
          },
        )
          .on('error', fail)
          .end();
      });
      expect(status).toBe(200);
    }
    const root = (await (await fetch(ksef.url)).json()) as { api: string };
    expect(root.api).toBe('https://ksef.example.org:8443/base/v2');
  });

  it('that is taken is refused', async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done));
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      const error = await failure({ port });
      expect(error.code).toBe('port-in-use');
      expect(error.text.pl).toContain(String(port));
    } finally {
      taken.close();
    }
  });

  it('on an address that is not of this machine is refused', async () => {
    expect((await failure({ host: '192.0.2.1' })).code).toBe('address-unavailable');
  });

  it('survives connections that say nothing, or nonsense', async () => {
    const ksef = await start();
    const silent = connect(ksef.port, '127.0.0.1');
    await once(silent, 'connect');
    for (const bytes of [
      Buffer.from([0x16, 0x03, 0x01, 0xff, 0xff, 0x00]),
      Buffer.from('\0\0\0'),
      Buffer.from('NONSENSE\r\n\r\n'),
    ]) {
      const socket = connect(ksef.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.resume();
      const closed = once(socket, 'close');
      socket.end(bytes);
      await closed;
    }
    expect((await fetch(ksef.url)).status).toBe(200);
    const closed = once(silent, 'close');
    silent.on('error', () => {});
    await ksef.close();
    await closed;
  });

  it('is free after close, which may be called again', async () => {
    const ksef = await start();
    await fetch(ksef.url);
    await Promise.all([ksef.close(), ksef.close()]);
    await expect(fetch(ksef.url)).rejects.toThrow();
    const again = await start({ port: ksef.port });
    expect(again.port).toBe(ksef.port);
  });
});

describe('options', () => {
  it('that make no sense are refused by name', async () => {
    const wrong: KsefOptions[] = [
      { port: 70_000 },
      { port: 1.5 },
      { host: 'not a host' },
      { data: '' },
      { publicUrl: 'ftp://x' },
      { publicUrl: 'nothing' },
      { clock: 'yesterday' },
      { clock: '2020-01-31T23:00:00Z' },
      { clock: '2090-01-02' },
      { clock: '2026-03-10 12:00' },
      { latency: 'slow' as never },
      { profile: 'live' as never },
    ];
    for (const options of wrong) {
      const error = await failure(options);
      expect(error.code).toBe('option-invalid');
      expect(error.text.en).toContain(Object.keys(options)[0]);
    }
  });
});

describe('the clock', () => {
  it('starts where it is told and decides what is valid', async () => {
    const ksef = await start({ clock: '2031-05-06T07:08:09Z' });
    const { body } = await call(ksef, 'createChallenge', {});
    expect(body.timestamp).toMatch(/^2031-05-06T07:08:\d\d/);
    expect(body.challenge.slice(0, 8)).toBe('20310506');
    const { body: keys } = await call(ksef, 'listPublicKeyCertificates', {});
    for (const { validFrom, validTo } of keys) {
      expect(Date.parse(validFrom)).toBeLessThan(Date.now());
      expect(Date.parse(validTo)).toBeGreaterThan(Date.parse('2032-01-01'));
    }
    const nip = newNip();
    const over = await sealOf(nip, { validTo: new Date('2031-01-01T00:00:00Z') });
    const expired = await submitSigned(ksef, over, nip);
    expect((await decided(ksef, expired.body)).status).toMatchObject({
      code: 460,
      details: ['Nieważny certyfikat'],
    });
  });

  it('ages challenges, refresh tokens and requests', async () => {
    const data = newFolder();
    const first = await start({ data, clock: '2026-03-01T10:00:00Z' });
    const nip = newNip();
    const validity = { validFrom: new Date('2026-01-01'), validTo: new Date('2027-01-01') };
    const seal = await sealOf(nip, validity);
    const { access, refresh } = await logIn(first, seal, nip);
    const { body: challenge } = await call(first, 'createChallenge', {});
    await first.close();
    const later = await start({ data, clock: '2026-03-01T10:11:00Z' });
    const body = {
      challenge: challenge.challenge,
      contextIdentifier: { type: 'Nip' as const, value: nip },
      encryptedToken: Buffer.alloc(256).toString('base64'),
    };
    expect((await call(later, 'authenticateWithToken', { body })).codes).toEqual([21111]);
    expect((await call(later, 'listTokens', {}, { bearer: access })).status).toBe(200);
    await later.close();
    const nextDay = await start({ data, clock: '2026-03-02T10:00:00Z' });
    expect((await call(nextDay, 'listTokens', {}, { bearer: access })).status).toBe(401);
    expect((await call(nextDay, 'refreshAccessToken', {}, { bearer: refresh })).status).toBe(200);
    await nextDay.close();
    const nextMonth = await start({ data, clock: '2026-04-01T10:00:00Z' });
    expect((await call(nextMonth, 'refreshAccessToken', {}, { bearer: refresh })).status).toBe(401);
  });

  it('renews certificates for the same keys', async () => {
    const data = newFolder();
    const first = await start({ data, clock: '2026-03-01T10:00:00Z' });
    const before = (await call(first, 'listPublicKeyCertificates', {})).body;
    await first.close();
    const later = await start({ data, clock: '2040-03-01T10:00:00Z' });
    const after = (await call(later, 'listPublicKeyCertificates', {})).body;
    expect(after.map(({ publicKeyId }) => publicKeyId)).toEqual(before.map(({ publicKeyId }) => publicKeyId));
    expect(after.map(({ certificateId }) => certificateId)).not.toEqual(
      before.map(({ certificateId }) => certificateId),
    );
    expect(later.caCertificate).toBe(first.caCertificate);
  });
});
