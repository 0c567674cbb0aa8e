import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CheckAttachmentPermissionStatusResponse, SessionInvoicesResponse } from '@kwit/ksef-contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Company, logIn } from '../../test/company.ts';
import { sendPackage, zip } from '../../test/package.ts';
import { type Ksef, startKsef } from '../index.ts';

const example = readFileSync(resolve(import.meta.dirname, '../../../../examples/attachment.xml'), 'utf8');
const nip = /<Podmiot1>.*?<NIP>(\d{10})</s.exec(example)?.[1] ?? '';
const issueDate = /<P_1>([^<]*)</.exec(example)?.[1] ?? '';

let ksef: Ksef;
let company: Company;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off', clock: `${issueDate}T11:00:00Z` });
  company = await logIn(ksef, nip);
});
afterAll(() => ksef.close());

const consent = async () =>
  (await company.get<CheckAttachmentPermissionStatusResponse>('/permissions/attachments/status')).body;

/** What becomes of an invoice with an attachment in a package. */
async function sent(number: string) {
  const invoice = example.replace(/<P_2>[^<]*</, `<P_2>${number}<`);
  const { reference } = await sendPackage(company, await zip([['a.xml', invoice]]));
  const { body } = await company.get<SessionInvoicesResponse>(`/sessions/${reference}/invoices`);
  return body.invoices[0]?.status;
}

it('an invoice with an attachment is taken in a package, and only with a consent', async () => {
  expect(await consent()).toEqual({ isAttachmentAllowed: false });
  expect(await sent('Z/1')).toMatchObject({
    code: 410,
    description: 'Nieprawidłowy zakres uprawnień',
    details: [`Sprzedawca ${nip} nie posiada zgody do wysyłania faktur z załącznikami`],
  });

  expect((await company.post('/testdata/attachment', { nip })).status).toBe(200);
  expect(await consent()).toEqual({ isAttachmentAllowed: true });
  expect(await sent('Z/1')).toMatchObject({ code: 200 });
  const online = await company.openSession();
  const alone = await company.sendAndWait(online, example.replace(/<P_2>[^<]*</, '<P_2>Z/2<'));
  expect(alone.status).toMatchObject({
    code: 415,
    details: ['Faktura z załącznikiem może zostać przesłana wyłącznie w sesji wsadowej.'],
  });

  await company.post('/testdata/attachment/revoke', { nip, expectedEndDate: '2090-01-01' });
  expect(await consent()).toMatchObject({
    isAttachmentAllowed: true,
    revokedDate: expect.stringMatching(/^2089-12-31T23/),
  });
  await company.post('/testdata/attachment/revoke', { nip });
  expect(await consent()).toMatchObject({ isAttachmentAllowed: false });
  await company.post('/testdata/attachment/revoke', { nip, expectedEndDate: '2090-01-01' });
  expect(await consent()).toMatchObject({ isAttachmentAllowed: false });
  expect((await sent('Z/3'))?.code).toBe(410);
});
