import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipEntries } from '@kwit/archive';
import {
  type Credential,
  certificatePem,
  createCertificateAuthority,
  createSelfSignedCertificate,
  generateKeyPair,
  issueCertificate,
  ksefNumber,
  readCertificate,
} from '@kwit/crypto';
import { startKsef } from '@kwit/ksef';
import { describe, expect, it } from 'vitest';
import { connectedHome, demoNip, example, invoiceFile, kwit, localKsef, temporaryFolder } from './harness.ts';

const isPdf = (file: string): boolean => readFileSync(file).subarray(0, 5).toString() === '%PDF-';
const nothingKnown = () => join(temporaryFolder(), 'home');

/** The example beside nothing else, so that what the command writes is all there is. */
function copied(name: string, as = name): string {
  const file = join(temporaryFolder(), as);
  copyFileSync(example(name), file);
  return file;
}

async function namesIn(zip: string): Promise<string[]> {
  const bytes = readFileSync(zip);
  const source = {
    sizeBytes: bytes.length,
    read: async (start: number, end: number) => bytes.subarray(start, end),
  };
  const names: string[] = [];
  for await (const entries of zipEntries(source)) names.push(...entries.map(({ name }) => name));
  return names;
}

describe('kwit pdf', () => {
  it('writes a PDF beside the file, from XML and from JSON, and makes no home for it', async () => {
    const home = nothingKnown();
    for (const name of ['vat-invoice.xml', 'vat-invoice.json']) {
      const file = copied(name);
      const { code, objects, stderr } = await kwit(['pdf', '--json', file], { home });
      expect(stderr).toBe('');
      expect(code).toBe(0);
      expect(objects[0]).toMatchObject({ file, status: 'drawn', ksefNumber: null, problems: [] });
      expect(isPdf(String(objects[0]?.document))).toBe(true);
      expect(readdirSync(join(file, '..'))).toHaveLength(2);
    }
    expect(existsSync(home)).toBe(false);
  });

  it('marks an invoice that was not sent as a preview, without a code of KSeF', async () => {
    const output = join(temporaryFolder(), 'preview.html');
    const { code } = await kwit(['pdf', example('vat-invoice.xml'), '-o', output], { home: nothingKnown() });
    expect(code).toBe(0);
    const html = readFileSync(output, 'utf8');
    expect(html).toContain('Podgląd: bez numeru KSeF');
    expect(html).not.toContain('/invoice/');
  });

  it('names the values of its options in the language of the help, and standard input', async () => {
    const { stdout } = await kwit(['pdf', '--help', '--lang', 'pl']);
    for (const words of ['--output <miejsce>', '--accent <kolor>', '--ksef-number <numer>', '„-” oznacza'])
      expect(stdout).toContain(words);
  });

  it('replaces nothing unless told to', async () => {
    const file = copied('vat-invoice.xml');
    const home = nothingKnown();
    expect((await kwit(['pdf', file], { home })).code).toBe(0);
    const again = await kwit(['pdf', file], { home });
    expect(again.code).toBe(1);
    expect(again.stdout).toContain('.pdf');
    expect(again.stdout).toContain('(-o)');
    expect(again.stdout).not.toContain('--name');
    expect((await kwit(['pdf', '--overwrite', file], { home })).code).toBe(0);
  });

  it('tells what is there already, file by file, and makes the others', async () => {
    const folder = temporaryFolder();
    const home = nothingKnown();
    for (const name of ['vat-invoice.xml', 'correction.xml']) copyFileSync(example(name), join(folder, name));
    expect((await kwit(['pdf', join(folder, 'correction.xml')], { home })).code).toBe(0);
    const { code, objects } = await kwit(['pdf', '--json', folder], { home });
    expect(code).toBe(1);
    expect(objects).toMatchObject([
      { file: join(folder, 'correction.xml'), status: 'invalid', problems: [{ code: 'file-exists' }] },
      { file: join(folder, 'vat-invoice.xml'), status: 'drawn' },
    ]);
    expect(isPdf(join(folder, 'vat-invoice.pdf'))).toBe(true);
  });

  it('refuses a ZIP that is there before it draws anything', async () => {
    const zip = join(temporaryFolder(), 'all.zip');
    writeFileSync(zip, 'mine');
    const { code, stdout } = await kwit(['pdf', '--json', example('vat-invoice.xml'), '-o', zip], {
      home: nothingKnown(),
    });
    expect(code).toBe(1);
    expect(stdout).toContain('file-exists');
    expect(stdout).not.toContain('"drawn"');
    expect(readFileSync(zip, 'utf8')).toBe('mine');
  });

  it('packs a folder into a ZIP, whatever is wrong with one of its files', async () => {
    const folder = temporaryFolder();
    for (const name of ['vat-invoice.xml', 'correction.xml', 'export.json'])
      copyFileSync(example(name), join(folder, name));
    mkdirSync(join(folder, 'below'));
    copyFileSync(example('advance.xml'), join(folder, 'below', 'vat-invoice.xml'));
    writeFileSync(join(folder, 'broken.xml'), '<Faktura>');
    const zip = join(temporaryFolder(), 'all.zip');
    const { code, objects, stdout } = await kwit(['pdf', '--json', folder, '-o', zip], {
      home: nothingKnown(),
    });
    expect(code, stdout).toBe(1);
    expect(objects.filter(({ status }) => status === 'drawn')).toHaveLength(4);
    const refused = objects.find(({ status }) => status === 'invalid');
    expect(refused).toMatchObject({ file: join(folder, 'broken.xml') });
    expect(refused?.problems).not.toEqual([]);
    expect(objects.at(-1)).toMatchObject({ status: 'packed', archive: zip, documents: 4 });
    const names = await namesIn(zip);
    expect(names.sort()).toEqual(['correction.pdf', 'export.pdf', 'vat-invoice-2.pdf', 'vat-invoice.pdf']);
  });

  it('shares many files out to threads and loses none', async () => {
    const folder = temporaryFolder();
    const text = readFileSync(example('vat-invoice.xml'), 'utf8');
    const names = Array.from({ length: 40 }, (_, at) => `invoice-${String(at).padStart(2, '0')}`);
    for (const name of names) writeFileSync(join(folder, `${name}.xml`), text);
    const { code, objects } = await kwit(['pdf', '--json', folder], { home: nothingKnown() });
    expect(code).toBe(0);
    expect(objects.map(({ document }) => document)).toEqual(names.map((name) => join(folder, `${name}.pdf`)));
    const [first, ...rest] = names.map((name) => readFileSync(join(folder, `${name}.pdf`)).length);
    expect(Math.max(...rest) - Number(first)).toBeLessThan(50);
  });

  it('refuses what cannot be: many documents in one file, a number that is none, a colour, a logo, an empty folder', async () => {
    const home = nothingKnown();
    const one = example('vat-invoice.xml');
    const two = example('correction.xml');
    const to = join(temporaryFolder(), 'x.pdf');
    const logo = join(temporaryFolder(), 'logo.png');
    writeFileSync(logo, 'no picture');
    expect((await kwit(['pdf', one, two, '-o', to], { home })).code).toBe(2);
    for (const place of ['x.txt', 'x', '-', 'x.html', 'none/']) {
      const at = `${temporaryFolder()}/${place}`;
      const refused = await kwit(['pdf', one, '-o', place === '-' ? '-' : at, '--format', 'pdf'], { home });
      expect(refused.code, place).toBe(place === 'none/' ? 1 : 2);
      expect(existsSync(at), place).toBe(false);
    }
    expect((await kwit(['pdf', one, '-o', to, '--ksef-number', '123'], { home })).code).toBe(2);
    expect((await kwit(['pdf', one, '-o', to, '--cert', 'a.crt'], { home })).code).toBe(2);
    const colour = await kwit(['pdf', one, '-o', to, '--accent', 'reddish', '--json'], { home });
    expect(colour.code).toBe(1);
    expect(colour.stdout).toContain('accent-colour');
    expect((await kwit(['pdf', one, '-o', to, '--logo', logo], { home })).code).toBe(1);
    expect((await kwit(['pdf', temporaryFolder(), '-o', to], { home })).code).toBe(1);
    expect(existsSync(to)).toBe(false);
  });

  it('shows an invoice that was sent as it was sent, with its number and the code that leads to it', async () => {
    const { apiUrl, url } = await localKsef();
    const home = await connectedHome(apiUrl);
    const { file } = invoiceFile();
    const sent = await kwit(['send', '--json', file], { home });
    const ksefNumber = String(sent.objects[0]?.ksefNumber);
    const output = join(temporaryFolder(), 'sent.html');
    const drawn = await kwit(['pdf', '--json', file, '-o', output], { home });
    expect(drawn.objects[0]).toMatchObject({ status: 'drawn', ksefNumber });
    expect(readFileSync(output, 'utf8')).toContain(ksefNumber);

    const qr = await kwit(['qr', '--json', '--code', 'invoice', file], { home });
    expect(qr.objects[0]).toMatchObject({ code: 'invoice', caption: ksefNumber });
    const link = String(qr.objects[0]?.content);
    expect(link.startsWith(`${new URL(url).origin}/invoice/`)).toBe(true);
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain(ksefNumber);

    const upo = await kwit(
      ['pdf', '--json', String(sent.objects[0]?.upo), '-o', join(temporaryFolder(), 'upo.html')],
      { home },
    );
    expect(upo.code).toBe(0);
    expect(readFileSync(String(upo.objects[0]?.document), 'utf8')).toContain(ksefNumber);
  });
});

