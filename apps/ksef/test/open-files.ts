/** What this process has open, where the system tells. */
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

const descriptors = '/proc/self/fd';

/** Whether the system tells. */
export const tellsOpenFiles = existsSync(descriptors);

/** Files below a folder that are open. */
export const openFilesBelow = (folder: string): string[] =>
  readdirSync(descriptors)
    .map(fileOf)
    .filter((file) => file.startsWith(`${folder}/`));

function fileOf(descriptor: string): string {
  try {
    return readlinkSync(join(descriptors, descriptor));
  } catch {
    // Closed meanwhile.
    return '';
  }
}
