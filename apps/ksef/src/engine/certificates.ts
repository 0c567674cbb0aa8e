/** KSeF certificates of a subject, in whatever context it logged in: limits, looking up, revoking. */
import { readCertificate, subjectOf } from '@kwit/crypto';
import type {
  CertificateEnrollmentDataResponse,
  CertificateLimitsResponse,
  CertificateListItem,
  CertificateRevocationReason,
  QueryCertificatesRequest,
  QueryCertificatesResponse,
  RetrieveCertificatesListItem,
} from '@kwit/ksef-contract';
import { sql } from 'kysely';
import { apiTexts } from '../api-texts.ts';
import { Forbidden, refusal } from '../errors.ts';
import type { CertificateRow } from '../store/identity.ts';
import type { Queries } from '../store/store.ts';
import type { Caller } from './access-tokens.ts';
import { methodInfos } from './authentication-methods.ts';
import { type Clock, isoMoment } from './clock.ts';
import type { SubjectIdentifier } from './identifiers.ts';
import { subjectLimitsOf } from './limits/subject-limits.ts';
import { identitiesOf } from './permissions/identities.ts';
import { momentOf } from './polish-time.ts';

/**
 * How much of its limits a subject has left. A request counts unless it was rejected; one that is still
 * being processed counts as a certificate already.
 */
export async function certificateLimitsOf(
  db: Queries,
  clock: Clock,
  subject: SubjectIdentifier,
): Promise<CertificateLimitsResponse> {
  const { type, value } = subject;
  const requests = await db
    .selectFrom('certificate_enrollments')
    .select([
      sql<number>`count(*) FILTER (WHERE status_code < 400)`.as('counted'),
      sql<number>`count(*) FILTER (WHERE status_code < 200)`.as('pending'),
    ])
    .where('subject_type', '=', type)
    .where('subject_value', '=', value)
    .executeTakeFirstOrThrow();
  const active = await db
    .selectFrom('certificates')
    .select(sql<number>`count(*)`.as('count'))
    .where('subject_type', '=', type)
    .where('subject_value', '=', value)
    .where('revoked_at', 'is', null)
    .where('valid_to', '>', clock.nowMs())
    .executeTakeFirstOrThrow();
  const { enrollments, certificates } = await subjectLimitsOf(db, subject);
  const enrollment = { remaining: Math.max(enrollments - requests.counted, 0), limit: enrollments };
  const held = active.count + requests.pending;
  const certificate = { remaining: Math.max(certificates - held, 0), limit: certificates };
  return { canRequest: enrollment.remaining > 0 && certificate.remaining > 0, enrollment, certificate };
}

/**
 * The subject that a request for a certificate must carry: that of the certificate of the log-in.
 * Null where the log-in had none (a KSeF token).
 */
export async function enrollmentDataOf(
  db: Queries,
  { authentication }: Caller,
): Promise<CertificateEnrollmentDataResponse | null> {
  const row = await db
    .selectFrom('authentications')
    .select('certificate')
    .where('reference_number', '=', authentication)
    .executeTakeFirst();
  if (!row?.certificate) return null;
  const { givenNames, ...subject } = subjectOf(readCertificate(row.certificate));
  const names = givenNames === undefined ? {} : { givenName: givenNames.join(' ') };
  const personName = [...(givenNames ?? []), subject.surname ?? ''].join(' ').trim();
  return {
    ...subject,
    ...names,
    commonName: subject.commonName ?? subject.organizationName ?? personName,
    countryName: subject.countryName ?? 'PL',
  };
}

/** Certificates of the caller among these serial numbers; others are passed over. */
export async function retrieveCertificates(
  db: Queries,
  caller: Caller,
  serialNumbers: readonly string[],
): Promise<RetrieveCertificatesListItem[]> {
  const rows = await (await ownedBy(db, caller)).where('serial_number', 'in', serialNumbers).execute();
  return rows.map((row) => ({
    certificate: Buffer.from(row.der).toString('base64'),
    certificateName: row.name,
    certificateSerialNumber: row.serial_number,
    certificateType: row.type,
  }));
}

