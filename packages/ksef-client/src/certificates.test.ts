import { createSelfSignedCertificate } from '@kwit/crypto';
import { expect, test } from 'vitest';
import { failureOf, json, type Responder, savedTokens, testServer } from './http-server.testing.ts';
import { createKsefClient } from './index.ts';

const serialNumber = '0123456789ABCDEF';
const referenceNumber = '20260201-EC-2C3E6C8000-B675CF5D68-07';

/** A KSeF that hands out a certificate whatever the application says. */
async function answersOf(): Promise<Record<string, unknown>> {
  const { certificate } = await createSelfSignedCertificate({ subject: { commonName: 'Somebody else' } });
  return {
    'GET /v2/certificates/enrollments/data': { commonName: 'Firma', countryName: 'PL' },
    'POST /v2/certificates/enrollments': { referenceNumber, timestamp: '2026-02-01T00:00:00Z' },
    [`GET /v2/certificates/enrollments/${referenceNumber}`]: {
      requestDate: '2026-02-01T00:00:00Z',
      status: { code: 200, description: 'OK' },
      certificateSerialNumber: serialNumber,
    },
    'POST /v2/certificates/retrieve': {
      certificates: [
        {
          certificate: certificate.raw.toString('base64'),
          certificateName: 'Firma',
          certificateSerialNumber: serialNumber,
          certificateType: 'Authentication',
        },
      ],
    },
  };
}

test('a certificate that does not belong to the key of the application is not handed out as if it did', async () => {
  const answers = await answersOf();
  const respond: Responder = ({ method, url }, response) => {
    const answer = answers[`${method} ${url}`];
    json(
      response,
      answer ? (method === 'POST' && url.endsWith('enrollments') ? 202 : 200) : 404,
      answer ?? {},
    );
  };
  await using server = await testServer(respond);
  const client = createKsefClient({ baseUrl: server.baseUrl, tokens: savedTokens(), rateLimits: false });
  const enrolling = client.enrollCertificate({ name: 'Firma', usage: 'Authentication' });
  expect(await failureOf(enrolling)).toMatchObject({
    kind: 'unexpected-answer',
    operation: 'retrieveCertificates',
    text: { en: expect.stringContaining(serialNumber) },
  });
});
