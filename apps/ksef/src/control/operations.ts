/** Every operation of the control side. */
import { clockOperations } from './clock/operations.ts';
import type { ControlFunction } from './define.ts';
import { faultOperations } from './faults/operations.ts';
import { journalOperations } from './journal/operations.ts';
import { keyOperations } from './keys/operations.ts';
import { latarniaControlOperations } from './latarnia/operations.ts';
import { scenarioOperations } from './scenarios/operations.ts';
import { stateOperations } from './state/operations.ts';

export const controlOperations = {
  ...clockOperations,
  ...faultOperations,
  ...journalOperations,
  ...keyOperations,
  ...latarniaControlOperations,
  ...scenarioOperations,
  ...stateOperations,
} as const;

export type ControlOperations = typeof controlOperations;
export type ControlOperationName = keyof ControlOperations;

/** All operations as functions of the same names: what `ksef.control` is. They throw `ControlError`. */
export type Control = { readonly [Name in ControlOperationName]: ControlFunction<ControlOperations[Name]> };
