import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, newNip, personWith, sealOf } from '../../../test/api.ts';
import {
  actorIn,
  byNip,
  byPesel,
  entity,
  euAdministration,
  fingerprintOf,
  inNip,
  inPair,
  inUnit,
  loginCode,
  newPesel,
  ownerOf,
  person,
  subunit,
  unitOf,
} from '../../../test/permissions.ts';
import { type Ksef, startKsef } from '../../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const grantedIn = { queryType: 'PermissionsGrantedInCurrentContext' as const };
const pesel = (value: string) => ({ type: 'Pesel' as const, value });
const nip = (value: string) => ({ type: 'Nip' as const, value });
const internalId = (value: string) => ({ type: 'InternalId' as const, value });

const makeGroup = (subjectNip: string, member: string, subjectType: 'VatGroup' | 'JST' = 'VatGroup') =>
  call(ksef, 'createTestSubject', {
    body: {
      subjectNip,
      subjectType,
      description: 'jednostka nadrzędna',
      subunits: [{ subjectNip: member, description: 'jednostka podrzędna' }],
    },
  });

describe('a unit inside an entity', () => {
  it('is made with its administrator, who lets people in and shares invoices there', async () => {
    const [office, director] = [newNip(), newPesel()];
    const unit = unitOf(office);
    const owner = await ownerOf(ksef, office);
    const request = subunit(pesel(director), internalId(unit));
    expect(await owner.grant('grantSubunitPermissions', request)).toBe(200);

    const there = await actorIn(ksef, await byPesel(director), inUnit(unit));
    expect(there.granted).toEqual(['CredentialsManage']);
    const reading = person(pesel(director), 'InvoiceRead', 'InvoiceWrite');
    expect(await there.grant('grantPersonPermissions', reading)).toBe(200);
    const entities = entity(office, [{ type: 'InvoiceRead', canDelegate: false }]);
    expect(await there.grant('grantEntityPermissions', entities)).toBe(200);

    const contextIdentifier = internalId(unit);
    for (const body of [{}, { contextIdentifier }]) {
      const { permissions } = await there.list('queryPersonalGrants', { body });
      expect(permissions.map(({ permissionScope }) => permissionScope).sort()).toEqual([
        'CredentialsManage',
        'InvoiceRead',
        'InvoiceWrite',
      ]);
    }
    expect((await actorIn(ksef, await byPesel(director), inUnit(unit))).granted).toEqual([
      'CredentialsManage',
      'InvoiceRead',
      'InvoiceWrite',
    ]);
    // The entity sees its administrators, not whom these let in; and it has got its own invoices of the unit.
    const { permissions } = await owner.list('querySubunitGrants', { body: {} });
    expect(permissions).toMatchObject([
      {
        authorizedIdentifier: pesel(director),
        subunitIdentifier: internalId(unit),
        authorIdentifier: nip(office),
        permissionScope: 'CredentialsManage',
        subunitName: 'Przedszkole nr 1',
      },
    ]);
    expect((await owner.list('queryEntityGrants', { body: { contextIdentifier } })).permissions).toHaveLength(
      1,
    );
    const everywhere = await owner.list('queryPersonGrants', { body: grantedIn });
    expect(everywhere.permissions.map((one) => one.contextIdentifier)).toEqual([internalId(unit)]);

    expect(await owner.revoke(permissions[0]?.id ?? '')).toBe(200);
    const left = await actorIn(ksef, await byPesel(director), inUnit(unit));
    expect(left.granted).toEqual(['InvoiceRead', 'InvoiceWrite']);
  });

  it('belongs to the entity by its number, which has a check digit', async () => {
    const [office, other] = [newNip(), newNip()];
    const owner = await ownerOf(ksef, office);
    const administrator = pesel(newPesel());
    const foreign = subunit(administrator, internalId(unitOf(other)));
    expect(await owner.grant('grantSubunitPermissions', foreign)).toBe(410);
    const right = unitOf(office);
    const wrong = right.slice(0, -1) + String((Number(right.at(-1)) + 1) % 10);
    const request = subunit(administrator, internalId(wrong));
    expect((await owner.call('grantSubunitPermissions', request)).codes).toEqual([21405]);
    const { subunitName: _, ...unnamed } = subunit(administrator, internalId(right)).body;
    expect((await owner.call('grantSubunitPermissions', { body: unnamed })).details).toEqual([
      "Pole 'subunitName' jest wymagane.",
    ]);
  });

  it('is administered from above by whoever may manage subunits', async () => {
    const [office, manager] = [newNip(), newNip()];
    const owner = await ownerOf(ksef, office);
    const managing = person(nip(manager), 'SubunitManage', 'CredentialsManage');
    await owner.grant('grantPersonPermissions', managing);
    const delegate = await actorIn(ksef, await byNip(manager), inNip(office));
    const administrator = newNip();
    const request = subunit(nip(administrator), internalId(unitOf(office)));
    expect(await delegate.grant('grantSubunitPermissions', request)).toBe(200);
    const { permissions } = await delegate.list('querySubunitGrants', { body: {} });
    expect(permissions.map(({ authorIdentifier }) => authorIdentifier)).toEqual([nip(manager)]);
    expect(await delegate.revoke(permissions[0]?.id ?? '')).toBe(200);
  });
});

