import type { ChildProcess } from 'node:child_process';

/** What tests start and make, and nobody takes away by hand: `clean-up.ts` does, after each test and each file. */
export const leftovers = {
  /** Ended after the test that started them. */
  children: new Set<ChildProcess>(),
  /** Removed after the file that made them. */
  folders: new Set<string>(),
  /** Ends the local KSeF that the tests of a file share. */
  closeKsef: async (): Promise<void> => {},
};
