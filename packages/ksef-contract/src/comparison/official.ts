/** Facts of the official OpenAPI document. */
import {
  type Facts,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  tableRows,
  textAt,
} from './facts.ts';
import { addSchemaFacts } from './schema-facts.ts';

const methods = ['get', 'post', 'put', 'delete', 'patch'];

/** Names of all operations in an OpenAPI document, as `POST /tokens`. */
export function officialOperations(document: JsonObject): string[] {
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    methods
      .filter((method) => isObject(item) && item[method] !== undefined)
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
}

/** Facts of the operations of these names (`POST /tokens`); names that the document lacks add nothing. */
export function officialFacts(document: JsonObject, names: readonly string[]): Facts {
  const facts: Facts = new Map();
  const components = objectAt(objectAt(document, 'components'), 'schemas');
  for (const name of names) {
    const [method = '', path = ''] = name.split(' ');
    const operation = objectAt(objectAt(objectAt(document, 'paths'), path), method.toLowerCase());
    if (Object.keys(operation).length > 0) addOperation(facts, name, operation, components);
  }
  return facts;
}

/** The same facts, told of another name: for an operation that has moved since. */
export function renamed(facts: Facts, from: string, to: string): Facts {
  return new Map([...facts].map(([at, fact]) => [at.replace(from, () => to), fact]));
}

function addOperation(facts: Facts, name: string, operation: JsonObject, components: JsonObject): void {
  facts.set(name, 'exists');
  facts.set(`${name} bearer`, bearerOf(operation));
  facts.set(`${name} permissions`, listAt(operation, 'x-required-permissions').map(String).sort().join('|'));
  addParameters(facts, name, operation, components);
  addContents(facts, `${name} request`, objectAt(operation, 'requestBody'), components);
  for (const [status, response] of Object.entries(objectAt(operation, 'responses'))) {
    facts.set(`${name} ${status}`, 'answered');
    addContents(facts, `${name} ${status}`, response, components);
    for (const [header, content] of Object.entries(objectAt(response, 'headers'))) {
      const at = `${name} ${status} header ${header.toLowerCase()}`;
      facts.set(at, 'sent');
      addSchemaFacts(facts, at, objectAt(content, 'schema'), components);
    }
  }
  addErrors(facts, name, textAt(objectAt(objectAt(operation, 'responses'), '400'), 'description'));
  addRate(facts, name, operation);
}

/** The document tells kinds of tokens apart in prose only; silence means the access token. */
function bearerOf(operation: JsonObject): string {
  if (listAt(operation, 'security').length === 0) return 'none';
  const sentence = /Sposób uwierzytelnienia: (.*)/.exec(textAt(operation, 'description'))?.[1] ?? '';
  const kinds = [...sentence.matchAll(/`(\w+)`/g)].map((match) => match[1] ?? '');
  return kinds.length === 0 ? 'AccessToken' : kinds.sort().join('|');
}

function addParameters(facts: Facts, name: string, operation: JsonObject, components: JsonObject): void {
  for (const parameter of listAt(operation, 'parameters')) {
    const place = textAt(parameter, 'in');
    const label = place === 'header' ? textAt(parameter, 'name').toLowerCase() : textAt(parameter, 'name');
    const at = `${name} ${place}.${label}`;
    facts.set(at, 'declared');
    if (isObject(parameter) && parameter.required === true) facts.set(`${at}#required`, 'true');
    addSchemaFacts(facts, at, objectAt(parameter, 'schema'), components);
  }
}

function addContents(facts: Facts, at: string, holder: Json, components: JsonObject): void {
  for (const [type, content] of Object.entries(objectAt(holder, 'content'))) {
    facts.set(`${at} ${type}`, 'declared');
    addSchemaFacts(facts, `${at} ${type} `, objectAt(content, 'schema'), components);
  }
}

function addErrors(facts: Facts, name: string, table: string): void {
  const codes: string[] = [];
  for (const [code = '', description = ''] of tableRows(table)) {
    if (!codes.includes(code)) codes.push(code);
    facts.set(`${name} error ${code}`, description);
  }
  facts.set(`${name} errors`, codes.join(' '));
}

/**
 * The sentences that the tables of these operations give as details, as `21304: …`, with `{}` where a fact
 * is filled in. Cells that only tell what the details are about are left out.
 */
export function officialDetails(document: JsonObject, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const name of names) {
    const [method = '', path = ''] = name.split(' ');
    const operation = objectAt(objectAt(objectAt(document, 'paths'), path), method.toLowerCase());
    const table = textAt(objectAt(objectAt(operation, 'responses'), '400'), 'description');
    for (const [code = '', , details = ''] of tableRows(table)) {
      const isSentence =
        details !== '' && !/^\{[^}]*\}$/.test(details) && !details.startsWith('Informacja o ');
      if (isSentence) found.add(`${code}: ${details.replace(/\{[^}]*\}/g, '{}')}`);
    }
  }
  return found;
}

function addRate(facts: Facts, name: string, operation: JsonObject): void {
  const limits = objectAt(operation, 'x-rate-limits');
  const cells = [limits.perSecond, limits.perMinute, limits.perHour].map((limit) => limit ?? '-');
  facts.set(`${name} rate`, cells.join(' '));
  const table = textAt(objectAt(objectAt(operation, 'responses'), '429'), 'description');
  const group = tableRows(table)[0]?.[4];
  facts.set(`${name} rate group`, group === '-' ? 'anonymous' : (group ?? 'none'));
}
