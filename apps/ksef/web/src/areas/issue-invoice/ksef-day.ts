/** Which day it is in this KSeF: its clock need not be that of the browser. */
import { todayInPoland } from '@kwit/invoice';
import { useQuery } from '@tanstack/react-query';
import { currentClient } from '../../session/session.ts';

/** Asked by a public operation that tells the time and changes nothing. */
export async function ksefDay(): Promise<string> {
  const { timestamp } = await currentClient().operations.createChallenge({});
  return todayInPoland(new Date(timestamp));
}

/** The day, YYYY-MM-DD; that of the browser until KSeF has told its own. */
export function useKsefDay(): string {
  const { data } = useQuery({ queryKey: ['ksef-day'], queryFn: ksefDay, staleTime: 60_000 });
  return data ?? todayInPoland();
}
