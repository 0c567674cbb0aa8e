/**
 * Renewing a KSeF certificate: a new one with a new key for the same subject, while the old one still works. Nothing is
 * taken away: the old one ends by itself, or is revoked by whoever has seen the new one work.
 */
import type { AnswerOf, Operations } from '@kwit/ksef-contract';
import {
  type EnrollCertificateOptions,
  type EnrolledCertificate,
  enrollCertificate,
} from './certificates.ts';
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import type { CallOptions } from './operations.ts';
import { itemsOfPages } from './pages.ts';
import type { SessionTools } from './session.ts';

type Query = NonNullable<Parameters<SessionTools['operations']['queryCertificates']>[0]>['body'];
/** A certificate as KSeF lists it. */
export type ListedCertificate = AnswerOf<Operations['queryCertificates']>['certificates'][number];
export type CertificateFilter = NonNullable<Query>;

export interface RenewCertificateOptions extends Omit<EnrollCertificateOptions, 'name' | 'usage'> {
  /** Serial number of the certificate to renew. */
  readonly serialNumber: string;
  /** Name of the new certificate; that of the old one without it. */
  readonly name?: string | undefined;
}

export interface RenewedCertificate extends EnrolledCertificate {
  /** The certificate that this one is for; it works until its end or its revocation. */
  readonly replaces: ListedCertificate;
}

/** The most that KSeF gives in a page of certificates. */
const pageSize = 50;

/** All certificates of the subject that meet the filter, page by page as they are taken. */
export function listCertificates(
  { operations }: Pick<SessionTools, 'operations'>,
  filter: CertificateFilter,
  options: CallOptions,
): AsyncGenerator<ListedCertificate, void, void> {
  return itemsOfPages(
    (pageOffset) => operations.queryCertificates({ query: { pageSize, pageOffset }, body: filter }, options),
    ({ certificates }) => certificates,
  );
}

/**
 * Applies for a certificate of the same subject and use as the given one, with a new key.
 * @throws {KsefError} `refused` where there is no such certificate or it works no longer, and whatever
 *   {@link enrollCertificate} throws
 */
export async function renewCertificate(
  tools: SessionTools,
  { serialNumber, name, ...options }: RenewCertificateOptions,
): Promise<RenewedCertificate> {
  const replaces = await certificateOf(tools, serialNumber.toUpperCase(), options.signal);
  if (replaces?.status !== 'Active') {
    const text = messages.notRenewable(serialNumber, replaces?.status);
    throw new KsefError({ kind: 'refused', operation: 'queryCertificates', text });
  }
  const usage = replaces.type;
  const enrolled = await enrollCertificate(tools, { ...options, usage, name: name ?? replaces.name });
  return { ...enrolled, replaces };
}

async function certificateOf(
  tools: SessionTools,
  certificateSerialNumber: string,
  signal: AbortSignal | undefined,
): Promise<ListedCertificate | undefined> {
  for await (const certificate of listCertificates(tools, { certificateSerialNumber }, { signal })) {
    if (certificate.certificateSerialNumber === certificateSerialNumber) return certificate;
  }
  return undefined;
}
