/** Attacks on the API by what is sent: each is refused as what it is, and others are served meanwhile. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { callLoosely, logIn, newNip, sealOf } from '../api.ts';

let ksef: Ksef;
let bearer: string;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
  const nip = newNip();
  bearer = (await logIn(ksef, await sealOf(nip), nip)).access;
});
afterAll(() => ksef.close());

const limits = {
  onlineSession: { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 2, maxInvoices: 10 },
  batchSession: { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 2, maxInvoices: 10 },
};

describe('JSON', () => {
  it.each([
    ['lists', '[', ']'],
    ['objects', '{"a":', '}'],
  ])('in %s 100,000 levels deep is passed over where nobody knows the field', async (_, opening, closing) => {
    const deep = `${opening.repeat(100_000)}1${closing.repeat(100_000)}`;
    const text = JSON.stringify({ ...limits, unknown: 0 });
    for (const body of [
      text.replace('"unknown":0', `"unknown":${deep}`),
      text.replace('"maxInvoices":10', `"maxInvoices":10,"unknown":${deep}`),
    ]) {
      expect((await callLoosely(ksef, 'setTestSessionLimits', { body }, { bearer })).status).toBe(200);
    }
  });
});
