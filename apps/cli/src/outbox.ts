/**
 * The outbox: every invoice that `kwit send` was asked to send, with its exact bytes, written before anything goes
 * out. Its state says what is known for certain, so that a run that was cut off anywhere can go on.
 */
import type { Home } from './home.ts';
import type { Place, PlaceFilter } from './place.ts';
import { isRunAlive } from './run-lock.ts';
import { type Store, transaction } from './store.ts';

/**
 * `stored`: bytes are here, nothing was sent. `sending`: the request may have left, the session is known, the answer
 * is not. `sent`: KSeF took it and gave a reference. `accepted`: it has its KSeF number. `rejected`: KSeF refused it.
 */
export type OutboxState = 'stored' | 'sending' | 'sent' | 'accepted' | 'rejected';

/** What KSeF said when it refused an invoice. */
export interface Refusal {
  /** Status code of the invoice, or null where the sending itself was refused. */
  readonly code: number | null;
  readonly description: string;
  readonly details: readonly string[];
  /** KSeF number of the invoice that this one duplicates. */
  readonly original?: string;
}

export interface OutboxRow {
  readonly id: number;
  readonly baseUrl: string;
  /** On whose behalf it is sent (`context-identifier.ts`). */
  readonly contextIdentifier: string;
  /** Absolute path of the file it came from. */
  readonly file: string;
  /** SHA-256 of that file, Base64. */
  readonly sourceSha256: string;
  /** SHA-256 of the bytes that go to KSeF, Base64. */
  readonly xmlSha256: string;
  readonly invoiceNumber: string;
  readonly state: OutboxState;
  readonly sessionReference: string | null;
  readonly invoiceReference: string | null;
  readonly ksefNumber: string | null;
  readonly upoFile: string | null;
  readonly refusal: Refusal | null;
  /** The package that it is on its way in; null where it goes by itself, or has arrived. */
  readonly batchId: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
}

/** A document as a file gave it. */
export interface StoredDocument extends Pick<OutboxRow, 'file' | 'xmlSha256' | 'invoiceNumber'> {
  /** The bytes that go to KSeF. */
  readonly xml: Uint8Array;
}

export type NewInvoice = StoredDocument & Pick<OutboxRow, 'baseUrl' | 'contextIdentifier' | 'sourceSha256'>;

type Changes = Partial<
  Pick<
    OutboxRow,
    'state' | 'sessionReference' | 'invoiceReference' | 'ksefNumber' | 'upoFile' | 'refusal' | 'batchId'
  >
>;

/** Rows of one connection whose end is not known yet. */
export interface Unfinished extends Place {
  readonly count: number;
}

export interface Outbox {
  /** The row of this source under this connection. */
  find(of: { baseUrl: string; contextIdentifier: string; sourceSha256: string }): OutboxRow | undefined;
  byId(id: number): OutboxRow | undefined;
  /** The bytes of a row that go to KSeF. Rows do not carry them: many rows are held at once. */
  xmlOf(id: number): Uint8Array;
  /** Writes the bytes down and claims them for the run; undefined where another process was faster. */
  add(invoice: NewInvoice, runId: string): OutboxRow | undefined;
  /** Takes a row for this run, unless a living run has it. */
  claim(id: number, runId: string): boolean;
  /** Takes as many of these rows as no living run has, all at once; hands back which. */
  claimAll(ids: readonly number[], runId: string): number[];
  /** Gives back what the run still holds. */
  release(runId: string): void;
  /** Writes what became known and hands back the row as it is then. */
  change(row: OutboxRow, changes: Changes): OutboxRow;
  /** Lets a row forget what became of it, so that it is sent anew; with another document where there is one. */
  startAnew(row: OutboxRow, document?: StoredDocument): OutboxRow;
  /** Rows whose end is not known yet, oldest first. */
  unfinished(of: { baseUrl: string; contextIdentifier: string }): OutboxRow[];
  /** How many rows there are. */
  count(of: PlaceFilter): number;
  /** Under how many connections there are rows. */
  countPlaces(of: PlaceFilter): number;
  /** How many rows have no end yet, by connection; connections without such rows are left out. */
  countUnfinished(of?: PlaceFilter): Unfinished[];
  /** The newest rows, newest first. */
  recent(limit: number, of: PlaceFilter): OutboxRow[];
  /**
   * The row whose source, or document, has this hash, of one KSeF or of any; not one that was refused. The newest, and
   * one with a KSeF number before all that have none.
   */
  keptAs(sha256: string, baseUrl?: string): OutboxRow | undefined;
  /** Rows that are meant by an invoice number, KSeF number, reference, or hash of the source; newest first. */
  search(text: string): OutboxRow[];
}

