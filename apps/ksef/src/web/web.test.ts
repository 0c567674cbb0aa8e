/** How the taxpayer application is served, and how heavy it is. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { runningKsefs } from '../../test/running.ts';
import { until } from '../../test/until.ts';

const running = runningKsefs();
const buildMs = 180_000;

/** Answers without decompressing them, as `fetch` would. */
async function asked(url: string, headers: Record<string, string> = {}) {
  const { request } = await import('node:http');
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; bytes: Buffer }>(
    (done, fail) => {
      request(url, { headers }, (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () =>
          done({
            status: response.statusCode ?? 0,
            headers: response.headers,
            bytes: Buffer.concat(pieces),
          }),
        );
      })
        .on('error', fail)
        .end();
    },
  );
}

async function started(options = {}) {
  const ksef = await running.start(options);
  const first = await asked(ksef.webUrl);
  if (first.status !== 200) {
    // Until it is built, a page says so and reloads itself.
    expect(first.status).toBe(503);
    expect(first.bytes.toString()).toContain('http-equiv="refresh"');
  }
  await until(async () => (await asked(ksef.webUrl)).status === 200, buildMs);
  return ksef;
}

const assetsOf = (page: string, ending: string): string[] =>
  [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)]
    .map(([, path = '']) => path)
    .filter((path) => path.endsWith(ending));

test('one page serves every route, files are kept for ever, nothing comes from elsewhere', {
  timeout: buildMs,
}, async () => {
  const ksef = await started();
  const page = await asked(`${ksef.webUrl}/certificates/generate-internal-certificate`);
  expect(page.status).toBe(200);
  expect(page.headers['cache-control']).toBe('no-store');
  const text = page.bytes.toString();
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  expect(text).toContain(`<meta property="csp-nonce" nonce="${nonce}"`);
  expect((await asked(ksef.webUrl)).bytes.toString()).not.toContain(nonce);
  expect(text).toContain('<base href="/web/"');
  expect(text.replaceAll('http://www.w3.org/', '')).not.toMatch(/(src|href)="(https?:)?\/\//);

  const [script = ''] = assetsOf(text, '.js');
  const plain = await asked(`${ksef.webUrl}/${script}`);
  expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  const small = await asked(`${ksef.webUrl}/${script}`, { 'accept-encoding': 'gzip, br' });
  expect(small.headers['content-encoding']).toBe('br');
  expect(brotliDecompressSync(small.bytes).equals(plain.bytes)).toBe(true);
  const older = await asked(`${ksef.webUrl}/${script}`, { 'accept-encoding': 'gzip' });
  expect(gunzipSync(older.bytes).equals(plain.bytes)).toBe(true);

  for (const path of ['assets/nothing.js', 'assets/../index.html', 'assets/..%2f..%2fpackage.json']) {
    expect((await asked(`${ksef.webUrl}/${path}`)).bytes.toString(), path).not.toContain('"name"');
  }
  expect((await asked(`${ksef.webUrl}/assets/nothing.js`)).status).toBe(404);
  // What is served here is no request of the API.
  const { entries } = await ksef.control.readJournal();
  expect(entries.filter(({ path }) => path.startsWith('/web'))).toEqual([]);
});

test('behind a proxy that puts a prefix before everything, the page knows it', {
  timeout: buildMs,
}, async () => {
  const ksef = await started({ publicUrl: 'https://example.com/ksef' });
  expect((await asked(ksef.webUrl)).bytes.toString()).toContain('<base href="/ksef/web/"');
});

test('the first load is less than 250 KB of compressed scripts', { timeout: buildMs }, async () => {
  const ksef = await started();
  const page = (await asked(ksef.webUrl)).bytes.toString();
  const scripts = assetsOf(page, '.js');
  expect(scripts.length).toBeGreaterThan(0);
  let total = 0;
  for (const script of scripts) {
    const answer = await asked(`${ksef.webUrl}/${script}`, { 'accept-encoding': 'br' });
    expect(answer.headers['content-encoding']).toBe('br');
    total += answer.bytes.length;
  }
  expect(total).toBeLessThan(250_000);
});
