/** Reading: metadata by every party and date, exports whole, by kind and one after the other. */
import { sha256Base64 } from '@kwit/crypto';
import { addDays, todayInPoland } from '@kwit/invoice';
import { type ExportStep, type KsefClient, memoryPartStore, newExportPoint } from '@kwit/ksef-client';
import { describe, expect, test } from 'vitest';
import { newNip } from '../../../ksef/test/api.ts';
import { all } from '../client-fixture.testing.ts';
import {
  invoiceBetween,
  ksefNumberOf,
  recipient,
  refusalOf,
  scenarioKsef,
  sell,
} from './scenario.testing.ts';

const scenario = scenarioKsef();

type Query = Parameters<KsefClient['operations']['queryInvoiceMetadata']>[0];
type Filters = Query['body'];
const dayMs = 86_400_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const stored = (subjectType: Filters['subjectType'], changes: Partial<Filters> = {}): Filters => ({
  subjectType,
  dateRange: { dateType: 'PermanentStorage', from: ago(dayMs) },
  ...changes,
});
const query = (client: KsefClient, body: Filters, parameters: NonNullable<Query['query']> = {}) =>
  client.operations.queryInvoiceMetadata({ query: parameters, body });

describe('metadata', () => {
  test('tell the seller everything that stands in the invoice', async () => {
    const { nip, client } = await scenario.firm();
    const buyer = newNip();
    const bytes = invoiceBetween(nip, buyer, { number: `META/${nip}` });
    const ksefNumber = await ksefNumberOf(client, bytes);
    const { invoices, hasMore, isTruncated } = await query(client, stored('Subject1'));
    expect({ hasMore, isTruncated }).toEqual({ hasMore: false, isTruncated: false });
    expect(invoices).toEqual([
      expect.objectContaining({
        ksefNumber,
        invoiceNumber: `META/${nip}`,
        issueDate: todayInPoland(),
        seller: { nip, name: `Firma ${nip} sp. z o.o.` },
        buyer: { identifier: { type: 'Nip', value: buyer }, name: `Firma ${buyer} sp. z o.o.` },
        netAmount: 100,
        vatAmount: 23,
        grossAmount: 123,
        currency: 'PLN',
        invoicingMode: 'Online',
        invoiceType: 'Vat',
        formCode: { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
        isSelfInvoicing: false,
        hasAttachment: false,
        invoiceHash: sha256Base64(bytes),
      }),
    ]);
    const [invoice] = invoices;
    for (const moment of [invoice?.invoicingDate, invoice?.acquisitionDate, invoice?.permanentStorageDate]) {
      expect(Math.abs(Date.parse(moment ?? '') - Date.now())).toBeLessThan(60_000);
    }
  });

  test('are found by the buyer, the third party and the authorised one, each as what it is', async () => {
    const { nip: seller, client: sellerClient } = await scenario.firm();
    const [buyer, third, bailiff] = [await scenario.firm(), await scenario.firm(), await scenario.firm()];
    const named = invoiceBetween(seller, buyer.nip, {
      thirdParties: [recipient(third.nip)],
      authorizedParty: {
        nip: bailiff.nip,
        name: 'Komornik',
        address: { country: 'PL', line1: 'ul. Sądowa 1' },
        role: 'bailiff',
      },
    });
    const ksefNumber = await ksefNumberOf(sellerClient, named);
    const places = [
      [sellerClient, 'Subject1'],
      [buyer.client, 'Subject2'],
      [third.client, 'Subject3'],
      [bailiff.client, 'SubjectAuthorized'],
    ] as const;
    for (const [client, subjectType] of places) {
      for (const [, other] of places) {
        const { invoices } = await query(client, stored(other));
        expect(invoices.map((one) => one.ksefNumber)).toEqual(other === subjectType ? [ksefNumber] : []);
      }
    }
    const [seen] = (await query(third.client, stored('Subject3'))).invoices;
    expect(seen?.thirdSubjects).toMatchObject([{ identifier: { type: 'Nip', value: third.nip } }]);
    expect(seen?.authorizedSubject).toMatchObject({ nip: bailiff.nip });
  });

  test.each(['Invoicing', 'PermanentStorage'] as const)(
    'by %s take moments with any offset, or none as Polish time',
    async (dateType) => {
      const { nip, client } = await scenario.firm();
      const sold = await sell(client, nip, 5);
      const now = Date.now();
      const at = (ms: number, offsetHours: number, suffix: string) =>
        new Date(now + ms + offsetHours * 3_600_000).toISOString().replace('Z', suffix);
      const polishHours = Number(
        new Intl.DateTimeFormat('en', { timeZone: 'Europe/Warsaw', timeZoneName: 'shortOffset' })
          .formatToParts(now)
          .find(({ type }) => type === 'timeZoneName')
          ?.value.replace('GMT', ''),
      );
      const forms = [
        [0, 'Z'],
        [2, '+02:00'],
        [-5, '-05:00'],
        [polishHours, ''],
      ] as const;
      for (const [hours, suffix] of forms) {
        const around = { dateType, from: at(-300_000, hours, suffix), to: at(300_000, hours, suffix) };
        const { invoices } = await query(client, { subjectType: 'Subject1', dateRange: around });
        expect(invoices.map(({ ksefNumber }) => ksefNumber).sort()).toEqual([...sold].sort());
        const before = { ...around, to: at(-240_000, hours, suffix) };
        const none = await query(client, { subjectType: 'Subject1', dateRange: before });
        expect(none.invoices).toEqual([]);
      }
    },
  );

  test.each(['Invoicing', 'PermanentStorage', 'Issue'] as const)(
    'by %s span a hundred days at most',
    async (dateType) => {
      const { nip, client } = await scenario.firm();
      const [ksefNumber] = await sell(client, nip, 1);
      const first = addDays(todayInPoland(), -50);
      const range = (days: number, time: string) => ({
        subjectType: 'Subject1' as const,
        dateRange: { dateType, from: `${first}T00:00:00Z`, to: `${addDays(first, days)}T${time}Z` },
      });
      for (const [days, time] of [
        [99, '23:59:59'],
        [99, '23:59:00'],
      ] as const) {
        expect((await query(client, range(days, time))).invoices).toMatchObject([{ ksefNumber }]);
      }
      const refusal = await refusalOf(query(client, range(102, '00:00:00')));
      expect(refusal).toMatchObject({ status: 400, codes: [{ code: 21405 }] });
    },
  );

  test.each([5, 9, 251, 999])('come in pages of 10 to 250, not of %i', async (pageSize) => {
    const { client } = await scenario.firm();
    const refusal = await refusalOf(query(client, stored('Subject1'), { pageSize }));
    expect(refusal.codes).toMatchObject([
      {
        code: 21405,
        description: 'Błąd walidacji danych wejściowych.',
        details: [`'pageSize' must be between 10 and 250. You entered ${pageSize}.`],
      },
    ]);
  });

  test('come in order, page by page', async () => {
    const { nip, client } = await scenario.firm();
    const sold = await sell(client, nip, 25);
    const read = async (sortOrder: 'Asc' | 'Desc') => {
      const numbers: string[] = [];
      for (let pageOffset = 0; ; pageOffset += 1) {
        const page = await query(client, stored('Subject1'), { pageSize: 10, pageOffset, sortOrder });
        numbers.push(...page.invoices.map(({ ksefNumber }) => ksefNumber));
        if (!page.hasMore) return numbers;
      }
    };
    const rising = await read('Asc');
    expect([...rising].sort()).toEqual([...sold].sort());
    expect(await read('Desc')).toEqual(rising.reverse());
  });
});

describe('an export', () => {
  const exported = async (client: KsefClient, options: Parameters<KsefClient['incrementalExport']>[1]) => {
    const point = newExportPoint({ from: ago(dayMs), subjects: ['Subject1'] });
    return all(client.incrementalExport(point, { store: memoryPartStore(), ...options }));
  };
  const invoicesIn = (steps: readonly ExportStep[]) => steps.filter((step) => step.kind === 'invoice');

  test.each([
    ['Zip', 'Zip'],
    ['Zip', 'TarGz'],
    ['Zip', undefined],
    ['TarGz', 'Zip'],
    ['TarGz', 'TarGz'],
    ['TarGz', undefined],
    [undefined, 'Zip'],
    [undefined, 'TarGz'],
    [undefined, undefined],
  ] as const)('of what was sent as %s comes as %s, byte for byte', async (sentAs, comesAs) => {
    const { nip, client } = await scenario.firm();
    const documents = Array.from({ length: 4 }, () => invoiceBetween(nip, newNip()));
    const sending = { store: memoryPartStore(), ...(sentAs && { compressionType: sentAs }) };
    const sent = await all(
      client.sendBatch(
        documents.map((bytes) => ({ bytes })),
        sending,
      ),
    );
    expect(sent.map(({ outcome }) => outcome)).toEqual(Array(4).fill('accepted'));
    const steps = await exported(client, comesAs ? { compressionType: comesAs } : {});
    const hashes = invoicesIn(steps).map(({ xml }) => sha256Base64(xml ?? ''));
    expect(hashes.sort()).toEqual(documents.map((bytes) => sha256Base64(bytes)).sort());
  });

  test('of metadata alone has the invoices without their documents', async () => {
    const { nip, client } = await scenario.firm();
    const [ksefNumber] = await sell(client, nip, 1);
    const invoices = invoicesIn(await exported(client, { onlyMetadata: true }));
    expect(invoices).toMatchObject([{ ksefNumber, metadata: { ksefNumber, seller: { nip } } }]);
    expect(invoices[0]?.xml).toBeUndefined();
  });

  test.each([true, false])('by attachment (%s) has just these', async (hasAttachment) => {
    const { nip, client } = await scenario.firm();
    await scenario.stranger().operations.grantTestAttachmentConsent({ body: { nip } });
    const [plain] = await sell(client, nip, 1);
    const attachment = { blocks: [{ metadata: [{ key: 'Licznik', value: '1' }] }] };
    const [sent] = await all(
      client.sendBatch([{ bytes: invoiceBetween(nip, newNip(), { attachment }) }], {
        store: memoryPartStore(),
      }),
    );
    const attached = sent?.outcome === 'accepted' ? sent.ksefNumber : undefined;
    const steps = await exported(client, { filters: { hasAttachment } });
    expect(invoicesIn(steps).map(({ ksefNumber }) => ksefNumber)).toEqual([hasAttachment ? attached : plain]);
  });

  test('goes on from the high-water mark: every invoice of every party once, however they arrive', async () => {
    const { nip: seller, client: sellerClient } = await scenario.firm();
    const { nip: buyer, client: buyerClient } = await scenario.firm();
    const subjects = ['Subject1', 'Subject2', 'Subject3'] as const;
    const start = () => newExportPoint({ from: ago(dayMs), subjects: [...subjects] });
    const points = { [seller]: start(), [buyer]: start() };
    const seen: Record<string, string[]> = { [seller]: [], [buyer]: [] };
    const sold: string[] = [];
    for (const round of [3, 25, 0, 1]) {
      sold.push(...(round > 0 ? await sell(sellerClient, seller, round, buyer) : []));
      for (const [nip, client] of [
        [seller, sellerClient],
        [buyer, buyerClient],
      ] as const) {
        // Half of the rounds look beyond the mark, so that the next one meets the same invoices again.
        const upTo = round % 2 === 0 ? 'highWaterMark' : 'now';
        const steps = await all(
          client.incrementalExport(points[nip] ?? start(), { store: memoryPartStore(), upTo }),
        );
        seen[nip]?.push(...invoicesIn(steps).map(({ ksefNumber }) => ksefNumber));
        const last = steps.findLast((step) => step.kind === 'point');
        if (last) points[nip] = last.point;
      }
    }
    expect(seen[seller]?.sort()).toEqual([...sold].sort());
    expect(seen[buyer]?.sort()).toEqual([...sold].sort());
    expect(points[seller]?.subjects.Subject1?.from).not.toBe(start().subjects.Subject1?.from);
  });
});
