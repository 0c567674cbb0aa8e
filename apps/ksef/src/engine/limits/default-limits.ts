/**
 * The limits that hold for whoever has none of its own; the test environment has the same as production since API
 * 2.5.0. Source: the official pages on limits.
 */
import type { InvoiceSizes } from '@kwit/formats';
import {
  collectiveIdentifierInvoices,
  type EffectiveApiRateLimits,
  type EffectiveContextLimits,
  overridableRateGroups,
  type RateGroup,
  type RateLimit,
  rateGroups,
  unlimitedRate,
} from '@kwit/ksef-contract';
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

/** `global`, all calls of one address, is announced and not in force yet. */
export const defaultRateLimits = {
  ...Object.fromEntries(groups.map((group) => [group, inFull(rateGroups[group])])),
  global: { perSecond: unlimitedRate, perMinute: unlimitedRate, perHour: unlimitedRate },
} as EffectiveApiRateLimits;

/** How far test data can raise a limit: as far as the test environment itself went before API 2.5.0. */
const raise = 10;
export const greatestRateLimits = Object.fromEntries(
  overridableRateGroups.map((group) => {
    const { perSecond, perMinute, perHour } = defaultRateLimits[group];
    return [group, { perSecond: perSecond * raise, perMinute: perMinute * raise, perHour: perHour * raise }];
  }),
) as Record<(typeof overridableRateGroups)[number], EffectiveApiRateLimits['other']>;
