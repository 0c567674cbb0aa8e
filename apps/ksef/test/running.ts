/** Local KSeFs and data folders of one file of tests: ended and removed with it. */
import { join } from 'node:path';
import { afterAll, afterEach } from 'vitest';
import { type Ksef, type KsefOptions, startKsef } from '../src/index.ts';
import { removeFolder, temporaryFolder } from './temporary-folder.ts';

export interface Running {
  /** Starts one on a free port; it is ended after the test. */
  start(options?: KsefOptions): Promise<Ksef>;
  /** A folder that is not there yet. */
  newFolder(): string;
}

/** Called once at the top of a file. */
export function runningKsefs(): Running {
  const root = temporaryFolder();
  const running: Ksef[] = [];
  let folders = 0;
  afterEach(async () => {
    for (const ksef of running.splice(0)) await ksef.close();
  });
  afterAll(() => removeFolder(root));
  return {
    async start(options = {}) {
      const ksef = await startKsef({ port: 0, rateLimits: 'off', ...options });
      running.push(ksef);
      return ksef;
    },
    newFolder: () => {
      folders += 1;
      return join(root, `data-${folders}`);
    },
  };
}
