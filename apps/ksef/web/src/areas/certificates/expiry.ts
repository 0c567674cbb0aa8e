/** When a certificate is to be replaced. */
import type { CertificateListItem } from '@kwit/ksef-contract';
import { polishDayOf } from '../../api/server-time.ts';

/** So many months before its end a new certificate should be made. */
const reminderMonths = 2;
const dayMs = 86_400_000;

/** From when on one is reminded of a certificate: milliseconds since 1970. */
function reminderMs({ validTo }: Pick<CertificateListItem, 'validTo'>): number {
  const from = new Date(validTo);
  const day = from.getUTCDate();
  from.setUTCMonth(from.getUTCMonth() - reminderMonths);
  // There is no 31st of April: then the last of April.
  if (from.getUTCDate() !== day) from.setUTCDate(0);
  return from.getTime();
}

/** Whether a certificate is in use and ends within two months. */
export const isEnding = (
  certificate: Pick<CertificateListItem, 'status' | 'validTo'>,
  nowMs: number,
): boolean => certificate.status === 'Active' && reminderMs(certificate) <= nowMs;

/** Days of the calendar in Poland that are left; 0 on the last day. */
export const daysLeft = ({ validTo }: Pick<CertificateListItem, 'validTo'>, nowMs: number): number =>
  Math.round((Date.parse(polishDayOf(Date.parse(validTo))) - Date.parse(polishDayOf(nowMs))) / dayMs);

/**
 * Certificates that end soon, the first to end first, without those that have been replaced already: by one of the same
 * name and purpose that is valid longer.
 */
export function endingCertificates(
  active: readonly CertificateListItem[],
  nowMs: number,
): readonly CertificateListItem[] {
  const isReplaced = ({ name, type, validTo }: CertificateListItem) =>
    active.some((other) => other.name === name && other.type === type && other.validTo > validTo);
  return active
    .filter((certificate) => isEnding(certificate, nowMs) && !isReplaced(certificate))
    .toSorted((a, b) => a.validTo.localeCompare(b.validTo));
}
