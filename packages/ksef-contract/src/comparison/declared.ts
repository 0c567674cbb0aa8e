/** Facts of what the contract declares, in the same words as those of the official document. */
import type { BearerKind, Body, Operation } from '../define.ts';
import { detailSentences, errorDetails, errorText } from '../errors.ts';
import { answerHeaders, refusalSchemas } from '../schemas/problems.ts';
import { rateGroups } from '../vocabulary.ts';
import type { Facts, Json } from './facts.ts';
import { addSchemaFacts } from './schema-facts.ts';

/** Name of an operation in the official document's terms, as `POST /tokens`. */
export const officialName = (operation: Operation) => `${operation.method} ${operation.path}`;

const bearers: Record<BearerKind, string> = {
  none: 'none',
  authenticationToken: 'AuthenticationToken',
  refreshToken: 'RefreshToken',
  accessToken: 'AccessToken',
  accessOrRefreshToken: 'AccessToken|RefreshToken',
};

/** Facts of all operations given. */
export function declaredFacts(operations: readonly Operation[]): Facts {
  const facts: Facts = new Map();
  for (const operation of operations) addOperation(facts, officialName(operation), operation);
  return facts;
}

function addOperation(facts: Facts, name: string, operation: Operation): void {
  facts.set(name, 'exists');
  facts.set(`${name} bearer`, bearers[operation.bearer]);
  facts.set(`${name} permissions`, [...operation.permissions].sort().join('|'));
  addParameters(facts, `${name} path`, operation.pathParameters);
  addParameters(facts, `${name} query`, operation.query);
  addParameters(facts, `${name} header`, operation.headers);
  addBody(facts, `${name} request`, operation.request);
  const success = `${name} ${operation.answer.status}`;
  facts.set(success, 'answered');
  addBody(facts, success, operation.answer.content);
  addHeaders(facts, success, { ...answerHeaders.success, ...operation.answer.headers });
  addRefusals(facts, name, operation);
  addErrors(facts, name, operation);
  addRate(facts, name, operation);
}

function addParameters(facts: Facts, at: string, parameters: Operation['query']): void {
  for (const [label, schema] of Object.entries(parameters?.properties ?? {})) {
    facts.set(`${at}.${label}`, 'declared');
    if (parameters?.required?.includes(label)) facts.set(`${at}.${label}#required`, 'true');
    addSchemaFacts(facts, `${at}.${label}`, schema as Json, {});
  }
}

function addBody(facts: Facts, at: string, body: Body): void {
  if (body.kind === 'none') return;
  const type = body.kind === 'xml' ? 'application/xml' : 'application/json';
  addContent(facts, at, type, body.kind === 'xml' ? { type: 'string' } : body.schema);
}

function addContent(facts: Facts, at: string, type: string, schema: unknown): void {
  facts.set(`${at} ${type}`, 'declared');
  addSchemaFacts(facts, `${at} ${type} `, schema as Json, {});
}

function addHeaders(facts: Facts, at: string, headers: Readonly<Record<string, unknown>>): void {
  for (const [header, schema] of Object.entries(headers)) {
    facts.set(`${at} header ${header}`, 'sent');
    addSchemaFacts(facts, `${at} header ${header}`, schema as Json, {});
  }
}

function addRefusals(facts: Facts, name: string, operation: Operation): void {
  const statuses = [
    400,
    429,
    ...(operation.bearer === 'none' ? [] : [401, 403]),
    ...(operation.gone ? [410] : []),
  ] as const;
  for (const status of statuses) {
    facts.set(`${name} ${status}`, 'answered');
    for (const [type, schema] of Object.entries(refusalSchemas[status as keyof typeof refusalSchemas])) {
      addContent(facts, `${name} ${status}`, type, schema);
    }
  }
  addHeaders(facts, `${name} 429`, answerHeaders.tooManyRequests);
}

function addErrors(facts: Facts, name: string, operation: Operation): void {
  facts.set(`${name} errors`, operation.errors.join(' '));
  for (const code of operation.errors) facts.set(`${name} error ${code}`, errorText(code));
}

function addRate(facts: Facts, name: string, operation: Operation): void {
  const limit: { perSecond: number; perMinute?: number; perHour?: number } = rateGroups[operation.rateGroup];
  facts.set(`${name} rate`, [limit.perSecond, limit.perMinute ?? '-', limit.perHour ?? '-'].join(' '));
  facts.set(`${name} rate group`, operation.rateGroup);
}

/** Every sentence that the contract knows as details, as `21304: …`, with `{}` where a fact is filled in. */
export function declaredDetails(): Set<string> {
  const found = new Set<string>();
  for (const code of Object.keys(errorDetails)) {
    for (const sentence of detailSentences(Number(code))) found.add(`${code}: ${sentence}`);
  }
  return found;
}
