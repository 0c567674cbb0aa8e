import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import type { QueryInvoicesMetadataResponse, SessionInvoicesResponse } from '@kwit/ksef-contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Company, faultsOf, logIn, type OpenSession } from '../../../test/company.ts';
import { sampleInvoice } from '../../../test/sample-invoice.ts';
import { removeFolder, temporaryFolder } from '../../../test/temporary-folder.ts';
import { startKsef } from '../../index.ts';

const program = resolve(import.meta.dirname, '../../../test/ksef-process.ts');
const nip = '1111111111';

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await Promise.all(started.splice(0).map(end));
  removeFolder(folder);
});

/** Kills a process, unless it has ended, and waits until it is gone. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

interface Running {
  apiUrl: string;
  kill(): Promise<void>;
}

async function start(): Promise<Running> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { apiUrl: JSON.parse(line).apiUrl, kill: () => end(child) };
}

/** Sends invoices from several hands until the KSeF is gone; the references that it acknowledged. */
async function sendUntilGone(company: Company, session: OpenSession, acknowledged: string[]): Promise<void> {
  const hand = async () => {
    for (;;) {
      const { status, body } = await company.send(session, sampleInvoice({ issueDate: '2026-03-10' }));
      if (status !== 202) throw new Error(`refused: ${status}`);
      acknowledged.push(body.referenceNumber);
    }
  };
  const hands = await Promise.allSettled(Array.from({ length: 4 }, hand));
  for (const outcome of hands) {
    if (outcome.status === 'rejected' && !(outcome.reason instanceof TypeError)) throw outcome.reason;
  }
}

async function allInvoices(
  company: Company,
  session: OpenSession,
): Promise<SessionInvoicesResponse['invoices']> {
  const invoices: SessionInvoicesResponse['invoices'] = [];
  const path = `/sessions/${session.reference}/invoices?pageSize=1000`;
  for (let token: string | null | undefined = ''; token !== undefined && token !== null; ) {
    const { body }: { body: SessionInvoicesResponse } = await company.get(
      path,
      token === '' ? {} : { 'x-continuation-token': token },
    );
    invoices.push(...body.invoices);
    token = body.continuationToken;
  }
  return invoices;
}

describe('killed while invoices are sent', () => {
  it.each([1, 40, 120])(
    'loses none of at least %i that it acknowledged, and finishes them',
    async (enough) => {
      const first = await start();
      const company = await logIn(first, nip);
      const session = await company.openSession();
      const acknowledged: string[] = [];
      const sending = sendUntilGone(company, session, acknowledged);
      while (acknowledged.length < enough) await new Promise(setImmediate);
      await first.kill();
      await sending;

      const second = await start();
      const again = await logIn(second, nip);
      const numbers = new Set<string>();
      for (const reference of acknowledged) {
        const { status, ksefNumber } = await again.verdict(session.reference, reference);
        expect(status).toMatchObject({ code: 200 });
        numbers.add(ksefNumber ?? '');
      }
      expect(numbers.size).toBe(acknowledged.length);
      const known = await allInvoices(again, session);
      expect(known.map(({ ordinalNumber }) => ordinalNumber)).toEqual(known.map((_, index) => index + 1));

      const closed = await again.close(session);
      expect(closed.status).toBe(204);
      expect(await again.outcome(session)).toMatchObject({
        status: { code: 200 },
        invoiceCount: known.length,
        successfulInvoiceCount: known.length,
      });
      await second.kill();
    },
  );

  it('finishes a session that was being closed, and hands out the same receipts ever after', async () => {
    const first = await start();
    const company = await logIn(first, nip);
    const session = await company.openSession();
    const sent = await Promise.all(
      Array.from({ length: 10 }, () => company.send(session, sampleInvoice({ issueDate: '2026-03-10' }))),
    );
    await company.close(session);
    await first.kill();

    const second = await start();
    const again = await logIn(second, nip);
    const outcome = await again.outcome(session);
    expect(outcome).toMatchObject({ status: { code: 200 }, successfulInvoiceCount: sent.length });
    const paths = [
      `/sessions/${session.reference}/upo/${outcome.upo?.pages[0]?.referenceNumber}`,
      `/sessions/${session.reference}/invoices/${sent[0]?.body.referenceNumber}/upo`,
    ];
    const receipts = await Promise.all(paths.map(async (path) => (await again.get<string>(path)).body));
    await second.kill();

    const third = await start();
    const later = await logIn(third, nip);
    for (const [index, path] of paths.entries()) {
      expect((await later.get<string>(path)).body).toBe(receipts[index]);
    }
    await third.kill();
  });
});

