/** Interactive sessions: opened, filled, closed by whoever may, asked after; what is right in them and what is not. */
import { sha256Base64 } from '@kwit/crypto';
import { addDays, todayInPoland } from '@kwit/invoice';
import type { KsefClient } from '@kwit/ksef-client';
import { describe, expect, test } from 'vitest';
import { newNip, sealOf } from '../../../ksef/test/api.ts';
import { byNip, person } from '../../../ksef/test/permissions.ts';
import { all } from '../client-fixture.testing.ts';
import {
  edited,
  forms,
  inForm,
  invoiceBetween,
  refusalOf,
  scenarioKsef,
  sendAlone,
} from './scenario.testing.ts';

const scenario = scenarioKsef();
const tomorrow = () => addDays(todayInPoland(), 1);
const ofTomorrow = (bytes: Uint8Array) => edited(bytes, /<P_1>[^<]*</, `<P_1>${tomorrow()}<`);

describe('an interactive session', () => {
  test.each(forms)('goes from opening to the receipt of the whole, for %s', async (formCode) => {
    const { nip, client } = await scenario.firm();
    const bytes = inForm(invoiceBetween(nip, newNip()), formCode);
    const session = await client.openOnlineSession({ formCode });
    expect((await session.status()).status).toMatchObject({ code: 100 });
    const { referenceNumber, invoiceHash } = await session.send(bytes);
    const ksefNumber = (await session.waitForInvoice(referenceNumber)).ksefNumber ?? '';
    expect(ksefNumber).toMatch(new RegExp(`^${nip}-\\d{8}-[0-9A-F]{12}-[0-9A-F]{2}$`));
    await session.close();
    const ended = await session.waitUntilProcessed();
    expect(ended).toMatchObject({ status: { code: 200 }, invoiceCount: 1, successfulInvoiceCount: 1 });
    expect(ended.failedInvoiceCount).toBeUndefined();
    expect(await all(session.invoices())).toMatchObject([
      { ordinalNumber: 1, ksefNumber, referenceNumber, invoiceHash, status: { code: 200 } },
    ]);
    const path = { referenceNumber: session.referenceNumber };
    const { operations } = client;
    const receipts = [
      await operations.getInvoiceUpoByKsefNumber({ path: { ...path, ksefNumber } }),
      await operations.getInvoiceUpoByReference({
        path: { ...path, invoiceReferenceNumber: referenceNumber },
      }),
      ...(await session.upo()).map(({ xml }) => xml),
    ];
    expect(receipts).toHaveLength(3);
    for (const receipt of receipts) expect(receipt).toContain(ksefNumber);
    const document = await operations.getInvoiceByKsefNumber({ path: { ksefNumber } });
    expect(sha256Base64(document)).toBe(invoiceHash);
  });

  test('tells of its invoice everything, and of one sent as offline that it is', async () => {
    const { nip, client } = await scenario.firm();
    const bytes = invoiceBetween(nip, newNip());
    const { session: reference, ...sent } = await sendAlone(client, bytes, { offlineMode: true });
    const [listed] = await all(client.session(reference).invoices());
    for (const invoice of [sent, listed]) {
      expect(invoice).toMatchObject({
        ordinalNumber: 1,
        invoiceNumber: expect.any(String),
        invoicingMode: 'Offline',
        acquisitionDate: expect.any(String),
        invoicingDate: expect.any(String),
        permanentStorageDate: expect.any(String),
        upoDownloadUrl: expect.stringMatching(/^https?:/),
        upoDownloadUrlExpirationDate: expect.any(String),
      });
      expect(invoice?.invoiceFileName ?? null).toBe(null);
    }
    const receipt = await fetch(sent.upoDownloadUrl ?? '');
    const text = await receipt.text();
    expect(text).toContain(sent.ksefNumber);
    expect(receipt.headers.get('x-ms-meta-hash')).toBe(sha256Base64(text));
  });

  test('is listed by kind and status with its counts; one without invoices is cancelled', async () => {
    const { nip, client } = await scenario.firm();
    const open = await client.openOnlineSession();
    const other = await scenario.enter(await sealOf(nip), nip);
    const empty = await other.openOnlineSession();
    await client.operations.closeOnlineSession({ path: { referenceNumber: empty.referenceNumber } });
    const found = async (statuses: ('InProgress' | 'Cancelled' | 'Succeeded')[]) =>
      (await client.operations.listSessions({ query: { sessionType: 'Online', statuses } })).sessions;
    expect(await found(['InProgress'])).toMatchObject([
      {
        referenceNumber: open.referenceNumber,
        status: { code: 100, description: 'Sesja interaktywna otwarta' },
        validUntil: open.validUntil,
        totalInvoiceCount: 0,
        successfulInvoiceCount: 0,
        failedInvoiceCount: 0,
      },
    ]);
    expect(await found(['Cancelled'])).toMatchObject([
      { referenceNumber: empty.referenceNumber, status: { code: 440, description: 'Sesja anulowana' } },
    ]);
    expect(await found(['InProgress', 'Cancelled'])).toHaveLength(2);
    expect(await found(['Succeeded'])).toEqual([]);
  });

  test('is told in its context, to any log-in there, and to nobody elsewhere', async () => {
    const { nip, client } = await scenario.firm();
    const { referenceNumber } = await client.openOnlineSession();
    const sameContext = await scenario.enter(await sealOf(nip), nip);
    expect(await sameContext.session(referenceNumber).status()).toMatchObject({ status: { code: 100 } });
    const { client: stranger } = await scenario.firm();
    const refusal = await refusalOf(stranger.session(referenceNumber).status());
    expect(refusal).toMatchObject({ kind: 'forbidden', status: 403 });
  });

  test('is not opened without the right to issue', async () => {
    const { nip, client: owner } = await scenario.firm();
    const reader = newNip();
    await owner.permissions.grantPerson(person({ type: 'Nip', value: reader }, 'InvoiceRead').body);
    const client = await scenario.enter(await byNip(reader), nip);
    const refusal = await refusalOf(client.openOnlineSession());
    expect(refusal).toMatchObject({ kind: 'forbidden', reasonCode: 'missing-permissions' });
  });

  test('is not the business of whoever may only issue, where somebody else opened it', async () => {
    const { nip, client: owner } = await scenario.firm();
    const issuer = newNip();
    await owner.permissions.grantPerson(person({ type: 'Nip', value: issuer }, 'InvoiceWrite').body);
    const client = await scenario.enter(await byNip(issuer), nip);
    const session = await owner.openOnlineSession();
    const { referenceNumber } = await session.send(invoiceBetween(nip, newNip()));
    const { ksefNumber } = await session.waitForInvoice(referenceNumber);
    const path = { referenceNumber: session.referenceNumber };
    const invoice = { path: { ksefNumber: ksefNumber ?? '' } };
    for (const attempt of [
      client.operations.getSessionStatus({ path }),
      client.operations.listSessionInvoices({ path }),
      client.operations.getInvoiceByKsefNumber(invoice),
    ]) {
      expect(await refusalOf(attempt)).toMatchObject({ kind: 'forbidden', status: 403 });
    }
    await owner.operations.getInvoiceByKsefNumber(invoice);
  });
});

