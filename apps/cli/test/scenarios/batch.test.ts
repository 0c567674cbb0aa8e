/** Packages of invoices: sent whole or in parts, in both kinds of archives, and every way in which one fails. */
import { randomBytes } from 'node:crypto';
import {
  type BatchResult,
  type KsefClient,
  memoryPartStore,
  newExportPoint,
  type SendBatchOptions,
} from '@kwit/ksef-client';
import { describe, expect, test } from 'vitest';
import { newNip } from '../../../ksef/test/api.ts';
import { Company } from '../../../ksef/test/company.ts';
import { type EncryptedParts, encryptedParts, tarGz, upload, zip } from '../../../ksef/test/package.ts';
import { all } from '../client-fixture.testing.ts';
import {
  forms,
  inForm,
  invoiceBetween,
  ksefNumberOf,
  refusalOf,
  scenarioKsef,
  sendAlone,
} from './scenario.testing.ts';

const scenario = scenarioKsef();
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** What the package and its session became of, with the reference number of the session. */
async function sent(client: KsefClient, documents: readonly Uint8Array[], options: SendBatchOptions = {}) {
  let reference = '';
  const results: BatchResult[] = await all(
    client.sendBatch(
      documents.map((bytes) => ({ bytes })),
      {
        store: memoryPartStore(),
        onState: ({ session }) => {
          reference = session?.referenceNumber ?? reference;
        },
        ...options,
      },
    ),
  );
  return { results, session: client.session(reference) };
}

describe('a package', () => {
  test.each(forms)('goes from its invoices to the receipts of each and of all, for %s', async (formCode) => {
    const { nip, client } = await scenario.firm();
    const documents = Array.from({ length: 5 }, () => inForm(invoiceBetween(nip, newNip()), formCode));
    const { results, session } = await sent(client, documents, { formCode, upo: true });
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(5).fill('accepted'));
    expect(await session.status()).toMatchObject({
      status: { code: 200 },
      invoiceCount: 5,
      successfulInvoiceCount: 5,
      failedInvoiceCount: 0,
    });
    const [page] = await session.upo();
    const invoices = await all(session.invoices());
    expect(invoices).toHaveLength(5);
    for (const { ksefNumber, invoiceFileName } of invoices) {
      expect(invoiceFileName).toBeTruthy();
      expect(page?.xml).toContain(ksefNumber);
      const path = { referenceNumber: session.referenceNumber, ksefNumber: ksefNumber ?? '' };
      expect(await client.operations.getInvoiceUpoByKsefNumber({ path })).toContain(ksefNumber);
    }
  });

  test.each(['Zip', 'TarGz'] as const)('goes in several parts (%s)', async (compressionType) => {
    const { nip, client } = await scenario.firm();
    const documents = Array.from({ length: 20 }, () => invoiceBetween(nip, newNip()));
    let parts = 0;
    const { results } = await sent(client, documents, {
      compressionType,
      partBytes: 512,
      onState: ({ parts: cut }) => {
        parts = cut.length;
      },
    });
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(20).fill('accepted'));
    expect(parts).toBeGreaterThan(2);
  });

  test('that would have more than fifty parts is not even begun: it becomes several', async () => {
    const { nip, client } = await scenario.firm();
    const documents = Array.from({ length: 30 }, () => invoiceBetween(nip, newNip()));
    const partsOf = new Map<string, number>();
    const { results } = await sent(client, documents, {
      partBytes: 256,
      onState: ({ session, parts }) => {
        if (session) partsOf.set(session.referenceNumber, parts.length);
      },
    });
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(30).fill('accepted'));
    expect(partsOf.size).toBeGreaterThan(1);
    expect(Math.max(...partsOf.values())).toBeLessThanOrEqual(50);
  });

  test('of invoices of another seller ends in 445, and every invoice tells why', async () => {
    const { client } = await scenario.firm();
    const other = newNip();
    const { results, session } = await sent(
      client,
      [1, 2, 3].map(() => invoiceBetween(other, newNip())),
    );
    expect((await session.status()).status).toMatchObject({
      code: 445,
      description: 'Błąd weryfikacji, brak poprawnych faktur',
    });
    for (const result of results) {
      expect(result).toMatchObject({ outcome: 'rejected', invoice: { status: { code: 410 } } });
    }
  });
});

