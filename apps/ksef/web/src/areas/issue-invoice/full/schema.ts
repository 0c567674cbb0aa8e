/** The table of a format as a form sees it: elements, groups and choices, in the order of the document. */
import {
  type ElementRow,
  type FormatTable,
  type Particle,
  type SimpleTypeRow,
  tableOf,
  textTypeOf,
} from '@kwit/formats';

export interface ElementPart {
  readonly kind: 'element';
  readonly row: ElementRow;
  readonly name: string;
  readonly isRequired: boolean;
  /** May occur more than once: an array in the document. */
  readonly isList: boolean;
  readonly most: number;
}

/** Elements that are there together, or not at all. */
export interface GroupPart {
  readonly kind: 'group';
  readonly parts: readonly Part[];
}

/** One of several ways. */
export interface ChoicePart {
  readonly kind: 'choice';
  readonly branches: readonly (readonly Part[])[];
  readonly isRequired: boolean;
}

export type Part = ElementPart | GroupPart | ChoicePart;

const table: FormatTable = tableOf('FA(3)');

/** The root element of FA(3). */
export const rootRow: ElementRow = table.root;

const known = new Map<ElementRow, readonly Part[]>();

/** What may be inside an element; empty for one that is text. */
export function partsOf(row: ElementRow): readonly Part[] {
  const found = known.get(row);
  if (found) return found;
  const type = row.type === undefined ? undefined : table.types[row.type];
  const attributes = (type?.attributes ?? []).map(
    ({ attribute, simple, required, fixed }): ElementPart => ({
      kind: 'element',
      name: `@${attribute}`,
      row: { element: attribute, simple, ...(fixed !== undefined && { fixed }) },
      isRequired: required === true,
      isList: false,
      most: 1,
    }),
  );
  const parts = [...attributes, ...(type?.content ? partsOfParticle(type.content) : [])];
  known.set(row, parts);
  return parts;
}

/** Sequences that must be there are no groups of their own. No group of the formats here occurs more than once. */
function partsOfParticle(particle: Particle): readonly Part[] {
  const isRequired = (particle.min ?? 1) > 0;
  if ('element' in particle) return [elementOf(particle)];
  if ('sequence' in particle) {
    const parts = particle.sequence.flatMap(partsOfParticle);
    return isRequired ? parts : [{ kind: 'group', parts }];
  }
  if ('choice' in particle) {
    return [{ kind: 'choice', branches: particle.choice.map(partsOfParticle), isRequired }];
  }
  return [];
}

function elementOf(row: ElementRow): ElementPart {
  const max = row.max ?? 1;
  const most = max === -1 ? Number.POSITIVE_INFINITY : max;
  const isRequired = (row.min ?? 1) > 0;
  return { kind: 'element', row, name: row.element, isRequired, isList: most > 1, most };
}

/** The type of an element that is text; undefined for one that holds others. */
export function textTypeOfRow(row: ElementRow): SimpleTypeRow | undefined {
  const simple = textTypeOf(table, row);
  return simple === undefined ? undefined : table.simpleTypes[simple];
}

/** Names of all elements within parts, however deep the groups are. */
export const namesOf = (parts: readonly Part[]): readonly string[] =>
  parts.flatMap((part) => {
    if (part.kind === 'element') return [part.name];
    return part.kind === 'group' ? namesOf(part.parts) : part.branches.flatMap(namesOf);
  });

/** The one value that an element can have, where it has no choice. */
export function onlyValueOf(row: ElementRow): string | undefined {
  const type = textTypeOfRow(row);
  if (row.fixed !== undefined) return row.fixed;
  return type?.enumeration?.length === 1 ? type.enumeration[0] : undefined;
}
