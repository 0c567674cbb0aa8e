/** Proof by others: packages and exports of the npm packages `ksef-client-ts` and `ksef-client`, unchanged. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { certificatePem, createSelfSignedCertificate } from '@kwit/crypto';
import { KsefClient, XadesKeyPair } from 'ksef-client';
import {
  CertificateService,
  createTarGz,
  createZip,
  exportAndDownload,
  extractTarGz,
  incrementalExportAndDownload,
  KSeFClient,
  uploadBatch,
  uploadBatchStream,
} from 'ksef-client-ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { freePort } from '../free-port.ts';
import { sampleInvoice } from '../sample-invoice.ts';
import { until } from '../until.ts';

const nip = '1111111111';
const polling = { intervalMs: 20, maxAttempts: 1000 };
const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' } as const;
const usualAuthorities = getCACertificates('default');
let ksef: Ksef;

beforeAll(async () => {
  // `ksef-client-ts` sends parts to https alone, so the addresses must be public ones: the port is needed before.
  const port = await freePort();
  ksef = await startKsef({ port, publicUrl: `https://localhost:${port}` });
  setDefaultCACertificates([...usualAuthorities, ksef.caCertificate]);
});
afterAll(async () => {
  setDefaultCACertificates(usualAuthorities);
  await ksef.close();
});

const invoices = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    fileName: `${index}.xml`,
    content: Buffer.from(sampleInvoice()),
  }));
const yesterday = () =>
  new Date(Date.now() - 86_400_000).toISOString() as `${number}-${number}-${number}T${string}`;
const filters = () =>
  ({ subjectType: 'Subject1', dateRange: { dateType: 'PermanentStorage', from: yesterday() } }) as const;
const numberIn = (invoice: string) => /<P_2>([^<]*)</.exec(invoice)?.[1];

describe('ksef-client-ts', () => {
  let client: KSeFClient;
  beforeAll(async () => {
    client = new KSeFClient({
      baseUrl: ksef.httpsUrl,
      baseQrUrl: `${ksef.httpsUrl}/qr`,
      lighthouseUrl: ksef.httpsUrl,
      presignedUrlHosts: ['localhost'],
      rateLimit: null,
    });
    const seal = await CertificateService.generateCompanySeal('Demo Sp. z o.o.', `VATPL-${nip}`, 'Demo');
    await client.loginWithCertificate(seal.certificatePem, seal.privateKeyPem, nip);
  });

  it.each(['Zip', 'TarGz'] as const)('sends a package (%s) in several parts', async (compressionType) => {
    const files = invoices(40);
    const archive = await (compressionType === 'Zip' ? createZip(files) : createTarGz(files));
    const maxPartSize = Math.ceil(archive.length / 3);
    const sent = await uploadBatch(client, archive, { compressionType, maxPartSize, pollOptions: polling });
    expect(sent.upo).toMatchObject({ invoiceCount: 40, successfulInvoiceCount: 40, failedInvoiceCount: 0 });
  });

  it('is refused where it sends a part in chunks, as the real storage refuses it', async () => {
    const archive = await createZip(invoices(1));
    const stream = () => new Blob([Uint8Array.from(archive)]).stream();
    await expect(uploadBatchStream(client, stream, archive.length, { pollOptions: polling })).rejects.toThrow(
      'MissingContentLengthHeader',
    );
  });

  it.each(['Zip', 'TarGz'] as const)('fetches an export (%s)', async (compressionType) => {
    const [invoice] = invoices(1);
    const archive = await createZip(invoice ? [invoice] : []);
    await uploadBatch(client, archive, { pollOptions: polling });
    const { decryptedParts } = await exportAndDownload(client, filters(), {
      compressionType,
      pollOptions: polling,
    });
    if (compressionType === 'TarGz') {
      const files = await extractTarGz(Buffer.concat(decryptedParts));
      expect(files.get('_metadata.json')?.toString()).toContain(numberIn(String(invoice?.content)));
      return;
    }
    const { files } = await exportAndDownload(client, filters(), { extract: true, pollOptions: polling });
    const texts = [...files.values()].map((content) => content.toString());
    expect(texts).toContain(String(invoice?.content));
    const { invoices: metadata } = JSON.parse(files.get('_metadata.json')?.toString() ?? '');
    expect(metadata).toHaveLength(files.size - 1);
  });

  it('goes on from the high-water mark', async () => {
    const first = await incrementalExportAndDownload(client, {
      subjectType: 'Subject1',
      windowFrom: yesterday(),
      windowTo: new Date().toISOString(),
      continuationPoints: {},
      pollOptions: polling,
    });
    expect(first.referenceNumbers).toHaveLength(1);
    expect(Object.values(first.continuationPoints)).toHaveLength(1);
  });
});

describe('ksef-client', () => {
  let client: KsefClient;
  beforeAll(async () => {
    client = new KsefClient({ baseUrl: ksef.apiUrl, baseQrUrl: `${ksef.url}/qr` });
    const { certificate, privateKey } = await createSelfSignedCertificate({
      subject: {
        commonName: 'Demo',
        countryName: 'PL',
        organizationName: 'Demo Sp. z o.o.',
        organizationIdentifier: `VATPL-${nip}`,
      },
    });
    const keyPair = XadesKeyPair.fromPem({
      certificatePem: certificatePem(certificate),
      privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    });
    const context = { type: 'Nip', value: nip } as const;
    client.authManager.setTokens(
      await client.workflows.auth.authenticateWithCertificate({
        keyPair,
        context,
        pollIntervalMs: 20,
        maxAttempts: 500,
      }),
    );
  });

  it('sends a package in several parts and fetches it back', async () => {
    const files = invoices(30);
    const batch = await client.workflows.sessions.batch.openUploadAndClose({
      formCode,
      invoices: files.map(({ fileName, content }) => ({ fileName, invoice: content.toString() })),
      maxPartSizeBytes: 4000,
    });
    // This client takes 150 («under way») for a failure, so the end of the processing is awaited first.
    await until(async () => (await batch.status()).status.code === 200);
    const upo = await batch.waitForUpo({ pollIntervalMs: 20, maxAttempts: 1000 });
    expect(upo?.match(/<NumerKSeFDokumentu>/g)).toHaveLength(30);

    const workflow = client.workflows.exports;
    const started = await workflow.startExport({
      filters: {
        subjectType: 'Subject1',
        dateRange: { dateType: 'PermanentStorage', from: yesterday() },
      },
    });
    const status = await workflow.waitForExport(started.referenceNumber, { pollIntervalMs: 20 });
    const { invoiceXmlFiles, metadataSummaries } = await workflow.downloadAndProcessPackage(
      status,
      started.encryptionData,
    );
    const fetched = new Set(Object.values(invoiceXmlFiles).map(numberIn));
    for (const { content } of files) expect(fetched).toContain(numberIn(content.toString()));
    expect(metadataSummaries).toHaveLength(fetched.size);
  });
});
