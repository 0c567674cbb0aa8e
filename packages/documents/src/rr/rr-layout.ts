/** FA_RR(1), which a buyer issues to a flat-rate farmer, as a person reads it. */
import type { FaRr1, FaRr1FakturaRR, FaRr1FakturaRRPlatnosc, FormatDocument } from '@kwit/formats';
import { footerSection, technicalSection } from '../invoice/closing.ts';
import { correctionSection } from '../invoice/correction.ts';
import { descriptionsSection, readDescriptions } from '../invoice/descriptions.ts';
import type { InvoiceLayoutOptions } from '../invoice/invoice-layout.ts';
import { lineTable } from '../invoice/line-table.ts';
import { partySection, sideBySide, thirdPartySections } from '../invoice/parties.ts';
import { accountBlock, linkOf, methodOf } from '../invoice/payment.ts';
import { settlementSection } from '../invoice/settlement.ts';
import type { BodyShape, InvoiceShape, PartyShape, Reading } from '../invoice/shape.ts';
import { codeSections } from '../layout/code-sections.ts';
import { Cursor } from '../layout/cursor.ts';
import { datum, Fields, footWords, joined, sectionOf } from '../layout/fields.ts';
import type { AmountBlock, Block, Field, Layout, LayoutHead, Section } from '../layout/layout.ts';
import { leftoverSection } from '../layout/leftovers.ts';
import { type Voice, voiceOf } from '../layout/voice.ts';
import { headings, labels, states } from '../words/invoice.ts';
import { type RrKind, rrHeadings, rrLabels, rrTitles, rrTotals } from '../words/rr.ts';
import { rrLines } from './rr-lines.ts';

export type RrDocument = FormatDocument<'FA_RR(1)'>;

const rrKinds = Object.keys(rrTitles) as readonly RrKind[];

interface RrReading {
  readonly voice: Voice;
  readonly kind: RrKind;
  readonly currency: string;
  readonly body: Cursor<FaRr1FakturaRR>;
  /** The same document, for parts of the print that it shares with FA: whatever has the same name has the same shape. */
  readonly shared: Reading;
}

/** Everything that the invoice says, in reading order; nothing is left out, and values are not judged. */
export function rrLayout(document: RrDocument, options: InvoiceLayoutOptions = {}): Layout {
  const language = options.language ?? 'pl';
  const root = new Cursor<FaRr1>('Faktura', document.root);
  const reading = readingOf(root, voiceOf(document.format, language));
  const { voice, kind } = reading;
  const head = headOf(reading, options);
  const sections = sectionsOf(reading, options);
  const name = joined(' ', voice.say(rrTitles[kind]).text, head.number?.value.text) ?? '';
  return {
    language,
    metadata: {
      title: name,
      author: document.root.Podmiot2.DaneIdentyfikacyjne.Nazwa,
      subject: document.root.Podmiot1.DaneIdentyfikacyjne.Nazwa,
      languageTag: voice.style,
      createdAt: document.root.Naglowek.DataWytworzeniaFa,
    },
    head,
    sections: [...sections, ...leftoverSection(root, voice)],
    foot: footWords(name, options.ksefNumber),
  };
}

function readingOf(root: Cursor<FaRr1>, voice: Voice): RrReading {
  const body = root.child('FakturaRR');
  if (body === undefined) throw new TypeError('an invoice VAT RR has an element FakturaRR');
  const currency = body.text('KodWaluty') ?? '';
  return {
    voice,
    kind: rrKinds.find((kind) => body.mark('RodzajFaktury', kind)) ?? 'VAT_RR',
    currency,
    body,
    shared: {
      voice,
      currency,
      kind: 'VAT',
      root: root as unknown as Cursor<InvoiceShape>,
      body: body as unknown as Cursor<BodyShape>,
      refusals: [],
    },
  };
}

function headOf({ voice, kind, body, currency }: RrReading, options: InvoiceLayoutOptions): LayoutHead {
  const number = body.text('P_4C');
  const fields = new Fields(voice)
    .date(labels.issueDate, body.text('P_4B'))
    .text(labels.issuePlace, body.text('P_1M'))
    .date(rrLabels.purchaseDate, body.text('P_4A'))
    .text(labels.currency, currency === 'PLN' ? undefined : currency)
    .text(labels.ksefNumber, options.ksefNumber, 'mono');
  return {
    title: voice.say(rrTitles[kind]),
    number: number === undefined ? null : { label: voice.say(labels.number), value: datum(number, 'strong') },
    fields: fields.list,
    notice: options.state === undefined ? null : voice.say(states[options.state]),
  };
}

