/**
 * What was asked lately: the last requests in memory, in a ring. Neither bodies nor headers nor queries are in it; of
 * the very last ones `exchanges.ts` keeps them.
 */
import { operations } from '@kwit/ksef-contract';
import type { FastifyInstance } from 'fastify';
import { isoMoment } from '../../engine/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ContextIdentifier } from '../../engine/identifiers.ts';
import { isBelow, requestIp } from '../../request-address.ts';
import { controlError } from '../errors.ts';
import type { Control } from '../operations.ts';
import { createExchanges, messageOf, type RawExchange } from './exchanges.ts';
import type { JournalEntry } from './operations.ts';

/** What the parts of the way of a request note for the journal and for one another. */
export interface RequestNote {
  traceId?: string;
  context?: ContextIdentifier;
  /** Codes or reason of the refusal. */
  problem?: string;
  /** Identifier of the fault that struck. */
  fault?: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    note: RequestNote;
    /** The content of the answer, once there is one: bytes, text or a stream. */
    answered: unknown;
  }
  interface FastifyContextConfig {
    /** Name of the operation that a route serves. */
    operation?: string;
  }
}

const capacity = 10_000;
const defaultLimit = 100;

type Row = Omit<JournalEntry, 'at'> & { atMs: number };

export interface Journal {
  write(row: Omit<Row, 'id'>, exchange?: Omit<RawExchange, 'id'>): void;
  readonly functions: Pick<Control, 'readJournal' | 'readExchange' | 'clearJournal'>;
}

export function createJournal(): Journal {
  const ring: Row[] = [];
  const exchanges = createExchanges();
  let written = 0;
  const newestFirst = function* () {
    for (let id = written; id > written - ring.length; id -= 1) yield ring[(id - 1) % capacity] as Row;
  };
  return {
    write(row, exchange) {
      written += 1;
      ring[(written - 1) % capacity] = { id: written, ...row };
      if (exchange) exchanges.keep({ id: written, ...exchange });
    },
    functions: {
      async readJournal({ limit = defaultLimit, before = Infinity, after = 0, ...filters } = {}) {
        const entries: JournalEntry[] = [];
        for (const row of newestFirst()) {
          if (row.id <= after) break;
          if (row.id >= before || !matches(row, filters)) continue;
          if (entries.length === limit) return { entries, next: entries.at(-1)?.id ?? null };
          entries.push(entryOf(row));
        }
        return { entries, next: null };
      },
      async readExchange({ id }) {
        const exchange = exchanges.find(id);
        if (!exchange) throw controlError('no-such-exchange', { field: 'id', value: String(id) });
        return exchange;
      },
      async clearJournal() {
        const cleared = ring.length;
        ring.length = 0;
        exchanges.clear();
        // Identifiers go on: whoever follows by `after` misses nothing.
        const rest = written % capacity;
        written += rest === 0 ? 0 : capacity - rest;
        return { cleared };
      },
    },
  };
}

type Filters = Pick<
  NonNullable<Parameters<Control['readJournal']>[0]>,
  'operation' | 'method' | 'path' | 'context' | 'status' | 'problem' | 'traceId'
>;

function matches(row: Row, { path, context, problem, ...same }: Filters): boolean {
  if (path !== undefined && !row.path.includes(path)) return false;
  if (context !== undefined && row.context?.value !== context) return false;
  if (problem !== undefined && !row.problem?.split(' ').includes(problem)) return false;
  return Object.entries(same).every(
    ([name, value]) => value === undefined || row[name as keyof typeof same] === value,
  );
}

function entryOf({ id, atMs, ...row }: Row): JournalEntry {
  return { id, at: isoMoment(atMs), ...row };
}

/** Notes every request to anything but `exceptPrefixes` when its connection is done with it. */
export function addJournal(
  app: FastifyInstance,
  journal: Journal,
  { clock, settings }: Pick<Engine, 'clock' | 'settings'>,
  exceptPrefixes: readonly string[],
): void {
  app.decorateRequest('note');
  app.decorateRequest('answered');
  app.addHook('onRequest', (request, reply, done) => {
    request.note = {};
    const [path = ''] = request.url.split('?', 1);
    if (isBelow(request, exceptPrefixes)) return done();
    const clientIp = requestIp(request, settings);
    const startedMs = performance.now();
    // Not Fastify's own hook: that one never comes for a connection that was cut.
    reply.raw.once('close', () => {
      const { note, method, routeOptions } = request;
      const operation = routeOptions.config?.operation ?? null;
      const row = {
        atMs: clock.nowMs(),
        method,
        path,
        operation,
        status: reply.raw.writableFinished ? reply.raw.statusCode : null,
        durationMs: Math.round((performance.now() - startedMs) * 100) / 100,
        context: note.context ?? null,
        traceId: note.traceId ?? '',
        clientIp,
        problem: note.problem ?? null,
        fault: note.fault ?? null,
        requestBytes: sizeOf(request.headers['content-length']) ?? 0,
        responseBytes: sizeOf(reply.getHeader('content-length')),
      };
      journal.write(row, {
        // Addresses of files carry their key in the query.
        address: isApi(operation) ? request.url : path,
        request: messageOf(request.headers, request.body),
        response: messageOf(reply.getHeaders(), request.answered),
      });
    });
    done();
  });
  app.addHook('onSend', (request, _, payload, done) => {
    request.answered = payload;
    done(null, payload);
  });
}

const isApi = (operation: string | null): boolean => operation !== null && operation in operations;

const sizeOf = (header: string | number | string[] | undefined): number | null =>
  header === undefined || header === '' ? null : Number(header);
