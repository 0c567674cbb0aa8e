import type { InvoiceQueryFilters, SortOrder } from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../store/store.ts';
import { instantText, parseInstant } from './invoices/instants.ts';
import { findMetadata, rangeOf } from './metadata.ts';

const total = 10_250;
const begin = parseInstant('2026-03-01T00:00:00Z') ?? 0;
const now = begin + total * 1000;
const nip = '1111111111';

let store: Store;

beforeAll(async () => {
  store = openStore(null);
  await store.db
    .insertInto('invoice_sessions')
    .values({
      reference_number: 'S',
      type: 'Online',
      context_type: 'Nip',
      context_value: nip,
      author_type: 'Nip',
      author_value: nip,
      proof_kind: 'document',
      proof_value: '',
      ...form,
      status_code: 200,
      created_at: begin,
      updated_at: begin,
      valid_until: begin,
    })
    .execute();
  await store.db.transaction().execute(async (db) => {
    for (let id = 1; id <= total; id += 1) {
      const dates = {
        issue_date: '2026-03-01',
        invoicing_date: begin,
        permanent_storage_date: begin + id * 1000,
      };
      await db
        .insertInto('invoices')
        .values({ ...acceptedAs(id), ...dates })
        .execute();
      await db
        .insertInto('invoice_access')
        .values({ context_type: 'Nip', context_value: nip, subject: 'Subject1', invoice: id, ...dates })
        .execute();
    }
  });
});
afterAll(() => store.close());

const form = { system_code: 'FA (3)', schema_version: '1-0E', form_value: 'FA' };

const acceptedAs = (id: number) => ({
  id,
  reference_number: `R${id}`,
  session: 'S',
  ordinal: id,
  status_code: 200,
  invoice_hash: 'h',
  invoice_size: 1,
  declared_offline: 0,
  due_at_ms: 0,
  invoice_number: `FV/${id}`,
  invoicing_mode: 'Online' as const,
  ksef_number: `K${id}`,
  acquisition_date: begin,
  kind: 'VAT',
  invoice_type: 'Vat',
  ...form,
  seller_nip: nip,
  buyer_type: 'None',
  currency: 'PLN',
});

async function page(pageOffset: number, from = instantText(begin), sortOrder: SortOrder = 'Asc') {
  const filters: InvoiceQueryFilters = {
    subjectType: 'Subject1',
    dateRange: { dateType: 'PermanentStorage', from },
  };
  const range = rangeOf(filters.dateRange, now, now);
  if ('kind' in range) throw new Error(range.kind);
  const query = { context: { type: 'Nip', value: nip }, filters, sortOrder, pageOffset, pageSize: 250 };
  return findMetadata(store.db, query, range, now, now);
}

describe('more invoices than one set of filters yields', () => {
  it('are told on the last page of the ten thousand, and not before', async () => {
    expect(await page(38)).toMatchObject({ hasMore: true, isTruncated: false });
    const last = await page(39);
    expect(last).toMatchObject({ hasMore: true, isTruncated: true });
    expect(last.invoices.at(-1)?.invoiceNumber).toBe('FV/10000');
    const beyond = await page(40);
    expect(beyond).toMatchObject({ hasMore: true, isTruncated: true, invoices: [] });
  });

  it('are all found by going on from the last date', async () => {
    const last = (await page(39)).invoices.at(-1);
    const rest = await page(0, last?.permanentStorageDate);
    expect(rest.invoices[0]?.ksefNumber).toBe(last?.ksefNumber);
    const following = await page(1, last?.permanentStorageDate);
    expect(rest).toMatchObject({ hasMore: true, isTruncated: false });
    expect(following).toMatchObject({ hasMore: false, isTruncated: false });
    expect(following.invoices.at(-1)?.invoiceNumber).toBe(`FV/${total}`);
  });

  it('begin with the newest where that is asked for', async () => {
    const newest = await page(0, instantText(begin), 'Desc');
    expect(newest.invoices[0]?.invoiceNumber).toBe(`FV/${total}`);
    expect(newest.permanentStorageHwmDate).toBe(instantText(now));
  });
});
