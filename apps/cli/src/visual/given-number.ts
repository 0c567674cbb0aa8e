/** The KSeF number that a person gives with an invoice: refused where it cannot be the invoice's. */
import type { DocumentOf, FormatName } from '@kwit/formats';
import { CliError } from '../exit.ts';
import { textOf } from '../messages.ts';
import type { OutboxRow } from '../outbox.ts';
import { wrongUsage } from '../usage-error.ts';

interface Given {
  readonly ksefNumber?: string;
  readonly cert?: string;
}

/** Refuses what is no number, one number for many files, or a number beside a certificate. Throws a usage error. */
export async function checkKsefNumber({ ksefNumber, cert }: Given, count: number): Promise<void> {
  if (ksefNumber === undefined) return;
  const { isKsefNumber } = await import('@kwit/crypto');
  if (!isKsefNumber(ksefNumber)) throw wrongUsage('usage.bad-ksef-number', { number: ksefNumber });
  if (count !== 1) throw wrongUsage('usage.one-ksef-number');
  // Whoever gives both expects a code that is not made: KSeF has the invoice.
  if (cert !== undefined) throw wrongUsage('usage.number-and-certificate');
}

/** Refuses another number than KSeF gave for these very bytes. Throws {@link CliError}. */
export function checkAgainstSent(given: string | undefined, { ksefNumber }: OutboxRow): void {
  if (given === undefined || ksefNumber === null || given === ksefNumber) return;
  const parameters = { given, known: ksefNumber };
  throw new CliError('ksef-number-differs', textOf('error.ksef-number-differs', parameters), {
    remedy: textOf('remedy.ksef-number-differs'),
  });
}

/**
 * Refuses a number with a document that is no invoice, or with that of another seller, whose NIP every number begins
 * with, also where the buyer issues the invoice. Throws {@link CliError}.
 */
export async function checkFits(ksefNumber: string, document: DocumentOf<FormatName>): Promise<void> {
  const { documentIdentity } = await import('@kwit/documents');
  const identity = documentIdentity(document);
  if (identity === undefined)
    throw new CliError('ksef-number-without-invoice', textOf('error.ksef-number-without-invoice'), {
      remedy: textOf('remedy.ksef-number-without-invoice'),
    });
  const { sellerNip } = identity;
  // A document without the seller's NIP has no code, and is refused for that.
  if (sellerNip === '' || ksefNumber.startsWith(sellerNip)) return;
  const parameters = { numberNip: ksefNumber.slice(0, 10), sellerNip };
  throw new CliError('ksef-number-of-other', textOf('error.ksef-number-of-other', parameters), {
    remedy: textOf('remedy.ksef-number-of-other'),
  });
}
