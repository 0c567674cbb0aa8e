/** Any document of the formats that people read, as its layout. */
import { type DocumentOf, type FormatDocument, type FormatName, read } from '@kwit/formats';
import { DocumentError } from './errors.ts';
import { type InvoiceLayoutOptions, invoiceLayout } from './invoice/invoice-layout.ts';
import type { Layout } from './layout/layout.ts';
import { pefLayout } from './pef/pef-layout.ts';
import { rrLayout } from './rr/rr-layout.ts';
import { upoLayout } from './upo/upo-layout.ts';

type LayoutOf<Format extends FormatName> = (
  document: FormatDocument<Format>,
  options: InvoiceLayoutOptions,
) => Layout;

/** Null where a document is for programs alone. */
const layouts = {
  'FA(3)': invoiceLayout,
  'FA(2)': invoiceLayout,
  'FA_RR(1)': rrLayout,
  'PEF(3)': pefLayout,
  'PEF_KOR(3)': pefLayout,
  'UPO(4.3)': upoLayout,
  'AuthTokenRequest(2.0)': null,
  'AuthTokenRequest(2.1)': null,
} as const satisfies { readonly [Format in FormatName]: LayoutOf<Format> | null };

type Layouts = typeof layouts;
export type FormatWithLayout = {
  [Format in FormatName]: Layouts[Format] extends null ? never : Format;
}[FormatName];

/** Formats whose documents people read. */
export const formatsWithLayout = (Object.keys(layouts) as FormatName[]).filter(hasLayout);

function hasLayout(format: FormatName): format is FormatWithLayout {
  return Object.hasOwn(layouts, format) && layouts[format] !== null;
}

/**
 * All that a document says, in reading order and in the language of the reader.
 * @param options what only invoices have is passed over for a receipt
 * @throws {DocumentError} 'format-without-layout' for a document that is for programs alone
 */
export function documentLayout(
  document: DocumentOf<FormatWithLayout>,
  options: InvoiceLayoutOptions = {},
): Layout {
  if (!hasLayout(document.format))
    throw new DocumentError('format-without-layout', { found: document.format });
  const layout = layouts[document.format] as LayoutOf<FormatName>;
  return layout(document, options);
}

/**
 * The layout of a document by its XML.
 * @param bytes UTF-8; judged is what `read` judges, so that values may be wrong and are shown as they are
 * @throws {FormatError} with every problem that keeps the bytes from being read, `format-unknown` for any other format
 */
export const layoutOfBytes = (bytes: Uint8Array, options: InvoiceLayoutOptions = {}): Layout =>
  documentLayout(read(bytes, { formats: formatsWithLayout }), options);
