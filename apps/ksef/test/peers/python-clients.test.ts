/**
 * Proof by others: the clients `ksef2` and `ksef-client` from PyPI, unchanged, against the local KSeF. Each script of
 * the folder `python` does its part with one of them and tells what it saw; this file says what that must be. Where
 * there is no Python for them, they are skipped with the reason.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ksef, startKsef } from '../../src/index.ts';
import { freePort } from '../free-port.ts';
import { removeFolder, temporaryFolder } from '../temporary-folder.ts';
import { pythonClients } from './python/environment.ts';
import * as tasks from './tasks.ts';

const found = await pythonClients();
const missing = 'missing' in found;
if (missing) console.warn(`The clients from PyPI are not tested: ${found.missing}.`);

const folder = temporaryFolder();
let ksef: Ksef;
/** One that counts requests, for what reads and sets limits: more log-ins come here in a second than one address may make. */
let counting: Ksef;
beforeAll(async () => {
  // `ksef-client` sends parts to HTTPS alone, and to no name that it knows to be this machine.
  const port = await freePort();
  ksef = await startKsef({ port, publicUrl: `https://storage.ksef.test:${port}`, rateLimits: 'off' });
  counting = await startKsef({ port: 0 });
});
afterAll(async () => {
  await Promise.all([ksef.close(), counting.close()]);
  removeFolder(folder);
});

/** Runs a script. @returns what it saw, by the names of its steps */
async function run(script: string, task: object, at = ksef): Promise<Record<string, object>> {
  if ('missing' in found) throw new Error(found.missing);
  const caFile = join(folder, `${at.port}.pem`);
  writeFileSync(caFile, at.caCertificate);
  const seen = await found.run(script, { httpsUrl: at.httpsUrl, caFile, ...task });
  return Object.fromEntries(seen.map(({ step, ...rest }) => [step, rest]));
}

/** A document that was taken in a session of its own: three receipts name it, and it is read back unchanged. */
const taken = { session: 200, receipts: [true, true, true], same: true };
const collectiveIdentifier = { listed: [2], invoices: true, ofInvoice: true };
const packageTaken = { parts: 3, status: 200, taken: 20, named: true, receipts: [20] };
const exported = { same: true, metadata: 40 };
const limits = {
  session: { changed: 7 },
  'session reset': { same: true },
  subject: { changed: 3 },
  'subject reset': { same: true },
  rates: { changed: 31 },
  'rates of production': { sends: 30 },
  'rates reset': { same: true },
  attachments: { allowed: true },
};

interface Words {
  active: string;
  inactive: string;
  revoked: string;
  read: string;
  credentials: string;
  group: string;
}

const loggedIn = ({ active, revoked }: Words, errors: { api: string; login: string }) => ({
  'certificate RSA': {},
  'certificate EC': {},
  'token log-in': { refreshed: true, listed: [active] },
  'token may not enrol': { error: errors.api },
  'revoked token': { error: errors.login, listed: [revoked] },
  'certificate of KSeF': { name: 'Certyfikat testowy', used: 1, listed: [active] },
  'revoked certificate': { listed: [revoked] },
});

const granted = ({ active, inactive, read, credentials, group }: Words) => ({
  granted: { codes: [200, 200, 200, 200, 200, 200, 200] },
  persons: {
    found: [
      [credentials, active],
      [credentials, active],
      [read, active],
      [read, active],
      [read, inactive],
    ],
  },
  lists: { subunits: 2, euEntities: 4, roles: [group], subordinate: 1, personal: 0 },
  office: { entities: 1, authorizations: 1 },
  revoked: { codes: [200], office: { entities: 0, authorizations: 0 } },
});

