/** The list of providers of Peppol services. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, callLoosely, logIn, personWith, submitSigned } from '../../test/api.ts';
import { enroll } from '../../test/enrollment.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const register = async (id: string, organizationName?: string) => {
  const seal = await personWith('X', { commonName: id, ...(organizationName ? { organizationName } : {}) });
  await logIn(ksef, seal, '', { context: `<PeppolId>${id}</PeppolId>` });
};
const page = async (query: { pageOffset?: number; pageSize?: number } = {}) =>
  (await call(ksef, 'queryPeppolProviders', { query })).body;

it('tells those who logged in once, newest first, page by page, to anyone', async () => {
  expect(await page()).toEqual({ peppolProviders: [], hasMore: false });
  // A certificate of another provider registers nobody.
  const other = await personWith('X', { commonName: 'PPL000001' });
  const refused = await submitSigned(ksef, other, '', { context: '<PeppolId>PPL000002</PeppolId>' });
  expect(refused.codes).toEqual([21117]);
  expect((await page()).peppolProviders).toEqual([]);

  const ids = Array.from({ length: 12 }, (_, index) => `PPL${200_000 + index}`);
  for (const id of ids) await register(id, `Dostawca ${id}`);
  await register('PPL200003', 'Dostawca pod inną nazwą');
  await register('PNO300000');

  const first = await page();
  expect(first.hasMore).toBe(true);
  expect(first.peppolProviders).toHaveLength(10);
  expect(first.peppolProviders[0]).toEqual({
    id: 'PNO300000',
    name: 'PNO300000',
    dateCreated: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  const second = await page({ pageOffset: 1 });
  expect(second.hasMore).toBe(false);
  const all = [...first.peppolProviders, ...second.peppolProviders];
  expect(new Set(all.map(({ id }) => id))).toEqual(new Set([...ids, 'PNO300000']));
  const dates = all.map(({ dateCreated }) => dateCreated);
  expect(dates).toEqual([...dates].sort().reverse());
  expect(all.find(({ id }) => id === 'PPL200003')?.name).toBe('Dostawca PPL200003');
  expect(await page({ pageOffset: 2 })).toEqual({ peppolProviders: [], hasMore: false });
});

it('knows a provider by a certificate of this KSeF as well', async () => {
  const [id, other] = ['PPL400000', 'PPL400001'];
  const seal = await personWith('X', { commonName: id, organizationName: 'Dostawca' });
  const inContext = (value: string) => ({ context: `<PeppolId>${value}</PeppolId>` });
  const { access } = await logIn(ksef, seal, '', inContext(id));
  const { credential } = await enroll(ksef, access);
  const own = await logIn(ksef, credential, '', inContext(id));
  const claims = JSON.parse(Buffer.from(own.access.split('.')[1] ?? '', 'base64url').toString());
  expect(claims.aum).toBe('InternalCertificate');
  expect(JSON.parse(claims.per)).toEqual(['PefInvoiceWrite', 'Introspection']);
  const refused = await submitSigned(ksef, credential, '', inContext(other));
  expect(refused.codes).toEqual([21117]);
});

it.each([{ pageSize: 9 }, { pageSize: 101 }, { pageOffset: -1 }])('refuses the page %j', async (query) => {
  expect((await callLoosely(ksef, 'queryPeppolProviders', { query })).codes).toEqual([21405]);
});
