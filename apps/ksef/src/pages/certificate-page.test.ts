/** Code II over HTTP: every check of the official page, with real keys and both encodings of signatures. */
import { constants, type KeyObject, sign } from 'node:crypto';
import { createSelfSignedCertificate, generateKeyPair, type KeyKind, sha256Base64 } from '@kwit/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, logIn, newNip, sealOf } from '../../test/api.ts';
import { logIn as companyOf } from '../../test/company.ts';
import { enroll } from '../../test/enrollment.ts';
import {
  actorIn,
  byNip,
  byPesel,
  inNip,
  inUnit,
  newPesel,
  ownerOf,
  person,
  subunit,
  unitOf,
} from '../../test/permissions.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { type Ksef, startKsef } from '../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

interface Issuer {
  nip: string;
  bearer: string;
  serialNumber: string;
  key: KeyObject;
}

async function issuer(kind: KeyKind = 'EC', type: 'Offline' | 'Authentication' = 'Offline'): Promise<Issuer> {
  const nip = newNip();
  const { access: bearer } = await logIn(ksef, await sealOf(nip), nip);
  const { credential, serialNumber } = await enroll(ksef, bearer, {
    type,
    keyPair: await generateKeyPair(kind),
  });
  return { nip, bearer, serialNumber, key: credential.privateKey };
}

const digest = Buffer.from(sha256Base64('dokument'), 'base64').toString('base64url');

type Way = Omit<Parameters<typeof sign>[2] & object, 'key'>;
const p1363: Way = { dsaEncoding: 'ieee-p1363' };
const der: Way = { dsaEncoding: 'der' };
const pss = (saltLength: number): Way => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });

interface Changes {
  context?: string;
  seller?: string;
  serial?: string;
  hash?: string;
  /** What is signed of the address; everything after `http://` by default. */
  signed?: (url: string) => string | Uint8Array;
  way?: Way;
}

function linkOf({ nip, serialNumber, key }: Issuer, changes: Changes = {}): string {
  const { context = `Nip/${nip}`, seller = nip, serial = serialNumber, hash = digest } = changes;
  const url = `${ksef.url}/certificate/${context}/${seller}/${serial}/${hash}`;
  const text = (changes.signed ?? withoutScheme)(url);
  const way = changes.way ?? (key.asymmetricKeyType === 'rsa' ? pss(32) : p1363);
  return `${url}/${sign('sha256', Buffer.from(text), { key, ...way }).toString('base64url')}`;
}

const withoutScheme = (url: string) => url.replace('http://', '');

async function open(url: string, language = 'pl') {
  const response = await fetch(`${url}?lang=${language}`);
  return { status: response.status, text: await response.text() };
}

/** As the Ministry's test scenarios look for them on the real page. */
const affirmations = [
  'Certyfikat istnieje',
  'Certyfikat jest aktywny',
  'Podpis wystawcy jest prawidłowy',
  'Wystawca posiada uprawnienia do wystawienia faktury',
];
const confirmed = 'Wystawca potwierdzony';
const notConfirmed = 'Wystawcy nie potwierdzono';

async function expectRefusal(url: string, sentence: string) {
  const { status, text } = await open(url);
  expect(status).toBe(200);
  expect(text).toContain(notConfirmed);
  expect(text).toContain(sentence);
  expect(text).not.toContain(confirmed);
  return affirmations.filter((affirmation) => text.includes(affirmation));
}

