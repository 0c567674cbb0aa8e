/**
 * Heavy work on the local KSeF, begun by its command, on a data folder: packages of ten thousand invoices, invoices
 * one by one, exports. Its memory is the most that the process ever held.
 */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import {
  createSelfSignedCertificate,
  encryptForKsef,
  newSymmetricKey,
  type SymmetricKey,
} from '@kwit/crypto';
import { createKsefClient, type KsefClient, type OnlineSession } from '@kwit/ksef-client';
import { publishedKey } from './ksef-keys.ts';
import { atLeast, atMost, kwit, median, type Result, residentMegabytes, stop, timesLess } from './measure.ts';
import { NativeXmllint } from './native-xmllint.ts';
import { cutAndEncrypted, type PackedBatch, packed, packIntoFolder } from './pack.ts';
import { invoices, sellerNip } from './sample-invoices.ts';

const batchSize = 10_000;
const onlineSize = 2_000;
const atOnce = 8;
const pollMs = 20;
const rounds = 3;

export interface Running {
  readonly child: ChildProcess;
  readonly client: KsefClient;
}

/** Runs something against a fresh local KSeF, a company logged in. */
export async function withKsef<Outcome>(use: (ksef: Running) => Promise<Outcome>): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'kwit-bench-ksef-'));
  const place = ['--port', '0', '--data', folder, '--json'];
  const child = kwit(['ksef', ...place, '--latency', 'none', '--rate-limits', 'off'], { KWIT_HOME: folder });
  try {
    const [line] = (await once(createInterface({ input: child.stdout as Readable }), 'line')) as [string];
    const { apiUrl: baseUrl } = JSON.parse(line) as { apiUrl: string };
    const client = createKsefClient({ baseUrl, rateLimits: false });
    const credential = await createSelfSignedCertificate({
      subject: {
        commonName: 'Kwit',
        organizationName: 'Kwit',
        organizationIdentifier: `VATPL-${sellerNip}`,
        countryName: 'PL',
      },
    });
    await client.logInWithCertificate({ context: { type: 'Nip', value: sellerNip }, credential });
    return await use({ child, client });
  } finally {
    await stop(child);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function encryptionOf(client: KsefClient, key: SymmetricKey) {
  const { publicKey, publicKeyId } = await publishedKey(client);
  return {
    encryptedSymmetricKey: Buffer.from(encryptForKsef(publicKey, key.key)).toString('base64'),
    initializationVector: Buffer.from(key.initializationVector).toString('base64'),
    publicKeyId,
  };
}

const formCode = { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA' } as const;

/** Sends a package. @returns milliseconds from closing it until its receipt is here */
async function sendBatch({ client }: Running, batch: PackedBatch): Promise<number> {
  const { operations } = client;
  const { referenceNumber, partUploadRequests } = await operations.openBatchSession({
    body: {
      formCode,
      encryption: await encryptionOf(client, batch.key),
      batchFile: batch.batchFile,
    },
  });
  for (const [index, { url, method, headers }] of partUploadRequests.entries()) {
    const answer = await fetch(url, {
      method,
      headers: headers as Record<string, string>,
      body: batch.parts[index] ?? null,
    });
    if (answer.status !== 201) throw new Error(`part ${index + 1} was not taken: ${answer.status}`);
  }
  const path = { referenceNumber };
  const started = performance.now();
  await operations.closeBatchSession({ path });
  for (;;) {
    const { status, successfulInvoiceCount, upo } = await operations.getSessionStatus({ path });
    if (status.code >= 200) {
      const [page] = upo?.pages ?? [];
      if (successfulInvoiceCount !== batchSize || !page) {
        throw new Error(`the package ended in ${status.code}: ${JSON.stringify(status.details)}`);
      }
      await operations.getSessionUpo({
        path: { referenceNumber, upoReferenceNumber: page.referenceNumber },
      });
      return performance.now() - started;
    }
    await pause();
  }
}

const pause = () => new Promise((next) => setTimeout(next, pollMs));

/** Exports everything the company sent. @returns milliseconds from the request until the package is ready */
async function exportAll({ client }: Running): Promise<number> {
  const { operations } = client;
  const body = {
    encryption: await encryptionOf(client, newSymmetricKey()),
    filters: {
      subjectType: 'Subject1',
      dateRange: {
        dateType: 'PermanentStorage',
        from: new Date(Date.now() - 24 * 60 * 60 * 1000).toISOString(),
      },
    },
  } as const;
  const started = performance.now();
  const { referenceNumber } = await operations.exportInvoices({ body });
  for (;;) {
    const answer = await operations.getExportStatus({ path: { referenceNumber } });
    if (answer.status.code >= 200) {
      if (answer.package?.invoiceCount !== batchSize) {
        throw new Error(`the export ended in ${answer.status.code}: ${JSON.stringify(answer.status)}`);
      }
      return performance.now() - started;
    }
    await pause();
  }
}

/** Sends invoices one by one, some at a time. @returns how many a second, until the session has its receipt */
async function sendOneByOne({ client }: Running, documents: readonly Uint8Array[]): Promise<number> {
  const session: OnlineSession = await client.openOnlineSession();
  const waiting = documents.values();
  const started = performance.now();
  const senders = Array.from({ length: atOnce }, async () => {
    for (const document of waiting) await session.send(document);
  });
  await Promise.all(senders);
  await session.close();
  const { successfulInvoiceCount } = await session.waitUntilProcessed();
  if (successfulInvoiceCount !== documents.length) throw new Error(`${successfulInvoiceCount} were accepted`);
  return documents.length / ((performance.now() - started) / 1000);
}

interface Figures {
  /** The first package of a fresh KSeF. */
  readonly batchMs: number[];
  /** The package after it. */
  readonly laterBatchMs: number[];
  readonly xmllintMs: number[];
  readonly packingMs: number[];
  readonly exportMs: number[];
  /** Most memory of the server with its first package, by the number of parts. */
  readonly peakMb: Map<number, number>;
  /** Most memory of the server in all: with both packages and an export. */
  readonly laterPeakMb: number[];
}

/** Milliseconds by the clock in which the client packs the invoices. */
async function packingMs(documents: readonly Uint8Array[]): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'kwit-bench-parts-'));
  try {
    const started = performance.now();
    await packIntoFolder(documents, folder);
    return performance.now() - started;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Two packages in one part and two in fifty, each pair at a fresh KSeF, in turns with `xmllint` over as many files. */
async function batches(documents: readonly Uint8Array[], native: NativeXmllint): Promise<Figures> {
  const figures: Figures = {
    batchMs: [],
    laterBatchMs: [],
    xmllintMs: [],
    packingMs: [],
    exportMs: [],
    peakMb: new Map(),
    laterPeakMb: [],
  };
  const archive = await packed(documents);
  const laterArchive = await packed(invoices(batchSize, 'LATER'));
  for (const count of [1, 50, 1]) {
    figures.packingMs.push(await packingMs(documents));
    const batch = cutAndEncrypted(archive, count);
    const later = cutAndEncrypted(laterArchive, count);
    if (native.isHere) figures.xmllintMs.push(native.allMs());
    await withKsef(async (ksef) => {
      figures.batchMs.push(await sendBatch(ksef, batch));
      const pid = ksef.child.pid ?? 0;
      const peak = residentMegabytes(pid, 'peak');
      if (peak !== null) figures.peakMb.set(count, Math.max(peak, figures.peakMb.get(count) ?? 0));
      figures.exportMs.push(await exportAll(ksef));
      figures.laterBatchMs.push(await sendBatch(ksef, later));
      const laterPeak = residentMegabytes(pid, 'peak');
      if (laterPeak !== null) figures.laterPeakMb.push(laterPeak);
    });
  }
  return figures;
}

export async function ksefLoad(): Promise<Result[]> {
  const documents = invoices(batchSize, 'BATCH');
  const native = new NativeXmllint(documents);
  const size = `${((documents[0]?.length ?? 0) / 1000).toFixed(1)} kB`;
  try {
    const { batchMs, laterBatchMs, xmllintMs, packingMs, exportMs, peakMb, laterPeakMb } = await batches(
      documents,
      native,
    );
    const perSecond = await withKsef(async (ksef) => {
      const rates: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        rates.push(await sendOneByOne(ksef, invoices(onlineSize, `ONLINE/${round}`)));
      }
      return median(rates);
    });
    const xmllint = { name: 'xmllint', value: native.isHere ? median(xmllintMs) : null };
    const packing = { name: 'packing', value: median(packingMs) };
    return [
      timesLess(
        `first batch of 10,000 invoices of ${size}, closed to UPO`,
        'ms',
        median(batchMs),
        xmllint,
        1,
      ),
      timesLess(`the batch after it`, 'ms', median(laterBatchMs), xmllint, 1),
      ...[...peakMb].map(([parts, megabytes]) =>
        atMost(`batch of 10,000 in ${parts} part(s): peak memory of the local KSeF`, 'MB', megabytes, 300),
      ),
      ...(laterPeakMb.length > 0
        ? [
            atMost(
              'both batches and an export: peak memory of the local KSeF',
              'MB',
              Math.max(...laterPeakMb),
              350,
            ),
          ]
        : []),
      timesLess('export of 10,000 invoices', 'ms', median(exportMs), packing, 0.5),
      atLeast('2,000 invoices one by one, 8 at a time, to the UPO', '1/s', perSecond, 300),
    ];
  } finally {
    native.dispose();
  }
}
