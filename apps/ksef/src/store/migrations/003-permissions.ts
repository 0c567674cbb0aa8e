import type { Migration } from '../migrations.ts';

/** A UUID made in SQL, for rows that come from before permissions had identifiers. */
const newId = `lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8' ||
      substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))`;

/**
 * Permissions of every kind, and the operations that grant and revoke them. Moments are milliseconds since
 * 1970. A permission for all clients has the context `AllPartners` without a value.
 */
export const permissionsMigration: Migration = {
  name: '003-permissions',
  sql: `
    DROP INDEX permission_grants_by_subject;
    ALTER TABLE permission_grants RENAME TO permission_grants_before;

    CREATE TABLE permission_grants (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      granter_type TEXT NOT NULL,
      granter_value TEXT NOT NULL,
      context_type TEXT NOT NULL,
      context_value TEXT NOT NULL,
      subject_type TEXT NOT NULL,
      subject_value TEXT NOT NULL,
      permission TEXT NOT NULL,
      can_delegate INTEGER NOT NULL,
      author_type TEXT NOT NULL,
      author_value TEXT,
      description TEXT NOT NULL,
      details TEXT NOT NULL,
      granted_at INTEGER NOT NULL
    ) STRICT;

    INSERT INTO permission_grants
      SELECT ${newId}, 'person', context_type, context_value, context_type, context_value, subject_type,
        subject_value, permission, 0, 'System', NULL, description, '{}', granted_at
      FROM permission_grants_before;
    INSERT INTO permission_grants
      SELECT ${newId}, 'owner', 'Nip', nip, 'Nip', nip, 'Pesel', pesel, 'Owner', 0, 'System', NULL, description,
        '{}', created_at
      FROM test_persons WHERE removed_at IS NULL;
    DROP TABLE permission_grants_before;

    -- One permission is granted once; the same index answers what somebody may do in a context.
    CREATE UNIQUE INDEX permission_grants_once ON permission_grants
      (subject_value, subject_type, context_value, context_type, permission, kind, granter_value, granter_type);
    CREATE INDEX permission_grants_by_context
      ON permission_grants (context_value, context_type, granted_at DESC, id);
    CREATE INDEX permission_grants_by_granter
      ON permission_grants (granter_value, granter_type, granted_at DESC, id);
    CREATE INDEX permission_grants_by_subject
      ON permission_grants (subject_value, subject_type, granted_at DESC, id);
    -- What clients allow to pass on, and what was passed on: an office has very many of both.
    CREATE INDEX permission_grants_to_pass_on
      ON permission_grants (subject_value, subject_type, permission, context_value, context_type)
      WHERE kind = 'entity' AND can_delegate = 1;
    CREATE INDEX permission_grants_passed_on
      ON permission_grants (granter_value, granter_type, granted_at DESC, id) WHERE kind = 'indirect';
    CREATE INDEX permission_grants_passed_on_to
      ON permission_grants (subject_value, subject_type, granter_value, granter_type, granted_at DESC, id)
      WHERE kind = 'indirect';

    CREATE TABLE permission_operations (
      reference_number TEXT PRIMARY KEY,
      context_type TEXT NOT NULL,
      context_value TEXT NOT NULL,
      author_type TEXT NOT NULL,
      author_value TEXT NOT NULL,
      task TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      due_at INTEGER,
      status_code INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX permission_operations_due ON permission_operations (due_at) WHERE due_at IS NOT NULL;
  `,
};
