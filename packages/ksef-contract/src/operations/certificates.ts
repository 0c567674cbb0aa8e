/** KSeF certificates. */
import Type from 'typebox';
import { json, none, operation } from '../define.ts';
import {
  CertificateEnrollmentDataResponse,
  CertificateEnrollmentStatusResponse,
  CertificateLimitsResponse,
  EnrollCertificateRequest,
  EnrollCertificateResponse,
  QueryCertificatesRequest,
  QueryCertificatesResponse,
  RetrieveCertificatesRequest,
  RetrieveCertificatesResponse,
  RevokeCertificateRequest,
} from '../schemas/certificates.ts';
import { CertificateSerialNumber, ReferenceNumber } from '../schemas/identifiers.ts';
import { pageOffset, pageSize } from '../schemas/paging.ts';

export const certificateOperations = {
  getCertificateLimits: operation({
    method: 'GET',
    path: '/certificates/limits',
    summary: 'How many certificates the caller may still ask for and hold.',
    answer: { status: 200, content: json(CertificateLimitsResponse) },
  }),
  getCertificateEnrollmentData: operation({
    method: 'GET',
    path: '/certificates/enrollments/data',
    summary: 'The subject that the signing request must carry; it comes from the certificate of the log-in.',
    answer: { status: 200, content: json(CertificateEnrollmentDataResponse) },
    errors: [25001],
  }),
  enrollCertificate: operation({
    method: 'POST',
    path: '/certificates/enrollments',
    summary: 'Asks for a certificate with a PKCS#10 request (EC P-256 or RSA 2048).',
    request: json(EnrollCertificateRequest),
    answer: { status: 202, content: json(EnrollCertificateResponse) },
    errors: [25002, 25003, 25004, 25006, 25007, 25010, 25011, 21405],
  }),
  getCertificateEnrollmentStatus: operation({
    method: 'GET',
    path: '/certificates/enrollments/{referenceNumber}',
    summary: 'Where a request for a certificate stands; kept for thirty days.',
    pathParameters: Type.Object({ referenceNumber: ReferenceNumber }),
    answer: { status: 200, content: json(CertificateEnrollmentStatusResponse) },
    errors: [25005, 21405],
    gone: true,
  }),
  retrieveCertificates: operation({
    method: 'POST',
    path: '/certificates/retrieve',
    summary: 'Certificates by their serial numbers.',
    request: json(RetrieveCertificatesRequest),
    answer: { status: 200, content: json(RetrieveCertificatesResponse) },
    errors: [21405],
    repeatable: true,
  }),
  queryCertificates: operation({
    method: 'POST',
    path: '/certificates/query',
    summary: 'What is known of the certificates that meet the filters.',
    query: Type.Object({ pageSize: pageSize(50), pageOffset }),
    request: json(QueryCertificatesRequest),
    answer: { status: 200, content: json(QueryCertificatesResponse) },
    errors: [21405],
    repeatable: true,
  }),
  revokeCertificate: operation({
    method: 'POST',
    path: '/certificates/{certificateSerialNumber}/revoke',
    summary: 'Revokes a certificate of the caller; not for a caller who logged in with a token.',
    pathParameters: Type.Object({ certificateSerialNumber: CertificateSerialNumber }),
    request: json(RevokeCertificateRequest),
    answer: { status: 204, content: none },
    errors: [25008, 25009, 21405],
  }),
};
