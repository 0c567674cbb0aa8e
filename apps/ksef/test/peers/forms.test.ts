/** Invoices of Peppol and for farm products through the npm package `ksef-client-ts`, unchanged. */
import {
  authenticateWithExternalSignature,
  CertificateService,
  FORM_CODES,
  type FormCode,
  KSeFClient,
  openOnlineSession,
  SignatureService,
} from 'ksef-client-ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { newNip } from '../api.ts';
import { farmInvoice, peppolCorrection, peppolInvoice } from '../sample-forms.ts';
import { until } from '../until.ts';

const polling = { intervalMs: 20, maxAttempts: 500 };
let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0 });
});
afterAll(() => ksef.close());

const newClient = () =>
  new KSeFClient({
    baseUrl: ksef.url,
    baseQrUrl: ksef.url,
    lighthouseUrl: ksef.url,
    presignedUrlHosts: ['localhost'],
    rateLimit: null,
  });

async function company(nip: string): Promise<KSeFClient> {
  const seal = await CertificateService.generateCompanySeal('Firma', `VATPL-${nip}`, 'Firma');
  const client = newClient();
  await client.loginWithCertificate(seal.certificatePem, seal.privateKeyPem, nip);
  return client;
}

async function provider(id: string): Promise<KSeFClient> {
  const seal = await CertificateService.generateCompanySeal('Dostawca usług', id, id);
  const client = newClient();
  const { accessToken } = await authenticateWithExternalSignature(client, {
    contextIdentifier: { type: 'PeppolId', value: id },
    signXml: (xml) => SignatureService.sign(xml, seal.certificatePem, seal.privateKeyPem),
    pollOptions: polling,
  });
  client.authManager.setAccessToken(accessToken);
  return client;
}

async function authorize(
  granter: KSeFClient,
  subjectIdentifier: { type: 'Nip' | 'PeppolId'; value: string },
  permission: 'RRInvoicing' | 'PefInvoicing',
): Promise<void> {
  const { referenceNumber } = await granter.permissions.grantAuthorizationPermissions({
    subjectIdentifier,
    permission,
    description: 'faktury w moim imieniu',
    subjectDetails: { fullName: 'Upoważniony' },
  });
  await until(async () => {
    const { status } = await granter.permissions.getOperationStatus(referenceNumber);
    return status.code === 200;
  });
}

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

it('a provider of Peppol services registers itself, and sends an invoice and its correction', async () => {
  const [seller, buyer, id] = [newNip(), newNip(), 'PPL123456'];
  const own = await company(seller);
  const peppol = await provider(id);
  const { peppolProviders } = await own.peppol.queryProviders();
  expect(peppolProviders).toMatchObject([{ id, name: 'Dostawca usług' }]);
  await authorize(own, { type: 'PeppolId', value: id }, 'PefInvoicing');
  const number = await sent(peppol, FORM_CODES.PEF_3, peppolInvoice({ seller, buyer }));
  await sent(peppol, FORM_CODES.PEF_KOR_3, peppolCorrection({ seller, buyer }, number));
  const { xml } = await (await company(buyer)).invoices.getInvoice(number);
  expect(xml).toContain(`PL${buyer}`);
});

it('a buyer of farm products sends the invoice of the farmer', async () => {
  const [farmer, buyer] = [newNip(), newNip()];
  await authorize(await company(farmer), { type: 'Nip', value: buyer }, 'RRInvoicing');
  const document = farmInvoice({ seller: farmer, buyer });
  const number = await sent(await company(buyer), FORM_CODES.FA_RR_1, document);
  expect(number.startsWith(farmer)).toBe(true);
});
