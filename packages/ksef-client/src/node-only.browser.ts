/** Stands in for `node-only.ts` in browsers: says what cannot be done there. */
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import type * as inNode from './node-only.ts';

const refuse = async (): Promise<never> => {
  throw new KsefError({ kind: 'refused', operation: 'createKsefClient', text: messages.notInBrowsers });
};

export const nodeCrypto: typeof inNode.nodeCrypto = refuse;
// Packages and sessions work there as well (`#packing-tools`).
export const batches: typeof inNode.batches = () => import('./batch/send-batch.ts');
export const sending: typeof inNode.sending = () => import('./send-invoices.ts');
export const exporting: typeof inNode.exporting = refuse;
export const enrolling: typeof inNode.enrolling = refuse;
export const renewing: typeof inNode.renewing = refuse;
export const partFiles: typeof inNode.partFiles = refuse;
export const rateFiles: typeof inNode.rateFiles = refuse;
