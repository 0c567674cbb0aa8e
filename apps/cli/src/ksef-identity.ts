/**
 * Which KSeF one is talking to. A local KSeF can be emptied or replaced by another on the same address; then it knows
 * nothing of what the one before it knew. It is told by the certificates under which it publishes its keys. The public
 * environments stay who they are and change their keys by plan, so they are not asked.
 */
import type { KsefClient } from '@kwit/ksef-client';

/** Whether a KSeF of this environment can be another one tomorrow. */
export const isReplaceable = (environment: string): boolean =>
  environment === 'local' || environment === 'custom';

/** What it is known by: the names of its key certificates. Throws what the client throws. */
export async function identityOf(client: KsefClient, signal: AbortSignal): Promise<string> {
  const published = await client.operations.listPublicKeyCertificates({}, { signal });
  return published
    .map(({ certificateId }) => certificateId)
    .sort()
    .join(' ');
}

/** Whether two identities are of the same KSeF: one key in common is enough, the others may have been replaced. */
export function isSameKsef(one: string, other: string): boolean {
  const known = new Set(one.split(' '));
  return other.split(' ').some((id) => known.has(id));
}
