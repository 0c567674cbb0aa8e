/** Permissions of entities over the invoices of others, and what they pass on to people. */
import { describe, expect, test } from 'vitest';
import { newNip, personWith, sealOf } from '../../../ksef/test/api.ts';
import { byNip, byPesel, entity, indirect, newPesel, person } from '../../../ksef/test/permissions.ts';
import { all } from '../client-fixture.testing.ts';
import { grantedIn, ownOf, revokeAll, scopesOf } from './permission-lists.testing.ts';
import { failedCodeOf, grantedTo, refusalOf, scenarioKsef } from './scenario.testing.ts';

const scenario = scenarioKsef();

describe('an entity', () => {
  const readAndWrite = [
    { type: 'InvoiceRead', canDelegate: true },
    { type: 'InvoiceWrite', canDelegate: false },
  ] as const;

  test('is granted invoices of a client, which both see, and loses them', async () => {
    const { nip, client: owner } = await scenario.firm();
    const { nip: office, client: officeClient } = await scenario.firm();
    await owner.permissions.grantEntity(entity(office, [...readAndWrite]).body);
    const found = await grantedIn(owner);
    expect(scopesOf(found)).toEqual(['InvoiceRead', 'InvoiceWrite']);
    for (const one of found) {
      expect(one).toMatchObject({
        canDelegate: one.permissionScope === 'InvoiceRead',
        description: 'obsługa faktur',
        subjectEntityDetails: { fullName: `Podmiot ${office}` },
      });
    }
    const received = await all(officeClient.permissions.entities());
    expect(received.map(({ permissionScope, canDelegate }) => [permissionScope, canDelegate]).sort()).toEqual(
      [
        ['InvoiceRead', true],
        ['InvoiceWrite', false],
      ],
    );
    expect(received[0]?.contextIdentifier).toEqual({ type: 'Nip', value: nip });
    await revokeAll(owner, found);
    expect(await grantedIn(owner)).toEqual([]);
    expect(await all(officeClient.permissions.entities())).toEqual([]);
  });

  test('sees the own rights in the context of the client', async () => {
    const { nip, client: owner } = await scenario.firm();
    const office = newNip();
    await owner.permissions.grantEntity(entity(office, [...readAndWrite]).body);
    const client = await scenario.enter(await sealOf(office), nip);
    const mine = await ownOf(client);
    expect(scopesOf(mine)).toEqual(['InvoiceRead', 'InvoiceWrite']);
    for (const one of mine) {
      expect(one).toMatchObject({ permissionState: 'Active', startDate: expect.any(String) });
      expect(one.id).toBeTruthy();
    }
  });

  test('an office with two clients, beside a tax adviser, sees in each context its own two rights', async () => {
    const office = newNip();
    const adviser = newNip();
    const clients = [await scenario.firm(), await scenario.firm()];
    for (const { client } of clients) {
      for (const one of [office, adviser]) {
        await client.permissions.grantEntity(entity(one, [...readAndWrite]).body);
      }
    }
    for (const { nip } of clients) {
      const mine = await ownOf(await scenario.enter(await sealOf(office), nip));
      expect(mine).toHaveLength(2);
      for (const one of mine) {
        expect(one.subjectEntityDetails).toMatchObject({ fullName: `Podmiot ${office}` });
      }
    }
  });
});

