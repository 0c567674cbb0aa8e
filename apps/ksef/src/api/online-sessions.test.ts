import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isKsefNumber, newSymmetricKey, readCertificate, sha256Base64, verifyXades } from '@kwit/crypto';
import type { SessionInvoicesResponse, SessionStatusResponse } from '@kwit/ksef-contract';
import type { Logger } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anotherKey } from '../../test/another-key.ts';
import { base64, type Company, fa3, faultsOf, logIn, sendRequest } from '../../test/company.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { type Ksef, startKsef } from '../index.ts';
import { logOf } from '../logging.ts';

const nip = '1111111111';
const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short' });
const polishDay = (offsetDays = 0) => today.format(Date.now() + offsetDays * 86_400_000);
const invoice = (changes: Parameters<typeof sampleInvoice>[0] = {}) =>
  sampleInvoice({ issueDate: polishDay(), ...changes });

let ksef: Ksef;
let company: Company;
let other: Company;

beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
  company = await logIn(ksef, nip);
  other = await logIn(ksef, '5265877635');
});
afterAll(() => ksef.close());

describe('an invoice on its way', () => {
  it('with thousands of faults is refused at once and keeps nobody waiting', async () => {
    const session = await company.openSession();
    const rows = '<FaWiersz><NrWierszaFa>x</NrWierszaFa><P_8B>z</P_8B></FaWiersz>'.repeat(14_000);
    const started = process.cpuUsage();
    const { body } = await company.send(session, invoice().replace(/<FaWiersz>[\s\S]*<\/FaWiersz>/, rows));
    const [state] = await Promise.all([
      company.verdict(session.reference, body.referenceNumber),
      other.get('/sessions?sessionType=Online'),
    ]);
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
    expect(state.status.code).toBe(450);
    expect(state.status.details?.length).toBeLessThanOrEqual(50);
    const list = await company.get(`/sessions/${session.reference}/invoices`);
    expect(JSON.stringify(list.body).length).toBeLessThan(20_000);
  });

  it('gets a number, a receipt, and a place in the receipt of its session', async () => {
    const session = await company.openSession();
    expect(session.reference).toMatch(/^\d{8}-SO-[0-9A-F]{10}-[0-9A-F]{10}-[0-9A-F]{2}$/);
    const text = invoice();
    const { status, body } = await company.send(session, text);
    expect(status).toBe(202);
    const state = await company.verdict(session.reference, body.referenceNumber);
    expect(state).toMatchObject({
      ordinalNumber: 1,
      status: { code: 200, description: 'Sukces' },
      invoiceHash: sha256Base64(text),
      invoicingMode: 'Online',
    });
    const ksefNumber = state.ksefNumber ?? '';
    expect(isKsefNumber(ksefNumber)).toBe(true);
    expect(ksefNumber.slice(0, 20)).toBe(`${nip}-${polishDay().replaceAll('-', '')}-`);

    const open = await company.get(`/sessions/${session.reference}`);
    expect(open.body).toMatchObject({ status: { code: 100 }, invoiceCount: 1, successfulInvoiceCount: 1 });
    expect(open.body).not.toHaveProperty('failedInvoiceCount');
    expect(open.body).not.toHaveProperty('upo');
    expect((await company.close(session)).status).toBe(204);
    const closed = await company.outcome(session);
    expect(closed).toMatchObject({
      status: { code: 200, description: 'Sesja interaktywna przetworzona pomyślnie' },
      invoiceCount: 1,
    });

    const page = closed.upo?.pages[0];
    const path = `/sessions/${session.reference}`;
    const receipts = [
      await company.get<string>(`${path}/invoices/${body.referenceNumber}/upo`),
      await company.get<string>(`${path}/invoices/ksef/${ksefNumber}/upo`),
      await company.get<string>(`${path}/upo/${page?.referenceNumber}`),
    ];
    for (const receipt of receipts) {
      expect(receipt.status).toBe(200);
      expect(receipt.headers.get('content-type')).toContain('application/xml');
      expect(receipt.headers.get('x-ms-meta-hash')).toBe(sha256Base64(receipt.body));
      const { signedXml, trust } = verifyXades(new TextEncoder().encode(receipt.body), {
        now: new Date(),
        allowSelfSigned: false,
        trustedAuthorities: [readCertificate(ksef.caCertificate)],
      });
      expect(trust).toBe('authority');
      expect(signedXml).toContain(`<NumerKSeFDokumentu>${ksefNumber}</NumerKSeFDokumentu>`);
      expect(signedXml).toContain(`<SkrotDokumentu>${sha256Base64(text)}</SkrotDokumentu>`);
    }
    expect(receipts[0]?.body).toBe(receipts[1]?.body);
    expect((await company.get<string>(`${path}/upo/${page?.referenceNumber}`)).body).toBe(receipts[2]?.body);

    const known = await company.verdict(session.reference, body.referenceNumber);
    for (const [url, receipt] of [
      [known.upoDownloadUrl, receipts[0]],
      [page?.downloadUrl, receipts[2]],
    ] as const) {
      const fetched = await fetch(url ?? '');
      expect(fetched.headers.get('x-ms-meta-hash')).toBe(receipt?.headers.get('x-ms-meta-hash'));
      expect(await fetched.text()).toBe(receipt?.body);
      const spoilt = (url ?? '').replace(/sig=.{4}/, 'sig=AAAA');
      expect((await fetch(spoilt)).status).toBe(404);
      const prolonged = (url ?? '').replace(/se=\d/, 'se=9');
      expect((await fetch(prolonged)).status).toBe(404);
    }
  });

  it('is refused with the reason in its status, and listed among the failed ones', async () => {
    const session = await company.openSession();
    const unreadable = invoice();
    const wrong = [
      { document: invoice(), changes: { invoiceSize: 1798 }, code: 430 },
      {
        document: unreadable,
        changes: sendRequest(unreadable, anotherKey(unreadable, session.key)),
        code: 435,
      },
      { document: invoice().replace('<P_2>', '<P_2X/><P_2>'), changes: {}, code: 450 },
      { document: 'no invoice', changes: {}, code: 450 },
      { document: invoice({ issueDate: polishDay(1) }), changes: {}, code: 450 },
      { document: invoice({ seller: '5265877635' }), changes: {}, code: 410 },
    ];
    // Where nothing was refused there is no list.
    const failedPath = `/sessions/${session.reference}/invoices/failed`;
    expect((await company.get(failedPath)).body).toEqual({});
    for (const { document, changes, code } of wrong) {
      const { invoiceHash: _, ...rest } = changes as ReturnType<typeof sendRequest>;
      expect((await company.sendAndWait(session, document, rest)).status).toMatchObject({ code });
    }
    const right = await company.sendAndWait(session, invoice());
    expect(right.status.code).toBe(200);
    const failed = await company.get<SessionInvoicesResponse>(failedPath);
    expect(failed.body.invoices.map(({ status }) => status.code)).toEqual(wrong.map(({ code }) => code));
    const all = await company.get<SessionInvoicesResponse>(`/sessions/${session.reference}/invoices`);
    expect(all.body.invoices).toHaveLength(wrong.length + 1);
    expect((await company.close(session)).status).toBe(204);
    expect(await company.outcome(session)).toMatchObject({
      status: { code: 200 },
      invoiceCount: 7,
      successfulInvoiceCount: 1,
      failedInvoiceCount: 6,
    });
  });

  it('of an earlier day is offline', async () => {
    const session = await company.openSession();
    const yesterday = await company.sendAndWait(session, invoice({ issueDate: polishDay(-1) }));
    expect(yesterday).toMatchObject({ status: { code: 200 }, invoicingMode: 'Offline' });
    const declared = await company.sendAndWait(session, invoice(), { offlineMode: true });
    expect(declared).toMatchObject({ status: { code: 200 }, invoicingMode: 'Offline' });
  });

  it('is accepted once, however many send it at the same time', async () => {
    const number = `ONCE/${Date.now()}`;
    const sessions = await Promise.all([company.openSession(), company.openSession(), company.openSession()]);
    const sent = await Promise.all(
      Array.from({ length: 12 }, async (_, index) => {
        const session = sessions[index % sessions.length];
        if (!session) throw new Error('no session');
        return { session, state: await company.sendAndWait(session, invoice({ number })) };
      }),
    );
    const accepted = sent.filter(({ state }) => state.status.code === 200);
    expect(accepted).toHaveLength(1);
    const [first] = accepted;
    for (const { state } of sent.filter((one) => one !== first)) {
      expect(state).toMatchObject({
        invoiceNumber: number,
        status: {
          code: 440,
          description: 'Duplikat faktury',
          details: [
            `Duplikat faktury. Faktura o numerze KSeF: ${first?.state.ksefNumber} została już prawidłowo przesłana do systemu w sesji: ${first?.session.reference}`,
          ],
          extensions: {
            originalSessionReferenceNumber: first?.session.reference,
            originalKsefNumber: first?.state.ksefNumber,
          },
        },
      });
    }
  });

  it('shares a number only with an invoice of another kind or seller', async () => {
    const number = `SHARED/${Date.now()}`;
    const session = await company.openSession();
    expect((await company.sendAndWait(session, invoice({ number }))).status.code).toBe(200);
    const spaced = invoice({ number: ` ${number}\n ` });
    expect((await company.sendAndWait(session, spaced)).status.code).toBe(440);
    const settlement = invoice({ number }).replace(
      '<RodzajFaktury>VAT</RodzajFaktury>',
      '<RodzajFaktury>ROZ</RodzajFaktury>',
    );
    expect((await company.sendAndWait(session, settlement)).status.code).toBe(200);
    const otherSession = await other.openSession();
    const foreign = invoice({ number, seller: other.nip });
    expect((await other.sendAndWait(otherSession, foreign)).status.code).toBe(200);
  });

  it('is refused at once where the request cannot be right', async () => {
    const session = await company.openSession();
    const request = sendRequest(invoice(), session.key);
    const path = `/sessions/online/${session.reference}/invoices`;
    const refusalOf = async (changes: object) =>
      faultsOf((await company.post(path, { ...request, ...changes })).body);
    expect(await refusalOf({ encryptedInvoiceSize: 5 })).toEqual([
      { code: 21402, details: ['Długość treści nie zgadza się z rozmiarem pliku.'] },
    ]);
    expect(await refusalOf({ encryptedInvoiceHash: sha256Base64('x') })).toEqual([
      { code: 21403, details: ['Skrót treści nie zgadza się ze skrótem pliku.'] },
    ]);
    const correction = { hashOfCorrectedInvoice: sha256Base64('a refused one') };
    expect(await refusalOf(correction)).toEqual([
      { code: 21405, details: ['HashOfCorrectedInvoice can only be provided for offline invoices'] },
    ]);
    const nowhere = '20260310-SO-0000000000-0000000000-00';
    const unknown = await company.post(`/sessions/online/${nowhere}/invoices`, request);
    expect(faultsOf(unknown.body)).toEqual([
      { code: 21173, details: [`Sesja o numerze referencyjnym ${nowhere} nie została odnaleziona.`] },
    ]);
    const foreign = await other.post(path, request);
    expect(foreign).toMatchObject({ status: 403, body: { reasonCode: 'insufficient-resource-access' } });
  });
});

