/**
 * The libraries that read XML into a DOM and bring it into canonical form. Loading them takes longer than the start
 * of a program should, and most runs sign and verify nothing: so they are loaded on first use. Both are CommonJS,
 * which can be loaded without waiting.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const xmlCrypto = (): typeof import('xml-crypto') => require('xml-crypto');

export const xmldom = (): typeof import('@xmldom/xmldom') => require('@xmldom/xmldom');
