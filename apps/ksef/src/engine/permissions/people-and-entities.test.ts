import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, decided, logIn, newNip, sealOf, submitToken } from '../../../test/api.ts';
import {
  Actor,
  actorIn,
  byNip,
  byPesel,
  entity,
  fingerprintOf,
  indirect,
  inNip,
  loginCode,
  newPesel,
  ownerOf,
  person,
} from '../../../test/permissions.ts';
import { removeFolder, temporaryFolder } from '../../../test/temporary-folder.ts';
import { until } from '../../../test/until.ts';
import { type Ksef, startKsef } from '../../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const grantedIn = { queryType: 'PermissionsGrantedInCurrentContext' as const };
const holdsIn = { queryType: 'PermissionsInCurrentContext' as const };

describe('a person', () => {
  it('works in a firm with what was granted, until the last of it is revoked', async () => {
    const [firm, pesel] = [newNip(), newPesel()];
    const owner = await ownerOf(ksef, firm);
    const subject = { type: 'Pesel' as const, value: pesel };
    expect(await loginCode(ksef, await byPesel(pesel), inNip(firm))).toBe(415);
    const request = person(subject, 'InvoiceRead', 'CredentialsRead');
    expect(await owner.grant('grantPersonPermissions', request)).toBe(200);
    const worker = await actorIn(ksef, await byPesel(pesel), inNip(firm));
    expect(worker.granted).toEqual(['CredentialsRead', 'InvoiceRead']);

    const own = await worker.list('queryPersonalGrants', { body: {} });
    expect(own.permissions.map(({ permissionScope }) => permissionScope).sort()).toEqual([
      'CredentialsRead',
      'InvoiceRead',
    ]);
    expect(own.permissions[0]).toMatchObject({
      description: 'praca w firmie',
      permissionState: 'Active',
      canDelegate: false,
      subjectPersonDetails: { firstName: 'Anna', lastName: 'Testowa' },
    });
    const all = await worker.list('queryPersonGrants', { body: holdsIn });
    expect(all.permissions).toHaveLength(2);
    expect(all.permissions[0]).toMatchObject({
      authorizedIdentifier: subject,
      authorIdentifier: { type: 'Nip', value: firm },
    });

    for (const { id } of own.permissions) expect(await owner.revoke(id)).toBe(200);
    expect(await loginCode(ksef, await byPesel(pesel), inNip(firm))).toBe(415);
    expect((await owner.list('queryPersonGrants', { body: grantedIn })).permissions).toEqual([]);
  });

  it('is known by the fingerprint of a certificate, too', async () => {
    const firm = newNip();
    const owner = await ownerOf(ksef, firm);
    const certificate = await byNip(newNip());
    const subject = { type: 'Fingerprint' as const, value: fingerprintOf(certificate) };
    expect(await owner.grant('grantPersonPermissions', person(subject, 'InvoiceWrite'))).toBe(200);
    const subjectType = 'certificateFingerprint';
    const worker = await actorIn(ksef, certificate, inNip(firm), { subjectType });
    expect(worker.granted).toEqual(['InvoiceWrite']);
    expect(await loginCode(ksef, certificate, inNip(firm))).toBe(415);
    const found = await owner.list('queryPersonGrants', {
      body: { ...grantedIn, authorizedIdentifier: subject, permissionState: 'Active' },
    });
    expect(found.permissions[0]?.subjectPersonDetails).toMatchObject({
      subjectDetailsType: 'PersonByFingerprintWithIdentifier',
      personIdentifier: { type: 'Pesel', value: '80010100000' },
    });
  });

  it('who manages credentials lets others in; what they hold outlives the one who granted it', async () => {
    const [firm, manager, pesel] = [newNip(), newNip(), newPesel()];
    const owner = await ownerOf(ksef, firm);
    const managing = person({ type: 'Nip', value: manager }, 'CredentialsManage');
    await owner.grant('grantPersonPermissions', managing);
    const delegate = await actorIn(ksef, await byNip(manager), inNip(firm));
    const subject = { type: 'Pesel' as const, value: pesel };
    expect(await delegate.grant('grantPersonPermissions', person(subject, 'InvoiceWrite'))).toBe(200);
    const byDelegate = { ...grantedIn, authorIdentifier: { type: 'Nip' as const, value: manager } };
    const { permissions } = await owner.list('queryPersonGrants', { body: byDelegate });
    expect(permissions.map(({ permissionScope }) => permissionScope)).toEqual(['InvoiceWrite']);

    const [right] = (await delegate.list('queryPersonalGrants', { body: {} })).permissions;
    expect(await owner.revoke(right?.id ?? '')).toBe(200);
    // The access token of the delegate lives on; what it begins is judged by what is left.
    expect(await delegate.grant('grantPersonPermissions', person(subject, 'InvoiceRead'))).toBe(420);
    expect(await loginCode(ksef, await byPesel(pesel), inNip(firm))).toBe(200);
  });

  it('who loses the last permission cannot use a token any more, and has it back with the permission', async () => {
    const [firm, pesel] = [newNip(), newPesel()];
    const owner = await ownerOf(ksef, firm);
    const request = person({ type: 'Pesel', value: pesel }, 'InvoiceRead');
    await owner.grant('grantPersonPermissions', request);
    const worker = await actorIn(ksef, await byPesel(pesel), inNip(firm));
    const { body } = await worker.call('createToken', {
      body: { permissions: ['InvoiceRead'], description: 'program księgowy' },
    });
    const { referenceNumber, token } = body;
    await until(async () => {
      const { body: state } = await worker.call('getToken', { path: { referenceNumber } });
      return state.status === 'Active';
    });
    const outcome = async () =>
      (await decided(ksef, (await submitToken(ksef, token, firm)).body)).status.code;
    expect(await outcome()).toBe(200);
    const [right] = (await worker.list('queryPersonalGrants', { body: {} })).permissions;
    await owner.revoke(right?.id ?? '');
    expect(await outcome()).toBe(415);
    await owner.grant('grantPersonPermissions', request);
    expect(await outcome()).toBe(200);
  });

  it('without the right to grant is told what is required and what is there', async () => {
    const [firm, pesel] = [newNip(), newPesel()];
    const owner = await ownerOf(ksef, firm);
    await owner.grant('grantPersonPermissions', person({ type: 'Pesel', value: pesel }, 'InvoiceRead'));
    const worker = await actorIn(ksef, await byPesel(pesel), inNip(firm));
    const { status, body } = await worker.call(
      'grantPersonPermissions',
      person({ type: 'Pesel', value: newPesel() }, 'InvoiceRead'),
    );
    expect(status).toBe(403);
    expect(body).toMatchObject({
      reasonCode: 'missing-permissions',
      security: {
        requiredAnyOfPermissions: ['CredentialsManage'],
        presentPermissions: ['InvoiceRead'],
      },
    });
  });

  it('is granted the same twice without a second entry', async () => {
    const owner = await ownerOf(ksef, newNip());
    const request = person({ type: 'Pesel', value: newPesel() }, 'InvoiceRead');
    expect(await owner.grant('grantPersonPermissions', request)).toBe(200);
    const [first] = (await owner.list('queryPersonGrants', { body: grantedIn })).permissions;
    expect(await owner.grant('grantPersonPermissions', request)).toBe(200);
    expect((await owner.list('queryPersonGrants', { body: grantedIn })).permissions).toEqual([first]);
  });

  it('who owns a firm as a natural person has that among the own permissions', async () => {
    const [nip, pesel] = [newNip(), newPesel()];
    await call(ksef, 'createTestPerson', {
      body: { nip, pesel, isBailiff: false, description: 'działalność' },
    });
    const byNumber = await actorIn(ksef, await byPesel(pesel), inNip(nip));
    expect(byNumber.granted).toEqual(['Owner']);
    const { permissions } = await byNumber.list('queryPersonalGrants', { body: {} });
    expect(permissions.map(({ permissionScope }) => permissionScope)).toEqual(['OwnerPermissionScope']);
    expect(await byNumber.revoke(permissions[0]?.id ?? '')).toBe(450);
  });
});

