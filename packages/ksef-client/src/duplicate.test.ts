import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { failureOf, json, type Responder, savedTokens, testServer } from './http-server.testing.ts';
import { createKsefClient } from './index.ts';

const document = '<Faktura>ż</Faktura>';
const invoiceHash = createHash('sha256').update(document).digest('base64');
const originalSession = '20250626-SO-2F14610000-242991F8C9-B4';
const ksefNumber = '5265877635-20250626-010080DD2B5E-26';
const duplicate = {
  ordinalNumber: 2,
  referenceNumber: '20250626-EE-2F20AD2000-242386DF86-52',
  invoiceHash,
  invoicingDate: '2025-07-11T12:23:56.0154302+00:00',
  status: {
    code: 440,
    description: 'Duplikat faktury',
    extensions: { originalSessionReferenceNumber: originalSession, originalKsefNumber: ksefNumber },
  },
};

/** A KSeF that shows the session of the original to nobody, and its document as told. */
const hidingSession =
  (documentAnswer: Responder): Responder =>
  (request, response) => {
    if (request.url.startsWith('/v2/invoices/')) return documentAnswer(request, response);
    const errors = [
      { code: 21173, description: 'Brak sesji o wskazanym numerze referencyjnym.', details: [] },
    ];
    json(response, 400, { errors });
  };

const documentOf =
  (text: string): Responder =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' }).end(text);
  };

test('where the session of the original cannot be read, its document decides', async () => {
  for (const [text, expected] of [
    [document, { ksefNumber, sessionReferenceNumber: originalSession }],
    ['<Faktura>inna</Faktura>', undefined],
  ] as const) {
    await using server = await testServer(hidingSession(documentOf(text)));
    const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
    expect(await client.originalOfDuplicate(duplicate)).toEqual(expected);
  }
});

test('where neither can be read, nothing is claimed', async () => {
  const denied: Responder = (_request, response) =>
    json(response, 403, { reasonCode: 'missing-permissions' });
  await using server = await testServer(hidingSession(denied));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  expect(await client.originalOfDuplicate(duplicate)).toBeUndefined();
});

test('a network that fails is not taken for a denial', async () => {
  await using server = await testServer((_request, response) => json(response, 503, {}));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens(), maxRetries: 0 });
  expect(await failureOf(client.originalOfDuplicate(duplicate))).toMatchObject({ kind: 'unreachable' });
});

test('an invoice that is no duplicate has no original, and nobody is asked', async () => {
  await using server = await testServer((_request, response) => json(response, 500, {}));
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens() });
  const rejected = { ...duplicate, status: { code: 450, description: 'Błąd' } };
  expect(await client.originalOfDuplicate(rejected)).toBeUndefined();
  expect(server.requests).toHaveLength(0);
});
