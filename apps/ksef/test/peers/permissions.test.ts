/** Permissions of every kind through the npm package `ksef-client-ts`, unchanged. */
import { CertificateService, KSeFClient } from 'ksef-client-ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { call, newNip } from '../api.ts';
import {
  byNip,
  entity,
  euAdministration,
  fingerprintOf,
  indirect,
  newPesel,
  person,
  subunit,
  unitOf,
} from '../permissions.ts';
import { until } from '../until.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0 });
});
afterAll(() => ksef.close());

async function ownerOf(nip: string) {
  const seal = await CertificateService.generateCompanySeal('Firma', `VATPL-${nip}`, 'Firma');
  const client = new KSeFClient({
    baseUrl: ksef.url,
    baseQrUrl: `${ksef.url}/qr`,
    lighthouseUrl: ksef.url,
    presignedUrlHosts: ['localhost'],
    rateLimit: null,
  });
  await client.loginWithCertificate(seal.certificatePem, seal.privateKeyPem, nip);
  return client.permissions;
}
type Permissions = Awaited<ReturnType<typeof ownerOf>>;

async function done(
  permissions: Permissions,
  started: Promise<{ referenceNumber: string }>,
): Promise<number> {
  const { referenceNumber } = await started;
  return until(async () => {
    const { status } = await permissions.getOperationStatus(referenceNumber);
    return status.code === 100 ? undefined : status.code;
  });
}

it('grants, lists and revokes every kind', async () => {
  const [group, member, office] = [newNip(), newNip(), newNip()];
  await call(ksef, 'createTestSubject', {
    body: {
      subjectNip: group,
      subjectType: 'VatGroup',
      description: 'grupa VAT',
      subunits: [{ subjectNip: member, description: 'członek grupy' }],
    },
  });
  const owner = await ownerOf(group);
  const worker = { type: 'Pesel' as const, value: newPesel() };
  // The types of the package are narrower than the contract (2.8.1): the requests are those of the other tests.
  const codes = [
    await done(owner, owner.grantPersonPermissions(person(worker, 'InvoiceRead').body as never)),
    await done(owner, owner.grantEntityPermissions(entity(office, [{ type: 'InvoiceRead' }]).body as never)),
    await done(
      owner,
      owner.grantIndirectPermissions(indirect(worker, { type: 'AllPartners' }, 'InvoiceRead').body as never),
    ),
    await done(
      owner,
      owner.grantSubunitPermissions(
        subunit(worker, { type: 'InternalId', value: unitOf(group) }).body as never,
      ),
    ),
    await done(
      owner,
      owner.grantSubunitPermissions(subunit(worker, { type: 'Nip', value: member }).body as never),
    ),
    await done(
      owner,
      owner.grantAuthorizationPermissions({
        subjectIdentifier: { type: 'Nip', value: office },
        permission: 'SelfInvoicing',
        description: 'samofakturowanie',
        subjectDetails: { fullName: 'Biuro rachunkowe' },
      }),
    ),
    await done(
      owner,
      owner.grantEuEntityAdminPermissions(
        euAdministration(fingerprintOf(await byNip(newNip())), `${group}-DE123456789`).body as never,
      ),
    ),
  ];
  expect(codes).toEqual(codes.map(() => 200));

  const granted = await owner.queryPersonsGrants({ queryType: 'PermissionsGrantedInCurrentContext' });
  expect(
    granted.permissions.map(({ permissionScope, permissionState }) => [permissionScope, permissionState]),
  ).toEqual([
    ['CredentialsManage', 'Active'],
    ['CredentialsManage', 'Active'],
    ['InvoiceRead', 'Inactive'],
    ['InvoiceRead', 'Active'],
    ['InvoiceRead', 'Active'],
  ]);
  expect((await owner.querySubunitsGrants()).permissions).toHaveLength(2);
  expect((await owner.queryEuEntitiesGrants()).permissions).toHaveLength(4);
  expect((await owner.queryEntitiesRoles()).roles.map(({ role }) => role)).toEqual(['VatGroupUnit']);
  expect((await owner.querySubordinateEntitiesRoles()).roles).toHaveLength(1);
  expect((await owner.queryPersonalGrants()).permissions).toEqual([]);
  const home = await ownerOf(office);
  expect((await home.queryEntitiesGrants()).permissions).toHaveLength(1);
  expect((await home.queryAuthorizationsGrants({ queryType: 'Received' })).authorizationGrants).toHaveLength(
    1,
  );

  for (const { id } of granted.permissions) expect(await done(owner, owner.revokeCommonGrant(id))).toBe(200);
  const { authorizationGrants } = await owner.queryAuthorizationsGrants({ queryType: 'Granted' });
  for (const { id } of authorizationGrants)
    expect(await done(owner, owner.revokeAuthorizationGrant(id))).toBe(200);
  expect((await home.queryAuthorizationsGrants({ queryType: 'Received' })).authorizationGrants).toEqual([]);
  expect((await home.queryEntitiesGrants()).permissions).toEqual([]);
});
