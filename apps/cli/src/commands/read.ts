/** `kwit read`: what an invoice in XML says. */
import type { FormatDocument } from '@kwit/formats';
import type { InvoiceParty, InvoiceSummary } from '@kwit/invoice';
import { amountText, rateText } from '../amount-text.ts';
import type { Command } from '../command.ts';
import { openSource } from '../document.ts';
import { CliError, exitCodes } from '../exit.ts';
import { type MessageKey, textOf } from '../messages.ts';
import type { Output } from '../output.ts';
import { visible } from '../visible.ts';

export const run: Command<[file: string], object> = async (context, _options, file) => {
  const { output } = context;
  const source = await openSource(file);
  if (source.kind !== 'xml')
    throw new CliError('xml-expected', textOf('error.xml-expected', { file }), {
      remedy: textOf('remedy.xml-expected'),
    });
  const [{ read }, { readInvoice }] = await Promise.all([import('@kwit/formats'), import('@kwit/invoice')]);
  const document = read(source.bytes, { formats: ['FA(3)'] }) as FormatDocument<'FA(3)'>;
  const invoice = readInvoice(document);
  output.object({
    file,
    number: invoice.number,
    status: 'read',
    ksefNumber: null,
    upo: null,
    problems: [],
    invoice,
  });
  show(output, invoice);
  return exitCodes.done;
};

function show(output: Output, invoice: InvoiceSummary): void {
  const say = (label: MessageKey, value: string | null | undefined) => {
    if (value) output.say('read.line', { label: output.t(label), value });
  };
  const { currency } = invoice;
  const money = (amount: string) => `${amountText(output, amount)} ${currency}`;
  say('read.number', `${invoice.number} (${invoice.kind})`);
  say('read.issued', invoice.issueDate);
  say('read.sold', invoice.saleDate);
  say('read.seller', `${invoice.seller.name}, NIP ${invoice.seller.nip}`);
  say('read.buyer', partyText(invoice.buyer));
  for (const line of invoice.lines) {
    const parts = [
      line.quantity && `${amountText(output, line.quantity)} ${line.unit ?? ''}`.trim(),
      line.unitPrice && `× ${amountText(output, line.unitPrice)}`,
      line.value && `= ${amountText(output, line.value)} ${currency}`,
      line.vatRate && output.t('read.vat-rate', { rate: rateText(line.vatRate) }),
    ];
    output.line(visible(`  ${line.number}. ${line.name ?? '—'}  ${parts.filter(Boolean).join(' ')}`));
  }
  say('read.net', money(invoice.net));
  say('read.vat', money(invoice.vat));
  say('read.gross', money(invoice.gross));
  say('read.due', invoice.dueDates.join(', '));
  say('read.accounts', invoice.accounts.join(', '));
}

function partyText({ name, identifier }: InvoiceParty): string {
  const number = identifier.value && `${identifier.type === 'Nip' ? 'NIP ' : ''}${identifier.value}`;
  return [name, number].filter(Boolean).join(', ') || '—';
}
