/** Which day it is in this KSeF: its clock need not be that of the browser. */
import { polishDayOf, useServerTime } from '../../api/server-time.ts';

/** The day, YYYY-MM-DD; that of the browser until KSeF has told its own. */
export function useKsefDay(): string {
  const { nowMs } = useServerTime();
  return polishDayOf(nowMs ?? Date.now());
}
