import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { connectedHome, kwit, localKsef, temporaryFolder } from './harness.ts';

let home: string;
beforeAll(async () => {
  home = await connectedHome((await localKsef()).apiUrl);
});

const permissions = (args: string[], more: string[] = ['--json']) =>
  kwit(['permissions', ...args, ...more], { home });
const person = ['grant', 'person', '--to', '44051401359', '--name', 'Anna Nowak'];

describe('kwit permissions', () => {
  it('grants a person, lists the grant, and takes it away', async () => {
    const granted = await permissions([...person, '--permission', 'InvoiceRead,InvoiceWrite']);
    expect(granted).toMatchObject({ code: 0, stderr: '' });
    expect(granted.objects[0]).toMatchObject({ status: 'granted', kind: 'person' });

    const listed = await permissions(['list']);
    const mine = listed.objects.filter(({ description }) => description === 'Anna Nowak');
    expect(mine.map(({ permissionScope }) => permissionScope)).toEqual(
      expect.arrayContaining(['InvoiceRead', 'InvoiceWrite']),
    );
    const words = await permissions(['list'], ['--lang', 'pl']);
    expect(words.stdout).toContain('Pesel 44051401359  InvoiceRead (przeglądanie faktur)  Anna Nowak');

    for (const { id } of mine) {
      const revoked = await permissions(['revoke', String(id)]);
      expect(revoked.objects[0]).toMatchObject({ status: 'revoked', id });
    }
    expect((await permissions(['list'], [])).stdout).toContain('No permissions.');
  });

  it('grants entities and authorizations, and passes on', async () => {
    const office = ['--to', '222-222-22-22', '--name', 'Biuro Rachunkowe'];
    const entity = await permissions([
      'grant',
      'entity',
      ...office,
      '--permission',
      'InvoiceRead',
      '--delegate',
    ]);
    expect(entity.objects[0]).toMatchObject({
      request: { permissions: [{ type: 'InvoiceRead', canDelegate: true }] },
    });
    expect(entity.code).toBe(0);
    const self = ['grant', 'authorization', ...office, '--permission', 'SelfInvoicing'];
    const told = await permissions(self, []);
    expect(told).toMatchObject({ code: 0, stderr: '' });
    // Not in the list that is shown without a choice.
    expect(told.stdout).toContain('permissions list --of authorizations-granted');
    const [authorization] = (await permissions(['list', '--of', 'authorizations-granted'])).objects;
    expect(authorization).toMatchObject({ authorizationScope: 'SelfInvoicing' });
    const gone = await permissions(['revoke', '--authorization', String(authorization?.id)]);
    expect(gone.code).toBe(0);
  });

  it('takes a whole request from a file', async () => {
    const file = join(temporaryFolder(), 'request.json');
    const request = {
      subjectIdentifier: { type: 'Pesel', value: '44051401359' },
      permissions: ['Introspection'],
      description: 'Z pliku',
      subjectDetails: {
        subjectDetailsType: 'PersonByIdentifier',
        personById: { firstName: 'Anna', lastName: 'Nowak' },
      },
    };
    writeFileSync(file, `\uFEFF${JSON.stringify(request)}`);
    expect((await permissions(['grant', 'person', '--request', file])).code).toBe(0);
    writeFileSync(file, '[1]');
    expect((await permissions(['grant', 'person', '--request', file])).code).toBe(2);
  });

  it('what KSeF refuses or does not carry out is told in words', async () => {
    const unknown = await permissions([...person, '--permission', 'InvoiceEat'], []);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('21405');
    const missing = await permissions(['revoke', '00000000-0000-4000-8000-000000000000'], ['--lang', 'pl']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('Zmiana uprawnień');
  });

  it.each([
    [['grant', 'dog'], 'Unknown kind of grant "dog"'],
    [[...person], '--permission'],
    [['grant', 'person', '--to', '12', '--name', 'A B', '--permission', 'InvoiceRead'], 'neither a PESEL'],
    [
      ['grant', 'person', '--to', '44051401359', '--name', 'Anna', '--permission', 'InvoiceRead'],
      'first and last',
    ],
    [['grant', 'entity', '--name', 'Biuro', '--permission', 'InvoiceRead'], '--to'],
    [['grant', 'eu-administrator'], '--request FILE'],
    [['list', '--of', 'dogs'], 'cannot be "dogs"'],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stderr } = await permissions(args, []);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
