/** KSeF certificates: enrolling, looking up, revoking. */
import Type, { type Static } from 'typebox';
import { base64, described, flag, int32, list, localMoment, maybe, moment, oneOf, text } from './basic.ts';
import { CertificateSerialNumber, ReferenceNumber } from './identifiers.ts';
import { StatusInfo } from './status.ts';

export const CertificateLimit = Type.Object({
  remaining: int32('How many are left.'),
  limit: int32('How many there can be.'),
});
export type CertificateLimit = Static<typeof CertificateLimit>;

export const CertificateLimitsResponse = Type.Object({
  canRequest: flag('Whether the caller may ask for a certificate now.', { readOnly: true }),
  enrollment: described(CertificateLimit, 'Requests for certificates.'),
  certificate: described(CertificateLimit, 'Active certificates.'),
});
export type CertificateLimitsResponse = Static<typeof CertificateLimitsResponse>;

/** The subject that the signing request must carry, attribute by attribute. */
export const CertificateEnrollmentDataResponse = Type.Object({
  commonName: text('Common name (2.5.4.3).'),
  countryName: text('Country, ISO 3166 code (2.5.4.6).'),
  givenName: maybe(text('Given name (2.5.4.42).')),
  surname: maybe(text('Surname (2.5.4.4).')),
  serialNumber: maybe(text('Serial number of the subject (2.5.4.5).')),
  uniqueIdentifier: maybe(text('Unique identifier (2.5.4.45).')),
  organizationName: maybe(text('Organization (2.5.4.10).')),
  organizationIdentifier: maybe(text('Identifier of the organization (2.5.4.97).')),
});
export type CertificateEnrollmentDataResponse = Static<typeof CertificateEnrollmentDataResponse>;

export const KsefCertificateType = oneOf(
  ['Authentication', 'Offline'],
  'Logging in, or proving the issuer of an invoice that was made offline.',
);
export type KsefCertificateType = Static<typeof KsefCertificateType>;

export const EnrollCertificateRequest = Type.Object({
  certificateName: text('Own name of the certificate.', {
    minLength: 5,
    maxLength: 100,
    // The official pattern escapes the space, which a RegExp in Unicode mode refuses.
    pattern: '^[a-zA-Z0-9_\\- ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]+$',
  }),
  certificateType: KsefCertificateType,
  csr: base64('Signing request, PKCS#10 DER in Base64.'),
  validFrom: maybe(localMoment('First moment of validity; the moment of issue without it.')),
});
export type EnrollCertificateRequest = Static<typeof EnrollCertificateRequest>;

export const EnrollCertificateResponse = Type.Object({
  referenceNumber: described(ReferenceNumber, 'Reference number of the request.'),
  timestamp: moment('When the request was taken.'),
});
export type EnrollCertificateResponse = Static<typeof EnrollCertificateResponse>;

export const CertificateEnrollmentStatusResponse = Type.Object({
  requestDate: moment('When the request was taken.'),
  status: described(StatusInfo, 'Where the request stands; codes in `certificateEnrollmentStatuses`.'),
  certificateSerialNumber: maybe(CertificateSerialNumber, 'Serial number, once the certificate exists.'),
});
export type CertificateEnrollmentStatusResponse = Static<typeof CertificateEnrollmentStatusResponse>;

export const RetrieveCertificatesRequest = Type.Object({
  certificateSerialNumbers: list(CertificateSerialNumber, 'Which certificates.', {
    minItems: 1,
    maxItems: 10,
  }),
});
export type RetrieveCertificatesRequest = Static<typeof RetrieveCertificatesRequest>;

export const RetrieveCertificatesListItem = Type.Object({
  certificate: base64('The certificate, DER in Base64.'),
  certificateName: text('Own name of the certificate.'),
  certificateSerialNumber: CertificateSerialNumber,
  certificateType: KsefCertificateType,
});
export type RetrieveCertificatesListItem = Static<typeof RetrieveCertificatesListItem>;

export const RetrieveCertificatesResponse = Type.Object({
  certificates: list(RetrieveCertificatesListItem, 'The certificates that were found.'),
});
export type RetrieveCertificatesResponse = Static<typeof RetrieveCertificatesResponse>;

export const CertificateRevocationReason = oneOf(
  ['Unspecified', 'Superseded', 'KeyCompromise'],
  'Why the certificate is revoked.',
);
export type CertificateRevocationReason = Static<typeof CertificateRevocationReason>;

export const RevokeCertificateRequest = Type.Object({ revocationReason: maybe(CertificateRevocationReason) });
export type RevokeCertificateRequest = Static<typeof RevokeCertificateRequest>;

/** `Blocked` is on its way to `Revoked`. */
export const CertificateListItemStatus = oneOf(
  ['Active', 'Blocked', 'Revoked', 'Expired'],
  'Where the certificate stands.',
);
export type CertificateListItemStatus = Static<typeof CertificateListItemStatus>;

export const QueryCertificatesRequest = Type.Object({
  certificateSerialNumber: maybe(CertificateSerialNumber),
  name: maybe(text('Part of the own name.')),
  type: maybe(KsefCertificateType),
  status: maybe(CertificateListItemStatus),
  expiresAfter: maybe(localMoment('Certificates that are valid beyond this moment.')),
});
export type QueryCertificatesRequest = Static<typeof QueryCertificatesRequest>;

export const CertificateSubjectIdentifierType = oneOf(
  ['Nip', 'Pesel', 'Fingerprint'],
  'Kind of the identifier.',
);
export type CertificateSubjectIdentifierType = Static<typeof CertificateSubjectIdentifierType>;

export const CertificateSubjectIdentifier = Type.Object({
  type: CertificateSubjectIdentifierType,
  value: text('The identifier.', { minLength: 10, maxLength: 64 }),
});
export type CertificateSubjectIdentifier = Static<typeof CertificateSubjectIdentifier>;

export const CertificateListItem = Type.Object({
  certificateSerialNumber: CertificateSerialNumber,
  name: text('Own name of the certificate.', { maxLength: 100 }),
  type: KsefCertificateType,
  commonName: text('Common name of the subject.'),
  status: CertificateListItemStatus,
  subjectIdentifier: described(CertificateSubjectIdentifier, 'Whose certificate it is.'),
  validFrom: moment('First moment of validity.'),
  validTo: moment('Last moment of validity.'),
  lastUseDate: maybe(moment('When it was last used.')),
  requestDate: moment('When it was asked for.'),
});
export type CertificateListItem = Static<typeof CertificateListItem>;

export const QueryCertificatesResponse = Type.Object({
  certificates: list(CertificateListItem, 'Certificates, newest request first.'),
  hasMore: flag('Whether there is a further page.'),
});
export type QueryCertificatesResponse = Static<typeof QueryCertificatesResponse>;
