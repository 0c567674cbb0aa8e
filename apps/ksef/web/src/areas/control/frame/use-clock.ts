import { useEffect, useState } from 'react';
import type { ClockReading } from '../side/operations.ts';
import { useControlQuery } from '../side/use-control.ts';

const askAgainMs = 5000;

export interface ShownClock {
  readonly reading: ClockReading;
  /** What the clock of KSeF shows by now, milliseconds since 1970. */
  readonly nowMs: number;
}

/** The clock of this KSeF, which goes on between two questions; undefined until it has been read. */
export function useClock(): { readonly clock: ShownClock | undefined; readonly error: Error | null } {
  const { data, dataUpdatedAt, error } = useControlQuery('readClock', {}, { refetchInterval: askAgainMs });
  const [here, setHere] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setHere(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (!data) return { clock: undefined, error };
  const sinceMs = data.frozen ? 0 : Math.max(0, here - dataUpdatedAt);
  return { clock: { reading: data, nowMs: Date.parse(data.now) + sinceMs }, error };
}
