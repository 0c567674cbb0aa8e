import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFolder } from './file-part-store.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kwit-part-store-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a part is there once it is complete, replaces one of its name, and can be forgotten', async () => {
  const store = openFolder(folder);
  for (const content of ['first', 'second']) {
    const sink = await store.create('part-1');
    await sink.write(Buffer.from(content.slice(0, 3)));
    await sink.write(Buffer.from(content.slice(3)));
    const before = await store.open('part-1');
    expect(await before?.text()).toBe(content === 'first' ? undefined : 'first');
    await sink.close();
    expect(await (await store.open('part-1'))?.text()).toBe(content);
  }
  await store.remove('part-1');
  expect(await store.open('part-1')).toBeUndefined();
});

const isRoot = process.getuid?.() === 0;
test.runIf(isRoot)('a user who has a number and no name, as in a container, has a folder as well', () => {
  const uid = 54_321;
  chmodSync(folder, 0o777);
  const module = JSON.stringify(join(import.meta.dirname, 'file-part-store.ts'));
  const code = `const { openFolder } = await import(${module});
    const sink = await openFolder().create('part-1');
    await sink.write(Buffer.from('x'));
    await sink.close();`;
  const env = { ...process.env, TMPDIR: folder };
  execFileSync(process.execPath, ['--input-type=module', '--eval', code], { uid, gid: uid, env });
  expect(readdirSync(join(folder, `kwit-parts-${uid}`))).toEqual(['part-1']);
});

/** What the open handles of this process lead to. */
const openFiles = () =>
  readdirSync('/proc/self/fd').flatMap((name) => {
    const handle = `/proc/self/fd/${name}`;
    return existsSync(handle) ? [readlinkSync(handle)] : [];
  });

test.runIf(process.platform === 'linux')(
  'a part that cannot be written through leaves no handle open',
  async () => {
    // A device that takes everything and refuses to say that it is kept.
    const device = '/dev/zero';
    symlinkSync(device, join(folder, 'part-2.new'));
    const store = openFolder(folder);
    const sink = await store.create('part-2');
    expect(openFiles()).toContain(device);
    await expect(sink.close()).rejects.toThrow('EINVAL');
    expect(openFiles()).not.toContain(device);
    expect(await store.open('part-2')).toBeUndefined();
  },
);
