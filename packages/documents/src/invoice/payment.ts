/** How, when and where to the invoice is paid, and what was paid already. */
import type { Text } from '@kwit/formats';
import type { Cursor } from '../layout/cursor.ts';
import { datum, Fields, joined, sectionOf } from '../layout/fields.ts';
import type { Block, Datum, Section, TableRow } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { headings, labels } from '../words/invoice.ts';
import type { DueDateShape, PaymentShape, Reading } from './shape.ts';

type Payment = Cursor<PaymentShape>;

export function paymentSection(reading: Reading): readonly Section[] {
  const { body, voice } = reading;
  const payment = body.child('Platnosc');
  if (payment === undefined) return [];
  const fields = new Fields(voice);
  addState(fields, payment, reading);
  for (const due of payment.children('TerminPlatnosci')) fields.add(labels.dueDate, dueDate(due, reading));
  fields.add(labels.method, methodOf(payment, voice));
  const discount = payment.child('Skonto');
  fields
    .text(labels.discount, joined(', ', discount?.text('WysokoscSkonta'), discount?.text('WarunkiSkonta')))
    .add('LinkDoPlatnosci', linkOf(payment.text('LinkDoPlatnosci')))
    .text('IPKSeF', payment.text('IPKSeF'), 'mono');
  return sectionOf(voice.say(headings.payment), [
    ...fields.block(3),
    ...partPayments(payment, reading),
    ...accountBlocks(payment, 'RachunekBankowy', labels.account, reading),
    ...accountBlocks(payment, 'RachunekBankowyFaktora', labels.factorAccount, reading),
  ]);
}

function addState(fields: Fields, payment: Payment, { voice }: Reading): void {
  const isPaid = payment.mark('Zaplacono');
  const date = payment.text('DataZaplaty');
  // The day of the payment says that there was one.
  if (date !== undefined) fields.add(labels.paid, datum(voice.date(date), 'strong'));
  else if (isPaid) fields.add(labels.paymentState, voice.say(labels.paid));
  fields.code(labels.paymentState, 'ZnacznikZaplatyCzesciowej', payment.text('ZnacznikZaplatyCzesciowej'));
}

/** A day, or so many days from an event, or both. */
function dueDate(due: Cursor<DueDateShape>, { voice }: Reading): Datum | undefined {
  const day = due.text('Termin');
  const parts = due.child('TerminOpis');
  const period = joined(' ', parts?.text('Ilosc'), parts?.text('Jednostka'));
  const words = joined(' – ', due.text('TerminOpis'), period, parts?.text('ZdarzeniePoczatkowe'));
  if (day === undefined) return words === undefined ? undefined : datum(words, 'strong');
  const date = voice.date(day);
  return datum(words === undefined ? date : `${date} (${words})`, 'strong');
}

/** A method of the list, or another one in words. */
interface MethodShape {
  FormaPlatnosci?: string | undefined;
  PlatnoscInna?: string | undefined;
  OpisPlatnosci?: string | undefined;
}

export function methodOf(paid: Pick<Cursor<MethodShape>, 'text' | 'mark'>, voice: Voice): Datum | undefined {
  const method = paid.text('FormaPlatnosci');
  if (method !== undefined) return voice.code('FormaPlatnosci', method);
  const isOther = paid.mark('PlatnoscInna');
  const description = paid.text('OpisPlatnosci');
  if (description !== undefined) return datum(description);
  return isOther ? voice.label('PlatnoscInna') : undefined;
}

export const linkOf = (text: string | undefined): Datum | undefined =>
  text === undefined ? undefined : { text, href: text };

function partPayments(payment: Payment, reading: Reading): readonly Block[] {
  const { voice, currency } = reading;
  const rows = payment.children('ZaplataCzesciowa').map((part): TableRow => {
    const date = part.text('DataZaplatyCzesciowej');
    const amount = part.text('KwotaZaplatyCzesciowej');
    return {
      tone: 'plain',
      cells: [
        date === undefined ? null : datum(voice.date(date)),
        methodOf(part, voice) ?? null,
        amount === undefined ? null : datum(voice.amount(amount, currency)),
      ],
      details: [],
    };
  });
  if (rows.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: voice.say(headings.partPayments),
      showsCaption: true,
      columns: [
        { label: voice.say(labels.date), align: 'start', weight: 3 },
        { label: voice.say(labels.method), align: 'start', weight: 5 },
        { label: voice.say(labels.amount), align: 'end', weight: 3 },
      ],
      rows,
      foot: [],
    },
  ];
}

const accountBlocks = (
  payment: Payment,
  name: 'RachunekBankowy' | 'RachunekBankowyFaktora',
  label: Text,
  { voice }: Reading,
): readonly Block[] => payment.children(name).flatMap((account) => accountBlock(account, label, voice));

type AccountShape = NonNullable<PaymentShape['RachunekBankowy']>[number];

/** @param label tells whose account it is */
export function accountBlock(
  account: Pick<Cursor<AccountShape>, 'text'>,
  label: Text,
  voice: Voice,
): readonly Block[] {
  const number = account.text('NrRB');
  return new Fields(voice)
    .text(label, number === undefined ? undefined : voice.account(number), 'mono')
    .text(labels.bank, account.text('NazwaBanku'))
    .text(labels.swift, account.text('SWIFT'), 'mono')
    .text(labels.accountDescription, account.text('OpisRachunku'))
    .code(labels.bankOwnAccount, 'RachunekWlasnyBanku', account.text('RachunekWlasnyBanku'))
    .block(2);
}
