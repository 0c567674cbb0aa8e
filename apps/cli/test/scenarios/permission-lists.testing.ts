/** Lists of permissions as the scenarios look at them. */
import type { KsefClient } from '@kwit/ksef-client';
import { all } from '../client-fixture.testing.ts';

type PersonFilter = Omit<Parameters<KsefClient['permissions']['persons']>[0], 'queryType'>;

/** What was granted in the context of the caller. */
export const grantedIn = (client: KsefClient, filter: PersonFilter = {}) =>
  all(client.permissions.persons({ queryType: 'PermissionsGrantedInCurrentContext', ...filter }));

/** What the caller was granted. */
export const ownOf = (
  client: KsefClient,
  filter: Parameters<KsefClient['permissions']['personal']>[0] = {},
) => all(client.permissions.personal(filter));

export const scopesOf = (list: readonly { permissionScope: string }[]): string[] =>
  list.map(({ permissionScope }) => permissionScope).sort();

export async function revokeAll(client: KsefClient, list: readonly { id: string }[]): Promise<void> {
  for (const { id } of list) await client.permissions.revoke(id);
}
