/** Where parts of exports are fetched, below the public address; shaped like those of the real storage. */
export const packedSuffix = { Zip: 'zip', TarGz: 'tar.gz' } as const;

/** @param ordinal from 1 */
export const partName = (reference: string, ordinal: number, suffix: string): string =>
  `${reference}-${String(ordinal).padStart(3, '0')}.${suffix}.aes`;

export const partPath = (reference: string, name: string): string =>
  `/storage/01/${reference.toLowerCase()}/invoice-part/${name}`;

/** The ordinal, from 1, that the name of a part tells, or undefined. */
export function ordinalInName(name: string): number | undefined {
  const digits = /-(\d{3,})\.(?:zip|tar\.gz)\.aes$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Name of a part among the blobs. */
export const exportBlob = (reference: string, ordinal: number): string =>
  `${exportFolder(reference)}/${ordinal}`;

/** The blobs of all parts of an export. */
export const exportFolder = (reference: string): string => `exports/${reference}`;
