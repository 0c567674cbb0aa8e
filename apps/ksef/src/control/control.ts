/** The control side as functions: each checks what it is told, then does it. */
import type { Core } from '../core.ts';
import { checkInput } from './check.ts';
import { createClockControl } from './clock/clock-control.ts';
import { type Control, type ControlOperationName, controlOperations } from './operations.ts';

export function createControl({ engine, invoicing }: Core): Control {
  return checking({
    ...createClockControl(engine, async () => (await invoicing).instants.now()),
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
