/** Asking for a certificate: the request is checked on arrival and the certificate issued in the background. */
import type { X509Certificate } from 'node:crypto';
import {
  type CertificateRequest,
  CryptoError,
  issueCertificate,
  publicKeyId,
  readCertificate,
  readCsr,
  type SubjectAttributes,
} from '@kwit/crypto';
import {
  type CertificateEnrollmentDataResponse,
  type CertificateEnrollmentStatusResponse,
  type EnrollCertificateRequest,
  certificateEnrollmentStatuses as statuses,
  statusText,
} from '@kwit/ksef-contract';
import { apiTexts } from '../api-texts.ts';
import { Gone, refusal } from '../errors.ts';
import type { CertificateEnrollmentRow } from '../store/identity.ts';
import type { Queries } from '../store/store.ts';
import type { Caller } from './access-tokens.ts';
import { newSerialNumber } from './authorities.ts';
import type { Work } from './background.ts';
import { certificateLimitsOf, enrollmentDataOf } from './certificates.ts';
import { isoMoment } from './clock.ts';
import { dueRowsOf } from './due-rows.ts';
import type { Engine } from './engine.ts';
import type { SubjectIdentifier } from './identifiers.ts';
import { identitiesOf } from './permissions/identities.ts';
import { momentOf } from './polish-time.ts';
import { newReferenceNumber } from './reference-numbers.ts';

const workName = 'certificate-enrollments';
const retentionMs = 30 * 86_400_000;
/** Source: official page on certificates. */
const lifetimeYears = 2;

export interface CertificateEnrollment {
  /** Throws `BadRequest` with the codes of the operation. @returns reference number and moment of the request. */
  submit(
    caller: Caller,
    request: EnrollCertificateRequest,
  ): Promise<{ referenceNumber: string; requestedAtMs: number }>;
  /** Throws `BadRequest` 25005, or `Gone` after 30 days. */
  status(caller: Caller, referenceNumber: string): Promise<CertificateEnrollmentStatusResponse>;
}

export function createCertificateEnrollment(engine: Engine): CertificateEnrollment {
  engine.background.register(issuing(engine));
  return {
    submit: (caller, request) => submit(engine, caller, request),
    status: (caller, referenceNumber) => status(engine, caller, referenceNumber),
  };
}

async function submit(
  engine: Engine,
  caller: Caller,
  request: EnrollCertificateRequest,
): Promise<{ referenceNumber: string; requestedAtMs: number }> {
  const { clock, store, latency, background } = engine;
  const data = await enrollmentDataOf(store.db, caller);
  if (!data) throw refusal(25002);
  const validFrom = validFromOf(request, (await engine.authorities).authority.certificate);
  const csr = Buffer.from(request.csr, 'base64');
  requireAllowedKey(await readRequest(csr), data);
  const limits = await certificateLimitsOf(store.db, clock, caller.subject);
  if (limits.enrollment.remaining === 0) throw refusal(25006);
  if (limits.certificate.remaining === 0) throw refusal(25007);

  const requestedAtMs = clock.nowMs();
  const referenceNumber = newReferenceNumber('certificateEnrollment', requestedAtMs);
  await store.db
    .insertInto('certificate_enrollments')
    .values({
      reference_number: referenceNumber,
      subject_type: caller.subject.type,
      subject_value: caller.subject.value,
      name: request.certificateName,
      type: request.certificateType,
      csr,
      subject_attributes: JSON.stringify(attributesOf(data)),
      valid_from: validFrom,
      requested_at: requestedAtMs,
      due_at: latency.dueAtMs('certificateEnrollment', caller.context),
      status_code: statuses.accepted.code,
      status_detail: null,
      serial_number: null,
    })
    .execute();
  background.wake(workName);
  return { referenceNumber, requestedAtMs };
}

/** Null where none is asked for. A certificate is not valid beyond the one under which it is issued. */
function validFromOf({ validFrom }: EnrollCertificateRequest, authority: X509Certificate): number | null {
  if (validFrom === null || validFrom === undefined) return null;
  const ms = momentOf(validFrom);
  if (validToOf(new Date(ms)) > authority.validToDate) throw refusal(21405, apiTexts.tooLate('validFrom'));
  return ms;
}

function validToOf(validFrom: Date): Date {
  const validTo = new Date(validFrom);
  validTo.setUTCFullYear(validFrom.getUTCFullYear() + lifetimeYears);
  return validTo;
}

async function readRequest(der: Uint8Array): Promise<CertificateRequest> {
  try {
    return await readCsr(der);
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    if (error.code === 'csr-key') throw refusal(25010);
    if (error.code === 'csr-algorithm') throw refusal(25011);
    throw refusal(25004, error.text.pl);
  }
}

/** RSA of 2048 bits or EC on P-256, and the subject of the log-in, attribute by attribute. */
function requireAllowedKey(request: CertificateRequest, data: CertificateEnrollmentDataResponse): void {
  const { keyKind, curve, bits } = request;
  const allowed = (keyKind === 'RSA' && bits === 2048) || (keyKind === 'EC' && curve === 'prime256v1');
  if (!allowed) throw refusal(25010);
  const wrong = differences(request.attributes, data);
  if (wrong.length > 0) throw refusal(25003, apiTexts.csrDiffers(wrong));
}

