import Type from 'typebox';
import { controlOperation } from '../define.ts';

export const moment = (description: string) => Type.String({ format: 'iso-date-time', description });

const ClockReading = Type.Object({
  now: Type.String({ description: 'what the clock shows, UTC' }),
  frozen: Type.Boolean({ description: 'whether it stands still' }),
  offsetMs: Type.Integer({ description: "how far it is ahead of the machine's clock, milliseconds" }),
  invoicesUntil: Type.Optional(
    Type.String({
      description:
        'after the clock was set back: the last moment that an invoice has; whatever comes before the clock has passed it is dated after it',
    }),
  ),
});

const empty = Type.Object({}, { additionalProperties: false });

export const clockOperations = {
  readClock: controlOperation({
    method: 'GET',
    path: '/clock',
    summary: 'What the clock of this KSeF shows.',
    input: empty,
    output: ClockReading,
  }),
  setClock: controlOperation({
    method: 'PUT',
    path: '/clock',
    summary: 'Sets the clock; one that stands still goes on standing, at the new moment.',
    input: Type.Object(
      { at: moment('moment, ISO 8601; without an offset it is Polish time') },
      { additionalProperties: false },
    ),
    output: ClockReading,
  }),
  advanceClock: controlOperation({
    method: 'POST',
    path: '/clock/advance',
    summary: 'Moves the clock by a duration, back where it is negative.',
    input: Type.Object(
      {
        by: Type.Union([Type.Integer(), Type.String({ maxLength: 100 })], {
          description: 'milliseconds, or an ISO 8601 duration such as PT12H, P7D, -PT30M',
        }),
      },
      { additionalProperties: false },
    ),
    output: ClockReading,
  }),
  freezeClock: controlOperation({
    method: 'POST',
    path: '/clock/freeze',
    summary: 'Stops the clock, where it is or at a moment.',
    input: Type.Object({ at: Type.Optional(moment('moment, ISO 8601')) }, { additionalProperties: false }),
    output: ClockReading,
  }),
  resumeClock: controlOperation({
    method: 'POST',
    path: '/clock/resume',
    summary: 'Lets the clock flow again from the moment that it shows.',
    input: empty,
    output: ClockReading,
  }),
} as const;
