/**
 * Holds an unknown value against the published schema (`invoice.schema.json`) and tells every difference in words that help:
 * the place, the value, the nearest known name.
 *
 * A general JSON Schema validator would say «must match pattern» and «must NOT have additional properties»; this walks the few
 * keywords that our schema uses. A test compares its verdict with that of a general validator.
 */
import schemaFile from '../invoice.schema.json' with { type: 'json' };
import { isDate, latestDate } from './dates.ts';
import { decimal } from './decimal.ts';
import type { Faults } from './faults.ts';
import type { InvoiceInput } from './input.ts';
import { type JsonType, type Shape, shapeTexts } from './messages.ts';
import type { JsonPath } from './problems.ts';
import { nearest } from './suggest.ts';
import { countries, euPrefixes } from './vocabulary.ts';

/** The keywords of JSON Schema that the published schema uses. */
export interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly oneOf?: readonly { readonly required: readonly string[] }[];
  readonly allOf?: readonly SchemaNode[];
  readonly 'x-shape'?: string;
  readonly 'x-scale'?: number;
  readonly 'x-earliest'?: string;
  readonly 'x-latest'?: string;
}

/** The published JSON Schema (2020-12) of the business invoice. */
export const invoiceSchema: object = schemaFile;

/**
 * Adds every difference from the schema to `faults`.
 * @returns the invoice, where it can be worked with in spite of them: everything needed is there and of the right kind, so
 * that what comes next can tell its problems too. It is a copy of what was checked, and of nothing else: what an object
 * inherits, or gains later, is no part of the invoice.
 */
export function checkInput(input: unknown, faults: Faults): InvoiceInput | undefined {
  const schema = schemaFile as SchemaNode;
  check(schema, input, [], faults);
  return faults.isUnusable ? undefined : (checkedPart(schema, input) as InvoiceInput);
}

/** What the schema knows of a value; by the schema, so that a value which contains itself has an end. */
function checkedPart(node: SchemaNode, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => checkedPart(node.items ?? {}, item));
  if (typeof value !== 'object' || value === null) return value;
  const properties = node.properties ?? {};
  const part: Record<string, unknown> = Object.create(null);
  for (const [key, own] of Object.entries(value)) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (property !== undefined && own !== undefined) part[key] = checkedPart(property, own);
  }
  return part;
}

function check(node: SchemaNode, value: unknown, path: JsonPath, faults: Faults): void {
  if (faults.isFull) return;
  const kind = kindOf(node);
  if (!isOfKind(kind, value)) {
    faults.add('input-type', path, value, kind, node.enum ?? []);
    return;
  }
  if (kind === 'object') checkObject(node, value as Record<string, unknown>, path, faults);
  else if (kind === 'array') checkArray(node, value as unknown[], path, faults);
  else if (kind === 'decimal') checkDecimal(node, value as string | number, path, faults);
  else if (kind === 'string') checkString(node, value as string, path, faults);
  else if (kind === 'integer') checkInteger(node, value as number, path, faults);
  else if (node.const !== undefined && value !== node.const) {
    faults.add('input-choice', path, value, [String(node.const)], undefined);
  }
}

function kindOf(node: SchemaNode): JsonType {
  if (node['x-scale'] !== undefined) return 'decimal';
  return (typeof node.type === 'string' ? node.type : 'object') as JsonType;
}

const kindTests: Readonly<Record<JsonType, (value: unknown) => boolean>> = {
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => Number.isSafeInteger(value),
  decimal: (value) => typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)),
};

const isOfKind = (kind: JsonType, value: unknown): boolean => kindTests[kind](value);

function checkObject(node: SchemaNode, value: Record<string, unknown>, path: JsonPath, faults: Faults): void {
  const properties = node.properties ?? {};
  // A key whose value is undefined is not there: callers in JavaScript write that.
  const present = Object.keys(value).filter((key) => value[key] !== undefined);
  const known = Object.keys(properties);
  for (const key of present) {
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if (faults.isFull) return;
    if (property !== undefined) check(property, value[key], [...path, key], faults);
    else faults.add('input-unknown-key', [...path, key], undefined, key, nearest(key, known), known);
  }
  for (const key of node.required ?? []) {
    if (!present.includes(key)) faults.add('input-missing', [...path, key], undefined, key);
  }
  for (const part of [node, ...(node.allOf ?? [])]) checkChoice(part, present, path, faults);
}

/** Of the fields of a `oneOf` exactly one must be there. */
function checkChoice(node: SchemaNode, present: readonly string[], path: JsonPath, faults: Faults): void {
  const choices = (node.oneOf ?? []).flatMap((branch) => branch.required);
  if (choices.length === 0) return;
  const chosen = choices.filter((key) => present.includes(key));
  if (chosen.length === 0) faults.add('input-one-missing', path, undefined, choices);
  const [, second] = chosen;
  if (second !== undefined) faults.add('input-one-of', [...path, second], undefined, chosen);
}