/** Object identifiers of the attributes that a request may carry. Source: official page on certificates. */
const oids: Record<keyof CertificateEnrollmentDataResponse, string> = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  countryName: '2.5.4.6',
  organizationName: '2.5.4.10',
  givenName: '2.5.4.42',
  uniqueIdentifier: '2.5.4.45',
  organizationIdentifier: '2.5.4.97',
};

/** Names of attributes that are missing, added or changed; several given names may stand in one or in several. */
function differences(
  attributes: readonly (readonly [oid: string, value: string])[],
  data: CertificateEnrollmentDataResponse,
): string[] {
  const names = Object.keys(oids) as (keyof CertificateEnrollmentDataResponse)[];
  const changed = names.filter((name) => {
    const values = attributes.filter(([oid]) => oid === oids[name]).map(([, value]) => value);
    const found = name === 'givenName' ? [values.join(' ')].filter(Boolean) : values;
    const expected = data[name] ?? null;
    return expected === null ? found.length > 0 : found.length !== 1 || found[0] !== expected;
  });
  const known = new Set(Object.values(oids));
  return [...changed, ...attributes.map(([oid]) => oid).filter((oid) => !known.has(oid))];
}

function attributesOf({ givenName, ...rest }: CertificateEnrollmentDataResponse): SubjectAttributes {
  const present = Object.entries(rest).filter(([, value]) => typeof value === 'string');
  const names = typeof givenName === 'string' ? { givenNames: [givenName] } : {};
  return { ...Object.fromEntries(present), ...names };
}

async function status(
  { store, clock }: Engine,
  { subject }: Caller,
  referenceNumber: string,
): Promise<CertificateEnrollmentStatusResponse> {
  const row = await findEnrollment(store.db, referenceNumber);
  const identities = await identitiesOf(store.db, subject);
  const isOwn = identities.some(
    ({ type, value }) => type === row?.subject_type && value === row.subject_value,
  );
  if (!row || !isOwn) throw refusal(25005);
  if (row.requested_at + retentionMs < clock.nowMs()) throw new Gone();
  const description = statusText(statuses, row.status_code) ?? statuses.unknownError.description;
  return {
    requestDate: isoMoment(row.requested_at),
    status: {
      code: row.status_code,
      description,
      ...(row.status_detail === null ? {} : { details: [row.status_detail] }),
    },
    ...(row.serial_number === null ? {} : { certificateSerialNumber: row.serial_number }),
  };
}

const findEnrollment = (db: Queries, referenceNumber: string) =>
  db
    .selectFrom('certificate_enrollments')
    .selectAll()
    .where('reference_number', '=', referenceNumber)
    .executeTakeFirst();

/** The work that issues certificates. */
function issuing(engine: Engine): Work {
  const { db } = engine.store;
  return {
    name: workName,
    ...dueRowsOf(db, 'certificate_enrollments'),
    run: async (key) => {
      const row = await findEnrollment(db, key);
      if (row?.due_at != null) await issue(engine, row);
    },
    giveUp: (key) => reject(db, key, statuses.unknownError.code, null),
  };
}

async function reject(db: Queries, key: string, code: number, detail: string | null): Promise<void> {
  await db
    .updateTable('certificate_enrollments')
    .set({ status_code: code, status_detail: detail, due_at: null })
    .where('reference_number', '=', key)
    .execute();
}

async function issue(engine: Engine, row: CertificateEnrollmentRow): Promise<void> {
  const { store, clock } = engine;
  const { publicKey } = await readCsr(row.csr);
  const keyId = publicKeyId(publicKey);
  const { rejected } = statuses;
  if (await isKeyOfAnother(store.db, keyId, row)) {
    return reject(store.db, row.reference_number, rejected.code, rejected.details.keyOfAnother);
  }
  // A certificate cannot begin before it exists.
  const validFrom = new Date(Math.max(row.valid_from ?? 0, clock.nowMs()));
  const validTo = validToOf(validFrom);
  const serialNumber = newSerialNumber();
  const subject = JSON.parse(row.subject_attributes) as SubjectAttributes;
  const der = await issueCertificate({
    authority: (await engine.authorities).authority,
    subject,
    publicKey,
    serialNumber,
    validFrom,
    validTo,
    usage: row.type,
  });
  const { validFromDate, validToDate } = readCertificate(der);
  await store.db.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('certificates')
      .values({
        serial_number: serialNumber,
        subject_type: row.subject_type as SubjectIdentifier['type'],
        subject_value: row.subject_value,
        name: row.name,
        type: row.type,
        common_name: subject.commonName ?? '',
        der,
        public_key_id: keyId,
        requested_at: row.requested_at,
        valid_from: validFromDate.getTime(),
        valid_to: validToDate.getTime(),
        last_used_at: null,
        revoked_at: null,
        revocation_reason: null,
      })
      .execute();
    await transaction
      .updateTable('certificate_enrollments')
      .set({ status_code: statuses.issued.code, due_at: null, serial_number: serialNumber })
      .where('reference_number', '=', row.reference_number)
      .execute();
  });
}

async function isKeyOfAnother(db: Queries, keyId: string, row: CertificateEnrollmentRow): Promise<boolean> {
  const subject = { type: row.subject_type as SubjectIdentifier['type'], value: row.subject_value };
  const identities = await identitiesOf(db, subject);
  const other = await db
    .selectFrom('certificates')
    .select('serial_number')
    .where('public_key_id', '=', keyId)
    .where(({ eb, not, or }) =>
      not(or(identities.map(({ type, value }) => eb.and({ subject_type: type, subject_value: value })))),
    )
    .executeTakeFirst();
  return other !== undefined;
}
