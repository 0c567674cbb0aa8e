/** What the application knows of the control side is what the server declares: it imports nothing of the server. */
import type { Static } from 'typebox';
import { describe, expect, it } from 'vitest';
import { controlOperations, type ControlOperations as OnServer } from '../../src/control/operations.ts';
import {
  controlAddresses,
  type ControlOperations as InApplication,
} from '../src/areas/control/side/operations.ts';

type Name = keyof InApplication;

/** Every operation of which the server understands all that the application says; else its own name, which does not compile. */
type Understood = {
  [One in Name]: InApplication[One]['input'] extends Static<OnServer[One]['input']> ? true : One;
};
/** The same for what the server answers and the application takes it for. */
type Answered = {
  [One in Name]: Static<OnServer[One]['output']> extends InApplication[One]['output'] ? true : One;
};
type Every = Readonly<Record<Name, true>>;

describe('the control side in the application', () => {
  it('has the addresses of the server', () => {
    const declared = Object.entries(controlOperations).map(([name, { method, path }]) => [
      name,
      `${method} ${path}`,
    ]);
    expect(Object.fromEntries(declared)).toMatchObject(controlAddresses);
  });

  it('has the types of the server', () => {
    const understood = {} as Understood satisfies Every;
    const answered = {} as Answered satisfies Every;
    expect([understood, answered]).toHaveLength(2);
  });
});
