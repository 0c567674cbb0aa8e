import Type from 'typebox';
import { controlOperation } from '../define.ts';

const name = Type.String({
  pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$',
  description: 'letters, digits, - and _, at most 64',
});
const Snapshot = Type.Object({
  name: Type.String(),
  taken: Type.String({ description: 'moment by the clock of this KSeF' }),
});
const named = Type.Object({ name }, { additionalProperties: false });
const empty = Type.Object({}, { additionalProperties: false });

export const stateOperations = {
  reset: controlOperation({
    method: 'POST',
    path: '/reset',
    summary:
      'Empties everything: data, clock, Latarnia, faults, journal. Keys, authority and snapshots stay as they are.',
    input: empty,
    output: Type.Object({ reset: Type.Literal(true) }),
  }),
  listSnapshots: controlOperation({
    method: 'GET',
    path: '/snapshots',
    summary: 'The snapshots there are.',
    input: empty,
    output: Type.Object({ snapshots: Type.Array(Snapshot) }),
  }),
  takeSnapshot: controlOperation({
    method: 'PUT',
    path: '/snapshots/{name}',
    summary: 'Keeps the whole state under a name, in place of one of the same name.',
    input: named,
    output: Snapshot,
  }),
  restoreSnapshot: controlOperation({
    method: 'POST',
    path: '/snapshots/{name}/restore',
    summary:
      'Puts a snapshot in place of the state, its clock and Latarnia included; requests wait meanwhile.',
    input: named,
    output: Snapshot,
  }),
  removeSnapshot: controlOperation({
    method: 'DELETE',
    path: '/snapshots/{name}',
    summary: 'Forgets a snapshot.',
    input: named,
    output: Type.Object({ removed: Type.Literal(true) }),
  }),
} as const;
