/** How refusals are told, what anybody may ask without a log-in, and keys that change under a working client. */
import { createKsefClient, createLatarniaClient, type KsefClient } from '@kwit/ksef-client';
import { describe, expect, test } from 'vitest';
import { newNip } from '../../../ksef/test/api.ts';
import { byNip, person } from '../../../ksef/test/permissions.ts';
import { invoiceBetween, ksefNumberOf, ratesOf, refusalOf, scenarioKsef } from './scenario.testing.ts';

const scenario = scenarioKsef({ rateLimits: 'official' });

/** A client that keeps the last answer as it came. With `older`, it does not ask for the newer form of refusals. */
function watched(client: KsefClient, { older = false } = {}) {
  const last: { type?: string | null; body?: Record<string, unknown> } = {};
  const watching: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    if (older) headers.delete('X-Error-Format');
    const response = await fetch(input, { ...init, headers });
    if (response.status < 400) return response;
    last.type = response.headers.get('content-type');
    last.body = (await response.clone().json()) as Record<string, unknown>;
    return response;
  };
  const { baseUrl, tokens } = client;
  const options = { baseUrl, fetch: watching, rateLimits: false, deadlineMs: 3_000 } as const;
  return { last, client: createKsefClient({ ...options, ...(tokens && { tokens }) }) };
}

