/** What a correction corrects, why, and from when it counts. */
import type { Cursor } from '../layout/cursor.ts';
import { datum, Fields, sectionOf } from '../layout/fields.ts';
import type { Block, Datum, Section, TableRow } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { headings, labels, phrases } from '../words/invoice.ts';
import type { BodyShape, Reading } from './shape.ts';

export function correctionSection(reading: Reading): readonly Section[] {
  const { body, voice } = reading;
  const corrected = correctedInvoices(reading);
  const fields = new Fields(voice);
  const [only] = corrected;
  if (corrected.length === 1 && only !== undefined) {
    fields
      .add(labels.correctedNumber, only.number)
      .add(labels.correctedDate, only.date)
      .add(labels.ksefNumber, only.ksefNumber);
  }
  fields
    .text(labels.rightNumber, body.text('NrFaKorygowany'), 'strong')
    .text('PrzyczynaKorekty', body.text('PrzyczynaKorekty'))
    .code('TypKorekty', 'TypKorekty', body.text('TypKorekty'))
    .text('OkresFaKorygowanej', body.text('OkresFaKorygowanej'));
  const table = corrected.length > 1 ? [correctedTable(corrected, reading)] : [];
  return sectionOf(voice.say(headings.correction), [...fields.block(3), ...table]);
}

interface Corrected {
  readonly number: Datum | undefined;
  readonly date: Datum | undefined;
  readonly ksefNumber: Datum | undefined;
}

function correctedInvoices({ body, voice }: Reading): readonly Corrected[] {
  return body.children('DaneFaKorygowanej').map((original) => {
    const number = original.text('NrFaKorygowanej');
    const date = original.text('DataWystFaKorygowanej');
    return {
      number: number === undefined ? undefined : datum(number, 'strong'),
      date: date === undefined ? undefined : datum(voice.date(date)),
      ksefNumber: ksefNumberOf(original, voice),
    };
  });
}

type Original = Cursor<NonNullable<BodyShape['DaneFaKorygowanej']>[number]>;

/** The number says what its mark says; an invoice outside KSeF has a mark alone. */
function ksefNumberOf(original: Original, voice: Voice): Datum | undefined {
  const number = original.text('NrKSeFFaKorygowanej');
  const isInKsef = original.mark('NrKSeF');
  if (number !== undefined) return datum(number, 'mono');
  if (original.mark('NrKSeFN')) return voice.say(phrases.outsideKsef);
  return isInKsef ? voice.say(phrases.inKsef) : undefined;
}

function correctedTable(corrected: readonly Corrected[], { voice }: Reading): Block {
  const rows = corrected.map(
    ({ number, date, ksefNumber }): TableRow => ({
      tone: 'plain',
      cells: [number ?? null, date ?? null, ksefNumber ?? null],
      details: [],
    }),
  );
  return {
    kind: 'table',
    caption: voice.say(headings.correctedInvoices),
    showsCaption: true,
    columns: [
      { label: voice.say(labels.number), align: 'start', weight: 4 },
      { label: voice.say(labels.correctedDate), align: 'start', weight: 2 },
      { label: voice.say(labels.ksefNumber), align: 'start', weight: 5 },
    ],
    rows,
    foot: [],
  };
}
