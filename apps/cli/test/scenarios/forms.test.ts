/** Invoices that others issue or that have a form of their own: self-invoicing, farm products, Peppol, attachments. */
import { type KsefClient, memoryPartStore, newExportPoint } from '@kwit/ksef-client';
import { describe, expect, test } from 'vitest';
import { newNip, personWith } from '../../../ksef/test/api.ts';
import {
  attachedDocument,
  farmInvoice,
  peppolCorrection,
  peppolInvoice,
} from '../../../ksef/test/sample-forms.ts';
import { all } from '../client-fixture.testing.ts';
import { invoiceBetween, ksefNumberOf, recipient, scenarioKsef, sendAlone } from './scenario.testing.ts';

const scenario = scenarioKsef();
const bytesOf = (document: string) => new TextEncoder().encode(document);

const authorize = (
  owner: KsefClient,
  subjectIdentifier: { type: 'Nip' | 'PeppolId'; value: string },
  permission: 'RRInvoicing' | 'PefInvoicing' | 'SelfInvoicing',
) =>
  owner.permissions.grantAuthorization({
    subjectIdentifier,
    permission,
    description: 'faktury w moim imieniu',
    subjectDetails: { fullName: 'Upoważniony' },
  });
const withdraw = async (owner: KsefClient) => {
  for (const { id } of await all(owner.permissions.authorizations({ queryType: 'Granted' }))) {
    await owner.permissions.revokeAuthorization(id);
  }
};

test('a buyer issues for the seller who allowed it, both find the invoice, and not afterwards', async () => {
  const { nip: seller, client: sellerClient } = await scenario.firm();
  const { nip: buyer, client } = await scenario.firm();
  const issued = () => {
    const issuer = { ...recipient(buyer), role: 'issuer' } as const;
    return invoiceBetween(seller, buyer, { selfInvoicing: true, thirdParties: [issuer] });
  };
  expect((await sendAlone(client, issued())).status.code).toBe(410);
  await authorize(sellerClient, { type: 'Nip', value: buyer }, 'SelfInvoicing');
  const ksefNumber = await ksefNumberOf(client, issued());
  const from = new Date(Date.now() - 86_400_000).toISOString();
  for (const [who, subjectType] of [
    [sellerClient, 'Subject1'],
    [client, 'Subject2'],
  ] as const) {
    const body = { subjectType, dateRange: { dateType: 'PermanentStorage' as const, from } };
    const { invoices } = await who.operations.queryInvoiceMetadata({ body });
    expect(invoices).toMatchObject([{ ksefNumber, isSelfInvoicing: true, seller: { nip: seller } }]);
  }
  await withdraw(sellerClient);
  expect((await sendAlone(client, issued())).status.code).toBe(410);
});

test('a buyer of farm products issues for the farmer who allowed it, until that is revoked', async () => {
  const { nip: farmer, client: farmerClient } = await scenario.firm();
  const { nip: buyer, client } = await scenario.firm();
  const sent = () =>
    sendAlone(client, bytesOf(farmInvoice({ seller: farmer, buyer })), { formCode: 'FA_RR (1)' });
  expect((await sent()).status.code).toBe(410);
  await authorize(farmerClient, { type: 'Nip', value: buyer }, 'RRInvoicing');
  expect(await sent()).toMatchObject({ status: { code: 200 }, ksefNumber: expect.any(String) });
  await withdraw(farmerClient);
  expect((await sent()).status.code).toBe(410);
});

test('a buyer of farm products exports what it issued so, alone among its purchases', async () => {
  const { nip: farmer, client: farmerClient } = await scenario.firm();
  const { nip: buyer, client } = await scenario.firm();
  await authorize(farmerClient, { type: 'Nip', value: buyer }, 'RRInvoicing');
  await ksefNumberOf(farmerClient, invoiceBetween(farmer, buyer));
  const issued = bytesOf(farmInvoice({ seller: farmer, buyer }));
  const ksefNumber = await ksefNumberOf(client, issued, { formCode: 'FA_RR (1)' });
  const from = new Date(Date.now() - 86_400_000).toISOString();
  const point = newExportPoint({ from, subjects: ['Subject2'] });
  const options = { store: memoryPartStore(), filters: { formType: 'FA_RR' } } as const;
  const steps = await all(client.incrementalExport(point, options));
  const invoices = steps.filter((step) => step.kind === 'invoice');
  expect(invoices).toMatchObject([{ ksefNumber, metadata: { ksefNumber, seller: { nip: farmer } } }]);
  expect(Buffer.from(invoices[0]?.xml ?? '').equals(issued)).toBe(true);
});

