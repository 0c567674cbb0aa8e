/** Additional descriptions: names and values of the issuer's own, of the whole invoice or of one line. */
import type { Field, Section } from '../layout/layout.ts';
import { headings, phrases } from '../words/invoice.ts';
import type { Reading } from './shape.ts';

export interface Descriptions {
  /** Of the whole invoice. */
  readonly general: readonly Field[];
  /** By the number of their line; whoever shows a line takes them out. */
  readonly byLine: Map<string, readonly Field[]>;
}

export function readDescriptions({ body }: Reading): Descriptions {
  const general: Field[] = [];
  const byLine = new Map<string, Field[]>();
  for (const description of body.children('DodatkowyOpis')) {
    const line = description.text('NrWiersza');
    const label = { text: description.text('Klucz') ?? '' };
    const field = { label, value: { text: description.text('Wartosc') ?? '' } };
    if (line === undefined) general.push(field);
    else {
      const known = byLine.get(line);
      if (known === undefined) byLine.set(line, [field]);
      else known.push(field);
    }
  }
  return { general, byLine };
}

/** What is told of the whole invoice, and of lines that it does not have. */
export function descriptionsSection(
  { general, byLine }: Descriptions,
  { voice }: Reading,
): readonly Section[] {
  const strays = [...byLine].flatMap(([line, fields]) =>
    fields.map(({ label, value }) => ({
      label: { text: `${label.text} (${voice.sayInline(phrases.inLine)} ${line})` },
      value,
    })),
  );
  const fields = [...general, ...strays];
  if (fields.length === 0) return [];
  return [{ heading: voice.say(headings.descriptions), blocks: [{ kind: 'fields', columns: 1, fields }] }];
}
