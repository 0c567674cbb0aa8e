/**
 * Reads UBL through the cursor. What a table of the format tells to be a list is one; what an extension holds is XML without a
 * table, where only the document shows how often something is there. Here both are read the same way.
 */
import { type FragmentElement, readFragment } from '@kwit/formats';
import type { Cursor, PartOf } from '../layout/cursor.ts';

type Name<Shape> = keyof Shape & string;

/** Most of what UBL allows is absent, and asked for all the same. */
const none: readonly never[] = [];
const noAttributes: Readonly<Record<string, string>> = {};

/** Elements with parts, however many there are. */
export function partsOf<Shape extends object, Part extends Name<Shape>>(
  cursor: Cursor<Shape> | undefined,
  name: Part,
): readonly Cursor<PartOf<Shape, Part>>[] {
  if (cursor?.has(name) !== true) return none;
  const one = (cursor as unknown as Cursor<Record<string, object>>).child(name);
  const found =
    one === undefined ? (cursor as unknown as Cursor<Record<string, object[]>>).children(name) : [one];
  return found as unknown as readonly Cursor<PartOf<Shape, Part>>[];
}

/** The first of them; others stay where they are. */
export function partOf<Shape extends object, Part extends Name<Shape>>(
  cursor: Cursor<Shape> | undefined,
  name: Part,
): Cursor<PartOf<Shape, Part>> | undefined {
  return partsOf(cursor, name)[0];
}

/** An element that holds text. */
export interface Leaf {
  /** With the element above it: `Party/EndpointID`. */
  readonly path: string;
  readonly text: string;
  /** By `@name`. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Attributes that are shown with their element; others tell where a code comes from, and are left. */
const shownAttributes = [
  '@currencyID',
  '@unitCode',
  '@schemeID',
  '@schemeName',
  '@name',
  '@languageID',
  '@mimeCode',
  '@filename',
] as const;

/** What an element says, as often as it is there. */
export function leavesOf<Shape extends object>(
  cursor: Cursor<Shape> | undefined,
  name: Name<Shape>,
): readonly Leaf[] {
  if (cursor?.has(name) !== true) return none;
  const path = `${cursor.name}/${name}`;
  const { texts, parts } = textElements(cursor, name);
  const leaves: Leaf[] = [];
  for (const text of texts) if (text.trim() !== '') leaves.push({ path, text, attributes: noAttributes });
  for (const part of parts) {
    const leaf = leafFrom(path, part);
    if (leaf.text.trim() !== '' || leaf.attributes !== noAttributes) leaves.push(leaf);
  }
  return leaves;
}

export const leafOf = <Shape extends object>(
  cursor: Cursor<Shape> | undefined,
  name: Name<Shape>,
): Leaf | undefined => leavesOf(cursor, name)[0];

/** The texts of an element, for those who put them into one with others; its attributes are left. */
export function textsOf<Shape extends object>(
  cursor: Cursor<Shape> | undefined,
  name: Name<Shape>,
): readonly string[] {
  if (cursor?.has(name) !== true) return none;
  const { texts, parts } = textElements(cursor, name);
  return [...texts, ...parts.map((part) => part.text('#text') ?? '')]
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

export const textOf = <Shape extends object>(
  cursor: Cursor<Shape> | undefined,
  name: Name<Shape>,
): string | undefined => textsOf(cursor, name)[0];

type TextCursor = Cursor<Record<string, string>>;

/** Elements that can have no attribute are texts, the others have parts. */
function textElements<Shape extends object>(
  cursor: Cursor<Shape>,
  name: Name<Shape>,
): { readonly texts: readonly string[]; readonly parts: readonly TextCursor[] } {
  const text = (cursor as unknown as TextCursor).text(name);
  if (text !== undefined) return { texts: [text], parts: none };
  const texts = (cursor as unknown as Cursor<Record<string, string[]>>).texts(name);
  return { texts, parts: partsOf(cursor, name) as unknown as readonly TextCursor[] };
}

function leafFrom(path: string, part: TextCursor): Leaf {
  let attributes: Record<string, string> | undefined;
  for (const name of shownAttributes) take(name);
  if (path.endsWith('/ItemClassificationCode')) take('@listID');
  return { path, text: part.text('#text') ?? '', attributes: attributes ?? noAttributes };

  function take(name: string): void {
    const value = part.text(name);
    if (value === undefined) return;
    attributes ??= {};
    attributes[name] = value;
  }
}

/** An element as `read` gives those that a table knows: by names, in lists where there are several. */
export interface PlainElement {
  readonly [name: string]: string | PlainElement | readonly PlainElement[];
}

/** @returns null where the text is no element */
export function plainElement(xml: string): { readonly name: string; readonly value: PlainElement } | null {
  const element = readFragment(xml);
  return element && { name: element.name, value: plainOf(element) };
}

function plainOf({ text, attributes, children }: FragmentElement): PlainElement {
  const lists = new Map<string, PlainElement[]>();
  for (const child of children) {
    const list = lists.get(child.name);
    if (list === undefined) lists.set(child.name, [plainOf(child)]);
    else list.push(plainOf(child));
  }
  // Without a prototype: an element may be called `__proto__`.
  const parts: Record<string, string | PlainElement | readonly PlainElement[]> = Object.create(null);
  for (const [name, value] of attributes) parts[`@${name}`] = value;
  if (text.trim() !== '') parts['#text'] = text;
  for (const [name, [first = {}, ...others]] of lists) {
    parts[name] = others.length === 0 ? first : [first, ...others];
  }
  return parts;
}
