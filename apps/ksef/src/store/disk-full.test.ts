import { randomBytes } from 'node:crypto';
import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { call } from '../../test/api.ts';
import { logIn } from '../../test/company.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { enlargeDisk, mountSmallDisk, unmount } from '../../test/small-disk.ts';
import { removeFolder, temporaryFolder } from '../../test/temporary-folder.ts';
import { until } from '../../test/until.ts';
import { KsefStartError, startKsef } from '../index.ts';
import { logOf } from '../logging.ts';
import { replaceState } from './replace-state.ts';
import { openStore } from './store.ts';

const root = temporaryFolder();
const mounted: string[] = [];
afterAll(() => {
  for (const folder of mounted) unmount(folder);
  removeFolder(root);
});

/** A disk of its own, this small; null where this machine lets nobody mount one. */
function smallDisk(sizeKb: number): string | null {
  const folder = join(root, `disk-${sizeKb}`);
  if (!mountSmallDisk(folder, sizeKb)) return null;
  mounted.push(folder);
  return folder;
}

describe('a full disk', () => {
  it.for([40, 120, 200, 400])('at the start is told as such: %i kB', async (sizeKb, { skip }) => {
    const disk = smallDisk(sizeKb) ?? skip();
    const error = await startKsef({ port: 0, rateLimits: 'off', data: join(disk, 'data') }).catch(
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(KsefStartError);
    expect(error.code).toBe('disk-full');
  });

  it('later refuses what it cannot keep, and goes on', async ({ skip }) => {
    const disk = smallDisk(1000) ?? skip();
    const data = join(disk, 'data');
    const ksef = await startKsef({ port: 0, rateLimits: 'off', data, logger: false });
    let refused = await call(ksef, 'createChallenge', {});
    for (let round = 0; round < 20_000 && refused.status === 200; round += 1) {
      refused = await call(ksef, 'createChallenge', {});
    }
    expect(refused.status).toBe(507);
    expect(refused.body).toMatchObject({ title: 'Insufficient Storage', status: 507 });
    expect((await call(ksef, 'listPublicKeyCertificates', {})).status).toBe(200);
    await ksef.close();

    enlargeDisk(disk, 10_000);
    const again = await startKsef({ port: 0, rateLimits: 'off', data });
    expect((await call(again, 'createChallenge', {})).status).toBe(200);
    await again.close();
  });

  it('refuses an invoice that finds no room, and takes it later', async ({ skip }) => {
    const disk = smallDisk(3000) ?? skip();
    const ksef = await startKsef({ port: 0, rateLimits: 'off', data: join(disk, 'data'), logger: false });
    const company = await logIn(ksef, '1111111111');
    const session = await company.openSession();
    const sent = [];
    while (sent.at(-1)?.status !== 507 && sent.length < 10)
      sent.push(await company.send(session, largeInvoice()));
    expect(sent.at(-1)).toMatchObject({ status: 507, body: { title: 'Insufficient Storage' } });

    enlargeDisk(disk, 30_000);
    const last = await company.send(session, largeInvoice());
    expect(last.status).toBe(202);
    for (const { status, body } of [...sent, last])
      if (status === 202)
        expect(await company.verdict(session.reference, body.referenceNumber)).toMatchObject({
          status: { code: 200 },
        });
    await ksef.close();
  });

  it('keeps invoices waiting for their verdict, and ends none of them', async ({ skip }) => {
    const disk = smallDisk(6000) ?? skip();
    const failed: unknown[] = [];
    const logger = { ...logOf(false), error: (facts: object) => failed.push(facts) } as unknown as Logger;
    const ksef = await startKsef({
      port: 0,
      rateLimits: 'off',
      latency: 'realistic',
      data: join(disk, 'data'),
      logger,
    });
    const company = await logIn(ksef, '1111111111');
    const session = await company.openSession();
    const { status, body } = await company.send(session, largeInvoice());
    expect(status).toBe(202);
    const filler = join(disk, 'filler');
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 120_000));
    await until(() => failed.length > 3);
    rmSync(filler);
    expect(await company.verdict(session.reference, body.referenceNumber)).toMatchObject({
      status: { code: 200 },
    });
    await ksef.close();
  });

  it.for(['a transaction', 'the exchange of a state'])('is what %s tells of', async (kind) => {
    const store = openStore(null);
    const value = 'y'.repeat(20_000);
    await store.exclusively((database) => database.exec('PRAGMA max_page_count = 130'));
    const write =
      kind === 'a transaction'
        ? store.db.transaction().execute(async (db) => {
            for (let row = 0; row < 200; row += 1) {
              await db
                .insertInto('control_state')
                .values({ name: `x${row}`, value })
                .execute();
            }
          })
        : store.exclusively((database) => replaceState(database, null, { large: value.repeat(100) }));
    await expect(write).rejects.toMatchObject({ errcode: 13 });
    expect(await store.db.selectFrom('control_state').select('name').execute()).toEqual([]);
    const { foreign_keys } = await store.exclusively(
      (database) => database.prepare('PRAGMA foreign_keys').get() as { foreign_keys: number },
    );
    expect(foreign_keys).toBe(1);
    await store.close();
  });
});

const largeInvoice = () =>
  sampleInvoice().replace('</Faktura>', `<!--${randomBytes(600_000).toString('base64')}--></Faktura>`);
