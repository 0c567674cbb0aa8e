/** The threads of Node.js that this process has, where the system tells. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const tasks = '/proc/self/task';

/** Whether the system tells. */
export const tellsThreads = existsSync(tasks);
if (!tellsThreads) console.warn('Threads are not counted: this system has no /proc/self/task.');

/** How many worker threads there are, by the name that Node.js gives them. */
export const threadCount = (): number =>
  readdirSync(tasks).filter((task) => nameOf(task) === 'WorkerThread').length;

function nameOf(task: string): string {
  try {
    return readFileSync(join(tasks, task, 'comm'), 'utf8').trim();
  } catch {
    // Ended meanwhile.
    return '';
  }
}
