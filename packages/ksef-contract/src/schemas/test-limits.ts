/** Limits that test data changes. */
import Type, { type Static } from 'typebox';
import { described, int32, maybe, oneOf } from './basic.ts';

const sessionLimits = {
  maxInvoiceSizeInMB: int32('Greatest invoice, in megabytes.', { minimum: 0, maximum: 5 }),
  maxInvoiceWithAttachmentSizeInMB: int32('Greatest invoice with attachments, in megabytes.', {
    minimum: 0,
    maximum: 10,
  }),
  maxInvoices: int32('Most invoices in one session.', { minimum: 0, maximum: 100_000 }),
};

export const OnlineSessionContextLimitsOverride = Type.Object(sessionLimits);
export type OnlineSessionContextLimitsOverride = Static<typeof OnlineSessionContextLimitsOverride>;

export const BatchSessionContextLimitsOverride = Type.Object(sessionLimits);
export type BatchSessionContextLimitsOverride = Static<typeof BatchSessionContextLimitsOverride>;

export const CollectiveIdentifierContextLimitsOverride = Type.Object({
  maxInvoices: int32('Most invoices in one collective identifier.', { minimum: 2, maximum: 5000 }),
});
export type CollectiveIdentifierContextLimitsOverride = Static<
  typeof CollectiveIdentifierContextLimitsOverride
>;

export const SetSessionLimitsRequest = Type.Object({
  onlineSession: described(OnlineSessionContextLimitsOverride, 'Invoices one by one.'),
  batchSession: described(BatchSessionContextLimitsOverride, 'Packages of invoices.'),
  // Since 2.7.1; the Ministry's own clients leave it out.
  collectiveIdentifier: maybe(CollectiveIdentifierContextLimitsOverride, 'Collective identifiers.'),
});
export type SetSessionLimitsRequest = Static<typeof SetSessionLimitsRequest>;

/** Whose limits: those of the identifier with which the caller is known. */
export const SubjectIdentifierType = oneOf(['Nip', 'Pesel', 'Fingerprint'], 'Kind of the identifier.');
export type SubjectIdentifierType = Static<typeof SubjectIdentifierType>;

export const EnrollmentSubjectLimitsOverride = Type.Object({
  maxEnrollments: maybe(int32('Most applications for certificates.', { minimum: 0 })),
});
export type EnrollmentSubjectLimitsOverride = Static<typeof EnrollmentSubjectLimitsOverride>;

export const CertificateSubjectLimitsOverride = Type.Object({
  maxCertificates: maybe(int32('Most certificates that are valid at one time.', { minimum: 0 })),
});
export type CertificateSubjectLimitsOverride = Static<typeof CertificateSubjectLimitsOverride>;

export const SetSubjectLimitsRequest = Type.Object({
  subjectIdentifierType: Type.Optional(SubjectIdentifierType),
  enrollment: maybe(EnrollmentSubjectLimitsOverride, 'Applications for certificates.'),
  certificate: maybe(CertificateSubjectLimitsOverride, 'Certificates.'),
});
export type SetSubjectLimitsRequest = Static<typeof SetSubjectLimitsRequest>;
