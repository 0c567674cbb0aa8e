/** Randomness that a seed decides, and documents made of it by walking a table. */
import { applyWhiteSpace } from '../characters.ts';
import type { ComplexTypeRow, FormatTable, Particle } from '../table.ts';
import { occurrences, rangeOf, textTypeOf } from '../table.ts';

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0, below `limit`. */
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 4294967296) * limit);
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }
}

const PIECES = [
  'a',
  'Ż',
  '😀',
  '&',
  '<',
  '>',
  '"',
  "'",
  ']]>',
  ' ',
  '  ',
  '\t',
  '\n',
  '\r',
  '\u00a0',
  '&amp;',
  '0',
  '-',
];

type Fields = Record<string, unknown>;

/** The content of a root element that has the structure the table asks for; values are any text XML can carry. */
export function randomRoot(table: FormatTable, random: Random): Fields {
  return new Generator(table, random).complex(table.root.type ?? 0);
}

class Generator {
  /** How many optional elements may still come; UBL nests without end. */
  #budget = 150;
  readonly #table: FormatTable;
  readonly #random: Random;

  constructor(table: FormatTable, random: Random) {
    this.#table = table;
    this.#random = random;
  }

  complex(index: number): Fields {
    const row = this.#table.types[index] as ComplexTypeRow;
    const fields: Fields = {};
    for (const { attribute, simple, required } of row.attributes ?? []) {
      if (required === true || this.#random.below(2) === 0) fields[`@${attribute}`] = this.#text(simple);
    }
    if (row.simple !== undefined) fields['#text'] = this.#text(row.simple);
    if (row.content === undefined) return fields;
    const lists = new Set(
      [...occurrences(row.content).values()]
        .filter(({ max }) => max > 1)
        .map(({ row: { element } }) => element),
    );
    this.#fill(row.content, fields, lists);
    return fields;
  }

  #fill(particle: Particle, fields: Fields, lists: ReadonlySet<string>): void {
    const { min, max } = rangeOf(particle);
    const times = this.#budget > 0 ? Math.min(max, min + this.#random.below(3)) : min;
    this.#budget -= times - min;
    for (let i = 0; i < times; i += 1) {
      if ('sequence' in particle) for (const part of particle.sequence) this.#fill(part, fields, lists);
      else if ('choice' in particle) this.#fill(this.#random.pick(particle.choice), fields, lists);
      else if ('any' in particle) {
        fields['#any'] = [
          ...((fields['#any'] as unknown[]) ?? []),
          '<q:a xmlns:q="urn:q" b="1">x<q:c/></q:a>',
        ];
      } else {
        const text = textTypeOf(this.#table, particle);
        const value = text === undefined ? this.complex(particle.type ?? -1) : this.#text(text);
        const { element } = particle;
        if (lists.has(element)) fields[element] = [...((fields[element] as unknown[]) ?? []), value];
        else fields[element] = value;
      }
    }
  }

  #text(simple: number): string {
    const pieces = Array.from({ length: this.#random.below(6) }, () => this.#random.pick(PIECES));
    return applyWhiteSpace(pieces.join(''), this.#table.simpleTypes[simple]?.whiteSpace ?? 'preserve');
  }
}
