import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { TestSummary } from './tools/test-summary.ts';

// One configuration for the whole tree: tests sit beside the code they test (`*.test.ts`).
export default defineConfig({
  test: {
    include: ['{apps,packages,tools}/**/*.test.ts'],
    setupFiles: ['tools/testing/clean-up.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // No file is given a process of its own: starting one and loading everything anew were a seventh of a run.
    isolate: false,
    // Vitest leaves one processor free, which on a machine of two is half of it.
    maxWorkers: availableParallelism(),
    reporters: ['default', new TestSummary()],
  },
});