describe('a technical correction', () => {
  it('replaces an offline invoice that was refused, once', async () => {
    const session = await company.openSession();
    const broken = invoice().replace('<P_2>', '<P_2X/><P_2>');
    const refused = await company.sendAndWait(session, broken, { offlineMode: true });
    expect(refused.status.code).toBe(450);
    const correction = { offlineMode: true, hashOfCorrectedInvoice: refused.invoiceHash };
    const text = invoice();
    const accepted = await company.sendAndWait(session, text, correction);
    expect(accepted.status.code).toBe(200);
    const second = await company.send(session, invoice(), correction);
    expect(faultsOf(second.body)).toEqual([
      { code: 21166, details: ['Faktura posiada już przetworzoną prawidłowo korektę techniczną.'] },
    ]);
    const ofAccepted = { offlineMode: true, hashOfCorrectedInvoice: sha256Base64(text) };
    expect(faultsOf((await company.send(session, invoice(), ofAccepted)).body)).toEqual([
      { code: 21167, details: ['Nie można wysłać korekty technicznej do prawidłowo przetworzonej faktury.'] },
    ]);
  });

  it('is of the same document, however its hash is written', async () => {
    const session = await company.openSession();
    const hash = sha256Base64(`refused ${Date.now()}`);
    const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const next = digits[digits.indexOf(hash[42] ?? '') + 1];
    const sameHash = `${hash.slice(0, 42)}${next}=`;
    expect(Buffer.from(sameHash, 'base64')).toEqual(Buffer.from(hash, 'base64'));
    const text = invoice();
    const accepted = await company.sendAndWait(session, text, {
      offlineMode: true,
      hashOfCorrectedInvoice: sameHash,
    });
    expect(accepted.status.code).toBe(200);
    for (const hashOfCorrectedInvoice of [hash, sameHash]) {
      const second = await company.send(session, invoice(), { offlineMode: true, hashOfCorrectedInvoice });
      expect(faultsOf(second.body)).toMatchObject([{ code: 21166 }]);
    }
  });

  it('is accepted once, however many are judged together', async () => {
    const defects: object[] = [];
    const logger = { ...logOf(false), error: (facts: object) => defects.push(facts) } as unknown as Logger;
    const own = await startKsef({ port: 0, rateLimits: 'off', logger });
    const sender = await logIn(own, nip);
    const session = await sender.openSession();
    const { id } = await own.control.addFault({ kind: 'stuck', work: ['invoice'] });
    const correction = { offlineMode: true, hashOfCorrectedInvoice: sha256Base64('a refused one') };
    const references: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      references.push((await sender.send(session, invoice(), correction)).body.referenceNumber);
    }
    await own.control.removeFault({ id });
    const statuses = [];
    for (const reference of references) {
      statuses.push((await sender.verdict(session.reference, reference)).status);
    }
    const details = ['Dokument posiada już korektę techniczną.'];
    expect(statuses).toMatchObject([{ code: 200 }, { code: 450, details }, { code: 450, details }]);
    expect(defects).toEqual([]);
    await own.close();
  });

  it('is accepted once, however many are sent at the same time', async () => {
    const session = await company.openSession();
    const correction = { offlineMode: true, hashOfCorrectedInvoice: sha256Base64(`refused ${Date.now()}`) };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => company.send(session, invoice(), correction)),
    );
    const taken = answers.filter(({ status }) => status === 202);
    const codes = await Promise.all(
      taken.map(
        async ({ body }) => (await company.verdict(session.reference, body.referenceNumber)).status.code,
      ),
    );
    expect(codes.filter((code) => code === 200)).toHaveLength(1);
  });
});

