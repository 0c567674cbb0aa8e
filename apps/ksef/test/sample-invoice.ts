/** A right FA(3) invoice for tests: the repository's first example with another seller, number or day. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const example = readFileSync(
  join(resolve(import.meta.dirname, '../../..'), 'examples', 'vat-invoice.xml'),
  'utf8',
);
const demoSeller = '1111111111';

let counter = 0;

/**
 * @param changes `seller`: NIP of ten digits; `number`: P_2, a fresh one unless given; `issueDate`: P_1 as YYYY-MM-DD.
 * @returns the text of the invoice.
 */
export function sampleInvoice(
  changes: { seller?: string; number?: string; issueDate?: string } = {},
): string {
  counter += 1;
  const number = changes.number ?? `TEST/${process.pid}/${counter}`;
  let text = example
    .replace(/<P_2>[^<]*<\/P_2>/, `<P_2>${number}</P_2>`)
    .replace(`<NIP>${demoSeller}</NIP>`, `<NIP>${changes.seller ?? demoSeller}</NIP>`);
  if (changes.issueDate) text = text.replace(/<P_1>[^<]*<\/P_1>/, `<P_1>${changes.issueDate}</P_1>`);
  return text;
}

/** The same invoice in the older form, which differs in its head and in marks of the buyer. */
export const asFa2 = (invoice: string): string =>
  invoice
    .replace('http://crd.gov.pl/wzor/2025/06/25/13775/', 'http://crd.gov.pl/wzor/2023/06/29/12648/')
    .replace('FA (3)', 'FA (2)')
    .replace('<WariantFormularza>3<', '<WariantFormularza>2<')
    .replace(/\s*<(JST|GV)>\d<\/\1>/g, '');
