import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  certificateIdentity,
  certificatePem,
  createSelfSignedCertificate,
  encryptedKeyPem,
} from '@kwit/crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectedHome, demoNip, invoiceFile, kwit, localKsef, temporaryFolder } from './harness.ts';

const unit = `${demoNip}-00013`;
const password = 'Dobre-haslo-2026';

let apiUrl: string;
let home: string;
beforeAll(async () => {
  apiUrl = (await localKsef()).apiUrl;
  home = await connectedHome(apiUrl);
});

const login = (...args: string[]) => kwit(['login', '--json', '--env', apiUrl, ...args], { home });

describe('kwit login --context', () => {
  it.each([
    ['1111111111-00014', 'internal-id-checksum'],
    ['1111111112-00013', 'nip-checksum'],
    ['1111111111-123', 'context-format'],
    ['1111111111-', 'context-format'],
    ['1111111111-DE12', 'vat-ue-format'],
    ['1111111111-DE', 'vat-ue-format'],
    ['1111111111-XX123', 'vat-ue-format'],
    ['1111111111-GR123456789', 'vat-ue-format'],
    ['1111111111-PL1111111111', 'vat-ue-format'],
    ['1111111112-DE123456789', 'nip-checksum'],
    ['PPL12345', 'context-format'],
    ['111-111-11-12', 'nip-checksum'],
    ['1111111111-DE123456789', 'self-signed-pair'],
    ['firma', 'context-format'],
  ])('refuses %s before it asks anybody', async (identifier, code) => {
    // Nothing listens there: whoever asked the network would end with 3.
    const ended = await kwit(
      ['login', '--json', '--env', 'http://localhost:9', '--context', identifier, '--self-signed'],
      { home: join(temporaryFolder(), 'home') },
    );
    expect([ended.code, ended.objects[0]?.code]).toEqual([1, code]);
    expect(ended.objects[0]).toHaveProperty('remedy');
  });

  it('sends another context given as --nip to the right option, and takes one of both', async () => {
    const asNip = await kwit(['login', '--env', apiUrl, '--nip', unit, '--self-signed'], { home });
    expect([asNip.code, asNip.stderr]).toEqual([1, expect.stringContaining(`--context ${unit}`)]);
    const both = await login('--nip', demoNip, '--context', unit, '--self-signed');
    expect([both.code, both.objects[0]?.code]).toEqual([2, 'usage']);
  });

  it('a firm, in any spelling of its NIP', async () => {
    const { objects } = await login('--context', 'PL 111-111-11-11', '--self-signed');
    expect(objects[0]).toMatchObject({ nip: demoNip, context: { type: 'Nip', value: demoNip } });
  });

  it('a unit, by a certificate or by its token, which knows what it is of', async () => {
    const grant = ['permissions', 'grant', 'subunit', '--to', demoNip, '--name', 'Jan Kowalski'];
    const more = ['--subunit', unit, '--subunit-name', 'Oddział', '--nip', demoNip];
    expect(await kwit([...grant, ...more], { home })).toMatchObject({ code: 0 });
    const entered = await login('--context', unit, '--self-signed');
    expect(entered.objects[0]).toMatchObject({
      status: 'connected',
      nip: null,
      context: { type: 'InternalId', value: unit },
      current: true,
    });
    const made = await kwit(
      ['token', 'create', '--json', '--name', 'Oddział', '--permission', 'CredentialsManage'],
      { home },
    );
    const token = String(made.objects[0]?.token);
    expect(token).toContain(unit);
    const other = { home: join(temporaryFolder(), 'home') };
    const byToken = ['login', '--json', '--env', apiUrl, '--token', '-'];
    const again = await kwit(byToken, { ...other, input: token });
    expect(again.objects[0]).toMatchObject({ method: 'token', context: { value: unit } });
    const elsewhere = await kwit([...byToken, '--nip', demoNip], { ...other, input: token });
    expect(elsewhere.objects[0]).toMatchObject({ code: 'token-other-nip' });
  });

  it.each([
    `${demoNip}-DE123456789`,
    // Of the scenario `eu-entity` of the local KSeF: no number of a real German firm begins with a zero.
    '5500000000-DE050000000',
  ])('the pair %s, by a certificate that names neither NIP nor PESEL', async (pair) => {
    const nip = pair.slice(0, 10);
    expect(await login('--nip', nip, '--self-signed')).toMatchObject({ code: 0 });
    const credential = await createSelfSignedCertificate({
      subject: { givenNames: ['Anna'], surname: 'Muster', commonName: 'Anna Muster', countryName: 'DE' },
    });
    const { fingerprint } = certificateIdentity(credential.certificate);
    const folder = temporaryFolder();
    const file = (name: string, content: string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const request = file(
      'request.json',
      JSON.stringify({
        subjectIdentifier: { type: 'Fingerprint', value: fingerprint },
        contextIdentifier: { type: 'NipVatUe', value: pair },
        description: 'Anna Muster',
        euEntityName: 'Muster GmbH',
        subjectDetails: {
          subjectDetailsType: 'EntityByFingerprint',
          entityByFp: { fullName: 'Muster GmbH', address: 'Berlin' },
        },
        euEntityDetails: { fullName: 'Muster GmbH', address: 'Berlin' },
      }),
    );
    const grant = ['permissions', 'grant', 'eu-administrator', '--request', request, '--nip', nip];
    expect(await kwit(grant, { home })).toMatchObject({ code: 0 });
    const cert = file('anna.crt', certificatePem(credential.certificate));
    const key = file('anna.key', encryptedKeyPem(credential.privateKey, password));
    const entered = await kwit(
      ['login', '--env', apiUrl, '--context', pair.toLowerCase(), '--cert', cert, '--key', key],
      { home, env: { KWIT_KEY_PASSWORD: password } },
    );
    expect(entered).toMatchObject({ code: 0, stdout: expect.stringContaining(`NIP-VAT UE ${pair}`) });
    const lists = await kwit(['token', 'list', '--context', pair, '--lang', 'pl'], { home });
    expect(lists.code).toBe(0);
    const holders = await kwit(['permissions', 'list', '--json', '--context', pair], { home });
    expect(holders.objects).toContainEqual(
      expect.objectContaining({ permissionScope: 'VatUeManage', euEntityName: 'Muster GmbH' }),
    );
  });

  it('a provider of Peppol services', async () => {
    const entered = await login('--context', 'PPL654321', '--self-signed');
    expect(entered.objects[0]).toMatchObject({
      nip: null,
      context: { type: 'PeppolId', value: 'PPL654321' },
    });
    expect((await kwit(['doctor'], { home })).code).toBe(0);
  });
});

describe('kwit switch', () => {
  const current = async (of: string) => {
    const { objects } = await kwit(['whoami', '--json'], { home: of });
    return (objects[0]?.context as { value: string } | undefined)?.value;
  };

  it('makes another connection the current one, which commands then use', async () => {
    const other = await connectedHome(apiUrl, demoNip);
    const add = ['login', '--env', apiUrl, '--self-signed', '--nip'];
    await kwit([...add, '2222222222'], { home: other });
    // Of two, the other one.
    const done = await kwit(['switch'], { home: other });
    expect(done).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Current connection: NIP ${demoNip}`),
    });
    expect(await current(other)).toBe(demoNip);
    const sent = await kwit(['send', '--json', invoiceFile().file], { home: other });
    expect(sent.objects[0]).toMatchObject({ status: 'accepted' });

    const again = await kwit(['switch', '--nip', demoNip, '--lang', 'pl'], { home: other });
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('już bieżące') });

    await kwit([...add, '7777777777'], { home: other });
    const which = await kwit(['switch', '--json'], { home: other });
    expect([which.code, which.objects[0]?.code]).toEqual([1, 'connection-ambiguous']);
    expect(await current(other)).toBe('7777777777');
    const named = await kwit(['switch', '--json', '--nip', '2222222222'], { home: other });
    expect(named.objects).toEqual([
      expect.objectContaining({ status: 'current', nip: '2222222222', current: true }),
    ]);
    expect(await current(other)).toBe('2222222222');
    const none = await kwit(['switch', '--json', '--nip', '8888888888'], { home: other });
    expect([none.code, none.objects[0]?.code]).toEqual([1, 'not-connected']);
    expect(none.objects[0]?.remedy).toContain(`--env ${apiUrl} --nip 8888888888`);
    const pair = await kwit(['switch', '--context', `${demoNip}-DE123456789`], { home: other });
    expect(pair.stderr).toMatch(/--cert FILE.crt --key FILE.key/);
    expect(pair.stderr).not.toContain('--self-signed');
  });

  it('is what a person is told of where the current connection was left', async () => {
    const other = await connectedHome(apiUrl, demoNip);
    await kwit(['login', '--env', apiUrl, '--self-signed', '--nip', '2222222222'], { home: other });
    await kwit(['logout'], { home: other });
    const left = await kwit(['status', 'x', '--json'], { home: other });
    expect(left.code).toBe(1);
    const who = await kwit(['whoami'], { home: other });
    expect([who.code, who.stderr]).toEqual([1, expect.stringContaining('kwit switch')]);
    const [told] = who.stderr.split('\n');
    const out = await kwit(['logout'], { home: other });
    expect([out.code, out.stderr]).toEqual([1, expect.stringContaining(String(told))]);
    expect(out.stderr).toContain('kwit logout --env');
    const { objects } = await kwit(['doctor', '--json'], { home: other });
    expect(objects.find(({ check }) => check === 'connection')).toMatchObject({
      level: 'warning',
      message: told?.replace('kwit: ', ''),
      remedy: expect.stringContaining('kwit switch'),
    });
    expect((await kwit(['switch'], { home: other })).code).toBe(0);
    expect(await current(other)).toBe(demoNip);
  });

  it('with nothing kept, says how to log in', async () => {
    const ended = await kwit(['switch'], { home: join(temporaryFolder(), 'home') });
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining('kwit login --env local')]);
  });
});

describe('one number under several connections', () => {
  const [first, second, third] = [demoNip, '7777777777', '8888888888'];
  const number = 'WSPOLNY/1';
  let several: string;
  beforeAll(async () => {
    several = await connectedHome(apiUrl, first);
    for (const nip of [second, third])
      await kwit(['login', '--env', apiUrl, '--self-signed', '--nip', nip], { home: several });
    for (const seller of [first, second]) {
      const { file } = invoiceFile({ seller, number });
      expect((await kwit(['send', '--nip', seller, file], { home: several })).code).toBe(0);
    }
  });
  const run = (...args: string[]) => kwit(args, { home: several });
  const nipsOf = ({ objects }: { objects: Record<string, unknown>[] }) => objects.map(({ nip }) => nip);

  it('kwit status lists those of the connection that is named', async () => {
    expect(nipsOf(await run('status', '--json'))).toEqual([second, first]);
    expect(nipsOf(await run('status', '--json', '--nip', first))).toEqual([first]);
    expect(nipsOf(await run('status', '--json', '--context', second, '--env', apiUrl))).toEqual([second]);
    expect(nipsOf(await run('status', '--json', '--env', 'prod'))).toEqual([]);
    expect((await run('status', '--nip', third)).stdout).toContain('--nip');
    const wrong = await run('status', '--json', '--nip', '1111111112');
    expect([wrong.code, wrong.objects[0]?.code]).toEqual([1, 'nip-checksum']);
    expect((await run('status', '--env', 'nowhere')).code).toBe(2);
  });

  it('kwit status names the connections of lines that are of several', async () => {
    const both = await run('status');
    expect(both.stdout).toContain(`(NIP ${first}, ${apiUrl})`);
    expect(both.stdout).toContain(`(NIP ${second}, ${apiUrl})`);
    expect((await run('status', number)).stdout).toContain(`(NIP ${second}, ${apiUrl})`);
    expect((await run('status', '--nip', first)).stdout).not.toContain(apiUrl);
  });

  it('kwit whoami --all lists those that are named', async () => {
    expect(nipsOf(await run('whoami', '--all', '--json', '--nip', second))).toEqual([second]);
    expect(nipsOf(await run('whoami', '--all', '--json', '--env', apiUrl))).toEqual([first, second, third]);
    const none = await run('whoami', '--all', '--json', '--nip', '2222222222');
    expect([none.code, none.objects[0]?.code]).toEqual([1, 'not-connected']);
    expect((await run('whoami', '--all', '--env', 'nowhere')).code).toBe(2);
  });

  it('kwit upo takes that of the current connection, and none by chance', async () => {
    const upo = async (...args: string[]) => {
      const { code, objects, stderr } = await run('upo', number, '--json', ...args);
      return { code, upo: String(objects[0]?.upo), told: objects[0], stderr };
    };
    const refused = await upo();
    expect([refused.code, refused.told?.code]).toEqual([1, 'invoice-ambiguous']);
    expect(refused.told?.remedy).toContain(`--env ${apiUrl} --nip ${first}`);
    expect((await upo('--nip', first)).upo).toContain(first);
    for (const nip of [first, second]) {
      await run('switch', '--nip', nip);
      expect((await upo()).upo).toContain(`/${nip}/`);
    }
    await run('switch', '--nip', third);
    expect((await upo('--nip', second)).upo).toContain(`/${second}/`);
  });
});
