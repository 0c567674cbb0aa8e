/** `kwit status`: what became of invoices. Asks KSeF only about what is not decided yet. */
import type { Command, ConnectionChoice, Context } from '../command.ts';
import { momentOf, resumption } from '../connection-text.ts';
import { contextObject } from '../context-identifier.ts';
import { CliError, exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';
import { connectionOf, isSessionReference, rowsMeantBy } from '../lookup.ts';
import { textOf } from '../messages.ts';
import { type Outbox, type OutboxRow, outboxOf } from '../outbox.ts';
import type { Output } from '../output.ts';
import { askedPlace, type PlaceFilter, placesOf, placeWords } from '../place.ts';
import { refusalProblems } from '../refusals.ts';
import { createSender } from '../sender.ts';
import { isChoice, openStateToRead } from '../state.ts';
import { wrongUsage } from '../usage-error.ts';

interface Options extends ConnectionChoice {
  all?: boolean;
  limit?: string;
}

/** How many of the latest invoices are shown without an argument. */
const recentCount = 20;

export const run: Command<[what: string | undefined], Options> = async (context, options, what) => {
  const { output } = context;
  const { store, connections } = openStateToRead(context);
  const outbox = outboxOf(store, context.home);
  if (what === undefined) {
    const asked = await askedPlace(options);
    showRecent(output, outbox, options, asked);
    for (const unfinished of outbox.countUnfinished(asked))
      output.note(...resumption(output, unfinished, connections.current()));
    return exitCodes.done;
  }
  const rows = await rowsMeantBy(outbox, what, options);
  const isPlaceTold = placesOf(rows).length > 1;
  for (const row of rows) show(output, isOpen(row) ? await askAbout(context, row) : row, isPlaceTold);
  if (rows.length > 0) return exitCodes.done;
  if (isSessionReference(what)) {
    await showSession(context, options, what.trim().toUpperCase());
    return exitCodes.done;
  }
  throw new CliError('not-in-outbox', textOf('error.not-in-outbox', { what }), {
    remedy: textOf('remedy.not-in-outbox'),
  });
};

function showRecent(output: Output, outbox: Outbox, options: Options, asked: PlaceFilter): void {
  const total = outbox.count(asked);
  const rows = outbox.recent(options.all ? total : limitOf(options.limit), asked);
  const isPlaceTold = outbox.countPlaces(asked) > 1;
  for (const row of rows) show(output, row, isPlaceTold);
  if (total === 0) output.say(isChoice(options) ? 'status.none-there' : 'status.none');
  if (rows.length < total) {
    output.object({ status: 'more', shown: rows.length, total });
    output.note('status.shown', { shown: rows.length, total });
  }
}

function limitOf(text: string | undefined): number {
  if (text === undefined) return recentCount;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw wrongUsage('usage.bad-number', { option: '--limit', value: text, range: '1–999999999' });
  return Number(text);
}

const isOpen = ({ state }: OutboxRow): boolean => state !== 'accepted' && state !== 'rejected';

async function askAbout(context: Context, row: OutboxRow): Promise<OutboxRow> {
  const ksef = await openKsef(context, connectionOf(row));
  const outbox = outboxOf(ksef.store, context.home);
  return createSender({ ksef, outbox, home: context.home, signal: context.signal }).refresh(row);
}

async function showSession(context: Context, choice: ConnectionChoice, reference: string): Promise<void> {
  const { output, signal } = context;
  const ksef = await openKsef(context, choice);
  const session = await ksef.loggedIn(() => ksef.client.session(reference).status({ signal }));
  output.object({ sessionReference: reference, ...session });
  output.say('status.session', {
    reference,
    code: session.status.code,
    description: session.status.description,
    total: session.invoiceCount ?? 0,
    good: session.successfulInvoiceCount ?? 0,
    bad: session.failedInvoiceCount ?? 0,
  });
}

/** @param isPlaceTold whether the lines around it are of other connections */
function show(output: Output, row: OutboxRow, isPlaceTold: boolean): void {
  const problems = refusalProblems(row);
  output.object({
    file: row.file,
    number: row.invoiceNumber,
    status: row.state,
    ksefNumber: row.ksefNumber,
    upo: row.upoFile,
    problems,
    url: row.baseUrl,
    ...contextObject(row.contextIdentifier),
    sessionReference: row.sessionReference,
    invoiceReference: row.invoiceReference,
    changedAt: row.changedAt,
  });
  const words = {
    date: momentOf(row.changedAt),
    state: output.t(`state.${row.state}`),
    number: row.invoiceNumber,
    ksefNumber: row.ksefNumber ?? '',
  };
  const place = isPlaceTold ? `  ${output.t('status.place', placeWords(row, output.t))}` : '';
  output.line(`${output.t('status.line', words).trimEnd()}${place}`);
  if (row.state !== 'accepted') output.say('status.file', { file: row.file });
  if (row.upoFile) output.say('send.upo', { file: row.upoFile });
  for (const problem of problems) output.problem(problem);
}
