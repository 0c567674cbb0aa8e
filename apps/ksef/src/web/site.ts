/** The built application, ready to be served; built first where it is missing or older than its sources. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { builtFolder, fingerprint, hasSources } from './sources.ts';

/** One file as it travels. */
export interface SiteFile {
  bytes: Buffer;
  /** As in the header of that name; absent where the bytes are plain. */
  contentEncoding?: 'br' | 'gzip';
}

export interface Site {
  /** The page, whatever the route in it; holds the placeholders `__BASE__` and `__NONCE__`. */
  page: string;
  /** A file by its path below `/web/`, in the best encoding that the caller takes; undefined where there is none. */
  file(path: string, acceptEncoding: string): Promise<SiteFile | undefined>;
}

export type SiteState =
  | { state: 'preparing' }
  | { state: 'ready'; site: Site }
  | { state: 'failed'; reason: string };

export interface SiteKeeper {
  /** How far the application is. The first question begins the work; after a failure the next one begins it again. */
  now(): SiteState;
  /** Ends a build that is under way. */
  close(): void;
}

export function createSiteKeeper(): SiteKeeper {
  let current: SiteState | undefined;
  const closing = new AbortController();
  const prepare = async () => {
    try {
      current = { state: 'ready', site: await openSite(await preparedFolder(closing.signal)) };
    } catch (error) {
      current = { state: 'failed', reason: error instanceof Error ? error.message : String(error) };
    }
  };
  return {
    now() {
      if (current) {
        const told = current;
        if (told.state === 'failed') current = undefined;
        return told;
      }
      current = { state: 'preparing' };
      void prepare();
      return current;
    },
    close: () => closing.abort(),
  };
}

async function preparedFolder(signal: AbortSignal): Promise<string> {
  if (!hasSources()) return shippedFolder();
  const folder = join(builtFolder, await fingerprint());
  return existsSync(folder) ? folder : buildInAnotherProcess(signal);
}

/** What an installation without sources came with. */
async function shippedFolder(): Promise<string> {
  const [name] = await readdir(builtFolder).catch(() => []);
  if (name === undefined) throw new Error(`nothing in ${builtFolder}`);
  return join(builtFolder, name);
}

function buildInAnotherProcess(signal: AbortSignal): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'build.ts')], {
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let printed = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-4000);
    });
    child.on('error', fail);
    child.on('close', (code) => {
      const folder = printed.trim().split('\n').at(-1) ?? '';
      if (code === 0 && existsSync(folder)) done(folder);
      else fail(new Error(said.trim() || `the build ended with ${code}`));
    });
  });
}

const suffixes = { br: '.br', gzip: '.gz' } as const;

async function openSite(folder: string): Promise<Site> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = new Set(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/')),
  );
  // Everything that was asked for stays in memory: two megabytes, and a newer build may take the folder away.
  const read = new Map<string, Promise<Buffer>>();
  const bytesOf = (name: string): Promise<Buffer> => {
    const known = read.get(name) ?? readFile(join(folder, name));
    read.set(name, known);
    return known;
  };
  const page = (await readFile(join(folder, 'index.html'), 'utf8')).toString();
  return {
    page,
    async file(path, acceptEncoding) {
      if (!names.has(path) || path === 'index.html') return undefined;
      for (const [contentEncoding, suffix] of Object.entries(suffixes) as [keyof typeof suffixes, string][]) {
        if (names.has(path + suffix) && new RegExp(`\\b${contentEncoding}\\b`).test(acceptEncoding))
          return { bytes: await bytesOf(path + suffix), contentEncoding };
      }
      return { bytes: await bytesOf(path) };
    },
  };
}
