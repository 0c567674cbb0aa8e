/** Changing the keys under which callers encrypt. Source: the official page on public keys for encryption. */
import { generateKeyPair, type KeyPair } from '@kwit/crypto';
import type { PublicKeyCertificateUsage } from '@kwit/ksef-contract';
import type { AuthorityRow } from '../store/identity.ts';
import { encryptionKeyRow, keyNames, type PublishedKey } from './authorities.ts';
import type { Engine } from './engine.ts';

/**
 * `planned`: a new key beside the present one, both good until the former is withdrawn. `emergency`: a new key in
 * place of all others, at once. `recertification`: a new certificate for the same key.
 */
export const keyRotations = ['planned', 'emergency', 'recertification'] as const;
export type KeyRotation = (typeof keyRotations)[number];

type Keys = Pick<Engine, 'authorities' | 'reloadAuthorities' | 'store' | 'clock'>;

/**
 * Changes the key of a usage. At most two keys are good at once: a planned rotation withdraws the one before the
 * present one. @returns the keys of the usage as published from now on, newest first
 */
export async function rotateKey(
  engine: Keys,
  usage: PublicKeyCertificateUsage,
  kind: KeyRotation,
): Promise<readonly PublishedKey[]> {
  const { authority, publishedKeys } = await engine.authorities;
  const present = publishedKeys.find((key) => key.usage === usage);
  if (!present) throw new Error(`no key for ${usage}`);
  const keyPair: KeyPair =
    kind === 'recertification'
      ? { publicKey: present.certificate.publicKey, privateKey: present.privateKey }
      : await generateKeyPair('RSA');
  const row = await encryptionKeyRow(usage, authority, keyPair, engine.clock, present.certificate);
  await replaceKey(engine, usage, row, kind);
  return keysOf(engine, usage);
}

/** Ends a planned rotation: the former key is good no longer. Nothing changes where there is none. */
export async function withdrawFormerKey(
  engine: Keys,
  usage: PublicKeyCertificateUsage,
): Promise<readonly PublishedKey[]> {
  const { previous } = keyNames[usage];
  await engine.store.db.deleteFrom('authorities').where('name', '=', previous).execute();
  return keysOf(engine, usage);
}

async function replaceKey(
  { store }: Keys,
  usage: PublicKeyCertificateUsage,
  row: AuthorityRow,
  kind: KeyRotation,
): Promise<void> {
  const { newest, previous } = keyNames[usage];
  await store.db.transaction().execute(async (transaction) => {
    if (kind !== 'recertification') {
      await transaction.deleteFrom('authorities').where('name', '=', previous).execute();
    }
    if (kind === 'planned') {
      await transaction
        .updateTable('authorities')
        .set({ name: previous })
        .where('name', '=', newest)
        .execute();
    }
    await transaction.replaceInto('authorities').values(row).execute();
  });
}

/** Reads the keys again. */
async function keysOf(engine: Keys, usage: PublicKeyCertificateUsage): Promise<readonly PublishedKey[]> {
  await engine.reloadAuthorities();
  const { publishedKeys } = await engine.authorities;
  return publishedKeys.filter((key) => key.usage === usage);
}
