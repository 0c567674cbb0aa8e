/**
 * Rows of the tables in `migrations/005-exports`: packages of invoices that were asked for. Moments are
 * microseconds since 1970 unless a field says otherwise.
 */
import type { ColumnType } from 'kysely';

type Later<Value> = ColumnType<Value | null, Value | null | undefined, Value | null>;

export interface ExportRow {
  reference_number: string;
  context_type: string;
  context_value: string;
  /** The filters as they were asked for, JSON. */
  filters: string;
  only_metadata: number;
  compression: 'Zip' | 'TarGz';
  /** AES key of the parts; null where it could not be decrypted. */
  symmetric_key: Later<Uint8Array>;
  initialization_vector: Later<Uint8Array>;
  status_code: number;
  /** JSON list. */
  status_details: Later<string>;
  created_at: number;
  /** Machine time, milliseconds, from which it is worked on; null once it is done. */
  due_at: number | null;
  completed_at: Later<number>;
  /** Until when the parts are kept. */
  expires_at: Later<number>;
  invoice_count: Later<number>;
  size: Later<number>;
  is_truncated: Later<number>;
  /** The date, of the kind asked for, of the last invoice of a truncated package. */
  last_date: Later<string>;
  high_water_mark: Later<number>;
}

export interface ExportPartRow {
  export: string;
  /** From 1. */
  ordinal: number;
  /** Bytes and Base64 SHA-256 before and after encryption. */
  size: number;
  hash: string;
  encrypted_size: number;
  encrypted_hash: string;
}

export interface ExportTables {
  exports: ExportRow;
  export_parts: ExportPartRow;
}