describe('closing', () => {
  const opened = async (client: KsefClient, nip: string) => {
    const session = await client.openOnlineSession();
    const { referenceNumber } = await session.send(invoiceBetween(nip, newNip()));
    await session.waitForInvoice(referenceNumber);
    return session.referenceNumber;
  };
  /** Somebody who may issue invoices in the context of a firm. */
  const issuerIn = async (owner: KsefClient, nip: string, ...others: 'Introspection'[]) => {
    const value = newNip();
    await owner.permissions.grantPerson(person({ type: 'Nip', value }, 'InvoiceWrite', ...others).body);
    return scenario.enter(await byNip(value), nip);
  };
  const close = (client: KsefClient, referenceNumber: string) =>
    client.operations.closeOnlineSession({ path: { referenceNumber } });

  test('is done by a later log-in of whoever opened the session, and with a refreshed token', async () => {
    const { nip, client } = await scenario.firm();
    const first = await opened(client, nip);
    const later = await scenario.enter(await sealOf(nip), nip);
    await close(later, first);
    expect(await later.session(first).waitUntilProcessed()).toMatchObject({ status: { code: 200 } });
    const second = await opened(client, nip);
    const refresh = client.tokens?.refreshToken.token ?? '';
    const { accessToken } = await client.operations.refreshAccessToken({}, { bearer: refresh });
    const path = { referenceNumber: second };
    await client.operations.closeOnlineSession({ path }, { bearer: accessToken.token });
    expect(await client.session(second).waitUntilProcessed()).toMatchObject({ status: { code: 200 } });
  });

  test('is refused to whoever neither opened the session nor owns the context', async () => {
    const { nip, client: owner } = await scenario.firm();
    const [first, second] = [await issuerIn(owner, nip), await issuerIn(owner, nip)];
    const ofOwner = await opened(owner, nip);
    const ofFirst = await opened(first, nip);
    for (const reference of [ofOwner, ofFirst]) {
      expect(await refusalOf(close(second, reference))).toMatchObject({ kind: 'forbidden', status: 403 });
      expect(await owner.session(reference).status()).toMatchObject({ status: { code: 100 } });
    }
  });

  test('is refused to whoever may look into the sessions of others, which Introspection allows', async () => {
    const { nip, client: owner } = await scenario.firm();
    const reference = await opened(await issuerIn(owner, nip), nip);
    const onlooker = await issuerIn(owner, nip, 'Introspection');
    expect(await onlooker.session(reference).status()).toMatchObject({ successfulInvoiceCount: 1 });
    expect(await all(onlooker.session(reference).invoices())).toHaveLength(1);
    expect(await refusalOf(close(onlooker, reference))).toMatchObject({ kind: 'forbidden', status: 403 });
    expect((await owner.session(reference).status()).status.code).toBe(100);
  });

  test('is done by the owner of the context, whoever opened the session', async () => {
    const { nip, client: owner } = await scenario.firm();
    const reference = await opened(await issuerIn(owner, nip), nip);
    await close(owner, reference);
    expect(await owner.session(reference).waitUntilProcessed()).toMatchObject({ status: { code: 200 } });
  });
});

