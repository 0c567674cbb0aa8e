/** Invoices of every form beside FA(3), through the npm packages `ksef-client-ts` and `ksef-client`, unchanged. */
import type { KsefClient } from 'ksef-client';
import { FORM_CODES, type FormCode, type KSeFClient, openOnlineSession } from 'ksef-client-ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { newNip } from '../api.ts';
import { farmInvoice, peppolCorrection, peppolInvoice } from '../sample-forms.ts';
import { asFa2, sampleInvoice } from '../sample-invoice.ts';
import { until } from '../until.ts';
import { clientIn, company, patience, polling, tsClientIn, tsCompany } from './npm-clients.ts';
import { authorization, sealOfProvider } from './tasks.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

async function authorize(granter: KSeFClient, request: ReturnType<typeof authorization>): Promise<void> {
  const { referenceNumber } = await granter.permissions.grantAuthorizationPermissions(request);
  await until(async () => {
    const { status } = await granter.permissions.getOperationStatus(referenceNumber);
    return status.code === 200;
  });
}

describe('ksef-client-ts', () => {
  /** Sends a document in a session of its own. @returns its KSeF number, which the receipt names, too */
  async function sent(client: KSeFClient, formCode: FormCode, document: string): Promise<string> {
    const session = await openOnlineSession(client, { formCode });
    const reference = await session.sendInvoice(document);
    const invoice = await until(async () => {
      const state = await client.sessionStatus.getSessionInvoice(session.sessionRef, reference);
      return state.status.code >= 200 ? state : undefined;
    });
    expect(invoice.status).toMatchObject({ code: 200 });
    await session.close();
    const upo = await session.waitForUpoParsed(polling);
    expect(upo).toMatchObject({ successfulInvoiceCount: 1 });
    const receipt = await client.sessionStatus.getInvoiceUpoByReference(session.sessionRef, reference);
    expect(receipt.upo).toContain(invoice.ksefNumber);
    return invoice.ksefNumber ?? '';
  }

  it('sends an invoice of the older form', async () => {
    const seller = newNip();
    await sent(await tsCompany(ksef, seller), FORM_CODES.FA_2, asFa2(sampleInvoice({ seller })));
  });

  it('a provider of Peppol services registers itself, and sends an invoice and its correction', async () => {
    const [seller, buyer, id] = [newNip(), newNip(), 'PPL123456'];
    const own = await tsCompany(ksef, seller);
    const peppol = await tsClientIn(ksef, { type: 'PeppolId', value: id }, await sealOfProvider(id));
    const { peppolProviders } = await own.peppol.queryProviders();
    expect(peppolProviders).toContainEqual(expect.objectContaining({ id, name: 'Dostawca usług' }));
    await authorize(own, authorization('PeppolId', id, 'PefInvoicing'));
    const number = await sent(peppol, FORM_CODES.PEF_3, peppolInvoice({ seller, buyer }));
    await sent(peppol, FORM_CODES.PEF_KOR_3, peppolCorrection({ seller, buyer }, number));
    const { xml } = await (await tsCompany(ksef, buyer)).invoices.getInvoice(number);
    expect(xml).toContain(`PL${buyer}`);
  });

  it('a buyer of farm products sends the invoice of the farmer', async () => {
    const [farmer, buyer] = [newNip(), newNip()];
    await authorize(await tsCompany(ksef, farmer), authorization('Nip', buyer, 'RRInvoicing'));
    const document = farmInvoice({ seller: farmer, buyer });
    const number = await sent(await tsCompany(ksef, buyer), FORM_CODES.FA_RR_1, document);
    expect(number.startsWith(farmer)).toBe(true);
  });
});

describe('ksef-client', () => {
  type Form = Parameters<KsefClient['workflows']['sessions']['online']['open']>[0]['formCode'];
  const fa2: Form = { systemCode: 'FA (2)', schemaVersion: '1-0E', value: 'FA' };
  // Its types name an edition that KSeF no longer takes (since 23 April 2026).
  const oldFarm: Form = { systemCode: 'FA_RR (1)', schemaVersion: '1-0E', value: 'RR' };
  const farm = { systemCode: 'FA_RR (1)', schemaVersion: '1-1E', value: 'FA_RR' } as unknown as Form;
  const pef: Form = { systemCode: 'PEF (3)', schemaVersion: '2-1', value: 'PEF' };
  const correction: Form = { systemCode: 'PEF_KOR (3)', schemaVersion: '2-1', value: 'PEF' };

  /** Sends a document in a session of its own. @returns its KSeF number, which the receipt names, too */
  async function sent(client: KsefClient, formCode: Form, invoice: string): Promise<string> {
    const session = await client.workflows.sessions.online.open({ formCode });
    await session.sendInvoice({ invoice });
    await session.close();
    // This client takes 170 («closed») for a failure, so the end of the processing is awaited first.
    await until(async () => (await session.status()).status.code === 200);
    const upo = await session.waitForUpoParsed(patience);
    const [document] = upo?.dokumenty ?? [];
    return document?.numerKSeFDokumentu ?? '';
  }

  it('sends an invoice of the older form', async () => {
    const seller = newNip();
    const number = await sent(await company(ksef, seller), fa2, asFa2(sampleInvoice({ seller })));
    expect(number.startsWith(seller)).toBe(true);
  });

  it('sends for a provider of Peppol services an invoice and its correction', async () => {
    const [seller, buyer, id] = [newNip(), newNip(), 'PPL234567'];
    const peppol = await clientIn(ksef, { type: 'PeppolId', value: id }, await sealOfProvider(id));
    await authorize(await tsCompany(ksef, seller), authorization('PeppolId', id, 'PefInvoicing'));
    const number = await sent(peppol, pef, peppolInvoice({ seller, buyer }));
    const corrected = await sent(peppol, correction, peppolCorrection({ seller, buyer }, number));
    expect(await (await company(ksef, buyer)).invoices.getInvoice(corrected)).toContain(number);
    expect(await peppol.peppol.queryProviders()).toMatchObject({
      peppolProviders: expect.arrayContaining([expect.objectContaining({ id })]),
    });
  });

  it('sends the invoice of a farmer for the buyer', async () => {
    const [farmer, buyer] = [newNip(), newNip()];
    await authorize(await tsCompany(ksef, farmer), authorization('Nip', buyer, 'RRInvoicing'));
    const client = await company(ksef, buyer);
    const number = await sent(client, farm, farmInvoice({ seller: farmer, buyer }));
    expect(number.startsWith(farmer)).toBe(true);
    await expect(client.workflows.sessions.online.open({ formCode: oldFarm })).rejects.toMatchObject({
      responseBody: { exception: { exceptionDetailList: [{ exceptionCode: 21405 }] } },
    });
  });
});
