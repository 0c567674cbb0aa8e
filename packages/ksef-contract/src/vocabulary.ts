/**
 * The closed word lists of the contract: permissions, rate groups, headers, form codes.
 * Source: the official OpenAPI 2.7.0, and its changes up to 2.9.0 where a comment says so.
 */

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

/** Requests that one caller may make in a second, a minute and an hour; what is absent is not counted. */
export interface RateLimit {
  readonly perSecond: number;
  readonly perMinute?: number;
  readonly perHour?: number;
}

/**
 * Requests allowed to one pair of context and IP address, by group; `anonymous` counts by IP address alone.
 * The official tables give `anonymous` no name before 2.8.0.
 */
export const rateGroups = {
  other: { perSecond: 10, perMinute: 30, perHour: 120 },
  anonymous: { perSecond: 60 },
  onlineSession: { perSecond: 10, perMinute: 30, perHour: 120 },
  // Since 2.8.0; closing counted as `onlineSession` and `batchSession` before.
  onlineSessionClose: { perSecond: 20, perMinute: 60, perHour: 240 },
  batchSession: { perSecond: 10, perMinute: 20, perHour: 60 },
  batchSessionClose: { perSecond: 20, perMinute: 40, perHour: 120 },
  invoiceSend: { perSecond: 10, perMinute: 30, perHour: 180 },
  invoiceStatus: { perSecond: 30, perMinute: 120, perHour: 1200 },
  sessionList: { perSecond: 5, perMinute: 10, perHour: 60 },
  sessionInvoiceList: { perSecond: 10, perMinute: 20, perHour: 200 },
  sessionMisc: { perSecond: 10, perMinute: 120, perHour: 1200 },
  invoiceMetadata: { perSecond: 8, perMinute: 16, perHour: 20 },
  invoiceExport: { perSecond: 8, perMinute: 16, perHour: 20 },
  invoiceExportStatus: { perSecond: 10, perMinute: 60, perHour: 600 },
  invoiceDownload: { perSecond: 8, perMinute: 16, perHour: 64 },
  // 20/120/240 since 2.7.1; 10/60/120 before.
  collectiveIdentifier: { perSecond: 20, perMinute: 120, perHour: 240 },
} as const satisfies Record<string, RateLimit>;
export type RateGroup = keyof typeof rateGroups;

/** Headers of the API, lower-case. */
export const headerNames = {
  /** Request: `problem-details` asks for 400 and 429 as Problem Details. */
  errorFormat: 'x-error-format',
  /** Request: switches one feature on, on the environments that know it. */
  feature: 'x-ksef-feature',
  /** Request, TEST only: makes the answer carry this text as a system warning. */
  testSystemWarning: 'x-test-system-warning',
  /** Request: which page of a list goes on. */
  continuationToken: 'x-continuation-token',
  /** Answer: a technical warning that does not change the outcome. */
  systemWarning: 'x-system-warning',
  /** Answer with a document: its SHA-256 in Base64. */
  documentHash: 'x-ms-meta-hash',
  /** Answer 429: seconds to wait. */
  retryAfter: 'retry-after',
} as const;

/** Features that the header `x-ksef-feature` can switch on, one a header. */
export const featureNames = {
  /** Log-in by XAdES: the stricter checks of the signature, before they became the rule. */
  enforceXadesCompliance: 'enforce-xades-compliance',
  /** Opening a session: checksums of NIPs and internal identifiers on invoices. Since 2.8.0, TEST only. */
  subjectIdentifierValidation: 'subject-identifier-validation',
} as const;

/** The schemas of invoices, each by the triple that a session is opened with. */
export const formCodes = [
  { systemCode: 'FA (2)', schemaVersion: '1-0E', value: 'FA', online: true, batch: true },
  { systemCode: 'FA (3)', schemaVersion: '1-0E', value: 'FA', online: true, batch: true },
  { systemCode: 'PEF (3)', schemaVersion: '2-1', value: 'PEF', online: true, batch: false },
  { systemCode: 'PEF_KOR (3)', schemaVersion: '2-1', value: 'PEF', online: true, batch: false },
  { systemCode: 'FA_RR (1)', schemaVersion: '1-1E', value: 'FA_RR', online: true, batch: true },
] as const;
export type SystemCode = (typeof formCodes)[number]['systemCode'];
