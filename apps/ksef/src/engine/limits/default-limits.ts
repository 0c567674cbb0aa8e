/** The limits that hold for whoever has none of its own. Source: the official pages on limits. */
import type { InvoiceSizes } from '@kwit/formats';
import {
  collectiveIdentifierInvoices,
  type EffectiveApiRateLimits,
  type EffectiveContextLimits,
  type RateGroup,
  type RateLimit,
  rateGroups,
  unlimitedRate,
} from '@kwit/ksef-contract';
import type { Profile } from '../../options.ts';
import type { SubjectIdentifier } from '../identifiers.ts';

const session = { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3, maxInvoices: 10_000 };

export const defaultContextLimits: EffectiveContextLimits = {
  onlineSession: session,
  batchSession: session,
  collectiveIdentifier: { maxInvoices: collectiveIdentifierInvoices.maximum },
};

const megabyte = 1_000_000;

/** The sizes that limits of a session allow, in bytes. */
export const invoiceSizes = (limits: EffectiveContextLimits['onlineSession']): InvoiceSizes => ({
  plain: limits.maxInvoiceSizeInMB * megabyte,
  withAttachment: limits.maxInvoiceWithAttachmentSizeInMB * megabyte,
});

export interface SubjectLimits {
  /** Requests for certificates. */
  readonly enrollments: number;
  /** Certificates that are active at once. */
  readonly certificates: number;
}

export const defaultSubjectLimits: Readonly<Record<SubjectIdentifier['type'], SubjectLimits>> = {
  Nip: { enrollments: 300, certificates: 100 },
  Pesel: { enrollments: 12, certificates: 6 },
  Fingerprint: { enrollments: 12, certificates: 6 },
};

const inFull = ({ perSecond, perMinute, perHour }: RateLimit) => ({
  perSecond,
  perMinute: perMinute ?? unlimitedRate,
  perHour: perHour ?? unlimitedRate,
});

const groups = Object.keys(rateGroups) as RateGroup[];

/** The published values. `global`, all calls of one address, is announced and not in force yet. */
export const productionRateLimits = {
  ...Object.fromEntries(groups.map((group) => [group, inFull(rateGroups[group])])),
  global: { perSecond: unlimitedRate, perMinute: unlimitedRate, perHour: unlimitedRate },
} as EffectiveApiRateLimits;

/** How many times more the test environment allows than production, and test data can set at most. */
const raise = 10;
/** Calls without a log-in are the same for everybody. */
const notRaised: readonly string[] = ['anonymous', 'global'];

const raised = Object.fromEntries(
  Object.entries(productionRateLimits).map(([group, limits]) => {
    if (notRaised.includes(group)) return [group, limits];
    const { perSecond, perMinute, perHour } = limits;
    return [group, { perSecond: perSecond * raise, perMinute: perMinute * raise, perHour: perHour * raise }];
  }),
) as EffectiveApiRateLimits;

/** What test data can set at most. */
export const greatestRateLimits = raised;

export const usualRateLimits: Readonly<Record<Profile, EffectiveApiRateLimits>> = {
  test: raised,
  demo: productionRateLimits,
  prod: productionRateLimits,
};
