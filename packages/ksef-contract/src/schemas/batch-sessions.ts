/** Sending a package of invoices in parts. */
import Type, { type Static } from 'typebox';
import { address, described, flag, int32, int64, list, maybe, text } from './basic.ts';
import { CompressionType } from './compression.ts';
import { ReferenceNumber, Sha256HashBase64 } from './identifiers.ts';
import { EncryptionInfo, FormCode } from './online-sessions.ts';

/** The greatest package, in bytes before encryption. */
export const batchFileMaxSizeBytes = 5_000_000_000;
/** The most parts of one package. */
export const batchFileMaxParts = 50;
/** The greatest part, in bytes before encryption; the schema does not say it. */
export const batchPartMaxSizeBytes = 100_000_000;

export const BatchFilePartInfo = Type.Object({
  ordinalNumber: int32('Place of the part in the package, from 1.', { minimum: 1 }),
  fileSize: int64('Bytes of the encrypted part.', { minimum: 1 }),
  fileHash: described(Sha256HashBase64, 'SHA-256 of the encrypted part.'),
});
export type BatchFilePartInfo = Static<typeof BatchFilePartInfo>;

export const BatchFileInfo = Type.Object({
  fileSize: int64('Bytes of the package, before it is cut and encrypted.', {
    minimum: 1,
    maximum: batchFileMaxSizeBytes,
  }),
  fileHash: described(Sha256HashBase64, 'SHA-256 of the package.'),
  compressionType: maybe(CompressionType),
  fileParts: list(BatchFilePartInfo, 'The parts of the package.', {
    minItems: 1,
    maxItems: batchFileMaxParts,
  }),
});
export type BatchFileInfo = Static<typeof BatchFileInfo>;

export const OpenBatchSessionRequest = Type.Object({
  formCode: described(FormCode, 'Schema of the invoices of this package.'),
  batchFile: described(BatchFileInfo, 'The package and its parts.'),
  encryption: described(EncryptionInfo, 'Key under which the parts are encrypted.'),
  offlineMode: Type.Optional(flag('Whether the invoices were issued offline.', { default: false })),
});
export type OpenBatchSessionRequest = Static<typeof OpenBatchSessionRequest>;

/** Where and how one part is sent; never together with an access token. */
export const PartUploadRequest = Type.Object({
  ordinalNumber: int32('Place of the part in the package, from 1.', { minimum: 1 }),
  method: text('HTTP method.'),
  url: address('Where the part is sent.'),
  headers: Type.Unsafe<Record<string, string | null>>({
    type: 'object',
    additionalProperties: { type: ['string', 'null'] },
    description: 'Headers that the request must have.',
  }),
});
export type PartUploadRequest = Static<typeof PartUploadRequest>;

export const OpenBatchSessionResponse = Type.Object({
  referenceNumber: described(ReferenceNumber, 'Reference number of the session.'),
  partUploadRequests: list(PartUploadRequest, 'How each declared part is sent.'),
});
export type OpenBatchSessionResponse = Static<typeof OpenBatchSessionResponse>;
