import { type KsefClient, type KsefError, permissionInWords } from '@kwit/ksef-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { all, demoNip, failureOf, type TestKsef, testKsef } from './client-fixture.testing.ts';

const partner = '2222222222';
const personById = { firstName: 'Anna', lastName: 'Nowak' };
const subjectDetails = { subjectDetailsType: 'PersonByIdentifier', personById } as const;
const inContext = { queryType: 'PermissionsInCurrentContext' } as const;

let ksef: TestKsef;
let owner: KsefClient;
beforeAll(async () => {
  ksef = await testKsef();
  owner = await ksef.clientOf();
});
afterAll(() => ksef[Symbol.asyncDispose]());

/** A PESEL with its check digit. */
function pesel(index: number): string {
  const digits = `44051${String(40_000 + index).padStart(5, '0')}`;
  const weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

const grantTo = (value: string) =>
  owner.permissions.grantPerson({
    subjectIdentifier: { type: 'Pesel', value },
    permissions: ['InvoiceRead'],
    description: 'Księgowa',
    subjectDetails,
  });

test('a grant is waited for, listed, and revoked', async () => {
  const done = await grantTo('44051401359');
  expect(done.status.code).toBe(200);
  expect(done.text).toEqual({ pl: 'Operacja zakończona sukcesem', en: 'The operation succeeded.' });
  expect((await owner.permissions.waitFor(done.referenceNumber)).status.code).toBe(200);
  const mine = (await all(owner.permissions.persons(inContext))).filter(
    ({ authorizedIdentifier }) => authorizedIdentifier.value === '44051401359',
  );
  expect(mine.map(({ permissionScope }) => permissionScope)).toEqual(['InvoiceRead']);
  await owner.permissions.revoke(mine[0]?.id ?? '');
  const left = await all(owner.permissions.persons(inContext));
  expect(left.some(({ authorizedIdentifier }) => authorizedIdentifier.value === '44051401359')).toBe(false);
});

test('a list of more than one page is one sequence', async () => {
  await Promise.all(Array.from({ length: 130 }, (_, index) => grantTo(pesel(index))));
  const holders = await all(owner.permissions.persons({ ...inContext, permissionTypes: ['InvoiceRead'] }));
  const values = holders.map(({ authorizedIdentifier }) => authorizedIdentifier.value);
  expect(new Set(values).size).toBe(130);
  expect(values).toHaveLength(130);
});

test('entities and authorizations', async () => {
  const details = { fullName: 'Biuro Rachunkowe Sp. z o.o.' };
  const subjectIdentifier = { type: 'Nip', value: partner } as const;
  await owner.permissions.grantEntity({
    subjectIdentifier,
    permissions: [{ type: 'InvoiceRead', canDelegate: true }],
    description: 'Biuro rachunkowe',
    subjectDetails: details,
  });
  await owner.permissions.grantAuthorization({
    subjectIdentifier,
    permission: 'SelfInvoicing',
    description: 'Samofakturowanie',
    subjectDetails: details,
  });
  const granted = await all(owner.permissions.authorizations({ queryType: 'Granted' }));
  expect(granted.map(({ authorizationScope }) => authorizationScope)).toEqual(['SelfInvoicing']);
  await owner.permissions.revokeAuthorization(granted[0]?.id ?? '');
  expect(await all(owner.permissions.authorizations({ queryType: 'Granted' }))).toEqual([]);

  const office = await ksef.clientOf(partner);
  const received = await all(office.permissions.entities());
  expect(received).toMatchObject([
    { contextIdentifier: { value: demoNip }, permissionScope: 'InvoiceRead', canDelegate: true },
  ]);
  await office.permissions.grantIndirect({
    subjectIdentifier: { type: 'Pesel', value: '44051401359' },
    targetIdentifier: { type: 'AllPartners' },
    permissions: ['InvoiceRead'],
    description: 'Pracownica biura',
    subjectDetails,
  });
  expect(await all(office.permissions.persons(inContext))).toMatchObject([
    { targetIdentifier: { type: 'AllPartners' } },
  ]);
});

test('lists of what there is none of are empty', async () => {
  const { permissions } = owner;
  const lists = [
    permissions.subunits(),
    permissions.roles(),
    permissions.subordinates(),
    permissions.euEntities(),
  ];
  for (const list of lists) expect(await all(list as AsyncGenerator<unknown>)).toEqual([]);
  // The owner needs no grant of anything.
  await all(permissions.personal());
});

test('what KSeF does not carry out is told in words', async () => {
  const failed = owner.permissions.revoke('00000000-0000-4000-8000-000000000000');
  const error = (await failureOf(failed)) as KsefError;
  expect(error).toMatchObject({ kind: 'failed-status', operation: 'getPermissionOperationStatus' });
  expect(error.text.en).toMatch(/Change of permissions .*: 410 The identifiers do not fit together/);
  expect(error.remedy?.pl).toBeTruthy();
});

test('a denial names in words what is needed and what is there', async () => {
  const { token } = await owner.createKsefToken({
    description: 'Tylko odczyt',
    permissions: ['InvoiceRead'],
  });
  const reader = await ksef.clientOf();
  await reader.logInWithToken({ context: { type: 'Nip', value: demoNip }, token });
  const error = (await failureOf(
    reader.permissions.grantPerson({
      subjectIdentifier: { type: 'Pesel', value: '44051401359' },
      permissions: ['InvoiceRead'],
      description: 'Księgowa',
      subjectDetails,
    }),
  )) as KsefError;
  expect(error).toMatchObject({ kind: 'forbidden', reasonCode: 'missing-permissions' });
  expect(error.text.pl).toContain('CredentialsManage (zarządzanie uprawnieniami)');
  expect(error.text.pl).toContain('InvoiceRead (przeglądanie faktur)');
  expect(error.text.en).toContain('CredentialsManage (managing permissions)');
});

test('a permission that is not known yet keeps its name', () => {
  expect(permissionInWords('constructor')).toEqual({ pl: 'constructor', en: 'constructor' });
});

test('waiting for a change ends with the signal', async () => {
  const controller = new AbortController();
  controller.abort();
  const { signal } = controller;
  expect(await failureOf(owner.permissions.revoke('x', { signal }))).toMatchObject({ kind: 'aborted' });
  expect(await failureOf(all(owner.permissions.persons(inContext, { signal })))).toMatchObject({
    kind: 'aborted',
  });
});
