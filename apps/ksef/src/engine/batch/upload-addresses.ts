/** Where parts of packages are sent, below the public address; shaped like those of the real storage. */

/** @param ordinal from 1 */
export const uploadPath = (session: string, ordinal: number): string =>
  `/storage/01/${session.toLowerCase()}/batch-parts/${ordinal}`;

/** Name of a part among the blobs. */
export const partBlob = (session: string, ordinal: number): string => `${partsFolder(session)}/${ordinal}`;

/** The blobs of all parts of a session. */
export const partsFolder = (session: string): string => `batch/${session}`;
