import { apiVersion } from '@kwit/ksef-contract';
import type { Core } from './core.ts';

/** What `GET /` says: what this is, and where its parts are. */
export function welcome({ engine }: Core): string {
  const { profile } = engine.settings;
  const url = engine.publicUrl();
  return JSON.stringify({
    name: 'Lokalny KSeF (Kwit)',
    description:
      'KSeF on one machine, for tests: nothing here reaches the real system, and no invoice here is one in law.',
    profile,
    apiVersion,
    api: `${url}/v2`,
    web: `${url}/web`,
    latarnia: `${url}/latarnia`,
    control: `${url}/control`,
    documentation: `${url}/docs/v2`,
    qr: url,
    publicKeyCertificates: `${url}/v2/security/public-key-certificates`,
  });
}
