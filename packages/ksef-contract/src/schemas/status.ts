/** The status that asynchronous operations report. */
import Type, { type Static } from 'typebox';
import { int32, maybe, text } from './basic.ts';
import { Details } from './identifiers.ts';

export const StatusInfo = Type.Object(
  {
    code: int32('Code of the status.'),
    description: text('What the code means.', { minLength: 1 }),
    details: maybe(Details),
  },
  { description: 'Where an operation stands.' },
);
export type StatusInfo = Static<typeof StatusInfo>;
