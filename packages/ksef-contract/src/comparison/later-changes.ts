/**
 * What changed after 2.7.0, the document at hand, as the change log of the API and the documents of later
 * versions tell it. The comparison test takes each as a deviation.
 */
import type { Deviation } from './deviations.ts';

/** Operations that have moved since: their facts are compared with those of the place where they were. */
export const movedOperations = [
  {
    from: 'GET /collective-identifiers/{collectiveIdentifierNumber}/invoices',
    to: 'POST /collective-identifiers/invoices',
    reason: 'Changed in 2.7.1: takes up to ten numbers in the body in place of one in the path.',
  },
] as const;

type Fact = [at: string, official: string | undefined, declared: string | undefined];

/** The same reason for many facts. */
const because = (reason: string, facts: Fact[]): Deviation[] =>
  facts.map(([at, official, declared]) => ({ at, official, declared, reason }));

/** Facts that only the newer version has, by what is appended to the place. */
const added = (place: string, facts: Record<string, string>): Fact[] =>
  Object.entries(facts).map(([suffix, fact]) => [`${place}${suffix}`, undefined, fact]);

const create = 'POST /collective-identifiers';
const query = 'POST /collective-identifiers/query';
const [{ to: invoices, reason: moved }] = movedOperations;
const ofInvoice = 'GET /collective-identifiers/ksef/{ksefNumber}';
const lists = [query, invoices, ofInvoice];

const onlineClosing = 'POST /sessions/online/{referenceNumber}/close';
const batchClosing = 'POST /sessions/batch/{referenceNumber}/close';
const sending = 'POST /sessions/online/{referenceNumber}/invoices';
const limits = 'GET /limits/context 200 application/json .collectiveIdentifier';
const testLimits = 'POST /testdata/limits/context/session request application/json .collectiveIdentifier';
const rates = 'GET /rate-limits 200 application/json ';
const exportStatus = 'GET /invoices/exports/{referenceNumber} 200 application/json ';

const collectiveRate = 'collectiveIdentifier';
const collectiveRates = '20 120 240';
const badToken = 'Przekazany token kontynuacji ma nieprawidłowy format.';

const limitFields = {
  '': 'declared',
  '#type': 'object',
  '.maxInvoices#required': 'true',
  '.maxInvoices': 'declared',
  '.maxInvoices#type': 'integer',
  '.maxInvoices#format': '"int32"',
  '.maxInvoices#minimum': '2',
};
const limit = { ...limitFields, '#required': 'true' };
const window = { '#required': 'true', '': 'declared', '#type': 'integer', '#format': '"int32"' };
const rateGroup = (name: string): Fact[] => [
  ...added(`${rates}.${name}`, { '#required': 'true', '': 'declared', '#type': 'object' }),
  ...['perSecond', 'perMinute', 'perHour'].flatMap((each) => added(`${rates}.${name}.${each}`, window)),
];

const since271 = [
  ...because(moved, [
    [`${invoices} path.collectiveIdentifierNumber`, 'declared', undefined],
    [`${invoices} path.collectiveIdentifierNumber#required`, 'true', undefined],
    [`${invoices} path.collectiveIdentifierNumber#type`, 'string', undefined],
    [`${invoices} query.pageSize#maximum`, '200', '500'],
    [`${invoices} request application/json`, undefined, 'declared'],
    [`${invoices} request application/json #type`, undefined, 'object'],
    ...added(`${invoices} request application/json .collectiveIdentifierNumbers`, {
      '#required': 'true',
      '': 'declared',
      '#type': 'array',
      '[]#type': 'string',
    }),
    ...added(`${invoices} 200 application/json .invoices[].collectiveIdentifierNumber`, {
      '#required': 'true',
      '': 'declared',
      '#type': 'string',
    }),
  ]),
  ...because('Changed in 2.7.1: twice as many requests, and the lists are counted too.', [
    [`${create} rate`, '10 60 120', collectiveRates],
    ...lists.flatMap((name): Fact[] => [
      [`${name} rate`, '- - -', collectiveRates],
      [`${name} rate group`, 'none', collectiveRate],
      [`${name} 429`, undefined, 'answered'],
    ]),
  ]),
  ...because('Added in 2.7.1: how many invoices one collective identifier may have.', [
    ...added(limits, limit),
    // The Ministry's own clients leave it out, so it is not required here.
    ...added(testLimits, { ...limitFields, '#type': 'null|object', '.maxInvoices#maximum': '5000' }),
  ]),
  ...because('Added in 2.7.1: how a package is packed.', [
    ...added(`${exportStatus}.package.compressionType`, {
      '#required': 'true',
      '': 'declared',
      '#type': 'string',
      '#enum': 'TarGz|Zip',
    }),
  ]),
];

