import type { X509Certificate } from 'node:crypto';
import { XadesError } from './errors.ts';
import type { XadesVerification, XadesVerifyOptions } from './xades-verify.ts';

/**
 * Decides whether a certificate is trusted now. Trust is one step deep: an authority of the caller's
 * own list issued it, or it signed itself and that is allowed. Certificates that a document brings
 * along never extend trust.
 */
export function chainOf(
  certificate: X509Certificate,
  { now, allowSelfSigned, trustedAuthorities }: XadesVerifyOptions,
): Pick<XadesVerification, 'chain' | 'trust'> {
  requireValidAt(certificate, now);
  const authorities = trustedAuthorities.filter(({ subject }) => subject === certificate.issuer);
  const authority = authorities.find((candidate) => issued(candidate, certificate, now));
  if (authority) return { chain: [certificate, authority], trust: 'authority' };
  if (authorities.length > 0) {
    throw new XadesError('chain-invalid', { found: `issuer ${oneLine(certificate.issuer)}` });
  }
  const signedItself =
    certificate.subject === certificate.issuer && certificate.verify(certificate.publicKey);
  if (signedItself && allowSelfSigned) return { chain: [certificate], trust: 'self-signed' };
  throw new XadesError('certificate-untrusted', { found: `issuer ${oneLine(certificate.issuer)}` });
}

function requireValidAt(certificate: X509Certificate, now: Date): void {
  const { validFromDate, validToDate } = certificate;
  if (now < validFromDate) {
    throw new XadesError('certificate-not-yet-valid', { found: `valid from ${validFromDate.toISOString()}` });
  }
  if (now > validToDate) {
    throw new XadesError('certificate-expired', { found: `valid until ${validToDate.toISOString()}` });
  }
}

function issued(authority: X509Certificate, certificate: X509Certificate, now: Date): boolean {
  const isValid = now >= authority.validFromDate && now <= authority.validToDate;
  return (
    authority.ca && isValid && certificate.checkIssued(authority) && certificate.verify(authority.publicKey)
  );
}

const oneLine = (name: string): string => name.replaceAll('\n', ', ');
