import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { createSelfSignedCertificate } from '@kwit/crypto';
import type { Ksef } from '@kwit/ksef';
import { createKsefClient, type KsefClient, type SessionInvoice } from '@kwit/ksef-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  connectedHome,
  demoNip,
  example,
  invoiceFile,
  kwit,
  localKsef,
  outcomeOf,
  startKwit,
  temporaryFolder,
} from './harness.ts';
import { type Network, network } from './proxy.ts';

let ksef: Ksef;
let auditor: KsefClient;
beforeAll(async () => {
  ksef = await localKsef();
  auditor = createKsefClient({ baseUrl: ksef.apiUrl });
  const subject = {
    commonName: 'Firma',
    organizationName: 'Firma',
    organizationIdentifier: `VATPL-${demoNip}`,
    countryName: 'PL',
  };
  const credential = await createSelfSignedCertificate({ subject });
  await auditor.logInWithCertificate({ context: { type: 'Nip', value: demoNip }, credential });
});

/** Everything that KSeF holds under an invoice number, whatever became of it. */
async function inKsef(number: string): Promise<SessionInvoice[]> {
  const found: SessionInvoice[] = [];
  let headers: { 'x-continuation-token'?: string } = {};
  for (;;) {
    const query = { sessionType: 'Online', pageSize: 100 } as const;
    const page = await auditor.operations.listSessions({ query, headers });
    for (const { referenceNumber } of page.sessions)
      for await (const invoice of auditor.session(referenceNumber).invoices())
        if (invoice.invoiceNumber === number) found.push(invoice);
    if (!page.continuationToken) return found;
    headers = { 'x-continuation-token': page.continuationToken };
  }
}

const receiptsIn = (home: string): string[] => {
  const folder = join(home, 'upo');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);
};

