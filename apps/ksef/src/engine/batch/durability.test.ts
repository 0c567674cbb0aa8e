import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
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
