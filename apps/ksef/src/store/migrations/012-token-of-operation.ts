import type { Migration } from '../migrations.ts';

/** The KSeF token with which whoever asks to grant or revoke had logged in: it may have less than its author. */
export const tokenOfOperationMigration: Migration = {
  name: '012-token-of-operation',
  sql: 'ALTER TABLE permission_operations ADD COLUMN ksef_token TEXT;',
};
