/** Invoices of every form beside FA (3): who may send them, and how they are shown, found and received. */
import { decryptContent, newSymmetricKey, sha256Base64 } from '@kwit/crypto';
import { validateSync } from '@kwit/formats';
import type {
  ExportInvoicesResponse,
  InvoiceExportStatusResponse,
  InvoiceMetadata,
  InvoiceQueryFilters,
  QueryInvoicesMetadataResponse,
  SessionInvoiceStatusResponse,
  SystemCode,
} from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newNip, logIn as openLogin, personWith } from '../../test/api.ts';
import { Company, faultsOf, formCode, logIn } from '../../test/company.ts';
import { sendPackage, unpacked, zip } from '../../test/package.ts';
import { actorIn, byNip, inUnit, ownerOf, person, subunit, unitOf } from '../../test/permissions.ts';
import { attachedDocument, farmInvoice, peppolCorrection, peppolInvoice } from '../../test/sample-forms.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { until } from '../../test/until.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', clock: '2026-04-10T11:00:00Z' });
});
afterAll(() => ksef.close());

const authorize = async (
  granter: string,
  subjectIdentifier: { type: 'Nip' | 'PeppolId'; value: string },
  permission: 'RRInvoicing' | 'PefInvoicing' | 'SelfInvoicing',
) => {
  const owner = await ownerOf(ksef, granter);
  const body = {
    subjectIdentifier,
    permission,
    description: 'faktury w moim imieniu',
    subjectDetails: { fullName: 'Upoważniony' },
  };
  expect(await owner.grant('grantAuthorizations', { body })).toBe(200);
};

let providers = 0;
/** A provider of Peppol services, logged in by its own certificate. */
async function newProvider(id = `PPL${String(100_000 + ++providers)}`): Promise<Company> {
  const seal = await personWith('X', { commonName: id, organizationName: `Dostawca ${id}` });
  const { access } = await openLogin(ksef, seal, '', { context: `<PeppolId>${id}</PeppolId>` });
  return new Company(ksef.apiUrl, id, access);
}

/** Sends one document in a session of its own and closes it. */
async function sent(
  who: Company,
  form: SystemCode,
  document: string,
): Promise<SessionInvoiceStatusResponse & { session: string }> {
  const session = await who.openSession({}, formCode(form));
  const verdict = await who.sendAndWait(session, document);
  await who.close(session);
  await who.outcome(session);
  return { ...verdict, session: session.reference };
}

const range = { dateType: 'Invoicing', from: '2026-04-10T00:00:00Z' } as const;
async function found(
  who: Company,
  subjectType: InvoiceQueryFilters['subjectType'],
  filters: Partial<InvoiceQueryFilters> = {},
): Promise<InvoiceMetadata[]> {
  const { status, body } = await who.post<QueryInvoicesMetadataResponse>('/invoices/query/metadata', {
    subjectType,
    dateRange: range,
    ...filters,
  });
  expect(status).toBe(200);
  return body.invoices;
}