const numberOf = (sellerNip: string): string =>
  ksefNumber({ sellerNip, date: '20260105', technical: '0123456789AB' });
const inTest = ['--env', 'test'];

/** A certificate and its key as files; self-signed unless an authority issues it. */
async function certificateFiles(usage?: 'Authentication' | 'Offline'): Promise<string[]> {
  const subject = { commonName: 'Test' };
  const credential =
    usage === undefined ? await createSelfSignedCertificate({ subject }) : await issued(usage);
  const folder = temporaryFolder();
  const [cert, key] = [join(folder, 'a.crt'), join(folder, 'a.key')];
  writeFileSync(cert, certificatePem(credential.certificate));
  writeFileSync(key, credential.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  return ['--cert', cert, '--key', key];
}

async function issued(usage: 'Authentication' | 'Offline'): Promise<Credential> {
  const period = { validFrom: new Date(Date.now() - 1000), validTo: new Date(Date.now() + 86_400_000) };
  const authority = await createCertificateAuthority({ name: 'Test', ...period });
  const { publicKey, privateKey } = await generateKeyPair('EC');
  const wanted = {
    subject: { commonName: 'T' },
    publicKey,
    serialNumber: '01F20A5D352AE590',
    usage,
    ...period,
  };
  return { certificate: readCertificate(await issueCertificate({ authority, ...wanted })), privateKey };
}

describe.each(['pdf', 'qr'])('kwit %s refuses codes that would lead nowhere', (command) => {
  const run = (...args: string[]) => kwit([command, '--json', ...args], { home: nothingKnown() });

  it('of JSON that nothing was sent of: its XML is another one each time', async () => {
    const file = copied('vat-invoice.json');
    const offline = await certificateFiles('Offline');
    for (const more of [offline, ['--ksef-number', numberOf(demoNip)]]) {
      const { code, stdout, stderr } = await run(file, ...inTest, ...more);
      expect(code, stderr).toBe(1);
      expect(stdout + stderr).toContain('codes-need-xml');
      expect(stdout + stderr).toContain(`build ${file} -o ${file.replace('.json', '.xml')}`);
    }
    expect(readdirSync(join(file, '..'))).toEqual(['vat-invoice.json']);
  });

  it('with the KSeF number of another seller; not where the buyer issues the invoice', async () => {
    const other = await run(copied('vat-invoice.xml'), ...inTest, '--ksef-number', numberOf('5555555555'));
    expect(other.code).toBe(1);
    expect(other.stdout + other.stderr).toContain('ksef-number-of-other');
    const own = await run(copied('self-invoicing.xml'), ...inTest, '--ksef-number', numberOf(demoNip));
    expect(own.code, own.stdout).toBe(0);
  });

  it('with a certificate of type Authentication, or none of KSeF, or where no environment is known', async () => {
    const file = copied('vat-invoice.xml');
    const asked = async (certificate: string[], ...more: string[]) => {
      const { code, stdout, stderr } = await run(file, ...certificate, ...more);
      return [code, /"code":"([^"]+)"/.exec(stdout + stderr)?.[1]];
    };
    expect(await asked(await certificateFiles('Authentication'), ...inTest)).toEqual([
      1,
      'certificate-not-offline',
    ]);
    expect(await asked(await certificateFiles(), ...inTest)).toEqual([1, 'certificate-other-issuer']);
    const offline = await certificateFiles('Offline');
    expect(await asked(offline)).toEqual([2, 'usage']);
    expect(await asked(offline, ...inTest, '--ksef-number', numberOf(demoNip))).toEqual([2, 'usage']);
    expect((await run(file, ...offline, ...inTest)).code).toBe(0);
  });

  it('warns that an invoice with a number has no KOD I where no environment is known', async () => {
    const file = copied('exempt-other.xml');
    const args = [file, '--ksef-number', numberOf(demoNip)];
    const { code, objects } = await run(...args);
    expect(code).toBe(0);
    expect(objects[0]?.problems).toMatchObject([{ code: 'codes-without-env', severity: 'warning' }]);
    const told = await kwit([command, '--overwrite', ...args], { home: nothingKnown() });
    expect(told.stderr).toContain('codes-without-env');
  });
});

