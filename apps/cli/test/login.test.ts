import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Credential,
  certificatePem,
  createCertificateAuthority,
  createSelfSignedCertificate,
  encryptedKeyPem,
  generateKeyPair,
  issueCertificate,
  randomSerialNumber,
  readCertificate,
} from '@kwit/crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectedHome, demoNip, invoiceFile, kwit, localKsef, temporaryFolder } from './harness.ts';

const nobody = 65_534;
const isRoot = process.getuid?.() === 0;
const password = 'Dobre-haslo-2026';
const seal = (nip: string) => ({
  commonName: 'Firma',
  organizationName: 'Firma',
  organizationIdentifier: `VATPL-${nip}`,
  countryName: 'PL',
});

function saved(credential: Credential, name: string): { cert: string; key: string } {
  const folder = temporaryFolder();
  const files = { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
  writeFileSync(files.cert, certificatePem(credential.certificate));
  writeFileSync(files.key, encryptedKeyPem(credential.privateKey, password));
  return files;
}

const newHome = () => join(temporaryFolder(), 'home');

/** Everything under a folder as one text, to look for what must not be there. */
function contentOf(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe('what is refused before the network', () => {
  // Nothing listens there: whoever asked the network would end with 3.
  const nowhere = 'http://localhost:9/v2';

  it.each([
    ['1111111112', 'nip-checksum'],
    ['123', 'nip-format'],
    ['abcdefghij', 'nip-format'],
  ])('NIP %s', async (nip, code) => {
    const home = newHome();
    const ended = await kwit(['login', '--json', '--env', nowhere, '--nip', nip, '--self-signed'], { home });
    expect(ended.code).toBe(1);
    expect(ended.objects).toEqual([expect.objectContaining({ status: 'error', code })]);
  });

  it.each(['prod', 'demo'])('a self-signed certificate for %s', async (env) => {
    const ended = await kwit(['login', '--env', env, '--nip', demoNip, '--self-signed'], { home: newHome() });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('is not taken by');
  });

  it('a wrong password, a missing one, and one given by file or environment', async () => {
    const files = saved(await createSelfSignedCertificate({ subject: seal(demoNip) }), 'firma');
    const args = ['login', '--env', nowhere, '--nip', demoNip, '--cert', files.cert, '--key', files.key];
    const passwordFile = join(temporaryFolder(), 'password');
    writeFileSync(passwordFile, `${password}\n`);
    const wrong = await kwit([...args, '--lang', 'pl'], {
      home: newHome(),
      env: { KWIT_KEY_PASSWORD: 'Inne-haslo-2026-x' },
    });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/[Hh]asło/);
    expect(wrong.stderr + wrong.stdout).not.toContain('Inne-haslo');
    const missing = await kwit(args, { home: newHome() });
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain('--password-file');
    const byFile = await kwit([...args, '--password-file', passwordFile], { home: newHome() });
    const byEnvironment = await kwit(args, { home: newHome(), env: { KWIT_KEY_PASSWORD: password } });
    // With the right password only the network is missing.
    expect([byFile.code, byEnvironment.code]).toEqual([3, 3]);
  });

  it('a certificate and a key that do not belong together, and files that are neither', async () => {
    const [one, other] = await Promise.all(
      ['a', 'b'].map(async (name) =>
        saved(await createSelfSignedCertificate({ subject: seal(demoNip) }), name),
      ),
    );
    const login = (cert: string, key: string) =>
      kwit(['login', '--json', '--env', nowhere, '--nip', demoNip, '--cert', cert, '--key', key], {
        home: newHome(),
        env: { KWIT_KEY_PASSWORD: password },
      });
    const codes = await Promise.all([
      login(one?.cert ?? '', other?.key ?? ''),
      login(one?.key ?? '', one?.key ?? ''),
      login(one?.cert ?? '', one?.cert ?? ''),
      login(join(temporaryFolder(), 'missing.crt'), one?.key ?? ''),
    ]);
    expect(codes.map((ended) => [ended.code, ended.objects[0]?.code])).toEqual([
      [1, 'key-certificate-mismatch'],
      [1, 'certificate-unreadable'],
      [1, 'key-unreadable'],
      [1, 'file-missing'],
    ]);
  });

  it('names the file that is no certificate or no key', async () => {
    const good = saved(await createSelfSignedCertificate({ subject: seal(demoNip) }), 'firma');
    const bad = join(temporaryFolder(), 'bad.pem');
    writeFileSync(bad, 'garbage');
    const login = ['login', '--env', nowhere, '--nip', demoNip];
    for (const files of [
      ['--cert', bad, '--key', good.key],
      ['--cert', good.cert, '--key', bad],
    ]) {
      const ended = await kwit([...login, ...files], {
        home: newHome(),
        env: { KWIT_KEY_PASSWORD: password },
      });
      expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining(bad)]);
    }
  });

  it('what is no token, and a token of another firm', async () => {
    const login = ['login', '--json', '--env', nowhere];
    const codes = [];
    for (const [token, ...rest] of [
      ['garbage'],
      ['garbage', '--nip', demoNip],
      [`20260101-EC-0000000000-0000000000-00|nip-${demoNip}|00`, '--nip', '2222222222'],
      [''],
    ]) {
      const ended = await kwit([...login, '--token', token ?? '', ...rest], { home: newHome() });
      codes.push([ended.code, ended.objects[0]?.code]);
      expect(ended.stdout + ended.stderr).not.toContain('garbage');
    }
    expect(codes).toEqual([
      [1, 'token-format'],
      [1, 'token-format'],
      [1, 'token-other-nip'],
      [2, 'usage'],
    ]);
  });

  it('a connection that does not exist: the advice is for the one that was asked for', async () => {
    const home = newHome();
    const { file } = invoiceFile();
    const none = await kwit(['send', file, '--lang', 'pl'], { home });
    expect(none.stderr).toContain('Nie zalogowano do KSeF.');
    const prod = await kwit(['send', file, '--env', 'prod'], { home });
    expect(prod.stderr).toContain('kwit login --env prod --nip NIP --cert');
    expect(prod.stderr).not.toContain('--self-signed');
    const other = await kwit(['send', file, '--nip', '2222222222'], { home });
    expect(other.stderr).toContain('--nip 2222222222');
  });

  it('an expired certificate', async () => {
    const old = await createSelfSignedCertificate({
      subject: seal(demoNip),
      validFrom: new Date('2020-01-01'),
      validTo: new Date('2022-01-01'),
    });
    const files = saved(old, 'old');
    const ended = await kwit(
      ['login', '--env', nowhere, '--nip', demoNip, '--cert', files.cert, '--key', files.key],
      { home: newHome(), env: { KWIT_KEY_PASSWORD: password } },
    );
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('ended on 2022-01-01');
  });
});

