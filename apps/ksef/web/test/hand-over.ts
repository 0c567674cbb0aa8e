/**
 * Pages of whoever is logged in already: the log-in is made outside of the browser and handed over as the application
 * does at a reload. For tests that are not about the log-in, and for certificates that no browser made.
 */
import { type Credential, loadCredential } from '@kwit/crypto';
import type { Page } from 'playwright-core';
import { redeemed, sealOf, submitSigned } from '../../test/api.ts';
import { byPesel } from '../../test/permissions.ts';
import type { PageOptions, TaxpayerApp } from './app.ts';

interface Context {
  readonly type: 'Nip' | 'InternalId' | 'NipVatUe' | 'PeppolId';
  readonly value: string;
}

/** A log-in of a scenario of the control side. */
export interface ScenarioLogin {
  readonly name: string;
  readonly context: Context;
  readonly certificate: string;
  readonly privateKey: string;
  readonly subjectIdentifierType: 'certificateSubject' | 'certificateFingerprint';
}

export interface OpenOptions extends PageOptions {
  /** Where the page begins; the list of invoices by default. */
  readonly path?: string;
}

/** Opens a page of the owner of a NIP, by its seal. */
export const openAsOwner = async (app: TaxpayerApp, nip: string, options: OpenOptions = {}): Promise<Page> =>
  openWith(
    app,
    { person: 'Łucja Żółkiewska', context: { type: 'Nip', value: nip } },
    await sealOf(nip),
    options,
  );

/** The same for whoever has a PESEL, and in other contexts. */
export const openAsPerson = async (
  app: TaxpayerApp,
  { pesel, ...context }: Context & { pesel: string },
  options: OpenOptions = {},
): Promise<Page> => openWith(app, { person: 'Anna Testowa', context }, await byPesel(pesel), options);

/** The same with the certificate of a scenario. */
export function openAs(app: TaxpayerApp, login: ScenarioLogin, options: OpenOptions = {}): Promise<Page> {
  const { name, context, certificate, privateKey, subjectIdentifierType } = login;
  const credential = loadCredential({ certificate: Buffer.from(certificate), key: Buffer.from(privateKey) });
  return openWith(app, { person: name, context }, credential, { ...options, subjectIdentifierType });
}

async function openWith(
  app: TaxpayerApp,
  identity: { person: string; context: Context },
  credential: Credential,
  {
    path = '/invoices',
    subjectIdentifierType: subjectType = 'certificateSubject',
    ...options
  }: OpenOptions & Partial<Pick<ScenarioLogin, 'subjectIdentifierType'>>,
): Promise<Page> {
  const { type, value } = identity.context;
  const context = `<${type}>${value}</${type}>`;
  const { status, body } = await submitSigned(app.ksef, credential, '', { context, subjectType });
  if (status !== 202) throw new Error(`the log-in was refused: ${status} ${JSON.stringify(body)}`);
  const tokens = await redeemed(app.ksef, body);
  const before = async (page: Page) => {
    // Any address of the same origin has the same storage.
    await page.goto(`${app.ksef.url}/latarnia/status`);
    await page.evaluate(
      (text) => sessionStorage.setItem('kwit.handover.log-in', text),
      JSON.stringify({ value: { identity, tokens }, leftAtMs: Date.now() }),
    );
  };
  return app.open(path, { ...options, before });
}