describe.skipIf(missing)('ksef2', () => {
  const words = {
    active: 'active',
    inactive: 'inactive',
    revoked: 'revoked',
    read: 'invoice_read',
    credentials: 'credentials_manage',
    group: 'vat_group_unit',
  };

  it('logs in by certificates and a token; has tokens and certificates', async () => {
    expect(await run('ksef2_login.py', await tasks.logins())).toEqual({
      ...loggedIn(words, { api: 'KSeFApiError', login: 'KSeFAuthError' }),
      'log-ins': { count: 4 },
    });
  });

  // It logs in to contexts of a NIP alone, so it cannot send for a provider of Peppol services.
  it('sends invoices of every form that its log-in allows', async () => {
    expect(await run('ksef2_invoices.py', await tasks.invoices(ksef))).toEqual({
      'FA (3)': taken,
      'FA (2)': taken,
      'FA_RR (1)': taken,
      duplicate: { code: 440 },
      metadata: { forms: ['FA (2)', 'FA (3)', 'FA (3)'], all: true },
      'collective identifier': collectiveIdentifier,
    });
  });

  it('sends packages and fetches exports', async () => {
    expect(await run('ksef2_packages.py', await tasks.packages())).toEqual({
      'package Zip': packageTaken,
      'package TarGz': packageTaken,
      'export Zip': exported,
      'export TarGz': exported,
      'export of metadata': { invoices: 0, metadata: 40 },
    });
  });

  // It leaves out the data of an EU entity that the contract requires; its lower layer sends what it is given.
  it('grants, lists and revokes permissions of every kind', async () => {
    expect(await run('ksef2_permissions.py', await tasks.permissions())).toEqual({
      ...granted(words),
      'EU entity without details': { error: 'KSeFApiError' },
    });
  });

  it('reads and sets limits and test data', async () => {
    expect(await run('ksef2_limits.py', await tasks.limits(), counting)).toEqual({
      ...limits,
      person: { granted: ['invoice_read'] },
      blocked: { error: 'KSeFAuthError' },
    });
  });
});

describe.skipIf(missing)('ksef-client', () => {
  const words = {
    active: 'Active',
    inactive: 'Inactive',
    revoked: 'Revoked',
    read: 'InvoiceRead',
    credentials: 'CredentialsManage',
    group: 'VatGroupUnit',
  };

  it('logs in by certificates and a token; has tokens and certificates', async () => {
    expect(await run('ksef_client_login.py', await tasks.logins())).toEqual({
      ...loggedIn(words, { api: 'KsefApiError', login: 'RuntimeError' }),
      'log-ins': { count: 3 },
    });
  });

  it('sends invoices of every form, and makes links that are right', async () => {
    expect(await run('ksef_client_invoices.py', await tasks.invoices(ksef))).toEqual({
      'FA (3)': taken,
      'FA (2)': taken,
      'FA_RR (1)': taken,
      'PEF (3)': taken,
      'PEF_KOR (3)': taken,
      duplicate: { code: 440 },
      providers: { found: ['PPL654321'] },
      metadata: { forms: ['FA (2)', 'FA (3)', 'FA (3)', 'PEF (3)', 'PEF_KOR (3)'], all: true },
      'collective identifier': collectiveIdentifier,
      offline: { refused: [450, null], corrected: [200, 'Offline'] },
      'code I': { known: true },
      'code II EC p1363': { confirmed: true },
      'code II EC der': { confirmed: true },
      'code II RSA p1363': { confirmed: true },
      'code II RSA der': { confirmed: true },
    });
  });

  it('sends packages and fetches exports', async () => {
    expect(await run('ksef_client_packages.py', await tasks.packages())).toEqual({
      'package Zip': packageTaken,
      'package TarGz': packageTaken,
      'export Zip': exported,
      'export TarGz': exported,
      mark: { goesOn: true },
    });
  });

  it('grants, lists and revokes permissions of every kind', async () => {
    expect(await run('ksef_client_permissions.py', await tasks.permissions())).toEqual({
      ...granted(words),
      'EU deputy': { code: 200 },
    });
  });

  it('reads and sets limits and test data, and asks Latarnia', async () => {
    await counting.control.setLatarniaStatus({ status: 'FAILURE' });
    expect(await run('ksef_client_limits.py', await tasks.limits(), counting)).toEqual({
      ...limits,
      person: { granted: ['InvoiceRead'] },
      blocked: { error: 'RuntimeError' },
      Latarnia: { status: 'FAILURE', messages: [['FAILURE', expect.any(String)]] },
    });
    await counting.control.clearLatarnia();
  });
});
