/** Limits of a context, of a subject and of requests: read, changed for a test, put back, and met. */
import { createKsefClient, type KsefClient } from '@kwit/ksef-client';
import { describe, expect, test } from 'vitest';
import { newNip } from '../../../ksef/test/api.ts';
import { byNip, person } from '../../../ksef/test/permissions.ts';
import { invoiceBetween, ratesOf, refusalOf, scenarioKsef } from './scenario.testing.ts';

const scenario = scenarioKsef({ rateLimits: 'official' });

/** A client that does not keep to the limits by itself, and takes the first refusal for an answer. */
const heedless = (client: KsefClient) =>
  createKsefClient({
    baseUrl: client.baseUrl,
    rateLimits: false,
    // Shorter than any pause that a refusal asks for.
    deadlineMs: 3_000,
    maxRetries: 0,
    ...(client.tokens && { tokens: client.tokens }),
  });

describe('the limits of a context', () => {
  const session = { maxInvoices: 10_000, maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3 };

  test('are the published ones, then those that test data set, then the published ones again', async () => {
    const { client } = await scenario.firm();
    const { operations } = client;
    const usual = {
      onlineSession: session,
      batchSession: session,
      collectiveIdentifier: { maxInvoices: 500 },
    };
    expect(await operations.getContextLimits()).toEqual(usual);
    const one = { maxInvoices: 6, maxInvoiceSizeInMB: 4, maxInvoiceWithAttachmentSizeInMB: 5 };
    const changed = { onlineSession: one, batchSession: one, collectiveIdentifier: { maxInvoices: 6 } };
    await operations.setTestSessionLimits({ body: changed });
    expect(await operations.getContextLimits()).toEqual(changed);
    await operations.resetTestSessionLimits();
    expect(await operations.getContextLimits()).toEqual(usual);
  });

  test('are met: a session takes no invoice beyond its number', async () => {
    const { nip, client } = await scenario.firm();
    const onlineSession = { ...session, maxInvoices: 1 };
    await client.operations.setTestSessionLimits({ body: { onlineSession, batchSession: session } });
    const open = await client.openOnlineSession();
    await open.send(invoiceBetween(nip, newNip()));
    const refusal = await refusalOf(open.send(invoiceBetween(nip, newNip())));
    expect(refusal).toMatchObject({ status: 400, codes: [{ code: 21155 }] });
  });
});

describe('the limits of a subject', () => {
  test('are read, changed and put back', async () => {
    const { client } = await scenario.firm();
    const { operations } = client;
    const usual = await operations.getSubjectLimits();
    expect(usual.certificate?.maxCertificates).toBeGreaterThan(0);
    expect(usual.enrollment?.maxEnrollments).toBeGreaterThan(0);
    const changed = { certificate: { maxCertificates: 3 }, enrollment: { maxEnrollments: 4 } };
    await operations.setTestCertificateLimits({ body: { subjectIdentifierType: 'Nip', ...changed } });
    expect(await operations.getSubjectLimits()).toEqual(changed);
    await operations.resetTestCertificateLimits();
    expect(await operations.getSubjectLimits()).toEqual(usual);
  });

  test('are met: nothing remains, and another certificate is refused until one is revoked', async () => {
    const { client } = await scenario.firm();
    const limits = { certificate: { maxCertificates: 2 }, enrollment: { maxEnrollments: 10 } };
    await client.operations.setTestCertificateLimits({ body: { subjectIdentifierType: 'Nip', ...limits } });
    const enrol = (number: number) =>
      client.enrollCertificate({ name: `Certyfikat ${number}`, usage: 'Authentication' });
    const [first] = [await enrol(1), await enrol(2)];
    expect(await client.operations.getCertificateLimits()).toMatchObject({
      canRequest: false,
      certificate: { limit: 2, remaining: 0 },
    });
    expect(await refusalOf(enrol(3))).toMatchObject({
      status: 400,
      codes: [
        { code: 25007, description: 'Osiągnięto limit dopuszczalnej liczby posiadanych certyfikatów.' },
      ],
    });
    await client.revokeCertificate(first.serialNumber);
    await enrol(4);
  });
});

