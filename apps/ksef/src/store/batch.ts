/**
 * Rows of the tables in `migrations/004-batch`: packages of invoices that are sent in parts. The session itself is
 * a row of `invoice_sessions`. Moments are microseconds since 1970.
 */
import type { Generated } from 'kysely';

export interface BatchPackageRow {
  session: string;
  compression: 'Zip' | 'TarGz';
  /** Bytes and Base64 SHA-256 of the package before it was cut and encrypted, as declared. */
  file_size: number;
  file_hash: string;
  declared_offline: number;
}

export interface BatchPartRow {
  session: string;
  /** From 1. */
  ordinal: number;
  /** Bytes and Base64 SHA-256 of the encrypted part, as declared. */
  declared_size: number;
  declared_hash: string;
  /** Until it arrives, null. */
  received_size: Generated<number | null>;
  received_hash: Generated<string | null>;
}

/** Whose invoices may have attachments. */
export interface AttachmentConsentRow {
  nip: string;
  granted_at: number;
  /** The Polish day, `YYYY-MM-DD`, on which it ends; null without end. */
  ends_on: string | null;
}

export interface BatchTables {
  attachment_consents: AttachmentConsentRow;
  batch_packages: BatchPackageRow;
  batch_parts: BatchPartRow;
}
