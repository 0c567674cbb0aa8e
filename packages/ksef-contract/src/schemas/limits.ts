/** How much a context may send and a subject may apply for. */
import Type, { type Static } from 'typebox';
import { described, int32, maybe } from './basic.ts';

const sessionLimits = {
  maxInvoiceSizeInMB: int32('Greatest invoice, in megabytes of 1,000,000 bytes.', { minimum: 0 }),
  maxInvoiceWithAttachmentSizeInMB: int32('Greatest invoice with attachments, in megabytes.', { minimum: 0 }),
  maxInvoices: int32('Most invoices in one session.', { minimum: 0 }),
};

export const OnlineSessionEffectiveContextLimits = Type.Object(sessionLimits);
export type OnlineSessionEffectiveContextLimits = Static<typeof OnlineSessionEffectiveContextLimits>;

export const BatchSessionEffectiveContextLimits = Type.Object(sessionLimits);
export type BatchSessionEffectiveContextLimits = Static<typeof BatchSessionEffectiveContextLimits>;

export const CollectiveIdentifierEffectiveContextLimits = Type.Object({
  maxInvoices: int32('Most invoices in one collective identifier.', { minimum: 2 }),
});
export type CollectiveIdentifierEffectiveContextLimits = Static<
  typeof CollectiveIdentifierEffectiveContextLimits
>;

export const EffectiveContextLimits = Type.Object({
  onlineSession: described(OnlineSessionEffectiveContextLimits, 'Invoices one by one.'),
  batchSession: described(BatchSessionEffectiveContextLimits, 'Packages of invoices.'),
  // Since 2.7.1.
  collectiveIdentifier: described(CollectiveIdentifierEffectiveContextLimits, 'Collective identifiers.'),
});
export type EffectiveContextLimits = Static<typeof EffectiveContextLimits>;

export const EnrollmentEffectiveSubjectLimits = Type.Object({
  maxEnrollments: Type.Optional(int32('Most applications for certificates.')),
});
export type EnrollmentEffectiveSubjectLimits = Static<typeof EnrollmentEffectiveSubjectLimits>;

export const CertificateEffectiveSubjectLimits = Type.Object({
  maxCertificates: Type.Optional(int32('Most certificates that are valid at one time.')),
});
export type CertificateEffectiveSubjectLimits = Static<typeof CertificateEffectiveSubjectLimits>;

export const EffectiveSubjectLimits = Type.Object({
  enrollment: maybe(EnrollmentEffectiveSubjectLimits, 'Applications for certificates.'),
  certificate: maybe(CertificateEffectiveSubjectLimits, 'Certificates.'),
});
export type EffectiveSubjectLimits = Static<typeof EffectiveSubjectLimits>;