describe('kwit send', () => {
  let home: string;
  beforeAll(async () => {
    home = await connectedHome(ksef.apiUrl);
  });

  it('tells a person number, KSeF number, time and receipt, in both languages', async () => {
    const [one, other] = [invoiceFile(), invoiceFile()];
    const polish = await kwit(['send', '--lang', 'pl', one.file], { home });
    expect(polish.code).toBe(0);
    expect(polish.stdout).toMatch(
      new RegExp(`^${one.number}: 1111111111-\\d{8}-[0-9A-F]{12}-[0-9A-F]{2} \\(\\d+,\\d\\d s\\)`),
    );
    expect(polish.stdout).toContain(`UPO: ${join(home, 'upo')}`);
    const english = await kwit(['send', other.file], { home });
    expect(english.stdout).toMatch(/\(\d+\.\d\d s\)/);
    const again = await kwit(['send', '--lang', 'pl', one.file], { home });
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('nie wysłano ponownie');
  });

  it('does not send the same file twice, also under another name', async () => {
    const { file, number } = invoiceFile();
    const first = await kwit(['send', '--json', file], { home });
    const copy = join(temporaryFolder(), 'copy.json');
    copyFileSync(file, copy);
    const again = await kwit(['send', '--json', file, copy], { home });
    expect(again.code).toBe(0);
    for (const object of again.objects)
      expect(object).toMatchObject({
        status: 'accepted',
        alreadySent: true,
        ksefNumber: first.objects[0]?.ksefNumber,
        upo: first.objects[0]?.upo,
      });
    expect(await inKsef(number)).toHaveLength(1);
  });

  it('sends the same content under two names in one run once', async () => {
    const { file, number } = invoiceFile();
    const copy = join(temporaryFolder(), 'copy.json');
    copyFileSync(file, copy);
    const sent = await kwit(['send', '--json', file, copy, file], { home });
    expect(sent.code).toBe(0);
    expect(sent.objects.map((object) => object.alreadySent).sort()).toEqual([false, true]);
    expect(await inKsef(number)).toHaveLength(1);
  });

  it('of two files with one number only the first is sent, and the second is told before', async () => {
    const { file, number } = invoiceFile();
    const other = invoiceFile({ number, extra: { notes: ['inna treść'] } });
    const sent = await kwit(['send', '--json', file, other.file], { home });
    expect(sent.code).toBe(1);
    const [refused, accepted] = sent.objects;
    expect(refused).toMatchObject({ file: other.file, number, status: 'invalid', ksefNumber: null });
    expect(refused?.problems).toMatchObject([{ code: 'number-repeated', severity: 'error' }]);
    expect(accepted).toMatchObject({ file, status: 'accepted' });
    const again = await kwit(['send', '--lang', 'pl', file, other.file], { home });
    expect(again.code).toBe(1);
    expect(again.stdout).toContain(`inna faktura o numerze ${number}`);
    expect(again.stdout).toContain(file);
    expect(await inKsef(number)).toHaveLength(1);
  });

  it('invoices of two kinds may have one number, as KSeF allows it', async () => {
    const { file, number } = invoiceFile();
    const advance = join(temporaryFolder(), 'advance.json');
    writeFileSync(
      advance,
      JSON.stringify({ ...JSON.parse(readFileSync(example('advance.json'), 'utf8')), number }),
    );
    const sent = await kwit(['send', '--json', file, advance], { home });
    expect(sent.objects.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  });

  it('sends XML byte for byte', async () => {
    const { file } = invoiceFile();
    const xml = join(temporaryFolder(), 'invoice.xml');
    await kwit(['build', file, '-o', xml]);
    const sent = await kwit(['send', '--json', xml], { home });
    const ksefNumber = String(sent.objects[0]?.ksefNumber);
    const kept = await auditor.operations.getInvoiceByKsefNumber({ path: { ksefNumber } });
    expect(kept).toBe(readFileSync(xml, 'utf8'));
  });

  it('sends many in one session; a wrong one does not stop the others', async () => {
    const folder = temporaryFolder();
    const good = Array.from({ length: 12 }, () => invoiceFile({ folder }));
    const bad = invoiceFile({ folder, extra: { lines: [] } });
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{"number": ');
    const files = [bad.file, broken, folder, ...good.map((one) => one.file)];
    const sent = await kwit(['send', '--json', ...files], { home });
    expect(sent.code).toBe(1);
    expect(sent.objects).toHaveLength(files.length);
    const statusOf = new Map(sent.objects.map((object) => [object.file, object.status]));
    expect(files.map((file) => statusOf.get(file))).toEqual([
      'invalid',
      'invalid',
      'error',
      ...good.map(() => 'accepted'),
    ]);
    const sessions = new Set(sent.objects.map((object) => object.sessionReference).filter(Boolean));
    expect(sessions.size).toBe(1);
    const human = await kwit(['send', '--lang', 'pl', ...files], { home });
    expect(human.code).toBe(1);
    expect(human.stdout).toContain('Wysłane: 0, wysłane wcześniej: 12, odrzucone lub błędne: 3');
  });

  it('shows a refusal with its reason and what to do, and sends the file again once it is corrected', async () => {
    const first = invoiceFile();
    await kwit(['send', first.file], { home });
    const second = invoiceFile({ number: first.number, extra: { notes: ['inna treść'] } });
    const refused = await kwit(['send', '--json', second.file], { home });
    expect(refused.code).toBe(1);
    const [result] = refused.objects;
    expect(result).toMatchObject({ status: 'rejected', ksefNumber: null, upo: null });
    const [original] = await inKsef(first.number).then((all) => all.filter((one) => one.ksefNumber));
    expect(JSON.stringify(result?.problems)).toContain('ksef-440');
    expect(JSON.stringify(result?.problems)).toContain(original?.ksefNumber);
    const human = await kwit(['send', '--lang', 'pl', second.file], { home });
    expect(human.code).toBe(1);
    expect(human.stdout).toContain('Duplikat faktury');
    expect(human.stdout).toContain('Należy zmienić numer');
    const text = readFileSync(second.file, 'utf8').replace(first.number, `${first.number}/A`);
    writeFileSync(second.file, text);
    expect((await kwit(['send', second.file], { home })).code).toBe(0);
  });

  it('an attachment without the consent of the seller is refused, and says where it is announced', async () => {
    const attachment = { blocks: [{ metadata: [{ key: 'Licznik', value: '1' }] }] };
    const { file } = invoiceFile({ extra: { attachment } });
    const refused = await kwit(['send', '--lang', 'pl', file], { home });
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('nie posiada zgody do wysyłania faktur z załącznikami');
    expect(refused.stdout).toContain('e-Urzędzie Skarbowym');
  });

  it("another firm's invoice is refused, with a hint at the seller", async () => {
    const { file } = invoiceFile({ seller: '2222222222', extra: { buyer: undefined } });
    const text = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...text, buyer: { ...text.seller, nip: demoNip } }));
    const sent = await kwit(['send', file], { home });
    expect(sent.code).toBe(1);
    expect(sent.stdout).toContain('410');
    expect(sent.stdout).toContain('NIP of the seller');
  });

  it('knows a receipt again that was removed', async () => {
    const { file, number } = invoiceFile();
    const sent = await kwit(['send', '--json', file], { home });
    const receipt = String(sent.objects[0]?.upo);
    const content = readFileSync(receipt);
    rmSync(receipt);
    const again = await kwit(['upo', '--json', number], { home });
    expect(again.code).toBe(0);
    expect(readFileSync(String(again.objects[0]?.upo))).toEqual(content);
  });

  it('shows the latest invoices, a session, its receipt, and says what it does not know', async () => {
    const { file } = invoiceFile();
    const sent = await kwit(['send', '--json', file], { home });
    const reference = String(sent.objects[0]?.sessionReference);
    const recent = await kwit(['status', '--json'], { home });
    expect(recent.objects[0]).toMatchObject({ file, status: 'accepted' });
    const receipt = await kwit(['upo', '--json', reference], { home });
    expect(receipt.code).toBe(0);
    // The collective receipt of the session, not the one of the invoice.
    expect(receipt.objects).toEqual([expect.objectContaining({ sessionReference: reference })]);
    expect(receipt.objects[0]?.upo).not.toBe(sent.objects[0]?.upo);
    expect(readFileSync(String(receipt.objects[0]?.upo), 'utf8')).toContain(
      String(sent.objects[0]?.ksefNumber),
    );
    const unknown = await kwit(['status', 'NIE/MA/1'], { home });
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('NIE/MA/1');
    expect((await kwit(['upo', 'NIE/MA/1'], { home })).code).toBe(1);
    expect((await kwit(['status', '20260101-SO-0000000000-0000000000-00'], { home })).code).toBe(1);
  });

  it('says how many of all it shows, and shows as many as are asked for', async () => {
    const folder = temporaryFolder();
    const other = await connectedHome(ksef.apiUrl);
    const files = Array.from({ length: 22 }, () => invoiceFile({ folder }).file);
    await kwit(['send', ...files], { home: other });
    const some = await kwit(['status', '--json'], { home: other });
    expect(some.objects).toHaveLength(21);
    expect(some.objects[20]).toEqual({ status: 'more', shown: 20, total: 22 });
    const human = await kwit(['status', '--lang', 'pl'], { home: other });
    expect(human.stderr).toContain('20 z 22 faktur; więcej: --all');
    expect((await kwit(['status', '--all', '--json'], { home: other })).objects).toHaveLength(22);
    const two = await kwit(['status', '--limit', '2', '--json'], { home: other });
    expect(two.objects).toHaveLength(3);
    expect((await kwit(['status', '--limit', '0'], { home: other })).code).toBe(2);
  });

  it('without files and without anything waiting is wrong usage', async () => {
    expect((await kwit(['send'], { home })).code).toBe(2);
  });

  it('two commands at once send one file once', async () => {
    const { file, number } = invoiceFile();
    const both = await Promise.all([
      kwit(['send', '--json', file], { home }),
      kwit(['send', '--json', file], { home }),
    ]);
    expect(both.map((ended) => ended.code)).toEqual([0, 0]);
    expect(both.map((ended) => ended.objects[0]?.alreadySent).sort()).toEqual([false, true]);
    expect(both[0]?.objects[0]?.ksefNumber).toBe(both[1]?.objects[0]?.ksefNumber);
    expect(await inKsef(number)).toHaveLength(1);
  });
});

