import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, callLoosely, logIn, newNip, personWith, sealOf } from '../test/api.ts';
import { type Ksef, startKsef } from './index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const problemDetails = { headers: { 'x-error-format': 'problem-details' } };

describe('a request', () => {
  it('finds out at the root what answers', async () => {
    const response = await fetch(ksef.url);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ name: 'Lokalny KSeF (Kwit)', api: ksef.apiUrl });
  });

  it('to an unknown address is answered with Problem Details', async () => {
    for (const path of ['/v2/nothing', '/v2/auth/challenge/x', '/%', `/${'x'.repeat(3000)}`]) {
      const response = await fetch(ksef.url + path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      expect(await response.json()).toMatchObject({ title: 'Not Found', status: 404 });
    }
  });

  it('may have a slash at the end of its address, as an official page writes it', async () => {
    const response = await fetch(`${ksef.apiUrl}/auth/challenge/`, { method: 'POST' });
    expect(response.status).toBe(200);
  });

  it('with a wrong method is told the right ones', async () => {
    const allowed = async (method: string, path: string) => {
      const response = await fetch(ksef.apiUrl + path, { method });
      return [response.status, response.headers.get('allow')];
    };
    expect(await allowed('PUT', '/auth/token/redeem')).toEqual([405, 'POST']);
    expect(await allowed('GET', '/auth/token/redeem?x=1')).toEqual([405, 'POST']);
    expect(await allowed('PATCH', '/tokens')).toEqual([405, 'GET, HEAD, POST']);
    expect(await allowed('POST', '/tokens/20261122-EC-0000000000-0000000000-00')).toEqual([
      405,
      'GET, HEAD, DELETE',
    ]);
    expect(await allowed('DELETE', '/nowhere')).toEqual([404, null]);
  });

  it('publishes one key for tokens and one for symmetric keys', async () => {
    const { status, body } = await call(ksef, 'listPublicKeyCertificates', {});
    expect(status).toBe(200);
    expect(body.map(({ usage }) => usage)).toEqual([['KsefTokenEncryption'], ['SymmetricKeyEncryption']]);
    for (const { publicKeyId, certificateId, validFrom, validTo } of body) {
      expect(publicKeyId).toHaveLength(44);
      expect(certificateId).toHaveLength(44);
      expect(Date.parse(validFrom)).toBeLessThan(Date.now());
      expect(Date.parse(validTo)).toBeGreaterThan(Date.now());
    }
  });

  it('without a good bearer token is unauthorized', async () => {
    const nip = newNip();
    const { access, refresh } = await logIn(ksef, await sealOf(nip), nip);
    const [header = '', payload = ''] = access.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const wrong = [undefined, 'x', refresh, `${header}.${payload}.`, `${none}.${payload}.`, `${access}x`];
    for (const bearer of wrong) {
      const reply = await call(ksef, 'listTokens', {}, bearer === undefined ? {} : { bearer });
      expect(reply.status).toBe(401);
      expect(reply.headers.get('content-type')).toContain('application/problem+json');
      expect(reply.body).toMatchObject({ status: 401, detail: 'Wymagane jest uwierzytelnienie.' });
    }
    expect((await call(ksef, 'listTokens', {}, { bearer: access })).status).toBe(200);
  });

  it('without the permission that is asked for names what is needed and what is there', async () => {
    const nip = newNip();
    const person = newNip();
    await call(ksef, 'grantTestPermissions', {
      body: {
        contextIdentifier: { type: 'Nip', value: nip },
        authorizedIdentifier: { type: 'Nip', value: person },
        permissions: [{ permissionType: 'CredentialsRead', description: 'podgląd poświadczeń' }],
      },
    });
    const { access } = await logIn(ksef, await personWith(`TINPL-${person}`), nip);
    const reply = await callLoosely(ksef, 'openOnlineSession', { body: {} }, { bearer: access });
    expect(reply.status).toBe(403);
    expect(reply.body).toMatchObject({
      title: 'Forbidden',
      status: 403,
      detail: 'Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.',
      reasonCode: 'missing-permissions',
      security: {
        requiredAnyOfPermissions: ['InvoiceWrite', 'PefInvoiceWrite', 'EnforcementOperations'],
        presentPermissions: ['CredentialsRead'],
      },
    });
  });
});

describe('an access token', () => {
  it('is good in the one way in which it was written', async () => {
    const nip = newNip();
    const { access } = await logIn(ksef, await sealOf(nip), nip);
    const ask = async (bearer: string) => (await callLoosely(ksef, 'listTokens', {}, { bearer })).status;
    expect(await ask(access)).toBe(200);
    // HMAC-SHA256 has 32 bytes: the last of 43 characters has two bits to spare.
    const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = signs.indexOf(access.at(-1) ?? '');
    expect(await ask(access.slice(0, -1) + signs[last + 1])).toBe(401);
    expect(await ask(`${access}=`)).toBe(401);
    expect(await ask(`${access}.`)).toBe(401);
  });
});

