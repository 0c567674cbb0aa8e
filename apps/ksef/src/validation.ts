/**
 * Checks the parts of a request against the contract. Every fault is reported, not only the first, with the
 * dotted path of its field. A JSON value of the wrong type makes the whole body unreadable (21001), anything
 * else is a fault of validation (21405), also null in the place of a text, a list or an object; fields that the
 * contract does not know are passed over.
 */
import type { Operation } from '@kwit/ksef-contract';
import type { TSchema } from 'typebox';
import { apiTexts } from './api-texts.ts';
import { impossibleRates } from './engine/limits/impossible-rates.ts';
import { momentOf } from './engine/polish-time.ts';
import { BadRequest } from './errors.ts';

/** Parts of a request before they are checked. */
export interface RawRequest {
  path: Record<string, string>;
  query: Record<string, string | string[] | undefined>;
  headers: Record<string, string | string[] | undefined>;
  /** JSON value, text of a document, or undefined where there was no body. */
  body: unknown;
}

/** The same parts, checked, with numbers and flags of the query read and its defaults filled in. */
export interface CheckedRequest {
  path: unknown;
  query: unknown;
  headers: unknown;
  body: unknown;
}

export interface SchemaFault {
  keyword: string;
  instancePath: string;
  params: Record<string, unknown>;
}

interface Validator {
  Check(value: unknown): boolean;
  Errors(value: unknown): readonly SchemaFault[];
}

/** Throws `BadRequest` that lists everything that is wrong. */
export async function checkRequest(operation: Operation, raw: RawRequest): Promise<CheckedRequest> {
  const path = operation.pathParameters ? raw.path : undefined;
  const query = operation.query ? readParameters(operation.query, raw.query) : undefined;
  const headers = operation.headers ? readParameters(operation.headers, raw.headers) : undefined;
  const body = bodyOf(operation, raw.body);

  const faults: string[] = [];
  if (operation.pathParameters)
    faults.push(...(await faultsOf(operation.pathParameters, path)).map(sentence));
  if (operation.query)
    faults.push(...(await faultsOf(operation.query, query)).map(parameterSentence(operation.query, query)));
  if (operation.headers) faults.push(...(await faultsOf(operation.headers, headers)).map(sentence));
  if (operation.request.kind === 'json') {
    const found = (await faultsOf(operation.request.schema, body)).map(nullAsMissing(body));
    const unreadable = found.filter((fault) => fault.keyword === 'type');
    if (unreadable.length > 0) throw new BadRequest([{ code: 21001, details: unreadable.map(sentence) }]);
    const parts = found.find(isTooManyParts);
    if (parts) throw tooManyParts(Number(parts.params.limit));
    faults.push(...found.map(sentence), ...(beyondSchema[operation.path]?.(body) ?? []));
  }
  if (faults.length > 0) throw new BadRequest([{ code: 21405, details: [...new Set(faults)] }]);
  const { request } = operation;
  return { path, query, headers, body: request.kind === 'json' ? knownOf(request.schema, body) : body };
}

/**
 * A checked value without the fields that its schema does not know: nobody else should meet them, as they may be of
 * any size and depth.
 */
function knownOf(schema: TSchema, value: unknown): unknown {
  const { properties, items } = schema as { properties?: Record<string, TSchema>; items?: TSchema };
  if (Array.isArray(value)) return items ? value.map((item) => knownOf(items, item)) : value;
  if (!properties || typeof value !== 'object' || value === null) return value;
  const known: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    if (Object.hasOwn(value, name)) known[name] = knownOf(property, (value as Record<string, unknown>)[name]);
  }
  return known;
}

/** Checks of bodies that the real system makes together with those of the schema, by path. */
const beyondSchema: Readonly<Record<string, (body: unknown) => string[]>> = {
  '/testdata/rate-limits': impossibleRates,
};

