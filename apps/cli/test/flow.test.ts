import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isKsefNumber } from '@kwit/crypto';
import { read } from '@kwit/formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectedHome, demoNip, invoiceFile, kwit, localKsef, temporaryFolder } from './harness.ts';

const password = 'Haslo-do-klucza-1!';
const newHome = () => join(temporaryFolder(), 'home');

let apiUrl: string;
beforeAll(async () => {
  apiUrl = (await localKsef()).apiUrl;
});

/** Sends an invoice from this home and checks number, receipt and status as a user would. */
async function sendAndCheck(home: string): Promise<void> {
  const { file, number } = invoiceFile();
  const sent = await kwit(['send', '--json', file], { home });
  expect(sent.stderr).toBe('');
  expect(sent.code).toBe(0);
  const [result] = sent.objects;
  expect(result).toMatchObject({ file, number, status: 'accepted', problems: [], alreadySent: false });
  const ksefNumber = String(result?.ksefNumber);
  expect(isKsefNumber(ksefNumber)).toBe(true);
  expect(ksefNumber).toHaveLength(35);

  const receipt = readFileSync(String(result?.upo));
  expect(read(receipt, { formats: ['UPO(4.3)'] }).format).toBe('UPO(4.3)');
  expect(receipt.toString('utf8')).toContain(ksefNumber);

  const copy = join(temporaryFolder(), 'upo.xml');
  const upo = await kwit(['upo', number, '-o', copy], { home });
  expect(upo.code).toBe(0);
  expect(readFileSync(copy)).toEqual(receipt);
  for (const what of [file, number, ksefNumber, String(result?.invoiceReference)]) {
    const status = await kwit(['status', '--json', what], { home });
    expect(status.objects).toEqual([expect.objectContaining({ number, status: 'accepted', ksefNumber })]);
  }
}

