/** What Latarnia tells of its events: a function of them and of the moment. */
import {
  type KsefStatus,
  type KsefStatusResponse,
  ksefStatuses,
  type LatarniaCategory,
  type LatarniaMessage,
  type LatarniaMessageType,
} from '@kwit/ksef-contract';
import { isoMoment } from '../clock.ts';

/** A maintenance, a failure or a total failure. Moments are milliseconds since 1970. */
export interface LatarniaEvent {
  eventId: number;
  category: LatarniaCategory;
  title: string;
  text: string;
  startMs: number;
  /** Null where nobody knows. */
  endMs: number | null;
  announcedMs: number;
  /** Whether it was ended before it began. */
  isCalledOff?: boolean;
  /** Grows whenever something of it changes. */
  version: number;
  changedMs: number;
  /** Identifiers of its messages. */
  startId: string;
  endId: string;
}

export const isOngoing = ({ startMs, endMs }: LatarniaEvent, nowMs: number): boolean =>
  startMs <= nowMs && (endMs === null || nowMs < endMs);

/** The worst of what is going on. */
export function statusAt(events: readonly LatarniaEvent[], nowMs: number): KsefStatus {
  const ongoing = events.filter((event) => isOngoing(event, nowMs)).map(({ category }) => category);
  return ksefStatuses.findLast((status) => status === 'AVAILABLE' || ongoing.includes(status)) ?? 'AVAILABLE';
}

/** As `GET /status` answers it. */
export function statusResponse(events: readonly LatarniaEvent[], nowMs: number): KsefStatusResponse {
  const status = statusAt(events, nowMs);
  if (status === 'AVAILABLE') return { status };
  const ongoing = events.filter((event) => isOngoing(event, nowMs));
  return { status, messages: newestFirst(ongoing.map(beginningOf)) };
}

/** Everything that is published by now, newest first. */
export function publishedMessages(events: readonly LatarniaEvent[], nowMs: number): LatarniaMessage[] {
  const told = events.filter(({ category, isCalledOff }) => category === 'MAINTENANCE' || !isCalledOff);
  const messages = told.flatMap((event) => [beginningOf(event), ...endOf(event)]);
  return newestFirst(messages.filter(({ published }) => Date.parse(published) <= nowMs));
}

const newestFirst = (messages: LatarniaMessage[]): LatarniaMessage[] =>
  messages.sort((a, b) => Date.parse(b.published) - Date.parse(a.published) || b.eventId - a.eventId);

/** A maintenance is announced before it begins, a failure is told when it does: of one that never began nothing is. */
function beginningOf(event: LatarniaEvent): LatarniaMessage {
  if (event.category === 'MAINTENANCE') {
    const { version, changedMs, endMs } = event;
    return messageOf(event, 'MAINTENANCE_ANNOUNCEMENT', { publishedMs: changedMs, version, endMs });
  }
  const publishedMs = Math.max(event.announcedMs, event.startMs);
  return messageOf(event, 'FAILURE_START', { publishedMs, version: 1, endMs: null });
}

function endOf(event: LatarniaEvent): LatarniaMessage[] {
  const { endMs } = event;
  if (event.category === 'MAINTENANCE' || endMs === null) return [];
  return [messageOf(event, 'FAILURE_END', { publishedMs: endMs, version: 1, endMs })];
}

function messageOf(
  event: LatarniaEvent,
  type: LatarniaMessageType,
  { publishedMs, version, endMs }: { publishedMs: number; version: number; endMs: number | null },
): LatarniaMessage {
  const { eventId, category, title, text, startMs, startId, endId } = event;
  return {
    id: type === 'FAILURE_END' ? endId : startId,
    eventId,
    category,
    type,
    title,
    text,
    start: isoMoment(startMs),
    ...(endMs === null ? {} : { end: isoMoment(endMs) }),
    version,
    published: isoMoment(publishedMs),
  };
}
