/** Proof by others: packages and exports of the npm packages `ksef-client-ts` and `ksef-client`, unchanged. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { KsefClient } from 'ksef-client';
import {
  createTarGz,
  createZip,
  exportAndDownload,
  extractTarGz,
  incrementalExportAndDownload,
  type KSeFClient,
  uploadBatch,
  uploadBatchStream,
} from 'ksef-client-ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { freePort } from '../free-port.ts';
import { sampleInvoice } from '../sample-invoice.ts';
import { until } from '../until.ts';
import { company, patience, polling, tsCompany } from './npm-clients.ts';

const nip = '1111111111';
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
    client = await tsCompany({ url: ksef.httpsUrl }, nip);
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

  it('fetches metadata alone', async () => {
    await uploadBatch(client, await createZip(invoices(2)), { pollOptions: polling });
    const { files } = await exportAndDownload(client, filters(), {
      onlyMetadata: true,
      extract: true,
      pollOptions: polling,
    });
    expect([...files.keys()]).toEqual(['_metadata.json']);
    expect(JSON.parse(String(files.get('_metadata.json'))).invoices.length).toBeGreaterThan(1);
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
    client = await company(ksef, nip);
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
    const upo = await batch.waitForUpo(patience);
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
