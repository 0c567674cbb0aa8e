import { CryptoError } from './errors.ts';
import { crc8 } from './hashes.ts';

export interface KsefNumberParts {
  /** NIP of the seller, 10 digits. */
  sellerNip: string;
  /** Day of acceptance in Poland, `YYYYMMDD`. */
  date: string;
  /** 12 hexadecimal characters, upper case. */
  technical: string;
}

const partsPattern = /^\d{10}-\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-[0-9A-F]{12}$/;
const collectivePartsPattern = /^\d{10}-IZ\d{4}(?:0[1-9]|1[0-2])-[0-9A-F]{12}$/;
const checksumOf = (body: string): string => crc8(body).toString(16).toUpperCase().padStart(2, '0');

/**
 * Composes a KSeF number: `NIP-YYYYMMDD-technical-CRC8`, 35 characters.
 * Throws `CryptoError` 'ksef-number-parts' when a part does not have its form.
 */
export function ksefNumber({ sellerNip, date, technical }: KsefNumberParts): string {
  const body = `${sellerNip}-${date}-${technical}`;
  if (!partsPattern.test(body)) throw new CryptoError('ksef-number-parts');
  return `${body}-${checksumOf(body)}`;
}

/** Whether a text has the form of a KSeF number and its CRC-8 is right. */
export const isKsefNumber = (text: string): boolean => isNumbered(text, partsPattern);

export interface CollectiveIdentifierParts extends Omit<KsefNumberParts, 'date'> {
  /** Month in which it is made, in Poland, `YYYYMM`. */
  month: string;
}

/**
 * Composes the number of a collective identifier: `NIP-IZYYYYMM-technical-CRC8`, 35 characters.
 * Throws `CryptoError` 'ksef-number-parts' when a part does not have its form.
 */
export function collectiveIdentifierNumber({
  sellerNip,
  month,
  technical,
}: CollectiveIdentifierParts): string {
  const body = `${sellerNip}-IZ${month}-${technical}`;
  if (!collectivePartsPattern.test(body)) throw new CryptoError('ksef-number-parts');
  return `${body}-${checksumOf(body)}`;
}

/** Whether a text has the form of the number of a collective identifier and its CRC-8 is right. */
export const isCollectiveIdentifierNumber = (text: string): boolean =>
  isNumbered(text, collectivePartsPattern);

function isNumbered(text: string, pattern: RegExp): boolean {
  if (text.length !== 35 || text[32] !== '-') return false;
  const body = text.slice(0, 32);
  return pattern.test(body) && text.slice(33) === checksumOf(body);
}
