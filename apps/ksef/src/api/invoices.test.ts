import { sha256Base64 } from '@kwit/crypto';
import type { InvoiceQueryFilters, QueryInvoicesMetadataResponse } from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newNip } from '../../test/api.ts';
import { type Answer, type Company, faultsOf, logIn, type OpenSession } from '../../test/company.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { until } from '../../test/until.ts';
import { type Ksef, startKsef } from '../index.ts';

const day = '2026-03-10';
const third = '5265877635';
const authorized = '5213814999';

let ksef: Ksef;
let seller: Company;
let buyer: Company;
let session: OpenSession;

beforeAll(async () => {
  // Noon in Poland: an invoice of this day is of today for as long as the tests take.
  ksef = await startKsef({ port: 0, rateLimits: 'off', clock: `${day}T11:00:00Z` });
  seller = await logIn(ksef, '1111111111');
  buyer = await logIn(ksef, '2222222222');
  session = await seller.openSession();
});
afterAll(() => ksef.close());

const invoice = (changes: Parameters<typeof sampleInvoice>[0] = {}) =>
  sampleInvoice({ issueDate: day, ...changes });

/** Sends an invoice that has to be right; its KSeF number. */
async function accepted(document: string): Promise<string> {
  const { status, ksefNumber } = await seller.sendAndWait(session, document);
  if (!ksefNumber) throw new Error(`not accepted: ${JSON.stringify(status)}`);
  return ksefNumber;
}

const march = { dateType: 'Issue', from: '2026-03-01', to: '2026-03-31' } as const;

const query = (
  company: Company,
  filters: Partial<InvoiceQueryFilters>,
  parameters = '',
): Promise<Answer<QueryInvoicesMetadataResponse>> =>
  company.post(`/invoices/query/metadata${parameters}`, {
    subjectType: 'Subject1',
    dateRange: march,
    ...filters,
  });

async function numbers(
  company: Company,
  filters: Partial<InvoiceQueryFilters>,
  parameters = '?pageSize=250',
) {
  const { status, body } = await query(company, filters, parameters);
  if (status !== 200) throw new Error(`query refused: ${JSON.stringify(body)}`);
  return body.invoices.map(({ invoiceNumber }) => invoiceNumber);
}