describe('an entity', () => {
  it('handles invoices of a client and sees that from both sides', async () => {
    const [client, office] = [newNip(), newNip()];
    const owner = await ownerOf(ksef, client);
    const request = entity(office, [
      { type: 'InvoiceRead', canDelegate: true },
      { type: 'InvoiceWrite', canDelegate: false },
    ]);
    expect(await owner.grant('grantEntityPermissions', request)).toBe(200);
    const { permissions: granted } = await owner.list('queryPersonGrants', { body: grantedIn });
    expect(granted).toHaveLength(2);
    expect(granted.every((one) => one.subjectEntityDetails?.fullName === `Podmiot ${office}`)).toBe(true);

    const there = await actorIn(ksef, await sealOf(office), inNip(client));
    expect(there.granted).toEqual(['InvoiceRead', 'InvoiceWrite']);
    expect((await there.list('queryPersonalGrants', { body: {} })).permissions).toHaveLength(2);

    const home = await ownerOf(ksef, office);
    const received = await home.list('queryPersonalGrants', { body: {} });
    expect(received.permissions.map((one) => one.contextIdentifier?.value)).toEqual([client, client]);
    const entities = await home.list('queryEntityGrants', {
      body: { contextIdentifier: { type: 'Nip', value: client } },
    });
    expect(
      entities.permissions.map(({ permissionScope, canDelegate }) => [permissionScope, canDelegate]).sort(),
    ).toEqual([
      ['InvoiceRead', true],
      ['InvoiceWrite', false],
    ]);
    const nobody = { contextIdentifier: { type: 'Nip' as const, value: newNip() } };
    expect((await home.list('queryEntityGrants', { body: nobody })).permissions).toEqual([]);

    for (const { id } of granted) expect(await owner.revoke(id)).toBe(200);
    expect(await loginCode(ksef, await sealOf(office), inNip(client))).toBe(415);
  });

  it('is not the granting one itself', async () => {
    const nip = newNip();
    const owner = await ownerOf(ksef, nip);
    const request = entity(nip, [{ type: 'InvoiceRead' }]);
    expect(await owner.grant('grantEntityPermissions', request)).toBe(440);
  });
});

