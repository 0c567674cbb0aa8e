import { crc8 } from '@kwit/crypto';
import { polishDayOf } from './clock.ts';
import { randomHex } from './random-bytes.ts';

/** What a reference number names; its two letters. Source: examples of the official OpenAPI. */
export const referenceKinds = {
  challenge: 'CR',
  authentication: 'AU',
  ksefToken: 'EC',
  certificateEnrollment: 'EH',
  permissionOperation: 'EG',
  onlineSession: 'SO',
  batchSession: 'SB',
  invoice: 'EE',
  upo: 'EU',
  // The official examples give it the letters of certificate requests.
  invoiceExport: 'EH',
} as const;

export type ReferenceKind = keyof typeof referenceKinds;

/**
 * A new reference number, 36 characters: Polish day, kind, two groups of ten random hexadecimal digits,
 * CRC-8 of all before (`20250514-AU-2DFC46C000-3AC6D5877F-D4`). 80 random bits: it cannot be guessed.
 */
export function newReferenceNumber(kind: ReferenceKind, nowMs: number): string {
  const random = randomHex(10);
  const day = polishDayOf(nowMs).replaceAll('-', '');
  const body = `${day}-${referenceKinds[kind]}-${random.slice(0, 10)}-${random.slice(10)}`;
  return `${body}-${crc8(body).toString(16).toUpperCase().padStart(2, '0')}`;
}