it('shows a file that was sent to two environments as the one has it that one is connected to', async () => {
  const { apiUrl } = await localKsef();
  const other = await startKsef({ port: 0 });
  try {
    const home = await connectedHome(apiUrl);
    const { file } = invoiceFile();
    const numberAt = async (env: string) => {
      const sent = await kwit(['send', '--json', '--env', env, '--nip', demoNip, file], { home });
      return String(sent.objects[0]?.ksefNumber);
    };
    const numbers = new Map([[apiUrl, await numberAt(apiUrl)]]);
    const login = ['login', '--env', other.apiUrl, '--nip', demoNip, '--self-signed'];
    expect((await kwit(login, { home })).code).toBe(0);
    numbers.set(other.apiUrl, await numberAt(other.apiUrl));
    for (const [env, ksefNumber] of numbers) {
      expect((await kwit(['switch', '--env', env], { home })).code).toBe(0);
      const drawn = await kwit(['qr', '--json', '--code', 'invoice', file], { home });
      expect(drawn.objects[0]).toMatchObject({ caption: ksefNumber });
    }
  } finally {
    await other.close();
  }
});

it('makes codes of JSON whose XML waits in the outbox, the same each time', async () => {
  const ksef = await startKsef({ port: 0 });
  const home = await connectedHome(ksef.apiUrl);
  await ksef.close();
  const { file } = invoiceFile();
  const sent = await kwit(['send', '--json', file], { home });
  expect(sent.code, sent.stdout).not.toBe(0);
  const offline = await certificateFiles('Offline');
  const link = async () =>
    (await kwit(['qr', '--json', '--code', 'invoice', file, ...offline], { home })).objects[0]?.content;
  const first = await link();
  expect(first).toContain(`/invoice/${demoNip}/`);
  expect(await link()).toBe(first);
});

