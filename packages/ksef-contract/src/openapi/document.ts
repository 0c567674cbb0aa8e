/**
 * The contract as an OpenAPI 3.0 document, in the form of the official one: whoever makes a client from that makes
 * the same from this. Everything in it comes from the declarations; what OpenAPI has no place for (permissions, rate
 * limits, codes of errors, kinds of tokens) stands where the official document has it.
 */
import type { Body, Operation } from '../define.ts';
import { detailSentences, errorText } from '../errors.ts';
import { answerHeaders, refusalSchemas } from '../schemas/problems.ts';
import { type RateLimit, rateGroups } from '../vocabulary.ts';
import { createSchemaWriter, type JsonMap, type JsonValue, type SchemaWriter } from './schema-references.ts';
import { tagOf, tags } from './tags.ts';

export type { JsonMap, JsonValue } from './schema-references.ts';

export interface OpenApiOptions {
  title: string;
  description: string;
  /** Version of the document. */
  version: string;
  /** Base addresses of the API, the first being the usual one. */
  servers: readonly { url: string; description: string }[];
  /** The operations by name; those that a service does not have are left out. */
  operations: Readonly<Record<string, Operation>>;
}

/** The document as plain JSON. */
export function openApiDocument(options: OpenApiOptions): JsonMap {
  const writer = createSchemaWriter();
  const paths: Record<string, JsonMap> = {};
  for (const [name, operation] of Object.entries(options.operations)) {
    const method = operation.method.toLowerCase();
    paths[operation.path] = { ...paths[operation.path], [method]: operationOf(name, operation, writer) };
  }
  const { title, description, version } = options;
  return {
    openapi: '3.0.4',
    info: { title, description, version },
    servers: options.servers.map(({ url, description }) => ({ url, description })),
    tags: tags.map(({ name, description }) => ({ name, description })),
    paths,
    components: {
      schemas: writer.components(),
      securitySchemes: {
        Bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'The token that an operation asks for; most ask for an access token.',
        },
      },
    },
  };
}

function operationOf(name: string, operation: Operation, writer: SchemaWriter): JsonMap {
  const parameters = parametersOf(operation, writer);
  const limit: RateLimit = rateGroups[operation.rateGroup];
  const { perSecond, perMinute = null, perHour = null } = limit;
  return {
    operationId: name,
    tags: [tagOf(name)],
    summary: operation.summary,
    description: descriptionOf(operation),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...requestBodyOf(operation, writer),
    responses: responsesOf(operation, writer),
    security: operation.bearer === 'none' ? [] : [{ Bearer: [] }],
    ...(operation.permissions.length > 0 ? { 'x-required-permissions': [...operation.permissions] } : {}),
    'x-rate-limits': { perSecond, perMinute, perHour },
  };
}

const tokens: Record<Operation['bearer'], readonly string[]> = {
  none: [],
  authenticationToken: ['AuthenticationToken'],
  refreshToken: ['RefreshToken'],
  accessToken: ['AccessToken'],
  accessOrRefreshToken: ['AccessToken', 'RefreshToken'],
};

const quoted = (words: readonly string[]) => words.map((word) => `\`${word}\``).join(', ');

/** The words under which the official document tells tokens and permissions are kept. */
function descriptionOf({ bearer, permissions, gone, repeatable }: Operation): string {
  const lines = [
    bearer === 'none' ? 'Public.' : `Sposób uwierzytelnienia: ${quoted(tokens[bearer])}.`,
    permissions.length > 0 ? `**Wymagane jedno z uprawnień**: ${quoted(permissions)}.` : null,
    gone ? 'Answers 410 once the retention of the status has passed.' : null,
    repeatable ? null : 'Not to be repeated blindly after a lost answer.',
  ];
  return lines.filter((line) => line !== null).join('\n\n');
}

interface ObjectSchema {
  properties?: Record<string, { description?: string }>;
  required?: readonly string[];
}

function parametersOf(operation: Operation, writer: SchemaWriter): JsonMap[] {
  const places = { path: operation.pathParameters, query: operation.query, header: operation.headers };
  return Object.entries(places).flatMap(([place, schema]) => {
    const { properties = {}, required = [] } = (schema ?? {}) as ObjectSchema;
    return Object.entries(properties).map(([name, property]) => ({
      name,
      in: place,
      description: property.description ?? '',
      ...(required.includes(name) ? { required: true } : {}),
      schema: writer.write(property),
    }));
  });
}

function contentOf(body: Body, writer: SchemaWriter): JsonMap {
  if (body.kind === 'none') return {};
  if (body.kind === 'xml') return { 'application/xml': { schema: { type: 'string' } } };
  return { 'application/json': { schema: writer.write(body.schema) } };
}

function requestBodyOf({ request }: Operation, writer: SchemaWriter): JsonMap {
  return request.kind === 'none' ? {} : { requestBody: { content: contentOf(request, writer) } };
}

const statusNames: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  401: 'Unauthorized',
  403: 'Forbidden',
  410: 'Gone',
};

function responsesOf(operation: Operation, writer: SchemaWriter): JsonMap {
  const { status, content, headers } = operation.answer;
  const success = contentOf(content, writer);
  const statuses = [401, 403, 410] as const;
  const told = statuses.filter((code) => (code === 410 ? operation.gone : operation.bearer !== 'none'));
  return {
    [status]: {
      description: statusNames[status] ?? '',
      headers: headersOf({ ...answerHeaders.success, ...headers }, writer),
      ...(Object.keys(success).length > 0 ? { content: success } : {}),
    },
    400: { description: errorTable(operation), content: refusalContent(400, writer) },
    ...Object.fromEntries(
      told.map((code) => [
        code,
        { description: statusNames[code] ?? '', content: refusalContent(code, writer) },
      ]),
    ),
    429: {
      description: rateTable(operation),
      headers: headersOf(answerHeaders.tooManyRequests, writer),
      content: refusalContent(429, writer),
    },
  };
}

const headersOf = (headers: Readonly<Record<string, unknown>>, writer: SchemaWriter): JsonMap =>
  Object.fromEntries(
    Object.entries(headers).map(([name, schema]) => [name, { schema: writer.write(schema) }]),
  );

const refusalContent = (status: keyof typeof refusalSchemas, writer: SchemaWriter): JsonMap =>
  Object.fromEntries(
    Object.entries<unknown>(refusalSchemas[status]).map(([type, schema]): [string, JsonValue] => [
      type,
      { schema: writer.write(schema) },
    ]),
  );

/** Codes with their sentences; details where the contract knows their words, `{}` standing for a fact. */
function errorTable({ errors }: Operation): string {
  const rows = errors.flatMap((code) => {
    const sentences = detailSentences(code);
    const details = sentences.length > 0 ? sentences : ['-'];
    return details.map((sentence) => `| ${code} | ${errorText(code)} | ${sentence} |`);
  });
  return ['| ExceptionCode | ExceptionDescription | Details |', '|---|---|---|', ...rows].join('\n');
}

function rateTable({ rateGroup }: Operation): string {
  const { perSecond, perMinute, perHour }: RateLimit = rateGroups[rateGroup];
  return [
    '| | req / s | req / min | req / h | group |',
    '|---|---|---|---|---|',
    `| **Requests** | ${perSecond} | ${perMinute ?? '-'} | ${perHour ?? '-'} | ${rateGroup} |`,
  ].join('\n');
}
