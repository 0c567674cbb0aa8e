/** Certificates in files: renewing, and logging in with a PKCS#12 file. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectedHome, demoNip, kwit, localKsef, temporaryFolder } from './harness.ts';

const password = 'Haslo-do-klucza-1';
const env = { KWIT_KEY_PASSWORD: password };
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

let apiUrl: string;
beforeAll(async () => {
  apiUrl = (await localKsef()).apiUrl;
});

/** A home that is connected with a KSeF certificate whose files are in `folder`. */
async function certified() {
  const home = await connectedHome(apiUrl);
  const folder = temporaryFolder();
  const enrolled = await kwit(['cert', 'enroll', '--name', 'Biuro', '--out', folder, '--json'], {
    home,
    env,
  });
  expect(enrolled).toMatchObject({ code: 0 });
  const [certificate, key] = [join(folder, 'Biuro.crt'), join(folder, 'Biuro.key')];
  const login = ['login', '--env', apiUrl, '--nip', demoNip, '--cert', certificate, '--key', key];
  expect((await kwit(login, { home, env })).code).toBe(0);
  return { home, folder, certificate, key, serial: String(enrolled.objects[0]?.certificateSerialNumber) };
}

describe('kwit cert renew', () => {
  it('writes new files, goes on with the new certificate, and leaves the old one', async () => {
    const { home, folder, serial } = await certified();
    const renewed = await kwit(['cert', 'renew', '--out', folder, '--json'], { home, env });
    expect(renewed).toMatchObject({ code: 0 });
    const [told] = renewed.objects;
    expect(told).toMatchObject({ status: 'renewed', replaces: serial, connectionChanged: true });
    expect(told?.name).toMatch(/^Biuro \d{4}-\d{2}-\d{2}$/);
    expect(statSync(String(told?.key)).mode & 0o777).toBe(0o600);
    expect(existsSync(String(told?.certificate))).toBe(true);

    const who = await kwit(['whoami', '--json'], { home });
    expect(who.objects[0]?.certificateSerial).toBe(told?.certificateSerialNumber);
    const listed = await kwit(['cert', 'list', '--json'], { home });
    const states = new Map(listed.objects.map((one) => [one.certificateSerialNumber, one.status]));
    expect(states.get(serial)).toBe('Active');
    expect(states.get(told?.certificateSerialNumber)).toBe('Active');
  });

  it('does nothing before the time that is given', async () => {
    const { home, folder, serial } = await certified();
    const early = await kwit(['cert', 'renew', '--within', '30', '--out', folder, '--json'], { home, env });
    expect(early.code).toBe(0);
    expect(early.objects[0]).toMatchObject({ status: 'not-due', certificateSerialNumber: serial });
    expect((await kwit(['cert', 'renew', '--within', 'soon'], { home, env })).code).toBe(2);
  });

  it('says so where the connection has no certificate of KSeF', async () => {
    const home = await connectedHome(apiUrl);
    const { code, stderr } = await kwit(['cert', 'renew'], { home, env });
    expect(code).toBe(1);
    expect(stderr).toContain('KSeF did not issue');
    expect(stderr).toContain('kwit cert enroll');
  });
});

describe.runIf(hasOpenssl)('kwit login with a .p12 file', () => {
  it('logs in; a wrong password, a missing one and a superfluous key are told', async () => {
    const { home, folder, certificate, key } = await certified();
    const file = join(folder, 'firma.p12');
    const make = ['pkcs12', '-export', '-in', certificate, '-inkey', key, '-out', file];
    execFileSync('openssl', [...make, '-passin', `pass:${password}`, '-passout', 'pass:haslo'], {
      stdio: 'pipe',
    });
    const login = ['login', '--env', apiUrl, '--nip', demoNip, '--cert', file];
    const right = await kwit([...login, '--json'], { home, env: { KWIT_KEY_PASSWORD: 'haslo' } });
    expect(right).toMatchObject({ code: 0 });
    expect(right.objects[0]).toMatchObject({ status: 'connected', method: 'certificate' });
    // The next command logs in with what was kept of the file.
    expect((await kwit(['doctor'], { home })).code).toBe(0);

    const wrong = await kwit(login, { home, env: { KWIT_KEY_PASSWORD: 'inne' } });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('firma.p12');
    expect(wrong.stderr).toContain('password of the PKCS#12 file is wrong');
    const none = await kwit(login, { home });
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('--password-file');
    const both = await kwit([...login, '--key', key], { home, env });
    expect(both.code).toBe(2);
    expect(both.stderr).toContain('leave --key out');
  });
});
