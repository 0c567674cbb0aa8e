import { encryptContent, newSymmetricKey, sha256Base64 } from '@kwit/crypto';
import { describe, expect, it } from 'vitest';
import { anotherKey } from '../../../test/another-key.ts';
import { farmInvoice, peppolInvoice } from '../../../test/sample-forms.ts';
import { sampleInvoice } from '../../../test/sample-invoice.ts';
import { parseInstant } from './instants.ts';
import { judge, type Submission, type Verdict } from './verdict.ts';
import { verdictSentences } from './verdict-sentences.ts';

const key = newSymmetricKey();
const seller = '1111111111';
const noon = parseInstant('2026-03-10T12:00:00') ?? 0;
const encode = (text: string) => new TextEncoder().encode(text);

/** The verdict on a document, sent by its seller at noon of 10 March 2026. */
async function verdictOn(document: string | Uint8Array, changes: Partial<Submission> = {}): Promise<Verdict> {
  const bytes = typeof document === 'string' ? encode(document) : document;
  return judge({
    encrypted: encryptContent(bytes, key),
    key,
    declaredHash: sha256Base64(bytes),
    declaredSize: bytes.length,
    declaredOffline: false,
    context: { type: 'Nip', value: seller },
    invoicingDate: noon,
    attachmentRefusal: () => ({ status: 'attachmentNotAllowed', sentence: verdictSentences.attachment }),
    form: 'FA (3)',
    sizes: { plain: 1_000_000, withAttachment: 3_000_000 },
    checksIdentifiers: false,
    ...changes,
  });
}

const invoice = (changes: Parameters<typeof sampleInvoice>[0] = {}): string =>
  sampleInvoice({ issueDate: '2026-03-10', ...changes });
const refused = async (verdict: Promise<Verdict>) => {
  const answer = await verdict;
  if (answer.accepted) throw new Error('the invoice was accepted');
  return { status: answer.status, detail: answer.details[0], invoiceNumber: answer.invoiceNumber };
};

