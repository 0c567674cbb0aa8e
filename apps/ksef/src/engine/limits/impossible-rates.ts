/** Rate limits that test data may not set. */
import { overridableRateGroups } from '@kwit/ksef-contract';
import { apiTexts } from '../../api-texts.ts';
import { greatestRateLimits } from './default-limits.ts';

type Given = Partial<Record<string, Partial<Record<string, unknown>> | null>>;

/**
 * What is wrong with the numbers of a request, as details of 21405. Whatever is no number is passed over: the
 * schema's check tells it.
 */
export function impossibleRates(body: unknown): string[] {
  const limits = (body as { rateLimits?: Given | null }).rateLimits ?? {};
  return overridableRateGroups.flatMap((group) =>
    Object.entries(greatestRateLimits[group]).flatMap(([window, most]) => {
      const given = limits[group]?.[window];
      if (typeof given !== 'number' || (given >= 1 && given <= most)) return [];
      return [apiTexts.outside(`rateLimits.${group}.${window}`, 1, most, given)];
    }),
  );
}
