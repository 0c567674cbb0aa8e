/** How often a context may call, by rate group. */
import Type, { type Static } from 'typebox';
import { described, int32, maybe } from './basic.ts';

/** What stands for a window that is not counted, as all of `global`. */
export const unlimitedRate = -1;

export const EffectiveApiRateLimitValues = Type.Object({
  perSecond: int32('Requests a second.'),
  perMinute: int32('Requests a minute.'),
  perHour: int32('Requests an hour.'),
});
export type EffectiveApiRateLimitValues = Static<typeof EffectiveApiRateLimitValues>;

const values = (description: string) => described(EffectiveApiRateLimitValues, description);

/** The groups whose limits test data can change, in the order of the official document. */
const overridable = {
  onlineSession: values('Opening sessions for single invoices.'),
  batchSession: values('Opening sessions for packages.'),
  invoiceSend: values('Sending invoices.'),
  invoiceStatus: values('Asking for an invoice of a session.'),
  sessionList: values('Listing sessions.'),
  sessionInvoiceList: values('Listing the invoices of a session.'),
  sessionMisc: values('The other questions about a session.'),
  invoiceMetadata: values('Queries for metadata.'),
  invoiceExport: values('Beginning exports.'),
  invoiceExportStatus: values('Asking for an export.'),
  invoiceDownload: values('Fetching invoices.'),
  collectiveIdentifier: values('Collective identifiers.'),
  other: values('Everything else.'),
};

export const EffectiveApiRateLimits = Type.Object({
  ...overridable,
  // These four since 2.8.0.
  onlineSessionClose: values('Closing sessions for single invoices.'),
  batchSessionClose: values('Closing sessions for packages.'),
  anonymous: values('Calls without a log-in.'),
  global: values('All calls of one address.'),
});
export type EffectiveApiRateLimits = Static<typeof EffectiveApiRateLimits>;

/**
 * Groups that came later: the Ministry's own clients leave them out. Those that know collective identifiers expect
 * null there to be refused, as for every other group but that of exports.
 */
export const ApiRateLimitsOverride = Type.Object({
  ...overridable,
  invoiceExportStatus: maybe(overridable.invoiceExportStatus),
  collectiveIdentifier: Type.Optional(overridable.collectiveIdentifier),
});
export type ApiRateLimitsOverride = Static<typeof ApiRateLimitsOverride>;

export const SetRateLimitsRequest = Type.Object({
  rateLimits: described(ApiRateLimitsOverride, 'The new limits, all of them.'),
});
export type SetRateLimitsRequest = Static<typeof SetRateLimitsRequest>;
