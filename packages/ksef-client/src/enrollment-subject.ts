/** Whom an application for a certificate must name. */
import type { SubjectAttributes } from '@kwit/crypto/web';
import type { AnswerOf, Operations } from '@kwit/ksef-contract';

/**
 * The subject of the request for a certificate from what `getCertificateEnrollmentData` answered. The attributes are
 * exactly as KSeF gave them: it rejects a request that differs in any.
 *
 * @example
 * const data = await client.operations.getCertificateEnrollmentData();
 * const subject = enrollmentSubject(data);
 * console.log(subject.commonName);
 */
export function enrollmentSubject(
  data: AnswerOf<Operations['getCertificateEnrollmentData']>,
): SubjectAttributes {
  const { givenName, ...others } = data;
  const attributes = Object.entries(others).filter(([, value]) => typeof value === 'string' && value !== '');
  // The contract has one string here, the official text speaks of a list: both are taken.
  const givenNames = [givenName ?? []].flat();
  return { ...Object.fromEntries(attributes), ...(givenNames.length > 0 && { givenNames }) };
}
