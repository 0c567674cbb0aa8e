/** Identity constraints of a schema (`xsd:unique`), judged on a document that has been read. */
import type { IdentityRow } from './table.ts';

export interface Repetition {
  /** Steps below the element that the constraint belongs to. */
  readonly path: readonly string[];
  readonly value: string;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Values that occur again where the constraint asks for unique ones. Elements that lack a field do not count.
 * The paths of official schemas are single child names; any other is refused with an error.
 */
export function repetitions(constraint: IdentityRow, element: Fields): Repetition[] {
  if (constraint.kind !== 'unique') throw new Error(`${constraint.kind} is not supported`);
  const selected = childName(constraint.selector);
  const fields = constraint.fields.map(childName);
  const seen = new Set<string>();
  const found: Repetition[] = [];
  for (const [index, item] of childrenNamed(element, selected).entries()) {
    const values = fields.map((field) => childrenNamed(item as Fields, field)[0]);
    if (values.some((value) => typeof value !== 'string')) continue;
    const key = JSON.stringify(values);
    if (seen.has(key)) {
      found.push({ path: [`${selected}[${index + 1}]`, fields[0] ?? ''], value: values.join(' ') });
    }
    seen.add(key);
  }
  return found;
}

function childName(path: string): string {
  const match = /^\{\d+\}([\w.-]+)$/.exec(path);
  if (match?.[1] === undefined) throw new Error(`path ${path} of an identity constraint is not supported`);
  return match[1];
}

function childrenNamed(element: Fields, name: string): readonly unknown[] {
  const value = element[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
