/**
 * What packing needs of Node.js: archives, hashes and ciphers that take pieces as they come. In browsers
 * `packing-tools.browser.ts` stands in for this file (package.json, `imports`).
 */
import { sha256Base64 } from '@kwit/crypto';

export { archiveWriter } from '@kwit/archive';
export { EncryptedParts } from './encrypted-parts.ts';

/** SHA-256 as Base64. */
export const sha256: (content: Uint8Array) => string | Promise<string> = sha256Base64;

/** A ZIP without the extension for large ones; a TarGz is bounded by KSeF alone. */
export const mostArchiveBytes = { Zip: 4_290_000_000, TarGz: Number.POSITIVE_INFINITY } as const;
