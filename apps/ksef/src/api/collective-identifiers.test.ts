/** Collective identifiers: one number for many invoices of a seller. */
import { isCollectiveIdentifierNumber } from '@kwit/crypto';
import {
  type CollectiveIdentifierInvoice,
  collectiveIdentifierInvoices,
  collectiveIdentifiersPerInvoice,
  type QueryInvoicesMetadataResponse,
} from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, callLoosely, newNip } from '../../test/api.ts';
import { type Company, logIn } from '../../test/company.ts';
import { sendPackage, zip } from '../../test/package.ts';
import { Actor, actorIn, byNip, inNip, ownerOf } from '../../test/permissions.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { removeFolder, temporaryFolder } from '../../test/temporary-folder.ts';
import { type Ksef, startKsef } from '../index.ts';

const day = '2026-08-31';
const buyerOfSamples = /<NIP>(\d{10})<\/NIP>/.exec(sampleInvoice().split('<Podmiot2>')[1] ?? '')?.[1] ?? '';
let ksef: Ksef;
let folder: string;
beforeAll(async () => {
  folder = temporaryFolder();
  ksef = await startKsef({ port: 0, rateLimits: 'off', data: folder, clock: `${day}T22:30:00Z` });
});
afterAll(async () => {
  await ksef.close();
  removeFolder(folder);
});

const soldTo = (seller: string, buyer: string): string =>
  sampleInvoice({ seller, issueDate: day }).replaceAll(`<NIP>${buyerOfSamples}</NIP>`, `<NIP>${buyer}</NIP>`);

/** Sends invoices of a seller. @returns their KSeF numbers, in the order of the documents */
async function sold(company: Company, documents: readonly string[]): Promise<string[]> {
  const archive = await zip(documents.map((text, index) => [`${String(index).padStart(4, '0')}.xml`, text]));
  const { outcome } = await sendPackage(company, archive);
  expect(outcome.successfulInvoiceCount).toBe(documents.length);
  const { body } = await company.post<QueryInvoicesMetadataResponse>(
    '/invoices/query/metadata?pageSize=250&sortOrder=Desc',
    { subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from: day } },
  );
  const numbers = body.invoices.map(({ ksefNumber }) => ksefNumber).slice(0, documents.length);
  return numbers.reverse();
}

const actorOf = (company: Company): Actor => new Actor(ksef, company.accessToken);
const create = (who: Actor, invoices: readonly (string | CollectiveIdentifierInvoice)[]) =>
  who.call('createCollectiveIdentifier', {
    body: { invoices: invoices.map((one) => (typeof one === 'string' ? { ksefNumber: one } : one)) },
  });
async function created(who: Actor, invoices: Parameters<typeof create>[1]): Promise<string> {
  const { status, body } = await create(who, invoices);
  if (status !== 201) throw new Error(`not made: ${JSON.stringify(body)}`);
  return body.collectiveIdentifierNumber;
}
const goingOn = (token?: string) => (token === undefined ? {} : { 'x-continuation-token': token });
const range = { dateCreatedFrom: '2026-08-01', dateCreatedTo: '2026-09-30' };
const query = (who: Actor, filters: object = {}, pageSize = 10, token?: string) =>
  who.call('queryCollectiveIdentifiers', {
    query: { pageSize },
    headers: goingOn(token),
    body: { ...range, ...filters },
  });
const numbersIn = (body: { collectiveIdentifiers: { collectiveIdentifierNumber: string }[] }) =>
  body.collectiveIdentifiers.map(({ collectiveIdentifierNumber }) => collectiveIdentifierNumber);