describe('an intermediary', () => {
  const read = { type: 'InvoiceRead' as const, canDelegate: true };

  it('lets its people work for one client, as far as the client allows to pass on', async () => {
    const [client, office, pesel] = [newNip(), newNip(), newPesel()];
    const [owner, intermediary] = [await ownerOf(ksef, client), await ownerOf(ksef, office)];
    const worker = { type: 'Pesel' as const, value: pesel };
    const target = { type: 'Nip' as const, value: client };
    const request = indirect(worker, target, 'InvoiceRead', 'InvoiceWrite');
    expect(await intermediary.grant('grantIndirectPermissions', request)).toBe(200);

    const states = async () => {
      const { permissions } = await intermediary.list('queryPersonGrants', { body: grantedIn });
      return Object.fromEntries(
        permissions.map(({ permissionScope, permissionState }) => [permissionScope, permissionState]),
      );
    };
    expect(await states()).toEqual({ InvoiceRead: 'Inactive', InvoiceWrite: 'Inactive' });
    expect(await loginCode(ksef, await byPesel(pesel), inNip(client))).toBe(415);

    await owner.grant('grantEntityPermissions', entity(office, [read, { type: 'InvoiceWrite' }]));
    expect(await states()).toEqual({ InvoiceRead: 'Active', InvoiceWrite: 'Inactive' });
    const there = await actorIn(ksef, await byPesel(pesel), inNip(client));
    expect(there.granted).toEqual(['InvoiceRead']);
    const own = await there.list('queryPersonalGrants', { body: { permissionState: 'Active' } });
    expect(own.permissions).toMatchObject([{ permissionScope: 'InvoiceRead', targetIdentifier: target }]);
    // Indirect ones are the business of the intermediary, not of the client.
    const seen = await owner.list('queryPersonGrants', { body: holdsIn });
    expect(seen.permissions.every(({ targetIdentifier }) => targetIdentifier === undefined)).toBe(true);
    expect(await loginCode(ksef, await byPesel(pesel), inNip(office))).toBe(415);

    const inactive = { ...grantedIn, permissionState: 'Inactive' as const };
    const { permissions } = await intermediary.list('queryPersonGrants', { body: inactive });
    expect(permissions).toHaveLength(1);

    const { permissions: given } = await owner.list('queryPersonGrants', { body: grantedIn });
    for (const { id } of given) await owner.revoke(id);
    expect(await loginCode(ksef, await byPesel(pesel), inNip(client))).toBe(415);
  });

  it('lets its people work for all clients, those to come among them', async () => {
    const [office, pesel] = [newNip(), newPesel()];
    const intermediary = await ownerOf(ksef, office);
    const clients = [newNip(), newNip()];
    const worker = { type: 'Pesel' as const, value: pesel };
    const request = indirect(worker, { type: 'AllPartners' }, 'InvoiceRead');
    expect(await intermediary.grant('grantIndirectPermissions', request)).toBe(200);
    for (const client of clients) {
      const owner = await ownerOf(ksef, client);
      await owner.grant('grantEntityPermissions', entity(office, [read]));
      const there = await actorIn(ksef, await byPesel(pesel), inNip(client));
      expect(there.granted).toEqual(['InvoiceRead']);
      const { permissions } = await there.list('queryPersonalGrants', {
        body: { targetIdentifier: { type: 'AllPartners' } },
      });
      expect(permissions.map(({ targetIdentifier }) => targetIdentifier)).toEqual([{ type: 'AllPartners' }]);
    }
    expect(await loginCode(ksef, await byPesel(pesel), inNip(newNip()))).toBe(415);
  });

  it('is not its own client, and «all» has no number', async () => {
    const office = newNip();
    const intermediary = await ownerOf(ksef, office);
    const worker = { type: 'Pesel' as const, value: newPesel() };
    const itself = indirect(worker, { type: 'Nip', value: office }, 'InvoiceRead');
    expect(await intermediary.grant('grantIndirectPermissions', itself)).toBe(440);
    const both = indirect(worker, { type: 'AllPartners', value: newNip() }, 'InvoiceRead');
    expect((await intermediary.call('grantIndirectPermissions', both)).codes).toEqual([21405]);
    const none = indirect(worker, { type: 'Nip' }, 'InvoiceRead');
    expect((await intermediary.call('grantIndirectPermissions', none)).codes).toEqual([21405]);
  });
});

