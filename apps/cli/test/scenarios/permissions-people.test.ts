/** Permissions of people in the context of a firm or a unit, and what everybody sees of them. */
import { describe, expect, test } from 'vitest';
import { newNip, sealOf } from '../../../ksef/test/api.ts';
import {
  byNip,
  byPesel,
  entity,
  fingerprintOf,
  newPesel,
  person,
  subunit,
  unitOf,
} from '../../../ksef/test/permissions.ts';
import { all } from '../client-fixture.testing.ts';
import { grantedIn, ownOf, revokeAll, scopesOf } from './permission-lists.testing.ts';
import { grantedTo, refusalOf, scenarioKsef } from './scenario.testing.ts';

const scenario = scenarioKsef();

describe('a person', () => {
  test.each(['Pesel', 'Nip'] as const)(
    'is granted rights, which the token tells, found, and loses them one after the other (%s)',
    async (type) => {
      const { nip, client: owner } = await scenario.firm();
      const value = type === 'Nip' ? newNip() : newPesel();
      const rights = [
        'CredentialsManage',
        'CredentialsRead',
        'Introspection',
        'InvoiceRead',
        'InvoiceWrite',
      ] as const;
      await owner.permissions.grantPerson(person({ type, value }, ...rights).body);
      const holder = { authorizedIdentifier: { type, value }, permissionState: 'Active' } as const;
      const found = await grantedIn(owner, { ...holder, permissionTypes: [...rights] });
      expect(scopesOf(found)).toEqual([...rights]);
      for (const one of found) {
        expect(one).toMatchObject({
          authorizedIdentifier: { type, value },
          authorIdentifier: { type: 'Nip', value: nip },
          permissionState: 'Active',
          description: 'praca w firmie',
        });
      }
      const credential = await (type === 'Nip' ? byNip(value) : byPesel(value));
      expect(grantedTo(await scenario.enter(credential, nip)).sort()).toEqual([...rights]);
      await revokeAll(owner, found);
      expect(await grantedIn(owner, holder)).toEqual([]);
    },
  );

  const identities = ['Nip', 'Pesel', 'Fingerprint'] as const;
  test.each(identities)('is found by whoever owns the context: %s', async (type) => {
    const { nip, client: owner } = await scenario.firm();
    const value = { Nip: newNip(), Pesel: newPesel(), Fingerprint: fingerprintOf(await byNip(newNip())) }[
      type
    ];
    await owner.permissions.grantPerson(person({ type, value }, 'InvoiceRead').body);
    await owner.permissions.grantPerson(person({ type: 'Pesel', value: newPesel() }, 'InvoiceRead').body);
    const found = await grantedIn(owner, {
      contextIdentifier: { type: 'Nip', value: nip },
      targetIdentifier: { type: 'Nip', value: nip },
      authorizedIdentifier: { type, value },
      permissionTypes: ['InvoiceRead'],
      permissionState: 'Active',
    });
    expect(found).toMatchObject([
      { authorizedIdentifier: { type, value }, permissionScope: 'InvoiceRead', permissionState: 'Active' },
    ]);
  });

  test.each(['Nip', 'Pesel'] as const)(
    'is let in by a manager of credentials, works, and is let go again (%s)',
    async (type) => {
      const { nip, client: owner } = await scenario.firm();
      const manager = newNip();
      await owner.permissions.grantPerson(person({ type: 'Nip', value: manager }, 'CredentialsManage').body);
      const delegate = await scenario.enter(await sealOf(manager), nip);
      const value = type === 'Nip' ? newNip() : newPesel();
      const credential = await (type === 'Nip' ? sealOf(value) : byPesel(value));
      await delegate.permissions.grantPerson(person({ type, value }, 'InvoiceWrite', 'CredentialsRead').body);
      expect(grantedTo(await scenario.enter(credential, nip)).sort()).toEqual([
        'CredentialsRead',
        'InvoiceWrite',
      ]);
      const found = await grantedIn(delegate, { authorizedIdentifier: { type, value } });
      expect(found).toHaveLength(2);
      await revokeAll(delegate, found);
      expect(await grantedIn(owner, { authorizedIdentifier: { type, value } })).toEqual([]);
      expect(await refusalOf(scenario.enter(credential, nip))).toMatchObject({ codes: [{ code: 415 }] });
    },
  );

  test('sees the own rights in the context of a firm, by every filter', async () => {
    const { nip, client: owner } = await scenario.firm();
    const pesel = newPesel();
    await owner.permissions.grantPerson(
      person({ type: 'Pesel', value: pesel }, 'InvoiceRead', 'InvoiceWrite', 'CredentialsRead').body,
    );
    const client = await scenario.enter(await byPesel(pesel), nip);
    const contextIdentifier = { type: 'Nip', value: nip } as const;
    const mine = await ownOf(client, { contextIdentifier, permissionState: 'Active' });
    expect(scopesOf(mine)).toEqual(['CredentialsRead', 'InvoiceRead', 'InvoiceWrite']);
    const filtered = await ownOf(client, { contextIdentifier, permissionTypes: ['InvoiceRead'] });
    expect(filtered).toMatchObject([{ permissionScope: 'InvoiceRead', canDelegate: false }]);
    // Whoever may read credentials reads what was granted, too.
    expect(await grantedIn(client, { contextIdentifier })).toHaveLength(3);
  });

  test('of test data sees what was granted there, until it is taken', async () => {
    const [context, holder] = [newNip(), newNip()];
    const parties = {
      contextIdentifier: { type: 'Nip', value: context },
      authorizedIdentifier: { type: 'Nip', value: holder },
    } as const;
    const described = { description: 'dane testowe' };
    const { operations } = scenario.stranger();
    await operations.grantTestPermissions({
      body: {
        ...parties,
        permissions: [
          { permissionType: 'InvoiceRead', ...described },
          { permissionType: 'InvoiceWrite', ...described },
        ],
      },
    });
    const client = await scenario.enter(await byNip(holder), context);
    expect(scopesOf(await ownOf(client))).toEqual(['InvoiceRead', 'InvoiceWrite']);
    await operations.revokeTestPermissions({ body: parties });
    expect(await ownOf(client)).toEqual([]);
  });

  test('who owns the context by its NIP is told so by the token, and needs no grant', async () => {
    const nip = newNip();
    const owner = await scenario.enter(await byNip(nip), nip);
    expect(grantedTo(owner)).toEqual(['Owner']);
    const mine = await all(owner.permissions.persons({ queryType: 'PermissionsInCurrentContext' }));
    expect(mine).toEqual([]);
    expect(await ownOf(owner)).toEqual([]);
  });

  test('who administers a unit sees the own rights there and by the identifier of the unit', async () => {
    const { nip: municipality, client: office } = await scenario.firm();
    const { operations } = scenario.stranger();
    await operations.createTestSubject({
      body: {
        subjectNip: municipality,
        subjectType: 'VatGroup',
        description: 'Gmina testowa',
        subunits: [{ subjectNip: newNip(), description: 'Przedszkole' }],
      },
    });
    const unit = { type: 'InternalId', value: unitOf(municipality) } as const;
    const pesel = newPesel();
    await office.permissions.grantSubunit(subunit({ type: 'Pesel', value: pesel }, unit).body);
    const director = await scenario.enter(await byPesel(pesel), unit);
    await director.permissions.grantPerson(
      person({ type: 'Pesel', value: pesel }, 'InvoiceRead', 'InvoiceWrite').body,
    );
    await director.permissions.grantEntity(
      entity(municipality, [
        { type: 'InvoiceRead', canDelegate: false },
        { type: 'InvoiceWrite', canDelegate: false },
      ]).body,
    );
    for (const filter of [{}, { contextIdentifier: unit }]) {
      const mine = await ownOf(director, filter);
      for (const permissionScope of ['InvoiceRead', 'InvoiceWrite']) {
        expect(mine).toContainEqual(expect.objectContaining({ permissionScope, canDelegate: false }));
      }
    }
    const received = await all(office.permissions.entities({ contextIdentifier: unit }));
    expect(scopesOf(received)).toEqual(['InvoiceRead', 'InvoiceWrite']);
  });

  test('without a right to grant is refused, and told what is missing', async () => {
    const { nip, client: owner } = await scenario.firm();
    const accountant = newNip();
    await owner.permissions.grantPerson(
      person({ type: 'Nip', value: accountant }, 'InvoiceRead', 'InvoiceWrite').body,
    );
    const client = await scenario.enter(await byNip(accountant), nip);
    const attempt = client.permissions.grantPerson(
      person({ type: 'Nip', value: newNip() }, 'InvoiceRead').body,
    );
    const refusal = await refusalOf(attempt);
    expect(refusal).toMatchObject({ kind: 'forbidden', status: 403, reasonCode: 'missing-permissions' });
    expect(refusal.security?.requiredAnyOfPermissions).toContain('CredentialsManage');
    expect(refusal.security?.presentPermissions).toEqual(
      expect.arrayContaining(['InvoiceRead', 'InvoiceWrite']),
    );
  });
});
