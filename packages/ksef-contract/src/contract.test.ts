/**
 * The contract against the official OpenAPI document, fact by fact. Whatever differs is either an error or
 * stands in `deviations` with its reason.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { declaredDetails, declaredFacts, officialName } from './comparison/declared.ts';
import { detailDeviations, deviations } from './comparison/deviations.ts';
import { differences, type JsonObject, objectAt, tableRows, textAt } from './comparison/facts.ts';
import { movedOperations } from './comparison/later-changes.ts';
import { officialDetails, officialFacts, officialOperations, renamed } from './comparison/official.ts';
import {
  authenticationStatuses,
  batchSessionStatuses,
  certificateEnrollmentStatuses,
  duplicateExtensions,
  exportStatuses,
  forbiddenReasons,
  formCodes,
  invoiceStatuses,
  type Operation,
  onlineSessionStatuses,
  operations,
  permissionOperationStatuses,
  permissions,
  type RateLimit,
  rateGroups,
  type StatusDefinition,
} from './index.ts';

const file = new URL('../../../../shared/official/openapi/ksef-2.7.0.json', import.meta.url);
const present = existsSync(file);
if (!present) {
  console.warn('The official OpenAPI document is absent: the contract is not compared with it in this run.');
}
const document: JsonObject = present ? JSON.parse(readFileSync(file, 'utf8')) : {};
const declared: readonly Operation[] = Object.values(operations);
/** Names as of 2.7.0: an operation that has moved since has the name it had. */
const names = declared
  .map(officialName)
  .map((name) => movedOperations.find(({ to }) => to === name)?.from ?? name);

/** Facts of the operations that are declared, those that moved under the name that they have now. */
const official = () =>
  movedOperations.reduce((facts, { from, to }) => renamed(facts, from, to), officialFacts(document, names));

/** The text that describes a property of a schema of the document. */
const description = (schema: string, property: string) => {
  const found = objectAt(objectAt(objectAt(document, 'components'), 'schemas'), schema);
  return textAt(objectAt(objectAt(found, 'properties'), property), 'description');
};