/** The one limit of a list that has a code of its own: the parts of a package. */
const isTooManyParts = ({ keyword, instancePath }: SchemaFault): boolean =>
  keyword === 'maxItems' && instancePath === '/batchFile/fileParts';

const tooManyParts = (limit: number): BadRequest =>
  new BadRequest([
    { code: 21161, description: apiTexts.tooManyPartsDescription, details: [apiTexts.tooManyParts(limit)] },
  ]);

function bodyOf(operation: Operation, body: unknown): unknown {
  if (operation.request.kind === 'none') return undefined;
  if (operation.request.kind === 'xml') return body ?? '';
  // A body that was left out, or is null, is taken as one in which nothing was said.
  const value = body ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new BadRequest([{ code: 21001, details: [apiTexts.bodyNotObject] }]);
  }
  return value;
}

const validators = new WeakMap<TSchema, Validator>();

/** Compiled on the first request that needs it: a start should not wait for all of them. */
async function validatorOf(schema: TSchema): Promise<Validator> {
  const known = validators.get(schema);
  if (known) return known;
  const [{ Compile }] = await Promise.all([import('typebox/compile'), prepareLibrary()]);
  const validator = Compile(withIntegerBounds(schema)) as unknown as Validator;
  validators.set(schema, validator);
  return validator;
}

/** Bounds of whole numbers by their format; of 64 bits those that JavaScript and the database hold exactly. */
const integerBounds: Readonly<Record<string, readonly [least: number, most: number]>> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};

/** The schema with a lower and an upper bound for every whole number in it. */
function withIntegerBounds(schema: TSchema): TSchema {
  return JSON.parse(JSON.stringify(schema), (_, part) => {
    const bounds = integerBounds[part?.format];
    if (!bounds) return part;
    const lower = part.exclusiveMinimum === undefined ? { minimum: bounds[0] } : {};
    return { ...lower, maximum: bounds[1], ...part };
  });
}

/** What is wrong with a value by a schema of ours; no more faults than one refusal tells. */
export async function faultsOf(schema: TSchema, value: unknown): Promise<SchemaFault[]> {
  const validator = await validatorOf(schema);
  return validator.Check(value) ? [] : validator.Errors(value).flatMap(perField);
}

/** One fault for each field that is missing. */
function perField(fault: SchemaFault): SchemaFault[] {
  if (fault.keyword !== 'required') return [fault];
  const missing = fault.params.requiredProperties as string[];
  return missing.map((name) => ({ ...fault, instancePath: `${fault.instancePath}/${name}` }));
}

const numbersAndFlags = ['integer', 'number', 'boolean'];

/**
 * Null in the place of a text, a list or an object is a field that is missing, as the Ministry's test scenarios have
 * it; where a number or a flag should stand it is a value of a wrong type.
 */
function nullAsMissing(body: unknown) {
  return (fault: SchemaFault): SchemaFault => {
    const types = [fault.params.type].flat() as string[];
    if (fault.keyword !== 'type' || types.every((type) => numbersAndFlags.includes(type))) return fault;
    return valueAt(body, fault.instancePath) === null ? { ...fault, keyword: 'required' } : fault;
  };
}

/** The value at a JSON Pointer that the validator made; undefined where there is none. */
function valueAt(body: unknown, pointer: string): unknown {
  const names = pointer.split('/').slice(1);
  return names.reduce<unknown>(
    (value, name) =>
      (value as Record<string, unknown> | null | undefined)?.[
        name.replaceAll('~1', '/').replaceAll('~0', '~')
      ],
    body,
  );
}

/** By searching for what does not belong: a pattern that repeats groups runs out of stack on megabytes. */
const isBase64 = (text: string): boolean =>
  text.length % 4 === 0 && !/[^A-Za-z0-9+/]/.test(text.replace(/={1,2}$/, ''));
/** Faults that one refusal tells at most; a list can hold any number of wrong items. */
const mostFaults = 100;

let registered: Promise<void> | undefined;

