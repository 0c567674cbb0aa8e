/** Latarnia of this KSeF: its events, kept with the data, and what they come to at the moment. */
import { randomUUID } from 'node:crypto';
import type {
  KsefMessagesResponse,
  KsefStatus,
  KsefStatusResponse,
  LatarniaCategory,
} from '@kwit/ksef-contract';
import { readFact, writeFact } from '../../store/control.ts';
import type { Engine } from '../engine.ts';
import { isOngoing, type LatarniaEvent, publishedMessages, statusAt, statusResponse } from './events.ts';

export interface NewEvent {
  category: LatarniaCategory;
  title: string;
  text: string;
  startMs: number;
  endMs: number | null;
}

export interface Latarnia {
  status(): Promise<KsefStatusResponse>;
  messages(): Promise<KsefMessagesResponse>;
  events(): Promise<{ status: KsefStatus; events: readonly LatarniaEvent[] }>;
  announce(event: NewEvent): Promise<LatarniaEvent>;
  /** Ends an event at a moment; undefined where there is none of this identifier. */
  end(eventId: number, atMs: number): Promise<LatarniaEvent | undefined>;
  /** Ends all that is going on, and begins an event unless everything is to be available. */
  turnTo(event: Omit<NewEvent, 'startMs' | 'endMs'> | null): Promise<void>;
  /** Forgets every event. @returns how many there were */
  clear(): Promise<number>;
}

const factName = 'latarnia';
/** Older events are forgotten: the service tells of what matters now. */
const mostEvents = 1000;

interface Kept {
  nextEventId: number;
  events: LatarniaEvent[];
}

export function createLatarnia({ store, clock }: Engine): Latarnia {
  const { db } = store;
  const kept = async (): Promise<Kept> =>
    (await readFact<Kept>(db, factName)) ?? { nextEventId: 1, events: [] };
  const change = <Result>(work: (kept: Kept, nowMs: number) => Result): Promise<Result> =>
    db.transaction().execute(async (transaction) => {
      const state = (await readFact<Kept>(transaction, factName)) ?? { nextEventId: 1, events: [] };
      const result = work(state, clock.nowMs());
      await writeFact(transaction, factName, { ...state, events: state.events.slice(-mostEvents) });
      return result;
    });
  return {
    status: async () => statusResponse((await kept()).events, clock.nowMs()),
    messages: async () => publishedMessages((await kept()).events, clock.nowMs()),
    async events() {
      const { events } = await kept();
      return { status: statusAt(events, clock.nowMs()), events };
    },
    announce: (event) => change((state, nowMs) => add(state, event, nowMs)),
    end: (eventId, atMs) =>
      change((state, nowMs) => {
        const event = state.events.find((one) => one.eventId === eventId);
        if (event) endAt(event, atMs, nowMs);
        return event;
      }),
    turnTo: (event) =>
      change((state, nowMs) => {
        for (const one of state.events) if (isOngoing(one, nowMs)) endAt(one, nowMs, nowMs);
        if (event) add(state, { ...event, startMs: nowMs, endMs: null }, nowMs);
      }),
    clear: () => change((state) => state.events.splice(0).length),
  };
}

function add(state: Kept, event: NewEvent, nowMs: number): LatarniaEvent {
  const ids = { eventId: state.nextEventId, startId: randomUUID(), endId: randomUUID() };
  const made = { ...event, ...ids, announcedMs: nowMs, changedMs: nowMs, version: 1 };
  state.nextEventId += 1;
  state.events.push(made);
  return made;
}

function endAt(event: LatarniaEvent, atMs: number, nowMs: number): void {
  if (Math.max(atMs, nowMs) < event.startMs) event.isCalledOff = true;
  event.endMs = Math.max(atMs, event.startMs);
  event.version += 1;
  event.changedMs = nowMs;
}
