/**
 * Where the contract departs from the official OpenAPI 2.7.0 on purpose, each with the reason. The
 * comparison test fails on a difference that is not here, and on an entry that is no difference.
 */
import type { Difference } from './facts.ts';
import { laterChanges, laterDetails } from './later-changes.ts';

export interface Deviation extends Difference {
  reason: string;
}

/** Sentences of details that differ, as `21304: …`; `undefined` where one side has none. */
export const detailDeviations: readonly Omit<Deviation, 'at'>[] = [
  ...laterDetails,
  {
    official: undefined,
    declared: '9105: Format podpisu niezgodny z akceptowanymi profilami XAdES.',
    reason: 'Unconfirmed: reported by integrators for a signature of a profile that is not taken.',
  },
  {
    official: '21180: Status sesji {} uniemożliwia wysyłkę faktur.',
    declared: '21180: Status sesji ({}) uniemożliwia wysyłkę faktur.',
    reason: 'Unconfirmed: integrators report the code in parentheses.',
  },
  {
    official: '21180: Status sesji {} uniemożliwia jej zamknięcie.',
    declared: '21180: Status sesji ({}) uniemożliwia jej zamknięcie.',
    reason: 'Unconfirmed: written as integrators report it for sending.',
  },
];

const localMomentReason =
  'The system takes moments in requests without an offset too; validators read date-time as offset required.';
const localMoments = [
  'POST /certificates/enrollments request application/json .validFrom',
  'POST /certificates/query request application/json .expiresAfter',
  'POST /testdata/subject request application/json .createdDate',
  'POST /testdata/person request application/json .createdDate',
  'GET /sessions query.dateCreatedFrom',
  'GET /sessions query.dateCreatedTo',
  'GET /sessions query.dateClosedFrom',
  'GET /sessions query.dateClosedTo',
  'GET /sessions query.dateModifiedFrom',
  'GET /sessions query.dateModifiedTo',
  'POST /invoices/query/metadata request application/json .dateRange.from',
  'POST /invoices/query/metadata request application/json .dateRange.to',
  'POST /invoices/exports request application/json .filters.dateRange.from',
  'POST /invoices/exports request application/json .filters.dateRange.to',
  'POST /collective-identifiers/query request application/json .dateCreatedFrom',
  'POST /collective-identifiers/query request application/json .dateCreatedTo',
  'PUT /testdata/certificates/{serialNumber} request application/json .validTo',
];

const allowedIpsReason =
  'The official limits of these lists are written as minimum and maximum, which say nothing of a list.';
const allowedIps = ['ip4Addresses', 'ip4Ranges', 'ip4Masks'].map(
  (list) => `POST /auth/ksef-token request application/json .authorizationPolicy.allowedIps.${list}`,
);

const laterGroupReason =
  "The Ministry's own clients leave out the rate groups that came later, and their tests expect success.";
const rateLimits = 'POST /testdata/rate-limits request application/json .rateLimits';

export const deviations: readonly Deviation[] = [
  ...laterChanges,
  {
    at: 'POST /certificates/enrollments request application/json .certificateName#pattern',
    official: JSON.stringify('^[a-zA-Z0-9_\\-\\ ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]+$'),
    declared: JSON.stringify('^[a-zA-Z0-9_\\- ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]+$'),
    reason: 'The same characters; a RegExp in Unicode mode, as validators use it, refuses an escaped space.',
  },
  {
    at: 'POST /testdata/permissions request application/json .permissions[].permissionType#required',
    official: 'true',
    declared: undefined,
    reason:
      "The Ministry's own Java client leaves it out, and its test expects a permission to see invoices.",
  },
  {
    at: 'GET /sessions/{referenceNumber}/invoices/failed 200 application/json .invoices#required',
    official: 'true',
    declared: undefined,
    reason: "The Ministry's own test scenarios expect no list where no invoice was refused.",
  },
  ...['invoiceExportStatus', 'collectiveIdentifier'].map((group) => ({
    at: `${rateLimits}.${group}#required`,
    official: 'true',
    declared: undefined,
    reason: laterGroupReason,
  })),
  {
    at: `${rateLimits}.invoiceExportStatus#type`,
    official: 'object',
    declared: 'null|object',
    reason: laterGroupReason,
  },
  ...localMoments.map((at) => ({
    at: `${at}#format`,
    official: '"date-time"',
    declared: '"iso-date-time"',
    reason: localMomentReason,
  })),
  ...allowedIps.flatMap((at) => [
    { at: `${at}#minimum`, official: '0', declared: undefined, reason: allowedIpsReason },
    { at: `${at}#maximum`, official: '10', declared: undefined, reason: allowedIpsReason },
    { at: `${at}#minItems`, official: undefined, declared: '0', reason: allowedIpsReason },
    { at: `${at}#maxItems`, official: undefined, declared: '10', reason: allowedIpsReason },
  ]),
];
