/** The last requests with their answers as they went over the line. Secrets are taken out when they are read. */
import { redact, redactedMark } from '@kwit/ksef-contract';
import type { JournalExchange } from './operations.ts';

/** So many are kept, with so much of each body: about 13 MB at most. */
const capacity = 200;
const keptBytes = 32_768;

type Headers = Readonly<Record<string, unknown>>;

interface RawMessage {
  readonly headers: Headers;
  readonly body: Uint8Array | null;
  readonly isWhole: boolean;
}

export interface RawExchange {
  readonly id: number;
  readonly address: string;
  readonly request: RawMessage;
  readonly response: RawMessage;
}

export interface Exchanges {
  keep(exchange: RawExchange): void;
  find(id: number): JournalExchange | undefined;
  clear(): void;
}

export function createExchanges(): Exchanges {
  const ring: RawExchange[] = [];
  let next = 0;
  return {
    keep(exchange) {
      ring[next] = exchange;
      next = (next + 1) % capacity;
    },
    find(id) {
      const found = ring.find((exchange) => exchange.id === id);
      return found && view(found);
    },
    clear() {
      ring.length = 0;
      next = 0;
    },
  };
}

/** @param body bytes, text, or anything else: then it is a stream, of which nothing is kept */
export function messageOf(headers: Headers, body: unknown): RawMessage {
  if (body === undefined || body === null) return { headers, body: null, isWhole: true };
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  if (!(bytes instanceof Uint8Array)) return { headers, body: null, isWhole: false };
  // A copy: a part of a great body would keep the whole of it.
  return { headers, body: Uint8Array.from(bytes.subarray(0, keptBytes)), isWhole: bytes.length <= keptBytes };
}

const view = ({ id, address, request, response }: RawExchange): JournalExchange => ({
  id,
  address,
  request: shown(request),
  response: shown(response),
});

const textual = /json|xml|text|html|urlencoded/i;
const secretHeaders = /^(authorization|cookie|set-cookie)$/i;

function shown({ headers, body, isWhole }: RawMessage): JournalExchange['request'] {
  const isText = body !== null && textual.test(String(headers['content-type'] ?? ''));
  return {
    headers: Object.entries(headers).map(([name, value]) => ({
      name,
      value: secretHeaders.test(name) ? redactedMark : redact(String(value)),
    })),
    body: isText ? redact(textOf(body, isWhole)) : null,
    isWhole: isText ? isWhole : body === null && isWhole,
  };
}

/** What is cut off might be half a secret, which would not be recognised. */
function textOf(body: Uint8Array, isWhole: boolean): string {
  const text = new TextDecoder().decode(body);
  return isWhole ? text : text.replace(/[\w.|+/=-]*\ufffd?$/, '');
}