describe('an invoice', () => {
  it('that is right is accepted with its facts', async () => {
    const text = invoice({ number: 'FV 1/2026' });
    const verdict = await verdictOn(text);
    expect(verdict).toMatchObject({
      accepted: true,
      invoicingMode: 'Online',
      facts: { number: 'FV 1/2026', seller: { nip: seller }, kind: 'VAT', issueDate: '2026-03-10' },
    });
    if (verdict.accepted) expect(new TextDecoder().decode(verdict.document.content)).toBe(text);
  });

  it('under another key is not readable', async () => {
    const text = invoice();
    const encrypted = encryptContent(encode(text), anotherKey(text, key));
    expect(await refused(verdictOn(text, { encrypted }))).toMatchObject({
      status: 'notDecrypted',
      detail: 'Plik niepoprawnie zaszyfrowany',
    });
  });

  it('of another size or digest than declared is refused', async () => {
    expect(await refused(verdictOn(invoice(), { declaredSize: 1798 }))).toMatchObject({
      status: 'badFile',
      detail: "Rozmiar faktury nie zgadza się z zadeklarowaną wartością: '1798'.",
    });
    const declaredHash = sha256Base64('something else');
    expect(await refused(verdictOn(invoice(), { declaredHash }))).toMatchObject({ status: 'badFile' });
  });

  it.each<[string, () => string, string, string]>([
    ['a byte order mark', () => `\u{feff}${invoice()}`, 'badFile', 'Plik faktury zawiera znacznik BOM.'],
    [
      'a processing instruction',
      () => invoice().replace('<Naglowek>', '<?go now?><Naglowek>'),
      'badDocument',
      'Dokument zawiera niedozwoloną instrukcję przetwarzania XML.',
    ],
    [
      'another declared encoding',
      () => invoice().replace(/<\?xml[^?]*\?>/, '<?xml version="1.0" encoding="ISO-8859-2"?>'),
      'badDocument',
      'Dokument nie jest zapisany w kodowaniu UTF-8.',
    ],
    [
      'a discouraged character',
      () => invoice({ number: 'FV\u{85}\u{86}1' }),
      'badDocument',
      'Dokument zawiera niedozwolone znaki Unicode.',
    ],
    [
      'a document type',
      () => invoice().replace('<Faktura', '<!DOCTYPE Faktura [<!ENTITY e "x">]><Faktura'),
      'badDocument',
      'Nieprawidłowy XML',
    ],
    ['no XML at all', () => 'Faktura VAT', 'badDocument', 'Nieprawidłowy XML'],
    ['nothing', () => '', 'badDocument', 'Nieprawidłowy XML'],
    [
      'too many bytes',
      () => invoice().replace('</Faktura>', `<!--${'x'.repeat(1_000_000)}--></Faktura>`),
      'badFile',
      'Rozmiar faktury przekracza dopuszczalną wartość.',
    ],
  ])('with %s is refused', async (_, make, status, detail) => {
    expect(await refused(verdictOn(make()))).toMatchObject({ status, detail });
  });

  it('that is not UTF-8 is refused', async () => {
    const bytes = encode(invoice());
    const spoilt = Uint8Array.from(bytes);
    spoilt[spoilt.lastIndexOf('>'.charCodeAt(0)) - 30] = 0x81;
    expect(await refused(verdictOn(spoilt))).toMatchObject({
      status: 'badDocument',
      detail: 'Dokument nie jest zapisany w kodowaniu UTF-8.',
    });
  });

  it('against the schema is refused in the words of the real validator', async () => {
    const namespace = 'http://crd.gov.pl/wzor/2025/06/25/13775/';
    const unexpected = invoice().replace('<P_2>', '<P_2X/><P_2>');
    expect((await refused(verdictOn(unexpected))).detail).toBe(
      `The element 'Fa' in namespace '${namespace}' has invalid child element 'P_2X' in namespace '${namespace}'. List of possible elements expected: 'P_2' in namespace '${namespace}'.`,
    );
    const missing = invoice().replace(/<KodWaluty>[^<]*<\/KodWaluty>/, '');
    expect((await refused(verdictOn(missing))).detail).toContain(
      "List of possible elements expected: 'KodWaluty'",
    );
    const wrong = invoice().replace(/<P_15>[^<]*</, '<P_15>much<');
    expect((await refused(verdictOn(wrong))).detail).toContain(`The '${namespace}:P_15' element is invalid`);
    const otherSchema = invoice().replace('kodSystemowy="FA (3)"', 'kodSystemowy="FA (2)"');
    expect((await refused(verdictOn(otherSchema))).detail).toBe(
      "The value of the 'kodSystemowy' attribute does not equal its fixed value.",
    );
    const otherFormat = '<Potwierdzenie xmlns="http://upo.schematy.mf.gov.pl/KSeF/v4-3"/>';
    expect(await refused(verdictOn(otherFormat))).toMatchObject({
      status: 'badDocument',
      detail:
        "Could not find schema information for the element 'http://upo.schematy.mf.gov.pl/KSeF/v4-3:Potwierdzenie'.",
    });
    expect((await refused(verdictOn('<Invoice/>'))).detail).toBe(
      "Could not find schema information for the element 'Invoice'.",
    );
    const outside = invoice().replace('<Fa>', '<Fa xmlns="">');
    const { details } = (await verdictOn(outside)) as { details: readonly string[] };
    expect(details).toHaveLength(1);
    expect(details[0]).toBe(
      `The element 'Faktura' in namespace '${namespace}' has invalid child element 'Fa'. List of possible elements expected: 'Podmiot3, PodmiotUpowazniony, Fa' in namespace '${namespace}'.`,
    );
  });

  it('with more faults and longer values than anyone reads is told a few, shortened', async () => {
    const rows = '<FaWiersz><NrWierszaFa>x</NrWierszaFa><P_8B>z</P_8B></FaWiersz>'.repeat(14_000);
    const many = await verdictOn(invoice().replace(/<FaWiersz>[\s\S]*<\/FaWiersz>/, rows));
    const long = await Promise.all([
      verdictOn(invoice().replace(/<P_7>[^<]*/, `<P_7>${'a'.repeat(980_000)}`)),
      verdictOn(invoice().replace(/<P_15>[^<]*/, `<P_15>${'1'.repeat(980_000)}`)),
      verdictOn(invoice().replace(`<NIP>${seller}`, `<NIP>${'1'.repeat(980_000)}`)),
      verdictOn(invoice().replace('<P_2>', `<${'a'.repeat(980_000)}/><P_2>`)),
      verdictOn(invoice().replace('<Fa>', `<Fa ${'a'.repeat(980_000)}="">`)),
      verdictOn(`<Faktura xmlns="urn:${'a'.repeat(980_000)}"/>`),
    ]);
    for (const verdict of [many, ...long]) {
      if (verdict.accepted) throw new Error('the invoice was accepted');
      expect(verdict.status).toBe('badDocument');
      expect(verdict.details.length).toBeLessThanOrEqual(50);
      expect(verdict.details.join('').length).toBeLessThan(10_000);
    }
  });

  it('declared as XML 1.1, or with discouraged characters as references, is refused', async () => {
    const newer = invoice().replace('version="1.0"', 'version="1.1"');
    expect(await refused(verdictOn(newer))).toMatchObject({
      status: 'badDocument',
      detail: 'Nieprawidłowy XML',
    });
    expect(await refused(verdictOn(invoice({ number: 'FV&#x90;1' })))).toMatchObject({
      status: 'badDocument',
      detail: 'Dokument zawiera niedozwolone znaki Unicode.',
    });
  });

  it('of tomorrow is refused, by the Polish calendar', async () => {
    const beforeMidnight = parseInstant('2026-03-10T23:59:59') ?? 0;
    const afterMidnight = parseInstant('2026-03-11T00:00:00') ?? 0;
    const tomorrow = invoice({ issueDate: '2026-03-11', number: 'FV/2' });
    expect(await refused(verdictOn(tomorrow, { invoicingDate: beforeMidnight }))).toEqual({
      status: 'badDocument',
      detail:
        'Data wystawienia faktury (2026-03-11) nie może być późniejsza niż data przyjęcia faktury (2026-03-10).',
      invoiceNumber: 'FV/2',
    });
    expect(await verdictOn(tomorrow, { invoicingDate: afterMidnight })).toMatchObject({ accepted: true });
  });

  it('of an earlier day is offline, whatever was declared; a declared one always is', async () => {
    const yesterday = invoice({ issueDate: '2026-03-09' });
    expect(await verdictOn(yesterday)).toMatchObject({ invoicingMode: 'Offline' });
    expect(await verdictOn(invoice(), { declaredOffline: true })).toMatchObject({ invoicingMode: 'Offline' });
  });

  it('of another seller is refused, also where the buyer issues it without a permission', async () => {
    const context = { type: 'Nip', value: '5265877635' } as const;
    expect(await refused(verdictOn(invoice(), { context }))).toMatchObject({
      status: 'noPermission',
      detail: 'Brak uprawnienia fakturowego',
    });
    const selfInvoiced = invoice().replace('<P_17>2</P_17>', '<P_17>1</P_17>');
    expect(await refused(verdictOn(selfInvoiced, { context }))).toMatchObject({ status: 'noPermission' });
  });

  it('of a unit is issued in the context of its internal identifier', async () => {
    const own = { type: 'InternalId', value: `${seller}-12345` } as const;
    const foreign = { type: 'InternalId', value: '5265877635-12345' } as const;
    expect(await verdictOn(invoice(), { context: own })).toMatchObject({ accepted: true });
    expect(await refused(verdictOn(invoice(), { context: foreign }))).toMatchObject({
      status: 'noPermission',
    });
  });

  it('with an attachment is not for an interactive session', async () => {
    const attachment =
      '<Zalacznik><BlokDanych><MetaDane><ZKlucz>k</ZKlucz><ZWartosc>w</ZWartosc></MetaDane></BlokDanych></Zalacznik>';
    expect(
      await refused(verdictOn(invoice().replace('</Faktura>', `${attachment}</Faktura>`))),
    ).toMatchObject({
      status: 'attachmentNotAllowed',
    });
  });

  it.each([
    ['FA_RR (1)', farmInvoice, '</Faktura>', " in namespace 'http://crd.gov.pl/wzor/2026/03/06/14189/'"],
    ['PEF (3)', peppolInvoice, '</Invoice>', ''],
  ] as const)(
    'of the form %s is refused with the namespace of its own schema',
    async (form, document, end, where) => {
      const text = document({ seller, buyer: '5260250275', issueDate: '2026-03-10' });
      const { detail } = await refused(verdictOn(text.replace(end, `<Nic/>${end}`), { form }));
      expect(detail).toMatch(new RegExp(`has invalid child element 'Nic'${where}`));
      expect(detail).not.toContain('13775');
    },
  );

  it.each([
    ['FA_RR (1)', { type: 'Nip', value: '5260250275' }, farmInvoice],
    ['PEF (3)', { type: 'PeppolId', value: 'PPL123456' }, peppolInvoice],
  ] as const)(
    'of the form %s has its checksums judged where they count, too',
    async (form, context, document) => {
      const text = document({ seller: '1111111112', buyer: '5260250275', issueDate: '2026-03-10' });
      const changes = { form, context } as const;
      expect(await verdictOn(text, changes)).toMatchObject({ accepted: true });
      expect(await verdictOn(text, { ...changes, checksIdentifiers: true })).toMatchObject({
        status: 'badDocument',
        details: [
          'Nieprawidłowa suma kontrolna numeru NIP: 1111111112.',
          'Nieprawidłowa suma kontrolna numeru NIP: 5260250275.',
        ],
      });
    },
  );

  it('has its checksums judged only where they count', async () => {
    const text = invoice({ seller: '1111111112' });
    const bytes = encode(text);
    const submission: Submission = {
      encrypted: encryptContent(bytes, key),
      key,
      declaredHash: sha256Base64(bytes),
      declaredSize: bytes.length,
      declaredOffline: false,
      context: { type: 'Nip', value: '1111111112' },
      invoicingDate: noon,
      attachmentRefusal: () => undefined,
      form: 'FA (3)',
      sizes: { plain: 1_000_000, withAttachment: 3_000_000 },
      checksIdentifiers: false,
    };
    expect(await judge(submission)).toMatchObject({ accepted: true });
    expect(await judge({ ...submission, checksIdentifiers: true })).toMatchObject({
      accepted: false,
      status: 'badDocument',
      details: ['Nieprawidłowa suma kontrolna numeru NIP: 1111111112.'],
    });
  });
});
