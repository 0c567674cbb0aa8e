import type { Core } from '../core.ts';
import { fetchPart } from '../engine/exports/fetch-part.ts';
import { exportInvoices, exportStatus } from '../engine/exports/request-export.ts';
import type { Invoicing } from '../engine/invoices/invoicing.ts';
import type { Download } from './downloads.ts';
import type { HandlersOf } from './handlers.ts';

export function exportHandlers({ invoicing }: Core): HandlersOf<'exportInvoices' | 'getExportStatus'> {
  return {
    exportInvoices: async ({ body }, { caller }) => exportInvoices(await invoicing, caller, body),
    getExportStatus: async ({ path }, { caller }) =>
      exportStatus(await invoicing, caller, path.referenceNumber),
  };
}

/** A part of an export by the address that its status carries. */
export async function downloadPart(
  { export: reference = '', name = '', se, sig }: Record<string, string>,
  invoicing: Invoicing,
): Promise<Download | null> {
  const part = await fetchPart(invoicing, reference, name, { se, sig });
  if (!part) return null;
  return {
    bytes: part.content,
    contentType: 'application/octet-stream',
    headers: { 'x-ms-meta-hash': part.hash, 'content-length': String(part.sizeBytes) },
  };
}