/** Changes the database while nothing runs: brings about what would take too long, or should never be. */
function change(sql: string): void {
  const database = new DatabaseSync(join(folder, 'ksef.db'));
  database.exec(sql);
  database.close();
}

describe('a database', () => {
  it('with rows that cannot be read as they should goes on with the others', async () => {
    const slow = await startKsef({ port: 0, rateLimits: 'off', data: folder, latency: 'realistic' });
    const company = await logIn(slow, nip);
    const session = await company.openSession();
    const sent = await Promise.all(Array.from({ length: 6 }, () => company.send(session, sampleInvoice())));
    await slow.close();
    change('UPDATE invoices SET status_code = 100, due_at_ms = 0, invoice_size = 9007199254740993');

    const ksef = await startKsef({ port: 0, rateLimits: 'off', data: folder });
    try {
      const again = await logIn(ksef, nip);
      const other = await logIn(ksef, '5265877635');
      const theirs = await other.openSession();
      const fine = await other.sendAndWait(theirs, sampleInvoice({ seller: '5265877635' }));
      expect(fine.status.code).toBe(200);
      const codes = [];
      for (const { body } of sent) {
        codes.push((await again.verdict(session.reference, body.referenceNumber)).status.code);
      }
      expect(codes).toEqual([430, 430, 430, 430, 430, 430]);
      expect((await again.get(`/sessions/${session.reference}/invoices?pageSize=100`)).status).toBe(200);
    } finally {
      await ksef.close();
    }
  });

  it('that cannot be understood ends in a 500 whose trace stands on standard error', async () => {
    const first = await start();
    const company = await logIn(first, nip);
    const session = await company.openSession();
    await first.kill();
    change('UPDATE invoice_sessions SET created_at = 9000000000000000000');
    const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    started.push(child);
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const again = await logIn(JSON.parse(line), nip);
    const logged = once(createInterface({ input: child.stderr }), 'line');
    const { status, body } = await again.get<{ traceId: string }>(`/sessions/${session.reference}`);
    expect(status).toBe(500);
    const [text] = await logged;
    expect(JSON.parse(text)).toMatchObject({
      level: 'error',
      traceId: body.traceId,
      path: `/v2/sessions/${session.reference}`,
      err: { type: 'RangeError', stack: expect.stringContaining('instantText') },
    });
    expect(text).not.toContain(again.accessToken);
  });

  it('with a session of ten thousand invoices takes no more into it', async () => {
    const first = await startKsef({ port: 0, rateLimits: 'off', data: folder });
    const session = await (await logIn(first, nip)).openSession();
    await first.close();
    change('UPDATE invoice_sessions SET invoice_count = 9999, successful_count = 9999');
    const second = await startKsef({ port: 0, rateLimits: 'off', data: folder });
    const company = await logIn(second, nip);
    const last = await company.sendAndWait(session, sampleInvoice({ issueDate: '2026-03-10' }));
    expect(last).toMatchObject({ ordinalNumber: 10_000, status: { code: 200 } });
    const oneMore = await company.send(session, sampleInvoice({ issueDate: '2026-03-10' }));
    const detail = `Sesja o numerze referencyjnym ${session.reference} osiągnęła dozwolony limit liczby faktur 10000.`;
    expect(faultsOf(oneMore.body)).toEqual([{ code: 21155, details: [detail] }]);
    await second.close();
  });

  it('in which the bytes of an invoice are lost gives that one up, and no other', async () => {
    const slow = await startKsef({ port: 0, rateLimits: 'off', data: folder, latency: 'realistic' });
    const company = await logIn(slow, nip);
    const session = await company.openSession();
    const lost = await company.send(session, sampleInvoice({ issueDate: '2026-03-10' }));
    const kept = await company.send(session, sampleInvoice({ issueDate: '2026-03-10' }));
    await slow.close();
    change('DELETE FROM invoice_documents WHERE invoice = (SELECT min(id) FROM invoices)');
    const quick = await startKsef({ port: 0, rateLimits: 'off', data: folder, logger: false });
    const again = await logIn(quick, nip);
    const { status } = await again.verdict(session.reference, lost.body.referenceNumber);
    expect(status).toMatchObject({ code: 550, description: 'Operacja została anulowana przez system' });
    expect((await again.verdict(session.reference, kept.body.referenceNumber)).status.code).toBe(200);
    await again.close(session);
    expect(await again.outcome(session)).toMatchObject({
      status: { code: 200 },
      successfulInvoiceCount: 1,
      failedInvoiceCount: 1,
    });
    await quick.close();
  });
});

