import { crc8 } from '@kwit/crypto';
import { polishDayOf } from './polish-time.ts';
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

const millisecondsPerDay = 24 * 60 * 60 * 1000;

/**
 * A new reference number, 36 characters: Polish day, kind, two groups of ten hexadecimal digits, CRC-8 of all before
 * (`20250514-AU-2DFC46C000-3AC6D5877F-D4`). As in the official examples the first seven digits are the millisecond of the
 * day, so numbers come nearly in order, which spares the index that holds them; the other thirteen are random.
 */
export function newReferenceNumber(kind: ReferenceKind, nowMs: number): string {
  if (nowMs !== begun.nowMs || kind !== begun.kind) begun = { kind, nowMs, text: beginning(kind, nowMs) };
  const random = randomHex(7);
  const body = `${begun.text}${random.slice(0, 3)}-${random.slice(4)}`;
  return `${body}-${crc8(body).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** How numbers of a kind begin at a moment, as asked for last: those of a package are made many at a time. */
let begun = { kind: '', nowMs: Number.NaN, text: '' };

function beginning(kind: ReferenceKind, nowMs: number): string {
  const moment = (Math.floor(nowMs) % millisecondsPerDay).toString(16).padStart(7, '0').toUpperCase();
  return `${polishDayOf(nowMs).replaceAll('-', '')}-${referenceKinds[kind]}-${moment}`;
}
