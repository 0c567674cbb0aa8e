import { createSelfSignedCertificate } from '@kwit/crypto';
import type { SessionInvoicesResponse, SessionsQueryResponse } from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Company, faultsOf, logIn, type OpenSession } from '../../test/company.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { type Ksef, startKsef } from '../index.ts';

const issueDate = '2026-03-10';

let ksef: Ksef;
let company: Company;
const sessions: OpenSession[] = [];

beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', clock: `${issueDate}T11:00:00Z` });
  company = await logIn(ksef, '1111111111');
  for (let index = 0; index < 23; index += 1) sessions.push(await company.openSession());
});
afterAll(() => ksef.close());

const at = (index: number): OpenSession => {
  const session = sessions.at(index);
  if (!session) throw new Error(`no session ${index}`);
  return session;
};

async function list(parameters: string, caller = company): Promise<string[]> {
  const references: string[] = [];
  let headers: Record<string, string> = {};
  for (;;) {
    const { status, body } = await caller.get<SessionsQueryResponse>(
      `/sessions?sessionType=Online${parameters}`,
      headers,
    );
    if (status !== 200) throw new Error(`list refused: ${JSON.stringify(body)}`);
    references.push(...body.sessions.map(({ referenceNumber }) => referenceNumber));
    if (!body.continuationToken) return references;
    headers = { 'x-continuation-token': body.continuationToken };
  }
}

const newestFirst = () => sessions.map(({ reference }) => reference).reverse();

describe('the list of sessions', () => {
  it('is newest first, page by page', async () => {
    expect(await list('&pageSize=10')).toEqual(newestFirst());
    expect(await list('&pageSize=1000')).toEqual(newestFirst());
    expect((await company.get<SessionsQueryResponse>('/sessions?sessionType=Batch')).body).toEqual({
      sessions: [],
    });
  });

  it('tells each session as it stands, and finds by status, number and dates', async () => {
    const [done, empty, refused] = [at(0), at(1), at(2)];
    await company.sendAndWait(done, sampleInvoice({ issueDate }));
    await company.sendAndWait(refused, 'no invoice');
    for (const session of [done, empty, refused]) {
      await company.close(session);
      await company.outcome(session);
    }
    expect(await list('&statuses=Succeeded')).toEqual([done.reference]);
    expect(await list('&statuses=Cancelled&statuses=Failed')).toEqual([refused.reference, empty.reference]);
    expect(await list('&statuses=InProgress&pageSize=100')).toHaveLength(sessions.length - 3);
    expect(await list(`&referenceNumber=${done.reference}`)).toEqual([done.reference]);
    const { body } = await company.get<SessionsQueryResponse>(
      `/sessions?sessionType=Online&referenceNumber=${done.reference}`,
    );
    const [item] = body.sessions;
    expect(item).toMatchObject({
      status: { code: 200 },
      totalInvoiceCount: 1,
      successfulInvoiceCount: 1,
      failedInvoiceCount: 0,
    });
    const created = encodeURIComponent(item?.dateCreated ?? '');
    expect(await list(`&dateCreatedFrom=${created}&dateCreatedTo=${created}`)).toEqual([done.reference]);
    expect(await list(`&dateClosedFrom=${created}&pageSize=100`)).toHaveLength(3);
    const updated = encodeURIComponent(item?.dateUpdated ?? '');
    expect(await list(`&dateModifiedFrom=${updated}&dateModifiedTo=${updated}`)).toEqual([done.reference]);
  });

  it('is of the own context alone', async () => {
    const stranger = await logIn(ksef, '5265877635');
    expect(await list('', stranger)).toEqual([]);
    for (const path of ['', '/invoices', '/invoices/failed']) {
      const refused = await stranger.get(`/sessions/${at(0).reference}${path}`);
      expect(refused).toMatchObject({
        status: 403,
        body: { reasonCode: 'insufficient-resource-access', detail: 'Brak dostępu do wskazanego zasobu.' },
      });
    }
  });

  it('of those who may only write invoices has their own sessions', async () => {
    const clerk = '77070200003';
    await company.post('/testdata/permissions', {
      contextIdentifier: { type: 'Nip', value: company.nip },
      authorizedIdentifier: { type: 'Pesel', value: clerk },
      permissions: [{ permissionType: 'InvoiceWrite', description: 'wystawianie' }],
    });
    const certificate = await createSelfSignedCertificate({
      subject: {
        givenNames: ['Jan'],
        surname: 'Testowy',
        serialNumber: `PNOPL-${clerk}`,
        commonName: 'Jan Testowy',
        countryName: 'PL',
      },
      validFrom: new Date('2020-01-01T00:00:00Z'),
      validTo: new Date('2090-01-01T00:00:00Z'),
    });
    const person = await logIn(ksef, company.nip, certificate);
    expect(await list('', person)).toEqual([]);
    const own = await person.openSession();
    expect(await list('', person)).toEqual([own.reference]);
    expect(await list('&pageSize=100')).toContain(own.reference);
    const read = await person.get('/invoices/ksef/1111111111-20260310-0100001AF629-AF');
    expect(read).toMatchObject({
      status: 403,
      body: {
        reasonCode: 'missing-permissions',
        security: { requiredAnyOfPermissions: ['InvoiceRead'], presentPermissions: ['InvoiceWrite'] },
      },
    });
  });

  it('goes on by no token but its own', async () => {
    for (const token of [
      'nonsense',
      Buffer.from('[]').toString('base64'),
      Buffer.from('["a","b"]').toString('base64'),
    ]) {
      const { body } = await company.get('/sessions?sessionType=Online', { 'x-continuation-token': token });
      expect(faultsOf(body)[0]?.code).toBe(21418);
      const invoices = `/sessions/${at(0).reference}/invoices`;
      expect(faultsOf((await company.get(invoices, { 'x-continuation-token': token })).body)[0]?.code).toBe(
        21418,
      );
    }
  });
});

