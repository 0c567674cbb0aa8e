import type { Operation } from '@kwit/ksef-contract';
import type { Profile } from '../options.ts';

/** Whether a KSeF of this profile has an operation: test data exist on the test environment alone. */
export const isServed = ({ path }: Pick<Operation, 'path'>, profile: Profile): boolean =>
  profile === 'test' || !path.startsWith('/testdata/');
