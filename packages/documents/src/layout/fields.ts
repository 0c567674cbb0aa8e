/** Puts blocks and sections together; what would be empty is not made at all. */
import type { Text } from '@kwit/formats';
import type { Block, ColumnsBlock, Datum, Field, Section, TextBlock, Words } from './layout.ts';
import type { Voice } from './voice.ts';

export type Tone = NonNullable<Datum['tone']>;

export const datum = (text: string, tone?: Tone): Datum => (tone === undefined ? { text } : { text, tone });

/** Values under their labels, one after the other; what is absent in the document is left out. */
export class Fields {
  readonly list: Field[] = [];
  readonly #voice: Voice;

  constructor(voice: Voice) {
    this.#voice = voice;
  }

  /** @param label words of ours, or the path of a field that has a label of its own */
  add(label: Text | string, value: Datum | undefined): this {
    if (value !== undefined && value.text !== '') this.list.push({ label: this.#label(label), value });
    return this;
  }

  text(label: Text | string, text: string | undefined, tone?: Tone): this {
    return text === undefined ? this : this.add(label, datum(text, tone));
  }

  date(label: Text | string, text: string | undefined): this {
    return text === undefined ? this : this.add(label, datum(this.#voice.date(text)));
  }

  /** In Polish time. */
  moment(label: Text | string, text: string | undefined): this {
    return text === undefined ? this : this.add(label, datum(this.#voice.moment(text)));
  }

  amount(label: Text | string, text: string | undefined, currency?: string): this {
    return text === undefined ? this : this.add(label, datum(this.#voice.amount(text, currency)));
  }

  /** Quantities and rates. */
  decimal(label: Text | string, text: string | undefined): this {
    return text === undefined ? this : this.add(label, datum(this.#voice.decimal(text)));
  }

  percent(label: Text | string, text: string | undefined): this {
    return text === undefined ? this : this.add(label, datum(this.#voice.percent(text)));
  }

  /** @param path of the field whose code it is */
  code(label: Text | string, path: string, value: string | undefined): this {
    return value === undefined ? this : this.add(label, this.#voice.code(path, value));
  }

  /** The block, in a list that is empty where there are no fields. */
  block(columns: 1 | 2 | 3): readonly Block[] {
    return this.list.length === 0 ? [] : [{ kind: 'fields', columns, fields: this.list }];
  }

  #label(label: Text | string): Words {
    return typeof label === 'string' ? this.#voice.label(label) : this.#voice.say(label);
  }
}

export const sectionOf = (heading: Words, blocks: readonly Block[]): readonly Section[] =>
  blocks.length === 0 ? [] : [{ heading, blocks }];

export const textBlock = (paragraphs: readonly Datum[]): readonly TextBlock[] =>
  paragraphs.length === 0 ? [] : [{ kind: 'text', paragraphs }];

export const noticesBlock = (notices: readonly Words[]): readonly Block[] =>
  notices.length === 0 ? [] : [{ kind: 'notices', notices }];

/** Two beside each other, then the next two. */
export function pairs(sections: readonly Section[]): readonly ColumnsBlock[] {
  const blocks: ColumnsBlock[] = [];
  for (let at = 0; at < sections.length; at += 2) {
    blocks.push({ kind: 'columns', sections: sections.slice(at, at + 2) });
  }
  return blocks;
}

/** The parts that are there; undefined where none is. */
export function joined(separator: string, ...parts: readonly (string | undefined)[]): string | undefined {
  const present = parts.filter((part) => part !== undefined && part !== '');
  return present.length === 0 ? undefined : present.join(separator);
}

/** As much of a name as has room at the foot of a page, in wide letters too; the whole of it stands in the head. */
const longestFootName = 80;

/** What stands at the foot of each page: the document's name, cut where it is very long, and its KSeF number. */
export function footWords(name: string, ksefNumber: string | undefined): Words {
  const characters = [...name];
  const cut = `${characters.slice(0, longestFootName - 1).join('')}…`;
  return { text: joined(' · ', characters.length > longestFootName ? cut : name, ksefNumber) ?? '' };
}
