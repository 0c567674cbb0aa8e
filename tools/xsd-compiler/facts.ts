/** Small facts that stand in attributes of a schema's elements. */
import { attributeOf } from './schema-set.ts';

/** How often a particle may occur; what is 1 is left out. */
export function occurrenceOf(node: Element): { min?: number; max?: number } {
  const min = Number(attributeOf(node, 'minOccurs') ?? 1);
  const maxText = attributeOf(node, 'maxOccurs') ?? '1';
  const max = maxText === 'unbounded' ? -1 : Number(maxText);
  return { ...(min === 1 ? {} : { min }), ...(max === 1 ? {} : { max }) };
}

/** The fixed or default value of an element or attribute. */
export function valueConstraint(node: Element): { fixed?: string; default?: string } {
  const fixed = attributeOf(node, 'fixed');
  const initial = attributeOf(node, 'default');
  return {
    ...(fixed === undefined ? {} : { fixed }),
    ...(initial === undefined ? {} : { default: initial }),
  };
}