describe('requests', () => {
  it('with faults that the schema cannot see are 21405 with every one of them', async () => {
    const owner = await ownerOf(ksef, newNip());
    const { codes, details } = await owner.call(
      'grantPersonPermissions',
      person({ type: 'Nip', value: '0000000000' }, 'InvoiceRead', 'InvoiceRead'),
    );
    expect(codes).toEqual([21405]);
    expect(details).toHaveLength(2);
    const empty = person({ type: 'Pesel', value: newPesel() });
    expect((await owner.call('grantPersonPermissions', empty)).codes).toEqual([21405]);
    const { body } = person({ type: 'Pesel', value: newPesel() }, 'InvoiceRead');
    const unnamed = {
      body: { ...body, subjectDetails: { subjectDetailsType: 'PersonByIdentifier' as const } },
    };
    expect((await owner.call('grantPersonPermissions', unnamed)).details).toEqual([
      "Pole 'subjectDetails.personById' jest wymagane.",
    ]);
  });

  it('for what is not there end in a refusal that tells nothing', async () => {
    const [owner, other] = [await ownerOf(ksef, newNip()), await ownerOf(ksef, newNip())];
    await owner.grant('grantPersonPermissions', person({ type: 'Pesel', value: newPesel() }, 'InvoiceRead'));
    const [theirs] = (await owner.list('queryPersonGrants', { body: grantedIn })).permissions;
    expect(await other.revoke(theirs?.id ?? '')).toBe(410);
    expect(await other.revoke('00000000-0000-4000-8000-000000000000')).toBe(410);
    expect((await owner.list('queryPersonGrants', { body: grantedIn })).permissions).toHaveLength(1);

    const { body } = await owner.call('revokePermission', { path: { permissionId: theirs?.id ?? '' } });
    const { referenceNumber } = body;
    expect(await owner.outcome(referenceNumber)).toBe(200);
    const asked = await other.call('getPermissionOperationStatus', { path: { referenceNumber } });
    expect(asked.codes).toEqual([21405]);
  });

  it('are told for thirty days what became of them', async () => {
    const folder = temporaryFolder();
    const validity = { validFrom: new Date('2026-01-01'), validTo: new Date('2027-01-01') };
    const nip = newNip();
    const asOwner = async (server: Ksef) =>
      new Actor(server, (await logIn(server, await sealOf(nip, validity), nip)).access);
    const at = async (clock: string, work: (owner: Actor) => Promise<void>) => {
      const server = await startKsef({ port: 0, rateLimits: 'off', data: folder, clock });
      try {
        await work(await asOwner(server));
      } finally {
        await server.close();
      }
    };
    let referenceNumber = '';
    await at('2026-03-01T12:00:00Z', async (owner) => {
      const request = person({ type: 'Pesel', value: newPesel() }, 'InvoiceRead');
      ({ referenceNumber } = (await owner.call('grantPersonPermissions', request)).body);
      expect(referenceNumber).toMatch(/^20260301-EG-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}$/);
      expect(await owner.outcome(referenceNumber)).toBe(200);
    });
    const status = async (owner: Actor) =>
      (await owner.call('getPermissionOperationStatus', { path: { referenceNumber } })).status;
    await at('2026-03-31T11:59:00Z', async (owner) => expect(await status(owner)).toBe(200));
    await at('2026-03-31T12:01:00Z', async (owner) => {
      expect(await status(owner)).toBe(410);
      expect((await owner.list('queryPersonGrants', { body: grantedIn })).permissions).toHaveLength(1);
    });
    removeFolder(folder);
  });
});

