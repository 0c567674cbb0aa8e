/** The keys of the Ministry under which callers encrypt. */
import Type, { type Static } from 'typebox';
import { base64, list, moment, oneOf } from './basic.ts';

export const PublicKeyCertificateUsage = oneOf(
  ['KsefTokenEncryption', 'SymmetricKeyEncryption'],
  'What is encrypted under the key: KSeF tokens at log-in, or symmetric keys of sessions and exports.',
);
export type PublicKeyCertificateUsage = Static<typeof PublicKeyCertificateUsage>;

export const PublicKeyCertificate = Type.Object({
  certificate: base64('X.509 certificate, DER in Base64.'),
  certificateId: base64('Identifier of the certificate.'),
  publicKeyId: base64('Identifier of the key, which requests name as `publicKeyId`.'),
  validFrom: moment('First moment of validity.'),
  validTo: moment('Last moment of validity.'),
  usage: list(PublicKeyCertificateUsage, 'What the key may be used for.'),
});
export type PublicKeyCertificate = Static<typeof PublicKeyCertificate>;

export const PublicKeyCertificates = Type.Array(PublicKeyCertificate);
export type PublicKeyCertificates = Static<typeof PublicKeyCertificates>;
