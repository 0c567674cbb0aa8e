import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, newNip, redeemed, submitToken } from '../../../test/api.ts';
import { Company, logIn } from '../../../test/company.ts';
import { type Actor, actorIn, byNip, inNip, newPesel, ownerOf, person } from '../../../test/permissions.ts';
import { sampleInvoice } from '../../../test/sample-invoice.ts';
import { type Ksef, startKsef } from '../../index.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

/** An invoice of the seller that names another party. */
const selfInvoiced = (seller: string, buyer: string): string =>
  sampleInvoice({ seller })
    .replace(/(<Podmiot2>\s*<DaneIdentyfikacyjne>\s*)<NIP>\d{10}<\/NIP>/, `$1<NIP>${buyer}</NIP>`)
    .replace('<P_17>2</P_17>', '<P_17>1</P_17>');

const withAuthorizedParty = (seller: string, nip: string, role: 1 | 2 | 3): string =>
  sampleInvoice({ seller }).replace(
    '<Fa>',
    `<PodmiotUpowazniony><DaneIdentyfikacyjne><NIP>${nip}</NIP><Nazwa>Upoważniony</Nazwa></DaneIdentyfikacyjne><Adres><KodKraju>PL</KodKraju><AdresL1>ul. Prosta 1</AdresL1></Adres><RolaPU>${role}</RolaPU></PodmiotUpowazniony><Fa>`,
  );

async function sent(company: Company, document: string): Promise<number> {
  const session = await company.openSession();
  const { status } = await company.sendAndWait(session, document);
  await company.close(session);
  return status.code;
}

const authorize = (owner: Actor, nip: string, permission: 'SelfInvoicing' | 'TaxRepresentative') =>
  owner.grant('grantAuthorizations', {
    body: {
      subjectIdentifier: { type: 'Nip', value: nip },
      permission,
      description: 'działanie w imieniu',
      subjectDetails: { fullName: 'Firma upoważniona' },
    },
  });

it.each([
  ['SelfInvoicing', selfInvoiced],
  ['TaxRepresentative', (seller: string, other: string) => withAuthorizedParty(seller, other, 3)],
] as const)(
  '%s lets another entity issue, from its grant to its revocation',
  async (permission, document) => {
    const [seller, other] = [newNip(), newNip()];
    const owner = await ownerOf(ksef, seller);
    const company = await logIn(ksef, other);
    expect(await sent(company, document(seller, other))).toBe(410);
    const wrong = permission === 'SelfInvoicing' ? 'TaxRepresentative' : 'SelfInvoicing';
    await authorize(owner, other, wrong);
    expect(await sent(company, document(seller, other))).toBe(410);
    await authorize(owner, other, permission);
    expect(await sent(company, document(seller, other))).toBe(200);
    const found = await owner.call('queryInvoiceMetadata', {
      query: {},
      body: {
        subjectType: 'Subject1',
        dateRange: { dateType: 'Invoicing', from: new Date(Date.now() - 86_400_000).toISOString() },
      },
    });
    expect(found.body.invoices).toHaveLength(1);
    const { body } = await owner.call('queryAuthorizationGrants', {
      query: {},
      body: { queryType: 'Granted', permissionTypes: [permission] },
    });
    const path = { permissionId: body.authorizationGrants[0]?.id ?? '' };
    expect(await owner.grant('revokeAuthorization', { path })).toBe(200);
    expect(await sent(company, document(seller, other))).toBe(410);
    // Whatever was granted: a document that does not name the entity is none of its business.
    expect(await sent(company, sampleInvoice({ seller }))).toBe(410);
  },
);

it('bailiffs and those whom they entrust with enforcement issue for debtors', async () => {
  const [debtor, bailiff, worker, plain] = [newNip(), newNip(), newNip(), newNip()];
  const document = () => withAuthorizedParty(debtor, bailiff, 2);
  await call(ksef, 'createTestPerson', {
    body: { nip: bailiff, pesel: newPesel(), isBailiff: true, description: 'komornik' },
  });
  expect(await sent(await logIn(ksef, bailiff), document())).toBe(200);
  const owner = await ownerOf(ksef, bailiff);
  const request = person({ type: 'Nip', value: worker }, 'EnforcementOperations');
  expect(await owner.grant('grantPersonPermissions', request)).toBe(200);
  expect(await sent(await logIn(ksef, bailiff, await byNip(worker)), document())).toBe(200);
  expect(await sent(await logIn(ksef, plain), withAuthorizedParty(debtor, plain, 1))).toBe(410);
});

const newBailiff = async () => {
  const nip = newNip();
  const description = 'komornik';
  await call(ksef, 'createTestPerson', { body: { nip, pesel: newPesel(), isBailiff: true, description } });
  return { nip, owner: await ownerOf(ksef, nip) };
};

/** What each of the two kinds of documents comes to: an own invoice, one of a debtor. */
const bothSent = async (who: Company): Promise<[number, number]> => [
  await sent(who, sampleInvoice({ seller: who.nip })),
  await sent(who, withAuthorizedParty(newNip(), who.nip, 2)),
];

it('whoever has one of the permissions issues what that is for', async () => {
  const { nip, owner } = await newBailiff();
  const [writer, enforcer] = [newNip(), newNip()];
  const grant = (to: string, permission: 'InvoiceWrite' | 'EnforcementOperations') =>
    owner.grant('grantPersonPermissions', person({ type: 'Nip', value: to }, permission));
  expect(await grant(writer, 'InvoiceWrite')).toBe(200);
  expect(await grant(enforcer, 'EnforcementOperations')).toBe(200);
  expect(await bothSent(await logIn(ksef, nip, await byNip(writer)))).toEqual([200, 410]);
  expect(await bothSent(await logIn(ksef, nip, await byNip(enforcer)))).toEqual([410, 200]);
  expect(await bothSent(await logIn(ksef, nip))).toEqual([200, 200]);
});

it('a KSeF token issues what it was given the permission for, whatever its author may', async () => {
  const { nip, owner } = await newBailiff();
  const byToken = async (permission: 'InvoiceWrite' | 'EnforcementOperations') => {
    const body = { permissions: [permission], description: 'do faktur' };
    const { token } = (await owner.call('createToken', { body })).body;
    const started = await submitToken(ksef, token, nip);
    return new Company(ksef.apiUrl, nip, (await redeemed(ksef, started.body)).accessToken.token);
  };
  expect(await bothSent(await byToken('InvoiceWrite'))).toEqual([200, 410]);
  expect(await bothSent(await byToken('EnforcementOperations'))).toEqual([410, 200]);
});

it('what was permitted ends with the permission, while the session goes on', async () => {
  const { nip, owner } = await newBailiff();
  const writer = newNip();
  const request = person({ type: 'Nip', value: writer }, 'InvoiceWrite');
  expect(await owner.grant('grantPersonPermissions', request)).toBe(200);
  const company = await logIn(ksef, nip, await byNip(writer));
  const session = await company.openSession();
  const actor = await actorIn(ksef, await byNip(writer), inNip(nip));
  const { permissions } = await actor.list('queryPersonalGrants', { query: {}, body: {} });
  expect(await owner.revoke(permissions[0]?.id ?? '')).toBe(200);
  const { status } = await company.sendAndWait(session, sampleInvoice({ seller: nip }));
  expect(status).toMatchObject({ code: 410, details: ['Brak uprawnienia fakturowego'] });
});
