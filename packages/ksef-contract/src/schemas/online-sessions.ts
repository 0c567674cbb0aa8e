/** Sending invoices one by one. */
import Type, { type Static } from 'typebox';
import { base64, described, flag, int64, maybe, moment, text } from './basic.ts';
import { PublicKeyId, ReferenceNumber, Sha256HashBase64 } from './identifiers.ts';

/** Which schema the documents follow; the triples that KSeF takes are in `formCodes`. */
export const FormCode = Type.Object({
  systemCode: text('Name of the schema with its variant, as `FA (3)`.'),
  schemaVersion: text('Version of the schema, as `1-0E`.'),
  value: text('Name of the form, as `FA`.'),
});
export type FormCode = Static<typeof FormCode>;

export const EncryptionInfo = Type.Object({
  encryptedSymmetricKey: base64('AES-256 key under RSA-OAEP with SHA-256.'),
  initializationVector: base64('The 16 bytes with which AES-CBC begins.'),
  publicKeyId: maybe(PublicKeyId),
});
export type EncryptionInfo = Static<typeof EncryptionInfo>;

export const OpenOnlineSessionRequest = Type.Object({
  formCode: described(FormCode, 'Schema of the invoices of this session.'),
  encryption: described(EncryptionInfo, 'Key under which the invoices are encrypted.'),
});
export type OpenOnlineSessionRequest = Static<typeof OpenOnlineSessionRequest>;

export const OpenOnlineSessionResponse = Type.Object({
  referenceNumber: described(ReferenceNumber, 'Reference number of the session.'),
  validUntil: moment('When the session closes by itself.'),
});
export type OpenOnlineSessionResponse = Static<typeof OpenOnlineSessionResponse>;

export const SendInvoiceRequest = Type.Object({
  invoiceHash: described(Sha256HashBase64, 'SHA-256 of the document.'),
  invoiceSize: int64('Bytes of the document.', { minimum: 1 }),
  encryptedInvoiceHash: described(Sha256HashBase64, 'SHA-256 of the encrypted document.'),
  encryptedInvoiceSize: int64('Bytes of the encrypted document.', { minimum: 1 }),
  encryptedInvoiceContent: base64('The document under AES-256-CBC with PKCS#7 padding.'),
  offlineMode: Type.Optional(flag('Whether the invoice was issued offline.', { default: false })),
  hashOfCorrectedInvoice: maybe(
    Sha256HashBase64,
    'SHA-256 of the document that a technical correction replaces.',
  ),
});
export type SendInvoiceRequest = Static<typeof SendInvoiceRequest>;

export const SendInvoiceResponse = Type.Object({
  referenceNumber: described(ReferenceNumber, 'Reference number of the invoice in its session.'),
});
export type SendInvoiceResponse = Static<typeof SendInvoiceResponse>;
