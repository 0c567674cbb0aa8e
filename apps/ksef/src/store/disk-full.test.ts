import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { call } from '../../test/api.ts';
import { removeFolder, temporaryFolder } from '../../test/temporary-folder.ts';
import { KsefStartError, startKsef } from '../index.ts';

const root = temporaryFolder();
const mounted: string[] = [];
afterAll(() => {
  for (const folder of mounted) spawnSync('umount', [folder]);
  removeFolder(root);
});

/** A disk of its own, this small; null where this machine lets nobody mount one. */
function smallDisk(sizeKb: number): string | null {
  const folder = join(root, `disk-${sizeKb}`);
  mkdirSync(folder);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeKb}k`, 'tmpfs', folder]);
  if (status !== 0) {
    console.log('skipped: mounting a small disk is not allowed here');
    return null;
  }
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

    spawnSync('mount', ['-o', 'remount,size=10m', disk]);
    const again = await startKsef({ port: 0, rateLimits: 'off', data });
    expect((await call(again, 'createChallenge', {})).status).toBe(200);
    await again.close();
  });
});