describe('the page of an issuer', () => {
  it.each<[string, KeyKind, Way]>([
    ['ECDSA as R || S', 'EC', p1363],
    ['ECDSA as DER', 'EC', der],
    ['RSA-PSS', 'RSA', pss(32)],
  ])('confirms an owner whose link is signed by %s', async (_, kind, way) => {
    const { status, text } = await open(linkOf(await issuer(kind), { way }));
    expect(status).toBe(200);
    expect(text).toContain(confirmed);
    for (const sentence of affirmations) expect(text).toContain(sentence);
    expect(text).toContain('Faktury o tym skrócie nie ma jeszcze w KSeF.');
  });

  it('takes serial numbers in lower case and the scheme of an HTTP address that was signed, too', async () => {
    const owner = await issuer();
    const serial = owner.serialNumber.toLowerCase();
    expect((await open(linkOf(owner, { serial, signed: (url) => url }))).text).toContain(confirmed);
  });

  it('confirms a person with the permission in the context, and no other', async () => {
    const firm = newNip();
    const owner = await ownerOf(ksef, firm);
    const pesel = newPesel();
    const credential = await byPesel(pesel);
    await owner.grant(
      'grantPersonPermissions',
      person({ type: 'Pesel', value: pesel }, 'InvoiceRead', 'Introspection'),
    );
    const accountant = await actorIn(ksef, credential, inNip(firm));
    const { credential: offline, serialNumber } = await enroll(ksef, accountant.bearer, { type: 'Offline' });
    const signer = { nip: firm, bearer: accountant.bearer, serialNumber, key: offline.privateKey };
    await expectRefusal(linkOf(signer), 'nie ma w tym kontekście uprawnienia do wystawiania faktur');
    await owner.grant('grantPersonPermissions', person({ type: 'Pesel', value: pesel }, 'InvoiceWrite'));
    expect((await open(linkOf(signer))).text).toContain(confirmed);
  });

  it('confirms whoever the seller lets issue in its name, and no other', async () => {
    const buyer = await issuer();
    const seller = newNip();
    const link = linkOf(buyer, { seller });
    await expectRefusal(link, 'Kontekst nie ma prawa do faktur sprzedawcy');
    const owner = await ownerOf(ksef, seller);
    await owner.grant('grantAuthorizations', {
      body: {
        subjectIdentifier: { type: 'Nip', value: buyer.nip },
        permission: 'SelfInvoicing',
        description: 'Samofakturowanie',
        subjectDetails: { fullName: 'Nabywca' },
      },
    });
    expect((await open(link)).text).toContain(confirmed);
  });

  it('confirms a unit of a company that the seller lets issue for farm products, and no other', async () => {
    const [seller, buyer, director] = [newNip(), newNip(), newNip()];
    const head = { type: 'Nip' as const, value: director };
    const unit = unitOf(buyer);
    const grant = subunit(head, { type: 'InternalId', value: unit });
    await (await ownerOf(ksef, buyer)).grant('grantSubunitPermissions', grant);
    const there = await actorIn(ksef, await byNip(director), inUnit(unit));
    await there.grant('grantPersonPermissions', person(head, 'InvoiceWrite'));
    const { credential, serialNumber } = await enroll(ksef, there.bearer, { type: 'Offline' });
    const signer = { nip: seller, bearer: there.bearer, serialNumber, key: credential.privateKey };
    const link = linkOf(signer, { context: `InternalId/${unit}` });
    const owner = await ownerOf(ksef, seller);
    const allow = (permission: 'SelfInvoicing' | 'RRInvoicing') =>
      owner.grant('grantAuthorizations', {
        body: {
          subjectIdentifier: { type: 'Nip', value: buyer },
          permission,
          description: 'Faktury nabywcy',
          subjectDetails: { fullName: 'Nabywca' },
        },
      });
    await allow('SelfInvoicing');
    await expectRefusal(link, 'Kontekst nie ma prawa do faktur sprzedawcy');
    await allow('RRInvoicing');
    expect((await open(link)).text).toContain(confirmed);
  });

  it('confirms a Peppol provider for sellers that let it issue', async () => {
    const provider = `PPL${newNip().slice(0, 6)}`;
    const peppol = await createSelfSignedCertificate({
      subject: {
        commonName: provider,
        organizationName: 'Dostawca',
        organizationIdentifier: provider,
        countryName: 'PL',
      },
    });
    const { bearer } = await actorIn(ksef, peppol, `<PeppolId>${provider}</PeppolId>`);
    const { credential, serialNumber } = await enroll(ksef, bearer, { type: 'Offline' });
    const seller = newNip();
    const signer = { nip: seller, bearer, serialNumber, key: credential.privateKey };
    const link = linkOf(signer, { context: `PeppolId/${provider}` });
    await expectRefusal(link, 'Kontekst nie ma prawa do faktur sprzedawcy');
    await (await ownerOf(ksef, seller)).grant('grantAuthorizations', {
      body: {
        subjectIdentifier: { type: 'PeppolId', value: provider },
        permission: 'PefInvoicing',
        description: 'Faktury PEF',
        subjectDetails: { fullName: 'Dostawca' },
      },
    });
    expect((await open(link)).text).toContain(confirmed);
    const another = linkOf(signer, { context: 'PeppolId/PPL000000' });
    await expectRefusal(another, 'nie ma w tym kontekście uprawnienia');
  });

  it.each<[string, Changes, string]>([
    ['another link', { signed: (url) => `${withoutScheme(url)}x` }, 'Podpis nie zgadza się'],
    ['a slash at the end', { signed: (url) => `${withoutScheme(url)}/` }, 'Podpis nie zgadza się'],
    [
      'the digest of the link',
      { signed: (url) => Buffer.from(sha256Base64(withoutScheme(url)), 'base64') },
      'Podpis złożono pod skrótem skrótu',
    ],
  ])('refuses a signature over %s', async (_, changes, sentence) => {
    await expectRefusal(linkOf(await issuer(), changes), sentence);
  });

  it('refuses RSA signatures of another form, and says which', async () => {
    const owner = await issuer('RSA');
    await expectRefusal(linkOf(owner, { way: pss(20) }), 'innej długości niż 32 bajty');
    const way = { padding: constants.RSA_PKCS1_PADDING };
    await expectRefusal(linkOf(owner, { way }), 'PKCS#1 v1.5');
    await expectRefusal(`${linkOf(owner).slice(0, -2)}AA`, 'Podpis nie zgadza się');
  });

  it('refuses the signature of another key, and a link that was changed afterwards', async () => {
    const [owner, other] = [await issuer(), await issuer()];
    await expectRefusal(linkOf({ ...owner, key: other.key }), 'Podpis nie zgadza się');
    const changed = linkOf(owner).replace(
      `/${owner.nip}/${owner.serialNumber}`,
      `/${other.nip}/${owner.serialNumber}`,
    );
    await expectRefusal(changed, 'Podpis nie zgadza się');
  });

  it('refuses certificates that are unknown, for logging in alone, or revoked', async () => {
    const owner = await issuer();
    const unknown = linkOf(owner, { serial: '01AAAAAAAAAAAAAA' });
    expect(await expectRefusal(unknown, 'nie ma certyfikatu o tym numerze')).toEqual([]);
    await expectRefusal(linkOf(await issuer('EC', 'Authentication')), 'certyfikat typu Authentication');
    await call(
      ksef,
      'revokeCertificate',
      { path: { certificateSerialNumber: owner.serialNumber }, body: {} },
      { bearer: owner.bearer },
    );
    expect(await expectRefusal(linkOf(owner), 'Certyfikat został unieważniony.')).toEqual(
      affirmations.filter((affirmation) => affirmation !== 'Certyfikat jest aktywny'),
    );
  });

  it('refuses certificates before their time', async () => {
    const nip = newNip();
    const { access } = await logIn(ksef, await sealOf(nip), nip);
    const validFrom = new Date(Date.now() + 86_400_000).toISOString();
    const { credential, serialNumber } = await enroll(ksef, access, { type: 'Offline', validFrom });
    const owner = { nip, bearer: access, serialNumber, key: credential.privateKey };
    await expectRefusal(linkOf(owner), 'Certyfikat nie jest jeszcze ważny.');
  });

  it('speaks one language at a time', async () => {
    const url = linkOf(await issuer());
    const { text } = await open(url, 'en');
    expect(text.replaceAll('Polski', '')).not.toMatch(/[ąćęłńóśźż]|Certyfikat|Kontekst/);
    expect((await open(url)).text.replaceAll('English', '')).not.toMatch(/\b(The|certificate is|issuer)\b/);
  });

  it('leads to the invoice once it is in KSeF', async () => {
    const owner = await issuer();
    const company = await companyOf(ksef, owner.nip);
    const document = sampleInvoice({ seller: owner.nip });
    const session = await company.openSession();
    await company.sendAndWait(session, document, { offlineMode: true });
    const hash = Buffer.from(sha256Base64(document), 'base64').toString('base64url');
    const { text } = await open(linkOf(owner, { hash }), 'en');
    expect(text).toContain('The issuer is confirmed');
    const way = /href="(\/invoice\/[^"]+)"/.exec(text)?.[1] ?? '';
    expect(await (await fetch(ksef.url + way)).text()).toContain('The invoice is in KSeF');
  });

  it.each([
    '/certificate/Nip/1111111111/1111111111/01AAAAAAAAAAAAAA/x/y',
    '/certificate/Pesel/1111111111/1111111111/01AAAAAAAAAAAAAA',
    `/certificate/Pesel/11111111111/1111111111/01AAAAAAAAAAAAAA/${digest}/AAAA`,
    `/certificate/Nip/111/1111111111/01AAAAAAAAAAAAAA/${digest}/AAAA`,
    `/certificate/Nip/1111111111/1111111111/01AAAAAAAAAAAAAA/${digest}=/AAAA`,
    `/certificate/Nip/1111111111/1111111111/01AAAAAAAAAAAAAA/${digest}/AA==`,
    `/certificate/Nip/1111111111/1111111111/01AAAAAAAAAAAAAA/${digest}/AB`,
    `/certificate/Nip/1111111111/1111111111/XYZ/${digest}/AAAA`,
    `/certificate/Nip/1111111111/1111111111/01AAAAAAAAAAAAAA/${digest}/%3Cscript%3E`,
    `/certificate/Nip/1111111111/1111111111/01AAAAAAAAAAAAAA/${digest}/${'A'.repeat(800)}`,
  ])('says what a link should look like: %s', async (path) => {
    const { status, text } = await open(ksef.url + path);
    expect(status).toBe(400);
    expect(text).toContain('Nieprawidłowy link');
  });
});
