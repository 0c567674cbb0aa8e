import { expect, it } from 'vitest';
import { logIn } from '../../test/company.ts';
import { runningKsefs } from '../../test/running.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { openStore } from '../store/store.ts';
import { createLatency } from './latency.ts';

const { start, newFolder } = runningKsefs();

it('work that need not wait goes on also where the clock of the machine is set back', async () => {
  const free = createLatency('none', () => null);
  expect(free.dueAtMs('sessionClose', null)).toBe(0);
  const data = newFolder();
  const ksef = await start({ data });
  const company = await logIn(ksef, '1111111111');
  const session = await company.openSession();
  const { status } = await company.sendAndWait(session, sampleInvoice());
  expect(status.code).toBe(200);
  await ksef.close();
  const store = openStore(data);
  const due = await store.db.selectFrom('invoices').select('due_at_ms').execute();
  await store.close();
  expect(due).toEqual([{ due_at_ms: 0 }]);
});

it('work that waits, or is held, tells until when', () => {
  const before = Date.now();
  expect(createLatency('realistic', () => null).dueAtMs('batch', null)).toBeGreaterThan(before);
  expect(createLatency('none', () => 77).dueAtMs('batch', null)).toBe(77);
});