const sendingReason = 'Added in 2.8.0: a session that is held up by maintenance refuses invoices with 21184.';
const since280 = [
  ...because('Changed in 2.8.0: closing a session is counted in a rate group of its own.', [
    [`${onlineClosing} rate`, '10 30 120', '20 60 240'],
    [`${onlineClosing} rate group`, 'onlineSession', 'onlineSessionClose'],
    [`${batchClosing} rate`, '10 20 60', '20 40 120'],
    [`${batchClosing} rate group`, 'batchSession', 'batchSessionClose'],
  ]),
  ...because('Added in 2.8.0: the limits of these groups are told too.', [
    ...['onlineSessionClose', 'batchSessionClose', 'anonymous', 'global'].flatMap(rateGroup),
  ]),
  ...because(sendingReason, [
    [
      `${sending} errors`,
      '21155 21166 21167 21173 21180 21402 21403 21405',
      '21155 21166 21167 21173 21180 21184 21402 21403 21405',
    ],
    [`${sending} error 21184`, undefined, 'Sesja tymczasowo niedostępna.'],
  ]),
];

const refusalReason =
  'Added in 2.8.1: invoices of several sellers, and one that is named twice, are refused.';
const unknownReason = 'Changed in 2.8.1: 71001 says that there is no such invoice.';
const withoutCollective = 'InvoiceRead|InvoiceWrite';
const withCollective = 'CollectiveIdentifierManage|InvoiceRead|InvoiceWrite';
const since281 = [
  ...because(refusalReason, [
    [`${create} errors`, '71001 71002 21405', '71001 71002 71004 71005 21405'],
    [`${create} error 71004`, undefined, 'Faktury mają różnych sprzedawców.'],
    [`${create} error 71005`, undefined, 'Powtórzony numer KSeF w żądaniu.'],
  ]),
  ...because(unknownReason, [
    [
      `${create} error 71001`,
      'Faktura nie może zostac przypisana do Identyfikatora Zbiorczego.',
      'Faktura o podanym identyfikatorze nie istnieje.',
    ],
  ]),
  ...because(
    'Added in 2.8.1, with the sentence in `collectiveIdentifierBadTokenText` in place of the usual one.',
    lists.flatMap((name): Fact[] => [
      [`${name} errors`, '21405', '21418 21405'],
      [`${name} error 21418`, undefined, badToken],
    ]),
  ),
  ...because('Added in 2.8.1: CollectiveIdentifierManage for entities and for what they pass on.', [
    [
      'POST /permissions/entities/grants request application/json .permissions[].type#enum',
      withoutCollective,
      withCollective,
    ],
    [
      'POST /permissions/indirect/grants request application/json .permissions[]#enum',
      withoutCollective,
      withCollective,
    ],
    [
      'POST /permissions/query/entities/grants 200 application/json .permissions[].permissionScope#enum',
      withoutCollective,
      withCollective,
    ],
  ]),
];

const personalScopes =
  'CollectiveIdentifierManage|CredentialsManage|CredentialsRead|EnforcementOperations|Introspection|InvoiceRead|InvoiceWrite';
const since290 = because(
  'Added in 2.9.0: `OwnerPermissionScope`. Unconfirmed: taken as a word of permissionScope, no document at hand shows it.',
  [
    [
      'POST /permissions/query/personal/grants 200 application/json .permissions[].permissionScope#enum',
      `${personalScopes}|SubunitManage|VatUeManage`,
      `${personalScopes}|OwnerPermissionScope|SubunitManage|VatUeManage`,
    ],
  ],
);

export const laterChanges: readonly Deviation[] = [...since271, ...since280, ...since281, ...since290];

/** Sentences of details that changed; `undefined` where one side has none. */
export const laterDetails: readonly Omit<Deviation, 'at'>[] = [
  {
    official: undefined,
    declared:
      '21184: Trwają prace serwisowe i sesja {} jest tymczasowo niedostępna. Spróbuj ponownie później lub otwórz nową sesję, aby wysłać kolejne faktury.',
    reason: sendingReason,
  },
  {
    official: '71001: Faktura o numerze KSeF {} nie może zostac przypisana do Identyfikatora Zbiorczego.',
    declared: '71001: Faktura o numerze KSeF {} nie została znaleziona.',
    reason: unknownReason,
  },
  {
    official: undefined,
    declared: '71004: Faktura o numerze KSeF {} ma innego sprzedawcę.',
    reason: refusalReason,
  },
  {
    official: undefined,
    declared: '71005: Powtórzony numer KSeF {}.',
    reason: refusalReason,
  },
];
