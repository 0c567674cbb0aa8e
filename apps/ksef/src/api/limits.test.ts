/** Limits of contexts and subjects, and what test data makes of them: they are told, and they bind. */
import { generateKeyPair, ksefNumber } from '@kwit/crypto';
import type { SessionInvoicesResponse } from '@kwit/ksef-contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  call,
  callLoosely,
  decided,
  logIn as logInLoosely,
  newNip,
  personWith,
  sealOf,
  submitSigned,
} from '../../test/api.ts';
import { Company, fa3, faultsOf, logIn } from '../../test/company.ts';
import { enroll, requestCertificate } from '../../test/enrollment.ts';
import { sendPackage, zip } from '../../test/package.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { removeFolder, temporaryFolder } from '../../test/temporary-folder.ts';
import { type Ksef, startKsef } from '../index.ts';

const issueDate = '2026-03-10';
const clock = `${issueDate}T11:00:00Z`;

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', clock });
});
afterAll(() => ksef.close());

const newCompany = () => logIn(ksef, newNip());

const usual = { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3, maxInvoices: 10_000 };
const collectiveIdentifier = { maxInvoices: 500 };

const set = async (
  company: Company,
  changes: { onlineSession?: object; batchSession?: object; collectiveIdentifier?: object },
) => {
  const { status, body } = await company.post('/testdata/limits/context/session', {
    onlineSession: usual,
    batchSession: usual,
    ...changes,
  });
  if (status !== 200) throw new Error(`limits were not set: ${status} ${JSON.stringify(body)}`);
};
const remove = (company: Company, path: string) =>
  fetch(ksef.apiUrl + path, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${company.accessToken}` },
  });

/** An invoice of about as many bytes. */
const invoiceOf = (company: Company, sizeBytes: number): string =>
  sampleInvoice({ seller: company.nip, issueDate }).replace(
    '</Faktura>',
    `<!--${' '.repeat(sizeBytes)}--></Faktura>`,
  );

describe('limits of a context', () => {
  it('are those of the official page until they are changed, and again when they are put back', async () => {
    const company = await newCompany();
    const limits = async () => (await company.get('/limits/context')).body;
    const before = { onlineSession: usual, batchSession: usual, collectiveIdentifier };
    expect(await limits()).toEqual(before);
    const onlineSession = { maxInvoiceSizeInMB: 4, maxInvoiceWithAttachmentSizeInMB: 5, maxInvoices: 6 };
    await set(company, { onlineSession });
    expect(await limits()).toEqual({ ...before, onlineSession });
    await set(company, { collectiveIdentifier: { maxInvoices: 5000 } });
    await set(company, { onlineSession });
    expect(await limits()).toEqual({ ...before, onlineSession, collectiveIdentifier: { maxInvoices: 5000 } });
    expect((await remove(company, '/testdata/limits/context/session')).status).toBe(200);
    expect(await limits()).toEqual(before);
    expect((await (await newCompany()).get('/limits/context')).body).toEqual(before);
  });

  it('cannot be set beyond what the contract allows', async () => {
    const company = await newCompany();
    const { status, body } = await company.post('/testdata/limits/context/session', {
      onlineSession: { ...usual, maxInvoiceSizeInMB: 6 },
      batchSession: { ...usual, maxInvoices: -1 },
    });
    expect(status).toBe(400);
    expect(faultsOf(body)[0]?.code).toBe(21405);
    expect(faultsOf(body)[0]?.details).toHaveLength(2);
  });

  it('bind the number of invoices in an interactive session', async () => {
    const company = await newCompany();
    await set(company, { onlineSession: { ...usual, maxInvoices: 2 } });
    const session = await company.openSession();
    const send = () => company.send(session, sampleInvoice({ seller: company.nip, issueDate }));
    expect([(await send()).status, (await send()).status]).toEqual([202, 202]);
    const { status, body } = await send();
    expect(status).toBe(400);
    expect(faultsOf(body)).toEqual([
      {
        code: 21155,
        details: [
          `Sesja o numerze referencyjnym ${session.reference} osiągnęła dozwolony limit liczby faktur 2.`,
        ],
      },
    ]);
  });

  it('bind the size of an invoice, also where it is raised', async () => {
    const company = await newCompany();
    const session = await company.openSession();
    const tooLarge = { code: 430, details: ['Rozmiar faktury przekracza dopuszczalną wartość.'] };
    expect((await company.sendAndWait(session, invoiceOf(company, 1_500_000))).status).toMatchObject(
      tooLarge,
    );
    await set(company, { onlineSession: { ...usual, maxInvoiceSizeInMB: 5 } });
    expect((await company.sendAndWait(session, invoiceOf(company, 4_900_000))).status.code).toBe(200);
    expect((await company.sendAndWait(session, invoiceOf(company, 5_000_000))).status).toMatchObject(
      tooLarge,
    );
    await set(company, { onlineSession: { ...usual, maxInvoiceSizeInMB: 0 } });
    expect((await company.sendAndWait(session, invoiceOf(company, 0))).status).toMatchObject(tooLarge);
  });

  it('bind packages: number and size of their invoices', async () => {
    const company = await newCompany();
    await set(company, { batchSession: { ...usual, maxInvoices: 2, maxInvoiceSizeInMB: 2 } });
    const files = (sizes: number[]) =>
      zip(sizes.map((size, index): [string, string] => [`${index}.xml`, invoiceOf(company, size)]));
    const { outcome } = await sendPackage(company, await files([0, 0, 0]));
    expect(outcome.status).toEqual({
      code: 420,
      description: 'Przekroczony limit faktur w sesji',
      details: ["Przekroczono dopuszczalną liczbę faktur w paczce: '2'. Liczba faktur w paczce: '3'."],
    });
    const { reference } = await sendPackage(company, await files([1_900_000, 2_000_000]));
    const { body } = await company.get<SessionInvoicesResponse>(`/sessions/${reference}/invoices`);
    expect(body.invoices.map(({ status }) => status.code)).toEqual([200, 430]);
  });

  it('are those of the data, also where the control side puts others in their place', async () => {
    const own = await startKsef({ port: 0, rateLimits: 'off' });
    try {
      const company = await logIn(own, newNip());
      const limits = async () => (await company.get<{ onlineSession: object }>('/limits/context')).body;
      const onlineSession = { ...usual, maxInvoices: 7 };
      await set(company, { onlineSession });
      await own.control.takeSnapshot({ name: 'seven' });
      await set(company, { onlineSession: usual });
      await own.control.restoreSnapshot({ name: 'seven' });
      expect((await limits()).onlineSession).toEqual(onlineSession);
    } finally {
      await own.close();
    }
  });

  it('bind collective identifiers', async () => {
    const company = await newCompany();
    const make = (count: number) =>
      company.post('/collective-identifiers', {
        invoices: Array.from({ length: count }, (_, index) => ({
          ksefNumber: ksefNumber({
            sellerNip: company.nip,
            date: '20260310',
            technical: `00000000000${index}`,
          }),
        })),
      });
    await set(company, { collectiveIdentifier: { maxInvoices: 2 } });
    expect(faultsOf((await make(3)).body)[0]).toMatchObject({ code: 21405 });
    expect(faultsOf((await make(2)).body)[0]).toMatchObject({ code: 71001 });
  });

  it('outlive a restart', async () => {
    const data = temporaryFolder();
    try {
      const nip = newNip();
      const first = await startKsef({ port: 0, rateLimits: 'off', data, clock });
      const company = await logIn(first, nip);
      const onlineSession = { ...usual, maxInvoices: 1 };
      await set(company, { onlineSession });
      await first.close();
      const second = await startKsef({ port: 0, rateLimits: 'off', data, clock });
      try {
        const again = new Company(second.apiUrl, nip, company.accessToken);
        expect((await again.get('/limits/context')).body).toMatchObject({ onlineSession });
      } finally {
        await second.close();
      }
    } finally {
      removeFolder(data);
    }
  });
});

describe('limits of a subject', () => {
  const owner = async () => {
    const nip = newNip();
    const { access: bearer } = await logInLoosely(ksef, await sealOf(nip), nip);
    return { nip, bearer };
  };

  it('differ by identifier, are changed and put back', async () => {
    const { nip, bearer } = await owner();
    const limits = async (token = bearer) =>
      (await call(ksef, 'getSubjectLimits', {}, { bearer: token })).body;
    const usualOfNip = { enrollment: { maxEnrollments: 300 }, certificate: { maxCertificates: 100 } };
    expect(await limits()).toEqual(usualOfNip);
    const body = {
      subjectIdentifierType: 'Nip',
      enrollment: { maxEnrollments: 15 },
      certificate: { maxCertificates: 15 },
    } as const;
    expect((await call(ksef, 'setTestCertificateLimits', { body }, { bearer })).status).toBe(200);
    expect(await limits()).toEqual({
      enrollment: { maxEnrollments: 15 },
      certificate: { maxCertificates: 15 },
    });
    await call(ksef, 'setTestCertificateLimits', { body: { enrollment: { maxEnrollments: 3 } } }, { bearer });
    expect(await limits()).toEqual({
      enrollment: { maxEnrollments: 3 },
      certificate: { maxCertificates: 15 },
    });
    await call(ksef, 'resetTestCertificateLimits', {}, { bearer });
    expect(await limits()).toEqual(usualOfNip);

    const pesel = '80010112350';
    await call(ksef, 'grantTestPermissions', {
      body: {
        contextIdentifier: { type: 'Nip', value: nip },
        authorizedIdentifier: { type: 'Pesel', value: pesel },
        permissions: [{ permissionType: 'InvoiceRead', description: 'odczyt' }],
      },
    });
    const person = await logInLoosely(ksef, await personWith(`PNOPL-${pesel}`), nip);
    expect(await limits(person.access)).toEqual({
      enrollment: { maxEnrollments: 12 },
      certificate: { maxCertificates: 6 },
    });
    const foreign = await call(ksef, 'setTestCertificateLimits', { body }, { bearer: person.access });
    expect(foreign.codes).toEqual([21405]);
  });

  it('bind requests for certificates', async () => {
    const { bearer } = await owner();
    const limit = (enrollments: number, certificates: number) =>
      call(
        ksef,
        'setTestCertificateLimits',
        {
          body: {
            enrollment: { maxEnrollments: enrollments },
            certificate: { maxCertificates: certificates },
          },
        },
        { bearer },
      );
    await limit(5, 1);
    await enroll(ksef, bearer);
    expect((await requestCertificate(ksef, bearer)).codes).toEqual([25007]);
    const { body } = await call(ksef, 'getCertificateLimits', {}, { bearer });
    expect(body).toMatchObject({
      canRequest: false,
      enrollment: { remaining: 4, limit: 5 },
      certificate: { remaining: 0, limit: 1 },
    });
    await limit(1, 5);
    expect((await requestCertificate(ksef, bearer)).codes).toEqual([25006]);
  });
});

describe('a blocked context', () => {
  it('lets nobody log in until it is unblocked; tokens that are there live on', async () => {
    const company = await newCompany();
    const { nip } = company;
    const body = { contextIdentifier: { type: 'Nip', value: nip } } as const;
    expect((await call(ksef, 'blockTestContext', { body })).status).toBe(200);
    const attempt = async () => decided(ksef, (await submitSigned(ksef, await sealOf(nip), nip)).body);
    expect((await attempt()).status).toEqual({
      code: 480,
      description: 'Uwierzytelnienie zablokowane',
      details: [
        'Podejrzenie incydentu bezpieczeństwa. Skontaktuj się z Ministerstwem Finansów przez formularz zgłoszeniowy.',
      ],
    });
    expect((await company.get('/limits/context')).status).toBe(200);
    expect((await call(ksef, 'blockTestContext', { body })).status).toBe(200);
    expect((await call(ksef, 'unblockTestContext', { body })).status).toBe(200);
    expect((await attempt()).status.code).toBe(200);
  });

  it('must be named, in the form of its kind', async () => {
    for (const operation of ['blockTestContext', 'unblockTestContext'] as const) {
      expect((await callLoosely(ksef, operation, { body: {} })).codes).toEqual([21405]);
      const wrong = { contextIdentifier: { type: 'PeppolId', value: '1111111111' } };
      expect((await callLoosely(ksef, operation, { body: wrong })).codes).toEqual([21405]);
    }
  });
});

describe('a certificate that test data ends', () => {
  it('logs nobody in afterwards', async () => {
    const nip = newNip();
    const { access: bearer } = await logInLoosely(ksef, await sealOf(nip), nip);
    const { credential, serialNumber } = await enroll(ksef, bearer, {
      keyPair: await generateKeyPair('EC'),
    });
    const attempt = async () => decided(ksef, (await submitSigned(ksef, credential, nip)).body);
    const end = (validTo: string, by = bearer) =>
      call(ksef, 'updateTestCertificate', { path: { serialNumber }, body: { validTo } }, { bearer: by });
    expect((await attempt()).status.code).toBe(200);
    expect((await end('2099-01-01T00:00:00Z')).codes).toEqual([21405]);
    expect((await end(`${issueDate}T10:00:00Z`)).status).toBe(200);
    expect((await attempt()).status).toMatchObject({ code: 460, details: ['Nieważny certyfikat'] });
    const query = { body: { status: 'Expired' }, query: {} } as const;
    expect((await call(ksef, 'queryCertificates', query, { bearer })).body.certificates).toHaveLength(1);
    const other = newNip();
    const { access: stranger } = await logInLoosely(ksef, await sealOf(other), other);
    expect((await end(`${issueDate}T09:00:00Z`, stranger)).codes).toEqual([25008]);
  });
});

describe('X-KSeF-Feature', () => {
  const feature = 'subject-identifier-validation';
  const wrong = (company: Company) =>
    sampleInvoice({ seller: company.nip, issueDate }).replace(
      '<NIP>2222222222</NIP>',
      '<NIP>2222222223</NIP>',
    );
  const refused = { code: 450, details: ['Nieprawidłowa suma kontrolna numeru NIP: 2222222223.'] };

  it('turns checksums on for the invoices of a session', async () => {
    const company = await newCompany();
    const plain = await company.openSession();
    expect((await company.sendAndWait(plain, wrong(company))).status.code).toBe(200);
    const strict = await company.openSession({}, fa3, { 'x-ksef-feature': feature });
    expect((await company.sendAndWait(strict, wrong(company))).status).toMatchObject(refused);
    const listed = await company.openSession({}, fa3, { 'x-ksef-feature': `upo-v4-3, ${feature}` });
    expect((await company.sendAndWait(listed, wrong(company))).status.code).toBe(200);
  });

  it('holds for packages, too', async () => {
    const company = await newCompany();
    const archive = await zip([
      ['a.xml', wrong(company)],
      ['b.xml', invoiceOf(company, 0)],
    ]);
    const { reference } = await sendPackage(company, archive, {}, { 'x-ksef-feature': feature });
    const { body } = await company.get<SessionInvoicesResponse>(`/sessions/${reference}/invoices`);
    expect(body.invoices.map(({ status }) => status.code)).toEqual([450, 200]);
  });
});

describe('X-System-Warning', () => {
  it('comes with a success when it is asked for on the profile «test»', async () => {
    const ask = async (on: Pick<Ksef, 'apiUrl'>) =>
      call(on, 'createChallenge', {}, { headers: { 'x-test-system-warning': 'certificate ends' } });
    expect((await ask(ksef)).headers.get('x-system-warning')).toBe('certificate ends');
    expect((await call(ksef, 'createChallenge', {})).headers.get('x-system-warning')).toBeNull();
    const prod = await startKsef({ port: 0, rateLimits: 'off', profile: 'prod' });
    try {
      expect((await ask(prod)).headers.get('x-system-warning')).toBeNull();
    } finally {
      await prod.close();
    }
  });
});
