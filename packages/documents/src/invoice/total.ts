/** What the invoice comes to, set large, with what explains it. */
import { datum, Fields } from '../layout/fields.ts';
import type { AmountBlock } from '../layout/layout.ts';
import { amountInWords } from '../words/amount-in-words.ts';
import { labels, totalLabels } from '../words/invoice.ts';
import { sumOf } from './arithmetic.ts';
import type { Reading } from './shape.ts';

/** @param lineRate the exchange rate that all lines have */
export function totalBlock(reading: Reading, lineRate: string | undefined): readonly AmountBlock[] {
  const { body, voice, kind, currency } = reading;
  const total = body.text('P_15');
  const fields = new Fields(voice);
  addBefore(fields, total, reading);
  fields
    .decimal(labels.exchangeRate, body.text('KursWalutyZ'))
    .decimal(labels.exchangeRateBefore, body.text('KursWalutyZK'))
    .decimal(labels.exchangeRateOfLines, lineRate);
  if (total === undefined) return [];
  const words = amountInWords(total, currency);
  if (words !== undefined) fields.add(labels.inWords, voice.say(words));
  return [
    {
      kind: 'amount',
      label: voice.say(totalLabels[kind]),
      value: datum(voice.amount(total, currency), 'strong'),
      fields: fields.list,
    },
  ];
}

function addBefore(fields: Fields, total: string | undefined, { body, currency }: Reading): void {
  const before = body.text('P_15ZK');
  if (before === undefined) return;
  fields.amount(labels.before, before, currency).amount(labels.after, sumOf([before, total]), currency);
}
