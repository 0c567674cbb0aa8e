/** Permissions within and between entities: units, EU entities, enforcement, authorizations. */
import type { KsefClient } from '@kwit/ksef-client';
import { describe, expect, test } from 'vitest';
import { newNip, sealOf } from '../../../ksef/test/api.ts';
import {
  byNip,
  byPesel,
  euAdministration,
  fingerprintOf,
  newPesel,
  person,
  subunit,
  unitOf,
} from '../../../ksef/test/permissions.ts';
import { all } from '../client-fixture.testing.ts';
import { madeUp } from './made-up-subjects.testing.ts';
import { grantedIn, revokeAll } from './permission-lists.testing.ts';
import {
  failedCodeOf,
  grantedTo,
  invoiceBetween,
  ksefNumberOf,
  recipient,
  refusalOf,
  scenarioKsef,
} from './scenario.testing.ts';

const scenario = scenarioKsef();
const { makeUp, parentOf } = madeUp(scenario);

describe('a unit', () => {
  test('a group lets a member manage units, who names an administrator; the group lists and revokes that', async () => {
    const member = newNip();
    const group = await parentOf(member);
    await group.client.permissions.grantPerson(
      person({ type: 'Nip', value: member }, 'SubunitManage', 'CredentialsManage').body,
    );
    const manager = await scenario.enter(await byNip(member), group.nip);
    const unit = { type: 'InternalId', value: unitOf(group.nip) } as const;
    const administrator = { type: 'Nip', value: newNip() } as const;
    await manager.permissions.grantSubunit(subunit(administrator, unit).body);
    const found = await all(group.client.permissions.subunits({ subunitIdentifier: unit }));
    for (const list of [found, await all(manager.permissions.subunits())]) {
      expect(list).toMatchObject([
        {
          authorizedIdentifier: administrator,
          subunitIdentifier: unit,
          permissionScope: 'CredentialsManage',
          authorIdentifier: { type: 'Nip', value: member },
        },
      ]);
    }
    expect(await all(group.client.permissions.subordinates({}))).toMatchObject([
      { subordinateEntityIdentifier: { type: 'Nip', value: member }, role: 'VatGroupSubUnit' },
    ]);
    await revokeAll(group.client, found);
    expect(await all(group.client.permissions.subunits())).toEqual([]);
  });

  test('its director sees the invoices in which the unit is named, and nothing of the rest', async () => {
    const office = await parentOf(newNip(), 'JST');
    const unit = { type: 'InternalId', value: unitOf(office.nip) } as const;
    const pesel = newPesel();
    await office.client.permissions.grantSubunit(subunit({ type: 'Pesel', value: pesel }, unit).body);
    const director = await scenario.enter(await byPesel(pesel), unit);
    await director.permissions.grantPerson(person({ type: 'Pesel', value: pesel }, 'InvoiceRead').body);
    const { nip: seller, client: sellerClient } = await scenario.firm();
    const { nip: _, ...rest } = recipient(office.nip);
    const named = invoiceBetween(seller, office.nip, {
      thirdParties: [{ ...rest, internalId: unit.value }],
    });
    const ksefNumber = await ksefNumberOf(sellerClient, named);
    const elsewhere = await ksefNumberOf(sellerClient, invoiceBetween(seller, office.nip));
    // The right that was granted meanwhile comes with the next access token.
    const refresh = { bearer: director.tokens?.refreshToken.token ?? '' };
    const { accessToken } = await director.operations.refreshAccessToken({}, refresh);
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const seenBy = async (client: KsefClient, subjectType: 'Subject2' | 'Subject3', call = {}) => {
      const body = { subjectType, dateRange: { dateType: 'PermanentStorage' as const, from } };
      const { invoices } = await client.operations.queryInvoiceMetadata({ body }, call);
      return invoices.map((invoice) => invoice.ksefNumber).sort();
    };
    expect(await seenBy(director, 'Subject3', { bearer: accessToken.token })).toEqual([ksefNumber]);
    expect(await seenBy(office.client, 'Subject2')).toEqual([ksefNumber, elsewhere].sort());
  });
});