test('ten thousand invoices of one package come in one export, which is not truncated', async () => {
  const { nip, client } = await scenario.firm();
  const sample = text(invoiceBetween(nip, newNip()));
  const documents = Array.from({ length: 10_000 }, (_, index) => ({
    bytes: new TextEncoder().encode(sample.replace(/<P_2>[^<]*</, `<P_2>${nip}/${index}<`)),
  }));
  const store = memoryPartStore();
  for await (const { outcome } of client.sendBatch(documents, { store })) {
    if (outcome !== 'accepted') throw new Error(`an invoice was not accepted: ${outcome}`);
  }
  const from = new Date(Date.now() - 86_400_000).toISOString();
  const point = newExportPoint({ from, subjects: ['Subject1'] });
  const numbers = new Set<string>();
  for await (const step of client.incrementalExport(point, { store })) {
    if (step.kind === 'invoice') numbers.add(step.ksefNumber);
    if (step.kind === 'point') expect(step.window).toMatchObject({ listed: 10_000, isTruncated: false });
  }
  expect(numbers.size).toBe(10_000);
});

describe('a duplicate', () => {
  test.each(forms)(
    'within a package, and after one sent alone, is among the failed ones with 440 (%s)',
    async (formCode) => {
      const { nip, client } = await scenario.firm();
      const number = `DUP/${nip}`;
      const [one, two, three] = [1, 2, 3].map(() =>
        inForm(invoiceBetween(nip, newNip(), { number }), formCode),
      );
      if (!one || !two || !three) throw new Error('there are three');
      const { session: first } = await sent(client, [one, two], { formCode });
      expect(await first.status()).toMatchObject({ successfulInvoiceCount: 1, failedInvoiceCount: 1 });
      const failedIn = async (referenceNumber: string) =>
        (await client.operations.listFailedSessionInvoices({ path: { referenceNumber } })).invoices ?? [];
      const [original] = (await all(first.invoices())).filter(({ status }) => status.code === 200);
      const extensions = {
        originalKsefNumber: original?.ksefNumber,
        originalSessionReferenceNumber: first.referenceNumber,
      };
      expect(await failedIn(first.referenceNumber)).toMatchObject([{ status: { code: 440, extensions } }]);
      const alone = await sendAlone(client, three, { formCode });
      expect(alone.status).toMatchObject({ code: 440, extensions });

      const online = `DUP/online/${nip}`;
      const [before, after] = [1, 2].map(() =>
        inForm(invoiceBetween(nip, newNip(), { number: online }), formCode),
      );
      if (!before || !after) throw new Error('there are two');
      const ksefNumber = await ksefNumberOf(client, before, { formCode });
      const { session } = await sent(client, [after], { formCode });
      expect((await session.status()).status.code).toBe(445);
      expect(await failedIn(session.referenceNumber)).toMatchObject([
        { status: { code: 440, extensions: { originalKsefNumber: ksefNumber } } },
      ]);
    },
  );
});

/** A package prepared by hand, so that it can be wrong, sent by the client's operations. */
class Package {
  readonly #client: KsefClient;
  readonly body: EncryptedParts['request'];
  readonly parts: Uint8Array[];

  private constructor(client: KsefClient, { request, parts }: EncryptedParts) {
    this.#client = client;
    this.body = request;
    this.parts = parts;
  }

  static async of(client: KsefClient, archive: Uint8Array, parts = 1): Promise<Package> {
    const bearer = client.tokens?.accessToken.token ?? '';
    const sender = new Company(client.baseUrl, 'any', bearer);
    return new Package(client, await encryptedParts(sender, archive, { parts }));
  }

  open() {
    return this.#client.operations.openBatchSession({ body: this.body });
  }

