/** Facts of a schema, as JSON Schema (ours) or as OpenAPI 3.0 (the official one) writes it. */
import { type Facts, isObject, type Json, type JsonObject, objectAt } from './facts.ts';

/** Keywords that are facts as they stand. */
const plainKeywords = [
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minItems',
  'maxItems',
  'uniqueItems',
  'default',
  'readOnly',
  'writeOnly',
  'deprecated',
];
/** Keywords that are prose, or that this file takes apart itself. */
const otherKeywords = [
  'description',
  'title',
  'example',
  'examples',
  'type',
  'enum',
  'nullable',
  'required',
  'properties',
  'items',
  'additionalProperties',
  'allOf',
  '$ref',
];
const known = new Set([...plainKeywords, ...otherKeywords]);
const maxDepth = 24;

/**
 * Adds the facts of a schema to `facts`, each place below `at`. References are looked up in `components`.
 * Throws on a keyword that it does not know, rather than overlook a difference.
 */
export function addSchemaFacts(
  facts: Facts,
  at: string,
  schema: Json,
  components: JsonObject,
  depth = 0,
): void {
  if (depth > maxDepth) throw new Error(`${at}: schemas nest deeper than ${maxDepth}`);
  const merged = withExclusiveNumbers(merge(schema, components, at));
  const types = typesOf(merged);
  if (types.length > 0) facts.set(`${at}#type`, types.join('|'));
  if (Array.isArray(merged.enum)) facts.set(`${at}#enum`, wordsOf(merged.enum).join('|'));
  for (const keyword of plainKeywords) {
    if (merged[keyword] !== undefined) facts.set(`${at}#${keyword}`, JSON.stringify(merged[keyword]));
  }
  for (const name of Array.isArray(merged.required) ? merged.required : []) {
    facts.set(`${at}.${name}#required`, 'true');
  }
  for (const [name, property] of Object.entries(objectAt(merged, 'properties'))) {
    facts.set(`${at}.${name}`, 'declared');
    addSchemaFacts(facts, `${at}.${name}`, property, components, depth + 1);
  }
  if (merged.items !== undefined) addSchemaFacts(facts, `${at}[]`, merged.items, components, depth + 1);
  addOtherProperties(facts, at, merged.additionalProperties, components, depth);
}

function addOtherProperties(
  facts: Facts,
  at: string,
  others: Json | undefined,
  components: JsonObject,
  depth: number,
): void {
  if (others === undefined) return;
  facts.set(`${at}{}`, others === false ? 'none' : 'allowed');
  if (isObject(others)) addSchemaFacts(facts, `${at}{}`, others, components, depth + 1);
}

/** The schema with references and `allOf` resolved; what stands beside `allOf` wins, `required` adds up. */
function merge(schema: Json, components: JsonObject, at: string): JsonObject {
  if (!isObject(schema)) throw new Error(`${at}: not a schema`);
  for (const keyword of Object.keys(schema)) {
    if (!known.has(keyword) && !keyword.startsWith('x-'))
      throw new Error(`${at}: unknown keyword ${keyword}`);
  }
  const parts: JsonObject[] = [];
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.split('/').at(-1) ?? '';
    const target = components[name];
    if (target === undefined) throw new Error(`${at}: no component ${name}`);
    parts.push(merge(target, components, at));
  }
  for (const part of Array.isArray(schema.allOf) ? schema.allOf : []) {
    parts.push(merge(part, components, at));
  }
  const { $ref: _ref, allOf: _allOf, ...own } = schema;
  parts.push(own);
  const required = new Set(parts.flatMap((part) => (Array.isArray(part.required) ? part.required : [])));
  const merged = Object.assign({}, ...parts) as JsonObject;
  return required.size === 0 ? merged : { ...merged, required: [...required] };
}

/** OpenAPI 3.0 marks a bound as exclusive; JSON Schema gives the number itself. */
function withExclusiveNumbers(schema: JsonObject): JsonObject {
  const { minimum, exclusiveMinimum, ...rest } = schema;
  if (exclusiveMinimum !== true || minimum === undefined) return schema;
  return { ...rest, exclusiveMinimum: minimum };
}

/** Type names in order; `nullable` counts only where there is a type, as OpenAPI 3.0 has it. */
function typesOf(schema: JsonObject): string[] {
  const { type } = schema;
  const names = (Array.isArray(type) ? type : [type]).filter((name) => typeof name === 'string');
  if (schema.nullable === true && names.length > 0) names.push('null');
  return [...new Set(names)].sort();
}

/** The words of an enumeration in order; `null` is a matter of the type. */
const wordsOf = (words: Json[]) =>
  words
    .filter((word) => word !== null)
    .map(String)
    .sort();