describe('an invoice for farm products', () => {
  it('is issued by the buyer, once the farmer allowed it', async () => {
    const [seller, buyer] = [newNip(), newNip()];
    const company = await logIn(ksef, buyer);
    const document = farmInvoice({ seller, buyer });
    expect((await sent(company, 'FA_RR (1)', document)).status).toMatchObject({
      code: 410,
      details: ['Brak uprawnienia fakturowego', expect.stringContaining(seller)],
    });
    await authorize(seller, { type: 'Nip', value: buyer }, 'SelfInvoicing');
    expect((await sent(company, 'FA_RR (1)', document)).status.code).toBe(410);
    await authorize(seller, { type: 'Nip', value: buyer }, 'RRInvoicing');
    const accepted = await sent(company, 'FA_RR (1)', document);
    expect(accepted.status.code).toBe(200);
    expect(accepted.ksefNumber).toMatch(new RegExp(`^${seller}-20260410-`));
    expect(await found(company, 'Subject1')).toEqual([]);
    const [metadata] = await found(company, 'Subject2', { formType: 'FA_RR', invoiceTypes: ['VatRr'] });
    expect(metadata).toMatchObject({
      ksefNumber: accepted.ksefNumber,
      invoiceType: 'VatRr',
      formCode: { systemCode: 'FA_RR (1)', schemaVersion: '1-1E', value: 'FA_RR' },
      issueDate: '2026-04-10',
      seller: { nip: seller, name: 'Jan Rolnik' },
      buyer: { identifier: { type: 'Nip', value: buyer }, name: 'Skup sp. z o.o.' },
      netAmount: 2000,
      vatAmount: 140,
      grossAmount: 2140,
      currency: 'PLN',
      isSelfInvoicing: false,
      hasAttachment: false,
    });
    const farmer = await logIn(ksef, seller);
    expect(await found(farmer, 'Subject1')).toEqual([metadata]);
    expect(await found(farmer, 'Subject1', { formType: 'FA' })).toEqual([]);
    const read = await farmer.get(`/invoices/ksef/${accepted.ksefNumber}`);
    expect(read.body).toBe(document);
  });

  it('is not issued by the farmer, nor by a third', async () => {
    const [seller, buyer] = [newNip(), newNip()];
    const document = farmInvoice({ seller, buyer });
    const third = await logIn(ksef, newNip());
    await authorize(seller, { type: 'Nip', value: third.nip }, 'RRInvoicing');
    for (const who of [await logIn(ksef, seller), third]) {
      expect((await sent(who, 'FA_RR (1)', document)).status.code).toBe(410);
    }
  });

  it('is issued by a unit of the buyer, too', async () => {
    const [seller, buyer, director] = [newNip(), newNip(), newNip()];
    await authorize(seller, { type: 'Nip', value: buyer }, 'RRInvoicing');
    const owner = await ownerOf(ksef, buyer);
    const unit = unitOf(buyer);
    const head = { type: 'Nip' as const, value: director };
    const grant = subunit(head, { type: 'InternalId', value: unit });
    expect(await owner.grant('grantSubunitPermissions', grant)).toBe(200);
    const there = await actorIn(ksef, await byNip(director), inUnit(unit));
    expect(await there.grant('grantPersonPermissions', person(head, 'InvoiceWrite'))).toBe(200);
    const { bearer } = await actorIn(ksef, await byNip(director), inUnit(unit));
    const office = new Company(ksef.apiUrl, unit, bearer);
    expect((await sent(office, 'FA_RR (1)', farmInvoice({ seller, buyer }))).status.code).toBe(200);
    const ofAnother = farmInvoice({ seller, buyer: newNip() });
    expect((await sent(office, 'FA_RR (1)', ofAnother)).status.code).toBe(410);
  });

  it('may share its number with its correction, not with another', async () => {
    const [seller, buyer] = [newNip(), newNip()];
    await authorize(seller, { type: 'Nip', value: buyer }, 'RRInvoicing');
    const company = await logIn(ksef, buyer);
    const number = 'RR 1/2026';
    const document = farmInvoice({ seller, buyer, number, currency: 'EUR' });
    const { ksefNumber, status } = await sent(company, 'FA_RR (1)', document);
    expect(status.code).toBe(200);
    const correction = farmInvoice(
      { seller, buyer, number },
      {
        RodzajFaktury: 'KOR_VAT_RR',
        DaneFaKorygowanej: [
          {
            DataWystFaKorygowanej: '2026-04-10',
            NrFaKorygowanej: number,
            NrKSeF: '1',
            NrKSeFFaKorygowanej: ksefNumber ?? '',
          },
        ],
      },
    );
    expect((await sent(company, 'FA_RR (1)', correction)).status.code).toBe(200);
    expect((await sent(company, 'FA_RR (1)', document)).status).toMatchObject({
      code: 440,
      extensions: { originalKsefNumber: ksefNumber },
    });
    const types = await found(company, 'Subject2');
    expect(types.map(({ invoiceType, currency, vatAmount }) => [invoiceType, currency, vatAmount])).toEqual([
      ['VatRr', 'EUR', 602],
      ['KorVatRr', 'PLN', 140],
    ]);
  });

  it('comes in packages, too, and is exported with its metadata', async () => {
    const [seller, buyer] = [newNip(), newNip()];
    await authorize(seller, { type: 'Nip', value: buyer }, 'RRInvoicing');
    const company = await logIn(ksef, buyer);
    const texts = [farmInvoice({ seller, buyer }), farmInvoice({ seller, buyer: newNip() })];
    const archive = await zip(texts.map((text, index) => [`${index}.xml`, text]));
    const { outcome } = await sendPackage(company, archive, { formCode: formCode('FA_RR (1)') });
    expect(outcome).toMatchObject({
      status: { code: 200 },
      successfulInvoiceCount: 1,
      failedInvoiceCount: 1,
    });
    const files = await exported(company, 'Subject2');
    const [metadata] = JSON.parse(files.get('_metadata.json') ?? '').invoices;
    expect(metadata).toEqual((await found(company, 'Subject2'))[0]);
    expect(files.get(`${metadata.ksefNumber}.xml`)).toBe(texts[0]);
  });

  it('of another form than the session is refused by its schema', async () => {
    const seller = newNip();
    const company = await logIn(ksef, seller);
    const verdict = await sent(company, 'FA_RR (1)', sampleInvoice({ seller, issueDate: '2026-04-10' }));
    expect(verdict.status.code).toBe(450);
  });
});