describe('a collective identifier', () => {
  let seller: Company;
  let buyer: Company;
  let third: Company;
  let numbers: string[];
  beforeAll(async () => {
    [seller, buyer, third] = [
      await logIn(ksef, newNip()),
      await logIn(ksef, newNip()),
      await logIn(ksef, newNip()),
    ];
    numbers = await sold(seller, [
      ...Array.from({ length: 4 }, () => soldTo(seller.nip, buyer.nip)),
      soldTo(seller.nip, third.nip),
    ]);
  });

  it('made by the buyer is seen by buyer and seller, with what is paid', async () => {
    const [first = '', second = ''] = numbers;
    const payment = { amount: 1230.5, currency: 'PLN' as const };
    const number = await created(actorOf(buyer), [
      { ksefNumber: first, payment, description: 'rata' },
      { ksefNumber: second, payment: null },
    ]);
    expect(number).toMatch(new RegExp(`^${seller.nip}-IZ202609-[0-9A-F]{12}-[0-9A-F]{2}$`));
    expect(isCollectiveIdentifierNumber(number)).toBe(true);
    for (const [who, here] of [
      [buyer, true],
      [seller, false],
    ] as const) {
      const listed = await query(actorOf(who), { collectiveIdentifierNumber: number });
      expect(listed.body).toEqual({
        collectiveIdentifiers: [
          {
            collectiveIdentifierNumber: number,
            invoiceCount: 2,
            createdInCurrentContext: here,
            dateCreated: expect.stringMatching(/^2026-08-31T22:/),
          },
        ],
      });
      const within = await actorOf(who).call('listCollectiveIdentifierInvoices', {
        body: { collectiveIdentifierNumbers: [number] },
        query: {},
        headers: {},
      });
      const [one, other] = [first, second].sort().reverse();
      const details = (ksefNumber: string | undefined) =>
        ksefNumber === first
          ? { payment, description: 'rata', detailsHidden: false }
          : { payment: null, description: null, detailsHidden: false };
      expect(within.body).toEqual({
        invoices: [one, other].map((ksefNumber) => ({
          ksefNumber,
          collectiveIdentifierNumber: number,
          ...details(ksefNumber),
        })),
      });
      const ofInvoice = await actorOf(who).call('listCollectiveIdentifiersOfInvoice', {
        path: { ksefNumber: first },
        query: {},
        headers: {},
      });
      expect(numbersIn(ofInvoice.body)).toContain(number);
    }
    // Neither a stranger nor the number of nothing tells anything.
    for (const collectiveIdentifierNumber of [number, `${seller.nip}-IZ202609-000000000000-00`]) {
      const within = await actorOf(third).call('listCollectiveIdentifierInvoices', {
        body: { collectiveIdentifierNumbers: [collectiveIdentifierNumber] },
        query: {},
        headers: {},
      });
      expect(within.body).toEqual({ invoices: [] });
    }
    const ofInvoice = await actorOf(third).call('listCollectiveIdentifiersOfInvoice', {
      path: { ksefNumber: first },
      query: {},
      headers: {},
    });
    expect(ofInvoice.body).toEqual({ collectiveIdentifiers: [] });
    expect(numbersIn((await query(actorOf(third))).body)).toEqual([]);
  });

  it('hides from a buyer what is paid for the invoices of another', async () => {
    const [mine = '', another = ''] = [numbers[0], numbers[4]];
    const payment = { amount: 10, currency: 'EUR' as const };
    const number = await created(actorOf(seller), [
      { ksefNumber: mine, payment },
      { ksefNumber: another, payment, description: 'poufne' },
    ]);
    const within = await actorOf(third).call('listCollectiveIdentifierInvoices', {
      body: { collectiveIdentifierNumbers: [number] },
      query: {},
      headers: {},
    });
    expect(within.body.invoices).toHaveLength(2);
    expect(within.body.invoices).toContainEqual({
      ksefNumber: mine,
      collectiveIdentifierNumber: number,
      detailsHidden: true,
    });
    expect(within.body.invoices).toContainEqual({
      ksefNumber: another,
      collectiveIdentifierNumber: number,
      payment,
      description: 'poufne',
      detailsHidden: false,
    });
    // It is no own one, and over no own sales.
    expect(numbersIn((await query(actorOf(third))).body)).toEqual([]);
  });

  it('is of different invoices of one seller that the context sees', async () => {
    const [first = '', second = ''] = numbers;
    const other = await logIn(ksef, newNip());
    const [foreign = ''] = await sold(other, [soldTo(other.nip, buyer.nip)]);
    const actor = actorOf(buyer);
    const refusalOf = async (...of: Parameters<typeof create>) => {
      const { status, codes, details } = await create(...of);
      expect(status).toBe(400);
      return { code: codes[0], details };
    };
    expect(await refusalOf(actor, [first, second, first, first])).toEqual({
      code: 71005,
      details: [`Powtórzony numer KSeF ${first}.`],
    });
    expect(await refusalOf(actor, [first, numbers[4] ?? ''])).toEqual({
      code: 71001,
      details: [`Faktura o numerze KSeF ${numbers[4]} nie została znaleziona.`],
    });
    expect(await refusalOf(actorOf(third), [first, second])).toMatchObject({ code: 71001 });
    expect(await refusalOf(actor, [first, foreign])).toEqual({
      code: 71004,
      details: [`Faktura o numerze KSeF ${foreign} ma innego sprzedawcę.`],
    });
    expect(await refusalOf(actor, [first])).toEqual({
      code: 21405,
      details: ["Pole 'invoices' musi zawierać co najmniej 2 elementy."],
    });
    const many = Array.from({ length: collectiveIdentifierInvoices.maximum + 1 }, () => first);
    expect(await refusalOf(actor, many)).toEqual({
      code: 21405,
      details: ["Pole 'invoices' może zawierać co najwyżej 500 elementów."],
    });
    const badly = await callLoosely(
      ksef,
      'createCollectiveIdentifier',
      {
        body: {
          invoices: [{ ksefNumber: first, payment: { amount: 1, currency: 'ABC' } }, { ksefNumber: 'x' }],
        },
      },
      { bearer: actor.bearer },
    );
    expect(badly.codes).toEqual([21405]);
  });

  it(`is one of ${collectiveIdentifiersPerInvoice} at most of a context over an invoice`, async () => {
    const pair = numbers.slice(2, 4);
    const actor = actorOf(buyer);
    const made: string[] = [];
    for (let count = 0; count < collectiveIdentifiersPerInvoice; count += 1)
      made.push(await created(actor, pair));
    expect(new Set(made).size).toBe(collectiveIdentifiersPerInvoice);
    const { codes, details } = await create(actor, pair);
    expect(codes).toEqual([71002]);
    expect(details).toEqual(
      pair.map(
        (number) =>
          `Faktura o numerze KSeF ${number} jest już przypisana do maksymalnej liczby Identyfikatorów Zbiorczych.`,
      ),
    );
    // Another context counts for itself.
    made.push(await created(actorOf(seller), pair));

    const listed: string[] = [];
    let token: string | undefined;
    do {
      const { body } = await call(
        ksef,
        'listCollectiveIdentifiersOfInvoice',
        {
          path: { ksefNumber: pair[0] ?? '' },
          query: { pageSize: 50 },
          headers: goingOn(token),
        },
        { bearer: actor.bearer },
      );
      listed.push(...numbersIn(body));
      token = body.continuationToken ?? undefined;
    } while (token);
    expect(listed).toEqual(made.reverse());

    const all: string[] = [];
    do {
      const { body } = await query(actor, { createdInCurrentContext: false }, 10, token);
      all.push(...numbersIn(body));
      token = body.continuationToken ?? undefined;
    } while (token);
    expect(all).toEqual([]);
    const mine = await query(actorOf(seller), {
      createdInCurrentContext: true,
      invoiceCountFrom: 2,
      invoiceCountTo: 2,
    });
    expect(numbersIn(mine.body)[0]).toBe(listed[0]);
    expect(numbersIn((await query(actorOf(seller), { invoiceCountFrom: 3 })).body)).toEqual([]);
    expect(numbersIn((await query(actorOf(seller), { invoiceCountTo: 1 })).body)).toEqual([]);
  });

  it('is listed with its invoices page by page, several at once', async () => {
    const shop = await logIn(ksef, newNip());
    const sales = await sold(
      shop,
      Array.from({ length: 30 }, () => soldTo(shop.nip, buyer.nip)),
    );
    const actor = actorOf(shop);
    const pair = [await created(actor, sales.slice(0, 20)), await created(actor, sales.slice(10))];
    const found: [string, string][] = [];
    let token: string | undefined;
    do {
      const { body } = await actor.call('listCollectiveIdentifierInvoices', {
        body: { collectiveIdentifierNumbers: pair },
        query: { pageSize: 15 },
        headers: goingOn(token),
      });
      found.push(
        ...body.invoices.map((one) => [one.ksefNumber, one.collectiveIdentifierNumber] as [string, string]),
      );
      token = body.continuationToken ?? undefined;
    } while (token);
    const expected = [
      ...sales.slice(0, 20).map((number) => [number, pair[0]] as [string, string]),
      ...sales.slice(10).map((number) => [number, pair[1]] as [string, string]),
    ];
    expect(found).toEqual(expected.sort().reverse());
    expect(numbersIn((await query(actor)).body)).toEqual([pair[1], pair[0]]);
  });
});

