/** Invoices and receipts as people see them: one layout, shown as HTML or PDF. Runs on a server and in a browser. */
export { documentIdentity, type IdentityInDocument } from './codes/document-identity.ts';
export { type InvoiceCodeData, invoiceCode, invoiceLink } from './codes/invoice-code.ts';
export { type IssuerCodeData, issuerCode, issuerLink, type SignLink } from './codes/issuer-code.ts';
export { type QrAddress, type QrEnvironment, qrAddresses, qrAddressOf } from './codes/ksef-address.ts';
export type { CodeContext, InvoiceIdentity } from './codes/link-parts.ts';
export { type QrMatrix, qrMatrix } from './codes/matrix.ts';
export { qrPng, qrSvg } from './codes/picture.ts';
export {
  type NoTransferReason,
  type TransferCode,
  type TransferDocument,
  transferCode,
} from './codes/transfer-code.ts';
export {
  documentLayout,
  type FormatWithLayout,
  formatsWithLayout,
  layoutOfBytes,
} from './document-layout.ts';
export { DocumentError, type DocumentErrorCode } from './errors.ts';
export { type HtmlOptions, renderHtml, renderHtmlBody } from './html/render-html.ts';
export { type DocumentTheme, documentStyles } from './html/styles.ts';
export {
  type InvoiceDocument,
  type InvoiceLayoutOptions,
  type InvoiceState,
  invoiceLayout,
} from './invoice/invoice-layout.ts';
export { checkDocumentLook } from './layout/check-look.ts';
export { type AccentColours, accentColours } from './layout/colour.ts';
export type * from './layout/layout.ts';
export type { DocumentLook } from './layout/look.ts';
export type { Attachment } from './pdf/file/attachment.ts';
export { type PdfOptions, renderPdf } from './pdf/render-pdf.ts';
