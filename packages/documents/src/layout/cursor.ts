/**
 * Reads a document so that nothing of it can be forgotten: what was taken is remembered, and what was not can be asked for at
 * the end. `Shape` is the type of the element as the tables of the formats have it.
 */
export class Cursor<Shape extends object> {
  /** Of the element; repeated elements are told apart by `position`. */
  readonly name: string;
  /** From 1 where the element may repeat; 0 where it may not. */
  readonly position: number;
  readonly #value: Readonly<Record<string, unknown>>;
  #taken: string[] | undefined;
  /** By name, so that whoever asks again gets the same ones, with what was taken of them. */
  #below: Map<string, readonly Cursor<object>[]> | undefined;
  #isSpent = false;

  /** @param value the content of the element as `read` gives it */
  constructor(name: string, value: Shape, position = 0) {
    this.name = name;
    this.position = position;
    this.#value = value as Readonly<Record<string, unknown>>;
  }

  /** Whether there is anything of this name; nothing is taken. */
  has(name: keyof Shape & string): boolean {
    return this.#value[name] !== undefined;
  }

  /** The text of an element or attribute (`@name`, `#text`) without parts of its own. */
  text(name: TextName<Shape>): string | undefined {
    const value = this.#value[name];
    if (typeof value !== 'string') return undefined;
    this.#take(name);
    return value;
  }

  /** Whether a mark is set (1), or another code is there. Taken only where it is: any other value is left to be told. */
  mark(name: TextName<Shape>, code = '1'): boolean {
    if (this.#value[name] !== code) return false;
    this.#take(name);
    return true;
  }

  /** Texts of an element that may repeat. */
  texts(name: TextsName<Shape>): readonly string[] {
    const value = this.#value[name];
    if (!Array.isArray(value)) return [];
    const texts = value.filter((item) => typeof item === 'string');
    if (texts.length === value.length) this.#take(name);
    return texts;
  }

  /** An element with parts. */
  child<Name extends ChildName<Shape>>(name: Name): Cursor<PartOf<Shape, Name>> | undefined {
    const value = this.#value[name];
    if (!isElement(value)) return undefined;
    return this.#open<PartOf<Shape, Name>>(name, [value], () => 0)[0];
  }

  /** Elements with parts, of which there may be many. */
  children<Name extends ChildrenName<Shape>>(name: Name): readonly Cursor<PartOf<Shape, Name>>[] {
    const value = this.#value[name];
    if (!Array.isArray(value) || !value.every(isElement)) return [];
    return this.#open(name, value, (index) => index + 1);
  }

  /** Texts that nobody took, in the order of the document, with their paths. Empty texts say nothing. */
  leftovers(): readonly Leftover[] {
    const found: Leftover[] = [];
    this.#collect('', found);
    return found;
  }

  /** The same; from now on all of this element counts as taken. For what is told beside it, not at the end. */
  takeLeftovers(): readonly Leftover[] {
    const found = this.leftovers();
    this.#isSpent = true;
    return found;
  }

  #take(name: string): void {
    this.#taken ??= [];
    this.#taken.push(name);
  }

  #open<Part extends object>(
    name: string,
    values: readonly object[],
    positionOf: (index: number) => number,
  ): readonly Cursor<Part>[] {
    this.#below ??= new Map();
    let cursors = this.#below.get(name);
    if (cursors === undefined) {
      cursors = values.map((value, index) => new Cursor<object>(name, value, positionOf(index)));
      this.#below.set(name, cursors);
    }
    // The shape is a promise of the caller's types; nothing here depends on it.
    return cursors as unknown as readonly Cursor<Part>[];
  }

  #collect(above: string, found: Leftover[]): void {
    if (this.#isSpent) return;
    const path = pathOf(above, this.name, this.position);
    for (const name in this.#value) {
      const opened = this.#below?.get(name);
      if (opened !== undefined) for (const cursor of opened) cursor.#collect(path, found);
      else if (this.#taken?.includes(name) !== true) collectAll(path, name, this.#value[name], found);
    }
  }
}

/** What nobody took: `/Faktura/Fa/FaWiersz[2]/P_12` says `23`. */
export interface Leftover {
  readonly path: string;
  readonly value: string;
}

const isElement = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pathOf = (above: string, name: string, position: number): string =>
  position === 0 ? `${above}/${name}` : `${above}/${name}[${position}]`;

function collectAll(above: string, name: string, value: unknown, found: Leftover[], position = 0): void {
  if (typeof value === 'string') {
    if (value === '') return;
    found.push({ path: name === '#text' ? above : pathOf(above, name, position), value });
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collectAll(above, name, item, found, index + 1);
  } else if (isElement(value)) {
    const path = pathOf(above, name, position);
    for (const [inner, part] of Object.entries(value)) collectAll(path, inner, part, found);
  }
}

type Present<Shape, Name extends keyof Shape> = NonNullable<Shape[Name]>;
type ItemOf<Value> = Value extends readonly (infer Item)[] ? Item : never;
/** An element with parts: an object that is no list. */
type ElementIn<Value> = Value extends string | readonly unknown[] ? never : Extract<Value, object>;
/** Names whose value may be of a kind; a format may know an element as text, another one as an element with parts. */
type NamesOf<Shape, Kinds extends Record<keyof Shape, unknown>> = {
  [Name in keyof Shape]-?: [Kinds[Name]] extends [never] ? never : Name;
}[keyof Shape] &
  string;

export type TextName<Shape> = NamesOf<
  Shape,
  { [Name in keyof Shape]-?: Extract<Present<Shape, Name>, string> }
>;
export type TextsName<Shape> = NamesOf<
  Shape,
  { [Name in keyof Shape]-?: Extract<ItemOf<Present<Shape, Name>>, string> }
>;
export type ChildName<Shape> = NamesOf<Shape, { [Name in keyof Shape]-?: ElementIn<Present<Shape, Name>> }>;
export type ChildrenName<Shape> = NamesOf<
  Shape,
  { [Name in keyof Shape]-?: ElementIn<ItemOf<Present<Shape, Name>>> }
>;
/** The element with parts that a name leads to, one of them where there may be many. */
export type PartOf<Shape, Name extends keyof Shape> =
  | ElementIn<Present<Shape, Name>>
  | ElementIn<ItemOf<Present<Shape, Name>>>;
