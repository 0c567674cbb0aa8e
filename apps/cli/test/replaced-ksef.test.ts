import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Ksef, startKsef } from '@kwit/ksef';
import { afterAll, describe, expect, it } from 'vitest';
import { connectedHome, demoNip, invoiceFile, kwit, outcomeOf, temporaryFolder } from './harness.ts';

const password = 'Haslo-do-klucza-1!';
const running: Ksef[] = [];
afterAll(async () => {
  for (const ksef of running) await ksef.close();
});

/** A KSeF in memory; the next one on the same port knows nothing of this one. */
async function emptyKsef(port = 0): Promise<Ksef> {
  const ksef = await startKsef({ port, rateLimits: 'off' });
  running.push(ksef);
  return ksef;
}

/** A home that is logged in with a certificate of that KSeF. */
async function enrolledHome({ apiUrl }: Ksef): Promise<string> {
  const home = await connectedHome(apiUrl);
  const folder = temporaryFolder();
  const env = { KWIT_KEY_PASSWORD: password };
  const { objects } = await kwit(['cert', 'enroll', '--json', '--out', folder], { home, env });
  const { certificate, key } = objects[0] as Record<string, string>;
  const login = [
    'login',
    '--env',
    apiUrl,
    '--nip',
    demoNip,
    '--cert',
    String(certificate),
    '--key',
    String(key),
  ];
  expect((await kwit(login, { home, env })).code).toBe(0);
  return home;
}

describe('another local KSeF behind a stored connection', () => {
  it('is told for what it is, by every command, and nothing is claimed to have been sent there', async () => {
    const first = await emptyKsef();
    const home = await enrolledHome(first);
    const { file } = invoiceFile();
    expect((await kwit(['send', file], { home })).code).toBe(0);
    await first.close();
    await emptyKsef(first.port);

    const again = await kwit(['send', '--lang', 'pl', file], { home });
    expect(again.code).toBe(1);
    expect(again.stdout).toContain('działa inny KSeF');
    expect(again.stdout).toContain('--self-signed');
    expect(again.stdout).not.toContain('wysłana już');
    const doctor = await kwit(['doctor', '--json'], { home });
    expect(doctor.code).toBe(1);
    expect(doctor.objects).toContainEqual(
      expect.objectContaining({
        check: 'login',
        level: 'error',
        message: expect.stringContaining('another KSeF'),
      }),
    );
    const list = await kwit(['cert', 'list', '--json'], { home });
    expect(list.objects[0]).toMatchObject({ status: 'error', code: 'other-ksef' });

    // What the remedy says mends it, and the invoice is sent to the one that is there now.
    const login = ['login', '--env', first.apiUrl, '--nip', demoNip, '--self-signed'];
    expect((await kwit(login, { home })).code).toBe(0);
    const sent = await kwit(['send', '--json', file], { home });
    expect(sent.objects[0]).toMatchObject({ status: 'accepted', alreadySent: false });
  });

  it('a refusal by the same KSeF is not taken for another one', async () => {
    const ksef = await emptyKsef();
    const home = await enrolledHome(ksef);
    const serial = String((await kwit(['whoami', '--json'], { home })).objects[0]?.certificateSerial);
    expect((await kwit(['cert', 'revoke', serial], { home })).code).toBe(0);
    const doctor = await kwit(['doctor', '--json'], { home });
    expect(doctor.code).toBe(1);
    const finding = doctor.objects.find((object) => object.check === 'login');
    expect(finding).toMatchObject({ level: 'error', message: expect.stringContaining('460') });
    expect(finding?.remedy).toBeTruthy();
  });

  it('a certificate that a reset made unknown is refused with the way to connect anew', async () => {
    const ksef = await emptyKsef();
    const home = await enrolledHome(ksef);
    await ksef.control.reset({});
    const { file } = invoiceFile();
    const refused = await kwit(['send', '--json', file], { home });
    expect(refused.code).not.toBe(0);
    const told = JSON.stringify(refused.objects);
    expect(told).toContain('460');
    expect(told).toContain(`login --env ${ksef.apiUrl} --nip ${demoNip} --self-signed`);
    const login = ['login', '--env', ksef.apiUrl, '--nip', demoNip, '--self-signed'];
    expect((await kwit(login, { home })).code).toBe(0);
    expect((await kwit(['send', '--json', file], { home })).objects).toMatchObject([{ status: 'accepted' }]);
  });

  it('is connected anew by npm start', async () => {
    const home = join(temporaryFolder(), 'home');
    const ksef = await emptyKsef();
    const args = ['demo', '--json', '--port', String(ksef.port)];
    const before = await kwit(args, { home });
    await ksef.close();
    const other = await emptyKsef(ksef.port);
    const after = await kwit(args, { home });
    expect(after.code).toBe(0);
    expect(after.objects[0]).toMatchObject({ status: 'already-running' });
    expect(after.objects[0]?.certificateSerial).not.toBe(before.objects[0]?.certificateSerial);
    await other.close();
  });
});

