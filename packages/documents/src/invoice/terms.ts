/** What the transaction is based on: contracts, orders, deliveries and transport. */
import type { Cursor } from '../layout/cursor.ts';
import { datum, Fields, joined, noticesBlock, sectionOf } from '../layout/fields.ts';
import type { Block, Datum, Section, Words } from '../layout/layout.ts';
import { annotations, headings, labels } from '../words/invoice.ts';
import { addPartyInline, addressInline } from './parties.ts';
import type { Reading, TermsShape, TransportShape } from './shape.ts';

type Terms = Cursor<TermsShape>;
type Transport = Cursor<TransportShape>;

export function termsSections(reading: Reading): readonly Section[] {
  const { body, voice } = reading;
  const fields = new Fields(voice);
  const terms = body.child('WarunkiTransakcji');
  if (terms !== undefined) addTerms(fields, terms, reading);
  const notes = body.texts('WZ');
  if (notes.length > 0) fields.text(labels.goodsIssueNotes, notes.join(', '));
  const notices: Words[] = terms?.mark('PodmiotPosredniczacy') ? [voice.say(annotations.intermediary)] : [];
  const transports = terms?.children('Transport') ?? [];
  return [
    ...sectionOf(voice.say(headings.terms), [...fields.block(3), ...noticesBlock(notices)]),
    ...transports.flatMap((transport, index) =>
      sectionOf(transportHeading(index, transports.length, reading), transportBlocks(transport, reading)),
    ),
  ];
}

function addTerms(fields: Fields, terms: Terms, { voice }: Reading): void {
  const dated = (number: string | undefined, date: string | undefined): string | undefined =>
    joined(', ', number, date === undefined ? undefined : voice.date(date));
  for (const contract of terms.children('Umowy')) {
    fields.text(labels.contract, dated(contract.text('NrUmowy'), contract.text('DataUmowy')));
  }
  for (const order of terms.children('Zamowienia')) {
    fields.text(labels.order, dated(order.text('NrZamowienia'), order.text('DataZamowienia')));
  }
  const batches = terms.texts('NrPartiiTowaru');
  if (batches.length > 0) fields.text(labels.batches, batches.join(', '));
  fields.text(labels.deliveryTerms, terms.text('WarunkiDostawy'));
  const rate = terms.text('KursUmowny');
  const currency = terms.text('WalutaUmowna');
  const shownRate = rate === undefined ? undefined : voice.decimal(rate);
  fields.text(
    labels.agreedRate,
    joined(' ', shownRate, currency === undefined ? undefined : `(${currency})`),
  );
}

/** Of several, each has its number. */
function transportHeading(index: number, count: number, { voice }: Reading): Words {
  const { text, also } = voice.say(headings.transport);
  if (count === 1) return also === undefined ? { text } : { text, also };
  const numbered = (heading: string): string => `${heading} ${index + 1}`;
  return also === undefined ? { text: numbered(text) } : { text: numbered(text), also: numbered(also) };
}

function transportBlocks(transport: Transport, reading: Reading): readonly Block[] {
  const { voice } = reading;
  const fields = new Fields(voice)
    .add(
      labels.transportKind,
      kindOf(transport, ['RodzajTransportu', 'TransportInny', 'OpisInnegoTransportu'], reading),
    )
    .add(labels.cargo, kindOf(transport, ['OpisLadunku', 'LadunekInny', 'OpisInnegoLadunku'], reading))
    .text(labels.packagingUnit, transport.text('JednostkaOpakowania'))
    .text(labels.transportOrder, transport.text('NrZleceniaTransportu'))
    .moment(labels.transportStart, transport.text('DataGodzRozpTransportu'))
    .moment(labels.transportEnd, transport.text('DataGodzZakTransportu'));
  const places = new Fields(voice).text('WysylkaZ', addressInline(transport.child('WysylkaZ'), voice));
  for (const place of transport.children('WysylkaPrzez')) {
    places.text('WysylkaPrzez', addressInline(place, voice));
  }
  places.text('WysylkaDo', addressInline(transport.child('WysylkaDo'), voice));
  const carrier = new Fields(voice);
  addPartyInline(carrier, labels.carrier, transport.child('Przewoznik'), voice);
  return [...fields.block(3), ...places.block(3), ...carrier.block(3)];
}

type KindNames = readonly [
  listed: 'RodzajTransportu' | 'OpisLadunku',
  other: 'TransportInny' | 'LadunekInny',
  description: 'OpisInnegoTransportu' | 'OpisInnegoLadunku',
];

/** A kind of the list, or another one in words. */
function kindOf(
  transport: Transport,
  [listed, other, description]: KindNames,
  { voice }: Reading,
): Datum | undefined {
  const code = transport.text(listed);
  if (code !== undefined) return voice.code(listed, code);
  const isOther = transport.mark(other);
  const words = transport.text(description);
  if (words !== undefined) return datum(words);
  return isOther ? voice.label(other) : undefined;
}
