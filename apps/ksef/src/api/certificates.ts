import type { Core } from '../core.ts';
import {
  certificateLimitsOf,
  enrollmentDataOf,
  queryCertificates,
  retrieveCertificates,
  revokeCertificate,
} from '../engine/certificates.ts';
import { isoMoment } from '../engine/clock.ts';
import { refusal } from '../errors.ts';
import type { HandlersOf } from './handlers.ts';

export function certificateHandlers({
  engine,
  certificateEnrollment,
}: Core): HandlersOf<
  | 'getCertificateLimits'
  | 'getCertificateEnrollmentData'
  | 'enrollCertificate'
  | 'getCertificateEnrollmentStatus'
  | 'retrieveCertificates'
  | 'queryCertificates'
  | 'revokeCertificate'
> {
  const { clock, store } = engine;
  return {
    getCertificateLimits: (_, { caller }) => certificateLimitsOf(store.db, clock, caller.subject),
    getCertificateEnrollmentData: async (_, { caller }) => {
      const data = await enrollmentDataOf(store.db, caller);
      if (!data) throw refusal(25001);
      return data;
    },
    enrollCertificate: async ({ body }, { caller }) => {
      const { referenceNumber, requestedAtMs } = await certificateEnrollment.submit(caller, body);
      return { referenceNumber, timestamp: isoMoment(requestedAtMs) };
    },
    getCertificateEnrollmentStatus: ({ path }, { caller }) =>
      certificateEnrollment.status(caller, path.referenceNumber),
    retrieveCertificates: async ({ body }, { caller }) => ({
      certificates: await retrieveCertificates(store.db, caller, body.certificateSerialNumbers),
    }),
    queryCertificates: ({ body, query }, { caller }) => {
      const page = { pageSize: query.pageSize ?? 10, pageOffset: query.pageOffset ?? 0 };
      return queryCertificates(store.db, clock, caller, body, page);
    },
    revokeCertificate: ({ path, body }, { caller }) =>
      revokeCertificate(
        store.db,
        clock,
        caller,
        path.certificateSerialNumber,
        body.revocationReason ?? 'Unspecified',
      ),
  };
}