function sectionsOf(reading: RrReading, { codes = [] }: InvoiceLayoutOptions): readonly Section[] {
  const { voice, shared } = reading;
  const descriptions = readDescriptions(shared);
  return [
    ...partySections(reading),
    ...correctionSection(shared),
    ...amounts(reading, descriptions.byLine),
    ...settlementSection(shared),
    ...paymentSection(reading),
    ...descriptionsSection(descriptions, shared),
    ...footerSection(shared),
    ...codeSections(codes, voice),
    ...technicalSection(shared),
  ];
}

/** The farmer supplies, the buyer issues. */
function partySections({ voice, body, shared }: RrReading): readonly Section[] {
  const { root } = shared;
  return [
    ...sideBySide(voice.say(headings.parties), [
      ...partySection(voice.say(rrHeadings.farmer), root.child('Podmiot1'), shared),
      ...partySection(voice.say(headings.buyer), root.child('Podmiot2'), shared),
    ]),
    ...thirdPartySections(shared),
    ...sideBySide(voice.say(headings.partiesBefore), [
      ...partySection(voice.say(rrHeadings.farmerBefore), asParty(body.child('Podmiot1K')), shared),
      ...partySection(voice.say(headings.buyerBefore), asParty(body.child('Podmiot2K')), shared),
    ]),
  ];
}

const asParty = (party: unknown): Cursor<PartyShape> | undefined => party as Cursor<PartyShape> | undefined;

/** Lines, and what they come to. */
function amounts(reading: RrReading, notes: Map<string, readonly Field[]>): readonly Section[] {
  const { body, voice, currency } = reading;
  const table = lineTable(body.children('FakturaRRWiersz'), rrLines, { voice, currency, notes });
  return [
    ...sectionOf(voice.say(rrHeadings.lines), table === null ? [] : [table.block]),
    ...sectionOf(voice.say(headings.summary), totalBlock(reading, table?.common)),
  ];
}

/** @param lineRate the exchange rate that all lines have */
function totalBlock(
  { body, voice, kind, currency }: RrReading,
  lineRate: string | undefined,
): readonly AmountBlock[] {
  const total = body.text('P_12_1');
  const fields = new Fields(voice)
    .amount('P_11_1', body.text('P_11_1'), currency)
    .amount('P_11_2', body.text('P_11_2'), currency)
    .text(labels.inWords, body.text('P_12_2'))
    .decimal(labels.exchangeRateOfLines, lineRate);
  for (const name of ['P_11_1W', 'P_11_2W', 'P_12_1W'] as const) fields.amount(name, body.text(name), 'PLN');
  if (total === undefined) return [];
  return [
    {
      kind: 'amount',
      label: voice.say(rrTotals[kind]),
      value: datum(voice.amount(total, currency), 'strong'),
      fields: fields.list,
    },
  ];
}

function paymentSection(reading: RrReading): readonly Section[] {
  const { body, voice } = reading;
  const payment = body.child('Platnosc');
  const fields = new Fields(voice);
  if (payment !== undefined) {
    fields
      .add(labels.method, methodOf(payment, voice))
      .add('LinkDoPlatnosci', linkOf(payment.text('LinkDoPlatnosci')))
      .text('IPKSeF', payment.text('IPKSeF'), 'mono');
  }
  for (const proof of body.children('DokumentZaplaty')) {
    const date = proof.text('DataDokumentu');
    const text = joined(', ', proof.text('NrDokumentu'), date === undefined ? undefined : voice.date(date));
    fields.text(rrLabels.proofOfPayment, text);
  }
  return sectionOf(voice.say(headings.payment), [
    ...fields.block(3),
    ...(payment === undefined ? [] : accountBlocks(payment, voice)),
  ]);
}

const accountBlocks = (payment: Cursor<FaRr1FakturaRRPlatnosc>, voice: Voice): readonly Block[] => [
  ...payment
    .children('RachunekBankowy1')
    .flatMap((account) => accountBlock(account, rrLabels.farmerAccount, voice)),
  ...payment
    .children('RachunekBankowy2')
    .flatMap((account) => accountBlock(account, rrLabels.buyerAccount, voice)),
];
