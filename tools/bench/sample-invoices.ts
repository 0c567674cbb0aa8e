/** Invoices for benchmarks: an example of the project, as large and as many as it takes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FormatDocument, read, write } from '@kwit/formats';
import { checkDocument } from '@kwit/invoice';
import { root } from './measure.ts';
import { numbered } from './numbered.ts';

/** An example of the project with as many lines as it takes, and sums that are right for them. */
export function sample(lines: number): FormatDocument<'FA(3)'> {
  const document = read(readFileSync(join(root, 'examples/vat-invoice.xml')), { formats: ['FA(3)'] });
  const { P_13_2: _, P_14_2: __, ...Fa } = document.root.Fa;
  const [line] = Fa.FaWiersz ?? [];
  if (line?.P_11 === undefined || line.P_12 !== '23') throw new Error('the example has no line at 23%');
  const many = Array.from({ length: lines }, (_, index) => ({ ...line, NrWierszaFa: String(index + 1) }));
  const net = Math.round(Number(line.P_11) * 100) * lines;
  const vat = Math.round(net * 0.23);
  const amount = (cents: number) => (cents / 100).toFixed(2);
  const sums = { P_13_1: amount(net), P_14_1: amount(vat), P_15: amount(net + vat) };
  const invoice = { ...document, root: { ...document.root, Fa: { ...Fa, ...sums, FaWiersz: many } } };
  const found = checkDocument(invoice).map(({ code }) => code);
  if (lines < 100 && found.length > 0) throw new Error(`the sample is not right: ${found.join(', ')}`);
  return invoice;
}

/** As many lines as give 4.7 kB. */
const usualLines = 18;

/** The seller of every invoice here. */
export const sellerNip = '1111111111';

/** One of the usual size. */
export const usualInvoice = (): Uint8Array => write(sample(usualLines));

/** Invoices of the usual size, each with a number of its own that begins with the series. */
export const invoices = (count: number, series: string): Uint8Array[] => [
  ...numbered(usualInvoice(), count, series),
];