describe('a Peppol provider', () => {
  let providers = 500_000;
  /** A provider, whose first log-in registers it, allowed to issue for a seller. */
  const providerFor = async () => {
    const { nip: seller, client: owner } = await scenario.firm();
    providers += 1;
    const value = `PPL${providers}`;
    const seal = await personWith('X', { commonName: value, organizationName: 'Dostawca' });
    const provider = await scenario.enter(seal, { type: 'PeppolId', value });
    const { operations } = scenario.stranger();
    const { peppolProviders } = await operations.queryPeppolProviders({ query: { pageSize: 100 } });
    expect(peppolProviders.map(({ id }) => id)).toContain(value);
    await authorize(owner, { type: 'PeppolId', value }, 'PefInvoicing');
    return { seller, provider };
  };
  const receiptOf = (client: KsefClient, sent: { session: string; ksefNumber?: string | null }) =>
    client.operations.getInvoiceUpoByKsefNumber({
      path: { referenceNumber: sent.session, ksefNumber: sent.ksefNumber ?? '' },
    });

  test.each([false, true])(
    'registers itself, sends for a seller who allowed it, and corrects that (with a document: %s)',
    async (attached) => {
      const { seller, provider } = await providerFor();
      const parties = { seller, buyer: newNip() };
      const document = peppolInvoice(
        parties,
        attached ? { AdditionalDocumentReference: attachedDocument('specyfikacja') } : {},
      );
      const formCode = 'PEF (3)';
      if (attached) {
        expect((await sendAlone(provider, bytesOf(document), { formCode })).status.code).toBe(410);
        await scenario.stranger().operations.grantTestAttachmentConsent({ body: { nip: seller } });
      }
      const sent = await sendAlone(provider, bytesOf(document), { formCode });
      expect(sent.status.code).toBe(200);
      expect(await receiptOf(provider, sent)).toContain(sent.ksefNumber);
      const correction = bytesOf(peppolCorrection(parties, sent.ksefNumber ?? ''));
      const corrected = await sendAlone(provider, correction, { formCode: 'PEF_KOR (3)' });
      expect(corrected.status.code).toBe(200);
      expect(await receiptOf(provider, corrected)).toContain(corrected.ksefNumber);
    },
  );
});

describe('an attachment', () => {
  const withAttachment = (nip: string) =>
    invoiceBetween(nip, newNip(), {
      attachment: { blocks: [{ heading: 'Pomiary', metadata: [{ key: 'Licznik', value: '123' }] }] },
    });
  const statusesOf = async (client: KsefClient, documents: Uint8Array[]) =>
    (await all(client.sendBatch(documents.map((bytes) => ({ bytes }))))).map((result) =>
      result.outcome === 'accepted' || result.outcome === 'rejected'
        ? result.invoice?.status
        : result.outcome,
    );

  test('goes in a package of whoever is allowed to, and is found as such', async () => {
    const { nip, client } = await scenario.firm();
    await scenario.stranger().operations.grantTestAttachmentConsent({ body: { nip } });
    expect(await client.operations.getAttachmentConsent()).toMatchObject({ isAttachmentAllowed: true });
    expect(await statusesOf(client, [withAttachment(nip), withAttachment(nip)])).toMatchObject([
      { code: 200 },
      { code: 200 },
    ]);
    const without = await ksefNumberOf(client, invoiceBetween(nip, newNip()));
    const from = new Date(Date.now() - 86_400_000).toISOString();
    const found = async (hasAttachment?: boolean) => {
      const dateRange = { dateType: 'PermanentStorage' as const, from };
      const filter = hasAttachment === undefined ? {} : { hasAttachment };
      const body = { subjectType: 'Subject1' as const, dateRange, ...filter };
      return (await client.operations.queryInvoiceMetadata({ body })).invoices;
    };
    expect((await found(true)).map((invoice) => invoice.hasAttachment)).toEqual([true, true]);
    expect(await found(false)).toMatchObject([{ ksefNumber: without, hasAttachment: false }]);
    expect(await found()).toHaveLength(3);
  });

  test('is refused to whoever is not allowed to, and to everybody alone', async () => {
    const { nip, client } = await scenario.firm();
    expect(await client.operations.getAttachmentConsent()).toMatchObject({ isAttachmentAllowed: false });
    const refused = {
      code: 410,
      description: 'Nieprawidłowy zakres uprawnień',
      details: [`Sprzedawca ${nip} nie posiada zgody do wysyłania faktur z załącznikami`],
    };
    expect(await statusesOf(client, [withAttachment(nip), withAttachment(nip)])).toMatchObject([
      refused,
      refused,
    ]);
    expect((await sendAlone(client, withAttachment(nip))).status.code).toBe(415);
    await scenario.stranger().operations.grantTestAttachmentConsent({ body: { nip } });
    expect((await sendAlone(client, withAttachment(nip))).status.code).toBe(415);
  });
});
