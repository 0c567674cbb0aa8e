/** What can be wrong with an archive. */

/**
 * - `unreadable`: it is cut off, damaged, or no archive of its kind.
 * - `entry-unreadable`: one file of it is damaged, encrypted, or packed in a way that is not known.
 * - `entry-name`: a name that leads elsewhere (`..`, an absolute path).
 * - `entry-kind`: a link, a device, or whatever else is no plain file.
 * - `entry-too-large`: a file larger than the caller allows.
 * - `too-many-entries`: more files than the caller allows.
 * - `too-large`: it unpacks to more than the caller allows.
 * - `too-large-to-write`: a file or archive beyond what the format can say.
 */
export type ArchiveErrorCode =
  | 'unreadable'
  | 'entry-unreadable'
  | 'entry-name'
  | 'entry-kind'
  | 'entry-too-large'
  | 'too-many-entries'
  | 'too-large'
  | 'too-large-to-write';

export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: ArchiveErrorCode;
  /** Name of the file that is meant, where it is one. */
  readonly entry: string | undefined;

  constructor(code: ArchiveErrorCode, entry?: string, options?: ErrorOptions) {
    super(entry === undefined ? `archive: ${code}` : `archive: ${code}: ${JSON.stringify(entry)}`, options);
    this.code = code;
    this.entry = entry;
  }
}