describe('a body', () => {
  it('that is no JSON, or has values of wrong types, is unreadable', async () => {
    for (const body of ['{', '[]', '"x"', '{"nip":5}', '\u0000', '{"nip":"1111111111","pesel":{}}']) {
      const reply = await callLoosely(ksef, 'createTestPerson', { body });
      expect(reply.status).toBe(400);
      expect(reply.codes).toEqual([21001]);
    }
  });

  it('with null for a text, a list or an object lacks the field', async () => {
    const reply = await callLoosely(ksef, 'grantTestPermissions', {
      body: {
        contextIdentifier: null,
        authorizedIdentifier: { type: 'Nip', value: null },
        permissions: null,
      },
    });
    expect(reply.codes).toEqual([21405]);
    expect(reply.details).toEqual(
      ['contextIdentifier', 'authorizedIdentifier.value', 'permissions'].map(
        (field) => `Pole '${field}' jest wymagane.`,
      ),
    );
    const flag = await callLoosely(ksef, 'createTestPerson', {
      body: { nip: '1111111111', pesel: '80010100000', description: 'opis osoby', isBailiff: null },
    });
    expect(flag.codes).toEqual([21001]);
  });

  it('is told every fault with the dotted path of its field', async () => {
    const reply = await callLoosely(ksef, 'grantTestPermissions', {
      body: {
        contextIdentifier: { type: 'Pesel', value: '1' },
        permissions: [{ permissionType: 'Everything', description: 'abc' }],
      },
    });
    expect(reply.codes).toEqual([21405]);
    const told = reply.details.join('\n');
    for (const field of [
      'authorizedIdentifier',
      'contextIdentifier.type',
      'contextIdentifier.value',
      'permissions[0].permissionType',
      'permissions[0].description',
    ]) {
      expect(told).toContain(`'${field}'`);
    }
  });

  it('is told of limits with the noun in its right form', async () => {
    const nip = newNip();
    const { access: bearer } = await logIn(ksef, await sealOf(nip), nip);
    const details = async (name: 'retrieveCertificates' | 'createTestPerson', body: unknown) =>
      (await callLoosely(ksef, name, { body }, { bearer })).details;
    expect(await details('retrieveCertificates', { certificateSerialNumbers: [] })).toEqual([
      "Pole 'certificateSerialNumbers' musi zawierać co najmniej 1 element.",
    ]);
    const many = Array.from({ length: 11 }, () => '0'.repeat(16));
    expect(await details('retrieveCertificates', { certificateSerialNumbers: many })).toEqual([
      "Pole 'certificateSerialNumbers' może zawierać co najwyżej 10 elementów.",
    ]);
  });

  it('is told of many faults, but not of any number', async () => {
    const faults = async (count: number) => {
      const identifier = { type: 'Nip', value: newNip() };
      const permissions = Array.from({ length: count }, () => ({
        permissionType: 'Everything',
        description: 'abc',
      }));
      const body = { contextIdentifier: identifier, authorizedIdentifier: identifier, permissions };
      return (await callLoosely(ksef, 'grantTestPermissions', { body })).details.length;
    };
    expect(await faults(20)).toBe(40);
    expect(await faults(500)).toBe(100);
  });

  it('has whole numbers that the database holds exactly, and days that there are', async () => {
    const nip = newNip();
    const { access: bearer } = await logIn(ksef, await sealOf(nip), nip);
    const numbers = async (invoiceSize: string, encryptedInvoiceSize = '1') => {
      const body = `{"invoiceHash":"","invoiceSize":${invoiceSize},"encryptedInvoiceHash":"","encryptedInvoiceSize":${encryptedInvoiceSize},"encryptedInvoiceContent":""}`;
      const path = { referenceNumber: '20261122-SO-0000000000-0000000000-00' };
      return (await callLoosely(ksef, 'sendInvoice', { path, body }, { bearer })).details.join();
    };
    for (const large of ['9007199254740992', '9007199254740993', '9300000000000000000', '1e300']) {
      expect(await numbers(large)).toContain(
        "'invoiceSize' must be less than or equal to '9007199254740991'",
      );
      expect(await numbers('1', large)).toContain("'encryptedInvoiceSize' must be less than or equal");
    }
    expect(await numbers('9007199254740991')).not.toContain("'invoiceSize'");
    const person = { nip: newNip(), pesel: '82101512345', isBailiff: false, description: 'opis osoby' };
    for (const createdDate of ['2026-02-30T00:00:00Z', '2025-02-29', '2026-04-31T10:00:00']) {
      const reply = await callLoosely(ksef, 'createTestPerson', { body: { ...person, createdDate } });
      expect(reply.codes).toEqual([21405]);
      expect(reply.details).toEqual(["Pole 'createdDate' ma nieprawidłowy format."]);
    }
    const leapDay = { ...person, createdDate: '2024-02-29' };
    expect((await callLoosely(ksef, 'createTestPerson', { body: leapDay })).status).toBe(200);
  });

  it('may have fields that the contract does not know', async () => {
    const body = { nip: newNip(), unknown: { deep: [1] }, __proto__: null };
    expect((await callLoosely(ksef, 'removeTestPerson', { body })).status).toBe(200);
  });

  it('of the wrong kind is refused', async () => {
    const body = JSON.stringify({ nip: newNip() });
    for (const type of ['text/plain', 'application/xml', 'multipart/form-data; boundary=x']) {
      const reply = await callLoosely(
        ksef,
        'removeTestPerson',
        { body },
        { headers: { 'content-type': type } },
      );
      expect(reply.status).toBe(415);
    }
    const json = { headers: { 'content-type': 'application/json; charset=utf-8' } };
    expect((await callLoosely(ksef, 'removeTestPerson', { body }, json)).status).toBe(200);
  });

  it('with a wrong value in a field that may be left out is told the right ones, null not among them', async () => {
    const nip = newNip();
    const { access: bearer } = await logIn(ksef, await sealOf(nip), nip);
    const dateRange = { dateType: 'Issue', from: '2026-01-01', to: '2026-01-31' };
    const ask = async (filter: object) => {
      const body = { subjectType: 'Subject1', dateRange, ...filter };
      return (await callLoosely(ksef, 'queryInvoiceMetadata', { body }, { bearer })).details;
    };
    expect(await ask({ formType: 'FA2' })).toEqual([
      "Pole 'formType' ma niedozwoloną wartość. Dozwolone wartości: FA, PEF, FA_RR.",
    ]);
    expect(await ask({ formType: 2 })).toEqual([
      "Pole 'formType' ma nieprawidłowy typ. Oczekiwany typ: string.",
    ]);
    expect(await ask({ formType: null })).toEqual([]);
  });

  it('that is too large is refused with nothing but the status', async () => {
    const reply = await callLoosely(ksef, 'removeTestPerson', { body: 'x'.repeat(1_100_000) });
    expect(reply.status).toBe(413);
    expect(reply.body).toBe('');
  });
});

