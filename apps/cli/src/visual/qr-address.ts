/** Where the QR codes of an environment lead. */
import type { QrAddress } from '@kwit/documents';
import { environmentOf } from '../environments.ts';

/** A public environment by its name; the pages of a local KSeF stand at the root of its address. */
export async function qrAddressFor(environment: string): Promise<QrAddress> {
  const { name, baseUrl } = await environmentOf(environment);
  return name === 'test' || name === 'demo' || name === 'prod' ? name : new URL(baseUrl).origin;
}