describe('a KSeF that is not there', () => {
  it.each([['en'], ['pl']])('ends with 3 and says so (%s)', async (language) => {
    const ended = await kwit(
      ['login', '--env', 'http://localhost:9', '--nip', demoNip, '--self-signed', '--lang', language],
      { home: newHome() },
    );
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('localhost:9');
    expect(ended.stderr).toContain('kwit ksef');
    const after = await kwit(['whoami'], { home: newHome() });
    expect(after.code).toBe(1);
  });
});

describe('log-in at the local KSeF', () => {
  let apiUrl: string;
  beforeAll(async () => {
    apiUrl = (await localKsef()).apiUrl;
  });

  it('keeps secrets encrypted, the home closed, and nothing secret in what it says', async () => {
    const credential = await createSelfSignedCertificate({ subject: seal(demoNip) });
    const files = saved(credential, 'firma');
    const home = newHome();
    const login = await kwit(
      ['login', '--json', '--env', apiUrl, '--nip', demoNip, '--cert', files.cert, '--key', files.key],
      { home, env: { KWIT_KEY_PASSWORD: password } },
    );
    expect(login.code).toBe(0);
    expect(login.objects[0]).toMatchObject({
      status: 'connected',
      nip: demoNip,
      method: 'certificate',
      current: true,
    });
    expect(statSync(home).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, 'secret.key')).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'kwit.db')).mode & 0o777).toBe(0o600);
    const kept = contentOf(home) + login.stdout + login.stderr;
    const der = credential.privateKey.export({ type: 'pkcs8', format: 'der' });
    expect(kept).not.toContain(der.toString('base64').slice(0, 40));
    expect(kept).not.toContain('PRIVATE KEY');
    expect(kept).not.toContain(password);
    expect(kept).not.toMatch(/eyJ[\w-]{20,}\./);
  });

  it('keeps a session between commands: the second command needs no log-in', async () => {
    const home = await connectedHome(apiUrl);
    const first = await kwit(['doctor', '--json'], { home });
    expect(first.code).toBe(0);
    expect(first.objects.map((object) => object.check)).toEqual(
      expect.arrayContaining([
        'node',
        'home',
        'disk',
        'store',
        'connection',
        'secret',
        'certificate',
        'ksef',
        'clock',
        'login',
      ]),
    );
    expect(first.objects.filter((object) => object.level !== 'ok')).toEqual([]);
  });

  it('derives the key from KWIT_SECRET where it is set, and needs the same one again', async () => {
    const home = newHome();
    const env = { KWIT_SECRET: 'tajne i długie' };
    const login = await kwit(['login', '--env', apiUrl, '--nip', demoNip, '--self-signed'], { home, env });
    expect(login.code).toBe(0);
    expect(readdirSync(home)).not.toContain('secret.key');
    const { file } = invoiceFile();
    const other = await kwit(['send', file], { home, env: { KWIT_SECRET: 'inne' } });
    expect(other.code).toBe(1);
    expect(other.stderr).toContain('KWIT_SECRET');
    const none = await kwit(['send', file, '--lang', 'pl'], { home });
    expect(none.code).toBe(1);
    expect(none.stderr).toContain('KWIT_SECRET');
    expect((await kwit(['send', file], { home, env })).code).toBe(0);
    const doctor = await kwit(['doctor', '--json'], { home, env: { KWIT_SECRET: 'inne' } });
    expect(doctor.code).toBe(1);
    expect(doctor.objects).toContainEqual(expect.objectContaining({ check: 'secret', level: 'error' }));
  });

  it('keeps several connections; the last log-in is the current one, others are chosen by --nip', async () => {
    const home = await connectedHome(apiUrl, demoNip);
    await kwit(['login', '--env', apiUrl, '--nip', '2222222222', '--self-signed'], { home });
    const all = await kwit(['whoami', '--all', '--json'], { home });
    expect(all.objects.map(({ nip, current }) => [nip, current])).toEqual([
      [demoNip, false],
      ['2222222222', true],
    ]);
    const { file } = invoiceFile();
    const sent = await kwit(['send', '--json', '--nip', demoNip, file], { home });
    expect(sent.objects[0]).toMatchObject({ status: 'accepted' });
    expect(String(sent.objects[0]?.ksefNumber)).toMatch(/^1111111111-/);
    const logout = await kwit(['logout', '--nip', '2222222222', '--json'], { home });
    expect(logout.objects[0]).toMatchObject({ status: 'logged-out', confirmed: true });
    const after = await kwit(['whoami', '--json'], { home });
    expect(after.code).toBe(1);
    expect(after.objects[0]).toMatchObject({ code: 'not-connected' });
    const left = await kwit(['whoami', '--all', '--json'], { home });
    expect(left.objects).toEqual([expect.objectContaining({ nip: demoNip, current: false })]);
  });

  it('forgets the credential at log-out also where KSeF is not there', async () => {
    const home = await connectedHome(apiUrl);
    const { DatabaseSync } = await import('node:sqlite');
    const store = new DatabaseSync(join(home, 'kwit.db'));
    expect(store.prepare('SELECT count(*) AS n FROM connections').get()).toEqual({ n: 1 });
    const out = await kwit(['logout'], { home });
    expect(out.code).toBe(0);
    expect(store.prepare('SELECT count(*) AS n FROM connections').get()).toEqual({ n: 0 });
    store.close();
    const again = await kwit(['logout', '--json'], { home });
    expect(again.code).toBe(0);
    expect(again.objects).toEqual([{ status: 'not-connected' }]);
    const { file } = invoiceFile();
    expect((await kwit(['send', file], { home })).code).toBe(1);
  });

  it('a certificate of a foreign authority is refused by KSeF, and no connection is kept', async () => {
    const year = 365 * 86_400_000;
    const [validFrom, validTo] = [new Date(Date.now() - year), new Date(Date.now() + year)];
    const authority = await createCertificateAuthority({ name: 'Obcy urząd', validFrom, validTo });
    const keys = await generateKeyPair('EC');
    const der = await issueCertificate({
      authority,
      subject: seal(demoNip),
      publicKey: keys.publicKey,
      serialNumber: randomSerialNumber(),
      validFrom,
      validTo,
      usage: 'Authentication',
    });
    const files = saved({ certificate: readCertificate(der), privateKey: keys.privateKey }, 'obcy');
    const home = newHome();
    const ended = await kwit(
      ['login', '--env', apiUrl, '--nip', demoNip, '--cert', files.cert, '--key', files.key],
      { home, env: { KWIT_KEY_PASSWORD: password } },
    );
    expect(ended.code).toBe(1);
    expect(ended.stderr).toMatch(/kwit: .+/);
    expect(ended.stderr).not.toContain('fault of its own');
    expect((await kwit(['whoami'], { home })).code).toBe(1);
  });

  it("a certificate of another firm is refused in this firm's context", async () => {
    const files = saved(await createSelfSignedCertificate({ subject: seal('2222222222') }), 'inna');
    const ended = await kwit(
      ['login', '--env', apiUrl, '--nip', demoNip, '--cert', files.cert, '--key', files.key],
      { home: newHome(), env: { KWIT_KEY_PASSWORD: password } },
    );
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('415');
  });

  it('a token that is no token, from everywhere a token can come from', async () => {
    const tokenFile = join(temporaryFolder(), 'token');
    const bogus = '20260101-EC-0000000000-0000000000-00|nip-1111111111|00';
    writeFileSync(tokenFile, `${bogus}\n`);
    const args = ['login', '--env', apiUrl, '--nip', demoNip];
    const ways = await Promise.all([
      kwit([...args, '--token', '-'], { home: newHome(), input: bogus }),
      kwit([...args, '--token', tokenFile], { home: newHome() }),
      kwit([...args, '--token-file', tokenFile], { home: newHome() }),
      kwit(args, { home: newHome(), env: { KWIT_TOKEN: bogus } }),
      kwit([...args, '--token', bogus], { home: newHome() }),
    ]);
    for (const ended of ways) {
      expect(ended.code).toBe(1);
      expect(ended.stderr).toContain('450');
      expect(ended.stdout + ended.stderr).not.toContain(bogus);
    }
    expect(ways.map((ended) => ended.stderr.includes('can be seen by other users'))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    expect((await kwit([...args, '--token', '-'], { home: newHome(), input: '' })).code).toBe(2);
    expect((await kwit([...args, '--token'], { home: newHome() })).code).toBe(2);
  });

  it.runIf(isRoot)('a home that cannot be created costs no log-in', async () => {
    const ended = await kwit(['login', '--env', apiUrl, '--nip', demoNip, '--self-signed'], {
      home: '/proc/kwit',
      uid: nobody,
    });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('/proc/kwit');
  });
});