describe('the query', () => {
  it('is read by its types and limits', async () => {
    const nip = newNip();
    const { access: bearer } = await logIn(ksef, await sealOf(nip), nip);
    const ask = (query: Record<string, unknown>) => callLoosely(ksef, 'listTokens', { query }, { bearer });
    expect((await ask({ pageSize: 100, status: ['Active', 'Revoked'] })).status).toBe(200);
    expect((await ask({ pageSize: 101 })).details).toEqual([
      "'pageSize' must be between 10 and 100. You entered 101.",
    ]);
    expect((await ask({ pageSize: 'ten' })).codes).toEqual([21405]);
    expect((await ask({ pageSize: '' })).codes).toEqual([21405]);
    expect((await ask({ status: 'Lost', description: 'ab' })).details).toHaveLength(2);
  });
});

describe('a refusal', () => {
  it('is an ExceptionResponse unless Problem Details are asked for', async () => {
    const old = await callLoosely(ksef, 'createTestPerson', { body: {} });
    expect(old.headers.get('content-type')).toContain('application/json');
    expect(old.body).toMatchObject({
      exception: {
        exceptionDetailList: [
          { exceptionCode: 21405, exceptionDescription: 'Błąd walidacji danych wejściowych.' },
        ],
        serviceName: 'Undefined',
      },
    });
    const reply = await callLoosely(ksef, 'createTestPerson', { body: {} }, problemDetails);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.body).toMatchObject({
      title: 'Bad Request',
      status: 400,
      instance: '/v2/testdata/person',
      errors: [{ code: 21405, description: 'Błąd walidacji danych wejściowych.' }],
    });
  });
});

describe('the profiles demo and prod', () => {
  it('have no test data', async () => {
    for (const profile of ['demo', 'prod'] as const) {
      const other = await startKsef({ port: 0, rateLimits: 'off', profile });
      try {
        expect((await callLoosely(other, 'removeTestPerson', { body: { nip: newNip() } })).status).toBe(404);
        expect((await call(other, 'createChallenge', {})).status).toBe(200);
      } finally {
        await other.close();
      }
    }
  });
});
