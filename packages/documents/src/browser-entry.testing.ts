/** What a page needs to show a document, for the test that does so. */
export { read } from '@kwit/formats';
export { invoiceLayout, renderHtml, renderPdf } from './index.ts';
