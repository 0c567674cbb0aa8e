/** FA(3) and FA(2) as a person reads them. */
import type { FormatDocument } from '@kwit/formats';
import { invoiceKinds } from '@kwit/invoice';
import { codeSections } from '../layout/code-sections.ts';
import { Cursor } from '../layout/cursor.ts';
import { datum, Fields, footWords, joined, sectionOf } from '../layout/fields.ts';
import type {
  DocumentLanguage,
  Layout,
  LayoutHead,
  LayoutMetadata,
  QrCode,
  Section,
} from '../layout/layout.ts';
import { leftoverSection } from '../layout/leftovers.ts';
import { voiceOf } from '../layout/voice.ts';
import { headings, labels, states, titles } from '../words/invoice.ts';
import { annotationsSection } from './annotations.ts';
import { attachmentSections } from './attachment.ts';
import { footerSection, technicalSection } from './closing.ts';
import { correctionSection } from './correction.ts';
import { descriptionsSection, readDescriptions } from './descriptions.ts';
import { lineSections } from './line-sections.ts';
import { partiesBefore, partySections } from './parties.ts';
import { paymentSection } from './payment.ts';
import { advanceInvoicesSection, advancesSection, settlementSection } from './settlement.ts';
import type { InvoiceShape, Reading } from './shape.ts';
import { sumsBlock } from './sums.ts';
import { termsSections } from './terms.ts';
import { totalBlock } from './total.ts';

/** What became of the invoice, where that has to be said on it. */
export type InvoiceState = keyof typeof states;

export interface InvoiceLayoutOptions {
  /** Polish where absent. */
  readonly language?: DocumentLanguage | undefined;
  /** The number that KSeF gave the invoice. */
  readonly ksefNumber?: string | undefined;
  /** Codes by which the invoice is verified, ready made. */
  readonly codes?: readonly QrCode[] | undefined;
  /** Absent where the copy is the invoice itself. */
  readonly state?: InvoiceState | undefined;
}

export type InvoiceDocument = FormatDocument<'FA(3)'> | FormatDocument<'FA(2)'>;

/**
 * Everything that the invoice says, in reading order. Nothing is left out: what no section has a place for stands in the last
 * one, under its label and path. Differences, sums and amounts in words are computed, and told to be where they are not plain
 * sums of their table. Facets are not judged: whatever `read` gives can be shown.
 */
export function invoiceLayout(document: InvoiceDocument, options: InvoiceLayoutOptions = {}): Layout {
  const language = options.language ?? 'pl';
  const reading = readingOf(document, language);
  const head = headOf(reading, options);
  const sections = sectionsOf(reading, options);
  const metadata = metadataOf(reading);
  return {
    language,
    metadata,
    head,
    sections: [...sections, ...leftoverSection(reading.root, reading.voice)],
    foot: footWords(metadata.title, options.ksefNumber),
  };
}

/** Of what was taken for the page; a document that was not judged may lack anything. */
function metadataOf({ root, body, voice, kind }: Reading): LayoutMetadata {
  const nameOf = (party: 'Podmiot1' | 'Podmiot2'): string =>
    root.child(party)?.child('DaneIdentyfikacyjne')?.text('Nazwa') ?? '';
  return {
    title: joined(' ', titles[kind][voice.style], body.text('P_2')) ?? '',
    author: nameOf('Podmiot1'),
    subject: nameOf('Podmiot2'),
    languageTag: voice.style,
    createdAt: root.child('Naglowek')?.text('DataWytworzeniaFa') ?? '',
  };
}

function readingOf(document: InvoiceDocument, language: DocumentLanguage): Reading {
  const shape: InvoiceShape = document.root;
  const root = new Cursor<InvoiceShape>('Faktura', shape);
  const body = root.child('Fa');
  if (body === undefined) throw new TypeError('an invoice has an element Fa');
  return {
    voice: voiceOf(document.format, language),
    kind: invoiceKinds.find((kind) => body.mark('RodzajFaktury', kind)) ?? 'VAT',
    currency: body.text('KodWaluty') ?? '',
    root,
    body,
    refusals: [],
  };
}

function headOf({ voice, kind, body, currency }: Reading, options: InvoiceLayoutOptions): LayoutHead {
  const number = body.text('P_2');
  const period = body.child('OkresFa');
  const days = [period?.text('P_6_Od'), period?.text('P_6_Do')].filter((day) => day !== undefined);
  const fields = new Fields(voice)
    .date(labels.issueDate, body.text('P_1'))
    .text(labels.issuePlace, body.text('P_1M'))
    .date(kind === 'ZAL' || kind === 'KOR_ZAL' ? labels.paymentDate : labels.supplyDate, body.text('P_6'));
  if (days.length > 0) fields.text(labels.supplyPeriod, days.map((day) => voice.date(day)).join(' – '));
  fields
    .text(labels.currency, currency === 'PLN' ? undefined : currency)
    .text(labels.ksefNumber, options.ksefNumber, 'mono');
  return {
    title: voice.say(titles[kind]),
    number: number === undefined ? null : { label: voice.say(labels.number), value: datum(number, 'strong') },
    fields: fields.list,
    notice: options.state === undefined ? null : voice.say(states[options.state]),
  };
}

function sectionsOf(reading: Reading, { codes = [] }: InvoiceLayoutOptions): readonly Section[] {
  const { voice } = reading;
  const descriptions = readDescriptions(reading);
  const parties = [...partySections(reading), ...partiesBefore(reading)];
  const correction = correctionSection(reading);
  const lines = lineSections(reading, descriptions.byLine);
  const summary = [...sumsBlock(reading, lines.rates), ...totalBlock(reading, lines.exchangeRate)];
  return [
    ...parties,
    ...correction,
    ...lines.sections,
    ...sectionOf(voice.say(headings.summary), summary),
    ...advancesSection(reading),
    ...advanceInvoicesSection(reading),
    ...settlementSection(reading),
    ...paymentSection(reading),
    ...annotationsSection(reading),
    ...descriptionsSection(descriptions, reading),
    ...termsSections(reading),
    ...footerSection(reading),
    ...codeSections(codes, voice),
    ...attachmentSections(reading),
    ...technicalSection(reading),
  ];
}
