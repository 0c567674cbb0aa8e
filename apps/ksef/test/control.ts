/** The control side over HTTP, for tests. */
import type { Ksef } from '../src/index.ts';

export interface ControlReply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: answers of every operation; the tests say what they expect
  body: any;
}

/** Calls the control side with its key, or with the headers given. */
export async function controlCall(
  ksef: Pick<Ksef, 'controlUrl' | 'controlKey'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<ControlReply> {
  const response = await fetch(ksef.controlUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${ksef.controlKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}
