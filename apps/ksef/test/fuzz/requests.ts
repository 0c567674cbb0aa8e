/** Requests for fuzzing: each of one operation of the contract, right or made wrong in one place or several. */
import { type Operation, type OperationName, operations } from '@kwit/ksef-contract';
import type { Random } from '../random.ts';
import type { Example, Examples } from './examples.ts';
import { type JsonSchema, Values, writeJson } from './values.ts';

/** Tokens of one caller by their kind. */
export interface Caller {
  name: string;
  accessToken: string;
  refreshToken: string;
  authenticationToken: string;
}

export interface FuzzRequest {
  operation: OperationName;
  method: string;
  /** With the query. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
  /** Parameters of the path, as they were before they were written into it. */
  parameters: readonly string[];
  /** Whether method and path are still those of the operation, so that its declaration binds the answer. */
  isDeclared: boolean;
  /** Whether the bearer is of the caller and of the kind that the operation takes. */
  hasBearer: boolean;
  /** Path of the field that has a value of a wrong type, where nothing else is wrong. */
  wrongField: string | null;
}

export interface Circumstances {
  callers: readonly Caller[];
  /** Tokens that are good for nothing. */
  badTokens: readonly string[];
  /** Identifiers of the callers, and made up ones. */
  known: readonly string[];
  /** Identifiers of somebody with whom no caller has to do. */
  foreign: readonly string[];
  examples: Examples;
}

const names = Object.keys(operations) as OperationName[];
const depths = [50, 5000, 100_000];

/** A request; which one, the random numbers decide. */
export function newRequest(random: Random, circumstances: Circumstances): FuzzRequest {
  const name = random.pick(names);
  const operation: Operation = operations[name];
  // Test data decide who is who: they could make anybody the foreigner.
  const foreign = operation.path.startsWith('/testdata/') ? [] : circumstances.foreign;
  const values = new Values(random, [...circumstances.known, ...foreign]);
  // The first one may do the most.
  const caller = random.pick(circumstances.callers.slice(0, random.chance(0.4) ? 1 : undefined));
  const example = random.chance(0.5) ? random.pick(circumstances.examples[name] ?? [{}]) : {};
  const content = contentOf(operation, example, random, values);
  const parameters = example.path ?? parametersOf(operation, random, values);
  const { bearer, hasBearer } = bearerOf(operation, caller, random, circumstances);
  const headers: Record<string, string> = {
    ...(content.type === undefined ? {} : { 'content-type': content.type }),
    ...(bearer === undefined ? {} : { authorization: bearer }),
    ...headersOf(operation, random, values),
  };
  const path = pathOf(operation, parameters, random) + queryOf(operation, random, values);
  const request = { operation: name, method: operation.method, path, headers, parameters, hasBearer };
  const { body, wrongField } = content;
  return spoiled({ ...request, body, wrongField, isDeclared: true }, random);
}

interface Content {
  type: string | undefined;
  body: Buffer | undefined;
  wrongField: string | null;
}

const jsonTypes = ['application/json', 'application/json; charset=utf-8', 'text/json'];
const otherTypes = [
  'text/plain',
  'application/xml',
  'multipart/form-data; boundary=x',
  'application/json5',
  ';',
];

function contentOf({ request }: Operation, example: Example, random: Random, values: Values): Content {
  if (request.kind === 'none' && random.chance(0.95))
    return { type: undefined, body: undefined, wrongField: null };
  const type = random.chance(0.05)
    ? random.pick(otherTypes)
    : request.kind === 'xml'
      ? 'application/xml'
      : random.pick(jsonTypes);
  if (request.kind !== 'json') {
    return { type, body: Buffer.from(random.pick(documents)), wrongField: null };
  }
  const value = example.body ?? values.right(request.schema as JsonSchema);
  const { mutated, wrongField } = mutation(value, random, values);
  let text = writeJson(mutated, random.pick(depths));
  const isSpoiled = random.chance(0.1);
  if (isSpoiled) text = spoiledText(text, random);
  const isLatin = random.chance(0.02);
  const body = Buffer.from(text, isLatin ? 'latin1' : 'utf8');
  return { type, body, wrongField: isSpoiled || isLatin || !jsonTypes.includes(type) ? null : wrongField };
}