describe('lists of collective identifiers', () => {
  it.each([
    [
      'more than 100 days',
      { dateCreatedFrom: '2026-01-01', dateCreatedTo: '2026-04-12' },
      "'dateCreated' must not exceed 100 days.",
    ],
    [
      'backwards',
      { dateCreatedFrom: '2026-02-01', dateCreatedTo: '2026-01-01' },
      "'dateCreatedFrom' must be less than or equal to 'dateCreatedTo'.",
    ],
  ])('refuse a range of %s', async (_, filters, detail) => {
    const owner = await ownerOf(ksef, newNip());
    const { codes, details } = await query(owner, filters);
    expect(codes).toEqual([21405]);
    expect(details).toEqual([detail]);
  });

  it('take a hundred days', async () => {
    const owner = await ownerOf(ksef, newNip());
    const { status } = await query(owner, { dateCreatedFrom: '2026-01-01', dateCreatedTo: '2026-04-11' });
    expect(status).toBe(200);
  });

  it('refuse a token of another list, and more than ten numbers', async () => {
    const owner = await ownerOf(ksef, newNip());
    const refused = await query(owner, {}, 10, 'bm9uc2Vuc2U=');
    expect(refused.codes).toEqual([21418]);
    expect(JSON.stringify(refused.body)).toContain('Przesłany token kontynuacji jest nieprawidłowy.');
    for (const numbers of [[], Array.from({ length: 11 }, () => 'x')]) {
      const { codes } = await owner.call('listCollectiveIdentifierInvoices', {
        body: { collectiveIdentifierNumbers: numbers },
        query: {},
        headers: {},
      });
      expect(codes).toEqual([21405]);
    }
  });

  it('are for whoever may see invoices or manage collective identifiers', async () => {
    const nip = newNip();
    const owner = await ownerOf(ksef, nip);
    const permitted = { CollectiveIdentifierManage: 200, InvoiceRead: 200, CredentialsRead: 403 } as const;
    for (const [permission, status] of Object.entries(permitted)) {
      const personNip = newNip();
      const person = await byNip(personNip);
      await owner.grant('grantPersonPermissions', {
        body: {
          subjectIdentifier: { type: 'Nip', value: personNip },
          permissions: [permission as keyof typeof permitted],
          description: 'faktury zbiorcze',
          subjectDetails: {
            subjectDetailsType: 'PersonByIdentifier',
            personById: { firstName: 'Anna', lastName: 'Testowa' },
          },
        },
      });
      const there = await actorIn(ksef, person, inNip(nip));
      expect((await query(there)).status).toBe(status);
    }
  });
});

it('is there after a restart', async () => {
  const company = await logIn(ksef, newNip());
  const sales = await sold(
    company,
    [1, 2].map(() => soldTo(company.nip, newNip())),
  );
  const number = await created(actorOf(company), sales);
  await ksef.close();
  ksef = await startKsef({ port: 0, rateLimits: 'off', data: folder, clock: `${day}T22:40:00Z` });
  const again = new Actor(ksef, company.accessToken);
  expect(numbersIn((await query(again)).body)).toEqual([number]);
});