describe('a session', () => {
  it('is not opened for a form that is not supported, or under an unknown key', async () => {
    const encryption = await company.encryptionOf(newSymmetricKey());
    const open = (changes: object) =>
      company.post('/sessions/online', { formCode: fa3, encryption, ...changes });
    const otherForm = await open({ formCode: { ...fa3, systemCode: 'FA (9)' } });
    expect(otherForm.status).toBe(400);
    expect(faultsOf(otherForm.body)).toEqual([
      { code: 21405, details: ['Wskazany kod formularza nie jest wspierany.'] },
    ]);
    const publicKeyId = sha256Base64('no key');
    const unknownKey = await open({ encryption: { ...encryption, publicKeyId } });
    expect(faultsOf(unknownKey.body)).toEqual([
      { code: 21470, details: [`Klucz o identyfikatorze ${publicKeyId} nie jest wspierany.`] },
    ]);
  });

  it.each([
    ['a key under another public key', { encryptedSymmetricKey: base64(new Uint8Array(256)) }],
    ['a vector of another length', { initializationVector: base64(new Uint8Array(24)) }],
  ])('with %s is opened and fails later', async (_, encryption) => {
    const session = await company.openSession(encryption);
    const failed = await company.outcome(session);
    expect(failed.status).toMatchObject({
      code: 415,
      description: 'Błąd odszyfrowania dostarczonego klucza',
    });
    expect(failed.status.details).toHaveLength(1);
    const sent = await company.send(session, invoice());
    expect(faultsOf(sent.body)).toEqual([
      { code: 21180, details: ['Status sesji (415) uniemożliwia wysyłkę faktur.'] },
    ]);
    expect(faultsOf((await company.close(session)).body)[0]?.code).toBe(21180);
  });

  it('without invoices is cancelled when it is closed', async () => {
    const session = await company.openSession();
    await company.close(session);
    const { body } = await company.get<SessionStatusResponse>(`/sessions/${session.reference}`);
    expect(body.status).toEqual({
      code: 440,
      description: 'Sesja anulowana',
      details: ['Nie przesłano faktur'],
    });
    expect(body).not.toHaveProperty('invoiceCount');
    expect(faultsOf((await company.close(session)).body)).toEqual([
      { code: 21180, details: ['Status sesji (440) uniemożliwia jej zamknięcie.'] },
    ]);
    expect(faultsOf((await company.send(session, invoice())).body)[0]).toMatchObject({ code: 21180 });
  });

  it('without a right invoice ends with 445', async () => {
    const session = await company.openSession();
    await company.sendAndWait(session, 'no invoice');
    await company.close(session);
    const outcome = await company.outcome(session);
    expect(outcome).toMatchObject({
      status: { code: 445, description: 'Błąd weryfikacji, brak poprawnych faktur' },
      invoiceCount: 1,
      failedInvoiceCount: 1,
    });
    expect(outcome).not.toHaveProperty('successfulInvoiceCount');
  });

  it('that is closed while its invoices wait takes them all', async () => {
    const session = await company.openSession();
    const answers = await Promise.all(Array.from({ length: 20 }, () => company.send(session, invoice())));
    await company.close(session);
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    const outcome = await company.outcome(session);
    expect(outcome).toMatchObject({ status: { code: 200 }, invoiceCount: 20, successfulInvoiceCount: 20 });
    const page = outcome.upo?.pages[0]?.referenceNumber;
    const { body } = await company.get<string>(`/sessions/${session.reference}/upo/${page}`);
    expect(body.match(/<Dokument>/g)).toHaveLength(20);
    expect(body).toContain('<ZakresDokumentowDo>20</ZakresDokumentowDo>');
  });
});