const documents = [
  '',
  '<',
  '<a/>',
  'no document',
  '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><a>&b;</a>',
  '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
  `${'<a>'.repeat(50_000)}`,
  `<a ${Array.from({ length: 3000 }, (_, index) => `b${index}="1"`).join(' ')}/>`,
  '<AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/2.0"><Challenge>x</Challenge></AuthTokenRequest>',
  '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>',
  '\ufeff<a>\u0000</a>',
];

/** Changes in a value; two out of five values stay right. */
function mutation(
  value: unknown,
  random: Random,
  values: Values,
): { mutated: unknown; wrongField: string | null } {
  if (random.chance(0.4)) return { mutated: value, wrongField: null };
  const root = { value: structuredClone(value) };
  const count = random.chance(0.7) ? 1 : 1 + random.below(4);
  let wrongField: string | null = null;
  for (let change = 0; change < count; change += 1) wrongField = mutate(root, random, values);
  return { mutated: root.value, wrongField: count === 1 ? wrongField : null };
}

interface Place {
  holder: Record<string, unknown>;
  name: string;
  path: string;
}

function placesIn(holder: object, path: string): Place[] {
  return Object.entries(holder).flatMap(([name, value]) => {
    const own = Array.isArray(holder) ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
    const place = { holder: holder as Record<string, unknown>, name, path: own };
    return typeof value === 'object' && value !== null ? [place, ...placesIn(value, own)] : [place];
  });
}

/** Makes one change. @returns the path of the field, where it now has a value of a wrong type */
function mutate(root: { value: unknown }, random: Random, values: Values): string | null {
  const inside = typeof root.value === 'object' && root.value !== null ? placesIn(root.value, '') : [];
  const { holder, name, path } =
    inside.length > 0 && random.chance(0.93)
      ? random.pick(inside)
      : { holder: root as Record<string, unknown>, name: 'value', path: '' };
  const before = holder[name];
  switch (random.below(6)) {
    case 0:
      if (Array.isArray(holder)) holder[name] = undefined;
      else delete holder[name];
      return null;
    case 1:
      holder[name] = Array.from(
        { length: random.pick(inside.length > 200 ? [2] : [2, 101, 3000]) },
        () => before,
      );
      return null;
    case 2:
      if (typeof before === 'object' && before !== null && !Array.isArray(before)) {
        Object.assign(before, { nieznane: values.odd() });
        return null;
      }
      holder[name] = values.odd();
      return null;
    case 3:
      if (typeof before === 'string' && path !== '') {
        holder[name] = 12.5;
        return path;
      }
      holder[name] = null;
      return null;
    default:
      holder[name] = values.odd();
      return null;
  }
}

function spoiledText(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return (
        text.slice(0, at) + random.pick(['"', '\\', '\u0000', ',', '{', ']', '\ufeff', '0']) + text.slice(at)
      );
    case 2:
      return text.replace('{', '{"__proto__":{"permissions":["Owner"]},"constructor":{"prototype":{}},');
    case 3:
      return text.replace(/"(\w+)":/, '"$1":null,"$1":');
    case 4:
      return `\ufeff${text}`;
    default:
      return text + text;
  }
}

function parametersOf(operation: Operation, random: Random, values: Values): string[] {
  const { properties = {} } = (operation.pathParameters ?? {}) as JsonSchema;
  return Object.values(properties).map((schema) =>
    random.chance(0.75) ? String(values.right(schema)) : values.oddText(),
  );
}

function pathOf({ path }: Operation, parameters: readonly string[], random: Random): string {
  let next = 0;
  const isRaw = random.chance(0.03);
  return `/v2${path.replace(/\{\w+\}/g, () => {
    const value = parameters[next] ?? '';
    next += 1;
    return isRaw ? value.replaceAll(/[^\u0021-\u007e]/g, '%').slice(0, 2000) : encoded(value);
  })}`;
}

