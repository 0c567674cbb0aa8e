/**
 * The receipt (UPO) of an invoice by its KSeF number. KSeF gives it only from the session in which the invoice was
 * sent, and does not say which one that is; but the KSeF number tells the day.
 */
import type { SessionType } from '@kwit/ksef-contract';
import { addDays } from '../../../days.ts';
import { currentClient } from '../../../session/session.ts';

const sessionTypes: readonly SessionType[] = ['Online', 'Batch'];
const pageSize = 100;
/** Nobody waits for more; a firm with more sessions a day uses a program. */
const mostSessions = 500;
/** Status of an invoice that has its number. */
const accepted = 200;

/** A session lives twelve hours, and a package may wait for its parts; the number is given on the day of acceptance. */
const rangeOf = (ksefNumber: string) => {
  const [, digits = ''] = ksefNumber.split('-');
  const day = digits.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return { dateCreatedFrom: `${addDays(day, -3)}T00:00:00`, dateCreatedTo: `${addDays(day, 1)}T23:59:59` };
};

/**
 * XML of the receipt; undefined where none of the sessions that the caller may see has the invoice.
 * @throws {KsefError}
 */
export async function findUpo(ksefNumber: string, signal?: AbortSignal): Promise<string | undefined> {
  const { operations } = currentClient();
  const options = signal === undefined ? {} : { signal };
  let asked = 0;
  for (const sessionType of sessionTypes) {
    let token: string | undefined;
    do {
      const { sessions, continuationToken } = await operations.listSessions(
        {
          query: { sessionType, pageSize, ...rangeOf(ksefNumber) },
          headers: token === undefined ? {} : { 'x-continuation-token': token },
        },
        options,
      );
      for (const { referenceNumber, successfulInvoiceCount } of sessions) {
        if (successfulInvoiceCount === 0) continue;
        asked += 1;
        if (asked > mostSessions) return undefined;
        const found = await upoIn(referenceNumber, ksefNumber, options);
        if (found !== undefined) return found;
      }
      token = continuationToken ?? undefined;
    } while (token !== undefined);
  }
  return undefined;
}

/** Asks first what is in the session: a receipt of another one would be refused. */
async function upoIn(
  referenceNumber: string,
  ksefNumber: string,
  options: { signal?: AbortSignal },
): Promise<string | undefined> {
  const session = currentClient().session(referenceNumber);
  for await (const invoice of session.invoices(options)) {
    if (invoice.ksefNumber !== ksefNumber || invoice.status.code !== accepted) continue;
    const path = { referenceNumber, ksefNumber };
    return currentClient().operations.getInvoiceUpoByKsefNumber({ path }, options);
  }
  return undefined;
}
