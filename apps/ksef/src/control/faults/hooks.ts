/** Faults on the way of a request: what strikes before the operation, and what keeps its answer back. */
import { setTimeout as sleep } from 'node:timers/promises';
import { errorDetails } from '@kwit/ksef-contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Engine } from '../../engine/engine.ts';
import { refusal, TooManyRequests } from '../../errors.ts';
import { isBelow, pathOf } from '../../request-address.ts';
import { sendFailure, sendStorageUnavailable } from './answers.ts';
import { contextFinder } from './contexts.ts';
import type { Faults, Target } from './faults.ts';
import type { Fault, FaultKind } from './operations.ts';

declare module '../journal/journal.ts' {
  interface RequestNote {
    /** The connection is cut instead of answering. */
    isCutAtAnswer?: boolean;
    /** The storage says that it took the part, and did not. */
    isUploadLost?: boolean;
  }
}

const apiPrefix = '/v2/';
const storagePrefix = '/storage/';
const isStorage = ({ path }: Target) => path.startsWith(storagePrefix);
const isApi = ({ path }: Target) => path.startsWith(apiPrefix);

/** Which requests a kind of fault can strike at all. */
const reach: Readonly<Record<Exclude<FaultKind, 'stuck'>, (target: Target) => boolean>> = {
  delay: () => true,
  error: () => true,
  drop: () => true,
  'rate-limit': isApi,
  'lost-upload': ({ operation }) => operation === 'uploadPart',
  'storage-unavailable': isStorage,
  'not-ready': ({ operation }) => operation === 'getInvoiceByKsefNumber',
};
type RequestFault = keyof typeof reach;
const answering = (Object.keys(reach) as RequestFault[]).filter((kind) => kind !== 'delay');

type Effect = (request: FastifyRequest, reply: FastifyReply, fault: Fault) => unknown;

/** What a fault does to a request that it strikes; a reply means that the request is answered. */
const effects: Readonly<Record<Exclude<RequestFault, 'delay'>, Effect>> = {
  error: sendFailure,
  drop: (request, reply, { moment }) => {
    if (moment === 'after') {
      request.note.isCutAtAnswer = true;
      return undefined;
    }
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  },
  'rate-limit': (_, __, { retryAfterSeconds = 30 }) => {
    throw new TooManyRequests({ limit: 20, window: 'perMinute', retryAfterSeconds });
  },
  'lost-upload': (request) => {
    request.note.isUploadLost = true;
  },
  'storage-unavailable': sendStorageUnavailable,
  'not-ready': (request) => {
    const { ksefNumber = '' } = request.params as { ksefNumber?: string };
    throw refusal(21165, errorDetails[21165].notYet(ksefNumber));
  },
};

/** Adds the hooks; requests below `exceptPrefixes` are never struck. */
export function addFaults(
  app: FastifyInstance,
  engine: Engine,
  faults: Faults,
  exceptPrefixes: readonly string[],
): void {
  const contextOf = contextFinder(engine);
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  const strike = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const target: Target = {
      operation: request.routeOptions.config?.operation ?? null,
      path: pathOf(request),
      context: () => contextOf(request),
    };
    const delay = await faults.strike(['delay'], target);
    if (delay) {
      request.note.fault = delay.id;
      const signal = AbortSignal.any([closing.signal, faults.removalOf(delay.id)]);
      await sleep(delay.delayMs, undefined, { signal }).catch(() => {});
    }
    const fault = await faults.strike(
      answering.filter((kind) => reach[kind](target)),
      target,
    );
    if (!fault) return undefined;
    request.note.fault = fault.id;
    return effects[fault.kind as keyof typeof effects](request, reply, fault);
  };
  // Both hooks cost nothing where no fault is there.
  app.addHook('preHandler', (request, reply, done) => {
    if (faults.isIdle || isBelow(request, exceptPrefixes)) return done();
    strike(request, reply).then((answered) => {
      if (answered === undefined) done();
    }, done);
  });
  app.addHook('onSend', (request, _, payload, done) => {
    if (request.note?.isCutAtAnswer) request.raw.socket.destroy();
    done(null, payload);
  });
}