describe('kwit pdf warns and refuses', () => {
  it('where values are wrong, and draws the document nevertheless', async () => {
    const file = copied('vat-invoice.xml');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/<P_15>[^<]*/, '<P_15>abc'));
    const { code, objects, stderr } = await kwit(['pdf', '--json', file], { home: nothingKnown() });
    expect(code, stderr).toBe(0);
    expect(objects[0]).toMatchObject({
      status: 'drawn',
      problems: [{ code: 'document-invalid', severity: 'warning' }],
    });
  });

  it('a number or a certificate that it would pass over', async () => {
    const { apiUrl } = await localKsef();
    const home = await connectedHome(apiUrl);
    const { file } = invoiceFile();
    const sent = await kwit(['send', '--json', file], { home });
    const upo = String(sent.objects[0]?.upo);
    const other = ['--ksef-number', numberOf(demoNip)];
    const asked = async (...args: string[]) =>
      (await kwit(['pdf', '--json', '--overwrite', ...args], { home })).objects[0];
    const to = ['-o', join(temporaryFolder(), 'x.pdf')];
    expect(await asked(upo, ...to, ...other)).toMatchObject({
      status: 'invalid',
      problems: [{ code: 'ksef-number-without-invoice' }],
    });
    expect(await asked(file, ...to, ...other)).toMatchObject({
      status: 'invalid',
      problems: [{ code: 'ksef-number-differs' }],
    });
    expect(await asked(file, ...to, ...(await certificateFiles('Offline')))).toMatchObject({
      status: 'drawn',
      problems: [{ code: 'certificate-not-used', severity: 'warning' }],
    });
  });
});

