import { ksefStatuses, latarniaCategories } from '@kwit/ksef-contract';
import Type from 'typebox';
import { moment } from '../clock/operations.ts';
import { controlOperation } from '../define.ts';

const Event = Type.Object({
  eventId: Type.Integer(),
  category: Type.Enum([...latarniaCategories]),
  title: Type.String(),
  text: Type.String(),
  start: Type.String(),
  end: Type.Union([Type.String(), Type.Null()]),
  ongoing: Type.Boolean(),
});
const State = Type.Object({
  status: Type.Enum([...ksefStatuses], { description: 'what Latarnia tells at this moment' }),
  events: Type.Array(Event),
});

const words = {
  title: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  text: Type.Optional(Type.String({ minLength: 1, maxLength: 5000 })),
};

export const latarniaControlOperations = {
  readLatarnia: controlOperation({
    method: 'GET',
    path: '/latarnia',
    summary: 'What Latarnia tells at this moment, and all its events.',
    input: Type.Object({}, { additionalProperties: false }),
    output: State,
  }),
  setLatarniaStatus: controlOperation({
    method: 'PUT',
    path: '/latarnia/status',
    summary: 'Ends what is going on, and begins a maintenance, a failure or a total failure now.',
    input: Type.Object({ status: Type.Enum([...ksefStatuses]), ...words }, { additionalProperties: false }),
    output: State,
  }),
  announceLatarniaEvent: controlOperation({
    method: 'POST',
    path: '/latarnia/events',
    summary: 'Adds an event with its time; the status follows the clock.',
    input: Type.Object(
      {
        category: Type.Enum([...latarniaCategories]),
        start: Type.Optional(moment('default: now')),
        end: Type.Optional(moment('default: not known yet')),
        ...words,
      },
      { additionalProperties: false },
    ),
    output: Event,
  }),
  endLatarniaEvent: controlOperation({
    method: 'POST',
    path: '/latarnia/events/{eventId}/end',
    summary: 'Ends an event, now or at a moment.',
    input: Type.Object(
      { eventId: Type.Integer(), at: Type.Optional(moment('default: now')) },
      { additionalProperties: false },
    ),
    output: Event,
  }),
  clearLatarnia: controlOperation({
    method: 'DELETE',
    path: '/latarnia',
    summary: 'Forgets every event: everything is available, and nothing was ever published.',
    input: Type.Object({}, { additionalProperties: false }),
    output: Type.Object({ removed: Type.Integer() }),
  }),
} as const;
