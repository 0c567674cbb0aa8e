/** The syntax of patterns (XML Schema Part 2, appendix F), as far as it is plain: characters, classes, groups, counts. */

export type PatternNode =
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'repeat'; readonly part: PatternNode; readonly min: number; readonly max: number }
  /** One of these characters; empty: nothing at all. `isWhole` is false where only a part of them is listed. */
  | { readonly kind: 'characters'; readonly set: string; readonly isWhole: boolean };

const DIGITS = '0123456789';
const ASCII = `\t${Array.from({ length: 95 }, (_, index) => String.fromCharCode(index + 0x20)).join('')}`;
const SINGLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The pattern as a tree. Characters beyond ASCII that a class stands for are left out, and are not told apart. */
export function parsePattern(pattern: string): PatternNode {
  return new PatternParser(pattern).parse();
}

class PatternParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): PatternNode {
    const options = [this.#sequence()];
    while (this.#text[this.#at] === '|') {
      this.#at += 1;
      options.push(this.#sequence());
    }
    return { kind: 'choice', options };
  }

  #sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.#at < this.#text.length && !'|)'.includes(this.#text[this.#at] ?? '')) {
      parts.push(this.#quantified(this.#atom()));
    }
    return { kind: 'sequence', parts };
  }

  #quantified(part: PatternNode): PatternNode {
    const match = /^(?:[?*+]|\{(\d+)(,?)(\d*)\})/.exec(this.#text.slice(this.#at));
    if (match === null) return part;
    this.#at += match[0].length;
    const [sign, least, comma, most] = match;
    if (sign === '?') return { kind: 'repeat', part, min: 0, max: 1 };
    if (sign === '*') return { kind: 'repeat', part, min: 0, max: Number.POSITIVE_INFINITY };
    if (sign === '+') return { kind: 'repeat', part, min: 1, max: Number.POSITIVE_INFINITY };
    const min = Number(least);
    const max = comma === '' ? min : most === '' ? Number.POSITIVE_INFINITY : Number(most);
    return { kind: 'repeat', part, min, max };
  }

  #atom(): PatternNode {
    const character = this.#text[this.#at] ?? '';
    this.#at += 1;
    if (character === '(') {
      const inside = this.parse();
      this.#at += 1;
      return inside;
    }
    if (character === '[') return this.#class();
    if (character === '.') return { kind: 'characters', set: ASCII, isWhole: true };
    // Anchors: see pattern.ts.
    if (character === '^' || character === '$') return { kind: 'characters', set: '', isWhole: false };
    if (character === '\\') return this.#escape();
    return { kind: 'characters', set: character, isWhole: true };
  }

  #escape(): Extract<PatternNode, { kind: 'characters' }> {
    const escaped = this.#text[this.#at] ?? '';
    this.#at += 1;
    const of = (set: string, isWhole: boolean) => ({ kind: 'characters', set, isWhole }) as const;
    if (escaped === 'd') return of(DIGITS, true);
    if (escaped === 's') return of(' \t\n\r', true);
    if (escaped === 'p' || escaped === 'P') {
      this.#at = this.#text.indexOf('}', this.#at) + 1;
      return of('aZ', false);
    }
    if (escaped === 'b') return of('', false);
    if (/[A-Za-z]/.test(escaped) && SINGLE[escaped] === undefined)
      return of(escaped === 'D' ? 'aZ-' : 'aZ0', false);
    return of(SINGLE[escaped] ?? escaped, true);
  }

  #class(): PatternNode {
    const isNegated = this.#text[this.#at] === '^';
    if (isNegated) this.#at += 1;
    let set = '';
    let isWhole = true;
    while (this.#at < this.#text.length && this.#text[this.#at] !== ']') {
      let character = this.#text[this.#at] ?? '';
      this.#at += 1;
      // A subtraction is beyond what is needed here.
      if (character === '[') isWhole = false;
      if (character === '\\') {
        const meant = this.#escape();
        character = meant.set;
        isWhole &&= meant.isWhole;
      }
      const next = this.#text[this.#at + 1];
      const isRange = this.#text[this.#at] === '-' && next !== ']' && character.length === 1;
      if (!isRange) set += character;
      else {
        if (next === '\\' || next === '[') isWhole = false;
        const last = this.#text.charCodeAt(this.#at + 1);
        for (let code = character.charCodeAt(0); code <= Math.min(last, 0x17f); code += 1)
          set += String.fromCharCode(code);
        this.#at += 2;
      }
    }
    this.#at += 1;
    const negated = [...ASCII].filter((character) => !set.includes(character)).join('');
    return { kind: 'characters', set: isNegated ? negated : set, isWhole };
  }
}
