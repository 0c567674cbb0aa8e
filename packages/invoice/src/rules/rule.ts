/** What a rule on an FA(3) document is. The table of all rules is in `table.ts`, their sentences in `messages.ts`. */
import type { Fa3 } from '@kwit/formats';
import type { RuleCode } from './messages.ts';
import type { View } from './view.ts';

/**
 * Who refuses a document that breaks the rule.
 * `ksef`: KSeF in every environment. `ksef-production`: KSeF in production only. `law`: nobody checks by machine, the law demands it.
 * `practice`: nobody; it is almost surely not what was meant.
 */
export type EnforcedBy = 'ksef' | 'ksef-production' | 'law' | 'practice';

export interface RuleContext {
  /** The day it is in Poland, YYYY-MM-DD. */
  readonly today: string;
  /** Parts of the document that several rules look at, found once. */
  readonly view: View;
  /** Takes a place that breaks the rule. A call costs less than a generator for each of a hundred rules. */
  readonly tell: (finding: Finding) => void;
}

/** One place that breaks the rule. */
export interface Finding {
  /** XPath-like, repeated elements always with their number from 1: `/Faktura/Fa/FaWiersz[2]/P_12`. */
  readonly path: string;
  readonly value?: string | undefined;
  /** Words for the `{name}` places of the rule's sentences. */
  readonly words?: Readonly<Record<string, string>>;
}

export interface Rule {
  /** Permanent: never given to another rule. */
  readonly code: RuleCode;
  /** `error`: KSeF or the law refuses it. `warning`: likely wrong. */
  readonly severity: 'error' | 'warning';
  /** An invoice that we write ourselves is refused where another's is only warned of. */
  readonly authoring?: 'error';
  readonly enforcedBy: EnforcedBy;
  /** The document that says so. */
  readonly source: string;
  /** Tells the places that break the rule. Runs on every document, so it does no work without need. */
  readonly find: (invoice: Fa3, context: RuleContext) => void;
}
