/**
 * Connections that this home keeps: each is one environment and one context with the credential to log in there. One of
 * them is current.
 */
import type { SecretBox } from './secrets.ts';
import { type Store, transaction } from './store.ts';

export type LoginMethod = 'token' | 'certificate' | 'self-signed';

/** What a log-in needs. Certificates and keys as PEM; the key unencrypted, because the home encrypts the whole. */
export type StoredCredential =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'certificate'; readonly certificatePem: string; readonly keyPem: string };

/** Facts of a connection that are not secret. */
export interface Connection {
  readonly id: number;
  /** `local`, `test`, `demo`, `prod`, or `custom` for an address of one's own. */
  readonly environment: string;
  /** Address of the API, with `/v2`. */
  readonly baseUrl: string;
  /** On whose behalf it acts (`context-identifier.ts`). */
  readonly contextIdentifier: string;
  readonly method: LoginMethod;
  readonly certificateSerial: string | null;
  /** ISO 8601. */
  readonly certificateValidTo: string | null;
  /** What the KSeF was known by at the log-in, where it can be another one tomorrow (`ksef-identity.ts`). */
  readonly ksefIdentity: string | null;
  /** ISO 8601. */
  readonly connectedAt: string;
  readonly current: boolean;
}

export type NewConnection = Omit<Connection, 'id' | 'connectedAt' | 'current'>;

export interface Connections {
  all(): Connection[];
  current(): Connection | undefined;
  find(baseUrl: string, contextIdentifier: string): Connection | undefined;
  /** Keeps a connection, replaces one of the same address and context, and makes it current. */
  save(connection: NewConnection, credential: StoredCredential, tokens: string): Connection;
  makeCurrent(id: number): void;
  remove(id: number): void;
  credential(connection: Connection): StoredCredential;
  /** The tokens of the last log-in as the client gave them out, or null. */
  tokens(connection: Connection): string | null;
  saveTokens(connection: Connection, tokens: string): void;
  saveIdentity(connection: Connection, ksefIdentity: string): void;
}

const columns = `id, environment, base_url AS baseUrl, context AS contextIdentifier, method, certificate_serial AS certificateSerial,
  certificate_valid_to AS certificateValidTo, ksef_identity AS ksefIdentity, connected_at AS connectedAt,
  id = (SELECT value FROM facts WHERE name = 'current') AS current`;

export function connectionsOf(store: Store, box: SecretBox): Connections {
  // The purpose binds a sealed text to its connection: swapping two rows of the database gains nothing.
  const purpose = (what: string, of: { baseUrl: string; contextIdentifier: string }) =>
    `${what} ${of.baseUrl} ${of.contextIdentifier}`;
  const select = (where: string) => store.prepare(`SELECT ${columns} FROM connections ${where}`);
  const connection = (row: Record<string, unknown> | undefined) =>
    row && ({ ...row, current: row.current === 1 } as unknown as Connection);

  function makeCurrent(id: number): void {
    store
      .prepare("INSERT INTO facts VALUES ('current', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1")
      .run(id);
  }

  function secretColumn(id: number, column: 'secret' | 'tokens'): string | null {
    const row = store.prepare(`SELECT ${column} AS sealed FROM connections WHERE id = ?`).get(id);
    return typeof row?.sealed === 'string' ? row.sealed : null;
  }

  const find = (baseUrl: string, contextIdentifier: string) =>
    connection(select('WHERE base_url = ? AND context = ?').get(baseUrl, contextIdentifier));

  return {
    all: () =>
      select('ORDER BY id')
        .all()
        .flatMap((row) => connection(row) ?? []),
    current: () => connection(select("WHERE id = (SELECT value FROM facts WHERE name = 'current')").get()),
    find,
    makeCurrent,
    save(added, credential, tokens) {
      const secret = box.seal(JSON.stringify(credential), purpose('credential', added));
      const sealedTokens = box.seal(tokens, purpose('tokens', added));
      return transaction(store, () => {
        store
          .prepare(
            `INSERT INTO connections (environment, base_url, context, method, certificate_serial, certificate_valid_to,
               ksef_identity, secret, tokens, connected_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (base_url, context) DO UPDATE SET environment = excluded.environment, method = excluded.method,
               certificate_serial = excluded.certificate_serial,
               certificate_valid_to = excluded.certificate_valid_to,
               ksef_identity = excluded.ksef_identity, secret = excluded.secret,
               tokens = excluded.tokens, connected_at = excluded.connected_at`,
          )
          .run(
            added.environment,
            added.baseUrl,
            added.contextIdentifier,
            added.method,
            added.certificateSerial,
            added.certificateValidTo,
            added.ksefIdentity,
            secret,
            sealedTokens,
            new Date().toISOString(),
          );
        const saved = find(added.baseUrl, added.contextIdentifier);
        if (!saved) throw new Error('a connection that was just written cannot be read');
        makeCurrent(saved.id);
        return { ...saved, current: true };
      });
    },
    remove(id) {
      transaction(store, () => {
        store.prepare('DELETE FROM connections WHERE id = ?').run(id);
        store.prepare("DELETE FROM facts WHERE name = 'current' AND value = ?").run(id);
      });
    },
    credential(of) {
      return JSON.parse(box.open(secretColumn(of.id, 'secret') ?? '', purpose('credential', of)));
    },
    tokens(of) {
      const sealed = secretColumn(of.id, 'tokens');
      return sealed === null ? null : box.open(sealed, purpose('tokens', of));
    },
    saveTokens(of, tokens) {
      const sealed = box.seal(tokens, purpose('tokens', of));
      store.prepare('UPDATE connections SET tokens = ? WHERE id = ?').run(sealed, of.id);
    },
    saveIdentity(of, ksefIdentity) {
      store.prepare('UPDATE connections SET ksef_identity = ? WHERE id = ?').run(ksefIdentity, of.id);
    },
  };
}
