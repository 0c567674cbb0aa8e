/** The client of KSeF API v2: typed operations and the workflows made of them. */
export type { BatchResult } from './batch/batch-results.ts';
export type {
  BatchCompression,
  BatchPart,
  BatchProgress,
  BatchSessionState,
  BatchState,
  BatchStep,
  PackedInvoice,
} from './batch/batch-state.ts';
export { hasAttachment } from './batch/local-rules.ts';
export type { InvoiceToPack } from './batch/pack-invoices.ts';
export { filePartStore, memoryPartStore, type PartSink, type PartStore } from './batch/part-store.ts';
export type { ResumeBatchOptions, SendBatchOptions } from './batch/send-batch.ts';
export type {
  CertificateFilter,
  ListedCertificate,
  RenewCertificateOptions,
  RenewedCertificate,
} from './certificate-renewal.ts';
export type { EnrollCertificateOptions, EnrolledCertificate } from './certificates.ts';
export { createKsefClient, type KsefClient, type KsefClientOptions } from './client.ts';
export type { OriginalInvoice } from './duplicate.ts';
export { enrollmentSubject } from './enrollment-subject.ts';
export { type Environment, environments } from './environment.ts';
export { KsefError, type KsefErrorCode, type KsefErrorKind } from './errors.ts';
export type { IncrementalExportOptions } from './export/export-invoices.ts';
export {
  type ExportedInvoice,
  type ExportedWindow,
  type ExportPoint,
  type ExportReport,
  type ExportStep,
  type ExportSubject,
  newExportPoint,
  type SubjectPoint,
  type UnreadInvoice,
  type WindowReport,
} from './export/export-point.ts';
export type { CreatedKsefToken, CreateKsefTokenOptions } from './ksef-tokens.ts';
export {
  createLatarniaClient,
  type LatarniaClient,
  type LatarniaClientOptions,
  latarniaAddresses,
} from './latarnia.ts';
export type {
  AllowedIps,
  CertificateLogIn,
  DocumentLogIn,
  LogInContext,
  Pkcs12LogIn,
  SignerLogIn,
  TokenLogIn,
} from './log-in.ts';
export type { OnlineSession, OpenSessionOptions, SendOptions, TakenInvoice } from './online-session.ts';
export type { CallOptions, OperationFunctions } from './operations.ts';
export { permissionInWords } from './permission-words.ts';
export type { PermissionOperation, Permissions } from './permissions.ts';
export type { WaitOptions } from './polling.ts';
export type { EncryptionKey, PublicKeyUsage } from './public-keys.ts';
export type { RateLimitOptions, RateWaitNotice } from './rate-scheduler.ts';
export {
  fileRateStore,
  MemoryRateStore,
  type Place,
  type PlaceRequest,
  type RateStore,
  type RateWindow,
} from './rate-store.ts';
export { redact } from './redact.ts';
export type { RetryNotice } from './retry.ts';
export type { SendInvoicesOptions } from './send-invoices.ts';
export type { SendOnlineOptions } from './send-online.ts';
export type {
  Acceptance,
  InvoiceBytes,
  InvoicePlace,
  InvoiceToSend,
  SentInvoice,
  SentOutcome,
} from './sent-invoice.ts';
export type { Session, SessionInvoice, SessionStatus, SessionUpoPage } from './session.ts';
export type { IssuedToken, SavedTokens } from './tokens.ts';