function checkArray(node: SchemaNode, value: readonly unknown[], path: JsonPath, faults: Faults): void {
  const minimum = node.minItems ?? 0;
  const maximum = node.maxItems ?? Number.MAX_SAFE_INTEGER;
  if (value.length < minimum || value.length > maximum) {
    faults.add('input-count', path, value.length, minimum, maximum);
    if (value.length > maximum) return;
  }
  const items = node.items;
  if (items === undefined) return;
  // Not forEach: it passes over the holes of a list.
  for (const [index, item] of value.entries()) check(items, item, [...path, index], faults);
}

function checkInteger(node: SchemaNode, value: number, path: JsonPath, faults: Faults): void {
  const minimum = node.minimum ?? Number.MIN_SAFE_INTEGER;
  const maximum = node.maximum ?? Number.MAX_SAFE_INTEGER;
  if (value < minimum || value > maximum) faults.add('input-range', path, value, minimum, maximum);
}

function checkDecimal(node: SchemaNode, value: string | number, path: JsonPath, faults: Faults): void {
  const text = typeof value === 'number' ? decimal(value).toFixed() : value;
  const pattern = node.pattern ?? '';
  if (matches(pattern, text)) return;
  if (!/^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(text)) {
    faults.add('input-shape', path, value, 'decimal');
    return;
  }
  const integerDigits = Number(/\{0,(\d+)\}/.exec(pattern)?.[1] ?? 0) + 1;
  faults.add('input-decimals', path, value, integerDigits, node['x-scale'] ?? 0);
}

function checkString(node: SchemaNode, value: string, path: JsonPath, faults: Faults): void {
  const illegal = illegalCharacter(value);
  if (illegal !== undefined) {
    faults.add('input-characters', path, undefined, illegal);
    return;
  }
  if (node.enum !== undefined || node.const !== undefined) {
    const choices = node.enum ?? [String(node.const)];
    if (!choices.includes(value)) faults.add('input-choice', path, value, choices, nearest(value, choices));
    return;
  }
  // Characters as XSD and JSON Schema count them: code points.
  if (node.maxLength !== undefined && [...value].length > node.maxLength) {
    faults.add('input-length', path, value, node.maxLength);
  } else if (node.pattern !== undefined && !matches(node.pattern, value)) {
    faults.add('input-shape', path, value, shapeOf(node));
  } else {
    checkShape(node, value, path, faults);
  }
}

const shapeOf = (node: SchemaNode): Shape => {
  const shape = node['x-shape'] ?? 'text';
  return Object.hasOwn(shapeTexts, shape) ? (shape as Shape) : 'text';
};

/** What a pattern cannot say. */
function checkShape(node: SchemaNode, value: string, path: JsonPath, faults: Faults): void {
  const shape = shapeOf(node);
  if (shape === 'date' || shape === 'date-or-today') {
    if (value !== 'today') checkDate(node, value, path, faults);
  } else if (shape === 'moment') {
    checkDate(node, value.slice(0, 10), path, faults);
  } else if (shape === 'bank-account') {
    const { length } = value.replace(/ /g, '');
    if (length < 10 || length > 34) faults.add('input-shape', path, value, shape);
  } else if (shape === 'country') {
    if (!countries.includes(value)) faults.add('country-unknown', path, value, value);
  } else if (shape === 'eu-vat') {
    checkEuVat(value, path, faults);
  }
}

function checkDate(node: SchemaNode, value: string, path: JsonPath, faults: Faults): void {
  const earliest = node['x-earliest'] ?? '';
  const latest = node['x-latest'] ?? latestDate;
  if (!isDate(value)) faults.add('input-shape', path, value, shapeOf(node));
  else if (value < earliest || value > latest) faults.add('input-date-range', path, value, earliest, latest);
}

function checkEuVat(value: string, path: JsonPath, faults: Faults): void {
  const prefix = value.slice(0, 2);
  if (prefix === 'PL') faults.add('polish-nip-as-eu-vat', path, value, value.slice(2));
  else if (!euPrefixes.includes(prefix)) faults.add('country-unknown', path, value, prefix);
}

/** Control characters, lone surrogates and noncharacters: XML or KSeF refuses them. */
const illegalCharacter = (text: string): string | undefined =>
  /(?![\t\n\r\u0085])[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u.exec(text)?.[0];

const compiled = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(pattern, 'u');
    compiled.set(pattern, expression);
  }
  return expression.test(text);
}
