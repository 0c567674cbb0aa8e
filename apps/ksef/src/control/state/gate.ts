/** Keeps requests and background work out while the state is exchanged. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Background } from '../../engine/background.ts';
import { isBelow } from '../../request-address.ts';
import { within } from '../../within.ts';
import { controlError } from '../errors.ts';

/** How long an exchange waits for what is under way, and a request for an exchange. */
const patienceMs = 30_000;

/** Says that a request is over; may be called again. */
export type Leave = () => void;

export interface Gate {
  /** Whether requests come in at once: the usual case. */
  readonly isOpen: boolean;
  /** Lets a request in at once. */
  enterAtOnce(): Leave;
  /** Waits while the state is exchanged; null where that took too long. */
  enter(): Promise<Leave | null>;
  /** Runs work while no request is answered and nothing goes on behind. Throws `ControlError` `busy`. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result>;
}

export function createGate(background: Background, patience: number = patienceMs): Gate {
  let inside = 0;
  let empty: (() => void) | undefined;
  let shut: Promise<void> | undefined;

  const leave = () => {
    inside -= 1;
    if (inside === 0) empty?.();
  };
  const untilEmpty = () =>
    inside === 0
      ? Promise.resolve(true)
      : within(
          patience,
          new Promise<void>((done) => {
            empty = done;
          }),
        );
  const enterAtOnce = (): Leave => {
    inside += 1;
    let isOver = false;
    return () => {
      if (!isOver) leave();
      isOver = true;
    };
  };
  return {
    get isOpen() {
      return shut === undefined;
    },
    enterAtOnce,
    async enter() {
      const deadline = Date.now() + patience;
      while (shut) if (!(await within(deadline - Date.now(), shut))) return null;
      return enterAtOnce();
    },
    async exclusively(work) {
      while (shut) await shut;
      let open: (() => void) | undefined;
      shut = new Promise((done) => {
        open = done;
      });
      try {
        if (!(await untilEmpty()) || !(await background.pause(patience))) throw controlError('busy');
        return await work();
      } finally {
        empty = undefined;
        shut = undefined;
        background.resume();
        open?.();
      }
    },
  };
}

/** Lets every request but those below `exceptPrefixes` through the gate. */
export function addGate(app: FastifyInstance, gate: Gate, exceptPrefixes: readonly string[]): void {
  app.addHook('preHandler', (request, reply, done) => {
    if (isBelow(request, exceptPrefixes)) return done();
    const letIn = (leave: Leave) => {
      reply.raw.once('close', leave);
      // A connection that ended while its request waited never closes again.
      if (reply.raw.closed) leave();
      done();
    };
    if (gate.isOpen) return letIn(gate.enterAtOnce());
    gate.enter().then((leave) => {
      if (leave) letIn(leave);
      else sendUnavailable(reply);
    }, done);
  });
}

function sendUnavailable(reply: FastifyReply): void {
  const detail =
    'Stan lokalnego KSeF jest właśnie wymieniany. Spróbuj ponownie za chwilę. The state of the local KSeF is being exchanged; try again in a moment.';
  reply
    .code(503)
    .header('retry-after', '5')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ title: 'Service Unavailable', status: 503, detail }));
}
