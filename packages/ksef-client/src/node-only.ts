/**
 * Everything of the client that needs Node.js, loaded when it is asked for. In browsers `node-only.browser.ts` stands in
 * for this file (package.json, `imports`), so that nothing of it gets there.
 */

/** Keys and certificates of `node:crypto`. */
export const nodeCrypto = () => import('@kwit/crypto');
export const batches = () => import('./batch/send-batch.ts');
export const sending = () => import('./send-invoices.ts');
export const exporting = () => import('./export/export-invoices.ts');
export const enrolling = () => import('./certificates.ts');
export const renewing = () => import('./certificate-renewal.ts');
export const partFiles = () => import('./batch/file-part-store.ts');
export const rateFiles = () => import('./file-rate-store.ts');
