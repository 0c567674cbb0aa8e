/**
 * The time of the KSeF behind the page, which may be another one than that of the browser: the control side moves the
 * clock of a local KSeF. Asked by a challenge, the one public operation that says what time it is.
 */
import { useApiQuery } from './use-api.ts';

/** What {@link useServerTime} gives: a moment once it is known, else why it is not. */
export interface ServerTime {
  /** Milliseconds since 1970; undefined until KSeF has said it. */
  readonly nowMs: number | undefined;
  readonly error: Error | null;
  readonly refetch: () => void;
}

/** The time of KSeF when the page began to need it, and again whenever the window comes to the front. */
export function useServerTime(): ServerTime {
  const { data, error, refetch } = useApiQuery('createChallenge', {});
  return { nowMs: data?.timestampMs, error, refetch: () => void refetch() };
}

const poland = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw' });

/** The day of a moment in Poland, where KSeF is: `yyyy-mm-dd`. */
export const polishDayOf = (ms: number): string => poland.format(new Date(ms));
