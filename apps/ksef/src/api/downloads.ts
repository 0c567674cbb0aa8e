import type { Readable } from 'node:stream';
import type { Core } from '../core.ts';
import { downloadPart } from './exports.ts';
import { downloadReceipt } from './sessions.ts';

/** A document that is fetched with an address alone, such as a receipt: outside the contract, without a bearer. */
export interface Download {
  bytes: Uint8Array | Readable;
  contentType: string;
  headers?: Record<string, string>;
}

/**
 * Routes of such documents by their path (parameters with a colon, as `/storage/upo/:name`). A handler gets
 * the parameters of path and query and answers null for what is not there, or no longer.
 */
export type Downloads = Record<
  `/${string}`,
  (parameters: Record<string, string>, core: Core) => Promise<Download | null>
>;

export const downloads: Downloads = {
  '/storage/01/:session/invoice-upo/:name': async (parameters, core) =>
    downloadReceipt('invoice-upo', parameters, await core.invoicing),
  '/storage/01/:session/session-upo/:name': async (parameters, core) =>
    downloadReceipt('session-upo', parameters, await core.invoicing),
  '/storage/01/:export/invoice-part/:name': async (parameters, core) =>
    downloadPart(parameters, await core.invoicing),
};
