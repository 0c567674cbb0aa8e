/** `kwit send` with more invoices than go one by one: packages, and what a kill, a lost answer and a restart make of them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSelfSignedCertificate } from '@kwit/crypto';
import { type Ksef, startKsef } from '@kwit/ksef';
import { createKsefClient, type KsefClient } from '@kwit/ksef-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  connectedHome,
  demoNip,
  type InvoiceFile,
  invoiceFile,
  kwit,
  outcomeOf,
  startKwit,
  temporaryFolder,
} from './harness.ts';
import { type Network, network } from './proxy.ts';

const many = 24;
let net: Network;
let ksef: Ksef;
let auditor: KsefClient;
let home: string;

beforeAll(async () => {
  // Parts are sent to the public address: it leads through the network, too.
  let target = '';
  net = await network(() => target);
  ksef = await startKsef({ port: 0, rateLimits: 'off', publicUrl: new URL(net.apiUrl).origin });
  target = `http://localhost:${ksef.port}`;
  auditor = createKsefClient({ baseUrl: `${target}/v2` });
  const subject = {
    commonName: 'Firma',
    organizationName: 'Firma',
    organizationIdentifier: `VATPL-${demoNip}`,
    countryName: 'PL',
  };
  const credential = await createSelfSignedCertificate({ subject });
  await auditor.logInWithCertificate({ context: { type: 'Nip', value: demoNip }, credential });
  home = await connectedHome(net.apiUrl);
});
afterAll(async () => {
  await net.close();
  await ksef.close();
});

const files = (count = many): InvoiceFile[] => {
  const folder = temporaryFolder();
  return Array.from({ length: count }, () => invoiceFile({ folder }));
};
const pathsOf = (invoices: readonly InvoiceFile[]) => invoices.map(({ file }) => file);
const reset = () => {
  net.decide = () => 'pass';
  net.answered = () => {};
  net.changed = (_request, content) => content;
  net.log.length = 0;
};

/** KSeF numbers under which an invoice was accepted. */
async function acceptedAs(invoices: readonly InvoiceFile[]): Promise<string[][]> {
  const found = new Map(invoices.map(({ number }) => [number, [] as string[]]));
  for (const sessionType of ['Online', 'Batch'] as const) {
    let headers: { 'x-continuation-token'?: string } = {};
    do {
      const page = await auditor.operations.listSessions({ query: { sessionType, pageSize: 100 }, headers });
      for (const { referenceNumber } of page.sessions)
        for await (const one of auditor.session(referenceNumber).invoices())
          if (one.ksefNumber) found.get(one.invoiceNumber ?? '')?.push(one.ksefNumber);
      headers = page.continuationToken ? { 'x-continuation-token': page.continuationToken } : {};
    } while (headers['x-continuation-token']);
  }
  return [...found.values()];
}