describe('kwit qr', () => {
  it('makes both codes of an invoice issued offline, and KSeF knows the certificate of the second', async () => {
    const { apiUrl } = await localKsef();
    const home = await connectedHome(apiUrl);
    const out = temporaryFolder();
    const password = 'Abcdefghijk12345!';
    const enrolled = await kwit(
      ['cert', 'enroll', '--name', 'Offline 1', '--usage', 'offline', '--out', out],
      { home, env: { KWIT_KEY_PASSWORD: password } },
    );
    expect(enrolled.code, enrolled.stderr).toBe(0);
    const certificate = ['--cert', join(out, 'Offline 1.crt'), '--key', join(out, 'Offline 1.key')];
    const { file } = invoiceFile();
    const xml = join(out, 'invoice.xml');
    expect((await kwit(['build', file, '-o', xml])).code).toBe(0);
    const { code, objects, stderr } = await kwit(['qr', '--json', ...certificate, xml], {
      home,
      env: { KWIT_KEY_PASSWORD: password },
    });
    expect(code, stderr).toBe(0);
    expect(objects.slice(0, 2)).toMatchObject([
      { code: 'invoice', caption: 'OFFLINE' },
      { code: 'issuer', caption: 'CERTYFIKAT' },
    ]);
    const page = await fetch(String(objects[1]?.content), { headers: { 'accept-language': 'en' } });
    expect(page.status).toBe(200);
  });

  it('saves pictures of each kind', async () => {
    const folder = temporaryFolder();
    const { file } = invoiceFile();
    for (const ending of ['svg', 'png']) {
      const picture = join(folder, `code.${ending}`);
      const { code, objects } = await kwit(['qr', '--json', example('exempt-other.xml'), '-o', picture], {
        home: nothingKnown(),
      });
      expect([code, existsSync(picture)], JSON.stringify(objects)).toEqual([0, true]);
    }
    expect((await kwit(['qr', file, '-o', join(folder, 'code.gif')], { home: nothingKnown() })).code).toBe(2);
  });

  it('says why there is no code', async () => {
    const { code, stdout, stderr } = await kwit(
      ['qr', '--json', '--code', 'invoice', example('vat-invoice.xml')],
      {
        home: nothingKnown(),
      },
    );
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('no-code');
  });
});
