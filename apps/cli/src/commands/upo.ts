/** `kwit upo`: the receipt of an invoice or of a whole session. */
import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import type { Command, ConnectionChoice, Context } from '../command.ts';
import type { Connection } from '../connections.ts';
import { CliError, exitCodes } from '../exit.ts';
import { checkResultFile, readInput, writeWhole } from '../files.ts';
import { openKsef } from '../ksef.ts';
import { connectionOf, isSessionReference, rowsMeantBy } from '../lookup.ts';
import { textOf } from '../messages.ts';
import { type OutboxRow, outboxOf } from '../outbox.ts';
import { isIn, placeOptions, placesOf } from '../place.ts';
import { createSender, receiptPath } from '../sender.ts';
import { openState } from '../state.ts';

interface Options extends ConnectionChoice {
  output?: string;
  overwrite?: boolean;
}

export const run: Command<[what: string], Options> = async (context, options, what) => {
  const { output } = context;
  if (options.output !== undefined) checkResultFile(options.output);
  const { store, connections } = openState(context);
  const found = await rowsMeantBy(outboxOf(store, context.home), what, options);
  const rows = ofOneConnection(found, connections.current(), what);
  const row = rows.find((one) => one.state === 'accepted') ?? rows[0];
  if (isSessionReference(what)) {
    // A session that was used from here is asked for where it was used.
    await sessionReceipt(
      context,
      row ? { ...options, ...connectionOf(row) } : options,
      what.trim().toUpperCase(),
    );
    return exitCodes.done;
  }
  if (!row) throw notKnown('not-in-outbox', what);
  const known = await withReceipt(context, row);
  if (!known.upoFile) throw notKnown('no-upo-yet', what);
  const target = options.output ? resolve(options.output) : known.upoFile;
  if (options.output) writeWhole(target, readInput(known.upoFile), { overwrite: options.overwrite ?? false });
  output.object({
    file: known.file,
    number: known.invoiceNumber,
    status: known.state,
    ksefNumber: known.ksefNumber,
    upo: target,
    problems: [],
  });
  output.say('upo.saved', { file: target });
  return exitCodes.done;
};

/** Rows of the current connection where it has any, else of the only one that has. Throws {@link CliError}. */
function ofOneConnection(
  rows: readonly OutboxRow[],
  current: Connection | undefined,
  what: string,
): readonly OutboxRow[] {
  const here = current ? rows.filter(isIn(current)) : [];
  if (here.length > 0) return here;
  const places = placesOf(rows);
  if (places.length < 2) return rows;
  const choices = places.map(placeOptions).join('; ');
  throw new CliError('invoice-ambiguous', textOf('error.invoice-ambiguous', { what }), {
    remedy: textOf('remedy.invoice-ambiguous', { choices }),
  });
}

const notKnown = (code: 'not-in-outbox' | 'no-upo-yet', what: string): CliError =>
  new CliError(code, textOf(`error.${code}`, { what }), { remedy: textOf(`remedy.${code}`) });

/** The row with its receipt on this machine; fetched again where the file has gone. */
async function withReceipt(context: Context, row: OutboxRow): Promise<OutboxRow> {
  if (row.upoFile && existsSync(row.upoFile)) return row;
  if (row.state === 'rejected' || row.state === 'stored') return row;
  const ksef = await openKsef(context, connectionOf(row));
  const outbox = outboxOf(ksef.store, context.home);
  const sender = createSender({ ksef, outbox, home: context.home, signal: context.signal });
  return sender.refresh(row.upoFile ? outbox.change(row, { upoFile: null }) : row);
}

async function sessionReceipt(context: Context, options: Options, reference: string): Promise<void> {
  const { output, signal, home } = context;
  const ksef = await openKsef(context, options);
  const { connection } = ksef;
  const pages = await ksef.loggedIn(() => ksef.client.session(reference).upo({ signal }));
  if (pages.length === 0) throw notKnown('no-upo-yet', reference);
  for (const [at, page] of pages.entries()) {
    const kept = receiptPath(home, connection, `${reference}-${page.referenceNumber}.xml`);
    const file = options.output ? numbered(resolve(options.output), at, pages.length) : kept;
    writeWhole(file, page.xml, { overwrite: options.output === undefined || options.overwrite === true });
    output.object({ sessionReference: reference, upoReference: page.referenceNumber, upo: file });
    output.say('upo.saved', { file });
  }
}

/** The receipt of a large session has several pages: `upo.xml`, `upo-2.xml`, … */
function numbered(file: string, at: number, count: number): string {
  if (count === 1 || at === 0) return file;
  const extension = extname(file);
  return `${file.slice(0, file.length - extension.length)}-${at + 1}${extension}`;
}
