/** Rows of the table in `migrations/007-peppol`. */

export interface PeppolProviderRow {
  /** As `PPL123456`. */
  id: string;
  name: string;
  /** Milliseconds since 1970. */
  created_at: number;
}

export interface PeppolTables {
  peppol_providers: PeppolProviderRow;
}
