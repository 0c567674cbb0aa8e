/** The closed word lists of the contract: permissions and rate groups. Source: the official OpenAPI 2.7.0. */

/** Permissions that an operation may ask for in the context of the caller. */
export const permissions = [
  'InvoiceRead',
  'InvoiceWrite',
  'PefInvoiceWrite',
  'CredentialsRead',
  'CredentialsManage',
  'SubunitManage',
  'EnforcementOperations',
  'Introspection',
  'CollectiveIdentifierManage',
  'VatUeManage',
] as const;
export type Permission = (typeof permissions)[number];

export interface RateLimit {
  readonly perSecond: number;
  readonly perMinute?: number;
  readonly perHour?: number;
}

/** Requests allowed to one pair of context and IP address, by group; `anonymous` counts by IP address alone. */
export const rateGroups = {
  other: { perSecond: 10, perMinute: 30, perHour: 120 },
  anonymous: { perSecond: 60 },
  onlineSession: { perSecond: 10, perMinute: 30, perHour: 120 },
  onlineSessionClose: { perSecond: 20, perMinute: 60, perHour: 240 },
  invoiceSend: { perSecond: 10, perMinute: 30, perHour: 180 },
  invoiceStatus: { perSecond: 30, perMinute: 120, perHour: 1200 },
  sessionList: { perSecond: 5, perMinute: 10, perHour: 60 },
  sessionInvoiceList: { perSecond: 10, perMinute: 20, perHour: 200 },
  sessionMisc: { perSecond: 10, perMinute: 120, perHour: 1200 },
  invoiceMetadata: { perSecond: 8, perMinute: 16, perHour: 20 },
  invoiceDownload: { perSecond: 8, perMinute: 16, perHour: 64 },
} as const satisfies Record<string, RateLimit>;
export type RateGroup = keyof typeof rateGroups;