describe('a network that fails, and a sender that dies', () => {
  let net: Network;
  let home: string;
  beforeAll(async () => {
    net = await network(ksef.url);
    home = await connectedHome(net.apiUrl);
  });
  afterAll(() => net.close());
  const reset = () => {
    net.decide = () => 'pass';
    net.answered = () => {};
    net.log.length = 0;
  };

  const steps: readonly (readonly [string, RegExp])[] = [
    ['opening the session', /^POST \/v2\/sessions\/online$/],
    ['sending', /^POST \/v2\/sessions\/online\/[^/]+\/invoices$/],
    ['asking for the decision', /^GET \/v2\/sessions\/[^/]+\/invoices\/[^/]+$/],
    ['fetching the receipt', /^GET \/v2\/sessions\/[^/]+\/invoices\/[^/]+\/upo$/],
    ['closing the session', /^POST \/v2\/sessions\/online\/[^/]+\/close$/],
  ];
  const moments = steps.flatMap(([name, step]) => [
    [name, 'before KSeF hears of it', step, false] as const,
    [name, 'after KSeF has done it', step, true] as const,
  ]);

  it.each(moments)('SIGKILL while %s, %s: the next send ends with exactly one invoice', async (...moment) => {
    const [, , step, after] = moment;
    reset();
    const { file, number } = invoiceFile();
    const sender = startKwit(['send', '--json', file], { home });
    sender.stdin?.end();
    let killed = false;
    const kill = async () => {
      killed = true;
      const gone = new Promise((done) => sender.on('exit', done));
      sender.kill('SIGKILL');
      await gone;
    };
    net.decide = async (request) => {
      if (killed || !step.test(request)) return 'pass';
      if (!after) await kill();
      return after ? 'pass' : 'refuse';
    };
    net.answered = async (request) => {
      if (!killed && after && step.test(request)) await kill();
    };
    const first = await outcomeOf(sender);
    expect(first.signal).toBe('SIGKILL');

    reset();
    const second = await kwit(['send', '--json', file], { home });
    expect(second.code).toBe(0);
    expect(second.objects[0]).toMatchObject({ status: 'accepted', number });
    const held = await inKsef(number);
    expect(held.map((one) => one.status.code)).toEqual([200]);
    expect(second.objects[0]?.ksefNumber).toBe(held[0]?.ksefNumber);
    expect(receiptsIn(home)).toContain(`${held[0]?.ksefNumber}.xml`);
    expect(readdirSync(join(home, 'runs'))).toEqual([]);
  });

  it('a lost answer is asked after in the same run', async () => {
    reset();
    const { file, number } = invoiceFile();
    let lost = 0;
    net.decide = (request) =>
      /\/invoices$/.test(request) && request.startsWith('POST') && lost++ === 0 ? 'lose' : 'pass';
    const sent = await kwit(['send', '--json', file], { home });
    expect(sent.code).toBe(0);
    expect(lost).toBe(1);
    expect((await inKsef(number)).map((one) => one.status.code)).toEqual([200]);
  });

  it('a network that breaks while sending ends with 3, and the next send goes on without a file', async () => {
    reset();
    const invoices = [invoiceFile(), invoiceFile()];
    let broken = false;
    net.decide = (request) => {
      if (request.startsWith('POST') && /\/invoices$/.test(request)) broken = true;
      return broken ? 'lose' : 'pass';
    };
    const first = await kwit(['send', '--lang', 'pl', ...invoices.map((one) => one.file)], { home });
    expect(first.code).toBe(3);
    expect(first.stdout).toContain('nie wiadomo, czy KSeF ją przyjął');
    expect(first.stdout).toContain('niczego nie wyśle dwa razy');
    reset();
    const status = await kwit(['status', '--json', String(invoices[0]?.number)], { home });
    expect(status.code).toBe(0);
    const second = await kwit(['send', '--json'], { home });
    expect(second.code === 0 || second.code === 2).toBe(true);
    for (const { file, number } of invoices) {
      await kwit(['send', file], { home });
      expect((await inKsef(number)).map((one) => one.status.code)).toEqual([200]);
    }
  });

  it('a web page instead of an answer, and no answer at all, end with 3', async () => {
    reset();
    net.decide = () => 'refuse';
    const { file } = invoiceFile();
    const sent = await kwit(['send', '--json', file], { home });
    expect(sent.code).toBe(3);
    expect(sent.objects[0]).toMatchObject({ status: 'unfinished', ksefNumber: null });
    const status = await kwit(['status', '--json', file], { home });
    expect(status.objects[0]).toMatchObject({ status: 'stored' });
    const doctor = await kwit(['doctor', '--json'], { home });
    expect(doctor.code).toBe(3);
    expect(doctor.objects).toContainEqual(expect.objectContaining({ check: 'ksef', level: 'error' }));
    reset();
    expect((await kwit(['send'], { home })).code).toBe(0);
  });

  it.each(['SIGINT', 'SIGKILL'] as const)(
    'a run of many that ends with %s is wholly in the outbox, and the next send goes on with all of it',
    async (signal) => {
      reset();
      const invoices = Array.from({ length: 20 }, () => invoiceFile());
      const sender = startKwit(['send', '--json', ...invoices.map((one) => one.file)], { home });
      const ended = outcomeOf(sender);
      // The first one leaves: by now all of them must be written down.
      let left: () => void;
      const firstLeft = new Promise<void>((done) => {
        left = done;
      });
      net.decide = async (request) => {
        if (!request.startsWith('POST') || !/\/invoices$/.test(request)) return 'pass';
        left();
        sender.kill(signal);
        await ended;
        return 'refuse';
      };
      await firstLeft;
      const { code, objects } = await ended;
      if (signal === 'SIGINT') {
        expect(code).toBe(130);
        expect(new Set(objects.map((object) => object.status))).toEqual(new Set(['unfinished']));
        expect(objects).toHaveLength(invoices.length);
      }
      reset();
      const second = await kwit(['send', '--json'], { home });
      expect(second.code).toBe(0);
      expect(second.objects.map((object) => object.number).sort()).toEqual(
        invoices.map((one) => one.number).sort(),
      );
      expect((await kwit(['send'], { home })).code).toBe(2);
    },
  );

  it('files that a run did not come to are told apart from those that wait in the outbox', async () => {
    reset();
    const [before, after] = [invoiceFile(), invoiceFile()];
    // It waits for standard input, which has not ended, when the signal comes.
    const sender = startKwit(['send', '--json', before.file, '-', after.file], { home });
    const ended = outcomeOf(sender);
    const lockFolder = join(home, 'runs');
    await expect.poll(() => existsSync(lockFolder) && readdirSync(lockFolder).length).toBe(1);
    sender.kill('SIGTERM');
    const { code, objects } = await ended;
    expect(code).toBe(130);
    expect(objects.map(({ file, status }) => [file, status]).sort()).toEqual(
      ['-', before.file, after.file].map((file) => [file, 'not-started']).sort(),
    );
    for (const { problems } of objects)
      expect(JSON.stringify(problems)).toContain('Run the same command again');
    expect(await inKsef(after.number)).toEqual([]);
    expect(await inKsef(before.number)).toEqual([]);
    expect((await kwit(['send', before.file, after.file], { home })).code).toBe(0);
  });

  it('Ctrl+C ends in good order, and nothing is lost', async () => {
    reset();
    const { file, number } = invoiceFile();
    const sender = startKwit(['send', '--json', file], { home });
    net.answered = (request) => {
      if (request.startsWith('POST') && /\/invoices$/.test(request)) sender.kill('SIGINT');
    };
    const ended = await outcomeOf(sender);
    expect([130, 0]).toContain(ended.code);
    reset();
    expect((await kwit(['send', file], { home })).code).toBe(0);
    expect((await inKsef(number)).map((one) => one.status.code)).toEqual([200]);
  });

  it('log-out tells of what waits, and after the next log-in it goes on', async () => {
    reset();
    const address = net.apiUrl;
    const other = await connectedHome(address);
    const { file, number } = invoiceFile();
    const sender = startKwit(['send', file], { home: other });
    const ended = outcomeOf(sender);
    net.decide = async (request) => {
      if (!request.startsWith('POST') || !/\/invoices$/.test(request)) return 'pass';
      sender.kill('SIGKILL');
      await ended;
      return 'refuse';
    };
    await ended;
    reset();
    const login = ['login', '--env', address, '--nip', demoNip];
    const out = await kwit(['logout'], { home: other });
    expect(out.stderr).toContain(
      `Unfinished: 1 invoice, kept here. After kwit ${login.join(' ')}, kwit send`,
    );
    await kwit([...login, '--self-signed'], { home: other });
    const told = await kwit(['logout', '--json'], { home: other });
    expect(told.objects).toEqual([expect.objectContaining({ status: 'logged-out', unfinished: 1 })]);
    await kwit([...login, '--self-signed'], { home: other });
    const sent = await kwit(['send', '--json'], { home: other });
    expect(sent.objects).toEqual([expect.objectContaining({ number, status: 'accepted' })]);
    const nothing = await kwit(['logout'], { home: other });
    expect([nothing.code, nothing.stderr]).toEqual([0, expect.not.stringContaining('Unfinished')]);
  });
});

