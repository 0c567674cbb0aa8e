/** What the law wants on an invoice in so many words, and further marks. */
import type { Text } from '@kwit/formats';
import type { Cursor, TextName } from '../layout/cursor.ts';
import { Fields, noticesBlock, sectionOf } from '../layout/fields.ts';
import type { Block, Section } from '../layout/layout.ts';
import { annotations, headings, labels, refusals } from '../words/invoice.ts';
import { type BodyShape, no, type Reading } from './shape.ts';

type Annotations = Cursor<BodyShape['Adnotacje']>;

export function annotationsSection(reading: Reading): readonly Section[] {
  const { body, voice } = reading;
  const notices: Text[] = [];
  const fields = new Fields(voice);
  const marks = body.child('Adnotacje');
  if (marks !== undefined) {
    addMarks(notices, marks, reading);
    addExemption(notices, fields, marks, reading);
    addMargin(notices, marks, reading);
  }
  if (body.mark('FP')) notices.push(annotations.receipt);
  if (body.mark('TP')) notices.push(annotations.relatedParties);
  if (body.mark('ZwrotAkcyzy')) notices.push(annotations.exciseRefund);
  const terms = noticesBlock(notices.map((notice) => voice.say(notice)));
  return [
    ...sectionOf(voice.say(headings.annotations), [...terms, ...fields.block(1)]),
    ...vehiclesSection(marks, reading),
  ];
}

/** Marks of 1 and 2: what applies, and what does not. */
const marksInWords: readonly [TextName<BodyShape['Adnotacje']>, notice: Text, refusal: Text][] = [
  ['P_18A', annotations.splitPayment, annotations.splitPayment],
  ['P_18', annotations.reverseCharge, annotations.reverseCharge],
  ['P_16', annotations.cashAccounting, annotations.cashAccounting],
  ['P_17', annotations.selfBilling, annotations.selfBilling],
  ['P_23', annotations.triangular, refusals.triangular],
];

function addMarks(notices: Text[], marks: Annotations, reading: Reading): void {
  for (const [name, notice, refusal] of marksInWords) {
    if (marks.mark(name)) notices.push(notice);
    else if (marks.mark(name, no)) reading.refusals.push(refusal);
  }
}

function addExemption(notices: Text[], fields: Fields, marks: Annotations, reading: Reading): void {
  const exemption = marks.child('Zwolnienie');
  if (exemption === undefined) return;
  if (exemption.mark('P_19')) notices.push(annotations.exempt);
  if (exemption.mark('P_19N')) reading.refusals.push(refusals.exempt);
  for (const name of ['P_19A', 'P_19B', 'P_19C'] as const) fields.text(name, exemption.text(name));
}

const marginSchemes = [
  ['P_PMarzy_2', annotations.marginTravel],
  ['P_PMarzy_3_1', annotations.marginUsedGoods],
  ['P_PMarzy_3_2', annotations.marginArt],
  ['P_PMarzy_3_3', annotations.marginCollectibles],
] as const;

function addMargin(notices: Text[], marks: Annotations, reading: Reading): void {
  const margin = marks.child('PMarzy');
  if (margin === undefined) return;
  const schemes = marginSchemes.flatMap(([name, notice]) => (margin.mark(name) ? [notice] : []));
  // A scheme in words says that it is one.
  if (margin.mark('P_PMarzy') && schemes.length === 0) notices.push(annotations.margin);
  notices.push(...schemes);
  if (margin.mark('P_PMarzyN')) reading.refusals.push(annotations.margin);
}

function vehiclesSection(marks: Annotations | undefined, reading: Reading): readonly Section[] {
  const supply = marks?.child('NoweSrodkiTransportu');
  if (supply === undefined) return [];
  const { voice } = reading;
  if (supply.mark('P_22N')) reading.refusals.push(refusals.newVehicles);
  const notices: Text[] = supply.mark('P_22') ? [annotations.newVehicles] : [];
  if (supply.mark('P_42_5')) notices.push(annotations.newVehicleDuty);
  else if (supply.mark('P_42_5', no)) reading.refusals.push(refusals.newVehicleDuty);
  const vehicles = supply
    .children('NowySrodekTransportu')
    .flatMap((vehicle) => vehicleBlock(vehicle, reading));
  return sectionOf(voice.say(headings.vehicles), [
    ...noticesBlock(notices.map((notice) => voice.say(notice))),
    ...vehicles,
  ]);
}

type Vehicle = NonNullable<BodyShape['Adnotacje']['NoweSrodkiTransportu']['NowySrodekTransportu']>[number];

const vehicleTexts: readonly TextName<Vehicle>[] = [
  'P_22BMK',
  'P_22BMD',
  'P_22BT',
  'P_22BK',
  'P_22BNR',
  'P_22BRP',
  'P_22B',
  'P_22B1',
  'P_22B2',
  'P_22B3',
  'P_22B4',
  'P_22C',
  'P_22C1',
  'P_22D',
  'P_22D1',
];

function vehicleBlock(vehicle: Cursor<Vehicle>, { voice }: Reading): readonly Block[] {
  const fields = new Fields(voice)
    .text(labels.invoiceLine, vehicle.text('P_NrWierszaNST'))
    .date('P_22A', vehicle.text('P_22A'));
  for (const name of vehicleTexts) fields.text(name, vehicle.text(name));
  return fields.block(3);
}