async function exported(who: Company, subjectType: InvoiceQueryFilters['subjectType']) {
  const key = newSymmetricKey();
  const { body: started } = await who.post<ExportInvoicesResponse>('/invoices/exports', {
    encryption: await who.encryptionOf(key),
    filters: { subjectType, dateRange: range },
  });
  const done = await until(async () => {
    const { body } = await who.get<InvoiceExportStatusResponse>(
      `/invoices/exports/${started.referenceNumber}`,
    );
    return body.package;
  });
  const parts = done.parts.map(async ({ url }) => {
    const bytes = await (await fetch(url)).arrayBuffer();
    return decryptContent(new Uint8Array(bytes), key);
  });
  return unpacked(Buffer.concat(await Promise.all(parts)), done.compressionType ?? 'Zip');
}

describe('an invoice of Peppol', () => {
  it('is sent by a provider whom the seller allowed it, and received with UPO', async () => {
    const [seller, buyer] = [newNip(), newNip()];
    const provider = await newProvider();
    const document = peppolInvoice({ seller, buyer });
    expect((await sent(provider, 'PEF (3)', document)).status).toMatchObject({
      code: 410,
      details: [
        'Brak uprawnienia fakturowego',
        `Kontekst ${provider.nip} nie jest uprawniony do wystawienia faktury w imieniu sprzedawcy (NIP: ${seller})`,
      ],
    });
    await authorize(seller, { type: 'PeppolId', value: provider.nip }, 'PefInvoicing');
    const accepted = await sent(provider, 'PEF (3)', document);
    expect(accepted.status.code).toBe(200);
    expect(accepted.ksefNumber).toMatch(new RegExp(`^${seller}-20260410-`));

    const upo = await provider.get<string>(
      `/sessions/${accepted.session}/invoices/ksef/${accepted.ksefNumber}/upo`,
    );
    expect(validateSync(new TextEncoder().encode(upo.body), { format: 'UPO(4.3)' })).toEqual([]);
    expect(upo.body).toContain(`<IdDostawcyUslugPeppol>${provider.nip}</IdDostawcyUslugPeppol>`);
    expect(upo.body).toContain(
      '<NazwaStrukturyLogicznej>Schemat_PEF(3)_v2-1.xsd</NazwaStrukturyLogicznej><KodFormularza>PEF (3)</KodFormularza>',
    );
    expect(upo.body).toContain(`<SkrotDokumentu>${sha256Base64(new TextEncoder().encode(document))}<`);

    const [own, bought] = [await logIn(ksef, seller), await logIn(ksef, buyer)];
    const [metadata] = await found(own, 'Subject1', { formType: 'PEF' });
    expect(metadata).toMatchObject({
      ksefNumber: accepted.ksefNumber,
      invoiceType: 'VatPef',
      formCode: { systemCode: 'PEF (3)', schemaVersion: '2-1', value: 'PEF' },
      seller: { nip: seller, name: 'Sprzedawca sp. z o.o.' },
      buyer: { identifier: { type: 'Nip', value: buyer }, name: 'Nabywca S.A.' },
      netAmount: 1000,
      vatAmount: 230,
      grossAmount: 1230,
      currency: 'PLN',
      invoicingMode: 'Online',
      thirdSubjects: [],
    });
    expect(await found(bought, 'Subject2')).toEqual([metadata]);
    const files = await exported(bought, 'Subject2');
    expect(files.get(`${accepted.ksefNumber}.xml`)).toBe(document);
    // The provider itself is no party of the invoice.
    expect((await provider.get(`/invoices/ksef/${accepted.ksefNumber}`)).status).toBe(403);
  });

  it('is corrected in a session of its own form', async () => {
    const [seller, buyer] = [newNip(), newNip()];
    const provider = await newProvider();
    await authorize(seller, { type: 'PeppolId', value: provider.nip }, 'PefInvoicing');
    const changes = { seller, buyer, number: 'PEF/1', currency: 'EUR' };
    const first = await sent(provider, 'PEF (3)', peppolInvoice(changes));
    const correction = peppolCorrection(changes, first.ksefNumber ?? '');
    expect((await sent(provider, 'PEF (3)', correction)).status.code).toBe(450);
    expect((await sent(provider, 'PEF_KOR (3)', correction)).status.code).toBe(200);
    expect((await sent(provider, 'PEF (3)', peppolInvoice(changes))).status).toMatchObject({
      code: 440,
      extensions: { originalKsefNumber: first.ksefNumber },
    });
    const listed = await found(await logIn(ksef, seller), 'Subject1', { formType: 'PEF' });
    expect(
      listed.map(({ invoiceType, formCode: { systemCode }, vatAmount }) => [
        invoiceType,
        systemCode,
        vatAmount,
      ]),
    ).toEqual([
      ['VatPef', 'PEF (3)', 989],
      ['KorPef', 'PEF_KOR (3)', 989],
    ]);
  });

  it('is not sent by a company, and a provider sends nothing else', async () => {
    const [seller, buyer] = [newNip(), newNip()];
    const company = await logIn(ksef, seller);
    expect((await sent(company, 'PEF (3)', peppolInvoice({ seller, buyer }))).status.code).toBe(410);
    const provider = await newProvider();
    await authorize(seller, { type: 'PeppolId', value: provider.nip }, 'PefInvoicing');
    const other = sampleInvoice({ seller, issueDate: '2026-04-10' });
    expect((await sent(provider, 'FA (3)', other)).status.code).toBe(410);
    expect((await sent(provider, 'FA_RR (1)', farmInvoice({ seller, buyer }))).status.code).toBe(410);
  });

  it('comes in no package', async () => {
    const company = await logIn(ksef, newNip());
    const archive = await zip([['1.xml', 'x']]);
    await expect(sendPackage(company, archive, { formCode: formCode('PEF (3)') })).rejects.toThrow('21405');
  });

  it('may have documents attached where the seller said so, up to 3,000,000 bytes', async () => {
    const [seller, buyer] = [newNip(), newNip()];
    const provider = await newProvider();
    await authorize(seller, { type: 'PeppolId', value: provider.nip }, 'PefInvoicing');
    const withDocument = (size: number) =>
      peppolInvoice({ seller, buyer }, { AdditionalDocumentReference: attachedDocument('x'.repeat(size)) });
    expect((await sent(provider, 'PEF (3)', withDocument(10))).status).toMatchObject({
      code: 410,
      details: [`Sprzedawca ${seller} nie posiada zgody do wysyłania faktur z załącznikami`],
    });
    await fetch(`${ksef.apiUrl}/testdata/attachment`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ nip: seller }),
    });
    expect((await sent(provider, 'PEF (3)', withDocument(1_000_000))).status.code).toBe(200);
    expect((await sent(provider, 'PEF (3)', withDocument(2_300_000))).status.code).toBe(430);
    const [metadata] = await found(await logIn(ksef, seller), 'Subject1', { hasAttachment: true });
    expect(metadata).toMatchObject({ invoiceType: 'VatPef', hasAttachment: true });
  });

  it.each([
    ['no number', (text: string) => text.replace(/<cbc:ID>FORM[^<]*/, '<cbc:ID> ')],
    ['too long a number', (text: string) => text.replace('<cbc:ID>FORM', `<cbc:ID>${'9'.repeat(257)}`)],
    ['a seller without a NIP', (text: string) => text.replaceAll(/(CompanyID>)PL111/g, '$1DE111')],
    ['a date of tomorrow', (text: string) => text.replace('2026-04-10<', '2026-04-11<')],
  ])('with %s is refused', async (_, change) => {
    const provider = await newProvider();
    const document = change(peppolInvoice({ seller: '1111111111', buyer: newNip() }));
    const { status } = await sent(provider, 'PEF (3)', document);
    expect(status).toMatchObject({ code: 450, details: [expect.any(String)] });
  });

  it('for a buyer in the EU, or with a number of another register, tells that number', async () => {
    const seller = newNip();
    const provider = await newProvider();
    await authorize(seller, { type: 'PeppolId', value: provider.nip }, 'PefInvoicing');
    for (const value of ['DE123456789', 'NO987654321MVA', '']) {
      const document = peppolInvoice({ seller, buyer: '5260250274' }).replaceAll('PL5260250274', value);
      expect((await sent(provider, 'PEF (3)', document)).status.code).toBe(200);
    }
    const extended = peppolInvoice(
      { seller, buyer: '5260250274' },
      {
        CustomizationID: { '#text': 'urn:cen.eu:en16931:2017#conformant#urn:fdc:www.efaktura.gov.pl:ver2.0' },
      },
    );
    expect((await sent(provider, 'PEF (3)', extended)).status.code).toBe(200);
    const listed = await found(await logIn(ksef, seller), 'Subject1');
    expect(
      listed.map(({ buyer, invoiceType }) => [buyer.identifier.type, buyer.identifier.value, invoiceType]),
    ).toEqual([
      ['VatUe', 'DE123456789', 'VatPef'],
      ['Other', 'NO987654321MVA', 'VatPef'],
      ['None', null, 'VatPef'],
      ['Nip', '5260250274', 'VatPefSp'],
    ]);
  });
});

it('a form by another version or value is no form', async () => {
  const company = await logIn(ksef, newNip());
  for (const changes of [{ schemaVersion: '1-0E' }, { value: 'RR' }]) {
    const { status, body } = await company.post('/sessions/online', {
      formCode: { ...formCode('FA_RR (1)'), ...changes },
      encryption: await company.encryptionOf(newSymmetricKey()),
    });
    expect(status).toBe(400);
    expect(faultsOf(body)).toEqual([
      { code: 21405, details: ['Wskazany kod formularza nie jest wspierany.'] },
    ]);
  }
});
