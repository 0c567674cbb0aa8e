/** How one file of `kwit send` ended. */
import type { Problem } from '@kwit/formats';
import type { Failure } from './errors.ts';
import { exitCodes } from './exit.ts';
import { textOf } from './messages.ts';
import type { OutboxRow } from './outbox.ts';

/**
 * `accepted`: has its KSeF number (`alreadySent`: since an earlier run). `rejected`: KSeF refused it. `invalid`: not
 * sent, it is not right. `error`: not sent, the file or this machine is at fault. `unfinished`: it is in the outbox and
 * its end is not known. `not-started`: the run ended before it was in the outbox, so nobody will go on with it.
 */
export interface SendResult {
  readonly file: string;
  readonly number: string | null;
  readonly status: 'accepted' | 'rejected' | 'invalid' | 'error' | 'unfinished' | 'not-started';
  readonly alreadySent: boolean;
  readonly recovered: boolean;
  readonly row: OutboxRow | null;
  readonly problems: readonly Problem[];
  readonly failure: Failure | null;
  /** What this file took, without the others. */
  readonly durationMs: number;
}

/** A result of which only what is not plain is named. */
export const resultOf = (
  part: Partial<SendResult> & Pick<SendResult, 'file' | 'status' | 'durationMs'>,
): SendResult => ({
  number: null,
  alreadySent: false,
  recovered: false,
  row: null,
  problems: [],
  failure: null,
  ...part,
});

/** A file that the run did not come to. */
export const notStarted = (file: string): SendResult =>
  resultOf({
    file,
    status: 'not-started',
    durationMs: 0,
    failure: {
      code: 'not-started',
      exit: exitCodes.interrupted,
      message: textOf('error.not-started'),
      remedy: textOf('remedy.not-started'),
      problems: [],
    },
  });

/** The same content under another name ends as the first one did; it was not sent a second time. */
export const asRepetition = (first: SendResult, file: string): SendResult => ({
  ...first,
  file,
  alreadySent: first.status === 'accepted',
});
