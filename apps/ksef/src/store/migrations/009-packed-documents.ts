import type { Migration } from '../migrations.ts';

/** Documents that came in a package are kept compressed; an archive takes them over as they are. */
export const packedDocumentsMigration: Migration = {
  name: '009-packed-documents',
  sql: `
    ALTER TABLE invoice_documents ADD COLUMN unpacked_size INTEGER;
    ALTER TABLE invoice_documents ADD COLUMN unpacked_crc32 INTEGER;
  `,
};
