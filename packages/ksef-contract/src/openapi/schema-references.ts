/** Schemas of the contract as OpenAPI 3.0 writes them: named ones once, references everywhere else. */
import * as schemas from '../schemas/index.ts';

/** A piece of an OpenAPI document. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonMap;
export interface JsonMap {
  [key: string]: JsonValue;
}

/** What says something of the place where a schema is used, not of the schema. */
const annotations = ['description', 'default', 'deprecated', 'readOnly'] as const;

const isMap = (value: JsonValue | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Worth a name: objects, and words of a closed list. */
const isNamed = (schema: JsonMap) => schema.type === 'object' || schema.enum !== undefined;

/** The schema as plain JSON, without marks of the library. */
const plain = (schema: unknown): JsonMap => JSON.parse(JSON.stringify(schema)) as JsonMap;

/** What makes two schemas the same one: everything but the annotations and whether null is allowed. */
function essenceOf(schema: JsonMap): string {
  const essence: JsonMap = Object.fromEntries(
    Object.entries(schema).filter(([key]) => !(annotations as readonly string[]).includes(key)),
  );
  if (Array.isArray(essence.type)) {
    const [type = 'object', ...more] = essence.type.filter((name) => name !== 'null');
    if (more.length > 0) throw new Error('OpenAPI 3.0 knows no schema of several types');
    essence.type = type;
  }
  if (Array.isArray(essence.enum)) essence.enum = essence.enum.filter((word) => word !== null);
  return JSON.stringify(essence);
}

const allowsNull = ({ type }: JsonMap) => Array.isArray(type) && type.includes('null');

/** Writes the schemas of one document and keeps those that were referred to. */
export interface SchemaWriter {
  /** A schema, or a reference to one that has a name. */
  write(schema: unknown): JsonMap;
  /** Every schema that was referred to, by name, in order of names. */
  components(): JsonMap;
}

export function createSchemaWriter(): SchemaWriter {
  const names = namesByEssence();
  const written = new Map<string, JsonMap>();

  const referTo = (name: string, schema: JsonMap): JsonMap => {
    if (!written.has(name)) {
      // Known before it is written, should it ever lead to itself.
      written.set(name, {});
      written.set(name, inline(plain(named.get(name))));
    }
    const beside = annotationsOf(schema);
    const reference = { $ref: `#/components/schemas/${name}` };
    // Beside a reference OpenAPI 3.0 overlooks everything.
    return Object.keys(beside).length === 0 ? reference : { ...beside, allOf: [reference] };
  };
  const inner = (schema: JsonMap): JsonMap => {
    const name = isNamed({ ...schema, type: typeOf(schema) }) ? names.get(essenceOf(schema)) : undefined;
    return name === undefined ? inline(schema) : referTo(name, schema);
  };
  const inline = (schema: JsonMap): JsonMap => {
    const result: JsonMap = {};
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties' && isMap(value)) {
        result.properties = Object.fromEntries(
          Object.entries(value).map(([name, property]) => [name, inner(property as JsonMap)]),
        );
      } else if ((key === 'items' || key === 'additionalProperties') && isMap(value)) {
        result[key] = inner(value);
      } else result[key] = value;
    }
    return inOldForm(result);
  };
  return {
    write: (schema) => inner(plain(schema)),
    components: () => Object.fromEntries([...written].sort(([a], [b]) => a.localeCompare(b))),
  };
}

const typeOf = ({ type = '' }: JsonMap): JsonValue =>
  Array.isArray(type) ? (type.find((name) => name !== 'null') ?? '') : type;

function annotationsOf(schema: JsonMap): JsonMap {
  const kept = annotations.filter((key) => schema[key] !== undefined);
  const beside: JsonMap = Object.fromEntries(kept.map((key) => [key, schema[key] ?? null]));
  // A type beside `allOf`: without one `nullable` means nothing.
  return allowsNull(schema) ? { ...beside, type: typeOf(schema), nullable: true } : beside;
}

/** JSON Schema says null as a type and gives an exclusive bound itself; OpenAPI 3.0 marks both. */
function inOldForm(schema: JsonMap): JsonMap {
  const result: JsonMap = { ...schema };
  if (allowsNull(schema)) {
    result.type = typeOf(schema);
    result.nullable = true;
  }
  if (typeof schema.exclusiveMinimum === 'number') {
    result.minimum = schema.exclusiveMinimum;
    result.exclusiveMinimum = true;
  }
  return result;
}

const named: ReadonlyMap<string, unknown> = new Map(Object.entries(schemas));

/** Names of the schemas by what they are; two names for the same thing are none. */
function namesByEssence(): Map<string, string> {
  const names = new Map<string, string>();
  const ambiguous = new Set<string>();
  for (const [name, schema] of named) {
    const json = plain(schema);
    if (!isNamed(json)) continue;
    const essence = essenceOf(json);
    if (names.has(essence)) ambiguous.add(essence);
    names.set(essence, name);
  }
  for (const essence of ambiguous) names.delete(essence);
  return names;
}