const examples = resolve(import.meta.dirname, '../../../../../shared/official/examples');
if (!existsSync(examples)) {
  console.log('official examples: skipped, ../shared/official/examples is not there');
}

describe.skipIf(!existsSync(examples))('the official examples of FA(3)', () => {
  const files = existsSync(examples)
    ? readdirSync(examples).filter((name) =>
        readFileSync(join(examples, name), 'utf8').includes('http://crd.gov.pl/wzor/2025/06/25/13775/'),
      )
    : [];

  it('are many', () => expect(files.length).toBeGreaterThan(15));

  // Some share a number, so each is sold by a company of its own.
  it.each(files.map((name, index) => ({ name, seller: nipOf(index) })))('$name', async ({ name, seller }) => {
    const text = readFileSync(join(examples, name), 'utf8')
      .replace(/(<(?:\w+:)?Podmiot1>[\s\S]*?<(?:\w+:)?NIP>)[^<]*/, `$1${seller}`)
      .replace(/(<(?:\w+:)?P_1>)[^<]*/, `$1${polishDay()}`);
    const sender = await logIn(ksef, seller);
    const state = await sender.sendAndWait(await sender.openSession(), text);
    // Attachments are for batch sessions, says the official page on verification.
    expect(state.status.code).toBe(text.includes('<Zalacznik>') ? 415 : 200);
  });
});

/** NIPs with a right checksum. */
function nipOf(index: number): string {
  const body = String(511_000_000 + index * 7);
  const sum = [6, 5, 7, 2, 3, 4, 5, 6, 7].reduce((total, weight, at) => total + weight * Number(body[at]), 0);
  return sum % 11 === 10 ? nipOf(index + 1000) : `${body}${sum % 11}`;
}
