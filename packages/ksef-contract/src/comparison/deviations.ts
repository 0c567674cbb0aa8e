/**
 * Where the contract departs from the official OpenAPI 2.7.0 on purpose, each with the reason. The
 * comparison test fails on a difference that is not here, and on an entry that is no difference.
 */
import type { Difference } from './facts.ts';

export interface Deviation extends Difference {
  reason: string;
}

const closing = 'POST /sessions/online/{referenceNumber}/close';
const closingReason = 'Changed in 2.8.0: closing an online session is counted in a rate group of its own.';

const sending = 'POST /sessions/online/{referenceNumber}/invoices';
const sendingReason = 'Added in 2.8.0: a session that is held up by maintenance refuses invoices with 21184.';

/** Sentences of details that differ, as `21304: …`; `undefined` where one side has none. */
export const detailDeviations: readonly Omit<Deviation, 'at'>[] = [
  {
    official: undefined,
    declared:
      '21184: Trwają prace serwisowe i sesja {} jest tymczasowo niedostępna. Spróbuj ponownie później lub otwórz nową sesję, aby wysłać kolejne faktury.',
    reason: sendingReason,
  },
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
];

const allowedIpsReason =
  'The official limits of these lists are written as minimum and maximum, which say nothing of a list.';
const allowedIps = ['ip4Addresses', 'ip4Ranges', 'ip4Masks'].map(
  (list) => `POST /auth/ksef-token request application/json .authorizationPolicy.allowedIps.${list}`,
);

export const deviations: readonly Deviation[] = [
  { at: `${closing} rate`, official: '10 30 120', declared: '20 60 240', reason: closingReason },
  {
    at: `${closing} rate group`,
    official: 'onlineSession',
    declared: 'onlineSessionClose',
    reason: closingReason,
  },
  {
    at: `${sending} errors`,
    official: '21155 21166 21167 21173 21180 21402 21403 21405',
    declared: '21155 21166 21167 21173 21180 21184 21402 21403 21405',
    reason: sendingReason,
  },
  {
    at: `${sending} error 21184`,
    official: undefined,
    declared: 'Sesja tymczasowo niedostępna.',
    reason: sendingReason,
  },
  {
    at: 'POST /certificates/enrollments request application/json .certificateName#pattern',
    official: JSON.stringify('^[a-zA-Z0-9_\\-\\ ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]+$'),
    declared: JSON.stringify('^[a-zA-Z0-9_\\- ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]+$'),
    reason: 'The same characters; a RegExp in Unicode mode, as validators use it, refuses an escaped space.',
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
