/** Rows of the tables in `migrations/010-limits`: what test data changed. */
import type { ColumnType } from 'kysely';

/** Limits of a context in place of the usual ones. */
export interface ContextLimitRow {
  /** How often it may call, or how much it may send. */
  kind: 'rate' | 'session';
  type: string;
  value: string;
  /** JSON as the request had it; what is absent is as usual. */
  limits: string;
}

/** Limits of a subject; null where the usual one holds. */
export interface SubjectLimitRow {
  type: string;
  value: string;
  max_enrollments: Optional;
  max_certificates: Optional;
}

type Optional = ColumnType<number | null, number | null | undefined, number | null>;

/** A context in which nobody logs in. */
export interface BlockedContextRow {
  type: string;
  value: string;
}

export interface LimitTables {
  context_limits: ContextLimitRow;
  subject_limits: SubjectLimitRow;
  blocked_contexts: BlockedContextRow;
}
