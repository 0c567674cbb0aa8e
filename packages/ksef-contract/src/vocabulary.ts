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

/** The version of KSeF API v2 that the contract describes. */
export const apiVersion = '2.9.0';

/** The groups whose limits a context may have changed on a test environment. */
export const overridableRateGroups = [
  'onlineSession',
  'batchSession',
  'invoiceSend',
  'invoiceStatus',
  'sessionList',
  'sessionInvoiceList',
  'sessionMisc',
  'invoiceMetadata',
  'invoiceExport',
  'invoiceExportStatus',
  'invoiceDownload',
  'collectiveIdentifier',
  'other',
] as const satisfies readonly RateGroup[];
export type OverridableRateGroup = (typeof overridableRateGroups)[number];

/** Permissions that are granted to a person, to work in the context of whoever grants them; tokens carry the same. */
export const personPermissions = [
  'CredentialsManage',
  'CredentialsRead',
  'InvoiceWrite',
  'InvoiceRead',
  'Introspection',
  'SubunitManage',
  'EnforcementOperations',
  'CollectiveIdentifierManage',
] as const satisfies readonly Permission[];
/** Permissions that somebody may find among the own ones. */
export const personalPermissions = [...personPermissions, 'VatUeManage'] as const;
/** Permissions that are granted to an entity; it may pass them on where that was granted too. */
export const entityPermissions = [
  'InvoiceWrite',
  'InvoiceRead',
  // Since 2.8.1.
  'CollectiveIdentifierManage',
] as const satisfies readonly Permission[];
/** Permissions that an entity passes on to a person, for one of its clients or for all. */
export const indirectPermissions = entityPermissions;
/** What one entity may do in the name of another: the permissions that go by NIP or Peppol provider. */
export const authorizationPermissions = [
  'SelfInvoicing',
  'RRInvoicing',
  'TaxRepresentative',
  'PefInvoicing',
] as const;
/** What an administrator of a subunit is granted, without being asked which. */
export const subunitPermissions = ['CredentialsManage'] as const satisfies readonly Permission[];
/** Permissions that a representative of an EU entity may be granted. */
export const euEntityPermissions = ['InvoiceWrite', 'InvoiceRead'] as const satisfies readonly Permission[];
/** What an administrator of an EU entity is granted, without being asked which. */
export const euEntityAdministrationPermissions = [
  'VatUeManage',
  'InvoiceWrite',
  'InvoiceRead',
  'Introspection',
] as const satisfies readonly Permission[];

/** What an entity can be besides a taxpayer; the roles that end in `SubUnit` have a parent. */
export const entityRoles = [
  'CourtBailiff',
  'EnforcementAuthority',
  'LocalGovernmentUnit',
  'LocalGovernmentSubUnit',
  'VatGroupUnit',
  'VatGroupSubUnit',
] as const;

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
