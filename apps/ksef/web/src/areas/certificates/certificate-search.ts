/** Which certificates the list shows; in the address, so that a reload keeps it. */
import type { CertificateListItemStatus, KsefCertificateType } from '@kwit/ksef-contract';
import { nothingBut } from '../../search.ts';

export const certificateStatuses = [
  'Active',
  'Blocked',
  'Revoked',
  'Expired',
] as const satisfies readonly CertificateListItemStatus[];
export const certificateTypes = [
  'Authentication',
  'Offline',
] as const satisfies readonly KsefCertificateType[];

export interface CertificateSearch {
  readonly status?: CertificateListItemStatus;
  readonly type?: KsefCertificateType;
  /** A part of the name, as it is written in it. */
  readonly name?: string;
}

const longestName = 100;

export function certificateSearch(given: Readonly<Record<string, unknown>>): CertificateSearch {
  const status = certificateStatuses.find((one) => one === given.status);
  const type = certificateTypes.find((one) => one === given.type);
  // A number in the address is read as one; a name may be made of digits alone.
  const name = String(given.name ?? '').slice(0, longestName);
  return nothingBut(given, {
    ...(status !== undefined && { status }),
    ...(type !== undefined && { type }),
    ...(name !== '' && { name }),
  });
}
