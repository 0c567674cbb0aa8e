/** What a browser needs of this package: writing a ZIP. It runs in Node.js as well, where it is tested. */
export { ArchiveError, type ArchiveErrorCode } from '../archive-error.ts';
export type { ArchiveKind, ArchiveWriter, FileToPack } from '../archive-writer.ts';
export { zipWriterOnWeb } from './zip.ts';