describe.each([
  ['VatGroup', 'VatGroupUnit', 'VatGroupSubUnit'],
  ['JST', 'LocalGovernmentUnit', 'LocalGovernmentSubUnit'],
] as const)('a structure of the kind %s', (type, above, below) => {
  it('makes administrators of its members, as long as it is there', async () => {
    const [parent, member, administrator] = [newNip(), newNip(), newPesel()];
    await makeGroup(parent, member, type);
    const owner = await ownerOf(ksef, parent);
    const request = subunit(pesel(administrator), nip(member));
    expect(await owner.grant('grantSubunitPermissions', request)).toBe(200);
    const there = await actorIn(ksef, await byPesel(administrator), inNip(member));
    expect(there.granted).toEqual(['CredentialsManage']);
    expect(await there.grant('grantPersonPermissions', person(pesel(newPesel()), 'InvoiceRead'))).toBe(200);
    const current = await there.list('queryPersonGrants', {
      body: { queryType: 'PermissionsInCurrentContext', permissionTypes: ['CredentialsManage'] },
    });
    expect(current.permissions).toMatchObject([{ contextIdentifier: nip(member) }]);

    expect(await owner.grant('grantSubunitPermissions', subunit(pesel(administrator), nip(newNip())))).toBe(
      410,
    );
    const stranger = await ownerOf(ksef, newNip());
    expect(await stranger.grant('grantSubunitPermissions', request)).toBe(430);

    await call(ksef, 'removeTestSubject', { body: { subjectNip: parent } });
    expect(await loginCode(ksef, await byPesel(administrator), inNip(member))).toBe(415);
  });

  it('tells its roles and its members', async () => {
    const [parent, member] = [newNip(), newNip()];
    await makeGroup(parent, member, type);
    const owner = await ownerOf(ksef, parent);
    const { roles } = await owner.list('queryEntityRoles', {});
    expect(roles).toMatchObject([{ role: above, description: 'jednostka nadrzędna' }]);
    const belongs = [{ subordinateEntityIdentifier: nip(member), role: below }];
    for (const body of [{}, { subordinateEntityIdentifier: nip(member) }]) {
      expect((await owner.list('querySubordinateEntityRoles', { body })).roles).toMatchObject(belongs);
    }
    const nobody = { subordinateEntityIdentifier: nip(newNip()) };
    expect((await owner.list('querySubordinateEntityRoles', { body: nobody })).roles).toEqual([]);
    const inside = await ownerOf(ksef, member);
    expect((await inside.list('queryEntityRoles', {})).roles).toMatchObject([
      { role: below, parentEntityIdentifier: nip(parent) },
    ]);
  });
});

describe('enforcement', () => {
  it('is passed on by bailiffs and authorities alone', async () => {
    const [bailiff, authority, worker] = [newNip(), newNip(), newNip()];
    await call(ksef, 'createTestPerson', {
      body: { nip: bailiff, pesel: newPesel(), isBailiff: true, description: 'komornik' },
    });
    await call(ksef, 'createTestSubject', {
      body: { subjectNip: authority, subjectType: 'EnforcementAuthority', description: 'organ egzekucyjny' },
    });
    const request = person(nip(worker), 'EnforcementOperations');
    for (const [entitled, role] of [
      [bailiff, 'CourtBailiff'],
      [authority, 'EnforcementAuthority'],
    ] as const) {
      const owner = await ownerOf(ksef, entitled);
      expect((await owner.list('queryEntityRoles', {})).roles.map((one) => one.role)).toEqual([role]);
      expect(await owner.grant('grantPersonPermissions', request)).toBe(200);
      expect((await actorIn(ksef, await byNip(worker), inNip(entitled))).granted).toEqual([
        'EnforcementOperations',
      ]);
    }
    const plain = await ownerOf(ksef, newNip());
    expect(await plain.grant('grantPersonPermissions', request)).toBe(430);
    expect((await plain.list('queryPersonGrants', { body: grantedIn })).permissions).toEqual([]);
  });
});

