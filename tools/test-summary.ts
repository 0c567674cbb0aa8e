/**
 * Closes every test run with one plain line, so that any CI can read the count. Where Vitest tells of an error beside the
 * tests, as that a process which ran them is gone, it also says how the processes ended, which Vitest does not.
 */
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import type { Reporter, TestModule } from 'vitest/node';

const endings: string[] = [];
subscribe('child_process', (message) => {
  const { process: child } = message as { process: ChildProcess };
  child.once('exit', (code, signal) => {
    const how = signal === null ? `with ${code}` : `by ${signal}`;
    if (signal !== null || code !== 0) endings.push(`process ${child.pid} ended ${how}`);
  });
});

export class TestSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      let tests = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== 'pending') count[state] += 1;
        // What never came to its end is none that passed.
        else if (errors.length > 0) count.failed += 1;
        tests += 1;
      }
      // A file that could not even be loaded has no tests to count, and must not look like success.
      if (tests === 0 && !module.ok()) count.failed += 1;
    }
    if (errors.length > 0) for (const ending of endings) console.log(ending);
    console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
  }
}
