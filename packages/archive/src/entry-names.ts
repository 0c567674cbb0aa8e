/** Names of files in archives: what may be written, and what is read without harm. */
import { ArchiveError } from './archive-error.ts';

/** What the header of a TAR file holds. */
const longestNameBytes = 100;

/** The name as bytes. Throws `entry-name` where it is empty, too long, or leads elsewhere. */
export function encodedName(name: string): Uint8Array {
  const bytes = new TextEncoder().encode(name);
  if (bytes.length === 0 || bytes.length > longestNameBytes || leadsElsewhere(name))
    throw new ArchiveError('entry-name', name);
  return bytes;
}

/** Whether a name, used as a path, would leave the folder that an archive is unpacked into. */
export const leadsElsewhere = (name: string): boolean =>
  /^([/\\]|[A-Za-z]:)/.test(name) || name.includes('\0') || name.split(/[/\\]/).includes('..');
