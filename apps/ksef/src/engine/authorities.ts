import { createPrivateKey, type KeyObject, randomBytes, X509Certificate } from 'node:crypto';
import {
  type CertificateUsage,
  type Credential,
  certificateId,
  createCertificateAuthority,
  generateKeyPair,
  issueCertificate,
  type KeyPair,
  publicKeyId,
  type SubjectAttributes,
} from '@kwit/crypto';
import { errorDetails, type PublicKeyCertificateUsage } from '@kwit/ksef-contract';
import { refusal } from '../errors.ts';
import type { AuthorityRow } from '../store/identity.ts';
import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';

/** A key under which callers encrypt, with the certificate that publishes it. */
export interface PublishedKey {
  usage: PublicKeyCertificateUsage;
  certificate: X509Certificate;
  certificateId: string;
  publicKeyId: string;
  privateKey: KeyObject;
}

/** Every key of this KSeF. They are made on the first start and kept with the data. */
export interface Authorities {
  /** Root of everything that this KSeF signs. */
  authority: Credential;
  /** Keys that are published, newest first for each usage. */
  publishedKeys: readonly PublishedKey[];
  /** Signs receipts (UPO). */
  seal: Credential;
  /** For HTTPS. */
  server: Credential;
  /**
   * The private key that a caller encrypted for; without an identifier the newest of the usage.
   * Throws `BadRequest` 21470 for an identifier that is not published for this usage.
   */
  decryptionKey(usage: PublicKeyCertificateUsage, keyId: string | null | undefined): KeyObject;
}

const dayMs = 86_400_000;
const names = {
  authority: 'authority',
  tokens: 'token-encryption',
  symmetric: 'symmetric-key-encryption',
  seal: 'seal',
  server: 'server',
} as const;
type Name = (typeof names)[keyof typeof names];
/** Everything but the authority itself. */
type IssuedName = Exclude<Name, 'authority'>;

const usages: Partial<Record<Name, PublicKeyCertificateUsage>> = {
  [names.tokens]: 'KsefTokenEncryption',
  [names.symmetric]: 'SymmetricKeyEncryption',
};
/** Names under which the keys of a usage are kept: the newest, and the one before it while both are good. */
export const keyNames = {
  KsefTokenEncryption: { newest: names.tokens, previous: 'token-encryption/previous' },
  SymmetricKeyEncryption: { newest: names.symmetric, previous: 'symmetric-key-encryption/previous' },
} as const satisfies Record<PublicKeyCertificateUsage, { newest: IssuedName; previous: string }>;
export const keyUsages = Object.keys(keyNames) as PublicKeyCertificateUsage[];

const sealSubject: SubjectAttributes = {
  commonName: 'Lokalny KSeF - pieczęć',
  organizationName: 'Lokalny KSeF',
  countryName: 'PL',
};
const encryptionSubject: SubjectAttributes = {
  commonName: 'Lokalny KSeF - szyfrowanie',
  organizationName: 'Lokalny KSeF',
  countryName: 'PL',
};
const serverSubject: SubjectAttributes = { commonName: 'Lokalny KSeF', countryName: 'PL' };

/**
 * Reads the keys of the data, makes those that are missing, and renews certificates that are about to end.
 * @param freshRsaKeys keys that are being made already, for those that are missing
 */
export async function loadAuthorities(
  store: Store,
  clock: Clock,
  hostNames: readonly string[],
  freshRsaKeys: readonly Promise<KeyPair>[],
): Promise<Authorities> {
  const rows = await store.db.selectFrom('authorities').selectAll().execute();
  const known = new Map(rows.map((row) => [row.name, row]));
  const made = await missingRows(known, clock, hostNames, freshRsaKeys);
  if (made.length > 0) {
    await store.db.transaction().execute(async (transaction) => {
      for (const row of made) await transaction.replaceInto('authorities').values(row).execute();
    });
  }
  for (const row of made) known.set(row.name, row);
  // A former key is not renewed: it is published, and good, as long as its certificate is.
  for (const { previous } of Object.values(keyNames)) {
    const former = known.get(previous);
    if (former && !coversNow(former, clock, 0)) known.delete(previous);
  }
  return authoritiesOf(known);
}

