/** Latarnia from outside. */
import type { LatarniaCategory } from '@kwit/ksef-contract';
import { type Clock, isoMoment } from '../../engine/clock.ts';
import { isOngoing, type LatarniaEvent } from '../../engine/latarnia/events.ts';
import type { Latarnia } from '../../engine/latarnia/latarnia.ts';
import { momentOf } from '../../engine/polish-time.ts';
import { controlError } from '../errors.ts';
import type { Control } from '../operations.ts';
import { latarniaTexts } from './texts.ts';

type LatarniaControl = Pick<
  Control,
  'readLatarnia' | 'setLatarniaStatus' | 'announceLatarniaEvent' | 'endLatarniaEvent' | 'clearLatarnia'
>;

export function createLatarniaControl(latarnia: Latarnia, clock: Clock): LatarniaControl {
  const view = (event: LatarniaEvent) => ({
    eventId: event.eventId,
    category: event.category,
    title: event.title,
    text: event.text,
    start: isoMoment(event.startMs),
    end: event.endMs === null ? null : isoMoment(event.endMs),
    ongoing: isOngoing(event, clock.nowMs()),
  });
  const state = async () => {
    const { status, events } = await latarnia.events();
    return { status, events: events.map(view) };
  };
  return {
    readLatarnia: state,
    async setLatarniaStatus({ status, ...words }) {
      const event = status === 'AVAILABLE' ? null : { category: status, ...wordsFor(status, words) };
      await latarnia.turnTo(event);
      return state();
    },
    async announceLatarniaEvent({ category, start, end, ...words }) {
      const startMs = start === undefined ? clock.nowMs() : momentOf(start);
      const endMs = end === undefined ? null : momentOf(end);
      if (endMs !== null && endMs <= startMs) throw controlError('end-before-start', { field: 'end' });
      return view(await latarnia.announce({ category, ...wordsFor(category, words), startMs, endMs }));
    },
    async endLatarniaEvent({ eventId, at }) {
      const event = await latarnia.end(eventId, at === undefined ? clock.nowMs() : momentOf(at));
      if (!event) throw controlError('no-such-event', { field: 'eventId', value: String(eventId) });
      return view(event);
    },
    clearLatarnia: async () => ({ removed: await latarnia.clear() }),
  };
}

const wordsFor = (
  category: LatarniaCategory,
  words: { title?: string | undefined; text?: string | undefined },
) => ({
  title: words.title ?? latarniaTexts[category].title,
  text: words.text ?? latarniaTexts[category].text,
});
