/**
 * Builds the taxpayer application into a folder of its own and prints that folder. Run as a program, beside the KSeF
 * that serves it: what bundles takes more memory than a KSeF, and its thread.
 */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { build } from 'vite';
import { builtFolder, fingerprint, webFolder } from './sources.ts';

const keptBuilds = 3;

/** The folder with the application as its sources are now; built unless it is there already. */
export async function buildWeb(): Promise<string> {
  const name = await fingerprint();
  const folder = join(builtFolder, name);
  await mkdir(builtFolder, { recursive: true });
  await whileOthersWait(join(builtFolder, `.${name}.lock`), folder, async () => {
    const working = join(builtFolder, `.${name}.${process.pid}`);
    try {
      // Tests say `test` here, which would make the application of the development builds of its libraries.
      process.env.NODE_ENV = 'production';
      await build({
        mode: 'production',
        root: webFolder,
        configFile: join(webFolder, 'vite.config.ts'),
        logLevel: 'warn',
        build: { outDir: working, emptyOutDir: true },
      });
      await compressIn(working);
      // Whole or not at all, whoever looks meanwhile.
      await rename(working, folder);
    } finally {
      await rm(working, { recursive: true, force: true });
    }
  });
  await removeOld(name);
  return folder;
}

/** Several processes may want the same: one works, the others wait for its result. */
async function whileOthersWait(lock: string, result: string, work: () => Promise<void>): Promise<void> {
  while (!existsSync(result)) {
    if (await took(lock)) {
      try {
        if (!existsSync(result)) await work();
      } finally {
        await rm(lock, { recursive: true, force: true });
      }
    } else if (await isAbandoned(lock)) {
      await rm(lock, { recursive: true, force: true });
    } else {
      await pause(100);
    }
  }
}

async function took(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  await writeFile(join(lock, 'pid'), String(process.pid));
  return true;
}

/** A process that ended between taking the lock and writing its number gets this long. */
const namelessMs = 5000;

async function isAbandoned(lock: string): Promise<boolean> {
  const pid = Number(await readFile(join(lock, 'pid'), 'utf8').catch(() => ''));
  if (!pid) {
    const made = await stat(lock).catch(() => undefined);
    return made !== undefined && Date.now() - made.mtimeMs > namelessMs;
  }
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

const compressible = /\.(js|css|svg|json|txt|webmanifest)$/;
const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

/** Puts `.br` and `.gz` beside each file that gains by it. The page itself is filled in by the server, so it stays plain. */
async function compressIn(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter(({ name }) => compressible.test(name))) {
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    await writeFile(`${file}.br`, await brotli(bytes, { params }));
    await writeFile(`${file}.gz`, await gzipped(bytes, { level: 9 }));
  }
}

/** Keeps a few earlier ones: a KSeF that still runs may serve them. */
async function removeOld(current: string): Promise<void> {
  const names = (await readdir(builtFolder)).filter((name) => !name.startsWith('.') && name !== current);
  const dated = await Promise.all(
    names.map(async (name) => ({ name, madeAt: (await stat(join(builtFolder, name))).mtimeMs })),
  );
  for (const { name } of dated.toSorted((a, b) => b.madeAt - a.madeAt).slice(keptBuilds - 1)) {
    await rm(join(builtFolder, name), { recursive: true, force: true });
  }
}

if (import.meta.main) console.log(await buildWeb());
