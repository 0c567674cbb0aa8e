import type { Migration } from '../migrations.ts';

/**
 * Hashes come in no order: an invoice more may touch any page of their index. With a few characters of each it has a
 * quarter of the pages, and hardly more than one invoice to look at for a hash.
 */
export const shortHashIndexMigration: Migration = {
  name: '011-short-hash-index',
  sql: `
    DROP INDEX invoices_by_hash;
    CREATE INDEX invoices_by_hash ON invoices (substr(invoice_hash, 1, 4));
  `,
};
