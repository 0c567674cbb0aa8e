/** Whether an answer may be: what the contract says of its operation, and nothing of anybody else. */
import {
  type Operation,
  type OperationName,
  operations,
  refusalSchemas,
  unreadableBodyError,
} from '@kwit/ksef-contract';
import type { TSchema } from 'typebox';
import { faultsOf } from '../../src/validation.ts';
import type { FuzzRequest } from './requests.ts';

/** Codes that the official tables leave out; `docs/deviations.md` says why they come. */
const beyondTables: Readonly<Partial<Record<OperationName, readonly number[]>>> = {
  getAuthenticationStatus: [21405],
  getSessionInvoice: [21173],
  getInvoiceUpoByReference: [21173],
  getInvoiceUpoByKsefNumber: [21173],
};

/** What is done later is taken for whatever it is asked of; and a list of nothing tells nothing. */
const opensNothing = new Set<OperationName>([
  'revokePermission',
  'revokeAuthorization',
  'listCollectiveIdentifiersOfInvoice',
]);

/** The router looks for nothing under longer parameters. */
const longestParameter = 500;

/** From here on an address may be longer, with all headers, than a head may be (16 KiB). */
const longAddress = 4000;

export interface FuzzAnswer {
  status: number;
  contentType: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
}

/** What belongs to somebody whom no caller has to do with. */
export interface Foreign {
  /** Texts and identifiers that nobody else was told: they must be in no answer. */
  secrets: readonly string[];
  /** Identifiers that everybody was told: they must open nothing. */
  identifiers: ReadonlySet<string>;
}

/** @returns what is wrong, or null */
export async function faultIn(
  request: FuzzRequest,
  answer: FuzzAnswer,
  foreign: Foreign,
): Promise<string | null> {
  const { status, text, headers } = answer;
  if (status >= 500) return `status ${status}`;
  const everything = `${text}\n${JSON.stringify(headers)}`;
  const secret = foreign.secrets.find((one) => everything.includes(one));
  if (secret !== undefined) return `tells ${secret}`;
  const opened = request.parameters.find((one) => foreign.identifiers.has(one));
  const mayOpen = !request.isDeclared || opensNothing.has(request.operation);
  if (status < 300 && !mayOpen && opened !== undefined) return `opened ${opened} of somebody else`;
  if (/node_modules|\.ts:\d|SQLITE|at [A-Z]\w+\.\w+ \(/.test(text) && status >= 400)
    return 'tells its insides';
  if (!request.isDeclared) return null;
  return status < 300 ? successFault(request, answer) : refusalFault(request, answer);
}

async function successFault(
  request: FuzzRequest,
  { status, text, contentType }: FuzzAnswer,
): Promise<string | null> {
  const operation: Operation = operations[request.operation];
  if (!request.hasBearer && operation.bearer !== 'none') return 'let somebody in without the right token';
  const { status: declared, content } = operation.answer;
  if (status !== declared) return `status ${status} instead of ${declared}`;
  if (content.kind === 'none') return text === '' ? null : 'a body where none is declared';
  if (content.kind === 'xml')
    return contentType.startsWith('application/xml') ? null : `content ${contentType}`;
  return bodyFault(content.schema, text);
}

async function bodyFault(schema: TSchema, text: string): Promise<string | null> {
  const faults = await faultsOf(schema, JSON.parse(text));
  return faults.length > 0 ? `body: ${JSON.stringify(faults.slice(0, 3))}` : null;
}

async function refusalFault(request: FuzzRequest, answer: FuzzAnswer): Promise<string | null> {
  const { status, contentType, text } = answer;
  const operation: Operation = operations[request.operation];
  const undeclared = `status ${status} is not declared`;
  switch (status) {
    case 400:
      return (await shapeFault(400, answer)) ?? codesFault(request, text);
    case 401:
    case 403:
      return operation.bearer === 'none' ? undeclared : shapeFault(status, answer);
    case 410:
      return operation.gone ? shapeFault(410, answer) : undeclared;
    case 413:
      return text === '' ? null : 'a body with a 413';
    case 415:
      return request.body === undefined ? undeclared : null;
    case 431:
      return request.path.length > longAddress ? null : undeclared;
    case 404:
    case 414:
      return request.parameters.every(isPlain) && contentType.includes('json') ? undeclared : null;
    default:
      return undeclared;
  }
}

/** An odd parameter may lead anywhere. */
const isPlain = (parameter: string): boolean =>
  /^[\w-]+$/.test(parameter) && parameter.length <= longestParameter;

async function shapeFault(
  status: 400 | 401 | 403 | 410,
  { contentType, text }: FuzzAnswer,
): Promise<string | null> {
  const type = contentType.split(';', 1)[0] ?? '';
  const schema = (refusalSchemas[status] as Readonly<Record<string, TSchema>>)[type];
  return schema ? bodyFault(schema, text) : `a ${status} as ${contentType}`;
}

interface Told {
  code: number;
  description: string;
  details: string[];
}

function toldBy(text: string): Told[] {
  const body = JSON.parse(text);
  const faults: (Told & { exceptionCode: number; exceptionDescription: string })[] =
    body.exception?.exceptionDetailList ?? body.errors ?? [];
  return faults.map(({ code, description, exceptionCode, exceptionDescription, details }) => ({
    code: code ?? exceptionCode,
    description: description ?? exceptionDescription,
    details: details ?? [],
  }));
}

function codesFault({ operation: name, wrongField }: FuzzRequest, text: string): string | null {
  const { errors, request }: Operation = operations[name];
  const told = toldBy(text);
  if (told.length === 0) return 'a 400 without a code';
  for (const { code, description, details } of told) {
    const isUnreadable = code === unreadableBodyError && request.kind !== 'none';
    const isKnown = errors.includes(code as never) || beyondTables[name]?.includes(code);
    if (!isUnreadable && !isKnown) return `code ${code} is not declared`;
    if (!description) return `code ${code} says nothing`;
    if (code === 21405 && details.length === 0) return '21405 without a detail';
  }
  if (wrongField === null) return null;
  const isNamed = told.some(({ details }) => details.some((detail) => detail.includes(wrongField)));
  return isNamed ? null : `${wrongField} is not named`;
}