const everyProblem = {
  instance: expect.stringMatching(/^\/v2\//),
  traceId: expect.any(String),
  timestamp: expect.any(String),
};

describe('a refusal', () => {
  const attempt = () => person({ type: 'Nip', value: newNip() }, 'InvoiceRead').body;

  test('for a missing right is a problem that says which one, and what is there', async () => {
    const { nip, client: owner } = await scenario.firm();
    const reader = newNip();
    await owner.permissions.grantPerson(person({ type: 'Nip', value: reader }, 'InvoiceRead').body);
    const { last, client } = watched(await scenario.enter(await byNip(reader), nip));
    const refusal = await refusalOf(client.permissions.grantPerson(attempt()));
    expect(refusal).toMatchObject({ kind: 'forbidden', status: 403, traceId: last.body?.traceId });
    expect(last.type).toContain('application/problem+json');
    expect(last.body).toMatchObject({
      title: 'Forbidden',
      status: 403,
      reasonCode: 'missing-permissions',
      detail: 'Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.',
      security: {
        requiredAnyOfPermissions: expect.arrayContaining(['CredentialsManage']),
        presentPermissions: ['InvoiceRead'],
      },
      ...everyProblem,
    });
  });

  test('for a token that is none is a problem, too', async () => {
    const { last, client } = watched(scenario.stranger());
    const body = attempt();
    const call = client.operations.grantPersonPermissions({ body }, { bearer: 'no-token' });
    expect(await refusalOf(call)).toMatchObject({ kind: 'unauthorized', status: 401 });
    expect(last.body).toMatchObject({
      title: 'Unauthorized',
      status: 401,
      detail: 'Wymagane jest uwierzytelnienie.',
      ...everyProblem,
    });
  });

  /** Limits of which one is too high and the rest is missing, the later group as a client knows it. */
  const wrongLimits = async (client: KsefClient, knowsCollectiveIdentifiers: boolean) => {
    const nothing = null as unknown as { perSecond: number; perMinute: number; perHour: number };
    const { collectiveIdentifier, ...groups } = await ratesOf(client);
    const missing = Object.fromEntries(Object.keys(groups).map((group) => [group, nothing]));
    const rateLimits = {
      ...(missing as typeof groups),
      ...(knowsCollectiveIdentifiers ? { collectiveIdentifier: nothing } : {}),
      onlineSession: { perSecond: 1, perMinute: 1, perHour: 11_111_111 },
    };
    return refusalOf(client.operations.setTestRateLimits({ body: { rateLimits } }));
  };
  const tooHigh = "'rateLimits.onlineSession.perHour' must be between 1 and 1200. You entered 11111111.";

  test.each([
    [false, 11],
    [true, 12],
  ])(
    'of a request that is wrong in many places names each of them (with collective identifiers: %s)',
    async (knows, count) => {
      const { last, client } = watched((await scenario.firm()).client);
      const refusal = await wrongLimits(client, knows);
      expect(refusal.codes).toMatchObject([
        { code: 21405, description: 'Błąd walidacji danych wejściowych.' },
      ]);
      expect(refusal.codes[0]?.details).toHaveLength(count);
      expect(refusal.codes[0]?.details).toContain(tooHigh);
      expect(last.body).toMatchObject({
        title: 'Bad Request',
        status: 400,
        detail: 'Żądanie jest nieprawidłowe.',
        ...everyProblem,
      });
    },
  );

  /** Asks for invoices, one answer after the other, until the minute is full, and once more; how that is refused. */
  const oneTooMany = async (client: KsefClient, perMinute: number) => {
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const dateRange = { dateType: 'PermanentStorage', from } as const;
    const ask = () =>
      client.operations.queryInvoiceMetadata({ body: { subjectType: 'Subject1', dateRange } });
    for (let call = 0; call < perMinute; call += 1) await ask();
    return refusalOf(ask());
  };
  const minuteIsFull = (limit: number) =>
    expect.stringContaining(`Przekroczono limit ${limit} żądań na minutę. Spróbuj ponownie po`);

  test('of one request too many says how long to wait', async () => {
    const { last, client } = watched((await scenario.firm()).client);
    expect(await oneTooMany(client, 160)).toMatchObject({ kind: 'rate-limited', status: 429 });
    expect(last.body).toMatchObject({
      title: 'Too Many Requests',
      status: 429,
      detail: minuteIsFull(160),
      ...everyProblem,
    });
  });

  describe('of a client that does not ask for problems', () => {
    test('is one all the same for a missing log-in or right', async () => {
      const { nip, client: owner } = await scenario.firm();
      const reader = newNip();
      await owner.permissions.grantPerson(person({ type: 'Nip', value: reader }, 'InvoiceRead').body);
      const forbidden = watched(await scenario.enter(await byNip(reader), nip), { older: true });
      await refusalOf(forbidden.client.permissions.grantPerson(attempt()));
      expect(forbidden.last.body).toMatchObject({ status: 403, reasonCode: 'missing-permissions' });
      const stranger = watched(scenario.stranger(), { older: true });
      const body = attempt();
      await refusalOf(stranger.client.operations.grantPersonPermissions({ body }, { bearer: 'no-token' }));
      expect(stranger.last.body).toMatchObject({ title: 'Unauthorized', status: 401, ...everyProblem });
    });

    test('has the older form for a wrong request and for one too many', async () => {
      const { last, client } = watched((await scenario.firm()).client, { older: true });
      const wrong = await wrongLimits(client, true);
      expect(wrong.codes[0]?.details).toHaveLength(12);
      const { timestamp, serviceCode, exceptionDetailList } = (last.body?.exception ?? {}) as Record<
        string,
        unknown
      >;
      expect({ timestamp, serviceCode }).toEqual({
        timestamp: expect.any(String),
        serviceCode: expect.any(String),
      });
      expect(exceptionDetailList).toMatchObject([
        { exceptionCode: 21405, exceptionDescription: 'Błąd walidacji danych wejściowych.' },
      ]);
      const invoiceMetadata = { perSecond: 80, perMinute: 5, perHour: 200 };
      const rateLimits = { ...(await ratesOf(client)), invoiceMetadata };
      await client.operations.setTestRateLimits({ body: { rateLimits } });
      expect(await oneTooMany(client, 5)).toMatchObject({ kind: 'rate-limited', status: 429 });
      expect(last.type).toContain('application/json');
      expect(last.body).toEqual({
        status: { code: 429, description: 'Too Many Requests', details: [minuteIsFull(5)] },
      });
    });
  });
});

describe('without a log-in', () => {
  test('anybody asks Latarnia how KSeF is and what is announced', async () => {
    const { control, latarniaUrl } = scenario.ksef;
    const latarnia = createLatarniaClient({ baseUrl: latarniaUrl });
    expect(await latarnia.getKsefStatus()).toEqual({ status: 'AVAILABLE' });
    expect(await latarnia.getKsefMessages()).toEqual([]);
    await control.announceLatarniaEvent({ category: 'FAILURE' });
    expect(await latarnia.getKsefStatus()).toMatchObject({
      status: 'FAILURE',
      messages: [expect.any(Object)],
    });
    const [message] = await latarnia.getKsefMessages();
    expect(message).toMatchObject({ category: 'FAILURE', title: expect.any(String) });
    await control.clearLatarnia();
    expect(await latarnia.getKsefStatus()).toEqual({ status: 'AVAILABLE' });
  });

  test('anybody reads the keys under which callers encrypt, and asks for a challenge', async () => {
    const { operations } = scenario.stranger();
    const keys = await operations.listPublicKeyCertificates();
    const usages = keys.flatMap(({ usage }) => usage);
    expect(new Set(usages)).toEqual(new Set(['KsefTokenEncryption', 'SymmetricKeyEncryption']));
    expect(await operations.createChallenge()).toMatchObject({ challenge: expect.any(String) });
  });
});

test('a warning that the environment test is asked for comes in its header', async () => {
  const warnings: (string | null)[] = [];
  const asking: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('X-Test-System-Warning', 'przerwa techniczna');
    const response = await fetch(input, { ...init, headers });
    warnings.push(response.headers.get('X-System-Warning'));
    return response;
  };
  const client = createKsefClient({ baseUrl: scenario.ksef.apiUrl, fetch: asking });
  expect(await client.operations.createChallenge()).toMatchObject({ challenge: expect.any(String) });
  expect(warnings).toEqual([expect.stringContaining('przerwa techniczna')]);
});

test.each(['planned', 'emergency', 'recertification'] as const)(
  'keys that are rotated (%s) do not stop a client that works',
  async (kind) => {
    const { nip, client } = await scenario.firm();
    await ksefNumberOf(client, invoiceBetween(nip, newNip()));
    await scenario.ksef.control.rotateKey({ usage: 'SymmetricKeyEncryption', kind });
    expect(await ksefNumberOf(client, invoiceBetween(nip, newNip()))).toContain(nip);
  },
);