/** The invoices that the company can find from a moment on, and up to when nothing more appears. */
async function found(company: Company, from: string): Promise<{ numbers: string[]; mark: string }> {
  const filters = { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from } };
  const { status, body } = await company.post<QueryInvoicesMetadataResponse>(
    '/invoices/query/metadata?pageSize=250',
    filters,
  );
  if (status !== 200) throw new Error(`refused: ${status} ${JSON.stringify(body)}`);
  return {
    numbers: body.invoices.map(({ ksefNumber }) => ksefNumber),
    mark: body.permanentStorageHwmDate ?? '',
  };
}

describe('the high-water mark', () => {
  const anHourAgo = () => new Date(Date.now() - 3600_000).toISOString();
  const dayBefore = () => new Date(Date.now() - 86_400_000).toISOString();
  const invoiceOf = async (company: Company) =>
    (await company.sendAndWait(await company.openSession(), sampleInvoice({ issueDate: '2026-01-05' })))
      .ksefNumber ?? '';
  const startAt = (clock: string | undefined) =>
    startKsef({ port: 0, rateLimits: 'off', data: folder, ...(clock === undefined ? {} : { clock }) });

  it.each([
    ['while the clock stands still', undefined],
    ['with an earlier clock', anHourAgo()],
  ])('that was told is before whatever is stored after a restart, %s', async (_, clock) => {
    const first = await startAt(undefined);
    const company = await logIn(first, nip);
    const before = await invoiceOf(company);
    if (clock === undefined) await first.control.freezeClock();
    for (let times = 0; times < 10; times += 1) await found(company, dayBefore());
    const { mark, numbers } = await found(company, dayBefore());
    expect(numbers).toEqual([before]);
    await first.close();

    const second = await startAt(clock);
    const again = await logIn(second, nip);
    const after = await invoiceOf(again);
    const later = await found(again, mark);
    expect(later.numbers).toEqual([after]);
    expect(later.mark > mark).toBe(true);
    await second.close();
  });

  it('that was told is before whatever is stored after a kill, and soon the clock has caught up', async () => {
    const first = await start();
    const company = await logIn(first, nip);
    const before = await invoiceOf(company);
    const { mark, numbers } = await found(company, dayBefore());
    expect(numbers).toEqual([before]);
    await first.kill();

    const second = await startAt(anHourAgo());
    const again = await logIn(second, nip);
    const after = await invoiceOf(again);
    expect((await found(again, mark)).numbers).toEqual([after]);
    const { mark: last } = await found(again, mark);
    expect(Date.parse(last) - Date.parse(mark)).toBeLessThan(2000);
    await second.close();
  });
});

describe('a public address', () => {
  it('is where receipts are fetched, also after another start', async () => {
    const publicUrl = 'https://storage.ksef.test/local';
    const first = await startKsef({ port: 0, rateLimits: 'off', data: folder, publicUrl });
    const company = await logIn(first, nip);
    const session = await company.openSession();
    const invoice = await company.sendAndWait(session, sampleInvoice({ issueDate: '2026-03-10' }));
    const address = invoice.upoDownloadUrl ?? '';
    expect(address.startsWith(`${publicUrl}/storage/`)).toBe(true);
    await first.close();
    const second = await startKsef({ port: 0, rateLimits: 'off', data: folder, publicUrl });
    const receipt = await fetch(address.replace(publicUrl, second.url));
    expect(receipt.status).toBe(200);
    expect(await receipt.text()).toContain(invoice.ksefNumber ?? '?');
    await second.close();
  });
});

describe('the clock', () => {
  it('closes a session after twelve hours, also while nothing runs', async () => {
    const noon = await startKsef({ port: 0, rateLimits: 'off', data: folder, clock: '2026-03-10T12:00:00Z' });
    const company = await logIn(noon, nip);
    const session = await company.openSession();
    const empty = await company.openSession();
    await company.sendAndWait(session, sampleInvoice({ issueDate: '2026-03-10' }));
    await noon.close();

    const before = await startKsef({
      port: 0,
      rateLimits: 'off',
      data: folder,
      clock: '2026-03-10T23:59:00Z',
    });
    const early = await logIn(before, nip);
    expect((await early.get(`/sessions/${session.reference}`)).body).toMatchObject({ status: { code: 100 } });
    await before.close();

    const after = await startKsef({
      port: 0,
      rateLimits: 'off',
      data: folder,
      clock: '2026-03-11T00:00:01Z',
    });
    const late = await logIn(after, nip);
    expect(await late.outcome(session)).toMatchObject({ status: { code: 200 }, successfulInvoiceCount: 1 });
    expect(await late.outcome(empty)).toMatchObject({
      status: { code: 440, details: ['Nie przesłano faktur'] },
    });
    const sent = await late.send(session, sampleInvoice({ issueDate: '2026-03-10' }));
    expect(sent.status).toBe(400);
    await after.close();
  });
});
