/** Packages of invoices that KSeF makes on request. */
import Type, { type Static } from 'typebox';
import { address, day, described, flag, int32, int64, list, maybe, moment, text } from './basic.ts';
import { CompressionType } from './compression.ts';
import { ReferenceNumber, Sha256HashBase64 } from './identifiers.ts';
import { InvoiceQueryFilters } from './invoices.ts';
import { EncryptionInfo } from './online-sessions.ts';
import { StatusInfo } from './status.ts';

/** The most invoices in one package. */
export const exportMaxInvoices = 10_000;
/** The most exports of one context that may be under way. */
export const exportMaxConcurrent = 10;
/** The greatest package, in bytes after compression; `_metadata.json` does not count. */
export const exportMaxSizeBytes = 1_000_000_000;
/** The greatest part of a package, in bytes before encryption. */
export const exportPartMaxSizeBytes = 50_000_000;

export const InvoiceExportRequest = Type.Object({
  encryption: described(EncryptionInfo, 'Key under which the parts will be encrypted.'),
  onlyMetadata: Type.Optional(
    flag('Whether the package has `_metadata.json` alone, without the invoices.', { default: false }),
  ),
  filters: described(InvoiceQueryFilters, 'Which invoices.'),
  compressionType: maybe(CompressionType),
});
export type InvoiceExportRequest = Static<typeof InvoiceExportRequest>;

export const ExportInvoicesResponse = Type.Object({
  referenceNumber: described(ReferenceNumber, 'Reference number of the export.'),
});
export type ExportInvoicesResponse = Static<typeof ExportInvoicesResponse>;

export const InvoicePackagePart = Type.Object({
  ordinalNumber: int32('Place of the part in the package, from 1.', { minimum: 1 }),
  partName: text('Name of the file.', { maxLength: 100 }),
  method: text('HTTP method.'),
  url: address('Where the part is fetched, without a token.'),
  partSize: int64('Bytes of the part.', { minimum: 1 }),
  partHash: described(Sha256HashBase64, 'SHA-256 of the part.'),
  encryptedPartSize: int64('Bytes of the encrypted part.', { minimum: 1 }),
  encryptedPartHash: described(Sha256HashBase64, 'SHA-256 of the encrypted part.'),
  expirationDate: moment('Until when the address works.'),
});
export type InvoicePackagePart = Static<typeof InvoicePackagePart>;

/** Of the three last dates only that of the kind asked for is there, and only in a truncated package. */
export const InvoicePackage = Type.Object({
  invoiceCount: int64('Invoices in the package.', { minimum: 0, maximum: exportMaxInvoices }),
  size: int64('Bytes of the package.', { minimum: 0 }),
  parts: list(InvoicePackagePart, 'The parts of the package.'),
  isTruncated: flag('Whether a limit cut the package short, so that another export must go on.'),
  lastIssueDate: maybe(day('Day of issue of the last invoice.')),
  lastInvoicingDate: maybe(moment('When KSeF took the last invoice.')),
  lastPermanentStorageDate: maybe(moment('When the last invoice was stored for good.')),
  permanentStorageHwmDate: maybe(moment('High-water mark: up to here nothing more can appear.')),
  // Since 2.7.1.
  compressionType: CompressionType,
});
export type InvoicePackage = Static<typeof InvoicePackage>;

export const InvoiceExportStatusResponse = Type.Object({
  status: described(StatusInfo, 'Where the export stands; codes in `exportStatuses`.'),
  completedDate: maybe(moment('When it was done.')),
  packageExpirationDate: maybe(moment('Until when the package is kept.')),
  package: maybe(InvoicePackage, 'The package, once it is done.'),
});
export type InvoiceExportStatusResponse = Static<typeof InvoiceExportStatusResponse>;
