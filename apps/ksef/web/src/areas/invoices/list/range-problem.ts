import { invoiceQueryMaxRangeDays } from '@kwit/ksef-contract';
import { daysFromTo } from '../../../days.ts';
import type { InvoiceSearch } from './invoice-search.ts';

/** Why KSeF would not take a range; `days`: how many it has. */
export type RangeProblem =
  | { readonly kind: 'from-missing' }
  | { readonly kind: 'not-in-order' }
  | { readonly kind: 'too-long'; readonly days: number };

export function rangeProblem({ period, from, to }: InvoiceSearch, today: string): RangeProblem | undefined {
  if (period !== 'own') return undefined;
  if (from === undefined) return { kind: 'from-missing' };
  const days = daysFromTo(from, to ?? today);
  if (to !== undefined && days < 1) return { kind: 'not-in-order' };
  return days > invoiceQueryMaxRangeDays ? { kind: 'too-long', days } : undefined;
}