describe('a disk that fills up', () => {
  const isRoot = process.getuid?.() === 0;
  const folder = temporaryFolder();
  const mounted = () => spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).status === 0;
  const unmounted = () => spawnSync('umount', [folder]).status === 0;
  const canMount = isRoot && mounted() && unmounted();
  beforeAll(() => {
    if (canMount) mounted();
  });
  afterAll(() => {
    if (canMount) unmounted();
  });
  if (!canMount) console.log('a full disk is not tested here: no right to mount one');

  it.runIf(canMount)('ends the sending with a clear message; afterwards it goes on', async () => {
    const home = join(folder, 'home');
    const login = await kwit(['login', '--env', ksef.apiUrl, '--nip', demoNip, '--self-signed'], { home });
    expect(login.code).toBe(0);
    mkdirSync(join(folder, 'ballast'));
    for (let part = 0; ; part++) {
      try {
        writeFileSync(join(folder, 'ballast', String(part)), Buffer.alloc(4096));
      } catch {
        break;
      }
    }
    const { file, number } = invoiceFile();
    const sent = await kwit(['send', file], { home });
    expect(sent.code).toBe(1);
    expect(sent.stdout + sent.stderr).toContain('disk is full');
    rmSync(join(folder, 'ballast'), { recursive: true });
    expect((await kwit(['send', file], { home })).code).toBe(0);
    expect((await inKsef(number)).filter((one) => one.status.code === 200)).toHaveLength(1);
  });
});
