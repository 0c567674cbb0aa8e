/** Packages that are closed while others are processed: each is judged as if it were alone. */
import type { Logger } from 'pino';
import { expect, it } from 'vitest';
import { type Company, logIn } from '../../../test/company.ts';
import { batchOutcome, encryptedParts, sendParts, tarGz, zip } from '../../../test/package.ts';
import { runningKsefs } from '../../../test/running.ts';
import { sampleInvoice } from '../../../test/sample-invoice.ts';

const running = runningKsefs();
const issueDate = '2026-03-10';
const kinds = { Zip: zip, TarGz: tarGz };

/** A package of its own size and kind; every fourth is damaged. */
async function packageNumber(company: Company, number: number) {
  const count = 10 + 140 * (number % 3);
  const files = Array.from(
    { length: count },
    (_, index) => [`${number}-${index}.xml`, sampleInvoice({ issueDate })] as const,
  );
  const compressionType = number % 2 === 0 ? 'Zip' : 'TarGz';
  const archive = await kinds[compressionType](files);
  const isDamaged = number % 4 === 3;
  const middle = archive.length >> 1;
  if (isDamaged) archive.fill(0x5a, middle, middle + 20);
  const prepared = await encryptedParts(company, archive, { parts: 1 + (number % 3) });
  prepared.request.batchFile.compressionType = compressionType;
  return { prepared, expected: isDamaged ? { code: 430, right: 0 } : { code: 200, right: count } };
}

it.each(['memory', 'folder'])('many packages at once, in %s', async (place) => {
  const errors: unknown[] = [];
  const ignore = () => {};
  const logger = { debug: ignore, info: ignore, warn: ignore, error: (fact: unknown) => errors.push(fact) };
  const ksef = await running.start({
    clock: `${issueDate}T11:00:00Z`,
    logger: logger as unknown as Logger,
    ...(place === 'folder' ? { data: running.newFolder() } : {}),
  });
  const company = await logIn(ksef, '1111111111');
  const packages = await Promise.all(
    Array.from({ length: 12 }, (_, number) => packageNumber(company, number)),
  );
  const outcomes = await Promise.all(
    packages.map(async ({ prepared }) => {
      const reference = await sendParts(company, prepared);
      await company.post(`/sessions/batch/${reference}/close`);
      const { status, successfulInvoiceCount } = await batchOutcome(company, reference);
      return { code: status.code, right: successfulInvoiceCount ?? 0 };
    }),
  );
  expect(outcomes).toEqual(packages.map(({ expected }) => expected));
  expect(errors).toEqual([]);
});