describe('an EU entity', () => {
  const subjectType = 'certificateFingerprint' as const;

  it('is administered by certificate; its administrators name representatives', async () => {
    const company = newNip();
    const pair = `${company}-DE123456789`;
    const [administrator, representative] = [await byNip(newNip()), await byNip(newNip())];
    const owner = await ownerOf(ksef, company);
    const request = euAdministration(fingerprintOf(administrator), pair);
    expect(await owner.grant('grantEuEntityAdministration', request)).toBe(200);
    const listed = await owner.list('queryEuEntityGrants', {
      body: { authorizedFingerprintIdentifier: fingerprintOf(administrator).slice(5, 40).toLowerCase() },
    });
    expect(listed.permissions.map(({ permissionScope }) => permissionScope).sort()).toEqual([
      'Introspection',
      'InvoiceRead',
      'InvoiceWrite',
      'VatUeManage',
    ]);
    expect(listed.permissions[0]).toMatchObject({
      vatUeIdentifier: 'DE123456789',
      euEntityName: 'Firma GmbH, Berlin',
      euEntityDetails: { fullName: 'Firma GmbH', address: 'Berlin, Hauptstrasse 2' },
      subjectEntityDetails: { subjectDetailsType: 'EntityByFingerprint', fullName: 'Biuro GmbH' },
      authorIdentifier: nip(company),
    });

    const there = await actorIn(ksef, administrator, inPair(pair), { subjectType });
    expect([...there.granted].sort()).toEqual([
      'Introspection',
      'InvoiceRead',
      'InvoiceWrite',
      'VatUeManage',
    ]);
    const body = {
      subjectIdentifier: { type: 'Fingerprint' as const, value: fingerprintOf(representative) },
      permissions: ['InvoiceRead' as const],
      description: 'przedstawiciel',
      subjectDetails: {
        subjectDetailsType: 'PersonByFingerprintWithoutIdentifier' as const,
        personByFpNoId: {
          firstName: 'Anna',
          lastName: 'Testowa',
          birthDate: '1980-01-01',
          idDocument: { type: 'paszport', number: 'AA1234567', country: 'DE' },
        },
      },
    };
    for (const country of ['de', 'P1', 'XX', 'ZZ', 'EU', 'UK']) {
      const wrong = structuredClone(body);
      wrong.subjectDetails.personByFpNoId.idDocument.country = country;
      const refused = await there.call('grantEuEntityPermissions', { body: wrong });
      expect([country, refused.status, refused.details]).toEqual([
        country,
        400,
        ["Pole 'subjectDetails.personByFpNoId.idDocument.country' ma nieprawidłowy format."],
      ]);
    }
    expect(await there.grant('grantEuEntityPermissions', { body })).toBe(200);
    const visitor = await actorIn(ksef, representative, inPair(pair), { subjectType });
    expect(visitor.granted).toEqual(['InvoiceRead']);
    expect((await visitor.call('grantEuEntityPermissions', { body })).status).toBe(403);

    const all = await there.list('queryEuEntityGrants', { body: {} });
    expect(all.permissions).toHaveLength(5);
    const [ofRepresentative] = all.permissions.filter(({ subjectPersonDetails }) => subjectPersonDetails);
    expect(ofRepresentative).toMatchObject({
      euEntityName: 'Firma GmbH, Berlin',
      subjectPersonDetails: { birthDate: '1980-01-01' },
    });
    // The company sees the administrators, not whom these named.
    expect((await owner.list('queryEuEntityGrants', { body: {} })).permissions).toHaveLength(4);
    const managing = { permissionTypes: ['VatUeManage' as const], vatUeIdentifier: 'DE123456789' };
    expect((await owner.list('queryEuEntityGrants', { body: managing })).permissions).toHaveLength(1);
    const another = { vatUeIdentifier: 'DE987654321' };
    expect((await owner.list('queryEuEntityGrants', { body: another })).permissions).toEqual([]);
    const own = await there.list('queryPersonalGrants', { body: { permissionTypes: ['VatUeManage'] } });
    expect(own.permissions.map(({ permissionScope }) => permissionScope)).toEqual(['VatUeManage']);

    expect(await there.revoke(ofRepresentative?.id ?? '')).toBe(200);
    expect(await loginCode(ksef, representative, inPair(pair), { subjectType })).toBe(415);
    for (const { id } of listed.permissions) expect(await owner.revoke(id)).toBe(200);
    expect(await loginCode(ksef, administrator, inPair(pair), { subjectType })).toBe(415);
  });

  it('is that of the granting company', async () => {
    const owner = await ownerOf(ksef, newNip());
    const request = euAdministration(fingerprintOf(await byNip(newNip())), `${newNip()}-DE123456789`);
    expect(await owner.grant('grantEuEntityAdministration', request)).toBe(410);
  });
});

