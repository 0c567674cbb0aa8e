/** Archives of KSeF packages, Zip and TarGz, written and read in constant memory. */
export { ArchiveError, type ArchiveErrorCode } from './archive-error.ts';
export { type ArchivedFile, type ByteSource, type ReadLimits, readArchive } from './archive-reader.ts';
export {
  type ArchiveKind,
  type ArchiveWriter,
  archiveWriter,
  type DeflatedFile,
  type FileToPack,
} from './archive-writer.ts';
export { findOverlapping, type UnpackedFile, type ZipEntry, zipEntries } from './zip-entries.ts';
export { testEntries, unpackEntries } from './zip-groups.ts';