describe('kwit send with many invoices', () => {
  it('asks after an invoice that KSeF left undecided, and does not send it again', async () => {
    reset();
    const invoices = files();
    net.changed = (request, content) => {
      if (!/^GET .*\/invoices\?/.test(request)) return content;
      const page = JSON.parse(content.toString());
      const [first] = page.invoices;
      if (first)
        Object.assign(first, { ksefNumber: null, status: { code: 150, description: 'Trwa przetwarzanie' } });
      return Buffer.from(JSON.stringify(page));
    };
    const paths = pathsOf(invoices);
    const first = await kwit(['send', '--json', ...paths], { home });
    expect(first.objects.filter(({ status }) => status === 'accepted')).toHaveLength(many - 1);
    reset();
    const second = await kwit(['send', '--json', ...paths], { home });
    expect(second.objects.map(({ status }) => status)).toEqual(paths.map(() => 'accepted'));
    expect(net.log.filter((request) => /^POST .*\/(sessions\/\w+|invoices)$/.test(request))).toEqual([]);
    expect((await acceptedAs(invoices)).map(({ length }) => length)).toEqual(paths.map(() => 1));
  });

  it('sends them as one package, each with its number and its receipt', async () => {
    reset();
    const invoices = files();
    const sent = await kwit(['send', '--json', ...pathsOf(invoices)], { home });
    expect(sent.stderr).toBe('');
    expect(sent.code).toBe(0);
    expect(sent.objects).toHaveLength(many);
    expect(new Set(sent.objects.map(({ sessionReference }) => sessionReference)).size).toBe(1);
    expect(String(sent.objects[0]?.sessionReference)).toContain('-SB-');
    for (const { ksefNumber, upo, status } of sent.objects) {
      expect(status).toBe('accepted');
      expect(readFileSync(String(upo), 'utf8')).toContain(String(ksefNumber));
    }
    const again = await kwit(['send', '--json', ...pathsOf(invoices)], { home });
    expect(again.code).toBe(0);
    expect(again.objects.every(({ alreadySent }) => alreadySent === true)).toBe(true);
    expect((await acceptedAs(invoices)).map(({ length }) => length)).toEqual(invoices.map(() => 1));
    expect(readdirSync(join(home, 'parts'))).toEqual([]);
  });

  it('tells of each what KSeF refused', async () => {
    reset();
    const [first, ...others] = files();
    if (!first) throw new Error('there are files');
    const twin = invoiceFile({ number: first.number, extra: { notes: ['inna treść'] } });
    await kwit(['send', first.file], { home });
    const sent = await kwit(['send', '--json', twin.file, ...pathsOf(others)], { home });
    expect(sent.code).toBe(1);
    const refused = sent.objects.filter(({ status }) => status === 'rejected');
    expect(refused.map(({ file }) => file)).toEqual([twin.file]);
    expect(JSON.stringify(refused[0]?.problems)).toContain('ksef-440');
    expect(sent.objects.filter(({ status }) => status === 'accepted')).toHaveLength(many - 1);
  });

  const steps: readonly (readonly [string, RegExp])[] = [
    ['opening the session', /^POST \/v2\/sessions\/batch$/],
    ['sending a part', /^PUT /],
    ['closing the session', /^POST \/v2\/sessions\/batch\/[^/]+\/close$/],
    ['asking for the status', /^GET \/v2\/sessions\/[^/?]+$/],
    ['listing the invoices', /^GET \/v2\/sessions\/[^/]+\/invoices\?/],
    ['fetching a receipt', /^GET \/storage\/.*upo/],
  ];
  const moments = steps.flatMap(([name, step]) => [
    [name, 'before KSeF hears of it', step, false] as const,
    [name, 'after KSeF has done it', step, true] as const,
  ]);
  it.each(moments)('SIGKILL while %s, %s: the next send ends with each exactly once', async (...moment) => {
    const [, , step, after] = moment;
    reset();
    const invoices = files();
    const sender = startKwit(['send', '--json', ...pathsOf(invoices)], { home });
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
    expect((await outcomeOf(sender)).signal).toBe('SIGKILL');
    reset();
    const second = await kwit(['send', '--json', ...pathsOf(invoices)], { home });
    expect(second.objects.map(({ status }) => status)).toEqual(invoices.map(() => 'accepted'));
    expect(second.code).toBe(0);
    for (const { upo } of second.objects) expect(existsSync(String(upo))).toBe(true);
    expect((await acceptedAs(invoices)).map(({ length }) => length)).toEqual(invoices.map(() => 1));
    expect(readdirSync(join(home, 'runs'))).toEqual([]);
  });

  it('a network that breaks ends with 3, and the next send goes on without files', async () => {
    reset();
    const invoices = files();
    let broken = false;
    net.decide = (request) => {
      if (request.startsWith('PUT')) broken = true;
      return broken ? 'lose' : 'pass';
    };
    const first = await kwit(['send', ...pathsOf(invoices)], { home });
    expect(first.code).toBe(3);
    reset();
    const second = await kwit(['send', '--json'], { home });
    expect(second.code).toBe(0);
    expect(second.objects).toHaveLength(many);
    expect(net.log.filter((request) => /^POST .*\/batch$/.test(request))).toHaveLength(0);
    expect((await acceptedAs(invoices)).map(({ length }) => length)).toEqual(invoices.map(() => 1));
  });
});
