/** Rows of the tables in `migrations/003-permissions` and `012-token-of-operation`. Moments are milliseconds since 1970; JSON is text. */

/** One permission of one subject. */
export interface PermissionGrantRow {
  /** UUID. */
  id: string;
  kind:
    | 'owner'
    | 'person'
    | 'entity'
    | 'authorization'
    | 'indirect'
    | 'subunit'
    | 'euAdministration'
    | 'euRepresentative';
  /** The context in which it was granted. */
  granter_type: string;
  granter_value: string;
  /** The context in which it works; `AllPartners` and an empty value for all clients of the granter. */
  context_type: string;
  context_value: string;
  /** Who has it. */
  subject_type: string;
  subject_value: string;
  permission: string;
  can_delegate: number;
  /** Who granted it; `System` has no value. */
  author_type: string;
  author_value: string | null;
  description: string;
  /** JSON: what was said of the people and entities (`GrantDetails`). */
  details: string;
  granted_at: number;
}

/** A grant or a revocation, from its request to its outcome. */
export interface PermissionOperationRow {
  reference_number: string;
  context_type: string;
  context_value: string;
  author_type: string;
  author_value: string;
  /** Reference number of the KSeF token that the author had logged in with. */
  ksef_token: string | null;
  /** JSON: what is to be done (`PermissionTask`). */
  task: string;
  started_at: number;
  /** Machine time at which it is to be carried out; null once it is. */
  due_at: number | null;
  status_code: number;
}

export interface PermissionTables {
  permission_grants: PermissionGrantRow;
  permission_operations: PermissionOperationRow;
}
