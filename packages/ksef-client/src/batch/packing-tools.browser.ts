/** Stands in for `packing-tools.ts` in browsers, which hash nothing piece by piece: packages are in memory there. */
import { zipWriterOnWeb } from '@kwit/archive/web';
import { KsefError } from '../errors.ts';
import { sha256Base64 } from '../hashes.ts';
import { batchMessages } from './batch-messages.ts';
import type * as inNode from './packing-tools.ts';
import { WebEncryptedParts } from './web-encrypted-parts.ts';

export const EncryptedParts = WebEncryptedParts;
export const sha256: typeof inNode.sha256 = sha256Base64;

/** @throws {KsefError} `refused` for TarGz */
export const archiveWriter: typeof inNode.archiveWriter = (kind, options) => {
  if (kind === 'Zip') return zipWriterOnWeb(options);
  throw new KsefError({ kind: 'refused', operation: 'openBatchSession', text: batchMessages.zipOnly });
};

/** What a page may keep in memory; more goes into another package. */
export const mostArchiveBytes = { Zip: 250_000_000, TarGz: 250_000_000 } as const;