describe('lists', () => {
  it('come newest first, page by page, with every filter', async () => {
    const firm = newNip();
    const owner = await ownerOf(ksef, firm);
    const people = Array.from({ length: 13 }, () => newPesel());
    for (const value of people) {
      await owner.grant('grantPersonPermissions', person({ type: 'Pesel', value }, 'InvoiceRead'));
    }
    const page = (pageOffset: number, pageSize = 10) =>
      owner.list('queryPersonGrants', { body: grantedIn, query: { pageOffset, pageSize } });
    const [first, second] = [await page(0), await page(1)];
    expect([first.hasMore, second.hasMore, (await page(2)).permissions]).toEqual([true, false, []]);
    const listed = [...first.permissions, ...second.permissions];
    expect(listed.map((one) => one.authorizedIdentifier.value)).toEqual([...people].reverse());
    const current = await owner.list('queryPersonGrants', {
      body: holdsIn,
      query: { pageSize: 10, pageOffset: 1 },
    });
    expect(current.permissions).toEqual(second.permissions);

    const found = async (filter: object) =>
      (await owner.list('queryPersonGrants', { body: { ...grantedIn, ...filter } })).permissions.length;
    expect(await found({ authorizedIdentifier: { type: 'Pesel', value: people[3] } })).toBe(1);
    expect(await found({ authorIdentifier: { type: 'System' } })).toBe(0);
    expect(await found({ contextIdentifier: { type: 'Nip', value: firm } })).toBe(10);
    expect(await found({ targetIdentifier: { type: 'Nip', value: firm } })).toBe(10);
    expect(await found({ targetIdentifier: { type: 'AllPartners' } })).toBe(0);
    expect(await found({ permissionTypes: ['InvoiceWrite'] })).toBe(0);
    expect(await found({ permissionTypes: [] })).toBe(10);
    expect(await found({ permissionState: 'Inactive' })).toBe(0);
    expect(new Actor(ksef, owner.bearer).granted).toEqual(['Owner']);
  });
});
