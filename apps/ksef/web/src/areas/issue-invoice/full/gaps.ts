/**
 * What must be filled in and is not, all of it at once. The engine tells of what is missing before it looks at values;
 * so that it can tell of both, it gets a document whose gaps are filled.
 */
import { type ElementPart, namesOf, onlyValueOf, type Part, partsOf, textTypeOfRow } from './schema.ts';
import { completed, hasAny, isNode, type Node, type Value } from './tree.ts';

export interface Gaps {
  /** Paths of empty fields that must have a value. */
  readonly missing: ReadonlySet<string>;
  /** Choices that must be made, by {@link choicePath}: the elements that can be chosen. */
  readonly open: ReadonlyMap<string, readonly string[]>;
  /** Paths of numbers. */
  readonly numbers: ReadonlySet<string>;
  /** The document with something in each of them. */
  readonly filled: Node;
}

/** A choice has no name of its own: it is told by the element that it is in, and the first that could be chosen. */
export const choicePath = (path: string, names: readonly string[]): string => `${path}/${names[0] ?? ''}?`;

interface Found {
  readonly missing: Set<string>;
  readonly open: Map<string, readonly string[]>;
  readonly numbers: Set<string>;
}

/** @param path of the element that the parts are of; list items are numbered from 1 */
export function gapsOf(node: Node, parts: readonly Part[], path: string): Gaps {
  const found: Found = { missing: new Set(), open: new Map(), numbers: new Set() };
  return { ...found, filled: filledNode(node, parts, path, found) };
}

function filledNode(node: Node, parts: readonly Part[], path: string, found: Found): Node {
  return Object.fromEntries(parts.flatMap((part) => entriesOf(node, part, path, found)));
}

type Entries = readonly (readonly [string, Value])[];

function entriesOf(node: Node, part: Part, path: string, found: Found): Entries {
  if (part.kind === 'element') {
    const value = filledElement(node[part.name], part, `${path}/${part.name}`, found);
    return value === undefined ? [] : [[part.name, value]];
  }
  if (part.kind === 'group') {
    const isUsed = isFilled(node, part.parts);
    return isUsed ? part.parts.flatMap((inner) => entriesOf(node, inner, path, found)) : [];
  }
  const chosen = part.branches.find((branch) => hasAny(node, namesOf(branch)));
  if (chosen && (part.isRequired || isFilled(node, chosen))) {
    return chosen.flatMap((inner) => entriesOf(node, inner, path, found));
  }
  if (!part.isRequired) return [];
  const names = namesOf(part.branches.flat());
  found.open.set(choicePath(path, names), names);
  // Only to go on: what is in it is nobody's gap.
  const aside: Found = { missing: new Set(), open: new Map(), numbers: new Set() };
  return (part.branches[0] ?? []).flatMap((inner) => entriesOf({}, inner, path, aside));
}

function filledElement(
  value: Value | undefined,
  part: ElementPart,
  path: string,
  found: Found,
): Value | undefined {
  if (!part.isRequired && (value === undefined || completed(value, part) === undefined)) return undefined;
  if (!part.isList) return filledItem(value, part, path, found);
  const items = Array.isArray(value) && value.length > 0 ? value : [''];
  return items.map((item, index) => filledItem(item, part, `${path}[${index + 1}]`, found)) as Value;
}

function filledItem(value: Value | undefined, part: ElementPart, path: string, found: Found): Value {
  const type = textTypeOfRow(part.row);
  if (!type) return filledNode(isNode(value) ? value : {}, partsOf(part.row), path, found);
  if (type.base === 'decimal') found.numbers.add(path);
  const done = completed(value ?? '', part);
  if (done !== undefined) return done;
  const only = onlyValueOf(part.row);
  if (only !== undefined) return only;
  found.missing.add(path);
  if (type.enumeration) return type.enumeration[0] ?? '-';
  if (type.base === 'date') return '2026-02-01';
  if (type.base === 'dateTime') return '2026-02-01T08:00:00Z';
  return type.base === 'string' || type.base === 'token' || type.base === 'normalizedString' ? '-' : '1';
}

/** Whether any value is in these parts; marks alone, which the form puts there, are none. */
const isFilled = (node: Node, parts: readonly Part[]): boolean =>
  parts.some((part) => {
    if (part.kind !== 'element')
      return isFilled(node, part.kind === 'group' ? part.parts : part.branches.flat());
    const value = node[part.name];
    return value !== undefined && completed(value, part) !== undefined;
  });
