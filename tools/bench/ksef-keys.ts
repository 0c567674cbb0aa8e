/** The key under which symmetric keys are sent to a KSeF. */
import { type KeyObject, X509Certificate } from 'node:crypto';
import type { KsefClient } from '@kwit/ksef-client';

export async function publishedKey(
  client: KsefClient,
): Promise<{ publicKey: KeyObject; publicKeyId: string }> {
  const keys = await client.operations.listPublicKeyCertificates();
  const published = keys.find(({ usage }) => usage.includes('SymmetricKeyEncryption'));
  if (!published) throw new Error('no key for symmetric keys is published');
  const { publicKey } = new X509Certificate(Buffer.from(published.certificate, 'base64'));
  return { publicKey, publicKeyId: published.publicKeyId };
}
