/** How packages of invoices are packed. */
import type { Static } from 'typebox';
import { oneOf } from './basic.ts';

/** `Zip` where nothing is said; `TarGz` packs many similar documents better. */
export const CompressionType = oneOf(['Zip', 'TarGz'], 'How the package is packed.');
export type CompressionType = Static<typeof CompressionType>;