/** Certificates of the caller that meet the filters, newest request first. */
export async function queryCertificates(
  db: Queries,
  clock: Clock,
  caller: Caller,
  filters: QueryCertificatesRequest,
  page: { pageSize: number; pageOffset: number },
): Promise<QueryCertificatesResponse> {
  const nowMs = clock.nowMs();
  let query = await ownedBy(db, caller);
  const { certificateSerialNumber, name, type, status, expiresAfter } = filters;
  if (certificateSerialNumber) query = query.where('serial_number', '=', certificateSerialNumber);
  if (name) query = query.where(sql<boolean>`instr(name, ${name}) > 0`);
  if (type) query = query.where('type', '=', type);
  if (expiresAfter) query = query.where('valid_to', '>', momentOf(expiresAfter));
  if (status) query = query.where(isInStatus(status, nowMs));
  const rows = await query
    .orderBy('requested_at', 'desc')
    .orderBy('serial_number', 'desc')
    .offset(page.pageOffset * page.pageSize)
    .limit(page.pageSize + 1)
    .execute();
  const certificates = rows.slice(0, page.pageSize).map((row) => describe(row, nowMs));
  return { certificates, hasMore: rows.length > page.pageSize };
}

/**
 * Revokes a certificate of the caller. Throws `BadRequest` 25008 where there is none, 25009 where it is
 * revoked or over already; `Forbidden` for a caller who logged in with a token.
 */
export async function revokeCertificate(
  db: Queries,
  clock: Clock,
  caller: Caller,
  serialNumber: string,
  reason: CertificateRevocationReason,
): Promise<void> {
  if (caller.method === 'Token') {
    const authenticationMethodCategory = methodInfos[caller.method].category;
    throw new Forbidden('auth-method-not-allowed', { authenticationMethodCategory });
  }
  const owned = await (await ownedBy(db, caller))
    .where('serial_number', '=', serialNumber)
    .executeTakeFirst();
  if (!owned) throw refusal(25008);
  const nowMs = clock.nowMs();
  const revoked = await db
    .updateTable('certificates')
    .set({ revoked_at: nowMs, revocation_reason: reason })
    .where('serial_number', '=', serialNumber)
    .where('revoked_at', 'is', null)
    .where('valid_to', '>', nowMs)
    .executeTakeFirstOrThrow();
  if (revoked.numUpdatedRows === 0n) throw refusal(25009);
}

/**
 * Lets a certificate of the caller end earlier than it says; its bytes stay as they are. Throws `BadRequest` 25008
 * where there is none, 21405 for a moment that is no earlier end.
 */
export async function shortenCertificate(
  db: Queries,
  caller: Caller,
  serialNumber: string,
  validTo: string,
): Promise<void> {
  const owned = await (await ownedBy(db, caller))
    .where('serial_number', '=', serialNumber)
    .executeTakeFirst();
  if (!owned) throw refusal(25008);
  const endsMs = momentOf(validTo);
  if (endsMs > owned.valid_to) throw refusal(21405, apiTexts.tooLate('validTo'));
  await db
    .updateTable('certificates')
    .set({ valid_to: endsMs })
    .where('serial_number', '=', serialNumber)
    .execute();
}

/** Certificates of the caller's subject, under NIP and PESEL of the same person. */
async function ownedBy(db: Queries, { subject }: Caller) {
  const identities = await identitiesOf(db, subject);
  return db
    .selectFrom('certificates')
    .selectAll()
    .where(({ eb, or }) =>
      or(identities.map(({ type, value }) => eb.and({ subject_type: type, subject_value: value }))),
    );
}

function isInStatus(status: CertificateListItem['status'], nowMs: number) {
  switch (status) {
    case 'Active':
      return sql<boolean>`revoked_at IS NULL AND valid_to > ${nowMs}`;
    case 'Expired':
      return sql<boolean>`revoked_at IS NULL AND valid_to <= ${nowMs}`;
    case 'Revoked':
      return sql<boolean>`revoked_at IS NOT NULL`;
    // Revoking is done at once here; no certificate waits for it.
    case 'Blocked':
      return sql<boolean>`FALSE`;
  }
}

function describe(row: CertificateRow, nowMs: number): CertificateListItem {
  const ended = row.valid_to <= nowMs ? 'Expired' : 'Active';
  return {
    certificateSerialNumber: row.serial_number,
    name: row.name,
    type: row.type,
    commonName: row.common_name,
    status: row.revoked_at === null ? ended : 'Revoked',
    subjectIdentifier: { type: row.subject_type as SubjectIdentifier['type'], value: row.subject_value },
    validFrom: isoMoment(row.valid_from),
    validTo: isoMoment(row.valid_to),
    ...(row.last_used_at === null ? {} : { lastUseDate: isoMoment(row.last_used_at) }),
    requestDate: isoMoment(row.requested_at),
  };
}
