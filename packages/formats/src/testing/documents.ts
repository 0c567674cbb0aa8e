/** Documents that are valid by their table, made by chance, as text: so that tests have them on any machine. */
import { type FormatName, runtimeOf } from '../formats.ts';
import { isTextAlone, type Runtime, RuntimeElement, type RuntimeType } from '../runtime.ts';
import type { SimpleType } from '../simple-type.ts';
import { type ElementRow, type Particle, rangeOf, type WildcardRow } from '../table.ts';
import type { Random } from './random.ts';
import { rightValue } from './values.ts';

/** Which rows of a table documents have used: elements by their row, and types by index. */
export class Coverage {
  readonly elements = new Set<string>();
}

export interface DocumentOptions {
  /** How likely, in percent, something optional is there. */
  readonly fullness: number;
  readonly coverage?: Coverage;
}

/** A valid document of a format. */
export function validDocument(format: FormatName, random: Random, options: DocumentOptions): string {
  return new Generator(runtimeOf(format), random, options).document();
}

class Generator {
  readonly #runtime: Runtime;
  readonly #random: Random;
  readonly #options: DocumentOptions;
  readonly #prefixes: readonly string[];
  #ids = 0;
  /** Optional elements that may still come; UBL nests without end. */
  #budget = 120;

  constructor(runtime: Runtime, random: Random, options: DocumentOptions) {
    this.#runtime = runtime;
    this.#random = random;
    this.#options = options;
    const isPrefixed = random.below(5) === 0;
    this.#prefixes = runtime.prefixes.map((prefix, index) =>
      index === 0 ? (isPrefixed ? 'p' : '') : prefix,
    );
  }

  document(): string {
    const { namespaces } = this.#runtime.table;
    const declarations = namespaces
      .map(
        (uri, index) => ` xmlns${this.#prefixes[index] === '' ? '' : `:${this.#prefixes[index]}`}="${uri}"`,
      )
      .join('');
    const xsi =
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';
    const root = this.#element(this.#runtime.root, 0, declarations + xsi);
    return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
  }

  #chance(percent: number): boolean {
    return this.#random.below(100) < percent;
  }

  #element(element: RuntimeElement, depth: number, declarations = ''): string {
    const { row } = element;
    this.#options.coverage?.elements.add(
      `${row.namespace ?? 0} ${row.element} ${row.type ?? ''} ${row.simple ?? ''}`,
    );
    const prefix = this.#prefixes[row.namespace ?? 0] ?? '';
    const name = prefix === '' ? row.element : `${prefix}:${row.element}`;
    const { type } = element;
    const attributes = type === null ? '' : this.#attributes(type);
    const inside =
      row.fixed ??
      (element.simple !== null
        ? this.#text(element.simple)
        : type === null
          ? ''
          : this.#content(type, depth));
    return inside === '' && this.#chance(50)
      ? `<${name}${declarations}${attributes}/>`
      : `<${name}${declarations}${attributes}>${inside}</${name}>`;
  }

  #attributes(type: RuntimeType): string {
    let text = '';
    for (const [name, row] of type.attributes) {
      if (row.required !== true && !this.#chance(this.#options.fullness)) continue;
      const simple = this.#runtime.simple(row.simple);
      const value = row.fixed ?? (simple.row.base === 'ID' ? this.#id() : rightValue(simple, this.#random));
      if (value !== null) text += ` ${name}="${escaped(value).replaceAll('"', '&quot;')}"`;
    }
    return text;
  }

  #id(): string {
    this.#ids += 1;
    return `id${this.#ids}`;
  }

  #text(type: SimpleType): string {
    return escaped(rightValue(type, this.#random) ?? '');
  }

  #content(type: RuntimeType, depth: number): string {
    if (type.simple !== null) return this.#text(type.simple);
    const space = this.#chance(30) && !type.isEmpty ? '\n ' : '';
    const inside = type.row.content === undefined ? '' : this.#particle(type.row.content, depth + 1, space);
    return type.isMixed && this.#chance(30) ? `text ${inside}` : inside === '' ? '' : inside + space;
  }

  #particle(particle: Particle, depth: number, space: string): string {
    const { min, max } = rangeOf(particle);
    const likely = this.#budget > 0 ? this.#options.fullness - depth * 4 : 0;
    const more = this.#chance(Math.max(0, likely)) ? 1 + this.#random.below(2) : 0;
    const times = Math.min(max, Math.max(min, more));
    if (times > min) this.#budget -= 1;
    let text = '';
    for (let i = 0; i < times; i += 1) {
      if ('sequence' in particle)
        text += particle.sequence.map((part) => this.#particle(part, depth, space)).join('');
      else if ('choice' in particle) {
        text +=
          particle.choice.length === 0 ? '' : this.#particle(this.#option(particle.choice), depth, space);
      } else if ('any' in particle) text += space + this.#any(particle.any, depth);
      else text += space + this.#element(this.#declaration(particle), depth);
    }
    return text;
  }

  #option(choice: readonly Particle[]): Particle {
    const particle = this.#random.pick(choice);
    // A wildcard is one option of many: chosen as often as others, it would fill documents with what is not declared.
    return 'any' in particle ? this.#random.pick(choice) : particle;
  }

  #declaration(row: ElementRow): RuntimeElement {
    return new RuntimeElement(row, this.#runtime);
  }

  #any(wildcard: WildcardRow, depth: number): string {
    const { elements = [] } = this.#runtime.table;
    const declared = elements.filter(({ namespace = 0, type }) => {
      return (
        this.#runtime.takes(wildcard, namespace) && this.#runtime.table.types[type ?? -1]?.abstract !== true
      );
    });
    const isFree = wildcard.process !== 'strict' && (depth > 8 || this.#chance(30));
    if (isFree || declared.length === 0) return '<q:free xmlns:q="urn:q" a="b">x<q:b/></q:free>';
    const small = depth > 8 ? declared.filter((row) => isTextAlone(this.#declaration(row).type)) : declared;
    return this.#element(
      this.#declaration(this.#random.pick(small.length > 0 ? small : declared)),
      depth + 2,
    );
  }
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
