/** Folders for the data of tests, which do not pile up even where a run of tests is killed. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const prefix = 'kwit-ksef-test-';

/** Makes a folder; whoever asked removes it by `removeFolder`. What killed runs have left behind is removed, too. */
export function temporaryFolder(): string {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) removeIfPossible(join(tmpdir(), name));
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
}

/** Removes a folder with all that is in it, also where a process that was killed is still letting go of it. */
export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

function removeIfPossible(path: string): void {
  try {
    removeFolder(path);
  } catch {
    // Another user's, or a disk that is still mounted in it: no reason to fail this test.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Someone else's process, which may not be asked, is alive as well.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