const columnOf: Readonly<Record<keyof Changes, string>> = {
  state: 'state',
  sessionReference: 'session_reference',
  invoiceReference: 'invoice_reference',
  ksefNumber: 'ksef_number',
  upoFile: 'upo_file',
  refusal: 'refusal',
  batchId: 'batch_id',
};

const columns = `id, base_url AS baseUrl, context AS contextIdentifier, file, source_sha256 AS sourceSha256, xml_sha256 AS xmlSha256,
  invoice_number AS invoiceNumber, created_at AS createdAt, changed_at AS changedAt, ${Object.entries(
    columnOf,
  )
    .map(([name, column]) => `${column} AS ${name}`)
    .join(', ')}`;

/** The condition of a {@link PlaceFilter}, and its two values. */
const inPlace = "(?1 = '' OR base_url = ?1) AND (?2 = '' OR context = ?2)";
const valuesOf = ({ baseUrl = '', contextIdentifier = '' }: PlaceFilter) => [baseUrl, contextIdentifier];

/** What a row forgets when it starts anew. */
const startedAnew = {
  state: 'stored',
  sessionReference: null,
  invoiceReference: null,
  ksefNumber: null,
  upoFile: null,
  refusal: null,
} as const;

export function outboxOf(store: Store, home: Home): Outbox {
  const asRow = (row: Record<string, unknown>): OutboxRow =>
    ({ ...row, refusal: typeof row.refusal === 'string' ? JSON.parse(row.refusal) : null }) as OutboxRow;
  const rows = (rest: string, ...values: (string | number)[]): OutboxRow[] =>
    store
      .prepare(`SELECT ${columns} FROM outbox ${rest}`)
      .all(...values)
      .map(asRow);
  const byId = (id: number) => rows('WHERE id = ?', id)[0];
  const claimOne = (id: number, runId: string): boolean => {
    const row = store.prepare('SELECT claimed_by AS owner FROM outbox WHERE id = ?').get(id);
    const owner = row?.owner;
    if (typeof owner === 'string' && owner !== runId && isRunAlive(home, owner)) return false;
    store.prepare('UPDATE outbox SET claimed_by = ? WHERE id = ?').run(runId, id);
    return row !== undefined;
  };

  const change = (row: OutboxRow, changes: Changes): OutboxRow => {
    const names = Object.keys(changes) as (keyof Changes)[];
    const values = names.map((name) =>
      name === 'refusal' && changes.refusal ? JSON.stringify(changes.refusal) : (changes[name] ?? null),
    );
    store
      .prepare(
        `UPDATE outbox SET ${names.map((name) => `${columnOf[name]} = ?`).join(', ')}, changed_at = ? WHERE id = ?`,
      )
      .run(...(values as (string | null)[]), new Date().toISOString(), row.id);
    return { ...row, ...changes };
  };
  const replaceDocument = (row: OutboxRow, document: StoredDocument): OutboxRow => {
    const { file, xml, xmlSha256, invoiceNumber } = document;
    store
      .prepare('UPDATE outbox SET file = ?, xml_sha256 = ?, invoice_number = ? WHERE id = ?')
      .run(file, xmlSha256, invoiceNumber, row.id);
    store.prepare('UPDATE documents SET xml = ? WHERE outbox_id = ?').run(xml, row.id);
    return { ...row, file, xmlSha256, invoiceNumber };
  };

  return {
    byId,
    xmlOf(id) {
      const row = store.prepare('SELECT xml FROM documents WHERE outbox_id = ?').get(id);
      if (!(row?.xml instanceof Uint8Array)) throw new Error('a row of the outbox has no document');
      return row.xml;
    },
    find: (of) =>
      rows(
        'WHERE base_url = ? AND context = ? AND source_sha256 = ?',
        of.baseUrl,
        of.contextIdentifier,
        of.sourceSha256,
      )[0],
    add: (invoice, runId) =>
      transaction(store, () => {
        const now = new Date().toISOString();
        const { baseUrl, contextIdentifier, file, sourceSha256, xmlSha256, invoiceNumber } = invoice;
        const { changes, lastInsertRowid } = store
          .prepare(
            `INSERT INTO outbox (base_url, context, file, source_sha256, xml_sha256, invoice_number, state, claimed_by,
               created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, 'stored', ?, ?, ?) ON CONFLICT DO NOTHING`,
          )
          .run(baseUrl, contextIdentifier, file, sourceSha256, xmlSha256, invoiceNumber, runId, now, now);
        if (changes === 0) return undefined;
        store
          .prepare('INSERT INTO documents (outbox_id, xml) VALUES (?, ?)')
          .run(lastInsertRowid, invoice.xml);
        return byId(Number(lastInsertRowid));
      }),
    claim: (id, runId) => transaction(store, () => claimOne(id, runId)),
    claimAll: (ids, runId) => transaction(store, () => ids.filter((id) => claimOne(id, runId))),
    release(runId) {
      store.prepare('UPDATE outbox SET claimed_by = NULL WHERE claimed_by = ?').run(runId);
    },
    change,
    startAnew: (row, document) =>
      transaction(store, () =>
        change(document === undefined ? row : replaceDocument(row, document), startedAnew),
      ),
    unfinished: (of) =>
      rows(
        "WHERE state IN ('stored', 'sending', 'sent') AND base_url = ? AND context = ? ORDER BY id",
        of.baseUrl,
        of.contextIdentifier,
      ),
    count: (of) =>
      Number(
        store.prepare(`SELECT count(*) AS total FROM outbox WHERE ${inPlace}`).get(...valuesOf(of))?.total,
      ),
    countPlaces: (of) =>
      store.prepare(`SELECT DISTINCT base_url, context FROM outbox WHERE ${inPlace}`).all(...valuesOf(of))
        .length,
    countUnfinished: (of = {}) =>
      store
        .prepare(
          `SELECT base_url AS baseUrl, context AS contextIdentifier, count(*) AS count FROM outbox
           WHERE state IN ('stored', 'sending', 'sent') AND ${inPlace}
           GROUP BY base_url, context ORDER BY base_url, context`,
        )
        .all(...valuesOf(of)) as unknown as Unfinished[],
    recent: (limit, of) =>
      rows(`WHERE ${inPlace} ORDER BY changed_at DESC, id DESC LIMIT ?3`, ...valuesOf(of), limit),
    keptAs: (sha256, baseUrl = '') =>
      rows(
        `WHERE (source_sha256 = ?1 OR xml_sha256 = ?1) AND state <> 'rejected' AND (?2 = '' OR base_url = ?2)
         ORDER BY ksef_number IS NULL, id DESC LIMIT 1`,
        sha256,
        baseUrl,
      )[0],
    search: (text) =>
      rows(
        `WHERE invoice_number = ?1 OR ksef_number = ?1 OR invoice_reference = ?1 OR session_reference = ?1
           OR source_sha256 = ?1
         ORDER BY id DESC LIMIT 1000`,
        text,
      ),
  };
}
