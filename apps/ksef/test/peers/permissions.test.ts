/** Permissions of every kind through the npm packages `ksef-client-ts` and `ksef-client`, unchanged. */
import type { KsefClient } from 'ksef-client';
import type { KSeFClient } from 'ksef-client-ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { until } from '../until.ts';
import { clientIn, company, tsClientIn, tsCompany } from './npm-clients.ts';
import * as tasks from './tasks.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const inContext = { queryType: 'PermissionsGrantedInCurrentContext' } as const;
const scopes = [
  ['CredentialsManage', 'Active'],
  ['CredentialsManage', 'Active'],
  ['InvoiceRead', 'Inactive'],
  ['InvoiceRead', 'Active'],
  ['InvoiceRead', 'Active'],
];

describe('ksef-client-ts', () => {
  type Permissions = KSeFClient['permissions'];

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
    const { group, office, createGroup, grants, euContext, administrator } = await tasks.permissions();
    const { permissions: owner, testData } = await tsCompany(ksef, group);
    await testData.createSubject({ ...createGroup, subjectType: 'VatGroup' });
    // The types of the package are narrower than the contract (2.8.1): the requests are those of the other tests.
    const codes = [
      await done(owner, owner.grantPersonPermissions(grants.person as never)),
      await done(owner, owner.grantEntityPermissions(grants.entity as never)),
      await done(owner, owner.grantIndirectPermissions(grants.indirect as never)),
      await done(owner, owner.grantSubunitPermissions(grants.subunit as never)),
      await done(owner, owner.grantSubunitPermissions(grants.member as never)),
      await done(owner, owner.grantAuthorizationPermissions(grants.authorization)),
      await done(owner, owner.grantEuEntityAdminPermissions(grants.euAdministration as never)),
    ];
    expect(codes).toEqual(codes.map(() => 200));

    const granted = await owner.queryPersonsGrants(inContext);
    expect(
      granted.permissions.map(({ permissionScope, permissionState }) => [permissionScope, permissionState]),
    ).toEqual(scopes);
    expect((await owner.querySubunitsGrants()).permissions).toHaveLength(2);
    expect((await owner.queryEuEntitiesGrants()).permissions).toHaveLength(4);
    expect((await owner.queryEntitiesRoles()).roles.map(({ role }) => role)).toEqual(['VatGroupUnit']);
    expect((await owner.querySubordinateEntitiesRoles()).roles).toHaveLength(1);
    expect((await owner.queryPersonalGrants()).permissions).toEqual([]);
    const { permissions: abroad } = await tsClientIn(ksef, euContext, administrator);
    const deputy = abroad.grantEuEntityRepresentativePermissions(grants.euEntity as never);
    expect(await done(abroad, deputy)).toBe(200);
    const { permissions: home } = await tsCompany(ksef, office);
    const received = async () =>
      (await home.queryAuthorizationsGrants({ queryType: 'Received' })).authorizationGrants;
    expect((await home.queryEntitiesGrants()).permissions).toHaveLength(1);
    expect(await received()).toHaveLength(1);

    for (const { id } of granted.permissions)
      expect(await done(owner, owner.revokeCommonGrant(id))).toBe(200);
    const { authorizationGrants } = await owner.queryAuthorizationsGrants({ queryType: 'Granted' });
    for (const { id } of authorizationGrants)
      expect(await done(owner, owner.revokeAuthorizationGrant(id))).toBe(200);
    expect(await received()).toEqual([]);
    expect((await home.queryEntitiesGrants()).permissions).toEqual([]);
  });
});

describe('ksef-client', () => {
  type Permissions = KsefClient['permissions'];
  type Request = Parameters<Permissions['grantPersons']>[0];

  // The types of its answers are open.
  async function done(permissions: Permissions, started: Promise<object>): Promise<number> {
    const { referenceNumber } = (await started) as { referenceNumber: string };
    return until(async () => {
      const { status } = (await permissions.getOperationStatus(referenceNumber)) as {
        status: { code: number };
      };
      return status.code === 100 ? undefined : status.code;
    });
  }

  it('grants, lists and revokes every kind', async () => {
    const { group, office, createGroup, grants, euContext, administrator } = await tasks.permissions();
    const { permissions: owner, testdata } = await company(ksef, group);
    await testdata.createSubject(createGroup);
    const codes = [
      await done(owner, owner.grantPersons(grants.person as unknown as Request)),
      await done(owner, owner.grantEntities(grants.entity as unknown as Request)),
      await done(owner, owner.grantIndirect(grants.indirect as unknown as Request)),
      await done(owner, owner.grantSubunits(grants.subunit as unknown as Request)),
      await done(owner, owner.grantSubunits(grants.member as unknown as Request)),
      await done(owner, owner.grantAuthorizations(grants.authorization)),
      await done(owner, owner.grantEuEntitiesAdministration(grants.euAdministration as unknown as Request)),
    ];
    expect(codes).toEqual(codes.map(() => 200));

    const { permissions } = await owner.queryPersonsGrants(inContext);
    const granted = permissions as { id: string }[];
    expect(granted).toMatchObject(
      scopes.map(([permissionScope, permissionState]) => ({ permissionScope, permissionState })),
    );
    expect((await owner.querySubunitsGrants({})).permissions).toHaveLength(2);
    expect((await owner.queryEuEntitiesGrants({})).permissions).toHaveLength(4);
    expect(await owner.queryEntitiesRoles()).toMatchObject({ roles: [{ role: 'VatGroupUnit' }] });
    expect((await owner.querySubordinateEntitiesRoles({})).roles).toHaveLength(1);
    expect((await owner.queryPersonalGrants({})).permissions).toEqual([]);
    const { permissions: abroad } = await clientIn(ksef, euContext, administrator);
    expect(await done(abroad, abroad.grantEuEntities(grants.euEntity as unknown as Request))).toBe(200);
    const { permissions: home } = await company(ksef, office);
    const received = async () =>
      (await home.queryAuthorizations({ queryType: 'Received' })).authorizationGrants;
    expect(await received()).toHaveLength(1);

    // What a revocation answers is thrown away by this package, so the lists tell when it is done.
    for (const { id } of granted) await owner.revokeCommonGrant(id);
    const { authorizationGrants } = await owner.queryAuthorizations({ queryType: 'Granted' });
    for (const { id } of authorizationGrants as { id: string }[]) await owner.revokeAuthorizationGrant(id);
    await until(async () => (await received())?.toString() === '');
    await until(async () => (await owner.queryPersonsGrants(inContext)).permissions?.toString() === '');
  });
});
