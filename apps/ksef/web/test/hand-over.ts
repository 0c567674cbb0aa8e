/** Pages of whoever has a certificate that no browser made: a seal, or one that is known by its fingerprint. */
import { loadCredential } from '@kwit/crypto';
import type { Page } from 'playwright-core';
import { logIn } from '../../test/api.ts';
import type { TaxpayerApp } from './app.ts';

/** A log-in of a scenario of the control side. */
export interface ScenarioLogin {
  readonly name: string;
  readonly context: {
    readonly type: 'Nip' | 'InternalId' | 'NipVatUe' | 'PeppolId';
    readonly value: string;
  };
  readonly certificate: string;
  readonly privateKey: string;
  readonly subjectIdentifierType: 'certificateSubject' | 'certificateFingerprint';
}

/** Logs in with the certificate outside of the browser, and hands that over as the application does at a reload. */
export async function openAs(
  app: TaxpayerApp,
  { name, context, certificate, privateKey, subjectIdentifierType }: ScenarioLogin,
  options?: Parameters<TaxpayerApp['open']>[1],
): Promise<Page> {
  const credential = loadCredential({ certificate: Buffer.from(certificate), key: Buffer.from(privateKey) });
  const { access, refresh } = await logIn(app.ksef, credential, '', {
    context: `<${context.type}>${context.value}</${context.type}>`,
    subjectType: subjectIdentifierType,
  });
  const token = (text: string, minutes: number) => ({
    token: text,
    validUntil: new Date(Date.now() + minutes * 60_000).toISOString(),
  });
  const tokens = { accessToken: token(access, 15), refreshToken: token(refresh, 7 * 24 * 60) };
  const page = await app.open('/', options);
  await page.evaluate(
    (text) => sessionStorage.setItem('kwit.handover', text),
    JSON.stringify({ identity: { context, person: name }, tokens, leftAtMs: Date.now() }),
  );
  await page.goto(`${app.ksef.webUrl}/permissions`);
  await page
    .getByRole('button', { name: 'Wyloguj' })
    .or(page.getByRole('button', { name: 'Otwórz menu' }))
    .waitFor();
  return page;
}