describe('an EU entity', () => {
  const foreigner = {
    firstName: 'Anna',
    lastName: 'Testowa',
    birthDate: '1990-01-01',
    idDocument: { type: 'Passport', number: 'AA1234567', country: 'DE' },
  };
  const pairOf = (nip: string) => ({ type: 'NipVatUe', value: `${nip}-DE123456789` }) as const;

  test('gets an administrator, who is found by the fingerprint and revoked right by right', async () => {
    const { nip, client: owner } = await scenario.firm();
    const fingerprint = fingerprintOf(await byNip(newNip()));
    await owner.permissions.grantEuEntityAdministration(
      euAdministration(fingerprint, pairOf(nip).value).body,
    );
    const listed = () => all(owner.permissions.euEntities({ authorizedFingerprintIdentifier: fingerprint }));
    const found = await listed();
    expect(found).toHaveLength(4);
    const writing = found.find(({ permissionScope }) => permissionScope === 'InvoiceWrite');
    await owner.permissions.revoke(writing?.id ?? '');
    const left = await listed();
    expect(left).toHaveLength(3);
    await revokeAll(owner, left);
    expect(await listed()).toEqual([]);
  });

  test('has a person without a Polish identifier as its administrator, whom the owner lists', async () => {
    const { nip, client: owner } = await scenario.firm();
    const { body } = euAdministration(fingerprintOf(await byNip(newNip())), pairOf(nip).value);
    await owner.permissions.grantEuEntityAdministration({
      ...body,
      subjectDetails: {
        subjectDetailsType: 'PersonByFingerprintWithoutIdentifier',
        personByFpNoId: foreigner,
      },
    });
    const found = await all(owner.permissions.euEntities({ permissionTypes: ['VatUeManage'] }));
    expect(found).toMatchObject([
      { permissionScope: 'VatUeManage', subjectPersonDetails: { firstName: 'Anna', lastName: 'Testowa' } },
    ]);
  });

  test('its administrator enters by certificate and names a representative, who enters, and revokes that', async () => {
    const { nip, client: owner } = await scenario.firm();
    const context = pairOf(nip);
    const byFingerprint = { subjectIdentifierType: 'certificateFingerprint' } as const;
    const [administrator, representative] = [await byNip(newNip()), await byNip(newNip())];
    await owner.permissions.grantEuEntityAdministration(
      euAdministration(fingerprintOf(administrator), context.value).body,
    );
    const client = await scenario.enter(administrator, context, byFingerprint);
    const rights = ['Introspection', 'InvoiceRead', 'InvoiceWrite', 'VatUeManage'];
    expect(grantedTo(client).sort()).toEqual(rights);
    for (const one of await all(owner.permissions.euEntities())) {
      expect(one).toMatchObject({
        vatUeIdentifier: expect.any(String),
        euEntityName: 'Firma GmbH, Berlin',
        authorIdentifier: { value: nip },
        euEntityDetails: { fullName: 'Firma GmbH' },
        subjectEntityDetails: { fullName: 'Biuro GmbH', address: 'Berlin, Hauptstrasse 1' },
      });
      expect(one.subjectPersonDetails ?? null).toBe(null);
    }
    await client.permissions.grantEuEntity({
      subjectIdentifier: { type: 'Fingerprint', value: fingerprintOf(representative) },
      permissions: ['InvoiceWrite', 'InvoiceRead'],
      description: 'przedstawiciel podmiotu unijnego',
      subjectDetails: {
        subjectDetailsType: 'PersonByFingerprintWithoutIdentifier',
        personByFpNoId: foreigner,
      },
    });
    const named = { authorizedFingerprintIdentifier: fingerprintOf(representative) };
    const found = await all(client.permissions.euEntities(named));
    expect(found.map(({ permissionScope }) => permissionScope).sort()).toEqual([
      'InvoiceRead',
      'InvoiceWrite',
    ]);
    for (const one of found) {
      expect(one.subjectPersonDetails).toMatchObject({ firstName: 'Anna', lastName: 'Testowa' });
    }
    const entered = await scenario.enter(representative, context, byFingerprint);
    expect(grantedTo(entered).sort()).toEqual(['InvoiceRead', 'InvoiceWrite']);
    await revokeAll(client, found);
    expect(await all(client.permissions.euEntities(named))).toEqual([]);
    const again = scenario.enter(representative, context, byFingerprint);
    expect(await refusalOf(again)).toMatchObject({ codes: [{ code: 415 }] });
  });
});

