/** The control side as functions: each checks what it is told, then does it. */
import type { Core } from '../core.ts';
import type { ClockState } from '../engine/clock.ts';
import { checkInput } from './check.ts';
import { createClockControl } from './clock/clock-control.ts';
import { createFaultControl } from './faults/fault-control.ts';
import type { Faults } from './faults/faults.ts';
import type { Journal } from './journal/journal.ts';
import { createKeyControl } from './keys/key-control.ts';
import { createLatarniaControl } from './latarnia/latarnia-control.ts';
import { type Control, type ControlOperationName, controlOperations } from './operations.ts';
import { createScenarioControl } from './scenarios/scenario-control.ts';
import type { Gate } from './state/gate.ts';
import { createStateControl } from './state/state-control.ts';

/** What the control side keeps in memory. */
export interface ControlParts {
  readonly faults: Faults;
  readonly journal: Journal;
  readonly gate: Gate;
}

/** @param startClock how the clock stands where the data do not say */
export function createControl(core: Core, parts: ControlParts, startClock: ClockState): Control {
  const { engine, invoicing, latarnia } = core;
  const { faults, journal } = parts;
  return checking({
    ...createClockControl(engine, invoicing),
    ...createFaultControl(engine, faults),
    ...journal.functions,
    ...createKeyControl(engine),
    ...createLatarniaControl(latarnia, engine.clock),
    ...createScenarioControl(core),
    ...createStateControl(core, parts, startClock),
  });
}

type AnyFunction = (input: unknown) => Promise<unknown>;

/** The same functions, each with its check before it. */
function checking(control: Control): Control {
  const functions = control as Record<ControlOperationName, AnyFunction>;
  const checked = {} as Record<ControlOperationName, AnyFunction>;
  for (const name of Object.keys(controlOperations) as ControlOperationName[]) {
    checked[name] = async (input = {}) => {
      await checkInput(controlOperations[name], input);
      return functions[name](input);
    };
  }
  return checked as Control;
}