describe('an invoice that is not right', () => {
  const failures: [string, number, (nip: string) => Uint8Array][] = [
    ['of another seller', 410, () => invoiceBetween(newNip(), newNip())],
    [
      'made before September 2025',
      450,
      (nip) =>
        edited(
          invoiceBetween(nip, newNip()),
          /<DataWytworzeniaFa>[^<]*</,
          '<DataWytworzeniaFa>2025-08-31T00:00:00Z<',
        ),
    ],
    ['issued tomorrow', 450, (nip) => ofTomorrow(invoiceBetween(nip, newNip()))],
    [
      'against the schema',
      450,
      (nip) => edited(invoiceBetween(nip, newNip()), /<KodWaluty>[^<]*<.KodWaluty>/, ''),
    ],
  ];
  test.each(failures)('%s ends in %i', async (_, code, document) => {
    const { nip, client } = await scenario.firm();
    expect((await sendAlone(client, document(nip))).status.code).toBe(code);
  });

  test.each([
    ['of another seller', 410, (nip: string) => invoiceBetween(newNip(), nip)],
    ['issued tomorrow', 450, (nip: string) => ofTomorrow(invoiceBetween(nip, newNip()))],
  ] as const)('in the form FA (2), %s ends in %i', async (_, code, document) => {
    const { nip, client } = await scenario.firm();
    const bytes = inForm(document(nip), 'FA (2)');
    expect((await sendAlone(client, bytes, { formCode: 'FA (2)' })).status.code).toBe(code);
  });

  test('alone in its session leaves it with 445 and no receipt', async () => {
    const { client } = await scenario.firm();
    const sent = await sendAlone(client, invoiceBetween(newNip(), newNip()));
    const session = client.session(sent.session);
    expect(await session.status()).toMatchObject({ status: { code: 445 }, failedInvoiceCount: 1 });
    const { invoices } = await client.operations.listFailedSessionInvoices({
      path: { referenceNumber: sent.session },
    });
    expect(invoices).toMatchObject([{ referenceNumber: sent.referenceNumber, status: { code: 410 } }]);
    expect(await session.upo()).toEqual([]);
  });

  test('with letters and signs beyond the usual ones is right all the same', async () => {
    const { nip, client } = await scenario.firm();
    const lines = [
      { name: 'Zażółć gęślą jaźń 🧾 ①', quantity: '1', unit: 'szt.', unitNetPrice: '1.00', vatRate: '23' },
    ] as const;
    const bytes = invoiceBetween(nip, newNip(), { lines: [...lines] });
    const sent = await sendAlone(client, bytes);
    expect(sent.status.code).toBe(200);
    const path = { ksefNumber: sent.ksefNumber ?? '' };
    expect(await client.operations.getInvoiceByKsefNumber({ path })).toContain('Zażółć gęślą jaźń 🧾 ①');
  });
});

describe('a technical correction', () => {
  test.each(['the same', 'another'] as const)(
    'replaces an offline invoice that was refused, in %s session',
    async (place) => {
      const { nip, client } = await scenario.firm();
      const right = invoiceBetween(nip, newNip());
      const wrong = ofTomorrow(right);
      const first = await client.openOnlineSession();
      const refused = await first.waitForInvoice(
        (await first.send(wrong, { offlineMode: true })).referenceNumber,
      );
      expect(refused.status.code).toBe(450);
      if (place === 'another') await first.close();
      const session = place === 'another' ? await client.openOnlineSession() : first;
      const hashOfCorrectedInvoice = refused.invoiceHash;
      const { referenceNumber } = await session.send(right, { offlineMode: true, hashOfCorrectedInvoice });
      expect(await session.waitForInvoice(referenceNumber)).toMatchObject({
        status: { code: 200 },
        invoicingMode: 'Offline',
      });
      await session.close();
    },
  );
});
