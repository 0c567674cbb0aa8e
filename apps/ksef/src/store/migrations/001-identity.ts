import type { Migration } from '../migrations.ts';

/** Keys, log-ins, tokens, certificates, permissions and test data. Moments are milliseconds since 1970. */
export const identityMigration: Migration = {
  name: '001-identity',
  sql: `
    CREATE TABLE authorities (
      name TEXT PRIMARY KEY,
      certificate BLOB NOT NULL,
      private_key TEXT NOT NULL,
      host_names TEXT NOT NULL DEFAULT '[]'
    ) STRICT;

    CREATE TABLE secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;

    CREATE TABLE challenges (
      challenge TEXT PRIMARY KEY,
      timestamp_ms INTEGER NOT NULL,
      used_at INTEGER
    ) STRICT;
    CREATE INDEX challenges_by_age ON challenges (timestamp_ms);

    CREATE TABLE authentications (
      reference_number TEXT PRIMARY KEY,
      context_type TEXT,
      context_value TEXT,
      subject_type TEXT,
      subject_value TEXT,
      subject_details TEXT,
      method TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      due_at INTEGER,
      status_code INTEGER NOT NULL,
      status_detail TEXT,
      planned_failure TEXT,
      document_sha256 TEXT,
      certificate BLOB,
      certificate_serial TEXT,
      ksef_token TEXT,
      allowed_ips TEXT,
      redeemed_at INTEGER,
      refresh_valid_until INTEGER,
      last_refreshed_at INTEGER
    ) STRICT;
    CREATE INDEX authentications_due ON authentications (due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX authentications_by_context ON authentications (context_value, context_type, started_at);

    CREATE TABLE ksef_tokens (
      reference_number TEXT PRIMARY KEY,
      token_sha256 TEXT NOT NULL UNIQUE,
      context_type TEXT NOT NULL,
      context_value TEXT NOT NULL,
      author_type TEXT NOT NULL,
      author_value TEXT NOT NULL,
      author_details TEXT,
      description TEXT NOT NULL,
      permissions TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      last_used_at INTEGER,
      status TEXT NOT NULL,
      due_at INTEGER
    ) STRICT;
    CREATE INDEX ksef_tokens_due ON ksef_tokens (due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX ksef_tokens_by_context ON ksef_tokens (context_value, context_type, created_at);

    CREATE TABLE certificate_enrollments (
      reference_number TEXT PRIMARY KEY,
      subject_type TEXT NOT NULL,
      subject_value TEXT NOT NULL,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      csr BLOB NOT NULL,
      subject_attributes TEXT NOT NULL,
      valid_from INTEGER,
      requested_at INTEGER NOT NULL,
      due_at INTEGER,
      status_code INTEGER NOT NULL,
      status_detail TEXT,
      serial_number TEXT
    ) STRICT;
    CREATE INDEX certificate_enrollments_due ON certificate_enrollments (due_at) WHERE due_at IS NOT NULL;
    CREATE INDEX certificate_enrollments_by_subject ON certificate_enrollments (subject_value, subject_type);

    CREATE TABLE certificates (
      serial_number TEXT PRIMARY KEY,
      subject_type TEXT NOT NULL,
      subject_value TEXT NOT NULL,
      name TEXT NOT NULL,
      type TEXT NOT NULL,
      common_name TEXT NOT NULL,
      der BLOB NOT NULL,
      public_key_id TEXT NOT NULL,
      requested_at INTEGER NOT NULL,
      valid_from INTEGER NOT NULL,
      valid_to INTEGER NOT NULL,
      last_used_at INTEGER,
      revoked_at INTEGER,
      revocation_reason TEXT
    ) STRICT;
    CREATE INDEX certificates_by_subject ON certificates (subject_value, subject_type, requested_at);
    CREATE INDEX certificates_by_public_key ON certificates (public_key_id);

    CREATE TABLE permission_grants (
      context_type TEXT NOT NULL,
      context_value TEXT NOT NULL,
      subject_type TEXT NOT NULL,
      subject_value TEXT NOT NULL,
      permission TEXT NOT NULL,
      description TEXT NOT NULL,
      granted_at INTEGER NOT NULL,
      PRIMARY KEY (context_value, context_type, subject_value, subject_type, permission)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX permission_grants_by_subject ON permission_grants (subject_value, subject_type);

    CREATE TABLE test_subjects (
      nip TEXT PRIMARY KEY,
      type TEXT NOT NULL,
      description TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      removed_at INTEGER
    ) STRICT;

    CREATE TABLE test_subunits (
      parent_nip TEXT NOT NULL REFERENCES test_subjects (nip),
      nip TEXT NOT NULL,
      description TEXT NOT NULL,
      PRIMARY KEY (parent_nip, nip)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE test_persons (
      nip TEXT PRIMARY KEY,
      pesel TEXT NOT NULL,
      is_bailiff INTEGER NOT NULL,
      is_deceased INTEGER NOT NULL,
      description TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      removed_at INTEGER
    ) STRICT;
    CREATE INDEX test_persons_by_pesel ON test_persons (pesel);
  `,
};