describe('the invoices of a session', () => {
  it('come in the order in which they were sent, page by page, the refused ones also alone', async () => {
    const session = at(3);
    for (let index = 0; index < 24; index += 1) {
      await company.sendAndWait(
        session,
        index % 2 === 0 ? sampleInvoice({ issueDate }) : `no invoice ${index}`,
      );
    }
    const read = async (path: string) => {
      const ordinals: number[] = [];
      let headers: Record<string, string> = {};
      for (;;) {
        const { body } = await company.get<SessionInvoicesResponse>(`${path}?pageSize=10`, headers);
        ordinals.push(...body.invoices.map(({ ordinalNumber }) => ordinalNumber));
        if (!body.continuationToken) return ordinals;
        headers = { 'x-continuation-token': body.continuationToken };
      }
    };
    const all = Array.from({ length: 24 }, (_, index) => index + 1);
    expect(await read(`/sessions/${session.reference}/invoices`)).toEqual(all);
    expect(await read(`/sessions/${session.reference}/invoices/failed`)).toEqual(
      all.filter((n) => n % 2 === 0),
    );
  });

  it('have no receipt while they are refused, and none that is of another session', async () => {
    const session = at(3);
    const path = `/sessions/${session.reference}`;
    const { body } = await company.get<SessionInvoicesResponse>(`${path}/invoices`);
    const [right, wrong] = body.invoices;
    expect(wrong).not.toHaveProperty('ksefNumber');
    expect(wrong).not.toHaveProperty('upoDownloadUrl');
    const refused = await company.get(`${path}/invoices/${wrong?.referenceNumber}/upo`);
    expect(faultsOf(refused.body)[0]?.code).toBe(21178);
    const elsewhere = await company.get(
      `/sessions/${at(4).reference}/invoices/ksef/${right?.ksefNumber}/upo`,
    );
    expect(faultsOf(elsewhere.body)).toEqual([
      {
        code: 21178,
        details: [
          `UPO o numerze KSeF ${right?.ksefNumber} i numerze referencyjnym sesji ${at(4).reference} nie zostało znalezione.`,
        ],
      },
    ]);
    const reference = '20260310-EE-0000000000-0000000000-00';
    for (const missing of [`/invoices/${reference}`, `/invoices/${reference}/upo`]) {
      expect(faultsOf((await company.get(path + missing)).body)[0]?.code).toBe(21405);
    }
    const upo = '20260310-EU-0000000000-0000000000-00';
    expect(faultsOf((await company.get(`${path}/upo/${upo}`)).body)[0]?.code).toBe(21178);
    expect(
      faultsOf((await company.get('/sessions/20260310-SO-0000000000-0000000000-00')).body)[0]?.code,
    ).toBe(21173);
  });
});
