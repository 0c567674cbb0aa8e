/** Texts that match a pattern of XSD, made by chance. */
import type { Random } from './random.ts';

type Node =
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'characters'; readonly set: string };

const DIGITS = '0123456789';
const LETTERS = 'abcXYZżŁ';
const ESCAPES: Readonly<Record<string, string>> = {
  d: DIGITS,
  D: `${LETTERS}-`,
  s: ' ',
  S: LETTERS + DIGITS,
  w: LETTERS + DIGITS,
  W: '- .',
  i: LETTERS,
  c: LETTERS + DIGITS,
  n: '\n',
  r: '\r',
  t: '\t',
};

/** A text that the pattern matches; anchors and `\b` are passed over. */
export function sampleOf(pattern: string, random: Random): string {
  return render(new PatternParser(pattern).parse(), random);
}

function render(node: Node, random: Random): string {
  if (node.kind === 'characters') return node.set === '' ? '' : random.pick([...node.set]);
  if (node.kind === 'choice') return render(random.pick(node.options), random);
  if (node.kind === 'sequence') return node.parts.map((part) => render(part, random)).join('');
  const most = Math.min(node.max, node.min + 3);
  const edge = random.below(4) === 0 && Number.isFinite(node.max) ? Math.min(node.max, 40) : most;
  const times = node.min + random.below(edge - node.min + 1);
  return Array.from({ length: times }, () => render(node.part, random)).join('');
}

class PatternParser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Node {
    const options = [this.#sequence()];
    while (this.#text[this.#at] === '|') {
      this.#at += 1;
      options.push(this.#sequence());
    }
    return { kind: 'choice', options };
  }

  #sequence(): Node {
    const parts: Node[] = [];
    while (this.#at < this.#text.length && !'|)'.includes(this.#text[this.#at] ?? '')) {
      parts.push(this.#quantified(this.#atom()));
    }
    return { kind: 'sequence', parts };
  }

  #quantified(part: Node): Node {
    const rest = this.#text.slice(this.#at);
    const match = /^(?:[?*+]|\{(\d+)(,?)(\d*)\})/.exec(rest);
    if (match === null) return part;
    this.#at += match[0].length;
    if (match[0] === '?') return { kind: 'repeat', part, min: 0, max: 1 };
    if (match[0] === '*') return { kind: 'repeat', part, min: 0, max: Number.POSITIVE_INFINITY };
    if (match[0] === '+') return { kind: 'repeat', part, min: 1, max: Number.POSITIVE_INFINITY };
    const min = Number(match[1]);
    const max = match[2] === '' ? min : match[3] === '' ? Number.POSITIVE_INFINITY : Number(match[3]);
    return { kind: 'repeat', part, min, max };
  }

  #atom(): Node {
    const character = this.#text[this.#at] ?? '';
    this.#at += 1;
    if (character === '(') {
      const inside = this.parse();
      this.#at += 1;
      return inside;
    }
    if (character === '[') return { kind: 'characters', set: this.#class() };
    if (character === '.') return { kind: 'characters', set: `${LETTERS}${DIGITS} -/` };
    if (character === '^' || character === '$') return { kind: 'characters', set: '' };
    return { kind: 'characters', set: character === '\\' ? this.#escape() : character };
  }

  #escape(): string {
    const escaped = this.#text[this.#at] ?? '';
    this.#at += 1;
    if (escaped === 'p' || escaped === 'P') {
      this.#at = this.#text.indexOf('}', this.#at) + 1;
      return LETTERS;
    }
    return escaped === 'b' ? '' : (ESCAPES[escaped] ?? escaped);
  }

  #class(): string {
    const isNegated = this.#text[this.#at] === '^';
    if (isNegated) this.#at += 1;
    let set = '';
    while (this.#at < this.#text.length && this.#text[this.#at] !== ']') {
      let character = this.#text[this.#at] ?? '';
      this.#at += 1;
      if (character === '\\') character = this.#escape();
      const isRange =
        this.#text[this.#at] === '-' && this.#text[this.#at + 1] !== ']' && character.length === 1;
      if (!isRange) set += character;
      else {
        const last = this.#text.charCodeAt(this.#at + 1);
        for (let code = character.charCodeAt(0); code <= last; code += 1) set += String.fromCharCode(code);
        this.#at += 2;
      }
    }
    this.#at += 1;
    return isNegated ? [...`${LETTERS}${DIGITS}-_ `].filter((c) => !set.includes(c)).join('') : set;
  }
}
