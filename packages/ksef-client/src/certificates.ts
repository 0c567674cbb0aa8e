/** Applying for a KSeF certificate: key, request, application, waiting, fetching. Source: the page on KSeF certificates. */
import type { KeyObject } from 'node:crypto';
import type { Credential } from '@kwit/crypto';
import { enrollmentSubject } from './enrollment-subject.ts';
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import { type Pace, poll } from './polling.ts';
import type { SessionTools } from './session.ts';

export interface EnrollCertificateOptions {
  /** Own name of the certificate, 5 to 100 letters, digits, spaces, `_` and `-`. */
  readonly name: string;
  /** `Authentication` logs in; `Offline` signs the second QR code of invoices that are issued offline. */
  readonly usage: 'Authentication' | 'Offline';
  /** EC P-256 (recommended, and the default) or RSA 2048. */
  readonly keyKind?: 'EC' | 'RSA' | undefined;
  /** First moment of validity; the moment of issue without it. The certificate lives two years from then. */
  readonly validFrom?: Date | undefined;
  /**
   * Given the private key before anything is sent. Whoever stores it here keeps the certificate usable even if the
   * program ends while KSeF still works on the application.
   */
  readonly onPrivateKey?: ((privateKey: KeyObject) => void | Promise<void>) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds to wait for the certificate; the client's `processingDeadlineMs` without it. */
  readonly deadlineMs?: number | undefined;
}

export interface EnrolledCertificate {
  readonly credential: Credential;
  readonly certificatePem: string;
  /** 16 hexadecimal digits. */
  readonly serialNumber: string;
  /** Reference number of the application. */
  readonly referenceNumber: string;
}

/**
 * Makes a key, applies for a certificate of the logged-in subject, waits for it, and fetches it.
 * @throws {KsefError} `refused` after a log-in by token (25001), for limits and wrong names, `failed-status` where
 *   KSeF rejects the application, `timeout` where it takes longer than the deadline, `unexpected-answer` where the
 *   certificate is missing or belongs to another key
 */
export async function enrollCertificate(
  { operations, pace }: SessionTools,
  options: EnrollCertificateOptions,
): Promise<EnrolledCertificate> {
  const { name, usage, keyKind = 'EC', validFrom, signal, onPrivateKey } = options;
  const { generateKeyPair, createCsr } = await import('@kwit/crypto');
  const [data, keyPair] = await Promise.all([
    operations.getCertificateEnrollmentData({}, { signal }),
    generateKeyPair(keyKind),
  ]);
  const csr = await createCsr({ subject: enrollmentSubject(data), keyPair });
  await onPrivateKey?.(keyPair.privateKey);
  const body = {
    certificateName: name,
    certificateType: usage,
    csr: Buffer.from(csr).toString('base64'),
    ...(validFrom && { validFrom: validFrom.toISOString() }),
  };
  const { referenceNumber } = await operations.enrollCertificate({ body }, { signal });
  const waiting = { pace: { ...pace, deadlineMs: options.deadlineMs ?? pace.deadlineMs }, signal };
  const serialNumber = await issuedSerialNumber({ operations }, referenceNumber, waiting);
  return { ...(await fetched({ operations }, serialNumber, keyPair.privateKey, signal)), referenceNumber };
}

async function issuedSerialNumber(
  { operations }: Pick<SessionTools, 'operations'>,
  referenceNumber: string,
  { pace, signal }: { pace: Pace; signal: AbortSignal | undefined },
): Promise<string> {
  const operation = 'getCertificateEnrollmentStatus';
  const what = messages.enrollment(referenceNumber);
  const { status, certificateSerialNumber } = await poll(
    () => operations.getCertificateEnrollmentStatus({ path: { referenceNumber } }, { signal }),
    (answer) => answer.status.code >= 200,
    { operation, what, pace, signal },
  );
  if (status.code < 300 && certificateSerialNumber) return certificateSerialNumber;
  const reason = { code: status.code, description: status.description, details: status.details ?? [] };
  throw new KsefError({
    kind: 'failed-status',
    operation,
    codes: [reason],
    text: messages.failedStatus(what, operation, reason),
  });
}

async function fetched(
  { operations }: Pick<SessionTools, 'operations'>,
  serialNumber: string,
  privateKey: KeyObject,
  signal: AbortSignal | undefined,
): Promise<Omit<EnrolledCertificate, 'referenceNumber'>> {
  const { certificatePem, readCertificate } = await import('@kwit/crypto');
  const body = { certificateSerialNumbers: [serialNumber] };
  const { certificates } = await operations.retrieveCertificates({ body }, { signal });
  const found = certificates.find((entry) => entry.certificateSerialNumber === serialNumber);
  if (!found) {
    const text = messages.certificateMissing(serialNumber);
    throw new KsefError({ kind: 'unexpected-answer', operation: 'retrieveCertificates', text });
  }
  const certificate = readCertificate(found.certificate);
  if (!certificate.checkPrivateKey(privateKey)) {
    const text = messages.certificateOfAnotherKey(serialNumber);
    throw new KsefError({ kind: 'unexpected-answer', operation: 'retrieveCertificates', text });
  }
  return {
    credential: { certificate, privateKey },
    certificatePem: certificatePem(certificate),
    serialNumber,
  };
}
