/**
 * Latarnia, the availability service of KSeF, as data: a small API of its own under another base address
 * (`https://api-latarnia.ksef.mf.gov.pl`, test: `https://api-latarnia-test.ksef.mf.gov.pl`), without a log-in.
 * Source: the official client libraries.
 */
import Type, { type Static } from 'typebox';
import { json, operation } from './define.ts';
import { int32, list, maybe, moment, oneOf, text } from './schemas/basic.ts';

/** From the best to the worst. */
export const ksefStatuses = ['AVAILABLE', 'MAINTENANCE', 'FAILURE', 'TOTAL_FAILURE'] as const;
export type KsefStatus = (typeof ksefStatuses)[number];

/** What an event is: planned unavailability, a failure, a total failure. */
export const latarniaCategories = ['MAINTENANCE', 'FAILURE', 'TOTAL_FAILURE'] as const;
export type LatarniaCategory = (typeof latarniaCategories)[number];

export const latarniaMessageTypes = ['FAILURE_START', 'FAILURE_END', 'MAINTENANCE_ANNOUNCEMENT'] as const;
export type LatarniaMessageType = (typeof latarniaMessageTypes)[number];

/** One published message. */
export const LatarniaMessage = Type.Object({
  id: text('Identifier of the message.'),
  eventId: int32('Identifier of the event: the beginning and the end of one failure share it.'),
  category: oneOf(latarniaCategories, 'What the event is.'),
  type: oneOf(latarniaMessageTypes, 'What the message says of the event.'),
  title: text('Title.'),
  text: text('Content.'),
  start: moment('When the event begins.'),
  end: maybe(moment('When the event ends, where that is known.')),
  version: int32('Version of the message, from 1.'),
  published: moment('When the message was published.'),
});
export type LatarniaMessage = Static<typeof LatarniaMessage>;

/** Whether KSeF is available. */
export const KsefStatusResponse = Type.Object({
  status: oneOf(ksefStatuses, 'State of KSeF.'),
  messages: Type.Optional(
    list(LatarniaMessage, 'Messages on what is going on; absent where everything is available.'),
  ),
});
export type KsefStatusResponse = Static<typeof KsefStatusResponse>;

/** Every published message. */
export const KsefMessagesResponse = list(LatarniaMessage, 'Published messages.');
export type KsefMessagesResponse = Static<typeof KsefMessagesResponse>;

/** All operations of Latarnia; paths are below its base address. */
export const latarniaOperations = {
  getKsefStatus: operation({
    method: 'GET',
    path: '/status',
    summary: 'Whether KSeF is available, with the messages on what is going on.',
    bearer: 'none',
    answer: { status: 200, content: json(KsefStatusResponse) },
  }),
  getKsefMessages: operation({
    method: 'GET',
    path: '/messages',
    summary: 'Every published message.',
    bearer: 'none',
    answer: { status: 200, content: json(KsefMessagesResponse) },
  }),
} as const;
