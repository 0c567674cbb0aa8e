/** Invoices as HTML: from the document that was read to the text of the page, with its QR code. Processor time, warm. */
import { invoiceCode, invoiceLayout, renderHtml } from '@kwit/documents';
import { atMost, median, type Result } from './measure.ts';
import { sample, sellerNip } from './sample-invoices.ts';

const ROUNDS = 15;
const WARM_UP = 3;

/** As many lines as give 4.7 kB. */
const usualLines = 18;
const manyLines = 5000;

const code = invoiceCode({
  address: 'test',
  sellerNip,
  issueDate: '2026-01-15',
  sha256: 'UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE',
  ksefNumber: null,
});

export async function html(): Promise<Result[]> {
  return [
    atMost('HTML of an FA(3) of 4.7 kB with KOD I, layout and text', 'ms', milliseconds(usualLines, 200), 1),
    atMost('HTML of an FA(3) of 5,000 lines, layout and text', 'ms', milliseconds(manyLines, 1), 200),
  ];
}

/** The median of the rounds. @param times how often a round does it */
function milliseconds(lines: number, times: number): number {
  const document = sample(lines);
  const rounds = Array.from({ length: WARM_UP + ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let time = 0; time < times; time += 1) renderHtml(invoiceLayout(document, { codes: [code] }));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / times;
  });
  return median(rounds.slice(WARM_UP));
}
