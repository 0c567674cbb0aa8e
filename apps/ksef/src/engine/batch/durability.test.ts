import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import type { SessionInvoicesResponse, SessionStatusResponse } from '@kwit/ksef-contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Company, logIn } from '../../../test/company.ts';
import { batchOutcome, encryptedParts, sendParts, zip } from '../../../test/package.ts';
import { sampleInvoice } from '../../../test/sample-invoice.ts';
import { until } from '../../../test/until.ts';

const program = resolve(import.meta.dirname, '../../../test/ksef-process.ts');
const nip = '1111111111';
const count = 1500;

let folder: string;
const started: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ksef-'));
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

async function start(): Promise<{ company: Company; kill(): Promise<void> }> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(child);
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const kill = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  };
  return { company: await logIn(JSON.parse(line), nip), kill };
}

it('a package whose processing is killed again and again is processed once, in its order', async () => {
  let { company, kill } = await start();
  const texts = Array.from({ length: count }, () => sampleInvoice());
  const archive = await zip(texts.map((text, index) => [`${index}.xml`, text]));
  const reference = await sendParts(company, await encryptedParts(company, archive, { parts: 3 }));
  await kill();
  ({ company, kill } = await start());
  expect((await company.post(`/sessions/batch/${reference}/close`)).status).toBe(204);
  await kill();

  // Killed once some invoices were written, but not all of them.
  ({ company, kill } = await start());
  const written = await until(async () => {
    const { body } = await company.get<SessionStatusResponse>(`/sessions/${reference}`);
    return (body.invoiceCount ?? 0) > 0 ? body.invoiceCount : undefined;
  });
  await kill();
  expect(written).toBeLessThanOrEqual(count);

  ({ company, kill } = await start());
  expect(await batchOutcome(company, reference)).toMatchObject({
    status: { code: 200 },
    invoiceCount: count,
    successfulInvoiceCount: count,
    failedInvoiceCount: 0,
  });
  const found: SessionInvoicesResponse['invoices'] = [];
  for (let token: string | null | undefined = ''; typeof token === 'string'; ) {
    const headers: Record<string, string> = token === '' ? {} : { 'x-continuation-token': token };
    const { body }: { body: SessionInvoicesResponse } = await company.get(
      `/sessions/${reference}/invoices?pageSize=1000`,
      headers,
    );
    found.push(...body.invoices);
    token = body.continuationToken;
  }
  expect(found.map(({ invoiceFileName }) => invoiceFileName)).toEqual(
    texts.map((_, index) => `${index}.xml`),
  );
  expect(new Set(found.map(({ ksefNumber }) => ksefNumber)).size).toBe(count);
  // What was sent is kept no longer than it is needed.
  const parts = join(folder, 'blobs', 'batch');
  await until(() => !existsSync(parts) || readdirSync(parts).length === 0);
  await kill();
}, 60_000);

it('a package of which something is written is not refused for a limit that was lowered since', async () => {
  const { company, kill } = await start();
  const archive = await zip(Array.from({ length: 3 }, (_, index) => [`${index}.xml`, sampleInvoice()]));
  const reference = await sendParts(company, await encryptedParts(company, archive));
  change(`CREATE TRIGGER unfinished BEFORE UPDATE OF status_code ON invoice_sessions
    WHEN new.status_code >= 200 BEGIN SELECT RAISE(IGNORE); END`);
  await company.post(`/sessions/batch/${reference}/close`);
  await until(
    async () => (await company.get<SessionStatusResponse>(`/sessions/${reference}`)).body.invoiceCount === 3,
  );
  await kill();
  change('DROP TRIGGER unfinished; DELETE FROM upos');
  const limits = { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3, maxInvoices: 1 };
  change(`INSERT INTO context_limits
    VALUES ('session', 'Nip', '${nip}', '${JSON.stringify({ batchSession: limits })}')`);

  const again = await start();
  expect(await batchOutcome(again.company, reference)).toMatchObject({
    status: { code: 200 },
    successfulInvoiceCount: 3,
  });
  await again.kill();
});

it('a package that fails half-way has a receipt of what was accepted', async () => {
  const { company, kill } = await start();
  const archive = await zip(Array.from({ length: 301 }, (_, index) => [`${index}.xml`, sampleInvoice()]));
  const reference = await sendParts(company, await encryptedParts(company, archive));
  change(`CREATE TRIGGER defect BEFORE UPDATE OF invoice_count ON invoice_sessions
    WHEN new.invoice_count > 300 BEGIN SELECT RAISE(ABORT, 'a defect'); END`);
  await company.post(`/sessions/batch/${reference}/close`);
  const outcome = await batchOutcome(company, reference);
  expect(outcome).toMatchObject({ status: { code: 500 }, invoiceCount: 300, successfulInvoiceCount: 300 });
  const [page] = outcome.upo?.pages ?? [];
  const upo = await company.get<string>(`/sessions/${reference}/upo/${page?.referenceNumber}`);
  expect(upo.body.match(/<NumerKSeFDokumentu>/g)).toHaveLength(300);
  expect(await (await fetch(page?.downloadUrl ?? '')).text()).toBe(upo.body);
  await kill();
});

it('the write-ahead log of a package is taken over into the database once it is done', async () => {
  const { company, kill } = await start();
  const archive = await zip(Array.from({ length: 3 }, (_, index) => [`${index}.xml`, sampleInvoice()]));
  const reference = await sendParts(company, await encryptedParts(company, archive));
  await company.post(`/sessions/batch/${reference}/close`);
  await batchOutcome(company, reference);
  await until(() => withoutLog() === 3);
  await kill();
});

/** How many invoices the database has without what is in its log only; undefined while it is being written. */
function withoutLog(): unknown {
  const copy = join(folder, 'without-log.db');
  copyFileSync(join(folder, 'ksef.db'), copy);
  const database = new DatabaseSync(copy);
  try {
    return database.prepare('SELECT count(*) AS count FROM invoices').get()?.count;
  } catch {
    return undefined;
  } finally {
    database.close();
  }
}

/** Changes the database from beside: brings about what would take too long, or should never be. */
function change(sql: string): void {
  const database = new DatabaseSync(join(folder, 'ksef.db'), { timeout: 5000 });
  database.exec(sql);
  database.close();
}
