/**
 * Invoices as HTML and as PDF: one, one of many lines, and ten thousand of them by the command. The peer is pdfmake, in which
 * the official generator lays its documents out: it gets the same layout, as tables of the same cells.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { invoiceCode, invoiceLayout, renderHtml, renderPdf } from '@kwit/documents';
import { read, write } from '@kwit/formats';
import { atMost, cpuMs, kwit, median, type Result, residentMegabytes, timesLess } from './measure.ts';
import { pdfmakePdf } from './pdfmake-layout.ts';
import { invoices, sample, sellerNip, usualInvoice } from './sample-invoices.ts';

const rounds = 7;

/** Medians over rounds in which all take turns, after as many turns that do not count. */
async function inTurns(works: readonly { work: () => unknown; times: number }[]): Promise<number[]> {
  const found: number[][] = works.map(() => []);
  for (let round = -rounds; round < rounds; round += 1)
    for (const [at, { work, times }] of works.entries()) {
      const ms = await cpuMs(work, times);
      if (round >= 0) found[at]?.push(ms);
    }
  return found.map(median);
}

const pdfOf = (bytes: Uint8Array): Uint8Array =>
  renderPdf(invoiceLayout(read(bytes, { formats: ['FA(3)'] })), {
    attachment: { name: 'invoice.xml', bytes },
  });

const code = invoiceCode({
  address: 'test',
  sellerNip,
  issueDate: '2026-01-15',
  sha256: 'UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE',
  ksefNumber: null,
});

const htmlOf = (bytes: Uint8Array): string =>
  renderHtml(invoiceLayout(read(bytes, { formats: ['FA(3)'] }), { codes: [code] }));

/** Wall time and memory of `kwit pdf` for so many invoices in one folder, into a ZIP. */
async function byCommand(folder: string, count: number): Promise<{ ms: number; peakMb: number }> {
  const source = join(folder, String(count));
  mkdirSync(source);
  for (const [at, xml] of invoices(count, 'BENCH/PDF').entries())
    writeFileSync(join(source, `${at}.xml`), xml);
  const zip = join(folder, `${count}.zip`);
  const started = performance.now();
  const child = kwit(['pdf', source, '-o', zip], { KWIT_HOME: join(folder, 'home') });
  // Read, so that it never waits for us.
  child.stdout?.resume();
  child.stderr?.resume();
  let peakMb = 0;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, residentMegabytes(child.pid ?? 0, 'peak') ?? 0);
  }, 50);
  const code = await new Promise((done) => child.once('close', done));
  clearInterval(watch);
  const ms = performance.now() - started;
  if (code !== 0 || statSync(zip).size < count * 1000) throw new Error(`kwit pdf ended with ${code}`);
  rmSync(source, { recursive: true });
  return { ms, peakMb };
}

export async function documents(): Promise<Result[]> {
  const bytes = usualInvoice();
  const large = write(sample(5000));
  const [pdf = 0, peer = 0] = await inTurns([
    { work: () => pdfOf(bytes), times: 20 },
    { work: () => pdfmakePdf(invoiceLayout(read(bytes, { formats: ['FA(3)'] }))), times: 3 },
  ]);
  const [html = 0] = await inTurns([{ work: () => htmlOf(bytes), times: 100 }]);
  const [largeHtml = 0] = await inTurns([{ work: () => htmlOf(large), times: 1 }]);
  const [largePdf = 0] = await inTurns([{ work: () => pdfOf(large), times: 1 }]);
  const folder = mkdtempSync(join(tmpdir(), 'kwit-bench-pdf-'));
  try {
    const few = await byCommand(folder, 2500);
    const many = await byCommand(folder, 10_000);
    return [
      atMost('HTML of an invoice of 4.7 kB with KOD I, warm', 'ms', html, 1),
      atMost('HTML of 5,000 lines', 'ms', largeHtml, 200),
      atMost('PDF of an invoice of 4.7 kB, warm', 'ms', pdf, 19),
      timesLess('PDF of an invoice of 4.7 kB, warm', 'ms', pdf, { name: 'pdfmake', value: peer }, 10),
      atMost('PDF of 5,000 lines', 'ms', largePdf, 3000),
      atMost('kwit pdf, 10,000 into a ZIP against four times 2,500', 'x', many.ms / (4 * few.ms), 1.1),
      atMost('kwit pdf, 10,000 into a ZIP, memory', 'MB', many.peakMb, 400),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
