/** Whom the fuzzed requests come from, and whose data must not be seen in the answers. */
import { type Credential, newSymmetricKey, sha256Base64 } from '@kwit/crypto';
import type {
  ExportInvoicesResponse,
  InvoiceExportStatusResponse,
  SessionInvoicesResponse,
  SessionStatusResponse,
} from '@kwit/ksef-contract';
import type { Ksef } from '../../src/index.ts';
import { call, logIn, newNip, sealOf, submitSigned } from '../api.ts';
import { Company } from '../company.ts';
import { enroll } from '../enrollment.ts';
import { sendPackage, zip } from '../package.ts';
import {
  Actor,
  byPesel,
  entity,
  euAdministration,
  fingerprintOf,
  inNip,
  inPair,
  inUnit,
  newPesel,
  person,
  subunit,
  unitOf,
} from '../permissions.ts';
import { sampleInvoice } from '../sample-invoice.ts';
import { until } from '../until.ts';
import { bodyExamples, type FirmNumbers, pathExamples } from './examples.ts';
import type { Foreign } from './judge.ts';
import type { Caller, Circumstances } from './requests.ts';

export interface World {
  circumstances: Circumstances;
  foreign: Foreign;
  /** Logs in anew: what was fuzzed may have ended log-ins. */
  refresh(): Promise<void>;
}

/** A firm with something of every kind, the word in all of its texts. */
interface Firm {
  nip: string;
  actor: Actor;
  company: Company;
  tokens: { access: string; refresh: string };
  numbers: FirmNumbers;
  /** Secrets that nobody is told. */
  secrets: string[];
}

const colleague = newPesel();

async function firmWith(ksef: Ksef, word: string): Promise<Firm> {
  const nip = newNip();
  const tokens = await logIn(ksef, await sealOf(nip), nip);
  const actor = new Actor(ksef, tokens.access);
  const company = new Company(ksef.apiUrl, nip, tokens.access);
  const sent = await sentInvoices(company, word);
  const token = await actor.call('createToken', {
    body: { permissions: ['InvoiceRead'], description: `token ${word}` },
  });
  await grantSome(actor, nip, word);
  const granted = await actor.list('queryPersonGrants', {
    body: { queryType: 'PermissionsGrantedInCurrentContext' },
  });
  const certificate = await enroll(ksef, tokens.access, { name: `certyfikat ${word}` });
  const numbers: FirmNumbers = {
    ...sent,
    authentication: tokens.referenceNumber,
    token: token.body.referenceNumber,
    permissions: granted.permissions.map(({ id }) => id),
    certificate: certificate.serialNumber,
  };
  const secrets = [tokens.access, tokens.refresh, token.body.token];
  return { nip, actor, company, tokens, numbers, secrets };
}

async function grantSome(actor: Actor, nip: string, word: string): Promise<void> {
  await letClerkIn(actor, nip, word);
  const other = entity(newNip(), [{ type: 'InvoiceRead', canDelegate: true }]);
  other.body.subjectDetails = { fullName: `Biuro ${word}` };
  await actor.grant('grantEntityPermissions', other);
}

/** The clerk of both firms, each with the word of the firm in all that is said of them. */
async function letClerkIn(actor: Actor, nip: string, word: string): Promise<void> {
  const named = { firstName: `Anna ${word}`, lastName: `Testowa ${word}` };
  const request = person({ type: 'Pesel', value: colleague }, 'InvoiceRead', 'CredentialsRead');
  request.body.description = `praca ${word}`;
  request.body.subjectDetails = { subjectDetailsType: 'PersonByIdentifier', personById: named };
  await actor.grant('grantPersonPermissions', request);
  const unit = subunit({ type: 'Pesel', value: colleague }, { type: 'InternalId', value: unitOf(nip) });
  unit.body.subunitName = `Oddział ${word}`;
  await actor.grant('grantSubunitPermissions', unit);
}

/** An interactive session and a package with a word in all their texts, and an export. */
async function sentInvoices(
  company: Company,
  word: string,
): Promise<Omit<FirmNumbers, 'authentication' | 'token' | 'permissions' | 'certificate'>> {
  const { nip } = company;
  const document = () =>
    sampleInvoice({ seller: nip })
      .replace(/<P_2>[^<]*/, (text) => `${text}/${word}`)
      .replace('Regał magazynowy', word);
  const session = await company.openSession();
  const invoice = await company.sendAndWait(session, document());
  await company.close(session);
  const { upo } = await company.outcome(session);
  const { reference } = await sendPackage(company, await zip([[`${word}.xml`, document()]]));
  const { body: packed } = await company.get<SessionInvoicesResponse>(`/sessions/${reference}/invoices`);
  const { body: state } = await company.get<SessionStatusResponse>(`/sessions/${reference}`);
  const [inPackage] = packed.invoices;
  return {
    session: session.reference,
    invoice: invoice.referenceNumber,
    ksefNumber: there(invoice.ksefNumber),
    sessionUpo: there(upo?.pages[0]?.referenceNumber),
    batch: reference,
    packedInvoice: there(inPackage?.referenceNumber),
    packedKsefNumber: there(inPackage?.ksefNumber),
    batchUpo: there(state.upo?.pages[0]?.referenceNumber),
    export: await exportOf(company),
  };
}