describe('an authorization between entities', () => {
  const authorize = (
    type: 'Nip' | 'PeppolId',
    value: string,
    permission: 'SelfInvoicing' | 'RRInvoicing' | 'TaxRepresentative' | 'PefInvoicing',
  ) => ({
    body: {
      subjectIdentifier: { type, value },
      permission,
      description: 'działanie w imieniu',
      subjectDetails: { fullName: 'Firma upoważniona' },
    },
  });

  it('is listed on both sides, and revoked at its own address', async () => {
    const [company, other] = [newNip(), newNip()];
    const owner = await ownerOf(ksef, company);
    for (const permission of ['SelfInvoicing', 'TaxRepresentative'] as const) {
      expect(await owner.grant('grantAuthorizations', authorize('Nip', other, permission))).toBe(200);
    }
    const granted = { queryType: 'Granted' as const, authorizedIdentifier: nip(other) };
    const { authorizationGrants } = await owner.list('queryAuthorizationGrants', { body: granted });
    expect(authorizationGrants).toHaveLength(2);
    expect(authorizationGrants[0]).toMatchObject({
      authorizedEntityIdentifier: nip(other),
      authorizingEntityIdentifier: nip(company),
      authorIdentifier: nip(company),
      subjectEntityDetails: { subjectDetailsType: 'EntityByIdentifier', fullName: 'Firma upoważniona' },
    });
    const received = {
      queryType: 'Received' as const,
      authorizingIdentifier: nip(company),
      permissionTypes: ['SelfInvoicing' as const],
    };
    const there = await ownerOf(ksef, other);
    const seen = await there.list('queryAuthorizationGrants', { body: received });
    expect(seen.authorizationGrants.map((one) => one.authorizationScope)).toEqual(['SelfInvoicing']);
    // It is no right to work in the context of the company.
    expect(await loginCode(ksef, await sealOf(other), inNip(company))).toBe(415);
    expect((await owner.list('queryPersonGrants', { body: grantedIn })).permissions).toEqual([]);

    const [first, second] = authorizationGrants;
    expect(await owner.revoke(first?.id ?? '')).toBe(450);
    for (const one of [first, second]) {
      const path = { permissionId: one?.id ?? '' };
      expect(await owner.grant('revokeAuthorization', { path })).toBe(200);
    }
    expect((await owner.list('queryAuthorizationGrants', { body: granted })).authorizationGrants).toEqual([]);
  });

  it('for invoices of Peppol goes to providers, and no other does', async () => {
    const owner = await ownerOf(ksef, newNip());
    const provider = 'PPL123456';
    const grant = (...of: Parameters<typeof authorize>) =>
      owner.grant('grantAuthorizations', authorize(...of));
    expect(await grant('PeppolId', provider, 'PefInvoicing')).toBe(200);
    expect(await grant('PeppolId', provider, 'SelfInvoicing')).toBe(450);
    expect(await grant('Nip', newNip(), 'PefInvoicing')).toBe(450);
    const seal = await personWith('X', { commonName: provider });
    const there = await actorIn(ksef, seal, `<PeppolId>${provider}</PeppolId>`);
    const { authorizationGrants } = await there.list('queryAuthorizationGrants', {
      body: { queryType: 'Received' },
    });
    expect(authorizationGrants.map((one) => one.authorizationScope)).toEqual(['PefInvoicing']);
  });
});
