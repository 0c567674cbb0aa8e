import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, decided, logIn, newNip, personWith, sealOf, submitSigned } from '../../test/api.ts';
import { newPesel } from '../../test/permissions.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const grantedTo = (token: string): string[] =>
  JSON.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).per);

describe('a made-up subject', () => {
  it('is there once; after its removal it can come back with a later date', async () => {
    const subjectNip = newNip();
    const subunits = [{ subjectNip: newNip(), description: 'członek grupy' }];
    const create = (createdDate?: string) =>
      call(ksef, 'createTestSubject', {
        body: {
          subjectNip,
          subjectType: 'VatGroup',
          description: 'grupa VAT',
          subunits,
          ...(createdDate === undefined ? {} : { createdDate }),
        },
      });
    expect((await create('2026-01-02T00:00:00Z')).status).toBe(200);
    expect((await create()).codes).toEqual([30001]);
    const remove = () => call(ksef, 'removeTestSubject', { body: { subjectNip } });
    expect((await remove()).status).toBe(200);
    expect((await remove()).status).toBe(200);
    expect((await create('2026-01-02T00:00:00Z')).codes).toEqual([21405]);
    expect((await create('2026-01-03T00:00:00Z')).status).toBe(200);
  });

  it('that is an enforcement authority may enforce', async () => {
    const nip = newNip();
    const body = {
      subjectNip: nip,
      subjectType: 'EnforcementAuthority' as const,
      description: 'organ egzekucyjny',
    };
    await call(ksef, 'createTestSubject', { body });
    expect(grantedTo((await logIn(ksef, await sealOf(nip), nip)).access)).toContain('EnforcementOperations');
    await call(ksef, 'removeTestSubject', { body: { subjectNip: nip } });
    expect(grantedTo((await logIn(ksef, await sealOf(nip), nip)).access)).toEqual(['Owner']);
  });
});

describe('a made-up person', () => {
  it('is there once and loses everything when removed', async () => {
    const [nip, firm] = [newNip(), newNip()];
    const pesel = '77070712345';
    const body = { nip, pesel, isBailiff: false, description: 'osoba testowa' };
    expect((await call(ksef, 'createTestPerson', { body })).status).toBe(200);
    expect((await call(ksef, 'createTestPerson', { body })).codes).toEqual([30001]);
    await call(ksef, 'grantTestPermissions', {
      body: {
        contextIdentifier: { type: 'Nip', value: firm },
        authorizedIdentifier: { type: 'Pesel', value: pesel },
        permissions: [{ permissionType: 'InvoiceRead', description: 'podgląd faktur' }],
      },
    });
    // Granted to the PESEL, good for the NIP of the same person.
    expect(grantedTo((await logIn(ksef, await personWith(`TINPL-${nip}`), firm)).access)).toEqual([
      'InvoiceRead',
    ]);
    await call(ksef, 'removeTestPerson', { body: { nip } });
    const started = await submitSigned(ksef, await personWith(`PNOPL-${pesel}`), firm);
    expect((await decided(ksef, started.body)).status.code).toBe(415);
  });
});

describe('one PESEL with several NIPs', () => {
  const twoOwned = async (isDeceased: boolean) => {
    const [first, second, pesel] = [newNip(), newNip(), newPesel()];
    const person = { pesel, isBailiff: false, description: 'osoba testowa' };
    await call(ksef, 'createTestPerson', { body: { ...person, nip: first } });
    await call(ksef, 'createTestPerson', { body: { ...person, nip: second, isDeceased } });
    return { first, second, pesel };
  };

  it('is the owner of each, one NIP not that of the other', async () => {
    const { first, second, pesel } = await twoOwned(false);
    for (const nip of [first, second]) {
      expect(grantedTo((await logIn(ksef, await personWith(`PNOPL-${pesel}`), nip)).access)).toEqual([
        'Owner',
      ]);
    }
    const started = await submitSigned(ksef, await personWith(`TINPL-${first}`), second);
    expect((await decided(ksef, started.body)).status.code).toBe(415);
  });

  it('is of somebody dead where one of them says so', async () => {
    const { first, second, pesel } = await twoOwned(true);
    for (const serialNumber of [`PNOPL-${pesel}`, `TINPL-${first}`, `TINPL-${second}`]) {
      const started = await submitSigned(ksef, await personWith(serialNumber), first);
      expect((await decided(ksef, started.body)).status.code).toBe(470);
    }
  });
});

describe('permissions', () => {
  it('name their parties in the form of each kind', async () => {
    const ask = (contextValue: string, type: 'Nip' | 'Pesel' | 'Fingerprint', value: string) =>
      call(ksef, 'grantTestPermissions', {
        body: {
          contextIdentifier: { type: 'Nip', value: contextValue },
          authorizedIdentifier: { type, value },
          permissions: [{ permissionType: 'InvoiceRead', description: 'na próbę' }],
        },
      });
    expect((await ask('abcdefghij', 'Pesel', '1234567890123')).details).toEqual([
      "Pole 'contextIdentifier.value' ma wartość niezgodną z typem identyfikatora.",
      "Pole 'authorizedIdentifier.value' ma wartość niezgodną z typem identyfikatora.",
    ]);
    expect((await ask(newNip(), 'Nip', '82101512345')).codes).toEqual([21405]);
    expect((await ask(newNip(), 'Fingerprint', 'x'.repeat(64))).codes).toEqual([21405]);
    expect((await ask(newNip(), 'Fingerprint', 'A1'.repeat(32))).status).toBe(200);
  });

  it('are granted as often as one likes and taken all at once', async () => {
    const [nip, person] = [newNip(), newNip()];
    const identifiers = {
      contextIdentifier: { type: 'Nip' as const, value: nip },
      authorizedIdentifier: { type: 'Nip' as const, value: person },
    };
    const grant = (...types: ('InvoiceRead' | 'Introspection')[]) =>
      call(ksef, 'grantTestPermissions', {
        body: {
          ...identifiers,
          permissions: types.map((permissionType) => ({ permissionType, description: 'na próbę' })),
        },
      });
    await grant('InvoiceRead');
    expect((await grant('InvoiceRead', 'Introspection')).status).toBe(200);
    const credential = await personWith(`TINPL-${person}`);
    expect(grantedTo((await logIn(ksef, credential, nip)).access)).toEqual(['Introspection', 'InvoiceRead']);
    await call(ksef, 'revokeTestPermissions', { body: identifiers });
    const started = await submitSigned(ksef, credential, nip);
    expect((await decided(ksef, started.body)).status.code).toBe(415);
  });

  it('without a type let somebody see invoices', async () => {
    const [nip, person] = [newNip(), newNip()];
    await call(ksef, 'grantTestPermissions', {
      body: {
        contextIdentifier: { type: 'Nip', value: nip },
        authorizedIdentifier: { type: 'Nip', value: person },
        permissions: [{ description: 'na próbę' }],
      },
    });
    const { access } = await logIn(ksef, await personWith(`TINPL-${person}`), nip);
    expect(grantedTo(access)).toEqual(['InvoiceRead']);
  });
});
