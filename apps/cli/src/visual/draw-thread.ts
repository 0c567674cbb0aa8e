/** A thread that draws documents one after another, as it is asked. */
import { parentPort, workerData } from 'node:worker_threads';
import { type DrawJob, type DrawSettings, draw } from './draw.ts';

const settings = workerData as DrawSettings;

/** `null` asks the thread to end. */
parentPort?.on('message', async ({ id, job }: { id: number; job: DrawJob | null }) => {
  if (job === null) {
    parentPort?.close();
    return;
  }
  const drawn = await draw(job, settings);
  // A buffer of its own is handed over; one out of Node.js's pool is not ours to give, and is copied.
  const own = drawn.kind === 'drawn' && drawn.bytes.byteLength === drawn.bytes.buffer.byteLength;
  parentPort?.postMessage({ id, drawn }, own ? [drawn.bytes.buffer as ArrayBuffer] : []);
});
