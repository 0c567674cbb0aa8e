/** Rows of the tables in `migrations/001-identity`. Moments are milliseconds since 1970; JSON is text. */

export interface AuthorityRow {
  name: string;
  /** DER. */
  certificate: Uint8Array;
  /** PKCS#8 PEM. */
  private_key: string;
  /** JSON list: names that a server certificate stands for. */
  host_names: string;
}

export interface SecretRow {
  name: string;
  value: Uint8Array;
}

export interface ChallengeRow {
  challenge: string;
  timestamp_ms: number;
  used_at: number | null;
}

/** One log-in, from the signed document or token to its end as a session with a refresh token. */
export interface AuthenticationRow {
  reference_number: string;
  /** Context and subject are unknown where the certificate was refused before the document could be trusted. */
  context_type: string | null;
  context_value: string | null;
  subject_type: string | null;
  subject_value: string | null;
  /** JSON: names from the certificate. */
  subject_details: string | null;
  method: string;
  started_at: number;
  /** Machine time at which the log-in is to be decided; null once it is. */
  due_at: number | null;
  status_code: number;
  status_detail: string | null;
  /** JSON `{ code, detail }`: a failure found on arrival, shown once the log-in is decided. */
  planned_failure: string | null;
  /** Base64 SHA-256 of the signed document as it arrived. */
  document_sha256: string | null;
  /** DER of the certificate that signed. */
  certificate: Uint8Array | null;
  /** Serial number, where the certificate is one of this KSeF. */
  certificate_serial: string | null;
  /** Reference number of the KSeF token that logged in. */
  ksef_token: string | null;
  /** JSON of the allowed addresses; null: any. */
  allowed_ips: string | null;
  redeemed_at: number | null;
  refresh_valid_until: number | null;
  last_refreshed_at: number | null;
}

export interface KsefTokenRow {
  reference_number: string;
  token_sha256: string;
  context_type: string;
  context_value: string;
  author_type: string;
  author_value: string;
  author_details: string | null;
  description: string;
  /** JSON list. */
  permissions: string;
  created_at: number;
  last_used_at: number | null;
  status: 'Pending' | 'Active' | 'Revoking' | 'Revoked' | 'Failed';
  due_at: number | null;
}

export interface CertificateEnrollmentRow {
  reference_number: string;
  subject_type: string;
  subject_value: string;
  name: string;
  type: 'Authentication' | 'Offline';
  csr: Uint8Array;
  /** JSON of the subject that the certificate gets. */
  subject_attributes: string;
  valid_from: number | null;
  requested_at: number;
  due_at: number | null;
  status_code: number;
  status_detail: string | null;
  serial_number: string | null;
}

export interface CertificateRow {
  /** 16 upper-case hexadecimal digits. */
  serial_number: string;
  subject_type: string;
  subject_value: string;
  name: string;
  type: 'Authentication' | 'Offline';
  common_name: string;
  der: Uint8Array;
  public_key_id: string;
  requested_at: number;
  valid_from: number;
  valid_to: number;
  last_used_at: number | null;
  revoked_at: number | null;
  revocation_reason: string | null;
}

export interface TestSubjectRow {
  nip: string;
  type: 'EnforcementAuthority' | 'VatGroup' | 'JST';
  description: string;
  created_at: number;
  removed_at: number | null;
}

export interface TestSubunitRow {
  parent_nip: string;
  nip: string;
  description: string;
}

export interface TestPersonRow {
  nip: string;
  pesel: string;
  is_bailiff: number;
  is_deceased: number;
  description: string;
  created_at: number;
  removed_at: number | null;
}

export interface IdentityTables {
  authorities: AuthorityRow;
  secrets: SecretRow;
  challenges: ChallengeRow;
  authentications: AuthenticationRow;
  ksef_tokens: KsefTokenRow;
  certificate_enrollments: CertificateEnrollmentRow;
  certificates: CertificateRow;
  test_subjects: TestSubjectRow;
  test_subunits: TestSubunitRow;
  test_persons: TestPersonRow;
}