describe('the flow of the guide', () => {
  it.each(['EC', 'RSA'])('by certificate (%s): enrol, log in with it, send, receipt', async (kind) => {
    const [first, folder] = [await connectedHome(apiUrl), join(temporaryFolder(), 'new', 'folder')];
    const passwordFile = join(temporaryFolder(), 'password');
    writeFileSync(passwordFile, password);
    const enrolled = await kwit(
      [
        ...['cert', 'enroll', '--json', '--name', 'Certyfikat do programu zewnętrznego', '--out', folder],
        ...['--key', kind, '--password-file', passwordFile],
      ],
      { home: first },
    );
    expect(enrolled.stderr).toBe('');
    expect(enrolled.code).toBe(0);
    const { certificate, key, certificateSerialNumber, validFrom, validTo } = enrolled.objects[0] as Record<
      string,
      string
    >;
    expect(readdirSync(folder).sort()).toEqual([
      'Certyfikat do programu zewnętrznego.crt',
      'Certyfikat do programu zewnętrznego.key',
    ]);
    expect(readFileSync(String(key), 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(statSync(String(key)).mode & 0o777).toBe(0o600);
    expect(Number(String(validTo).slice(0, 4)) - Number(String(validFrom).slice(0, 4))).toBe(2);

    const home = newHome();
    const login = await kwit(
      [
        ...['login', '--json', '--env', apiUrl, '--nip', demoNip],
        ...['--cert', String(certificate), '--key', String(key), '--password-file', passwordFile],
      ],
      { home },
    );
    expect(login.code).toBe(0);
    expect(login.objects[0]).toMatchObject({
      method: 'certificate',
      certificateSerial: certificateSerialNumber,
    });
    await sendAndCheck(home);

    const list = await kwit(['cert', 'list', '--json'], { home });
    expect(list.objects).toContainEqual(
      expect.objectContaining({ certificateSerialNumber, status: 'Active' }),
    );
    const revoked = await kwit(
      ['cert', 'revoke', String(certificateSerialNumber), '--reason', 'superseded'],
      { home },
    );
    expect(revoked.code).toBe(0);
    const refused = await kwit(
      ['login', '--env', apiUrl, '--nip', demoNip, '--cert', String(certificate), '--key', String(key)],
      { home: newHome(), env: { KWIT_KEY_PASSWORD: password } },
    );
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('460');
  });

  it('by token: create, log in with it, send, receipt; revoked, it lets nobody in', async () => {
    const first = await connectedHome(apiUrl);
    const created = await kwit(
      [
        'token',
        'create',
        '--json',
        '--name',
        'Token do programu',
        '--permission',
        'InvoiceWrite,InvoiceRead',
      ],
      { home: first },
    );
    expect(created.code).toBe(0);
    const { token, referenceNumber } = created.objects[0] as { token: string; referenceNumber: string };

    const home = newHome();
    const login = await kwit(['login', '--json', '--env', apiUrl, '--nip', demoNip, '--token', '-'], {
      home,
      input: `${token}\n`,
    });
    expect(login.code).toBe(0);
    expect(login.stdout + login.stderr).not.toContain(token);
    await sendAndCheck(home);

    const list = await kwit(['token', 'list'], { home: first });
    expect(list.stdout).toContain(referenceNumber);
    expect(list.stdout).not.toContain(token.split('|')[2]);
    // A log-in by token may not ask for certificates; the refusal says so and leaves no key behind.
    const folder = temporaryFolder();
    const enroll = await kwit(['cert', 'enroll', '--out', folder], {
      home,
      env: { KWIT_KEY_PASSWORD: password },
    });
    expect(enroll.code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);

    expect((await kwit(['token', 'revoke', referenceNumber], { home: first })).code).toBe(0);
    const refused = await kwit(['login', '--env', apiUrl, '--nip', demoNip, '--token', '-'], {
      home: newHome(),
      input: token,
    });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('450');
  });
});

describe('kwit cert enroll', () => {
  let home: string;
  beforeAll(async () => {
    home = await connectedHome(apiUrl);
  });

  it.each([
    ['Krotkie-1!', 'shorter than 15'],
    ['Bardzo-dlugie-haslo-ktore-ma-ponad-32-znaki', 'longer than 32'],
    ['bez-wielkiej-litery-1', 'no capital letter'],
    ['BEZ-MALEJ-LITERY-123', 'no small letter'],
    ['Bez-zadnej-cyfry-tu', 'no digit'],
    ['BezSpecjalnych1234', 'no special character'],
    ['Hasło-z-polską-1-literą', 'not allowed'],
    ['Haslo z odstepem-1!', 'not allowed'],
  ])('refuses the password «%s»', async (bad, reason) => {
    const folder = temporaryFolder();
    const ended = await kwit(['cert', 'enroll', '--out', folder], { home, env: { KWIT_KEY_PASSWORD: bad } });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(reason);
    expect(ended.stderr).not.toContain(bad);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('never replaces files, and asks nobody before it knows', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'Nazwa.key'), 'mine');
    const ended = await kwit(['cert', 'enroll', '--name', 'Nazwa', '--out', folder], {
      home,
      env: { KWIT_KEY_PASSWORD: password },
    });
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('already exists');
    expect(readFileSync(join(folder, 'Nazwa.key'), 'utf8')).toBe('mine');
    expect(existsSync(join(folder, 'Nazwa.crt'))).toBe(false);
  });

  it.each(['abc', 'a/../../b', 'Zażółć gęślą!'])('refuses the name «%s»', async (name) => {
    const ended = await kwit(['cert', 'enroll', '--name', name], {
      home,
      env: { KWIT_KEY_PASSWORD: password },
    });
    expect(ended.code).toBe(2);
  });

  it('refuses a serial number and a permission that do not exist', async () => {
    expect((await kwit(['cert', 'revoke', 'XYZ'], { home })).code).toBe(2);
    expect((await kwit(['cert', 'revoke', '00000000000000AA'], { home })).code).toBe(1);
    expect((await kwit(['token', 'create', '--name', 'Token', '--permission', 'All'], { home })).code).toBe(
      2,
    );
    expect((await kwit(['token', 'create', '--permission', 'InvoiceRead'], { home })).code).toBe(2);
    expect((await kwit(['token', 'revoke', 'nonsense'], { home })).code).toBe(2);
    expect((await kwit(['token', 'revoke', '20260101-EC-0000000000-0000000000-00'], { home })).code).toBe(1);
  });
});