describe('the limits of requests', () => {
  test('are read, all changed, and put back', async () => {
    const { client } = await scenario.firm();
    const usual = await ratesOf(client);
    const { onlineSessionClose, batchSessionClose } = await client.operations.getRateLimits();
    const twice = ({ perSecond, perMinute, perHour }: typeof usual.onlineSession) => ({
      perSecond: 2 * perSecond,
      perMinute: 2 * perMinute,
      perHour: 2 * perHour,
    });
    expect(onlineSessionClose).toEqual(twice(usual.onlineSession));
    expect(batchSessionClose).toEqual(twice(usual.batchSession));
    const changed = Object.fromEntries(
      Object.entries(usual).map(([group, { perSecond, perMinute, perHour }]) => [
        group,
        { perSecond: perSecond - 1, perMinute: perMinute - 2, perHour: perHour - 3 },
      ]),
    ) as typeof usual;
    await client.operations.setTestRateLimits({ body: { rateLimits: changed } });
    expect(await ratesOf(client)).toEqual(changed);
    await client.operations.resetTestRateLimits();
    expect(await ratesOf(client)).toEqual(usual);
    await client.operations.setTestProductionRateLimits();
    const { invoiceMetadata } = await ratesOf(client);
    expect(invoiceMetadata).toEqual({ perSecond: 8, perMinute: 16, perHour: 20 });
  });

  test('cannot be set beyond bounds, which the refusal names', async () => {
    const { client } = await scenario.firm();
    const usual = await ratesOf(client);
    const onlineSession = { perSecond: 11, perMinute: 31, perHour: 11_231 };
    const refusal = await refusalOf(
      client.operations.setTestRateLimits({ body: { rateLimits: { ...usual, onlineSession } } }),
    );
    expect(refusal.codes).toEqual([
      {
        code: 21405,
        description: 'Błąd walidacji danych wejściowych.',
        details: ["'rateLimits.onlineSession.perHour' must be between 1 and 1200. You entered 11231."],
      },
    ]);
    expect(await ratesOf(client)).toEqual(usual);
  });

  test('are met in one context, not in another of the same caller, each as it is told', async () => {
    const caller = newNip();
    const contexts = [await scenario.firm(), await scenario.firm()];
    const clients = [];
    for (const { nip, client } of contexts) {
      await client.permissions.grantPerson(person({ type: 'Nip', value: caller }, 'InvoiceRead').body);
      const invoiceMetadata = { perSecond: 80, perMinute: 5, perHour: 200 };
      const rateLimits = { ...(await ratesOf(client)), invoiceMetadata };
      await client.operations.setTestRateLimits({ body: { rateLimits } });
      clients.push(heedless(await scenario.enter(await byNip(caller), nip)));
    }
    const from = new Date(Date.now() - 86_400_000).toISOString();
    for (const client of clients) {
      const dateRange = { dateType: 'PermanentStorage', from } as const;
      const ask = () =>
        client.operations.queryInvoiceMetadata({ body: { subjectType: 'Subject1', dateRange } });
      const results = await Promise.allSettled([1, 2, 3, 4, 5].map(ask));
      expect(results.map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'));
      const refusal = await refusalOf(ask());
      expect(refusal).toMatchObject({ kind: 'rate-limited', status: 429 });
      expect(refusal.text.pl).toContain('Przekroczono limit 5 żądań na minutę. Spróbuj ponownie po');
      expect(refusal.retryAfterMs).toBeGreaterThan(30_000);
    }
  });
});

test('a blocked context lets nobody in until it is unblocked', async () => {
  const { nip } = await scenario.firm();
  const { operations } = scenario.stranger();
  const body = { contextIdentifier: { type: 'Nip', value: nip } } as const;
  await operations.blockTestContext({ body });
  const refusal = await refusalOf(scenario.enter(await byNip(nip), nip));
  expect(refusal).toMatchObject({ kind: 'failed-status', codes: [{ code: 480 }] });
  await operations.unblockTestContext({ body });
  await scenario.enter(await byNip(nip), nip);
});
