/** Test data: subjects, persons, rights, consents and certificates as a test needs them. Source: the official page on test data. */
import type { KsefClient } from '@kwit/ksef-client';
import { describe, expect, test } from 'vitest';
import { newNip } from '../../../ksef/test/api.ts';
import { byNip, byPesel, newPesel, person, subunit } from '../../../ksef/test/permissions.ts';
import { all } from '../client-fixture.testing.ts';
import { madeUp } from './made-up-subjects.testing.ts';
import { grantedTo, refusalOf, scenarioKsef } from './scenario.testing.ts';

const scenario = scenarioKsef();
const { makeUp, parentOf } = madeUp(scenario);
const rolesOf = async (client: KsefClient) => (await all(client.permissions.roles())).map(({ role }) => role);

describe('test data', () => {
  test.each([
    ['VatGroup', 'VatGroupUnit', 'VatGroupSubUnit'],
    ['JST', 'LocalGovernmentUnit', 'LocalGovernmentSubUnit'],
  ] as const)('of kind %s give the role %s above and %s below, and take both', async (kind, above, below) => {
    const { nip: member, client: memberClient } = await scenario.firm();
    const parent = await parentOf(member, kind);
    expect(await rolesOf(parent.client)).toEqual([above]);
    const [below1] = await all(memberClient.permissions.roles());
    expect(below1).toMatchObject({ role: below, parentEntityIdentifier: { value: parent.nip } });
    const subordinateEntityIdentifier = { type: 'Nip', value: member } as const;
    const found = await all(parent.client.permissions.subordinates({ subordinateEntityIdentifier }));
    expect(found).toMatchObject([{ subordinateEntityIdentifier, role: below }]);
    await scenario.stranger().operations.removeTestSubject({ body: { subjectNip: parent.nip } });
    expect(await rolesOf(parent.client)).toEqual([]);
    expect(await rolesOf(memberClient)).toEqual([]);
  });

  test('make an enforcement authority and take it', async () => {
    const { nip: subjectNip, client } = await scenario.firm();
    await makeUp({ subjectNip, subjectType: 'EnforcementAuthority', description: 'Organ egzekucyjny' });
    expect(await rolesOf(client)).toEqual(['EnforcementAuthority']);
    await scenario.stranger().operations.removeTestSubject({ body: { subjectNip } });
    expect(await rolesOf(client)).toEqual([]);
  });

  test('make a bailiff, who owns the context by NIP and by PESEL and may enforce, and take the role', async () => {
    const [nip, pesel] = [newNip(), newPesel()];
    const { operations } = scenario.stranger();
    await operations.createTestPerson({ body: { nip, pesel, isBailiff: true, description: 'Komornik' } });
    for (const credential of [await byNip(nip), await byPesel(pesel)]) {
      const client = await scenario.enter(credential, nip);
      expect(grantedTo(client)).toEqual(expect.arrayContaining(['Owner']));
      expect(await rolesOf(client)).toEqual(['CourtBailiff']);
    }
    const client = await scenario.enter(await byNip(nip), nip);
    await operations.removeTestPerson({ body: { nip } });
    expect(await rolesOf(client)).toEqual([]);
  });

  test('make a sole trader, who owns the context by NIP and by PESEL and may not enforce', async () => {
    const [nip, pesel] = [newNip(), newPesel()];
    const { operations } = scenario.stranger();
    const body = { nip, pesel, isBailiff: false, description: 'Przedsiębiorca' };
    await operations.createTestPerson({ body });
    for (const credential of [await byNip(nip), await byPesel(pesel)]) {
      const client = await scenario.enter(credential, nip);
      expect(grantedTo(client)).toEqual(['Owner']);
      expect(await rolesOf(client)).toEqual([]);
    }
  });

  test('let a subject send attachments, at once or until a day, and no longer', async () => {
    const { nip, client } = await scenario.firm();
    const { operations } = scenario.stranger();
    const consent = () => client.operations.getAttachmentConsent();
    expect(await consent()).toMatchObject({ isAttachmentAllowed: false });
    await operations.grantTestAttachmentConsent({ body: { nip } });
    const allowed = await consent();
    expect(allowed.isAttachmentAllowed).toBe(true);
    expect(allowed.revokedDate ?? null).toBe(null);
    await operations.revokeTestAttachmentConsent({ body: { nip, expectedEndDate: '2090-01-01' } });
    expect(await consent()).toMatchObject({ isAttachmentAllowed: true, revokedDate: expect.any(String) });
    await operations.revokeTestAttachmentConsent({ body: { nip } });
    expect(await consent()).toMatchObject({ isAttachmentAllowed: false, revokedDate: expect.any(String) });
  });

  test('give the first rights in a group and in its member, from which everything else is granted', async () => {
    const { nip: member } = await scenario.firm();
    const group = await parentOf(member);
    const { operations } = scenario.stranger();
    const [pesel, nip] = [newPesel(), newNip()];
    const every = [
      'InvoiceRead',
      'InvoiceWrite',
      'Introspection',
      'CredentialsRead',
      'CredentialsManage',
      'SubunitManage',
    ] as const;
    const grant = (
      context: string,
      authorizedIdentifier: { type: 'Nip' | 'Pesel'; value: string },
      types: readonly (typeof every)[number][],
    ) =>
      operations.grantTestPermissions({
        body: {
          contextIdentifier: { type: 'Nip', value: context },
          authorizedIdentifier,
          permissions: types.map((permissionType) => ({ permissionType, description: 'ZAW-FA' })),
        },
      });
    await grant(group.nip, { type: 'Pesel', value: pesel }, every);
    await grant(member, { type: 'Nip', value: nip }, ['CredentialsManage']);
    const head = await scenario.enter(await byPesel(pesel), group.nip);
    expect(grantedTo(head).sort()).toEqual([...every].sort());
    const administrator = await scenario.enter(await byNip(nip), member);
    await administrator.permissions.grantPerson(person({ type: 'Nip', value: nip }, 'InvoiceRead').body);
    expect(grantedTo(await scenario.enter(await byNip(nip), member)).sort()).toEqual([
      'CredentialsManage',
      'InvoiceRead',
    ]);
    // The head of the group names an administrator of the member in the usual way, too.
    const other = newPesel();
    const unit = { type: 'Nip', value: member } as const;
    await head.permissions.grantSubunit(subunit({ type: 'Pesel', value: other }, unit).body);
    expect(grantedTo(await scenario.enter(await byPesel(other), member))).toEqual(['CredentialsManage']);
  });

  test('end a certificate of KSeF before its time', async () => {
    const { nip, client } = await scenario.firm();
    const { credential, serialNumber } = await client.enrollCertificate({
      name: 'Certyfikat',
      usage: 'Authentication',
    });
    await scenario.enter(credential, nip);
    const end = async (validTo: string) => {
      await client.operations.updateTestCertificate({ path: { serialNumber }, body: { validTo } });
      const listed = await all(client.certificates({ certificateSerialNumber: serialNumber }));
      return Date.parse(listed[0]?.validTo ?? '') - Date.parse(validTo);
    };
    const [listed] = await all(client.certificates({ certificateSerialNumber: serialNumber }));
    const dayEarlier = new Date(Date.parse(listed?.validTo ?? '') - 86_400_000).toISOString();
    expect(await end(dayEarlier)).toBe(0);
    await scenario.enter(credential, nip);
    expect(await end(new Date(Date.now() - 60_000).toISOString())).toBe(0);
    const refusal = await refusalOf(scenario.enter(credential, nip));
    expect(refusal).toMatchObject({ kind: 'failed-status', codes: [{ code: 460 }] });
  });
});