describe.skipIf(!present)('the contract and the official OpenAPI 2.7.0', () => {
  it('declares every operation', () => {
    const all = officialOperations(document);
    const missing = all.filter((name) => !names.includes(name));
    console.info(`Declared: ${names.length} of ${all.length} operations, ${missing.length} not declared`);
    expect(missing).toEqual([]);
    expect(names.filter((name) => !all.includes(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has no difference other than the listed deviations', () => {
    const found = differences(official(), declaredFacts(declared));
    const listed = new Map(deviations.map((deviation) => [deviation.at, deviation]));
    const unexpected = found.filter(({ at, official, declared }) => {
      const deviation = listed.get(at);
      return deviation?.official !== official || deviation?.declared !== declared;
    });
    expect(unexpected).toEqual([]);
  });

  it('lists no deviation that is none, and gives a reason for each', () => {
    const found = new Set(differences(official(), declaredFacts(declared)).map(({ at }) => at));
    const places = deviations.map(({ at }) => at);
    expect(places.filter((at, index) => places.indexOf(at) !== index)).toEqual([]);
    expect(deviations.filter(({ at }) => !found.has(at))).toEqual([]);
    expect(deviations.filter(({ reason }) => reason.length < 20)).toEqual([]);
  });

  it('knows the details of error codes word for word', () => {
    const official = officialDetails(document, names);
    const ours = declaredDetails();
    const onlyOfficial = [...official].filter((sentence) => !ours.has(sentence));
    const onlyOurs = [...ours].filter((sentence) => !official.has(sentence));
    const listed = (side: 'official' | 'declared') =>
      detailDeviations.map((deviation) => deviation[side]).filter((sentence) => sentence !== undefined);
    expect(onlyOfficial.sort()).toEqual(listed('official').sort());
    expect(onlyOurs.sort()).toEqual(listed('declared').sort());
  });

  it('knows the limits of every rate group', () => {
    const official = new Map<string, string>();
    const all = officialOperations(document);
    const facts = officialFacts(document, all);
    for (const name of all) {
      const rate = facts.get(`${name} rate`) ?? '';
      // Three operations on collective identifiers have no limits before 2.7.1.
      if (rate !== '- - -') official.set(facts.get(`${name} rate group`) ?? '', rate);
    }
    const ours = new Map<string, string>(
      Object.entries<RateLimit>(rateGroups).map(([group, limit]) => [
        group,
        [limit.perSecond, limit.perMinute ?? '-', limit.perHour ?? '-'].join(' '),
      ]),
    );
    const changed = [...ours].filter(([group, rate]) => official.get(group) !== rate);
    expect(changed).toEqual([
      ['onlineSessionClose', '20 60 240'], // since 2.8.0
      ['batchSessionClose', '20 40 120'], // since 2.8.0
      ['collectiveIdentifier', '20 120 240'], // since 2.7.1
    ]);
    expect([...official.keys()].filter((group) => !ours.has(group))).toEqual([]);
  });

  it('asks only for permissions of its vocabulary, which has all of them', () => {
    const asked = new Set(
      officialOperations(document).flatMap((name) => {
        const [method = '', path = ''] = name.split(' ');
        const operation = objectAt(objectAt(objectAt(document, 'paths'), path), method.toLowerCase());
        return (operation['x-required-permissions'] as string[] | undefined) ?? [];
      }),
    );
    expect([...permissions].sort()).toEqual([...asked].sort());
  });
});

describe.skipIf(!present)('the statuses and the official tables', () => {
  /** A table as `code description details`, one row for each details that are possible. */
  const rowsOf = (table: Readonly<Record<string, StatusDefinition>>) =>
    Object.values(table)
      .flatMap(({ code, description, details }) => {
        const sentences = Object.values(details);
        return (sentences.length === 0 ? ['-'] : sentences).map((sentence) => [code, description, sentence]);
      })
      .map((row) => row.join(' · '))
      .sort();
  const officialRows = (markdown: string) =>
    tableRows(markdown)
      .filter(([code]) => code !== '*')
      .map((row) => row.slice(0, 3).join(' · '))
      .sort();

  const [batchTable = '', onlineTable = ''] = description('SessionStatusResponse', 'status').split(
    'Sesja interaktywna:',
  );
  const tables: [string, Readonly<Record<string, StatusDefinition>>, string][] = [
    ['log-ins', authenticationStatuses, description('AuthenticationOperationStatusResponse', 'status')],
    ['online sessions', onlineSessionStatuses, onlineTable],
    ['batch sessions', batchSessionStatuses, batchTable],
    ['invoices', invoiceStatuses, description('SessionInvoiceStatusResponse', 'status')],
    ['exports', exportStatuses, description('InvoiceExportStatusResponse', 'status')],
    [
      'grants and revocations',
      permissionOperationStatuses,
      description('PermissionsOperationStatusResponse', 'status'),
    ],
    [
      'certificate enrolments',
      certificateEnrollmentStatuses,
      description('CertificateEnrollmentStatusResponse', 'status'),
    ],
  ];
  it.each(tables)('agree on %s', (_, ours, official) => {
    expect(rowsOf(ours)).toEqual(officialRows(official));
  });

  it('agree on what a duplicate adds', () => {
    const row = tableRows(description('SessionInvoiceStatusResponse', 'status')).find(
      ([code]) => code === '440',
    );
    expect(
      Object.values(duplicateExtensions)
        .map((name) => `'${name}'`)
        .join(', '),
    ).toBe(row?.[3]);
  });

  it('agree on the reasons of a 403', () => {
    const ours = Object.entries(forbiddenReasons).map(([code, { detail }]) => [code, detail]);
    expect(ours).toEqual(
      tableRows(description('ForbiddenProblemDetails', 'reasonCode')).map((row) => row.slice(0, 2)),
    );
    const facts = tableRows(description('ForbiddenProblemDetails', 'security')).map(([code, cell = '']) => [
      code,
      [...cell.matchAll(/(\w+):/g)].map((match) => match[1]),
    ]);
    expect(Object.entries(forbiddenReasons).map(([code, { security }]) => [code, security])).toEqual(facts);
  });

  it.each([
    ['OpenOnlineSessionRequest', 'online'],
    ['OpenBatchSessionRequest', 'batch'],
  ] as const)('agree on the form codes of %s', (schema, kind) => {
    const official = tableRows(description(schema, 'formCode')).map(([link = '', version, value]) => [
      /^\[(.*?)\]/.exec(link)?.[1],
      version,
      value,
    ]);
    const ours = formCodes.filter((code) => code[kind]);
    expect(ours.map((code) => [code.systemCode, code.schemaVersion, code.value])).toEqual(official);
  });
});
