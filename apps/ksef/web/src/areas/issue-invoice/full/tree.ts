/** The document of the full form: plain data by element names, which may be incomplete and hold what is being typed. */
import type { SimpleTypeRow } from '@kwit/formats';
import { compactOf, decimalOf } from '../short/short-draft.ts';
import { type ElementPart, onlyValueOf, type Part, partsOf, textTypeOfRow } from './schema.ts';

export type Value = string | Node | readonly (string | Node)[];
export interface Node {
  readonly [name: string]: Value;
}

export type Step = string | number;

export const isNode = (value: Value | undefined): value is Node =>
  typeof value === 'object' && !Array.isArray(value);

/** Replaces what is at a path; `undefined` takes it away. What does not change stays the same object. */
export function withValue(root: Value, [step, ...rest]: readonly Step[], value: Value | undefined): Value {
  if (step === undefined) return value ?? '';
  if (typeof step === 'number') {
    const list = Array.isArray(root) ? [...root] : [];
    if (rest.length === 0 && value === undefined) list.splice(step, 1);
    else list[step] = withValue(list[step] ?? {}, rest, value);
    return list;
  }
  const node = isNode(root) ? root : {};
  if (rest.length === 0 && value === undefined) {
    const { [step]: _, ...others } = node;
    return others;
  }
  return { ...node, [step]: rest.length === 0 ? (value ?? '') : withValue(node[step] ?? {}, rest, value) };
}

/** What an element is when it has just been added: required parts are there, empty. */
export function emptyElement(part: ElementPart): Value {
  const item = emptyItem(part);
  return part.isList ? [item] : item;
}

export function emptyItem({ row }: ElementPart): string | Node {
  if (textTypeOfRow(row)) return onlyValueOf(row) ?? '';
  return emptyParts(partsOf(row));
}

/** The required elements of these parts; choices are left open. */
export function emptyParts(parts: readonly Part[]): Node {
  const required = parts.filter((part) => part.kind === 'element' && part.isRequired) as ElementPart[];
  return Object.fromEntries(required.map((part) => [part.name, emptyElement(part)]));
}

/** Whether any of these elements is there. */
export const hasAny = (node: Node, names: readonly string[]): boolean =>
  names.some((name) => node[name] !== undefined);

/** Without these elements. */
export const without = (node: Node, names: readonly string[]): Node =>
  Object.fromEntries(Object.entries(node).filter(([name]) => !names.includes(name)));

/** The document as it is written: what was left empty is not there, numbers are as XML has them. */
export function completed(value: Value, part: ElementPart): Value | undefined {
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => {
      const one = completedItem(item as string | Node, part);
      return one === undefined ? [] : [one];
    });
    return items.length === 0 ? undefined : items;
  }
  return completedItem(value as string | Node, part);
}

function completedItem(value: string | Node, part: ElementPart): string | Node | undefined {
  const type = textTypeOfRow(part.row);
  if (type) {
    const text = String(value);
    if (text.trim() === '') return undefined;
    if (type.base === 'decimal') return decimalOf(text);
    return isNip(type) ? compactOf(text).replace(/^PL/i, '') : text;
  }
  const node = isNode(value) ? value : {};
  const entries = elementsOf(partsOf(part.row)).flatMap((inner) => {
    const given = node[inner.name];
    const done = given === undefined ? undefined : completed(given, inner);
    return done === undefined ? [] : [[inner.name, done] as const];
  });
  // Marks alone, without what they mark, were put there by the form.
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The pattern of a NIP in the official schemas. */
const nipPattern = '[1-9]((\\d[1-9])|([1-9]\\d))\\d{7}';
const isNip = ({ patterns }: SimpleTypeRow): boolean => patterns?.flat().includes(nipPattern) === true;

function elementsOf(parts: readonly Part[]): readonly ElementPart[] {
  return parts.flatMap((part) => {
    if (part.kind === 'element') return [part];
    return elementsOf(part.kind === 'group' ? part.parts : part.branches.flat());
  });
}