/** Percent-encoded as bytes; what is no character is encoded, too. */
const encoded = (text: string): string =>
  [...Buffer.from(text).subarray(0, 8000)]
    .map((byte) =>
      /[A-Za-z0-9._~-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).padStart(2, '0')}`,
    )
    .join('');

function queryOf(operation: Operation, random: Random, values: Values): string {
  const { properties = {} } = (operation.query ?? {}) as JsonSchema;
  const pairs: string[] = [];
  for (const [name, schema] of Object.entries(properties)) {
    if (random.chance(0.5)) continue;
    const value = random.chance(0.7) ? values.right(schema) : values.odd();
    for (const one of [value].flat()) pairs.push(`${name}=${encoded(String(one))}`);
    if (random.chance(0.05)) pairs.push(`${name}=%zz`, `${name}`, `${name}[a]=1`);
  }
  if (random.chance(0.03)) pairs.push('__proto__=1', 'constructor=1', '%00=%ff', '&&=');
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

function headersOf(operation: Operation, random: Random, values: Values): Record<string, string> {
  const { properties = {} } = (operation.headers ?? {}) as JsonSchema;
  const found: Record<string, string> = {};
  for (const [name, schema] of Object.entries(properties)) {
    if (random.chance(0.4))
      found[name] = headerText(random.chance(0.5) ? values.right(schema) : values.odd());
  }
  if (random.chance(0.3))
    found['x-error-format'] = random.pick(['problem-details', 'problem-details', 'other', '']);
  if (random.chance(0.05))
    found['x-ksef-feature'] = random.pick(['subject-identifier-validation', 'a,b', '\u00ff']);
  if (random.chance(0.05)) found['x-test-system-warning'] = headerText(values.odd());
  if (random.chance(0.03))
    found['x-forwarded-for'] = random.pick(['127.0.0.1', '1.2.3.4, ::1', 'x'.repeat(3000)]);
  return found;
}

/** What Node lets into a header. */
const headerText = (value: unknown): string =>
  String(value)
    .replaceAll(/[^\t\u0020-\u007e\u0080-\u00ff]/g, '?')
    .slice(0, 4000);

function bearerOf(
  { bearer }: Operation,
  caller: Caller,
  random: Random,
  { badTokens }: Circumstances,
): { bearer: string | undefined; hasBearer: boolean } {
  const tokens = [caller.accessToken, caller.refreshToken, caller.authenticationToken];
  const right = {
    none: undefined,
    accessToken: caller.accessToken,
    refreshToken: caller.refreshToken,
    authenticationToken: caller.authenticationToken,
    accessOrRefreshToken: random.pick([caller.accessToken, caller.refreshToken]),
  }[bearer];
  if (random.chance(0.85)) return { bearer: right && `Bearer ${right}`, hasBearer: true };
  const either = bearer === 'accessOrRefreshToken' ? [caller.accessToken, caller.refreshToken] : [right];
  const other = random.pick([...tokens.filter((token) => !either.includes(token)), ...badTokens]);
  const written = random.pick([`Bearer ${other}`, `bearer  ${other} `, `Basic ${other}`, other, '']);
  return { bearer: written.trim(), hasBearer: false };
}

/** Now and then another method, or an address beside the right one. */
function spoiled(request: FuzzRequest, random: Random): FuzzRequest {
  if (random.chance(0.96)) return request;
  const { path } = request;
  const changed = { ...request, isDeclared: false, wrongField: null };
  switch (random.below(4)) {
    case 0:
      return {
        ...changed,
        method: random.pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'TRACE']),
      };
    case 1:
      return {
        ...changed,
        path: path.replace('/v2/', random.pick(['/v2//', '/V2/', '/v2/./', '/v2/%2e%2e/v2/'])),
      };
    case 2:
      return { ...changed, path: path.replace('?', '/?') };
    default:
      return { ...changed, path: `${path}${random.pick(['%', '%ff', '/', '%2f', ';a=b', '/..'])}` };
  }
}
