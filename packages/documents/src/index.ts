/** Invoices and receipts as people see them: one layout, shown as HTML or PDF. Runs on a server and in a browser. */
export { type QrMatrix, qrMatrix } from './codes/matrix.ts';
export { DocumentError, type DocumentErrorCode, type Text } from './errors.ts';
export { type AccentColours, accentColours } from './layout/colour.ts';
export type * from './layout/layout.ts';
export type { DocumentLook } from './layout/look.ts';