describe('an intermediary', () => {
  test('lets a person work for one client, finds and revokes that', async () => {
    const { nip: client } = await scenario.firm();
    const { client: office } = await scenario.firm();
    const target = { type: 'Nip', value: client } as const;
    await office.permissions.grantIndirect(
      indirect({ type: 'Nip', value: newNip() }, target, 'InvoiceWrite').body,
    );
    const [found, ...others] = await grantedIn(office);
    expect(others).toEqual([]);
    // The client has granted nothing to pass on: the entry is there, without effect.
    expect(found).toMatchObject({ targetIdentifier: target, permissionState: 'Inactive' });
    await revokeAll(office, found ? [found] : []);
    expect(await grantedIn(office)).toEqual([]);
  });

  /** Two clients that let the office pass on what it may see. */
  const clientsOf = async (office: string, ...types: ('InvoiceRead' | 'InvoiceWrite')[]) => {
    const clients = [await scenario.firm(), await scenario.firm()] as const;
    for (const { client } of clients) {
      const rights = types.map((type) => ({ type, canDelegate: true }));
      await client.permissions.grantEntity(entity(office, rights).body);
    }
    return clients;
  };
  const kinds = ['Nip', 'Pesel'] as const;
  const someone = async (type: (typeof kinds)[number]) => {
    const value = type === 'Nip' ? newNip() : newPesel();
    return { holder: { type, value }, credential: await (type === 'Nip' ? byNip(value) : byPesel(value)) };
  };

  test.each(kinds)(
    'lets a person work for a chosen client only, who may then enter there alone (%s)',
    async (kind) => {
      const { nip: office, client: officeClient } = await scenario.firm();
      const [chosen, other] = await clientsOf(office, 'InvoiceRead');
      const { holder, credential } = await someone(kind);
      const target = { type: 'Nip', value: chosen.nip } as const;
      await officeClient.permissions.grantIndirect(indirect(holder, target, 'InvoiceRead').body);
      expect(grantedTo(await scenario.enter(credential, chosen.nip))).toEqual(['InvoiceRead']);
      const elsewhere = await refusalOf(scenario.enter(credential, other.nip));
      expect(elsewhere).toMatchObject({ kind: 'failed-status', codes: [{ code: 415 }] });
    },
  );

  test.each(kinds)(
    'lets a person work for all clients, who has one right with each until that one takes it (%s)',
    async (kind) => {
      const { nip: office, client: officeClient } = await scenario.firm();
      const clients = await clientsOf(office, 'InvoiceRead', 'InvoiceWrite');
      const { holder, credential } = await someone(kind);
      await officeClient.permissions.grantIndirect(
        indirect(holder, { type: 'AllPartners' }, 'InvoiceRead').body,
      );
      for (const { nip, client } of clients) {
        expect(grantedTo(await scenario.enter(credential, nip))).toEqual(['InvoiceRead']);
        await revokeAll(client, await grantedIn(client, { permissionState: 'Active' }));
        expect(await grantedIn(client)).toEqual([]);
        expect(await refusalOf(scenario.enter(credential, nip))).toMatchObject({ codes: [{ code: 415 }] });
      }
    },
  );

  test('authorized by a client of whose invoices it has none: its people gain nothing there', async () => {
    const { nip: client, client: owner } = await scenario.firm();
    const { nip: office, client: officeClient } = await scenario.firm();
    await owner.permissions.grantAuthorization({
      subjectIdentifier: { type: 'Nip', value: office },
      permission: 'TaxRepresentative',
      description: 'przedstawiciel podatkowy',
      subjectDetails: { fullName: 'Przedstawiciel' },
    });
    const pesel = newPesel();
    const holder = { type: 'Pesel', value: pesel } as const;
    await officeClient.permissions.grantPerson(person(holder, 'InvoiceWrite', 'InvoiceRead').body);
    const inOffice = { type: 'Nip', value: office } as const;
    const filter = {
      contextIdentifier: inOffice,
      targetIdentifier: inOffice,
      permissionState: 'Active',
    } as const;
    expect(await grantedIn(officeClient, { ...filter, authorizedIdentifier: holder })).toHaveLength(2);
    const worker = await scenario.enter(await byPesel(pesel), office);
    // In the office itself the rights are those that it granted; in the client's context there are none.
    expect(await ownOf(worker, filter)).toHaveLength(2);
    const inClient = { type: 'Nip', value: client } as const;
    expect(await ownOf(worker, { contextIdentifier: inClient, targetIdentifier: inClient })).toEqual([]);
    const entering = scenario.enter(await personWith(`PNOPL-${pesel}`), client);
    expect(await refusalOf(entering)).toMatchObject({ codes: [{ code: 415 }] });
  });

  test('that names itself as its client is refused', async () => {
    const { nip, client: office } = await scenario.firm();
    const itself = indirect({ type: 'Pesel', value: newPesel() }, { type: 'Nip', value: nip }, 'InvoiceRead');
    expect(await failedCodeOf(office.permissions.grantIndirect(itself.body))).toBe(440);
  });
});