describe('an accepted invoice', () => {
  it('is handed out byte for byte to its parties, and does not exist for others', async () => {
    const withParties = invoice()
      .replace(
        '</Podmiot2>',
        `</Podmiot2><Podmiot3><DaneIdentyfikacyjne><NIP>${third}</NIP><Nazwa>Faktor</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>ul. Inna 1</AdresL1></Adres><Rola>1</Rola></Podmiot3><PodmiotUpowazniony><DaneIdentyfikacyjne><NIP>${authorized}</NIP><Nazwa>Komornik</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>ul. Inna 2</AdresL1></Adres><RolaPU>2</RolaPU></PodmiotUpowazniony>`,
      )
      .replace('<Nazwa>Demo', '<!-- kept --><Nazwa>Demo');
    const ksefNumber = await accepted(withParties);
    const parties = [seller, buyer, await logIn(ksef, third), await logIn(ksef, authorized)];
    for (const company of parties) {
      const answer = await company.get(`/invoices/ksef/${ksefNumber}`);
      expect(answer).toMatchObject({ status: 200, body: withParties });
      expect(answer.headers.get('x-ms-meta-hash')).toBe(sha256Base64(withParties));
    }
    const stranger = await logIn(ksef, '3333333333');
    const refused = await stranger.get(`/invoices/ksef/${ksefNumber}`);
    expect(faultsOf(refused.body)).toEqual([
      { code: 21164, details: [`Faktura o numerze KSeF ${ksefNumber} nie została znaleziona.`] },
    ]);

    const subjects = ['Subject1', 'Subject2', 'Subject3', 'SubjectAuthorized'] as const;
    for (const [index, company] of parties.entries()) {
      for (const subjectType of subjects) {
        const { body } = await query(company, { subjectType, ksefNumber });
        expect(body.invoices).toHaveLength(subjectType === subjects[index] ? 1 : 0);
      }
    }
    const { body } = await query(seller, { ksefNumber });
    expect(body).toMatchObject({ hasMore: false, isTruncated: false, permanentStorageHwmDate: null });
    expect(body.invoices[0]).toMatchObject({
      ksefNumber,
      issueDate: day,
      seller: { nip: '1111111111', name: 'Demo Sp. z o.o.' },
      buyer: { identifier: { type: 'Nip', value: '2222222222' } },
      netAmount: 1319.65,
      vatAmount: 240.57,
      grossAmount: 1560.22,
      currency: 'PLN',
      invoicingMode: 'Online',
      invoiceType: 'Vat',
      formCode: { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' },
      isSelfInvoicing: false,
      hasAttachment: false,
      invoiceHash: sha256Base64(withParties),
      thirdSubjects: [{ identifier: { type: 'Nip', value: third }, name: 'Faktor', role: 1 }],
      authorizedSubject: { nip: authorized, name: 'Komornik', role: 2 },
    });
  });
});

describe('a query', () => {
  beforeAll(async () => {
    const variants: [string, (text: string) => string][] = [
      ['Q/PLAIN', (text) => text],
      ['Q/EUR', (text) => text.replace('<KodWaluty>PLN', '<KodWaluty>EUR')],
      ['Q/NEGATIVE', (text) => text.replace(/<P_15>[^<]*/, '<P_15>-20.50')],
      ['Q/ROZ', (text) => text.replace('<RodzajFaktury>VAT', '<RodzajFaktury>ROZ')],
      ['Q/OLD', (text) => text.replace(`<P_1>${day}`, '<P_1>2026-02-28')],
      [
        'Q/EU',
        (text) => text.replace(/<NIP>2222222222<\/NIP>/, '<KodUE>DE</KodUE><NrVatUE>123456789</NrVatUE>'),
      ],
      ['Q/CONSUMER', (text) => text.replace(/<NIP>2222222222<\/NIP>/, '<BrakID>1</BrakID>')],
    ];
    for (const [number, change] of variants) await accepted(change(invoice({ number })));
  });

  it.each<[string, Partial<InvoiceQueryFilters>, string[]]>([
    ['a number', { invoiceNumber: 'Q/PLAIN' }, ['Q/PLAIN']],
    ['a currency', { currencyCodes: ['EUR', 'USD'] }, ['Q/EUR']],
    ['an amount', { amount: { type: 'Brutto', from: -100, to: 0 } }, ['Q/NEGATIVE']],
    ['a kind', { invoiceTypes: ['Roz', 'Kor'] }, ['Q/ROZ']],
    ['offline alone', { invoicingMode: 'Offline', dateRange: { ...march, from: '2026-01-01' } }, ['Q/OLD']],
    ['an EU buyer', { buyerIdentifier: { type: 'VatUe', value: 'DE123456789' } }, ['Q/EU']],
    ['no identifier of the buyer', { buyerIdentifier: { type: 'None' } }, ['Q/CONSUMER']],
    ['another seller', { sellerNip: third }, []],
    ['another form', { formType: 'FA_RR' }, []],
    ['attachments', { hasAttachment: true }, []],
    ['self-invoicing', { isSelfInvoicing: true }, []],
    ['another month', { dateRange: { dateType: 'Issue', from: '2026-02-01', to: '2026-02-28' } }, ['Q/OLD']],
  ])('by %s finds that', async (_, filters, expected) => {
    expect(await numbers(seller, filters)).toEqual(expected);
  });

  it('by day of issue takes Polish days, however the moment is written', async () => {
    const found = (from: string, to: string) =>
      numbers(seller, { invoiceNumber: 'Q/PLAIN', dateRange: { dateType: 'Issue', from, to } });
    expect(await found('2026-03-10T23:59:00', '2026-03-11')).toEqual(['Q/PLAIN']);
    expect(await found('2026-03-09T23:30:00Z', '2026-03-09T23:40:00Z')).toEqual(['Q/PLAIN']);
    expect(await found('2026-03-11T00:00:00', '2026-03-12')).toEqual([]);
  });

  it('is sorted by the date asked for, either way, in pages without gaps', async () => {
    const dateRange = { dateType: 'PermanentStorage', from: '2026-03-10T00:00:00' } as const;
    for (let index = 0; index < 15; index += 1) await accepted(invoice({ number: `P/${index}` }));
    const ascending = await numbers(seller, { dateRange });
    expect(ascending.slice(-15)).toEqual(Array.from({ length: 15 }, (_, index) => `P/${index}`));
    expect(await numbers(seller, { dateRange }, '?pageSize=250&sortOrder=Desc')).toEqual(
      [...ascending].reverse(),
    );
    const pages: string[] = [];
    for (let page = 0; ; page += 1) {
      const { body } = await query(seller, { dateRange }, `?pageSize=10&pageOffset=${page}`);
      pages.push(...body.invoices.map(({ invoiceNumber }) => invoiceNumber));
      if (!body.hasMore) break;
    }
    expect(pages).toEqual(ascending);
  });

  it('up to the high-water mark misses nothing, whenever it goes on from there', async () => {
    const seen = new Set<string>();
    let from = '2026-03-10T00:00:00';
    const isSending = { now: true };
    const sending = Promise.all(
      Array.from({ length: 40 }, async (_, index) => accepted(invoice({ number: `HWM/${index}` }))),
    ).finally(() => {
      isSending.now = false;
    });
    for (let isLast = false; !isLast; ) {
      isLast = !isSending.now;
      const dateRange = {
        dateType: 'PermanentStorage',
        from,
        restrictToPermanentStorageHwmDate: true,
      } as const;
      const { body } = await query(seller, { dateRange }, '?pageSize=250');
      for (const { ksefNumber } of body.invoices) seen.add(ksefNumber);
      from = body.permanentStorageHwmDate ?? from;
    }
    for (const ksefNumber of await sending) expect(seen).toContain(ksefNumber);
  });

  it('has one high-water mark on all of its pages: what comes between them is found from there on', async () => {
    for (let index = 0; index < 11; index += 1) await accepted(invoice({ number: `MARK/${index}` }));
    const since = (from: string) =>
      ({ dateType: 'PermanentStorage', from, restrictToPermanentStorageHwmDate: true }) as const;
    const filters = { dateRange: since('2026-03-10T00:00:00') };
    const first = await query(seller, filters, '?sortOrder=Desc&pageSize=10&pageOffset=0');
    const ksefNumber = await accepted(invoice({ number: 'MARK/between' }));
    const second = await query(seller, filters, '?sortOrder=Desc&pageSize=10&pageOffset=1');
    const mark = first.body.permanentStorageHwmDate ?? '';
    expect(second.body.permanentStorageHwmDate).toBe(mark);
    const next = await query(seller, { dateRange: since(mark) }, '?pageSize=250');
    expect(next.body.invoices.map((one) => one.ksefNumber)).toContain(ksefNumber);
    const anew = await query(seller, filters, '?sortOrder=Desc&pageSize=10&pageOffset=0');
    expect(anew.body.invoices.map((one) => one.ksefNumber)).toContain(ksefNumber);
  });

  it.each<[string, InvoiceQueryFilters['dateRange'], number, string]>([
    [
      'over more than 100 days',
      { dateType: 'Issue', from: '2026-01-01T00:00:00Z', to: '2026-04-11T00:00:01Z' },
      21405,
      "'dateRange' must not exceed 100 days.",
    ],
    [
      'that ends before it begins',
      { dateType: 'Issue', from: '2026-03-02', to: '2026-03-01' },
      21405,
      "'dateRange.from' must be less than or equal to 'dateRange.to'.",
    ],
    [
      'from beyond the high-water mark',
      {
        dateType: 'PermanentStorage',
        from: '2026-03-20',
        to: '2026-03-21',
        restrictToPermanentStorageHwmDate: true,
      },
      21183,
      'Parametr dateRange.from jest późniejszy niż PermanentStorageHwmDate przy włączonym restrictToPermanentStorageHwmDate.',
    ],
  ])('%s is refused', async (_, dateRange, code, detail) => {
    const { status, body } = await query(seller, { dateRange });
    expect(status).toBe(400);
    expect(faultsOf(body)).toEqual([{ code, details: [detail] }]);
  });

  it('by a number with a no-break space finds it: to XML that is a letter', async () => {
    const company = await logIn(ksef, newNip());
    const number = 'FV\u00a01 / 2026';
    const open = await company.openSession();
    const document = invoice({ seller: company.nip, number });
    expect((await company.sendAndWait(open, document)).status.code).toBe(200);
    const found = (invoiceNumber: string) => numbers(company, { invoiceNumber });
    expect(await found(number)).toEqual([number]);
    expect(await found(` FV\u00a01 \t/  2026`)).toEqual([number]);
    expect(await found('FV 1 / 2026')).toEqual([]);
  });

  it('over exactly 100 days is answered', async () => {
    const dateRange = {
      dateType: 'Issue',
      from: '2026-01-01T00:00:00Z',
      to: '2026-04-11T00:00:00Z',
    } as const;
    expect((await query(seller, { dateRange })).status).toBe(200);
  });

  it.each([
    ['2025-08-01', '2025-11-09', 200],
    ['2025-08-01T00:00:00', '2025-11-09T00:00:01', 400],
    ['2026-01-01', '2026-04-11', 200],
  ])('from %s to %s counts Polish days, whatever the clocks do: %i', async (from, to, status) => {
    expect((await query(seller, { dateRange: { dateType: 'Issue', from, to } })).status).toBe(status);
  });

  it('with fields that are wrong names them all', async () => {
    const { status, body } = await seller.post('/invoices/query/metadata?pageSize=9', {
      subjectType: 'Subject9',
      dateRange: { dateType: 'Issue', from: 'yesterday' },
    });
    expect(status).toBe(400);
    const [fault] = faultsOf(body);
    expect(fault?.code).toBe(21405);
    for (const field of ['pageSize', 'subjectType', 'dateRange.from']) {
      expect(fault?.details?.join()).toContain(field);
    }
  });
});

describe('with the latency of the real system', () => {
  it('an invoice is under way, then numbered, then stored', async () => {
    const slow = await startKsef({
      port: 0,
      rateLimits: 'off',
      latency: 'realistic',
      clock: `${day}T11:00:00Z`,
    });
    try {
      const company = await logIn(slow, '1111111111');
      const open = await company.openSession();
      const { body } = await company.send(open, invoice());
      const codes = new Set<number>();
      const numbered = await until(async () => {
        const path = `/sessions/${open.reference}/invoices/${body.referenceNumber}`;
        const { body: state } = await company.get<Awaited<ReturnType<Company['verdict']>>>(path);
        codes.add(state.status.code);
        return state.status.code >= 200 ? state : undefined;
      });
      expect(codes).toContain(150);
      expect(numbered.status.code).toBe(200);
      expect(numbered).not.toHaveProperty('permanentStorageDate');
      const path = `/invoices/ksef/${numbered.ksefNumber}`;
      expect(faultsOf((await company.get(path)).body)[0]?.code).toBe(21165);
      await until(async () => (await company.get(path)).status === 200);
      const stored = await company.verdict(open.reference, body.referenceNumber);
      expect((stored.permanentStorageDate ?? '') > (stored.acquisitionDate ?? '')).toBe(true);
    } finally {
      await slow.close();
    }
  });
});
