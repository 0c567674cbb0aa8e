/** All schemas of the contract with their static types of the same name. */
export * from './authentication.ts';
export * from './batch-sessions.ts';
export * from './certificates.ts';
export * from './collective-identifiers.ts';
export * from './compression.ts';
export * from './currency-codes.ts';
export * from './exports.ts';
export {
  CertificateSerialNumber,
  Challenge,
  CollectiveIdentifierNumber,
  KsefNumber,
  ksefNumberPattern,
  Nip,
  nipPattern,
  PeppolId,
  PermissionId,
  Pesel,
  peselPattern,
  ReferenceNumber,
  Sha256HashBase64,
} from './identifiers.ts';
export * from './invoices.ts';
export * from './limits.ts';
export * from './online-sessions.ts';
export * from './peppol.ts';
export * from './permission-grants.ts';
export * from './permission-parties.ts';
export * from './permission-queries.ts';
export * from './problems.ts';
export * from './public-keys.ts';
export * from './rate-limits.ts';
export * from './sessions.ts';
export * from './status.ts';
export * from './test-data.ts';
export * from './test-limits.ts';
export * from './tokens.ts';
