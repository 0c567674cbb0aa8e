import { defineConfig } from 'vitest/config';

// One configuration for the whole tree: tests sit beside the code they test (`*.test.ts`).
export default defineConfig({
  test: {
    include: ['{apps,packages,tools}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
  },
});
