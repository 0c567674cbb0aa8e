/** Invoices and receipts as people see them: one layout, shown as HTML or PDF. Runs on a server and in a browser. */
export type * from './layout/layout.ts';
export type { DocumentLook } from './layout/look.ts';
