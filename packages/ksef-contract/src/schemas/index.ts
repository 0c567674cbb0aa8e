/** All schemas of the contract with their static types of the same name. */
export * from './authentication.ts';
export * from './certificates.ts';
export * from './currency-codes.ts';
export {
  CertificateSerialNumber,
  Challenge,
  KsefNumber,
  Nip,
  Pesel,
  ReferenceNumber,
  Sha256HashBase64,
} from './identifiers.ts';
export * from './invoices.ts';
export * from './online-sessions.ts';
export * from './problems.ts';
export * from './public-keys.ts';
export * from './sessions.ts';
export * from './status.ts';
export * from './test-data.ts';
export * from './tokens.ts';
