/** The schemas of requests to log in, as a running KSeF serves them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generate } from '../../../../tools/xsd-compiler/generate.ts';
import { sources, tablesFolder } from '../../../../tools/xsd-compiler/sources.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
let folder = '';
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
  folder = mkdtempSync(join(tmpdir(), 'served-schema-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await ksef.close();
});

it.each([
  ['authv2.xsd', 'AuthTokenRequest(2.0)'],
  ['schemat_auth_v2-0.xsd', 'AuthTokenRequest(2.0)'],
  ['schemat_auth_v2-1.xsd', 'AuthTokenRequest(2.1)'],
])('%s says what the table of %s says', async (name, format) => {
  const response = await fetch(`${ksef.url}/docs/v2/schemas/${name}`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/xml');
  const file = join(folder, name);
  writeFileSync(file, await response.text());
  const source = sources.find((candidate) => candidate.format === format);
  if (source === undefined) throw new Error(`${format} has no source`);
  for (const { name: table, text } of generate({ ...source, file })) {
    expect(text).toBe(readFileSync(join(tablesFolder, table), 'utf8'));
  }
});

it.each(['', 'authv3.xsd', 'FA(3).xsd', '..%2fopenapi.json', '__proto__', 'constructor'])(
  'there is no schema «%s»',
  async (name) => {
    expect((await fetch(`${ksef.url}/docs/v2/schemas/${name}`)).status).toBe(404);
  },
);
