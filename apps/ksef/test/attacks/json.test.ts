/** Attacks on the API by what is sent: each is refused as what it is, and others are served meanwhile. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { call, callLoosely, logIn, newNip, sealOf } from '../api.ts';

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

  const refusedAs = async (body: string, name: 'setTestSessionLimits' | 'createToken' = 'createToken') =>
    callLoosely(ksef, name, { body }, { bearer });

  it('of a mebibyte of brackets is answered', async () => {
    const half = 2 ** 19 - 1;
    for (const body of ['['.repeat(2 * half), '['.repeat(half) + ']'.repeat(half), '{"a":'.repeat(200_000)]) {
      expect(await refusedAs(body)).toMatchObject({ status: 400, codes: [21001] });
    }
    expect((await refusedAs(' '.repeat(2 ** 20 + 1))).status).toBe(413);
    const names = Array.from({ length: 60_000 }, (_, index) => `"f${index}":${index}`).join(',');
    expect((await refusedAs(`{${names}}`)).codes).toEqual([21405]);
    const permissions = Array.from({ length: 60_000 }, () => '"InvoiceRead"').join(',');
    const long = await refusedAs(`{"permissions":[${permissions}],"description":"za dużo"}`);
    expect([202, 400]).toContain(long.status);
  });

  it('with names of the prototype changes nothing for anybody', async () => {
    const polluted = `{"__proto__":{"permissions":["InvoiceRead"],"description":"obce","polluted":1},"constructor":{"prototype":{"polluted":1}}}`;
    expect((await refusedAs(polluted)).codes).toEqual([21405]);
    expect((await refusedAs('{}')).codes).toEqual([21405]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });

  it('with a name twice has the last value', async () => {
    const twice = await refusedAs(
      '{"permissions":["Owner"],"permissions":["InvoiceRead"],"description":"dwa razy"}',
    );
    expect(twice.status).toBe(202);
    const back = await refusedAs(
      '{"permissions":["InvoiceRead"],"permissions":["Owner"],"description":"dwa razy"}',
    );
    expect(back.codes).toEqual([21405]);
  });

  it('with half of a character, or with none, is kept as text or refused', async () => {
    for (const description of ['\\ud800 połowa', 'zero \\u0000 zero', '\\ufeff\\u202e wstecz']) {
      const made = await refusedAs(`{"permissions":["InvoiceRead"],"description":"${description}"}`);
      expect([202, 400]).toContain(made.status);
      const listed = await call(ksef, 'listTokens', {}, { bearer });
      expect(listed.status).toBe(200);
    }
  });
});
