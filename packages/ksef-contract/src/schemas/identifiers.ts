/** The identifiers that travel through the whole API. */
import Type from 'typebox';
import { base64, list, text } from './basic.ts';

/** `yyyymmdd-XX-10 hex-10 hex-2 hex`: names a log-in, a session, an invoice in it, a token, a request. */
export const ReferenceNumber = text('Reference number given by KSeF.', { minLength: 36, maxLength: 36 });

/** The form of a KSeF number, as the official document gives it. */
export const ksefNumberPattern =
  '^([1-9](\\d[1-9]|[1-9]\\d)\\d{7})-(20[2-9][0-9]|2[1-9]\\d{2}|[3-9]\\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])-([0-9A-F]{6})-?([0-9A-F]{6})-([0-9A-F]{2})$';

/** Number of an accepted invoice: 35 characters; 36 in invoices of KSeF 1.0. */
export const KsefNumber = text('KSeF number of an invoice.', {
  minLength: 35,
  maxLength: 36,
  pattern: ksefNumberPattern,
});

/** First digits are the tax office, which has a code without a leading zero. */
export const nipPattern = '^[1-9]((\\d[1-9])|([1-9]\\d))\\d{7}$';

/** The month carries the century of birth. */
export const peselPattern =
  '^\\d{2}(?:0[1-9]|1[0-2]|2[1-9]|3[0-2]|4[1-9]|5[0-2]|6[1-9]|7[0-2]|8[1-9]|9[0-2])\\d{7}$';

/** Polish tax number: form only, the checksum is the business of whoever enforces it. */
export const Nip = text('Polish tax number (NIP), ten digits.', {
  minLength: 10,
  maxLength: 10,
  pattern: nipPattern,
});

export const Pesel = text('Polish personal number (PESEL), eleven digits.', {
  minLength: 11,
  maxLength: 11,
  pattern: peselPattern,
});

export const Challenge = text('Challenge of one log-in.', { minLength: 36, maxLength: 36 });

export const Sha256HashBase64 = base64('SHA-256 digest, 32 bytes in Base64.', {
  minLength: 44,
  maxLength: 44,
});

export const PublicKeyId = base64('Which published key encrypted the data.', {
  minLength: 44,
  maxLength: 44,
});

export const CertificateSerialNumber = text('Serial number of a KSeF certificate, hexadecimal.', {
  minLength: 16,
  maxLength: 16,
  pattern: '^[0-9A-F]{16}$',
});

/** Names one permission that was granted. */
export const PermissionId = text('Identifier of a granted permission.', { minLength: 36, maxLength: 36 });

export const PeppolId = text('Identifier of a Peppol service provider.', {
  minLength: 9,
  maxLength: 9,
  pattern: '^P[A-Z]{2}[0-9]{6}$',
});

/** `NIP-IZyyyymm-12 hex-2 hex of CRC-8`: names a list of invoices of one seller that are paid together. */
export const CollectiveIdentifierNumber = text('Number of a collective identifier.', {
  minLength: 35,
  maxLength: 35,
});

/** Where a list goes on: sent back in the header `x-continuation-token`. */
export const ContinuationToken = text('Token of the next page; empty or absent on the last one.');

/** Header of the operations whose lists go on by token. */
export const ContinuationHeaders = Type.Object({
  'x-continuation-token': Type.Optional(text('Token of the page to fetch, from the answer before.')),
});

/** The two kinds of details that statuses and errors carry: sentences for people. */
export const Details = list(Type.String(), 'Sentences that say more.');
