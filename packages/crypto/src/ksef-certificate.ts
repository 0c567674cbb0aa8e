import type { X509Certificate } from 'node:crypto';
import { serialNumberOf } from './certificates.ts';
import { x509Library } from './x509-library.ts';

/** What KSeF issues certificates for: one logs in, the other signs the codes of invoices issued offline. */
export type KsefCertificateUsage = 'Authentication' | 'Offline';

/**
 * What a certificate of KSeF is for; null for one that KSeF has not issued: it vouches for itself, its serial number has
 * another length, or its key may do neither. The issuer is not judged: environments differ in it.
 * Source: the official page on certificates, keyUsage of both types and the form of the serial number.
 */
export async function ksefCertificateUsage(
  certificate: X509Certificate,
): Promise<KsefCertificateUsage | null> {
  const isForeign = certificate.subject === certificate.issuer;
  if (isForeign || !/^[0-9A-F]{16}$/.test(serialNumberOf(certificate))) return null;
  const { KeyUsageFlags, KeyUsagesExtension, X509Certificate: Parsed } = await x509Library();
  const usages = new Parsed(new Uint8Array(certificate.raw)).getExtension(KeyUsagesExtension)?.usages ?? 0;
  if (usages & KeyUsageFlags.nonRepudiation) return 'Offline';
  return usages & KeyUsageFlags.digitalSignature ? 'Authentication' : null;
}
