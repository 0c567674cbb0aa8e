/** Parts of an FA(3) document that several rules look at, found once for all of them. */
import type { Fa3 } from '@kwit/formats';
import type { NetField } from '../rates.ts';
import { token } from '../text.ts';
import { type Expected, expectedSums } from './expected.ts';
import {
  type Identity,
  type Line,
  lines,
  type OrderLine,
  orderLines,
  type Placed,
  parties,
} from './places.ts';

export interface View {
  /** RodzajFaktury. */
  readonly kind: string;
  readonly isCorrection: boolean;
  /** KodWaluty is PLN. */
  readonly isInPln: boolean;
  readonly parties: readonly Placed<Identity>[];
  readonly buyer: Identity;
  readonly lines: readonly Placed<Line>[];
  readonly orderLines: readonly Placed<OrderLine>[];
  /** The rates of the lines: P_12. */
  readonly rates: ReadonlySet<string>;
  /** What the lines give for each sum; null where a line does not state enough to tell. Computed when first asked for. */
  readonly sums: () => ReadonlyMap<NetField, Expected> | null;
}

export function viewOf(invoice: Fa3): View {
  const kind = token(invoice.Fa.RodzajFaktury);
  const rates = new Set<string>();
  for (const { P_12 } of invoice.Fa.FaWiersz ?? []) {
    if (P_12 !== undefined && !rates.has(P_12)) rates.add(token(P_12));
  }
  let sums: ReadonlyMap<NetField, Expected> | null | undefined;
  return {
    kind,
    isCorrection: kind.startsWith('KOR'),
    isInPln: invoice.Fa.KodWaluty === 'PLN',
    parties: parties(invoice),
    buyer: invoice.Podmiot2.DaneIdentyfikacyjne,
    lines: lines(invoice),
    orderLines: orderLines(invoice),
    rates,
    sums: () => {
      if (sums === undefined) sums = expectedSums(invoice.Fa.FaWiersz ?? []);
      return sums;
    },
  };
}