  /** Sends so many parts, closes, and waits. */
  async outcome(parts = this.parts) {
    const { referenceNumber, partUploadRequests } = await this.open();
    for (const [index, part] of parts.entries()) {
      expect((await upload(partUploadRequests[index], part)).status).toBe(201);
    }
    await this.#client.operations.closeBatchSession({ path: { referenceNumber } });
    return (await this.#client.session(referenceNumber).waitUntilProcessed()).status;
  }
}

describe('a package that is not right', () => {
  const prepared = async (count = 1, parts = 1) => {
    const { nip, client } = await scenario.firm();
    const files = Array.from({ length: count }, (_, index) => [
      `${index}.xml`,
      invoiceBetween(nip, newNip()),
    ]);
    return Package.of(client, await zip(files as [string, Uint8Array][]), parts);
  };

  test('of more invoices than may be ends in 420', async () => {
    const { client } = await scenario.firm();
    const files = Array.from({ length: 10_001 }, (_, index) => [`${index}.xml`, 'x'] as const);
    const packed = await Package.of(client, await tarGz(files));
    packed.body.batchFile.compressionType = 'TarGz';
    expect(await packed.outcome()).toMatchObject({
      code: 420,
      details: [
        "Przekroczono dopuszczalną liczbę faktur w paczce: '10000'. Liczba faktur w paczce: '10001'.",
      ],
    });
  });

  test.each<[string, number, string, (packed: Package) => void]>([
    [
      'is larger than five gigabytes',
      21405,
      "'fileSize' must be less than or equal to '5000000000'.",
      ({ body }) => {
        body.batchFile.fileSize = 5_000_000_001;
      },
    ],
    [
      'has more than fifty parts',
      21161,
      'Liczba części pliku musi być mniejsza lub równa niż 50.',
      ({ body }) => {
        const [part] = body.batchFile.fileParts;
        if (!part) throw new Error('there is a part');
        body.batchFile.fileParts = Array.from({ length: 51 }, (_, index) => ({
          ...part,
          ordinalNumber: index + 1,
        }));
      },
    ],
  ])('that %s opens no session: %i', async (_, code, detail, spoil) => {
    const packed = await prepared();
    spoil(packed);
    const refusal = await refusalOf(packed.open());
    expect(refusal).toMatchObject({ status: 400, codes: [{ code, details: [detail] }] });
  });

  test('is not closed while a part of it is missing', async () => {
    const packed = await prepared(3, 2);
    const refusal = await refusalOf(packed.outcome(packed.parts.slice(0, 1)));
    expect(refusal).toMatchObject({
      operation: 'closeBatchSession',
      codes: [
        {
          code: 21205,
          description: 'Pakiet nie może być pusty.',
          details: ["Nie przesłano zadeklarowanej '2' części pliku."],
        },
      ],
    });
  });

  test.each<[string, number, string, (packed: Package) => void]>([
    [
      'whose key cannot be decrypted',
      415,
      'Rozszyfrowania klucza symetrycznego zakończone błędem',
      ({ body }) => {
        body.encryption.encryptedSymmetricKey = randomBytes(256).toString('base64');
      },
    ],
    [
      'whose encrypted bytes were damaged',
      405,
      'Skrót SHA-256 części',
      ({ parts: [part] }) => {
        if (part) part[20] = (part[20] ?? 0) ^ 0xff;
      },
    ],
    [
      'under another initialization vector',
      430,
      'Skrót SHA-256 przesłanej paczki faktur nie jest zgodny',
      ({ body }) => {
        body.encryption.initializationVector = randomBytes(16).toString('base64');
      },
    ],
  ])('%s ends in %i', async (_, code, detail, spoil) => {
    const packed = await prepared();
    spoil(packed);
    const status = await packed.outcome();
    expect(status.code).toBe(code);
    expect(status.details?.[0]).toContain(detail);
  });

  test('with a part above a hundred megabytes, padded behind its archive, has no right invoice', async () => {
    const { nip, client } = await scenario.firm();
    const archive = await zip([['a.xml', invoiceBetween(nip, newNip())]]);
    const padded = Buffer.alloc(100_000_016);
    archive.copy(padded);
    const packed = await Package.of(client, padded);
    expect((await packed.outcome()).code).toBe(405);
  });
});