describe('credentials that are worth nothing any more', () => {
  it('the doctor finds a revoked token while its access token is still good', async () => {
    const { apiUrl } = await emptyKsef();
    const owner = await connectedHome(apiUrl);
    const created = await kwit(
      ['token', 'create', '--json', '--name', 'Token', '--permission', 'InvoiceRead'],
      {
        home: owner,
      },
    );
    const { token, referenceNumber } = created.objects[0] as Record<string, string>;
    const home = join(temporaryFolder(), 'home');
    // The NIP is in the token.
    const login = await kwit(['login', '--json', '--env', apiUrl, '--token', '-'], {
      home,
      input: String(token),
    });
    expect(login.objects[0]).toMatchObject({ nip: demoNip, method: 'token' });
    expect((await kwit(['doctor'], { home })).code).toBe(0);
    const revoke = ['token', 'revoke', '--json', String(referenceNumber)];
    const first = await kwit(revoke, { home: owner });
    const second = await kwit(revoke, { home: owner });
    expect([first, second].map(({ code, objects }) => [code, objects[0]?.alreadyRevoked])).toEqual([
      [0, false],
      [0, true],
    ]);
    const doctor = await kwit(['doctor', '--lang', 'pl'], { home });
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain('zakończył przetwarzanie statusem 450');
    expect(doctor.stdout).toMatch(/^ +→ Należy/m);
  });

  it('revoking a certificate twice is no failure', async () => {
    const ksef = await emptyKsef();
    const home = await enrolledHome(ksef);
    const serial = String((await kwit(['whoami', '--json'], { home })).objects[0]?.certificateSerial);
    const login = ['login', '--env', ksef.apiUrl, '--nip', demoNip, '--self-signed'];
    await kwit(login, { home });
    const twice = [
      await kwit(['cert', 'revoke', serial], { home }),
      await kwit(['cert', 'revoke', serial], { home }),
    ];
    expect(twice.map(({ code }) => code)).toEqual([0, 0]);
    expect(twice[1]?.stdout).toContain('was revoked before');
    expect((await kwit(['cert', 'revoke', '00000000000000AA'], { home })).code).toBe(1);
  });

  it.runIf(readdirSync('/dev').includes('full'))(
    'a token that could not be shown does not stay valid',
    async () => {
      const { apiUrl } = await emptyKsef();
      const home = await connectedHome(apiUrl);
      const launcher = join(import.meta.dirname, '../bin/kwit.mjs');
      const script = '"$0" "$1" token create --name Token --permission InvoiceRead >/dev/full';
      const env = { PATH: process.env.PATH ?? '', KWIT_HOME: home, LANG: 'C' };
      const ended = await outcomeOf(spawn('sh', ['-c', script, process.execPath, launcher], { env }));
      expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('was revoked')]);
      expect(ended.stderr).not.toContain('nothing was half-written');
      const list = await kwit(['token', 'list', '--json'], { home });
      expect(list.objects.map(({ status }) => status)).toEqual(['Revoked']);
    },
  );
});
