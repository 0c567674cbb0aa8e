/** Values for fuzzing: right ones by a schema of the contract, and odd ones. */
import type { Random } from '../random.ts';

/** What the schemas of the contract are made of. */
export interface JsonSchema {
  type?: string | readonly string[];
  properties?: Readonly<Record<string, JsonSchema>>;
  required?: readonly string[];
  items?: JsonSchema;
  enum?: readonly unknown[];
  pattern?: string;
  format?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
}

/** Stands for JSON that is nested so deep that no value should be made of it; see `writeJson`. */
const deepMarks = { '@@deep-lists@@': ['[', ']'], '@@deep-objects@@': ['{"a":', '}'] } as const;

const words = ['usługa', 'biuro rachunkowe', 'Łódź & Gdańsk <sp. z o.o.>', "O'Brien", 'praca w firmie'];

const oddTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'x\udc00y',
  '\ufeffabc',
  '\u202eabc',
  '😀'.repeat(20),
  'e\u0301'.repeat(10),
  "' OR 1=1 --",
  '"; DROP TABLE tokens; --',
  '%',
  '_',
  '*',
  '<script>alert(1)</script>',
  '#{7*7}{{7*7}}',
  '../../../etc/passwd',
  '..%2f..%2f',
  'file:///etc/passwd',
  'a\r\nSet-Cookie: x=1',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '9999-12-31T23:59:60Z',
  '+275760-09-13T00:00:00Z',
  '2026-03-29T02:30:00',
  '2026-03-10T10:00:00+99:99',
  '1'.repeat(400),
  'A'.repeat(70_000),
  'AAAA',
  '====',
  'AAA=AAA=',
];

const oddNumbers = [
  0,
  -0,
  -1,
  1,
  0.1,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  -(2 ** 53),
  1e18,
  9.3e18,
  1e300,
  -1e300,
  5e-324,
];

export class Values {
  readonly #random: Random;
  /** Identifiers that there are, of one's own and of others. */
  readonly #known: readonly string[];

  constructor(random: Random, known: readonly string[]) {
    this.#random = random;
    this.#known = known;
  }

  /** A value that a schema allows, or nearly: what rules beyond schemas say of it is not known here. */
  right(schema: JsonSchema): unknown {
    const { enum: allowed, type } = schema;
    if (allowed) return this.#random.pick(allowed);
    const types = [type].flat().filter((one) => one !== undefined);
    switch (types[0]) {
      case 'object':
        return this.#object(schema);
      case 'array':
        return this.#list(schema);
      case 'string':
        return this.#text(schema);
      case 'boolean':
        return this.#random.chance(0.5);
      case 'integer':
      case 'number':
        return this.#number(schema);
      default:
        return null;
    }
  }

  odd(): unknown {
    const { pick, chance } = {
      pick: <T>(list: readonly T[]) => this.#random.pick(list),
      chance: (share: number) => this.#random.chance(share),
    };
    if (chance(0.5)) return pick(oddTexts);
    if (chance(0.4)) return pick(oddNumbers);
    const some = pick(this.#known);
    return pick<unknown>([
      null,
      true,
      false,
      [],
      {},
      [null],
      [[[[]]]],
      [some, some],
      { type: 'Nip', value: some },
      { length: 1e9 },
      some,
      ...Object.keys(deepMarks),
    ]);
  }

  oddText(): string {
    return this.#random.chance(0.4) ? this.#random.pick(this.#known) : this.#random.pick(oddTexts);
  }

  #object({ properties = {}, required = [] }: JsonSchema): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    for (const [name, schema] of Object.entries(properties)) {
      if (required.includes(name) || this.#random.chance(0.6)) found[name] = this.right(schema);
    }
    return found;
  }

  #list({ items = {}, minItems = 0, maxItems = 3 }: JsonSchema): unknown[] {
    const length = Math.min(maxItems, minItems + this.#random.below(3));
    return Array.from({ length }, () => this.right(items));
  }

  #number({ minimum = 0, maximum = 1000 }: JsonSchema): number {
    return minimum + this.#random.below(Math.min(maximum - minimum, 5000) + 1);
  }

  #text(schema: JsonSchema): string {
    const { minLength = 0, maxLength = 60, pattern, format } = schema;
    const fits = (text: string) =>
      text.length >= minLength &&
      text.length <= maxLength &&
      (pattern === undefined || new RegExp(pattern).test(text));
    const formatted = this.#formatted(format, minLength);
    if (formatted !== undefined) return formatted;
    const known = this.#known.filter(fits);
    if (known.length > 0 && this.#random.chance(0.9)) return this.#random.pick(known);
    const fitting = words.filter(fits);
    return fitting.length > 0 ? this.#random.pick(fitting) : 'x'.repeat(Math.max(minLength, 1));
  }

  #formatted(format: string | undefined, minLength: number): string | undefined {
    const day = `2026-0${1 + this.#random.below(9)}-${10 + this.#random.below(18)}`;
    switch (format) {
      case 'date':
        return day;
      case 'date-time':
      case 'iso-date-time':
        return this.#random.pick([day, `${day}T10:00:00Z`, `${day}T10:00:00.1234567+02:00`]);
      case 'byte': {
        const bytes = minLength > 0 ? Math.floor((minLength * 3) / 4) - (minLength === 44 ? 1 : 0) : 48;
        return Buffer.alloc(bytes, this.#random.below(256)).toString('base64');
      }
      default:
        return undefined;
    }
  }
}

/** JSON of a value; marks of depth become brackets within brackets. */
export function writeJson(value: unknown, depth: number): string {
  let text = JSON.stringify(value) ?? 'null';
  for (const [mark, [opening, closing]] of Object.entries(deepMarks)) {
    if (!text.includes(mark)) continue;
    text = text.replace(`"${mark}"`, `${opening.repeat(depth)}1${closing.repeat(depth)}`);
  }
  return text;
}
