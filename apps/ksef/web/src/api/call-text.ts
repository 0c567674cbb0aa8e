/** A recorded call as a developer would make it: by `curl`, and by the client. */
import { type OperationName, operations } from '@kwit/ksef-contract';
import type { RecordedCall } from './calls.ts';

/** What is needed to make a call again. */
export type RepeatableCall = Pick<
  RecordedCall,
  'method' | 'url' | 'path' | 'hasBearer' | 'contentType' | 'body'
>;

const shellQuoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export function curlOf({ method, url, hasBearer, contentType, body }: RepeatableCall): string {
  const parts = [
    `curl -X ${method} ${shellQuoted(url)}`,
    ...(hasBearer ? ['-H "Authorization: Bearer $ACCESS_TOKEN"'] : []),
    ...(contentType === undefined ? [] : [`-H ${shellQuoted(`Content-Type: ${contentType}`)}`]),
    ...(body === undefined ? [] : [`--data-raw ${shellQuoted(body)}`]),
  ];
  return parts.join(' \\\n  ');
}

interface Match {
  readonly name: OperationName;
  readonly path: Readonly<Record<string, string>>;
}

/** The operation behind a method and a path below `/v2`; the one with the fewest parameters where several fit. */
export function operationOf(method: string, path: string): Match | undefined {
  const [given = ''] = path.split('?', 1);
  const matches = (Object.keys(operations) as OperationName[]).flatMap((name): Match[] => {
    const declared = operations[name];
    if (declared.method !== method) return [];
    const pattern = declared.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
    const found = new RegExp(`^${pattern}$`).exec(given);
    if (!found) return [];
    const parameters = Object.entries(found.groups ?? {}).map(([key, value]) => [
      key,
      decodeURIComponent(value),
    ]);
    return [{ name, path: Object.fromEntries(parameters) }];
  });
  return matches.toSorted((a, b) => Object.keys(a.path).length - Object.keys(b.path).length)[0];
}

/** Undefined where the call is none of the API. */
export function clientCodeOf(call: RepeatableCall, baseUrl: string): string | undefined {
  const match = operationOf(call.method, call.path);
  if (!match) return undefined;
  const request = requestOf(call, match);
  return [
    "import { createKsefClient } from '@kwit/ksef-client';",
    '',
    `const client = createKsefClient({ baseUrl: '${baseUrl}' });`,
    ...(call.hasBearer
      ? ["await client.logInWithToken({ context: { type: 'Nip', value: nip }, token });"]
      : []),
    `const answer = await client.operations.${match.name}(${request});`,
  ].join('\n');
}

function requestOf({ path, body, contentType }: RepeatableCall, match: Match): string {
  const query = new URLSearchParams(path.split('?', 2)[1] ?? '');
  const request = {
    ...(Object.keys(match.path).length > 0 && { path: match.path }),
    ...(query.size > 0 && { query: Object.fromEntries(query) }),
    ...(body !== undefined && { body: contentType?.includes('json') ? jsonOf(body) : body }),
  };
  return Object.keys(request).length === 0 ? '' : literal(request);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A value as it is written in TypeScript: names without quotes where they need none. */
const literal = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replaceAll(/^(\s*)"([A-Za-z_]\w*)":/gm, '$1$2:');
