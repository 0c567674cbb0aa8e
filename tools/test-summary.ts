/** Closes every test run with one plain line, so that any CI can read the count. */
import type { Reporter, TestModule } from 'vitest/node';

export class TestSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== 'pending') count[state] += 1;
        tests += 1;
      }
      // A file that could not even be loaded has no tests to count, and must not look like success.
      if (tests === 0 && !module.ok()) count.failed += 1;
    }
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  }
}