function there<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('a firm lacks something that it should have');
  return value;
}

async function exportOf(company: Company): Promise<string> {
  const { body } = await company.post<ExportInvoicesResponse>('/invoices/exports', {
    encryption: await company.encryptionOf(newSymmetricKey()),
    filters: {
      subjectType: 'Subject1',
      dateRange: { dateType: 'Invoicing', from: new Date(Date.now() - 864e5) },
    },
  });
  await until(async () => {
    const path = `/invoices/exports/${body.referenceNumber}`;
    return (await company.get<InvoiceExportStatusResponse>(path)).body.status.code !== 100;
  });
  return body.referenceNumber;
}

const allOf = (numbers: FirmNumbers): string[] => Object.values(numbers).flat();

/** Makes a firm whose data are foreign to all, another one, and callers in its contexts. */
export async function newWorld(ksef: Ksef): Promise<World> {
  const marker = `Tajne${sha256Base64(newSymmetricKey().key).replaceAll(/\W/g, '').slice(0, 12)}`;
  const victim = await firmWith(ksef, marker);
  const own = await firmWith(ksef, 'jawne');
  // Of what a firm has, half of the numbers are told; what is not told must never be seen.
  const hidden = await hiddenThings(victim.actor, marker);
  const seal = await sealOf(own.nip);
  const clerk = await byPesel(colleague);
  const callers: Caller[] = [];
  const circumstances: Circumstances = {
    callers,
    badTokens: badTokens(victim, own),
    known: [own.nip, unitOf(own.nip), colleague, ...allOf(own.numbers), ...samples],
    foreign: [victim.nip, unitOf(victim.nip), ...allOf(victim.numbers)],
    examples: {
      ...pathExamples([own.numbers, victim.numbers]),
      ...(await bodyExamples(own.company, own.numbers)),
    },
  };
  const refresh = async () => {
    const found = await logInEverybody(ksef, own.nip, seal, clerk);
    callers.splice(0, callers.length, ...found);
  };
  await refresh();
  return {
    circumstances,
    foreign: {
      secrets: [marker, ...victim.secrets, ...hidden],
      identifiers: new Set(allOf(victim.numbers)),
    },
    refresh,
  };
}

/** Lets in again whom requests may have locked out, and logs in all. */
async function logInEverybody(
  ksef: Ksef,
  nip: string,
  seal: Credential,
  clerk: Credential,
): Promise<Caller[]> {
  const pair = `${nip}-DE123456789`;
  const contexts = [
    { type: 'Nip', value: nip },
    { type: 'InternalId', value: unitOf(nip) },
    { type: 'NipVatUe', value: pair },
  ] as const;
  for (const contextIdentifier of contexts) {
    await call(ksef, 'unblockTestContext', { body: { contextIdentifier } });
  }
  await call(ksef, 'removeTestPerson', { body: { nip } });
  const owner = new Actor(ksef, (await logIn(ksef, seal, nip)).access);
  await letClerkIn(owner, nip, 'jawne');
  await owner.grant('grantEuEntityAdministration', euAdministration(fingerprintOf(clerk), pair));
  const callers = [
    { name: 'owner', credential: seal, context: inNip(nip) },
    { name: 'clerk', credential: clerk, context: inNip(nip) },
    { name: 'unit', credential: clerk, context: inUnit(unitOf(nip)) },
    {
      name: 'pair',
      credential: clerk,
      context: inPair(pair),
      subjectType: 'certificateFingerprint' as const,
    },
  ];
  const found: Caller[] = [];
  for (const { name, credential, ...options } of callers) {
    const tokens = await logIn(ksef, credential, '', options);
    const { body } = await submitSigned(ksef, credential, '', options);
    const authenticationToken = body.authenticationToken.token;
    found.push({ name, accessToken: tokens.access, refreshToken: tokens.refresh, authenticationToken });
  }
  return found;
}

/** Numbers of the victim that no request will have. */
async function hiddenThings(actor: Actor, marker: string): Promise<string[]> {
  const token = await actor.call('createToken', {
    body: { permissions: ['InvoiceWrite'], description: `drugi ${marker}` },
  });
  return [token.body.referenceNumber, token.body.token];
}

/** Tokens that are nearly right: another signature, no algorithm, cut, of another kind. */
function badTokens(victim: Firm, own: Firm): string[] {
  const [header = '', claims = '', signature = ''] = victim.tokens.access.split('.');
  const [, ownClaims = '', ownSignature = ''] = own.tokens.access.split('.');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  return [
    `${header}.${claims}.${ownSignature}`,
    `${none}.${claims}.`,
    `${none}.${ownClaims}.${signature}`,
    `${header}.${claims}.`,
    `${header}.${claims}`,
    victim.tokens.access.slice(0, -3),
    'e30.e30.e30',
    '..',
    'x'.repeat(8000),
  ];
}

/** Identifiers of the kinds that nobody here has. */
const samples = [
  '1111111111-DE123456789',
  'PPL123456',
  'DE123456789',
  '203.0.113.7',
  '203.0.113.1-203.0.113.9',
  '203.0.113.0/24',
  'f'.repeat(64),
  '20260101-CR-0000000000-0000000000-00',
  '1111111111-IZ202601-0123456789AB-00',
  'PLN',
  '0123456789ABCDEF',
];