/** The formats of the contract that the library does not know, and more faults at once than it tells by itself. */
function prepareLibrary(): Promise<void> {
  registered ??= Promise.all([import('typebox/format'), import('typebox/system')]).then(
    ([formats, system]) => {
      system.Settings.Set({ maxErrors: mostFaults });
      const { Set: setFormat } = formats;
      setFormat('byte', isBase64);
      // What passes here is what is read later: nothing else has to expect a text that is no moment.
      setFormat('iso-date-time', (value) => !Number.isNaN(momentOf(value)));
    },
  );
  return registered;
}

interface ParameterSchema {
  type?: string;
  default?: unknown;
  minimum?: number;
  maximum?: number;
}

/** Reads numbers, flags and lists from text as their schema says; what cannot be read stays text and is a fault. */
export function readParameters(
  schema: TSchema,
  given: Record<string, string | string[] | undefined>,
): Record<string, unknown> {
  const properties = (schema as unknown as { properties: Record<string, ParameterSchema> }).properties;
  const read: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(properties)) {
    const value = readParameter(property, given[name]);
    if (value !== undefined) read[name] = value;
  }
  return read;
}

function readParameter(
  { type, default: byDefault }: ParameterSchema,
  given: string | string[] | undefined,
): unknown {
  // An empty text says nothing; an empty number or flag is a wrong one.
  if (given === undefined || (given === '' && !numbersAndFlags.includes(type ?? ''))) return byDefault;
  if (type === 'array') return [given].flat();
  if (Array.isArray(given)) return given;
  if (type === 'integer') return /^-?\d{1,15}$/.test(given) ? Number(given) : given;
  if (type === 'number') return /^-?\d+(\.\d+)?$/.test(given) ? Number(given) : given;
  if (type === 'boolean') return { true: true, false: false }[given.toLowerCase()] ?? given;
  return given;
}

/** `/items/0/name` as people write it: `items[0].name`. */
export function fieldOf(instancePath: string): string {
  return instancePath
    .slice(1)
    .replace(/\/(\d+)/g, '[$1]')
    .replaceAll('/', '.');
}

/** Of a number that has both limits the real system tells both, and what was given. */
function parameterSentence(schema: TSchema, given: unknown) {
  const { properties } = schema as unknown as { properties: Record<string, ParameterSchema> };
  return (fault: SchemaFault): string => {
    const name = fieldOf(fault.instancePath);
    const { minimum, maximum } = properties[name] ?? {};
    const isLimit = fault.keyword === 'minimum' || fault.keyword === 'maximum';
    if (!isLimit || minimum === undefined || maximum === undefined) return sentence(fault);
    return apiTexts.outside(name, minimum, maximum, (given as Record<string, unknown>)[name]);
  };
}

/** Null is what a field may have that is left out: nobody who gave a value looks for it. */
const withoutNull = (allowed: unknown): string[] =>
  [allowed]
    .flat()
    .map(String)
    .filter((name) => name !== 'null');

function sentence(fault: SchemaFault): string {
  const field = fieldOf(fault.instancePath);
  const limit = Number(fault.params.limit);
  switch (fault.keyword) {
    case 'required':
      return apiTexts.required(field);
    case 'type':
      return apiTexts.wrongType(field, withoutNull(fault.params.type).join(' | '));
    case 'enum':
    case 'const':
      return apiTexts.notAllowed(field, withoutNull(fault.params.allowedValues));
    case 'minLength':
      return apiTexts.tooShort(field, limit);
    case 'maxLength':
      return apiTexts.tooLong(field, limit);
    case 'minItems':
      return apiTexts.tooFew(field, limit);
    case 'maxItems':
      return apiTexts.tooMany(field, limit);
    case 'minimum':
      return apiTexts.tooSmall(field, limit);
    case 'maximum':
      return apiTexts.tooLarge(field, limit);
    default:
      return apiTexts.wrongFormat(field);
  }
}