describe('enforcement', () => {
  const permissionTypes = ['EnforcementOperations'] as ['EnforcementOperations'];
  const makers = {
    'an enforcement authority': async (nip: string) => {
      await makeUp({
        subjectNip: nip,
        subjectType: 'EnforcementAuthority',
        description: 'Organ egzekucyjny',
      });
    },
    'a bailiff': async (nip: string) => {
      const body = { nip, pesel: newPesel(), isBailiff: true, description: 'Komornik' };
      await scenario.stranger().operations.createTestPerson({ body });
    },
  };

  test.each(Object.entries(makers))('is passed on by %s, found and revoked', async (_, make) => {
    const nip = newNip();
    await make(nip);
    const client = await scenario.enter(await sealOf(nip), nip);
    await client.permissions.grantPerson(
      person({ type: 'Pesel', value: newPesel() }, 'EnforcementOperations').body,
    );
    const found = () => grantedIn(client, { permissionTypes });
    expect(await found()).toMatchObject([{ permissionScope: 'EnforcementOperations' }]);
    await revokeAll(client, await found());
    expect(await found()).toEqual([]);
  });

  test('is not passed on by anybody else, and nothing of the attempt is seen', async () => {
    const { client } = await scenario.firm();
    const attempt = person({ type: 'Nip', value: newNip() }, 'EnforcementOperations').body;
    expect(await failedCodeOf(client.permissions.grantPerson(attempt))).toBe(430);
    expect(await grantedIn(client, { permissionTypes })).toEqual([]);
  });
});

describe('an authorization', () => {
  test.each(['SelfInvoicing', 'TaxRepresentative', 'RRInvoicing'] as const)(
    '%s is granted, found on both sides by every filter, and revoked',
    async (permission) => {
      const { nip, client: owner } = await scenario.firm();
      const { nip: partner, client: partnerClient } = await scenario.firm();
      await owner.permissions.grantAuthorization({
        subjectIdentifier: { type: 'Nip', value: partner },
        permission,
        description: 'w moim imieniu',
        subjectDetails: { fullName: 'Upoważniony' },
      });
      const permissionTypes = [permission];
      const authorizingIdentifier = { type: 'Nip', value: nip } as const;
      const authorizedIdentifier = { type: 'Nip', value: partner } as const;
      const given = () =>
        all(
          owner.permissions.authorizations({ queryType: 'Granted', permissionTypes, authorizedIdentifier }),
        );
      const received = () =>
        all(
          partnerClient.permissions.authorizations({
            queryType: 'Received',
            permissionTypes,
            authorizingIdentifier,
          }),
        );
      const expected = {
        authorizationScope: permission,
        authorizedEntityIdentifier: { value: partner },
        authorizingEntityIdentifier: { value: nip },
      };
      expect(await given()).toMatchObject([expected]);
      expect(await received()).toMatchObject([expected]);
      for (const { id } of await given()) await owner.permissions.revokeAuthorization(id);
      expect(await given()).toEqual([]);
      expect(await received()).toEqual([]);
    },
  );
});
