/**
 * The building blocks that the schemas are made of. They give plain JSON Schema that any Ajv with
 * `ajv-formats` runs as it is: a nullable value is `type: [T, 'null']` and never `anyOf`, so that a
 * validator that coerces types keeps `null` as `null`.
 */
import Type, { type Static, type TSchema, type TUnsafe } from 'typebox';

interface Annotations {
  description?: string;
  readOnly?: boolean;
  deprecated?: boolean;
}

interface TextLimits extends Annotations {
  minLength?: number;
  maxLength?: number;
  pattern?: string;
}

/** Character strings, with limits where the contract has them. */
export const text = (description: string, limits: TextLimits = {}) => Type.String({ ...limits, description });

/** One word of a closed list. */
export const oneOf = <const Words extends readonly string[]>(words: Words, description: string) =>
  Type.Unsafe<Words[number]>({ type: 'string', enum: words, description });

/** A moment with its offset, RFC 3339 (`2026-02-01T12:00:00.1234567+00:00`). */
export const moment = (description: string, annotations: Annotations = {}) =>
  Type.String({ format: 'date-time', description, ...annotations });

/**
 * A moment that a caller may give without an offset; the system then takes it as time in Europe/Warsaw.
 * The official document says `date-time`, which strict validators read as «offset required».
 */
export const localMoment = (description: string) => Type.String({ format: 'iso-date-time', description });

/** A calendar day, `yyyy-mm-dd`. */
export const day = (description: string) => Type.String({ format: 'date', description });

/** Bytes in Base64 with padding. */
export const base64 = (description: string, limits: TextLimits = {}) =>
  Type.String({ format: 'byte', description, ...limits });

/** A web address. */
export const address = (description: string) => Type.String({ format: 'uri', description });

/** A whole number of 32 bits. */
export const int32 = (
  description: string,
  limits: { minimum?: number; exclusiveMinimum?: number; maximum?: number; default?: number } = {},
) => Type.Integer({ format: 'int32', description, ...limits });

/** A whole number of 64 bits (sizes in bytes, milliseconds). */
export const int64 = (description: string, limits: { minimum?: number; maximum?: number } = {}) =>
  Type.Integer({ format: 'int64', description, ...limits });

/** An amount of money as the API writes it: a JSON number. */
export const amount = (description: string) => Type.Number({ format: 'double', description });

/** Yes or no. */
export const flag = (description: string, annotations: Annotations & { default?: boolean } = {}) =>
  Type.Boolean({ description, ...annotations });

/** A list of one kind of thing. */
export const list = <const Item extends TSchema>(
  item: Item,
  description: string,
  limits: { minItems?: number; maxItems?: number } = {},
) => Type.Array(item, { description, ...limits });

/** The same schema with a description (and marks) that fit the place where it is used. */
export const described = <const Schema extends TSchema>(
  schema: Schema,
  description: string,
  annotations: { default?: Static<Schema>; deprecated?: boolean } = {},
): TUnsafe<Static<Schema>> => Type.Unsafe<Static<Schema>>({ ...schema, description, ...annotations });

/** The same schema, `null` allowed. */
export const nullable = <const Schema extends TSchema>(
  schema: Schema,
  description?: string,
): TUnsafe<Static<Schema> | null> => {
  const { type, enum: words } = schema as { type?: string; enum?: readonly string[] };
  return Type.Unsafe<Static<Schema> | null>({
    ...schema,
    type: [type, 'null'],
    ...(words === undefined ? {} : { enum: [...words, null] }),
    ...(description === undefined ? {} : { description }),
  });
};

/** A field that may be absent, or `null`: the way in which the API treats nearly everything optional. */
export const maybe = <const Schema extends TSchema>(schema: Schema, description?: string) =>
  Type.Optional(nullable(schema, description));