/** The secret that signs access tokens, made on first use. */
export async function loadSigningSecret(store: Store): Promise<Uint8Array> {
  await store.db
    .insertInto('secrets')
    .values({ name: 'access-tokens', value: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await store.db
    .selectFrom('secrets')
    .select('value')
    .where('name', '=', 'access-tokens')
    .executeTakeFirstOrThrow();
  return row.value;
}

function authoritiesOf(rows: ReadonlyMap<string, AuthorityRow>): Authorities {
  const credential = (name: Name): Credential => {
    const row = rows.get(name);
    if (!row) throw new Error(`no key of the name ${name}`);
    return credentialOf(row);
  };
  const publishedKeys = publishedKeysOf(rows);
  return {
    authority: credential(names.authority),
    publishedKeys,
    seal: credential(names.seal),
    server: credential(names.server),
    decryptionKey: (usage, keyId) => {
      const found = publishedKeys.find(
        (key) => key.usage === usage && (keyId === null || keyId === undefined || key.publicKeyId === keyId),
      );
      if (!found) throw refusal(21470, errorDetails[21470].unknownKey(String(keyId)));
      return found.privateKey;
    },
  };
}

function publishedKeysOf(rows: ReadonlyMap<string, AuthorityRow>): PublishedKey[] {
  return keyUsages.flatMap((usage) => {
    const { newest, previous } = keyNames[usage];
    const kept = [rows.get(newest), rows.get(previous)].filter((row) => row !== undefined);
    return kept.map((row) => {
      const { certificate, privateKey } = credentialOf(row);
      return {
        usage,
        certificate,
        certificateId: certificateId(certificate.raw),
        publicKeyId: publicKeyId(certificate.publicKey),
        privateKey,
      };
    });
  });
}

/**
 * A row for a key under which callers encrypt, with a certificate that begins later than another, so that clients
 * prefer it.
 */
export function encryptionKeyRow(
  usage: PublicKeyCertificateUsage,
  authority: Credential,
  keyPair: KeyPair,
  clock: Clock,
  laterThan: X509Certificate,
): Promise<AuthorityRow> {
  const notBeforeMs = laterThan.validFromDate.getTime() + 1000;
  return issuedRow(keyNames[usage].newest, authority, keyPair, clock, [], notBeforeMs);
}

const credentialOf = (row: AuthorityRow): Credential => ({
  certificate: new X509Certificate(row.certificate),
  privateKey: createPrivateKey(row.private_key),
});

async function missingRows(
  known: ReadonlyMap<string, AuthorityRow>,
  clock: Clock,
  hostNames: readonly string[],
  freshRsaKeys: readonly Promise<KeyPair>[],
): Promise<AuthorityRow[]> {
  const fresh = [...freshRsaKeys];
  const hosts = JSON.stringify(hostNames);
  const isStale = (name: Name) => {
    const row = known.get(name);
    return !row || !coversNow(row, clock) || (name === names.server && row.host_names !== hosts);
  };
  const stale = (Object.keys(kinds) as IssuedName[]).filter(isStale);
  const existing = known.get(names.authority);
  if (stale.length === 0 && existing) return [];

  // RSA keys take long: all begin at once, while the authority is made.
  const keyPairs = new Map(stale.map((name) => [name, keyPairOf(name, known.get(name), fresh)]));
  const authority = existing ? credentialOf(existing) : await makeAuthority();
  const rows = await Promise.all(
    stale.map(async (name) =>
      issuedRow(name, authority, await (keyPairs.get(name) as Promise<KeyPair>), clock, hostNames),
    ),
  );
  return existing ? rows : [rowOf(names.authority, authority.certificate.raw, authority.privateKey), ...rows];
}

/**
 * Callers check validity by their own clock, deadlines go by ours: a certificate must do for both.
 * @param restMs for so long it must be good yet, milliseconds
 */
function coversNow(row: AuthorityRow, clock: Clock, restMs = 30 * dayMs): boolean {
  const { validFromDate, validToDate } = new X509Certificate(row.certificate);
  return [Date.now(), clock.nowMs()].every(
    (ms) => validFromDate.getTime() <= ms && ms < validToDate.getTime() - restMs,
  );
}

/** A certificate that ends is renewed for the same key, so that what was encrypted under it stays readable. */
async function keyPairOf(
  name: Name,
  row: AuthorityRow | undefined,
  fresh: Promise<KeyPair>[],
): Promise<KeyPair> {
  if (!row) return usages[name] ? (fresh.shift() ?? generateKeyPair('RSA')) : generateKeyPair('EC');
  const { certificate, privateKey } = credentialOf(row);
  return { publicKey: certificate.publicKey, privateKey };
}

function makeAuthority(): Promise<Credential> {
  const validFrom = new Date('2020-01-01T00:00:00Z');
  const validTo = new Date('2099-12-31T23:59:59Z');
  return createCertificateAuthority({ name: 'Lokalny KSeF - centrum certyfikacji', validFrom, validTo });
}

const kinds: Record<IssuedName, { subject: SubjectAttributes; usage: CertificateUsage; days: number }> = {
  [names.tokens]: { subject: encryptionSubject, usage: 'Encryption', days: 730 },
  [names.symmetric]: { subject: encryptionSubject, usage: 'Encryption', days: 730 },
  [names.seal]: { subject: sealSubject, usage: 'Seal', days: 730 },
  // Browsers and some clients refuse server certificates that are good for longer.
  [names.server]: { subject: serverSubject, usage: 'Server', days: 397 },
};

async function issuedRow(
  name: IssuedName,
  authority: Credential,
  { privateKey, publicKey }: KeyPair,
  clock: Clock,
  hostNames: readonly string[],
  notBeforeMs = 0,
): Promise<AuthorityRow> {
  const { subject, usage, days } = kinds[name];
  const [first, last] = [Math.min(Date.now(), clock.nowMs()), Math.max(Date.now(), clock.nowMs())];
  const der = await issueCertificate({
    authority,
    subject,
    publicKey,
    serialNumber: newSerialNumber(),
    validFrom: new Date(Math.max(first - dayMs, notBeforeMs)),
    validTo: new Date(last + (days - 1) * dayMs),
    usage,
    ...(usage === 'Server' ? { hostNames } : {}),
  });
  return rowOf(name, der, privateKey, usage === 'Server' ? hostNames : []);
}

/** Eight bytes that begin with 01: always positive, always 16 hexadecimal digits, as the real system's are. */
export function newSerialNumber(): string {
  return `01${randomBytes(7).toString('hex')}`.toUpperCase();
}

const rowOf = (
  name: Name,
  certificate: Uint8Array,
  key: KeyObject,
  hosts: readonly string[] = [],
): AuthorityRow => ({
  name,
  certificate,
  private_key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  host_names: JSON.stringify(hosts),
});
