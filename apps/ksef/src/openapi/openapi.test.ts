/** The document and the page that a running KSeF serves. */

import { operations } from '@kwit/ksef-contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

type Document = {
  servers: { url: string }[];
  paths: Record<string, Record<string, { operationId?: string }>>;
};

async function documentOf({ url }: Pick<Ksef, 'url'>): Promise<Document> {
  const response = await fetch(`${url}/docs/v2/openapi.json`);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain('application/json');
  return (await response.json()) as Document;
}

const namesIn = ({ paths }: Document) =>
  Object.values(paths).flatMap((item) => Object.values(item).map(({ operationId }) => operationId));

describe('the OpenAPI document that is served', () => {
  it('is right, at the address of this KSeF, and has every operation', async () => {
    const document = await documentOf(ksef);
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document.servers[0]?.url).toBe(ksef.apiUrl);
    expect(namesIn(document).sort()).toEqual(Object.keys(operations).sort());
  });

  it('has no test data on other profiles', async () => {
    const demo = await startKsef({ port: 0, rateLimits: 'off', profile: 'demo' });
    try {
      const document = await documentOf(demo);
      expect(Object.keys(document.paths).filter((path) => path.startsWith('/testdata'))).toEqual([]);
      expect(document.paths).toHaveProperty('/auth/challenge');
    } finally {
      await demo.close();
    }
  });
});

describe('the page of the OpenAPI document', () => {
  it.each(['/docs/v2', '/docs/v2/'])('is found at %s, with all of its parts here', async (path) => {
    const page = await fetch(ksef.url + path);
    expect(page.url).toBe(`${ksef.url}/docs/v2/index.html`);
    const text = await page.text();
    expect(text).not.toMatch(/https?:\/\//);
    const parts = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, part = '']) => part);
    expect(parts).toContain('swagger-ui-bundle.js');
    for (const part of parts) {
      const response = await fetch(new URL(part, page.url));
      expect(response.status).toBe(200);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
    }
  });

  it.each(['nothing.js', '..%2fpackage.json', 'package.json', '__proto__', 'constructor'])(
    'has no file %s',
    async (name) => {
      expect((await fetch(`${ksef.url}/docs/v2/${name}`)).status).toBe(404);
    },
  );
});
